"""People from points or polygons to the pieces of cells, so that nobody is lost and nobody is counted twice."""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.cells import assign_areas, cell_of, piece_outlines, polygon_size
from geo.errors import Report
from geo.tables import PIECES

__all__ = ["PopulationPerPiece", "apportion"]


@dataclass(frozen=True)
class PopulationPerPiece:
    """People by piece.

    Attributes:
        pieces: PIECES columns, ``weight_n`` and ``population_n`` (NaN where not known), rows as in the pieces given.
        outside_n: count outside the study area; ``pieces.weight_n.sum() + outside_n`` is the count of the input.
        outside_places_n: number of points or polygons that lie wholly outside.
        report: says how many are outside.
    """

    pieces: pd.DataFrame
    outside_n: float
    outside_places_n: int
    report: Report = field(default_factory=lambda: Report("population", "population by cell"))

    def describe_outside(self, noun: str, total: float) -> None:
        """Put into the report how many of ``total`` (``noun`` in the plural) lie outside the study area."""
        inside = total - self.outside_n
        self.report.facts["Inside the study area"] = f"{inside:,.10g} {noun}"
        self.report.facts["Outside the study area"] = f"{self.outside_n:,.10g} {noun}"
        if total > 0 and inside <= 0:
            self.report.add(
                "warning",
                "all_outside",
                f"all {total:,.10g} {noun} lie outside the study area.",
                needed="population of the same town as the boundaries.",
                action="The town counts as empty; check that both files are of one place.",
            )
        elif self.outside_n > 0:
            self.report.add(
                "note",
                "outside",
                f"{self.outside_n:,.10g} of {total:,.10g} {noun} lie outside the study area "
                f"({self.outside_places_n:,} places wholly).",
                action="Left out of every number of the town.",
            )


def apportion(
    points: gpd.GeoDataFrame,
    unknown: gpd.GeoSeries,
    is_counted: bool,
    areas: gpd.GeoDataFrame,
    pieces: pd.DataFrame,
    resolution: int,
) -> PopulationPerPiece:
    """Count per piece of points (``unit_id, count, geometry``): see :func:`geo.population.population_per_piece`."""
    shapes = np.asarray(points.geometry.array, dtype=object)
    counts = points["count"].to_numpy(dtype=np.float64)
    weight = np.zeros(len(pieces))
    is_polygon = shapely.get_dimensions(shapes) == 2
    outside, outside_places = 0.0, 0
    if (~is_polygon).any():
        inside, lost, places = _points_per_piece(shapes[~is_polygon], counts[~is_polygon], areas, pieces, resolution)
        weight, outside, outside_places = weight + inside, outside + lost, outside_places + places
    if is_polygon.any() or len(unknown):
        outlines = piece_outlines(areas, pieces)
        inside, lost, places = _polygons_per_piece(shapes[is_polygon], counts[is_polygon], outlines)
        weight, outside, outside_places = weight + inside, outside + lost, outside_places + places
    people = weight.copy() if is_counted else np.full(len(pieces), np.nan)
    if is_counted and len(unknown):
        tree = shapely.STRtree(outlines)
        touched = np.unique(tree.query(np.asarray(unknown.array, dtype=object), predicate="intersects")[1])
        people[touched[weight[touched] == 0]] = np.nan
    made = pieces[PIECES.names].copy()
    made["weight_n"], made["population_n"] = weight, people
    return PopulationPerPiece(made, outside, outside_places)


def _points_per_piece(
    shapes: NDArray[np.object_],
    counts: NDArray[np.float64],
    areas: gpd.GeoDataFrame,
    pieces: pd.DataFrame,
    resolution: int,
) -> tuple[NDArray[np.float64], float, int]:
    """Count per piece, count outside, points outside."""
    lon, lat = shapely.get_x(shapes), shapely.get_y(shapes)
    area = assign_areas(lat, lon, areas)
    inside = np.flatnonzero(area >= 0)
    area_id = areas["area_id"].to_numpy(dtype=object)[area[inside]]
    keys = pd.MultiIndex.from_arrays([cell_of(lat[inside], lon[inside], resolution), area_id])
    piece = pd.MultiIndex.from_frame(pieces[["cell", "area_id"]]).get_indexer(keys)
    for place in np.flatnonzero(piece < 0):  # within a hair of an edge, or on ground too small to be a piece
        piece[place] = _nearest_piece(shapes[inside[place]], area_id[place], areas, pieces)
    placed = piece >= 0
    weight = np.bincount(piece[placed], weights=counts[inside[placed]], minlength=len(pieces)).astype(np.float64)
    is_outside = np.ones(len(shapes), dtype=bool)
    is_outside[inside[placed]] = False
    return weight, float(counts[is_outside].sum()), int(is_outside.sum())


def _nearest_piece(point: shapely.Point, area_id: str, areas: gpd.GeoDataFrame, pieces: pd.DataFrame) -> int:
    candidates = np.flatnonzero((pieces["area_id"] == area_id).to_numpy())
    if not len(candidates):
        candidates = np.arange(len(pieces))
    if not len(candidates):
        return -1
    distance = shapely.distance(piece_outlines(areas, pieces.iloc[candidates]), point)
    return int(candidates[np.argmin(distance)])


def _polygons_per_piece(
    shapes: NDArray[np.object_], counts: NDArray[np.float64], outlines: NDArray[np.object_]
) -> tuple[NDArray[np.float64], float, int]:
    """Count per piece, count outside, polygons outside."""
    size = polygon_size(shapes)
    owner, piece = shapely.STRtree(outlines).query(shapes, predicate="intersects")
    share = polygon_size(shapely.intersection(shapes[owner], outlines[piece])) / size[owner]
    inside = np.bincount(owner, weights=share, minlength=len(shapes))
    is_whole = inside > 1 - 1e-9  # all of it but rounding
    share = np.where(is_whole[owner], share / np.maximum(inside[owner], 1e-300), share)
    weight = np.bincount(piece, weights=share * counts[owner], minlength=len(outlines)).astype(np.float64)
    outside = np.where(is_whole, 0.0, counts * (1 - inside))
    return weight, float(outside.sum()), int((inside <= 0).sum())
