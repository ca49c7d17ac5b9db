"""The kind of input that a file most likely is; a person may say otherwise."""

from __future__ import annotations

import re
import warnings
import zipfile
from pathlib import Path

from everyday.atlas.recognising.heads import head_of, headings_of
from geo.errors import NotFoundError
from geo.geopackage import settled
from geo.zips import ZIP_FAULTS

__all__ = ["detect_kind", "is_table", "looks_like_log"]

_OSM = re.compile(r"\.(osm|pbf|osm\.pbf|osm\.gz|osm\.bz2|osm\.xml)$", re.IGNORECASE)
_GTFS_FILES = {
    "agency.txt", "stops.txt", "routes.txt", "trips.txt", "stop_times.txt", "calendar.txt", "calendar_dates.txt",
}  # fmt: skip
_LOGS = (".gpx", ".fit", ".tcx", ".plt", ".rec")
_KML = (".kml", ".kmz")
_TABLES = {".csv", ".tsv", ".txt"}
_WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}
_TIMES = {
    "timestamp", "tracked at", "time", "datetime", "date time", "utc time", "local time", "started at", "utc",
    "recorded at",
}  # fmt: skip
_MOVING = re.compile(r"^(lat|latitude|position lat|y|geom|geometry|speed.*|altitude|elevation|heart rate.*)$")
_TAKEOUT = re.compile(r'"(timelineObjects|semanticSegments|latitudeE7|timelinePath)"')
_POINTS = re.compile(r'"type"\s*:\s*"(Multi)?Point"')
_AT = re.compile(r'"(tracked_at|timestamp|time|datetime|recorded_at)"\s*:\s*"?\d')
_MEASURED = re.compile(r"\b(rank|decile|quintile|score|percent|deprivation|percentage|index)\b")
_CODE = re.compile(r"^(?:(?:lsoa|msoa|oa|dz|soa|ward|wd|lad|data ?zone|area)\s?(?:\d\d|\d{4})?\s?(?:code|cd)?)$")


def detect_kind(path: Path) -> str:
    """Which kind of input a file most likely is.

    Returns:
        ``boundaries``, ``osm``, ``gtfs``, ``population``, ``survey`` or ``statistics``; see :func:`looks_like_log` for
        GPS logs, which are taken in another way.

    Raises:
        NotFoundError: there is no such file or folder.
    """
    if not path.exists():
        raise NotFoundError(f"There is no file {path}.", do="Check the name and the folder.")
    if path.is_dir():
        return "gtfs"
    if _OSM.search(path.name):
        return "osm"
    suffix = path.suffix.lower()
    if suffix == ".zip":
        return _zip_kind(path)
    if suffix in _WORKBOOKS:
        from geo.population import looks_like_people

        return "population" if looks_like_people(path) and not _is_survey(path) else "survey"
    if suffix in _TABLES:
        if _is_survey(path):
            return "survey"
        return "statistics" if _is_statistics(path) else "population"
    if suffix in _KML:
        return "boundaries"
    return vector_kind(path) or "boundaries"


def is_table(path: Path) -> bool:
    """Whether a file is a table by its name: text or a workbook."""
    return path.suffix.lower() in _TABLES | _WORKBOOKS


def looks_like_log(path: Path) -> bool:
    """Whether a file most likely says where somebody went: rows or points with a time, or a recorder's own format."""
    suffix = path.suffix.lower()
    if not path.is_file() or suffix in _LOGS:
        return suffix in _LOGS
    if suffix == ".zip":
        return any(name.endswith((*_LOGS, *_KML)) for name in _names_in(path))
    if suffix in _KML:
        return not _has_outlines(path)
    head = head_of(path)
    if head.startswith(("$GP", "$GN", "#airframe_info")):
        return True
    if head.lstrip().startswith(("{", "[")):
        return bool(_TAKEOUT.search(head)) or bool(_POINTS.search(head) and _AT.search(head))
    return any(cells & _TIMES and any(_MOVING.match(cell) for cell in cells) for cells in headings_of(path))


def vector_kind(path: Path) -> str:
    """Polygons are boundaries, points are population; what cannot be read is judged as boundaries, or as nothing."""
    import geopandas as gpd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader itself reports faults
            if path.suffix.lower() in (".parquet", ".geoparquet"):
                types = set(gpd.read_parquet(path).geom_type.dropna())
            else:
                with settled(path) as at_rest:
                    types = set(gpd.read_file(at_rest, max_features=200).geom_type.dropna())
    except Exception:  # any fault of the file is said by the reader itself, with its reason
        return ""
    return "population" if types and types <= {"Point", "MultiPoint"} else "boundaries"


def _names_in(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [Path(name).name.lower() for name in archive.namelist()]
    except ZIP_FAULTS:
        return []


def _zip_kind(path: Path) -> str:
    names = _names_in(path)
    if any(name in _GTFS_FILES for name in names):
        return "gtfs"
    if any(name.endswith((".shp", ".dbf", ".shx", ".geojson", ".gpkg", ".json")) for name in names):
        return "boundaries"
    return "gtfs"


def _has_outlines(path: Path) -> bool:
    """Whether a KML or KMZ draws areas and records no track."""
    try:
        if path.suffix.lower() == ".kmz":
            with zipfile.ZipFile(path) as archive:
                inside = [name for name in archive.namelist() if name.lower().endswith(".kml")]
                text = b"".join(archive.open(name).read(1 << 20) for name in inside[:4])
        else:
            with open(path, "rb") as stream:
                text = stream.read(1 << 20)
    except ZIP_FAULTS:
        return False
    return b"<Polygon" in text and b"Track" not in text


def _is_survey(path: Path) -> bool:
    from geo.survey import holds_answers, looks_like_survey

    return looks_like_survey(path) or holds_answers(path)


def _is_statistics(path: Path) -> bool:
    """Whether a text table tells ranks, deciles, scores or percentages by code of area, not numbers of people."""
    return any(
        any(_CODE.match(cell) for cell in cells) and any(_MEASURED.search(cell) for cell in cells)
        for cells in headings_of(path)
    )
