"""Area boundaries (wards, neighbourhoods, small areas) from the files that councils and the ONS publish.

``read_boundaries`` checks at the door: everything that is wrong is named at once, with feature numbers, what can be
repaired is repaired and said, and what cannot work is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from geo.boundaries.checks import check_names, check_neighbours, check_size, check_water
from geo.boundaries.columns import choose_code_column, choose_name_column, describe_codes
from geo.boundaries.files import read_features
from geo.boundaries.labels import label_areas, merge_duplicates, texts_of
from geo.boundaries.outlines import outlines_in_degrees
from geo.crs import DEGREES
from geo.errors import Report
from geo.tables import AREAS

__all__ = ["Boundaries", "read_boundaries"]


@dataclass(frozen=True)
class Boundaries:
    """Areas of a town, and how they were read.

    Attributes:
        areas: AREAS sorted by ``area_id``, in WGS 84; every outline is a valid (Multi)Polygon.
        report: everything that was noticed.
        id_column, name_column: columns of the file that were used, None where ids were made from names or names
            from codes.
    """

    areas: gpd.GeoDataFrame
    report: Report
    id_column: str | None
    name_column: str | None


def read_boundaries(path: Path | str, *, id_column: str | None = None, name_column: str | None = None) -> Boundaries:
    """Read the areas of a town from GeoJSON, GeoPackage, a Shapefile (zipped or bare), KML, KMZ, Esri JSON or TopoJSON.

    Args:
        path: the file.
        id_column: column with the codes; found by pattern (``WD24CD``, ``ward_id`` …) if not given.
        name_column: column with the names, likewise.

    Returns:
        The areas with the report of what was found, repaired and left out.

    Raises:
        InputError: the file cannot be used; its report names every reason.
    """
    path = Path(path)
    report = Report(path.name, "boundaries")
    features = read_features(path, report)
    report.raise_if_refused()
    if features is None:  # for the type checker: a missing table is always a refusal
        raise RuntimeError("the file was neither read nor refused")
    report.facts["Format"] = features.kind + (f", layer {features.layer}" if features.layer else "")
    report.facts["Features"] = len(features.geometry)
    id_found = choose_code_column(features.attributes, id_column, report)
    name_found = choose_name_column(features.attributes, name_column, id_found, report)
    codes = texts_of(features, id_found)
    rows, outlines = outlines_in_degrees(features, report, codes)
    if not report.is_usable or outlines is None:
        report.raise_if_refused()
        raise RuntimeError("no outlines, but no refusal")
    table = label_areas(features, rows, id_found, name_found, report)
    table["geometry"] = outlines
    table = merge_duplicates(table, report)
    check_size(table, report)
    report.raise_if_refused()
    check_water(features.attributes, report)
    check_names(table, report)
    check_neighbours(table, report)
    report.facts["Code column"] = id_found or "none: codes made from the names"
    report.facts["Name column"] = name_found or "none: named by their codes"
    report.facts["Codes"] = describe_codes(id_found, table["area_id"].tolist())
    ordered = table.sort_values("area_id", ignore_index=True)
    areas = gpd.GeoDataFrame(ordered[AREAS.names], geometry="geometry", crs=DEGREES)
    return Boundaries(areas, report, id_found, name_found)
