"""Paths and farm tracks across the fields around the town."""

from __future__ import annotations

from collections.abc import Sequence

from shapely import STRtree
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from everyday.demo.ground import XY, Dice, Ground, distance, smooth
from everyday.demo.streets.streets_and_paths import Street

__all__ = ["field_paths"]

_GAP_M = 560.0
_BEYOND_M = 500.0
_OPEN = ("country", "marsh", "green")


def field_paths(streets: Sequence[Street], ground: Ground) -> list[Street]:
    """Footpaths and tracks in open country, joined to the nearest street where one is close."""
    fields = _fields(ground)
    room = prep(fields)
    existing = [point for street in streets for point in street.points]
    index = STRtree([Point(point) for point in existing])
    lines = STRtree([LineString(street.points) for street in streets])
    dice = Dice("field paths")
    nodes: dict[tuple[int, int], XY] = {}
    for row in range(-9, 10):
        for column in range(-13, 9):
            shift = 0.5 * (row % 2)
            point = (
                round((column + shift + dice.between(-0.3, 0.3)) * _GAP_M, 2),
                round((row + dice.between(-0.3, 0.3)) * _GAP_M, 2),
            )
            if not room.contains(Point(point)):
                continue
            nearest = existing[int(index.nearest(Point(point)))]
            nodes[(column, row)] = nearest if distance(nearest, point) < 190 else point
    found: list[Street] = []
    laid: list[LineString] = []
    for (column, row), start in nodes.items():
        for step in ((1, 0), (row % 2, 1), (row % 2 - 1, 1)):
            end = nodes.get((column + step[0], row + step[1]))
            kind, keep, bend = dice.between(0, 1), dice.chance(0.6), dice.between(-0.12, 0.12)
            if end is None or end == start or not keep:
                continue
            track = _track(start, end, bend)
            line = LineString(track)
            inner = LineString([line.interpolate(share, normalized=True) for share in (0.03, 0.3, 0.6, 0.97)])
            if not room.contains(inner) or len(lines.query(inner, predicate="intersects")):
                continue
            if any(inner.intersects(other) for other in laid):
                continue
            laid.append(inner)
            found.append(Street(track, _tags(kind), "", "field"))
    return _reaching(found, set(existing))


def _fields(ground: Ground) -> BaseGeometry:
    """Open country inside the borough and a little beyond, off water, railway and dual carriageway."""
    built = unary_union([part.polygon for part in ground.parts if part.seed.kind not in _OPEN])
    lines = unary_union([LineString(ground.railway), LineString(ground.bypass)]).buffer(16)
    outer = ground.borough.buffer(_BEYOND_M, quad_segs=4)
    return outer.difference(unary_union([built.buffer(-5), lines, ground.river.buffer(6), ground.sea.buffer(30)]))


def _track(start: XY, end: XY, bend: float) -> list[XY]:
    """A crooked way from one point to the other."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    first = (start[0] + 0.35 * dx - bend * dy, start[1] + 0.35 * dy + bend * dx)
    second = (start[0] + 0.7 * dx + 0.6 * bend * dy, start[1] + 0.7 * dy - 0.6 * bend * dx)
    return smooth([start, first, second, end], 60.0)


def _tags(kind: float) -> dict[str, str]:
    if kind < 0.3:
        return {"highway": "track", "designation": "public_bridleway"}
    return {"highway": "footway", "designation": "public_footpath", "surface": "ground"}


def _reaching(paths: list[Street], town: set[XY]) -> list[Street]:
    """Only paths from which one can walk into town; ends in mid-field are left off, twice."""
    kept = paths
    for _ in range(3):
        ends: dict[XY, int] = {}
        for path in kept:
            for end in (path.points[0], path.points[-1]):
                ends[end] = ends.get(end, 0) + 1
        kept = [path for path in kept if all(end in town or ends[end] > 1
                                             for end in (path.points[0], path.points[-1]))]  # fmt: skip
    reached, size = set(town), -1
    while size != len(reached):
        size = len(reached)
        for path in kept:
            if path.points[0] in reached or path.points[-1] in reached:
                reached |= {path.points[0], path.points[-1]}
    return [path for path in kept if path.points[0] in reached]
