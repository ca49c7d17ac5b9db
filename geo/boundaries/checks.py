"""What a planner should know about a set of areas before using it: size, water, names, overlaps, gaps, strays."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from geo.boundaries.columns import find_column
from geo.boundaries.geometry import find_gaps, find_overlaps, repair
from geo.boundaries.outlines import as_objects, feature_numbers, plural
from geo.crs import haversine_m, local_crs, shapes_to_local
from geo.errors import Report

__all__ = ["check_names", "check_neighbours", "check_size", "check_water"]

MOST_KM2 = 50_000.0
LARGE_KM2 = 3_000.0
FAR_KM = 150.0


def check_size(table: pd.DataFrame, report: Report) -> None:
    """Refuse what is no town: around the whole world, over the date line, or larger than any county."""
    outlines = table["geometry"].to_numpy(dtype=object)
    west, south, east, north = shapely.total_bounds(outlines)
    if east - west > 180:
        report.add(
            "refused",
            "date_line",
            f"the areas reach from longitude {west:.2f} to {east:.2f}: across the 180th meridian or around the world.",
            needed="the areas of one town.",
            action="Keep only the areas of the town.",
        )
        return
    if east - west > 15 or north - south > 10 or north > 84 or south < -80:
        report.add(
            "refused",
            "too_large",
            f"the areas reach from {west:.2f}, {south:.2f} to {east:.2f}, {north:.2f} (longitude, latitude).",
            needed="the areas of one town.",
            action="Keep only the areas of the town.",
            where=_furthest(table),
        )
        return
    crs = local_crs((south + north) / 2, (west + east) / 2)
    km2 = float(shapely.area(shapes_to_local(outlines, crs)).sum()) / 1e6
    report.facts["Areas"] = len(table)
    report.facts["Total size"] = f"{km2:,.1f} km²" if km2 >= 0.1 else f"{km2 * 1e6:,.0f} m²"
    wide = float(haversine_m((south + north) / 2, west, (south + north) / 2, east)) / 1000
    high = float(haversine_m(south, west, north, west)) / 1000
    report.facts["Extent"] = f"{wide:,.1f} km from west to east, {high:,.1f} km from south to north"
    report.facts["Measured in"] = crs
    if km2 > MOST_KM2:
        report.add(
            "refused",
            "too_large",
            f"the areas cover {km2:,.0f} km².",
            needed=f"a town, at most {MOST_KM2:,.0f} km².",
            action="Keep only the areas of the town.",
        )
    elif km2 > LARGE_KM2:
        report.add(
            "warning",
            "large",
            f"the areas cover {km2:,.0f} km², much more than a town.",
            action="Used as they are; the build may take long.",
        )
    elif km2 < 0.01:
        report.add(
            "warning",
            "small",
            f"the areas cover only {km2 * 1e6:,.0f} m².",
            action="Used as they are; check the coordinate system.",
        )


def _furthest(table: pd.DataFrame) -> list[str]:
    centres = shapely.get_coordinates(shapely.centroid(table["geometry"].to_numpy(dtype=object)))
    distance = np.hypot(*(centres - np.median(centres, axis=0)).T)
    far = np.argsort(-distance, kind="stable")[:3]
    return feature_numbers(table["_row"].to_numpy()[far])


def check_names(table: pd.DataFrame, report: Report) -> None:
    repeated = table[table["area_name"].str.casefold().duplicated(keep=False)]
    if len(repeated):
        names = sorted(set(repeated["area_name"]))
        where = [
            f"{name} ({', '.join(f'feature {row + 1}' for row in repeated.loc[repeated['area_name'] == name, '_row'])})"
            for name in names
        ]
        report.add(
            "warning",
            "duplicate_name",
            f"{plural(len(names), 'name')} used for more than one area.",
            action="Used as they are; their codes tell them apart.",
            where=where,
        )


def check_neighbours(table: pd.DataFrame, report: Report) -> None:
    """Overlaps, gaps and areas far from the rest, in square metres and with feature numbers."""
    outlines = table["geometry"].to_numpy(dtype=object)
    west, south, east, north = shapely.total_bounds(outlines)
    crs = local_crs((south + north) / 2, (west + east) / 2)
    local = shapes_to_local(outlines, crs)
    local = as_objects(g if g.is_valid else repair(g) for g in local)

    def named(row: int) -> str:
        return f"{table['area_name'].iloc[row]} (feature {table['_row'].iloc[row] + 1})"

    overlaps = find_overlaps(local)
    if overlaps:
        report.add(
            "warning",
            "overlap",
            f"{plural(len(overlaps), 'pair')} of areas overlap, by {sum(o.m2 for o in overlaps):,.0f} m² in all.",
            needed="areas that meet without overlapping.",
            action="Used as they are; shared ground is counted once and goes to the smaller of the two areas.",
            where=[
                f"{named(o.first)} and {named(o.second)}: {o.m2:,.0f} m²"
                f"{' (one lies mostly in the other)' if o.share > 0.5 else ''}"
                for o in overlaps
            ],
        )
    gaps = find_gaps(local, crs)
    if gaps:
        report.add(
            "warning",
            "gap",
            f"{plural(len(gaps), 'gap')} of {sum(g.m2 for g in gaps):,.0f} m² in all: ground that "
            "areas enclose but none contains.",
            needed="areas that meet.",
            action="Left outside the study area.",
            where=[
                f"{g.m2:,.0f} m² near lat {g.lat:.5f}, lon {g.lon:.5f}, "
                f"beside {', '.join(named(row) for row in g.rows[:3])}"
                for g in gaps
            ],
        )
    centres = shapely.get_coordinates(shapely.centroid(local))
    far = np.flatnonzero(np.hypot(*(centres - np.median(centres, axis=0)).T) > FAR_KM * 1000)
    if len(far):
        report.add(
            "warning",
            "far_away",
            f"{plural(len(far), 'area')} more than {FAR_KM:.0f} km from the others.",
            action="Used as they are; check their coordinates.",
            where=[named(int(row)) for row in far],
        )


def check_water(attributes: pd.DataFrame, report: Report) -> None:
    """Warn where Boundary-Line says itself that its areas reach over tidal water (hectares and non-inland hectares)."""
    columns = [str(column) for column in attributes.columns]
    whole = find_column(columns, "HECTARES")
    water = find_column(columns, "NON_INLAND_AREA") or find_column(columns, "NONLDAREA")
    if water is None and find_column(columns, "UNIT_ID"):
        water = find_column(columns, "AREA")
    if whole is None or water is None:
        return
    hectares, tidal = (pd.to_numeric(attributes[name], errors="coerce") for name in (whole, water))
    is_wet = (tidal > 0.05 * hectares) & (tidal <= hectares)
    if is_wet.any():
        report.add(
            "warning",
            "reaches_over_water",
            f"{plural(int(is_wet.sum()), 'area')} reaching over tidal water: {float(tidal[is_wet].sum()):,.0f} of "
            f"{float(hectares[is_wet].sum()):,.0f} hectares, by the file's own columns {whole} and {water}.",
            action="Used as they are; cells over water have no streets. Boundaries clipped to "
            "the coastline (ONS: BFC or BGC) show the land alone.",
            where=feature_numbers(np.flatnonzero(is_wet)),
        )
