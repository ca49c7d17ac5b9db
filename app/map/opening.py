"""Where a map opens: on the whole town, or on a place in it."""

from __future__ import annotations

import math
import time

from app.map.component import MapStart
from app.map.message import Bounds, Flight
from app.parts import Chosen
from app.printed import text
from app.server import Shown

__all__ = ["bounds_of", "flight", "opening_at", "whole_town", "zoom_for"]

CELLS_FROM_ZOOM = 14
PLACE_ZOOM = 15.0


def bounds_of(shown: Shown, chosen: Chosen) -> Bounds:
    """South-west and north-east of a chosen area, or of a cell and its surroundings."""
    if chosen.unit == "areas":
        west, south, east, north = shown.areas.geometry.iloc[shown.area_row[chosen.id]].bounds
        return [[south, west], [north, east]]
    cell = shown.cells.iloc[shown.cell_row[chosen.id]]
    return [[cell["lat"] - 0.008, cell["lon"] - 0.013], [cell["lat"] + 0.008, cell["lon"] + 0.013]]


def flight(
    *, bounds: Bounds | None = None, at: tuple[float, float] | None = None, zoom: float | None = PLACE_ZOOM
) -> Flight:
    """A flight that is asked for now: to bounds, or to a point (latitude, longitude).

    Its serial is the time in microseconds, so that a browser knows which flights it has made, whoever asks.
    """
    return Flight(time.time_ns() // 1000, bounds, at, zoom)


def zoom_for(bounds: tuple[float, float, float, float]) -> float:
    """The zoom, in halves, at which a map of about 900 by 640 pixels holds the bounds."""
    west, south, east, north = bounds
    wide = math.log2(360 * 820 / 256 / max(east - west, 1e-6))
    high = math.log2(360 * 590 / 256 * math.cos(math.radians((south + north) / 2)) / max(north - south, 1e-6))
    return min(max(math.floor(2 * min(wide, high)) / 2, 9.0), 16.0)


def _attribution(shown: Shown) -> str:
    """Who made the street map, as HTML that Leaflet can show."""
    inputs = shown.manifest.get("inputs", [])
    found = [str(entry.get("attribution") or "") for entry in inputs if entry.get("kind") == "osm"]
    return text(" · ".join(dict.fromkeys(words for words in found if words)))


def opening_at(shown: Shown, lat: float, lon: float, zoom: float, label: str) -> MapStart:
    """A map that opens at a point."""
    centre = shown.manifest.get("centre") or {}
    has_centre = isinstance(centre, dict) and "lat" in centre and "lon" in centre
    return MapStart(
        edition_id=shown.id,
        lat=round(lat, 5),
        lon=round(lon, 5),
        zoom=zoom,
        cells_from_zoom=CELLS_FROM_ZOOM,
        attribution=_attribution(shown),
        label=label,
        centre=(float(centre["lat"]), float(centre["lon"])) if has_centre else None,
    )


def whole_town(shown: Shown, label: str) -> MapStart:
    """A map that opens on the whole town."""
    west, south, east, north = shown.bounds
    return opening_at(shown, (south + north) / 2, (west + east) / 2, zoom_for(shown.bounds), label)
