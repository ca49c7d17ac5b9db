"""How many people live where: points or small areas with counts, tables joined to small areas by code, or points
without counts, which then weigh the same each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.crs import DEGREES
from geo.errors import Report
from geo.population.join import JoinedPlaces, join_table
from geo.population.land import Water, on_land
from geo.population.pieces import PopulationPerPiece, apportion
from geo.population.places import Places, open_population, places_from_table
from geo.population.tables import choose_count_column, counts_from_text, noun_of_count

__all__ = ["Population", "PopulationPerPiece", "population_per_piece", "read_population"]


@dataclass(frozen=True)
class Population:
    """People (or households, or bare small areas) by place.

    Attributes:
        points: GeoDataFrame in WGS 84, sorted by ``unit_id``: ``unit_id`` (text), ``count`` (float, at least 0),
            ``geometry`` (Point or valid (Multi)Polygon).
        is_counted: False if the file has no counts; ``count`` is then 1 each.
        noun: ``"residents"``, ``"households"`` or ``"small areas"``: what a share is a share of.
        unmatched: codes that found no partner in a join, of the table and of the boundaries, sorted.
        report: everything that was noticed.
        unknown: outlines of small areas without a count (WGS 84): there the number is not known, not 0.
    """

    points: gpd.GeoDataFrame
    is_counted: bool
    noun: str
    unmatched: list[str]
    report: Report
    unknown: gpd.GeoSeries = field(default_factory=lambda: gpd.GeoSeries([], crs=DEGREES))


def read_population(
    path: Path | str,
    *,
    count_column: str | None = None,
    boundaries: Path | str | None = None,
    boundaries_id_column: str | None = None,
    id_column: str | None = None,
) -> Population:
    """Read where people live.

    Args:
        path: GeoParquet, GeoJSON, GeoPackage, Shapefile or CSV (with coordinates, or with codes to be joined).
        count_column: column with the number of people; found by pattern if not given.
        boundaries: small areas, or points of small areas, to which a table is joined by code.
        boundaries_id_column: code column of ``boundaries``; found by pattern if not given.
        id_column: code column of the table; found by pattern if not given.

    Returns:
        The people by place; points without any count weigh 1 each (``is_counted`` False).

    Raises:
        InputError: the file cannot be used; its report names every reason.
    """
    path = Path(path)
    report = Report(path.name, "population")
    opened = open_population(path, report)
    report.raise_if_refused()
    if boundaries is not None:
        table = opened.attributes if isinstance(opened, Places) else opened
        joined = join_table(
            table,
            Path(boundaries),
            report,
            count_column=count_column,
            boundaries_id_column=boundaries_id_column,
            id_column=id_column,
        )
        return _population(
            joined, joined.count_column, noun_of_count(joined.count_column, table, report.source), report
        )
    count = choose_count_column(opened.attributes if isinstance(opened, Places) else opened, count_column, report)
    places = opened if isinstance(opened, Places) else places_from_table(opened, report)
    places = places.usable(id_column, report)
    report.raise_if_refused()
    numbers = np.ones(len(places.geometry))
    if count is not None:
        numbers = counts_from_text(places.attributes[count], places.label, report).to_numpy()
    counted = JoinedPlaces(places.codes, numbers, places.geometry, [], count)
    noun = "small areas" if count is None else noun_of_count(count, places.attributes, report.source)
    return _population(counted, count, noun, report)


def population_per_piece(
    population: Population,
    areas: gpd.GeoDataFrame,
    pieces: pd.DataFrame,
    resolution: int,
    water: Water | None = None,
) -> PopulationPerPiece:
    """People in each piece of a cell; pieces and ``outside_n`` add up to the input.

    Points are placed exactly in their area and cell; polygons are shared out by the ground they have in each piece,
    without the water of which the streets map knows.

    Args:
        population: from :func:`read_population`.
        areas: AREAS of the study area.
        pieces: PIECES from :func:`geo.cells.cover_areas` with the same areas and resolution.
        resolution: H3 resolution of the pieces.
        water: of the streets map, None where there is none.

    Returns:
        PIECES with ``weight_n`` and ``population_n`` (NaN where not known), and the people outside the study area.
    """
    points = population.points
    shapes = np.asarray(points.geometry.array, dtype=object)
    is_area = shapely.get_dimensions(shapes) == 2
    wet_n = 0
    if water is not None and is_area.any():
        shapes[is_area], is_wet = on_land(shapes[is_area], areas, water)
        wet_n = int(is_wet.sum())
        points = points.set_geometry(gpd.GeoSeries(shapes, index=points.index, crs=points.crs))
    made = apportion(points, population.unknown, population.is_counted, areas, pieces, resolution)
    if is_area.any():
        made.report.facts["Areas that reach into water"] = (
            "not looked for: there is no streets map"
            if water is None
            else f"{wet_n:,}, by the coastline and the water of the streets map: their people are on the land"
        )
    made.describe_outside(population.noun, float(population.points["count"].sum()))
    return made


_CODE = re.compile(r"^[EWSN]\d{8}$")


def _are_small_areas(codes: NDArray[np.str_]) -> bool:
    """Whether most codes are official ones of areas."""
    return len(codes) > 0 and sum(bool(_CODE.match(code)) for code in codes[:500]) >= 0.5 * min(len(codes), 500)


def _population(places: JoinedPlaces, count: str | None, noun: str, report: Report) -> Population:
    """Counted places in an order that does not depend on the file's, those without a count set aside."""
    known = np.isfinite(places.counts)
    if not known.any():
        report.add(
            "refused",
            "no_counts",
            "no place has a usable count.",
            needed="numbers of people.",
            action="Name the right column with the count-column option.",
        )
    report.raise_if_refused()
    middle = shapely.get_coordinates(shapely.centroid(places.geometry))
    codes = places.codes.astype(str)
    order = np.lexsort((middle[:, 1], middle[:, 0], places.counts, codes))
    order = order[known[order]]
    points = gpd.GeoDataFrame(
        {"unit_id": places.codes[order], "count": places.counts[order]}, geometry=places.geometry[order], crs=DEGREES
    )
    is_area = shapely.get_dimensions(places.geometry) == 2
    kinds = {(True, True): "points and polygons", (True, False): "polygons"}
    kind = kinds.get((bool(is_area.any()), bool((~is_area).any())), "points")
    total = float(points["count"].sum())
    report.facts["Places"] = f"{len(points):,} {kind}"
    report.facts["Count column"] = count or "none: every place weighs the same"
    report.facts["Total"] = f"{total:,.12g} {noun}"
    if count is None and not _are_small_areas(codes):
        report.add(
            "warning",
            "not_people",
            "nothing says that people live at these places: no counts of people, and no codes of small areas.",
            needed="counts of people, or codes such as E00073213 or W01001623.",
            action="Each was taken for a small area that weighs the same. If they are something else (stops, shops, "
            "listings), leave the file out; if there are counts, name their column by the count-column option.",
        )
    elif count is None:
        report.add(
            "note",
            "not_counted",
            "the places have no counts of people.",
            action='Each weighs the same, and shares are said to be "of small areas". A column can be named by the '
            "count-column option.",
        )
    elif total == 0:
        report.add("warning", "nobody", "all counts are 0.", action=f"Used as it is; check column {count}.")
    unknown = gpd.GeoSeries(list(places.geometry[~known & is_area]), crs=DEGREES)
    return Population(points, count is not None, noun, places.unmatched, report, unknown)
