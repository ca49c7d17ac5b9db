"""GeoJSON read feature by feature, so that every fault has a feature number.

Also read, because town planners download them: a bare Feature or geometry, newline-delimited features, and the record
lists of Opendatasoft portals (Open Data Bristol), where the shape hides in a field called ``geo_shape``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import Report

__all__ = ["FeatureTable", "features_from_json", "parse_json"]

_GEOMETRIES = {
    name.lower(): name
    for name in (
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    )
}
_SHAPE_FIELDS = ("geo_shape", "geo_shape_2d", "geom", "geometry", "shape", "the_geom")


@dataclass
class FeatureTable:
    """Features as they stand in a file, in file order: row i is feature number i + 1.

    Attributes:
        attributes: one row per feature, values as given.
        geometry: object (n,), shapely geometries in the file's own coordinates, None where there is none.
        crs: coordinate system declared in the file, None if it declares none.
        kind: what sort of file it was, in words.
        layer: layer read, empty where a file has only one.
    """

    attributes: pd.DataFrame
    geometry: NDArray[np.object_]
    crs: str | None
    kind: str
    layer: str = ""
    notes: list[str] = field(default_factory=list)


class _BadShape(ValueError):
    """A geometry that cannot be read; its text says why."""


def parse_json(text: str, report: Report) -> Any:
    """JSON document in ``text``, or None after adding what is wrong with it to the report."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        features = _features_by_line(text)
        if features is not None:
            return {"type": "FeatureCollection", "features": features}
        report.add(
            "refused",
            "json_broken",
            f"the JSON breaks off or has a mistake: {error.msg} at line {error.lineno}, column {error.colno}.",
            needed="a complete GeoJSON file.",
            action="Download or export the file again; it may have been cut short or edited by hand.",
            where=[f"line {error.lineno}"],
        )
    except RecursionError:
        report.add(
            "refused",
            "json_too_deep",
            "the JSON is nested deeper than any map file.",
            needed="a GeoJSON file of area boundaries.",
            action="Export the boundaries again as GeoJSON.",
        )
    return None


def _features_by_line(text: str) -> list[Any] | None:
    """Newline-delimited GeoJSON, None if the text is something else."""
    lines = [line.lstrip("\x1e").strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) < 2 or not all(line.startswith("{") and line.endswith("}") for line in lines[:2]):
        return None
    try:
        return [json.loads(line) for line in lines]
    except (json.JSONDecodeError, RecursionError):
        return None


def _word(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found.lower() if isinstance(found, str) else ""


def features_from_json(document: Any, report: Report) -> FeatureTable | None:
    """Features of a GeoJSON document (or an Opendatasoft record list), None after a refusal in the report."""
    found = _find_features(document, report)
    if found is None:
        return None
    features, kind = found
    rows: list[dict[str, Any]] = []
    shapes = np.full(len(features), None, dtype=object)
    faults: dict[str, list[int]] = {}
    closed: list[int] = []
    for position, feature in enumerate(features):
        properties: Any = {}
        try:
            properties, geometry = _parts_of_feature(feature)
            shapes[position], was_closed = _shape(geometry)
            if was_closed:
                closed.append(position + 1)
        except _BadShape as bad:
            faults.setdefault(str(bad), []).append(position + 1)
        rows.append({str(key): value for key, value in properties.items()} if isinstance(properties, dict) else {})
    for fault, numbers in faults.items():
        report.add(
            "repaired",
            "feature_unreadable",
            f"{_count(len(numbers), 'feature')} cannot be read: {fault}.",
            needed="a polygon with coordinates in numbers.",
            action="Left out. If it is part of the town, mend the file: its people and streets would be missing.",
            where=[f"feature {number}" for number in numbers],
        )
    if closed:
        report.add(
            "repaired",
            "ring_not_closed",
            f"{_count(len(closed), 'feature')} with an outline that does not return to its first point.",
            action="Closed with a straight line.",
            where=[f"feature {number}" for number in closed],
        )
    attributes = pd.DataFrame(rows, index=pd.RangeIndex(len(rows)), dtype=object)
    return FeatureTable(attributes, shapes, _declared_crs(document), kind)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _find_features(document: Any, report: Report) -> tuple[list[Any], str] | None:
    kind = _word(document, "type")
    if kind == "featurecollection" or (kind == "feature" and "geometry" not in document and "features" in document):
        features = document.get("features")
        if isinstance(features, list):
            return features, "GeoJSON"
        report.add(
            "refused",
            "features_missing",
            'the GeoJSON says it is a FeatureCollection but has no list of "features".',
            needed="a FeatureCollection with one feature per area.",
            action="Export the boundaries again as GeoJSON.",
        )
        return None
    if kind == "feature":
        return [document], "GeoJSON (one bare feature)"
    if kind in _GEOMETRIES:
        return [{"type": "Feature", "properties": {}, "geometry": document}], "GeoJSON (one bare geometry)"
    records = document
    if isinstance(document, dict):
        records = next((document[key] for key in ("results", "records") if isinstance(document.get(key), list)), None)
    if isinstance(records, list) and records:
        if all(_word(record, "type") == "feature" for record in records):
            return records, "GeoJSON (a list of features)"
        if all(_shape_of_record(record) is not None for record in records):
            return [_feature_of_record(record) for record in records], "Opendatasoft record list"
    report.add(
        "refused",
        "not_geojson",
        f"this is JSON but not GeoJSON: {_describe(document)}.",
        needed='a file that begins with {"type": "FeatureCollection", "features": [...]}, one feature per area.',
        action="On an open data portal choose the download called GeoJSON (not JSON).",
    )
    return None


def _describe(document: Any) -> str:
    if isinstance(document, dict):
        if isinstance(document.get("type"), str):
            return f'its type is "{document["type"][:40]}"'
        return "an object with the keys " + (", ".join(str(key)[:30] for key in list(document)[:6]) or "(none)")
    if isinstance(document, list):
        return f"a list of {_count(len(document), 'entry' if len(document) == 1 else 'entrie')} without shapes"
    return f"only the value {json.dumps(document)[:40]}"


def _shape_of_record(record: Any) -> dict[str, Any] | None:
    fields = record.get("fields", record.get("record", record)) if isinstance(record, dict) else None
    if not isinstance(fields, dict):
        return None
    if isinstance(fields.get("fields"), dict):
        fields = fields["fields"]
    for key in _SHAPE_FIELDS:
        shape: Any = fields.get(key)
        if _word(shape, "type") == "feature":
            shape = shape.get("geometry")
        if _word(shape, "type") in _GEOMETRIES:
            return {"shape": shape, "fields": fields, "key": key}
    return None


def _feature_of_record(record: Any) -> dict[str, Any]:
    found = _shape_of_record(record) or {"shape": None, "fields": {}, "key": ""}
    properties = {key: value for key, value in found["fields"].items() if key not in (found["key"], "geo_point_2d")}
    return {"type": "Feature", "properties": properties, "geometry": found["shape"]}


def _declared_crs(document: Any) -> str | None:
    crs = document.get("crs") if isinstance(document, dict) else None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) and name.strip() else None


def _parts_of_feature(feature: Any) -> tuple[Any, Any]:
    if not isinstance(feature, dict):
        raise _BadShape(f"it is {json.dumps(feature)[:30]} where a feature should be")
    kind = _word(feature, "type")
    if kind in _GEOMETRIES:
        return {}, feature
    if kind != "feature":
        raise _BadShape(f'its type is "{str(feature.get("type"))[:30]}", not "Feature"')
    return feature.get("properties") or {}, feature.get("geometry")


def _shape(geometry: Any) -> tuple[BaseGeometry | None, bool]:
    """Shapely geometry of a GeoJSON geometry, and whether a ring had to be closed."""
    if geometry is None:
        return None, False
    kind = _word(geometry, "type")
    if kind not in _GEOMETRIES:
        named = geometry.get("type") if isinstance(geometry, dict) else geometry
        raise _BadShape(f"{json.dumps(named)[:40]} is not a kind of GeoJSON geometry")
    if kind == "geometrycollection":
        members = geometry.get("geometries")
        if not isinstance(members, list):
            raise _BadShape("a GeometryCollection without a list of geometries")
        made = [_shape(member if isinstance(member, dict) else {"type": str(member)}) for member in members]
        return shapely.GeometryCollection([g for g, _ in made if g is not None]), any(was for _, was in made)
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        raise _BadShape(f"a {_GEOMETRIES[kind]} without coordinates")
    if not coordinates:
        return shapely.from_wkt(f"{_GEOMETRIES[kind].upper()} EMPTY"), False
    if kind == "polygon":
        return _polygon(coordinates)
    if kind == "multipolygon":
        made_polygons = [_polygon(part) for part in coordinates]
        return shapely.MultiPolygon([g for g, _ in made_polygons if not g.is_empty]), any(w for _, w in made_polygons)
    if kind == "point":
        return shapely.Point(_positions([coordinates])[0]), False
    if kind == "multipoint":
        return shapely.MultiPoint(_positions(coordinates)), False
    lines = [coordinates] if kind == "linestring" else coordinates
    made_lines = [shapely.LineString(_positions(line, least=2)) for line in lines]
    return (made_lines[0] if kind == "linestring" else shapely.MultiLineString(made_lines)), False


def _polygon(rings: Any) -> tuple[shapely.Polygon, bool]:
    if not isinstance(rings, list):
        raise _BadShape("a polygon whose coordinates are not a list of outlines")
    was_closed, made = False, []
    for ring in rings:
        points = _positions(ring)
        if not np.array_equal(points[0], points[-1]):
            points, was_closed = np.vstack([points, points[:1]]), True
        if len(np.unique(points, axis=0)) < 3:
            raise _BadShape("an outline with fewer than three different points encloses nothing")
        made.append(points)
    return (shapely.Polygon(made[0], made[1:]) if made else shapely.Polygon()), was_closed


def _positions(points: Any, least: int = 1) -> NDArray[np.float64]:
    if not isinstance(points, list) or len(points) < least:
        raise _BadShape(f"a list of at least {least} point{'' if least == 1 else 's'} is missing")
    try:
        flat = [(x, y) for x, y, *_ in points]
        is_number = all(type(value) in (int, float) for pair in flat for value in pair)
    except (TypeError, ValueError):
        raise _BadShape("coordinates that are not pairs of numbers, or are nested too deep or too shallow") from None
    if not is_number:
        raise _BadShape("coordinates that are not numbers")
    try:
        array = np.array(flat, dtype=np.float64)
    except OverflowError:
        raise _BadShape("coordinates too large to be a place") from None
    if not np.isfinite(array).all():
        raise _BadShape("coordinates that are infinite or missing")
    return array
