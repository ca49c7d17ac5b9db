"""Opening a file with areas or points: GeoJSON, TopoJSON, Esri JSON, GeoPackage, Shapefile (bare or
zipped), KML, KMZ, GeoParquet and FlatGeobuf.

The kind is told by what is in the file, not by its name. GDAL is asked only for kinds that cannot point at other
files or hosts, its errors become problems in the report, and archives are unpacked within limits.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from geo.boundaries.archives import unpack_map
from geo.boundaries.geojson import FeatureTable, features_from_json, parse_json
from geo.boundaries.kml import is_kml, read_kml
from geo.boundaries.layers import FORMATS, read_geoparquet, read_layer
from geo.boundaries.service import straightened, tell_cut_off
from geo.boundaries.shapefile import SHAPEFILE_PARTS, read_shapefile
from geo.errors import Report
from geo.geopackage import is_in_use

__all__ = ["decode_text", "kind_of_file", "read_features"]

MOST_JSON_BYTES = 1_000_000_000


def kind_of_file(path: Path) -> str:
    """``empty zip sqlite shp parquet fgb json xml text``, from the first bytes."""
    if is_in_use(path):
        return "sqlite"
    with path.open("rb") as stream:
        start = stream.read(4096)
    if not start:
        return "empty"
    for magic, kind in (
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"SQLite format 3\x00", "sqlite"),
        (b"\x00\x00\x27\x0a", "shp"),
        (b"PAR1", "parquet"),
        (b"fgb", "fgb"),
    ):
        if start.startswith(magic):
            return kind
    text = decode_text(start, is_sample=True).lstrip("\ufeff\x1e \t\r\n")
    if not text:
        return "empty"
    if text[0] in "{[":
        return "json"
    return "xml" if text[0] == "<" else "text"


def decode_text(raw: bytes, *, is_sample: bool = False) -> str:
    """Text of bytes that may be UTF-8 (with or without a byte order mark), UTF-16 or Latin-1 (Windows-1252).

    ``is_sample``: the bytes are the beginning of a file and may end within a character.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    sample = raw[:400]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) // 4:
        return raw.decode("utf-16-le", errors="replace")
    if len(sample) >= 4 and sample[0::2].count(0) > len(sample) // 4:
        return raw.decode("utf-16-be", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if is_sample and error.start >= len(raw) - 4 and error.end >= len(raw):
            return raw[: error.start].decode("utf-8-sig")
        return raw.decode("cp1252", errors="replace")


def read_features(path: Path, report: Report, *, wanted: str = "Polygon") -> FeatureTable | None:
    """Features of a file of any supported kind.

    Args:
        path: the file.
        report: gets every problem found.
        wanted: ``"Polygon"`` or ``"Point"``: which layer to take where there are several.

    Returns:
        The features, or None if the report now refuses the file.
    """
    if not path.exists():
        _refuse(
            report, "file_missing", f"there is no file {path.name} here.", "the file.", "Check its name and folder."
        )
        return None
    if path.is_dir():
        _refuse(report, "is_folder", f"{path.name} is a folder.", f"one file: {FORMATS}.", "Choose a file in it.")
        return None
    kind = kind_of_file(path)
    if kind == "empty":
        _refuse(report, "empty_file", "the file is empty.", f"{FORMATS}.", "Download or export it again.")
    elif kind == "json":
        return _read_json(path, report, wanted)
    elif kind == "zip":
        return _read_zip(path, report, wanted)
    elif kind == "shp" or path.suffix.lower() in (".shx", ".dbf", ".prj"):
        return _read_shapefile(path, report, wanted)
    elif kind == "parquet":
        return read_geoparquet(path, report)
    elif kind in ("sqlite", "fgb"):
        return read_layer(path, report, wanted, "GeoPackage" if kind == "sqlite" else "FlatGeobuf")
    elif kind == "xml":
        with path.open("rb") as stream:
            if is_kml(decode_text(stream.read(8192), is_sample=True)):
                return read_kml(path, report)
        _refuse(
            report,
            "is_xml",
            "this is an XML file (GML or a web page).",
            f"{FORMATS}.",
            "Open it in QGIS and export it as GeoJSON; if it is a web page, the download failed.",
        )
    else:
        _refuse(
            report,
            "unknown_format",
            "this is not a map file that we know.",
            f"{FORMATS}.",
            "Export the boundaries as GeoJSON.",
        )
    return None


def _refuse(report: Report, code: str, found: str, needed: str, action: str) -> None:
    report.add("refused", code, found, needed=needed, action=action)


def _read_json(path: Path, report: Report, wanted: str) -> FeatureTable | None:
    if path.stat().st_size > MOST_JSON_BYTES:
        _refuse(
            report,
            "too_large",
            f"the file has {path.stat().st_size / 1e6:,.0f} MB.",
            "at most 1,000 MB of GeoJSON.",
            "Keep only the areas of the town, or use a GeoPackage.",
        )
        return None
    document = parse_json(decode_text(path.read_bytes()), report)
    if document is None and not report.is_usable:
        return None
    tell_cut_off(document, report)
    if isinstance(document, dict):
        if document.get("type") == "Topology":
            return read_layer(path, report, wanted, "TopoJSON")
        if "geometryType" in document and isinstance(document.get("features"), list):
            return _read_esri(path, document, report, wanted)
    return features_from_json(document, report)


def _read_esri(path: Path, document: dict[str, Any], report: Report, wanted: str) -> FeatureTable | None:
    straight = straightened(document, report)
    if straight is None:
        return read_layer(path, report, wanted, "Esri JSON")
    with tempfile.TemporaryDirectory(prefix="everyday-") as name:
        at = Path(name) / f"{path.stem}.json"
        at.write_text(json.dumps(straight), encoding="utf-8")
        return read_layer(at, report, wanted, "Esri JSON")


def _read_shapefile(path: Path, report: Report, wanted: str) -> FeatureTable | None:
    parts = {member.suffix.lower(): member for member in path.parent.iterdir() if member.stem == path.stem}
    return read_shapefile(parts, report, wanted)


def _read_zip(path: Path, report: Report, wanted: str) -> FeatureTable | None:
    with tempfile.TemporaryDirectory(prefix="everyday-") as name:
        parts = unpack_map(path, Path(name), report)
        if parts is None:
            return None
        if set(parts) & set(SHAPEFILE_PARTS):
            return read_shapefile(parts, report, wanted)
        return read_features(next(iter(parts.values())), report, wanted=wanted)
