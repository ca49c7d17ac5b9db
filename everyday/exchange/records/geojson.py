"""GeoJSON (RFC 7946) of records: features with their columns as properties, lists as arrays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.disk import written_whole
from geo.errors import Report

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Feature", "read_geojson", "write_geojson"]

_DEGREES = ("crs84", "4326")
_SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Feature:
    """One feature; ``fault`` says why its shape could not be read."""

    properties: Mapping[str, object]
    geometry: BaseGeometry | None
    fault: str = ""


class _NotANumber(ValueError):
    pass


def _refuse_constant(name: str) -> float:
    raise _NotANumber(f"{name} is not a number that JSON has")


def _document(content: bytes, report: Report) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"It is not UTF-8 text: there is a sign in line {line:,} that UTF-8 does not have."
    except RecursionError:
        found = "It is nested deeper than any map file."
    except json.JSONDecodeError as error:
        found = f"The JSON breaks off or has a mistake: {error.msg} at line {error.lineno}, column {error.colno}."
    except ValueError as error:
        found = f"The JSON has a number that cannot be read ({str(error)[:100]})."
    report.add("refused", "json_broken", found, needed="a complete GeoJSON file", action="Export it again.")
    return None


def read_geojson(content: bytes, report: Report, *, most_rows: int) -> list[Feature] | None:
    """Every feature of a collection (or the one feature); None after a refusal in the report."""
    document = _document(content, report)
    if document is None:
        return None
    is_object = isinstance(document, dict)
    features = [document] if is_object and document.get("type") == "Feature" else None
    if is_object and document.get("type") == "FeatureCollection":
        features = document.get("features")
    if not isinstance(features, list):
        report.add("refused", "no_features", "It has no list of features.", needed="a GeoJSON FeatureCollection",
                   action="Export it again as GeoJSON.")  # fmt: skip
        return None
    if len(features) > most_rows:
        report.add("refused", "too_many_rows", f"It has more than {most_rows:,} features.", action="Split the file.")
        return None
    if "crs" in document and not any(name in json.dumps(document["crs"]).lower() for name in _DEGREES):
        report.add("refused", "not_degrees", "Its coordinates are not degrees of longitude and latitude (WGS 84).",
                   needed="EPSG:4326", action="In QGIS export it with the coordinate system EPSG:4326.")  # fmt: skip
        return None
    return [_feature(feature) for feature in features]


def _feature(feature: object) -> Feature:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        return Feature({}, None, "This is not a feature with properties.")
    properties = dict(feature.get("properties") or {})
    if "id" not in properties and isinstance(feature.get("id"), str):
        properties["id"] = feature["id"]
    geometry, fault = _shape(feature.get("geometry"))
    return Feature(properties, geometry, fault)


def _shape(content: object) -> tuple[BaseGeometry | None, str]:
    import shapely
    from shapely.errors import ShapelyError

    if content is None:
        return None, ""
    if not isinstance(content, dict) or content.get("type") not in _SHAPES or "geometries" in content:
        return None, f"The shape is none of {', '.join(_SHAPES)}."
    try:
        geometry: BaseGeometry = shapely.from_geojson(json.dumps(content))
    except (ShapelyError, ValueError, RecursionError) as error:
        return None, f"The shape cannot be read ({str(error)[:100]})."
    return (None, "") if geometry is None or geometry.is_empty else (geometry, "")


def write_geojson(path: Path, features: Iterable[tuple[Mapping[str, object], BaseGeometry | None]]) -> None:
    """Write features, a line each, with ``id`` from their properties; the file is whole or not there."""
    lines = [json.dumps(_as_feature(*feature), ensure_ascii=False, allow_nan=False) for feature in features]
    with written_whole(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n")


def _as_feature(properties: Mapping[str, object], geometry: BaseGeometry | None) -> dict[str, object]:
    return {
        "type": "Feature",
        "id": properties.get("id"),
        "geometry": None if geometry is None else _right_handed(geometry),
        "properties": {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()},
    }


def _right_handed(geometry: BaseGeometry) -> dict[str, Any]:
    """The geometry as GeoJSON; outer rings counter-clockwise, as the standard asks."""
    import shapely

    return dict(shapely.geometry.mapping(shapely.orient_polygons(geometry)))
