"""Snickets: the short footpaths that a British town leaves between houses, wherever the way round is long."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence

from shapely import STRtree
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.prepared import prep

from everyday.demo.ground import XY, distance
from everyday.demo.streets.streets_and_paths import Street

__all__ = ["find_snickets"]

_LONGEST_M = 165.0
_ROUND_M = 310.0
_RATIO = 3.0
_CELL_M = 165.0


def find_snickets(streets: Sequence[Street], barrier: BaseGeometry) -> list[Street]:
    """Footpaths between points at most 165 m apart whose way round by ``streets`` is three times as long or more.

    None of them crosses a street or the ``barrier`` (water, railway, dual carriageway, school grounds).
    """
    town = _Town(streets, barrier)
    ends = sorted(point for point, links in town.links.items() if len(links) != 2)
    found = []
    for point in ends:
        target = town.shortcut(point)
        if target is not None:
            town.join(point, target)
            found.append(Street([point, target], {"highway": "footway"}, "", "snicket"))
    return found


class _Town:
    def __init__(self, streets: Sequence[Street], barrier: BaseGeometry) -> None:
        self.links: dict[XY, list[tuple[XY, float]]] = defaultdict(list)
        segments = []
        for street in streets:
            for a, b in zip(street.points, street.points[1:], strict=False):
                self.links[a].append((b, distance(a, b)))
                self.links[b].append((a, distance(a, b)))
                segments.append(LineString([a, b]))
        self.segments = STRtree(segments)
        self.added: list[LineString] = []
        self.barrier = prep(barrier)
        self.grid: dict[tuple[int, int], list[XY]] = defaultdict(list)
        for point in sorted(self.links):
            self.grid[(int(point[0] // _CELL_M), int(point[1] // _CELL_M))].append(point)

    def join(self, a: XY, b: XY) -> None:
        self.links[a].append((b, distance(a, b)))
        self.links[b].append((a, distance(a, b)))
        self.added.append(LineString([a, b]))

    def shortcut(self, start: XY) -> XY | None:
        """The nearest point that is far by road and can be reached straight."""
        column, row = int(start[0] // _CELL_M), int(start[1] // _CELL_M)
        near = [
            (distance(start, point), point)
            for across in (-1, 0, 1)
            for up in (-1, 0, 1)
            for point in self.grid.get((column + across, row + up), ())
        ]
        near = sorted(item for item in near if 8.0 < item[0] <= _LONGEST_M)
        if not near:
            return None
        walked = self._walked(start, _RATIO * _LONGEST_M)
        for away, point in near:
            round_m = walked.get(point, math.inf)
            if round_m >= max(_ROUND_M, _RATIO * away) and self._is_free(start, point):
                return point
        return None

    def _walked(self, start: XY, limit: float) -> dict[XY, float]:
        best = {start: 0.0}
        heap = [(0.0, start)]
        while heap:
            run, point = heapq.heappop(heap)
            if run > best[point]:
                continue
            for other, length in self.links[point]:
                if run + length < best.get(other, limit):
                    best[other] = run + length
                    heapq.heappush(heap, (run + length, other))
        return best

    def _is_free(self, a: XY, b: XY) -> bool:
        line = LineString([a, b])
        if self.barrier.intersects(line):
            return False
        inner = LineString([line.interpolate(0.02, normalized=True), line.interpolate(0.98, normalized=True)])
        if len(self.segments.query(inner, predicate="intersects")):
            return False
        return not any(inner.intersects(other) for other in self.added)
