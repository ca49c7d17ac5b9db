"""The zone around a home inside which a person is known to the area only: one for a home, for good.

It is a circle whose centre is moved away from the home and whose radius differs, both drawn from the atlas's secret
and from the piece of ground (an H3 cell of resolution 9) on which the home lies. So every upload and every edition
draws the same zone for the same home, and there is nothing to average; the home is always inside, and nowhere in
particular.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from dataclasses import dataclass

import h3
import numpy as np
from numpy.typing import ArrayLike, NDArray

from everyday.atlas import ObservedRules
from geo.crs import haversine_m

__all__ = ["Zone", "is_inside", "zone_of"]

GROUND_RESOLUTION = 9
GROUND_M = 215.0
"""No point of a cell of that resolution is farther from its centre."""
_METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True)
class Zone:
    """A circle, in degrees and metres."""

    lat: float
    lon: float
    radius_m: float


def zone_of(secret: bytes, lat: float, lon: float, rules: ObservedRules) -> Zone:
    """The zone of a home."""
    ground = h3.latlng_to_cell(lat, lon, GROUND_RESOLUTION)
    drawn = hmac.new(secret, b"zone:" + ground.encode(), hashlib.sha256).digest()
    far, way, wide = (int.from_bytes(drawn[start : start + 8], "big") / 2**64 for start in (0, 8, 16))
    middle_lat, middle_lon = h3.cell_to_latlng(ground)
    radius_m = rules.zone_least_m + wide * (rules.zone_most_m - rules.zone_least_m)
    offset_m = math.sqrt(far) * max(0.0, radius_m - GROUND_M)
    north, east = offset_m * math.cos(2 * math.pi * way), offset_m * math.sin(2 * math.pi * way)
    return Zone(
        middle_lat + north / _METRES_PER_DEGREE,
        middle_lon + east / (_METRES_PER_DEGREE * math.cos(math.radians(middle_lat))),
        radius_m,
    )


def is_inside(zones: list[Zone], lat: ArrayLike, lon: ArrayLike) -> NDArray[np.bool_]:
    """Which points lie in any of the zones."""
    points = np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)
    found = np.zeros(points[0].shape, dtype=bool)
    for zone in zones:
        found |= haversine_m(*points, zone.lat, zone.lon) <= zone.radius_m
    return found
