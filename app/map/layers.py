"""What the map in the browser fetches: outlines once per edition, values once per measure, as compact JSON.

A layer of an edition never changes, so its bytes are kept and may be cached for ever.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import shapely
from shapely.geometry import shape

from app.map.asked import asked_layer
from app.map.changes import change_layer
from app.map.empty_land import doubtful_areas, empty_cells, lived_in
from app.map.packing import numbers, points_of, ring, rings_of
from app.map.reach import reach_minutes
from app.map.shapes import shape_layer
from app.server import Shown
from app.words import corrections as corrections_words
from everyday.pipeline import correction_ids
from geo.cells import cell_polygons
from geo.osm import GROUPS

__all__ = ["layer_bytes", "value_columns"]

MOST_NAME = 60
_VALUES = re.compile(r"^values-([a-z0-9_]{1,80})$")
_CHANGE = re.compile(r"^(before|change)-([a-z0-9_]{1,80})$")
_ASKED = re.compile(r"^asked-(\d{1,5})-(\d{1,3})$")
_REACH = re.compile(r"^reach-([a-z]{2,10})-([a-z0-9]{3,8})-([0-9a-f]{15})$")


def _cells(shown: Shown) -> dict[str, Any]:
    cells = shown.cells
    return {
        "ids": cells["cell"].tolist(),
        "names": cells["cell_name"].tolist(),
        "rings": [rings_of(outline) for outline in _cell_outlines(shown)],
        "at": points_of(cells),
        "is_empty": empty_cells(shown).astype(int).tolist(),
    }


def _cell_outlines(shown: Shown) -> np.ndarray:
    """Cells as they are drawn: without what lies outside the town."""
    outlines = cell_polygons(shown.cells["cell"]).to_numpy(dtype=object).copy()
    at_edge = shown.cells["inside_share"].to_numpy(dtype=float) < 1
    town = shapely.union_all(shown.areas.geometry.simplify(0.00003).make_valid().to_numpy())
    shapely.prepare(town)
    inside = shapely.intersection(outlines[at_edge], town)
    outlines[at_edge] = np.where(shapely.area(inside) > 0, inside, outlines[at_edge])
    return outlines


def _areas(shown: Shown) -> dict[str, Any]:
    areas = shown.areas
    simple = areas.geometry.simplify(0.00003, preserve_topology=True)
    middle = areas.geometry.representative_point()
    at = pd.DataFrame({"lat": middle.y, "lon": middle.x})
    lived = lived_in(shown)
    return {
        "ids": areas["area_id"].tolist(),
        "names": areas["area_name"].tolist(),
        "rings": [rings_of(outline) for outline in simple],
        "lived": None if lived is None else [rings_of(outline) for outline in lived],
        "is_doubtful": doubtful_areas(shown).astype(int).tolist(),
        "at": points_of(at),
    }


def _places(shown: Shown) -> dict[str, Any]:
    places = shown.places
    kinds = shown.place_kinds
    words = {kind.key: kind.singular for kind in kinds}
    group = {kind.key: GROUPS.index(kind.group) for kind in kinds}
    corrected = [corrections_words.ADDED if place_id == f"x{one}" else corrections_words.RENAMED if one else ""
                 for one, place_id in zip(correction_ids(places), places["place_id"], strict=True)]  # fmt: skip
    return {
        "names": places["name"].fillna("").tolist(),
        "notes": [_noted(words.get(kind, kind), note) for kind, note in zip(places["kind"], corrected, strict=True)],
        "at": points_of(places),
        "is_bumping": places["is_bumping_place"].astype(int).tolist(),
        "groups": GROUPS,
        "group": [group.get(kind, GROUPS.index("other")) for kind in places["kind"]],
    }


def _noted(words: str, note: str) -> str:
    """What something is, and that the forum put it there."""
    return f"{words} ({note})" if note else words


def _stops(shown: Shown) -> dict[str, Any]:
    stops = shown.stops
    added = [corrections_words.NEW_STOP if one else "" for one in correction_ids(stops)]
    return {
        "names": stops["stop_name"].fillna("").tolist(),
        "notes": [_noted(lines, note) for lines, note in zip(stops["lines"], added, strict=True)],
        "at": points_of(stops),
    }


def _lines(shown: Shown) -> dict[str, Any]:
    lines = shown.lines
    added = [corrections_words.ADDED if one else "" for one in correction_ids(lines)]
    return {
        "names": [_noted(line, note) for line, note in zip(lines["line"], added, strict=True)],
        "modes": lines["mode"].tolist(),
        "rings": [rings_of(geometry) for geometry in lines.geometry],
    }


def _background(shown: Shown) -> dict[str, Any]:
    """Background lines and polygons by layer with the names of lines, the names of places, and how far the map goes."""
    with open(shown.edition.background_path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    layers: dict[str, list[list[list[int]]]] = {}
    names: dict[str, list[str]] = {}
    labels: list[list[Any]] = []
    for feature in features:
        properties = feature["properties"]
        if properties["layer"] == "label":
            lon, lat = feature["geometry"]["coordinates"][:2]
            labels.append([properties.get("name") or "", properties.get("place") or "", lat, lon])
        else:
            is_line = feature["geometry"]["type"].endswith("LineString")
            name = "waterway" if properties["layer"] == "water" and is_line else properties["layer"]
            layers.setdefault(name, []).append(_feature_rings(feature["geometry"]))
            if is_line:
                names.setdefault(name, []).append(str(properties.get("name") or "")[:MOST_NAME])
    return {"layers": layers, "names": names, "labels": labels, "extent": _extent(shown)}


def _extent(shown: Shown) -> list[list[int]] | None:
    """Outer rings of what the street map covers; None in editions that do not say."""
    given = shown.manifest.get("extent")
    if not given:
        return None
    outer = shapely.get_exterior_ring(shapely.get_parts(shape(given)))
    return [ring(shapely.get_coordinates(line)[:-1]) for line in outer]


def _feature_rings(geometry: dict[str, Any]) -> list[list[int]]:
    coordinates = geometry["coordinates"]
    nested = {"LineString": [coordinates], "MultiLineString": coordinates, "Polygon": coordinates}.get(geometry["type"])
    if nested is None:
        nested = [line for polygon in coordinates for line in polygon] if geometry["type"] == "MultiPolygon" else []
    return [ring(np.asarray(line, dtype=float)[:, :2]) for line in nested if len(line) > 1]


_FIXED: dict[str, Callable[[Shown], dict[str, Any]]] = {
    "cells": _cells,
    "areas": _areas,
    "places": _places,
    "stops": _stops,
    "lines": _lines,
    "background": _background,
}


def value_columns(shown: Shown) -> set[str]:
    """Columns of numbers that both cells and areas have: what ``values-<column>`` may name."""
    numeric = shown.cells.select_dtypes("number").columns
    return (set(numeric) & set(shown.areas.columns)) - {"lat", "lon"}


def _values(shown: Shown, column: str) -> dict[str, Any] | None:
    if column not in value_columns(shown):
        return None
    return {"cells": numbers(shown.cells[column]), "areas": numbers(shown.areas[column])}


def _reach(shown: Shown, band: str, walk: str, cell: str) -> dict[str, Any] | None:
    minutes = reach_minutes(shown, cell, band, walk)
    return None if minutes is None else {"cells": numbers(pd.Series(minutes)), "areas": []}


def _content(shown: Shown, layer: str) -> dict[str, Any] | None:
    if layer in _FIXED:
        return _FIXED[layer](shown)
    if layer in ("suggestions", "types", "corrections"):
        return shape_layer(shown, layer)
    if match := _CHANGE.match(layer):
        return change_layer(shown, match[2], is_change=match[1] == "change")
    if match := _VALUES.match(layer):
        return _values(shown, match[1])
    if match := _ASKED.match(layer):
        return asked_layer(shown, int(match[1]), int(match[2]))
    if match := _REACH.match(layer):
        return _reach(shown, match[1], match[2], match[3])
    return None


@lru_cache(maxsize=256)
def layer_bytes(shown: Shown, layer: str) -> bytes | None:
    """A layer as gzipped JSON, or None if there is no layer of that name."""
    content = _content(shown, layer)
    if content is None:
        return None
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), compresslevel=5, mtime=0)
