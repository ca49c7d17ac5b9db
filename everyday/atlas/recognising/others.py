"""Files that are no input of an atlas, or a part of one: what they are and what to do with them."""

from __future__ import annotations

from pathlib import Path

from everyday.atlas.recognising.heads import headings_of
from geo.errors import Report
from plan.exchange import EXCHANGES

__all__ = ["no_input", "part_of_shapefile"]

_MEMBERS = {".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix"}
_MAPS = {
    ".geojson", ".json", ".gpkg", ".shp", ".kml", ".kmz", ".topojson", ".fgb", ".gml", ".parquet", ".geoparquet",
    ".zip",
}  # fmt: skip
_ENDS = (("o", "d"), ("from id", "to id"), ("origin", "destination"), ("from stop id", "to stop id"))
_INPUTS = (
    "areas as GeoJSON, GeoPackage, zipped Shapefile, KML or KMZ; streets as .osm.pbf; a GTFS timetable; people, a "
    "survey or statistics as CSV, XLSX or ODS; GPS logs"
)


def _told(path: Path, kind: str, code: str, found: str, needed: str, action: str) -> Report:
    report = Report(path.name, kind)
    report.add("refused", code, found, needed=needed, action=action)
    return report


def part_of_shapefile(path: Path) -> Report | None:
    """Why a single part of a Shapefile cannot be taken; None for any other file."""
    if path.suffix.lower() not in _MEMBERS:
        return None
    whole = path.with_suffix(".shp")
    action = f"Give {whole.name}, which lies beside it." if whole.is_file() else "Ask for the whole Shapefile."
    return _told(
        path, "boundaries", "part_of_shapefile", "this is one part of a Shapefile.",
        "its .shp with the other parts beside it, or all parts in one zip.", action,
    )  # fmt: skip


def no_input(path: Path) -> Report | None:
    """Why a file is no input of an atlas, and where it belongs; None where it may be one."""
    if not path.is_file():
        return None
    if (part := part_of_shapefile(path)) is not None:
        return part
    suffix = path.suffix.lower()
    lines = headings_of(path) if suffix in (".csv", ".tsv", ".txt") else []
    for cells in lines[:1]:
        if what := _of_plan(cells):
            return _told(
                path, f"{what} of a plan", "of_a_plan", f"this is a table of {what} of a plan, and no input of a map.",
                "nothing: it is taken into the plan.", f"Take it in with: everyday import FOLDER {what} {path.name}",
            )  # fmt: skip
        for ends in _ENDS:
            if cells >= set(ends):
                return _told(
                    path, "table", "of_journeys",
                    f"each row has two ends ({ends[0]} and {ends[1]}): a table of journeys or of times between places.",
                    "a table with one row for each area, point or answer.",
                    "Leave it out: no measure follows from such a table.",
                )  # fmt: skip
    return None


def unknown_file(path: Path) -> Report | None:
    """What to say of a file that nobody here knows; None where its name is that of a map."""
    if not path.is_file() or path.suffix.lower() in _MAPS or not path.stat().st_size:
        return None
    return _told(
        path, "file", "unknown_kind", "it is not known here what kind of file this is.", f"{_INPUTS}.",
        "Leave it out; or, if it is one of these under another name, say which: --as KIND.",
    )  # fmt: skip


def _of_plan(cells: set[str]) -> str:
    """The records that a heading line names: nothing but their columns, and those that only they have."""
    for what, exchange in EXCHANGES.items():
        columns = {column.name.replace("_", " ") for column in (*exchange.columns, *exchange.further)}
        needed = {name.replace("_", " ") for name in exchange.needed}
        if len(cells) >= 3 and cells <= columns and cells >= needed:
            return what
    return ""
