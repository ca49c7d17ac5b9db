"""Where the buses go: paths along the streets, and stops on both sides of the road."""

from __future__ import annotations

import heapq
import itertools
import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from shapely import STRtree
from shapely.geometry import Point

from everyday.demo.buses.lines import BUS_ROAD, DIRECT_LINE, LINES, NAMED_STOPS, Line
from everyday.demo.ground import XY, distance
from everyday.demo.streets import build_ways

__all__ = ["BusStop", "Journey", "build_journeys"]

_COST = {"primary": 1.0, "secondary": 1.0, "tertiary": 1.05, "unclassified": 1.3, "residential": 6.0}
_GAP_M = 330.0
_AREA = "9990"


@dataclass
class BusStop:
    """One pole: a NaPTAN-like number, a name, which way the bus goes, and where it stands."""

    code: str
    name: str
    indicator: str
    point: XY
    heading: XY


@dataclass
class Journey:
    """One direction of a line: its path, and the stops with metres along it."""

    line: Line
    direction: int
    headsign: str
    path: list[XY]
    calls: list[tuple[BusStop, float]] = field(default_factory=list)


@dataclass
class _Site:
    name: str
    poles: list[BusStop] = field(default_factory=list)


class _Roads:
    """Streets on which buses may run."""

    def __init__(self) -> None:
        ways = build_ways()
        self.junctions = ways.junctions
        self.links: dict[XY, list[tuple[XY, float]]] = defaultdict(list)
        self.names: dict[XY, set[str]] = defaultdict(set)
        for street in ways.walkable:
            if "name" in street.tags:
                for point in street.points:
                    self.names[point].add(street.tags["name"])
            cost = _COST.get(street.tags["highway"])
            if cost is None:
                continue
            for a, b in zip(street.points, street.points[1:], strict=False):
                self.links[a].append((b, distance(a, b) * cost))
                self.links[b].append((a, distance(a, b) * cost))

        self.points = sorted(self.links)
        self.index = STRtree([Point(point) for point in self.points])

    def open(self, start: XY, end: XY) -> None:
        """Let buses run straight from one point of the streets to another."""
        self.links[start].append((end, distance(start, end)))
        self.links[end].append((start, distance(start, end)))

    def nearest(self, point: XY) -> XY:
        """The point of the streets that is nearest."""
        return self.points[int(self.index.nearest(Point(point)))]

    def path(self, start: XY, end: XY) -> list[XY]:
        """The cheapest way by road."""
        best: dict[XY, float] = {start: 0.0}
        before: dict[XY, XY] = {}
        heap = [(0.0, start)]
        while heap:
            cost, point = heapq.heappop(heap)
            if point == end:
                break
            if cost > best[point]:
                continue
            for other, length in self.links[point]:
                if cost + length < best.get(other, math.inf):
                    best[other] = cost + length
                    before[other] = point
                    heapq.heappush(heap, (cost + length, other))
        if end not in before and start != end:
            raise ValueError(f"no road for a bus from {start} to {end}")
        path = [end]
        while path[-1] != start:
            path.append(before[path[-1]])
        return path[::-1]


@lru_cache(maxsize=2)
def build_journeys(*, is_next_year: bool = False) -> tuple[list[Journey], list[BusStop]]:
    """Both directions of every bus line, and all stops in use; next year also the direct line to Samphire."""
    roads = _Roads()
    sites: dict[XY, _Site] = {roads.nearest(point): _Site(name) for name, point in NAMED_STOPS}
    stops: list[BusStop] = []
    journeys = []
    for line in (*LINES, DIRECT_LINE) if is_next_year else LINES:
        if line is DIRECT_LINE:
            roads.open(*map(roads.nearest, BUS_ROAD))
        marks = [roads.nearest(point) for point in line.via]
        path = [marks[0]]
        for start, end in itertools.pairwise(marks):
            path += roads.path(start, end)[1:]
        for direction in (0, 1):
            track = path if direction == 0 else path[::-1]
            headsign = line.ends[1 - direction]
            journeys.append(_call(Journey(line, direction, headsign, track), roads, sites, stops))
    return journeys, stops


def _call(journey: Journey, roads: _Roads, sites: dict[XY, _Site], stops: list[BusStop]) -> Journey:
    path = journey.path
    along = [0.0]
    for a, b in itertools.pairwise(path):
        along.append(along[-1] + distance(a, b))
    taken: list[int] = []
    last = -1e9
    for position, point in enumerate(path):
        is_end = position in (0, len(path) - 1)
        run = along[position]
        if point in sites:
            is_stop = run - last > 150 or is_end
        else:
            gap = _GAP_M if point in roads.junctions else 1.35 * _GAP_M
            is_near = any(abs(at - run) < 170 and place in sites for place, at in zip(path, along, strict=True))
            is_stop = is_end or (run - last >= gap and not is_near)
        if not is_stop:
            continue
        if position == len(path) - 1 and taken and run - along[taken[-1]] < 120:
            taken.pop()
        taken.append(position)
        last = run
    for position in taken:
        before, after = path[max(0, position - 1)], path[min(len(path) - 1, position + 1)]
        length = distance(before, after) or 1.0
        heading = ((after[0] - before[0]) / length, (after[1] - before[1]) / length)
        site = sites.setdefault(path[position], _Site(_stop_name(path, position, roads)))
        journey.calls.append((_pole(site, path[position], heading, stops), along[position]))
    return journey


def _stop_name(path: list[XY], position: int, roads: _Roads) -> str:
    here = roads.names[path[position]]
    around = roads.names[path[max(0, position - 1)]] | roads.names[path[min(len(path) - 1, position + 1)]]
    side = sorted(here - around) or sorted(here)
    return side[0]


def _pole(site: _Site, point: XY, heading: XY, stops: list[BusStop]) -> BusStop:
    for pole in site.poles:
        if pole.heading[0] * heading[0] + pole.heading[1] * heading[1] > 0.2:
            return pole
    place = (round(point[0] - heading[1] * 6.5, 2), round(point[1] + heading[0] * 6.5, 2))
    for pole in site.poles:
        if distance(pole.point, place) < 4.0:
            return pole
    code = f"{_AREA}{len(stops) + 1:08d}"
    stop = BusStop(code, site.name, "adj" if not site.poles else "opp", place, heading)
    site.poles.append(stop)
    stops.append(stop)
    return stop
