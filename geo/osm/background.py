"""A background for maps without internet, drawn from the town's own extract and small enough to send at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import shapes_to_degrees, shapes_to_local
from geo.network import WalkNetwork
from geo.osm.coast import sea_within
from geo.osm.elements import OsmFile, vocabulary
from geo.osm.places import SETTLEMENT_PLACES
from geo.osm.polygons import areas_where

__all__ = ["LAYERS", "draw_background", "line_layer", "polygon_layer", "sea_box"]

LAYERS = ("built", "green", "water", "path", "road_minor", "road_major", "rail", "label")  # the order of drawing
MARGIN_M = 1500.0  # drawn around the extent
SEA_MARGIN_M = 300.0  # coastlines end early, so sea is drawn less far
SIMPLIFY_M = {"built": 6.0, "green": 5.0, "water": 4.0, "path": 4.0, "road_minor": 3.0, "road_major": 3.0, "rail": 3.0}
SMALLEST_M2 = {"built": 3000.0, "green": 800.0, "water": 300.0}
SHORTEST_M = 15.0  # of unnamed lines
LINES_A_FEATURE = 150  # unnamed lines are sent in lumps of this many
DECIMALS = 5

_MAJOR = vocabulary("motorway motorway_link trunk trunk_link primary primary_link secondary secondary_link")
_MINOR = vocabulary("tertiary tertiary_link unclassified residential living_street road busway service")
_PATH = vocabulary("footway path cycleway steps pedestrian track bridleway")
_RAIL = vocabulary("rail light_rail tram subway narrow_gauge")
_BUILT = vocabulary("residential industrial commercial retail garages railway education")
_GREEN: Mapping[str, frozenset[str]] = {
    "leisure": vocabulary("park garden golf_course pitch recreation_ground common dog_park"),
    "landuse": vocabulary(
        "grass forest meadow village_green cemetery allotments recreation_ground orchard vineyard plant_nursery"
    ),
    "natural": vocabulary("wood scrub grassland heath fell"),
}


def polygon_layer(tags: Mapping[str, str]) -> str | None:
    """Layer of an area with these tags, None if it is not drawn."""
    if tags.get("natural") in ("water", "bay") or tags.get("waterway") in ("riverbank", "dock"):
        return "water" if tags.get("natural") != "bay" else None
    if tags.get("landuse") in ("reservoir", "basin"):
        return "water"
    if any(tags.get(key) in values for key, values in _GREEN.items()):
        return "green"
    return "built" if tags.get("landuse") in _BUILT else None


def line_layer(tags: Mapping[str, str]) -> str | None:
    """Layer of a line with these tags, None if it is not drawn."""
    highway = tags.get("highway")
    if highway in _MAJOR:
        return "road_major"
    if highway in _MINOR:
        return None if tags.get("service") in ("driveway", "parking_aisle", "drive-through") else "road_minor"
    if highway in _PATH:
        is_beside_road = "sidewalk" in (tags.get("footway"), tags.get("path"))
        return None if is_beside_road or "crossing" in (tags.get("footway"), tags.get("cycleway")) else "path"
    if tags.get("railway") in _RAIL:
        return None if tags.get("service") in ("yard", "siding", "crossover") else "rail"
    if tags.get("waterway") in ("river", "canal") or (tags.get("waterway") == "stream" and "name" in tags):
        return None if tags.get("tunnel", "no") != "no" else "water"
    return None


def draw_background(osm: OsmFile, network: WalkNetwork) -> dict[str, Any]:
    """GeoJSON FeatureCollection in drawing order; see :class:`geo.osm.reading.Extract`.

    Everything is clipped to the box around the street extent and generalised (3–6 m), small areas are dropped and
    coordinates have five decimals. Labels carry ``place`` as well (city, suburb …, station).
    """
    box = _box_around(network.extent, MARGIN_M)
    features: dict[str, list[dict[str, Any]]] = defaultdict(list)
    _polygons(osm, box, sea_within(osm, sea_box(network.extent)), network.crs, features)
    _lines(osm, box, network.crs, features)
    features["label"] = _labels(osm, box)
    ordered = [feature for layer in LAYERS for feature in features[layer]]
    return {"type": "FeatureCollection", "features": ordered}


def sea_box(extent: BaseGeometry) -> BaseGeometry:
    """The rectangle (WGS 84) in which sea is drawn, from the extent of the streets."""
    return _box_around(extent, SEA_MARGIN_M)


def _box_around(extent: BaseGeometry, margin_m: float) -> BaseGeometry:
    west, south, east, north = shapely.bounds(extent)
    high = margin_m / 111_200
    wide = high / float(np.cos(np.radians((south + north) / 2)))
    return shapely.box(west - wide, south - high, east + wide, north + high)


def _polygons(
    osm: OsmFile, box: BaseGeometry, sea: BaseGeometry, crs: str, features: dict[str, list[dict[str, Any]]]
) -> None:
    grouped: dict[tuple[str, str], list[BaseGeometry]] = defaultdict(list)
    for area in areas_where(osm, lambda tags: polygon_layer(tags) is not None):
        layer = polygon_layer(area.tags) or ""
        grouped[layer, area.tags.get("name", "") if layer != "built" else ""].append(area.geometry)
    if not sea.is_empty:
        grouped["water", ""].append(sea)
    for (layer, name), shapes in grouped.items():
        local = shapes_to_local(_clipped_parts(np.array(shapes, dtype=object), box)[0], crs)
        if layer == "built":
            local = shapely.get_parts(shapely.union_all(shapely.buffer(local, 8, quad_segs=1, join_style="mitre")))
        local = shapely.simplify(local, SIMPLIFY_M[layer], preserve_topology=True)
        local = local[shapely.area(local) >= SMALLEST_M2[layer]]
        for shape in _to_degrees(local, crs):
            features[layer].append(_feature(shape, layer, name))


def _lines(osm: OsmFile, box: BaseGeometry, crs: str, features: dict[str, list[dict[str, Any]]]) -> None:
    groups: dict[tuple[str, str], int] = {}
    lines, group = [], []
    for row, tags in enumerate(osm.ways.tags):
        layer = line_layer(tags)
        if layer is not None and len(points := osm.ways.lonlat(row)) >= 2:
            name = tags.get("name", "") or (tags.get("ref", "") if layer == "road_major" else "")
            lines.append(points)
            group.append(groups.setdefault((layer, name), len(groups)))
    if not lines:
        return
    whole = shapely.linestrings(np.concatenate(lines), indices=np.repeat(np.arange(len(lines)), [*map(len, lines)]))
    clipped, at = _clipped_parts(whole, box)
    by_group = np.array(group)[at]
    order = np.argsort(by_group, kind="stable")
    present, position = np.unique(by_group[order], return_inverse=True)  # groups that are not wholly outside the box
    together = shapely.multilinestrings(shapes_to_local(clipped[order], crs), indices=position)
    parts, at = shapely.get_parts(shapely.line_merge(together), return_index=True)
    names = list(groups)
    tolerance = np.array([SIMPLIFY_M[layer] for layer, _ in names])[present[at]]
    is_named = np.array([bool(name) for _, name in names])[present[at]]
    parts = shapely.simplify(parts, tolerance)
    keep = is_named | (shapely.length(parts) >= SHORTEST_M)
    parts, at = _to_degrees(parts[keep], crs), present[at[keep]]
    for number, (layer, name) in enumerate(names):
        mine = parts[np.searchsorted(at, number) : np.searchsorted(at, number, side="right")]
        size = max(len(mine), 1) if name else LINES_A_FEATURE
        for start in range(0, len(mine), size):
            features[layer].append(_feature(shapely.multilinestrings(mine[start : start + size]), layer, name))


def _labels(osm: OsmFile, box: BaseGeometry) -> list[dict[str, Any]]:
    shapely.prepare(box)
    rows = set()
    for node in osm.nodes:
        place = node.tags.get("place", "")
        if node.tags.get("railway") == "station" and node.tags.get("station") not in ("miniature", "freight"):
            place = "station"
        if (place in SETTLEMENT_PLACES or place == "station") and node.tags.get("name"):
            point = shapely.Point(round(node.lon, DECIMALS), round(node.lat, DECIMALS))
            if shapely.contains(box, point):
                rows.add((place, node.tags["name"], point.x, point.y))
    return [
        _feature(shapely.Point(x, y), "label", name) | {"properties": {"layer": "label", "name": name, "place": place}}
        for place, name, x, y in sorted(rows)
    ]


def _clipped_parts(shapes: np.ndarray, box: BaseGeometry) -> tuple[np.ndarray, np.ndarray]:
    """Parts inside the box, of the same dimension as the shapes, and the position of the shape each comes from."""
    shapely.prepare(box)
    clipped = shapes.copy()
    crossing = ~shapely.contains_properly(box, clipped)
    clipped[crossing] = shapely.intersection(clipped[crossing], box)
    outer, at = shapely.get_parts(clipped, return_index=True)
    parts, inner = shapely.get_parts(outer, return_index=True)
    keep = (shapely.get_dimensions(parts) == shapely.get_dimensions(shapes).max()) & ~shapely.is_empty(parts)
    return parts[keep], at[inner[keep]]


def _to_degrees(shapes: np.ndarray, crs: str) -> np.ndarray:
    return shapely.transform(shapes_to_degrees(shapes, crs), lambda lonlat: np.round(lonlat, DECIMALS))


def _feature(shape: BaseGeometry, layer: str, name: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"layer": layer, "name": name},
        "geometry": json.loads(shapely.to_geojson(shape)),
    }
