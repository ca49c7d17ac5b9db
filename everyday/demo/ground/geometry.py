"""Plane geometry of the plan: metres east and north of the market place, turned into degrees only when written.

The projection is a transverse Mercator without any datum grid, so that every machine writes the same degrees.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyproj
from shapely.geometry import LineString, Polygon

__all__ = [
    "ORIGIN",
    "XY",
    "Dice",
    "box",
    "closest_on",
    "cut_at",
    "degrees_of",
    "distance",
    "ribbon",
    "smooth",
    "to_degrees",
    "turned",
]

XY = tuple[float, float]
FloatArray = npt.NDArray[np.float64]

ORIGIN = (52.9400, 0.2600)
"""Latitude and longitude of the market place: in the water of the Wash, where nobody lives."""


class Dice:
    """Random numbers that stay the same in every version of Python: only ``random()`` is used."""

    def __init__(self, seed: str) -> None:
        self._source = random.Random(f"Wrenmouth {seed}")

    def between(self, low: float, high: float) -> float:
        """A number from ``low`` to ``high``."""
        return low + (high - low) * self._source.random()

    def whole(self, size: int) -> int:
        """A whole number from 0 to ``size - 1``."""
        return min(size - 1, int(self._source.random() * size))

    def chance(self, share: float) -> bool:
        """True in about ``share`` of the throws."""
        return self._source.random() < share

    def order(self, size: int) -> list[int]:
        """The numbers 0 to ``size - 1``, mixed."""
        keys = [(self._source.random(), index) for index in range(size)]
        return [index for _, index in sorted(keys)]


@lru_cache(maxsize=1)
def _projection() -> pyproj.Transformer:
    lat, lon = ORIGIN
    plane = f"+proj=tmerc +lat_0={lat} +lon_0={lon} +k=1 +ellps=WGS84 +units=m"
    return pyproj.Transformer.from_crs(plane, "+proj=longlat +ellps=WGS84", always_xy=True)


def to_degrees(points: Sequence[XY], decimals: int = 7) -> list[XY]:
    """Points in metres as (longitude, latitude), rounded."""
    if not points:
        return []
    lon, lat = _projection().transform([x for x, _ in points], [y for _, y in points])
    return [(round(float(a), decimals), round(float(b), decimals)) for a, b in zip(lon, lat, strict=True)]


def degrees_of(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Many points in metres as arrays of latitude and longitude, not rounded."""
    lon, lat = _projection().transform(x, y)
    return np.asarray(lat, dtype=float), np.asarray(lon, dtype=float)


def distance(a: XY, b: XY) -> float:
    """Metres between two points."""
    return math.hypot(a[0] - b[0], a[1] - b[1])


def turned(point: XY, centre: XY, degrees: float) -> XY:
    """``point`` turned anticlockwise about ``centre``."""
    angle = math.radians(degrees)
    dx, dy = point[0] - centre[0], point[1] - centre[1]
    return (
        centre[0] + dx * math.cos(angle) - dy * math.sin(angle),
        centre[1] + dx * math.sin(angle) + dy * math.cos(angle),
    )


def smooth(points: Sequence[XY], step_m: float = 35.0) -> list[XY]:
    """A curve through every point (centripetal Catmull-Rom), with a vertex about every ``step_m`` metres."""
    if len(points) < 3:
        return [(round(x, 2), round(y, 2)) for x, y in points]
    is_closed = points[0] == points[-1]
    if is_closed:
        padded = [points[-2], *points, points[1]]
    else:
        first = (2 * points[0][0] - points[1][0], 2 * points[0][1] - points[1][1])
        last = (2 * points[-1][0] - points[-2][0], 2 * points[-1][1] - points[-2][1])
        padded = [first, *points, last]
    curve: list[XY] = []
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces = max(1, round(distance(p1, p2) / step_m))
        t1 = max(distance(p0, p1), 1e-6) ** 0.5
        t2 = t1 + max(distance(p1, p2), 1e-6) ** 0.5
        t3 = t2 + max(distance(p2, p3), 1e-6) ** 0.5
        for piece in range(pieces):
            t = t1 + (t2 - t1) * piece / pieces
            curve.append(_catmull(p0, p1, p2, p3, (0.0, t1, t2, t3), t))
    curve.append(points[-1])
    return [(round(x, 2), round(y, 2)) for x, y in curve]


def _catmull(p0: XY, p1: XY, p2: XY, p3: XY, knots: tuple[float, float, float, float], t: float) -> XY:
    t0, t1, t2, t3 = knots

    def mix(a: XY, b: XY, ta: float, tb: float) -> XY:
        weight = (t - ta) / (tb - ta)
        return (a[0] + (b[0] - a[0]) * weight, a[1] + (b[1] - a[1]) * weight)

    a1, a2, a3 = mix(p0, p1, t0, t1), mix(p1, p2, t1, t2), mix(p2, p3, t2, t3)
    b1, b2 = mix(a1, a2, t0, t2), mix(a2, a3, t1, t3)
    return mix(b1, b2, t1, t2)


def ribbon(points: Sequence[XY], widths: Sequence[float]) -> Polygon:
    """A band along ``points`` whose width changes from point to point: a river."""
    left: list[XY] = []
    right: list[XY] = []
    for index, (point, width) in enumerate(zip(points, widths, strict=True)):
        before, after = points[max(0, index - 1)], points[min(len(points) - 1, index + 1)]
        length = distance(before, after) or 1.0
        nx, ny = -(after[1] - before[1]) / length, (after[0] - before[0]) / length
        left.append((point[0] + nx * width / 2, point[1] + ny * width / 2))
        right.append((point[0] - nx * width / 2, point[1] - ny * width / 2))
    return Polygon(left + right[::-1]).buffer(0)


def box(centre: XY, width_m: float, height_m: float, degrees: float = 0.0) -> Polygon:
    """A rectangle about ``centre``, turned."""
    corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
    plain = [(centre[0] + u * width_m, centre[1] + v * height_m) for u, v in corners]
    return Polygon([turned(point, centre, degrees) for point in plain])


def closest_on(points: Sequence[XY], point: XY) -> tuple[float, XY]:
    """Distance along the line ``points`` at which it comes nearest to ``point``, and that place."""
    best = (math.inf, 0.0, points[0])
    run = 0.0
    for a, b in itertools.pairwise(points):
        length = distance(a, b)
        share = 0.0
        if length > 0:
            share = ((point[0] - a[0]) * (b[0] - a[0]) + (point[1] - a[1]) * (b[1] - a[1])) / length**2
            share = min(1.0, max(0.0, share))
        foot = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        away = distance(foot, point)
        if away < best[0]:
            best = (away, run + share * length, foot)
        run += length
    return best[1], best[2]


def cut_at(points: Sequence[XY], start_m: float, end_m: float) -> list[XY]:
    """The part of a line between two distances along it."""
    line = LineString(points)
    inner: list[XY] = []
    run = 0.0
    for a, b in itertools.pairwise(points):
        run += distance(a, b)
        if start_m + 0.5 < run < end_m - 0.5:
            inner.append(b)
    ends = [line.interpolate(value) for value in (start_m, end_m)]
    first, last = ((round(p.x, 2), round(p.y, 2)) for p in ends)
    return [first, *inner, last]
