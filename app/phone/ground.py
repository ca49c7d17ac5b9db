"""The ground of the small map: outlines and names of areas, water, green, roads and railways, small enough for a phone.

The same packing as ``app.map.layers`` (whole numbers of 0.00001 degree, differences), with fewer points. Layers are put
in by importance as long as the whole stays small.
"""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from starlette.responses import Response

from app.map import rings_of
from app.phone.visits import Visit
from everyday.atlas import OpenEdition

__all__ = ["MOST_BYTES", "ground_bytes", "serve_ground"]

MOST_BYTES = 250_000
_BY_IMPORTANCE = ("water", "road_major", "rail", "green", "road_minor", "built")
_TOLERANCE = {"road_minor": 0.00008, "built": 0.0003, "green": 0.00015}
_USUAL_TOLERANCE = 0.0001
_LEAST_AREA = 2e-7
"""Square degrees: ponds and verges smaller than about 15 ares are left out."""


def _features(opened: OpenEdition) -> dict[str, list[Any]]:
    """Simplified geometries by layer; labels under ``label`` as (name, kind, lat, lon)."""
    with open(opened.edition.background_path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    found: dict[str, list[Any]] = {}
    for feature in features:
        layer, shape = feature["properties"]["layer"], feature["geometry"]
        if layer == "label":
            lon, lat = shape["coordinates"][:2]
            words = feature["properties"].get("name") or "", feature["properties"].get("place") or ""
            found.setdefault("label", []).append([*words, round(lat, 5), round(lon, 5)])
        elif layer in _BY_IMPORTANCE:
            geometry = shapely.from_geojson(json.dumps(shape)).simplify(_TOLERANCE.get(layer, _USUAL_TOLERANCE))
            is_surface = geometry.geom_type.endswith("Polygon")
            if not geometry.is_empty and not (is_surface and geometry.area < _LEAST_AREA):
                name = "waterway" if layer == "water" and not is_surface else layer
                found.setdefault(name, []).append(rings_of(geometry))
    return found


def attribution(opened: OpenEdition) -> str:
    """Credits of the outlines and the street map."""
    credits = (
        str(entry.get("attribution") or "").strip()
        for entry in opened.manifest.get("inputs", [])
        if entry.get("kind") in ("boundaries", "osm")
    )
    return " · ".join(dict.fromkeys(filter(None, credits)))


@lru_cache(maxsize=4)
def ground_bytes(opened: OpenEdition) -> bytes:
    """The ground of an edition as gzipped JSON of at most ``MOST_BYTES`` (unless the outlines alone are larger)."""
    features = _features(opened)
    areas = opened.areas
    middle = areas.geometry.representative_point()
    west, south, east, north = opened.bounds
    content: dict[str, Any] = {
        "bounds": [round(edge, 5) for edge in (west, south, east, north)],
        "areas": {
            "names": areas["area_name"].tolist(),
            "rings": [rings_of(outline) for outline in areas.geometry.simplify(0.00008)],
            "at": np.column_stack([middle.y, middle.x]).round(5).tolist(),
        },
        "labels": features.get("label", []),
        "attribution": attribution(opened),
        "layers": {},
    }
    packed = _packed(content)
    for layer in _BY_IMPORTANCE:
        names = [name for name in (layer, "waterway" if layer == "water" else "") if name in features]
        if not names:
            continue
        content["layers"] |= {name: features[name] for name in names}
        larger = _packed(content)
        if len(larger) > MOST_BYTES:
            for name in names:
                del content["layers"][name]
            continue
        packed = larger
    return packed


def _packed(content: dict[str, Any]) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def serve_ground(visit: Visit) -> Response:
    """``/join/map.json?v=<edition>``: the ground, the same for as long as the edition is shown."""
    packed = ground_bytes(visit.edition())
    headers = {"Cache-Control": "private, max-age=86400", "Vary": "Accept-Encoding, Cookie"}
    if "gzip" in visit.request.headers.get("accept-encoding", ""):
        return Response(packed, media_type="application/json", headers=headers | {"Content-Encoding": "gzip"})
    return Response(gzip.decompress(packed), media_type="application/json", headers=headers)
