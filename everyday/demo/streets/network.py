"""The whole walking network: main roads, side streets, lanes and paths, cut where they cross water or railway."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from everyday.demo.ground import RESERVES, XY, Dice, Ground, closest_on, cut_at, distance, plan, read_ground, smooth
from everyday.demo.streets.countryside import field_paths
from everyday.demo.streets.snickets import find_snickets
from everyday.demo.streets.streets_and_paths import MainRoad, Street, grow_streets, main_roads, reserve_polygon

__all__ = ["Ways", "build_ways"]

_TAIL_M = 100.0
_ABUTMENT_M = 12.0


@dataclass(frozen=True)
class Ways:
    """All ways on which people walk, and those on which they cannot.

    Attributes:
        walkable: streets, lanes and paths; two ways meet where they share a point.
        others: the dual carriageway, the railway and its sidings.
        crossings: places with a marked crossing.
        junctions: points where at least three links meet.
    """

    walkable: tuple[Street, ...]
    others: tuple[Street, ...]
    crossings: tuple[XY, ...]
    junctions: frozenset[XY]


@lru_cache(maxsize=1)
def build_ways() -> Ways:
    """Grow every way of the town."""
    ground = read_ground()
    roads = main_roads(ground)
    streets = grow_streets(ground, roads)
    net = _Net(roads, streets)
    for name, tags, points in plan.LANES:
        net.add_lane(name, tags, points)
    for reserve in RESERVES:
        net.add_gates(reserve.kind, reserve_polygon(reserve), ground)
    whole = [Street(road.points, road.tags, "", "main") for road in roads] + net.streets
    whole = _largest(whole)
    whole += field_paths(whole, ground)
    whole += find_snickets(whole, _barrier(ground))
    obstacles = (ground.river, LineString(ground.railway).buffer(9), LineString(ground.bypass).buffer(16))
    pieces = [piece for street in whole for piece in _bridged(street, obstacles)]
    degree: dict[XY, int] = defaultdict(int)
    for street in pieces:
        for position, point in enumerate(street.points):
            degree[point] += 1 if position in (0, len(street.points) - 1) else 2
    junctions = frozenset(point for point, ends in degree.items() if ends >= 3)
    return Ways(tuple(pieces), tuple(_others(ground)), tuple(_crossings(roads, junctions)), junctions)


def _barrier(ground: Ground) -> BaseGeometry:
    """What no short cut crosses."""
    closed = [reserve_polygon(reserve) for reserve in RESERVES if reserve.kind != "park"]
    tracks = [LineString(line).buffer(9) for line in (ground.railway, ground.siding, ground.bypass)]
    return unary_union([ground.water, *closed, *tracks])


class _Net:
    """Streets so far, with their points at hand."""

    def __init__(self, roads: list[MainRoad], streets: list[Street]) -> None:
        self.roads = roads
        self.streets = streets

    def nearest(self, point: XY, limit_m: float) -> XY | None:
        """The street point nearest to ``point``; on a main road a new one is made."""
        best: tuple[float, XY, MainRoad | None] = (limit_m, point, None)
        for street in self.streets:
            for other in street.points:
                away = math.hypot(other[0] - point[0], other[1] - point[1])
                if away < best[0]:
                    best = (away, other, None)
        for road in self.roads:
            foot = closest_on(road.points, point)[1]
            away = distance(foot, point)
            if away < best[0] - 1.0:
                best = (away, foot, road)
        if best[0] >= limit_m:
            return None
        _, place, road_taken = best
        return road_taken.add_junction(place, 0.0) if road_taken is not None else place

    def add_lane(self, name: str, tags: dict[str, str], points: tuple[XY, ...]) -> None:
        """Add a lane; it meets the streets it crosses, and an end within 140 m of a street is led to it."""
        line = list(points)
        for end, place in ((0, line[0]), (-1, line[-1])):
            found = self.nearest(place, 140.0)
            if found is not None and distance(found, place) < 3.0:
                line[end] = found
            elif found is not None:
                line = [found, *line] if end == 0 else [*line, found]
        lane = Street(smooth(line, 32.0), {**tags, "name": name}, "", "lane")
        marks = self._met(lane)
        length = LineString(lane.points).length
        early = [point for along, point in marks if along < _TAIL_M]
        late = [point for along, point in marks if along > length - _TAIL_M]
        first = lane.points.index(early[-1]) if early else 0
        last = lane.points.index(late[0]) if late else len(lane.points) - 1
        if last > first:
            lane.points[:] = lane.points[first : last + 1]
        self.streets.append(lane)

    def _met(self, lane: Street) -> list[tuple[float, XY]]:
        """Give the lane and every street it crosses a shared point; where along the lane, and the points."""
        marks = []
        before = LineString(lane.points)
        lines = [road.points for road in self.roads] + [street.points for street in self.streets]
        for points in lines:
            met = LineString(points).intersection(before)
            for place in getattr(met, "geoms", [met]):
                if place.is_empty or place.geom_type != "Point":
                    continue
                point = (round(place.x, 2), round(place.y, 2))
                for line in (points, lane.points):
                    if point not in line:
                        _insert(line, point)
                marks.append((closest_on(lane.points, point)[0], point))
        return sorted(marks)

    def add_gates(self, kind: str, shape: Polygon, ground: Ground) -> None:
        """Paths from the middle of a park (or a drive to a school) out to the streets around."""
        centre = (round(shape.centroid.x, 2), round(shape.centroid.y, 2))
        radius = math.sqrt(shape.area / math.pi)
        barrier = unary_union([LineString(ground.railway), LineString(ground.bypass), ground.river])
        wanted = {"park": 6, "cemetery": 4, "hospital": 5, "college": 4}.get(kind, 3)
        sectors: dict[int, tuple[float, XY]] = {}
        candidates = [point for street in self.streets if street.tags.get("highway") != "footway"
                      for point in street.points]  # fmt: skip
        candidates += [point for road in self.roads for point in road.points]
        for point in candidates:
            away = distance(point, centre)
            if away > 2.1 * radius + 90 or LineString([point, centre]).intersects(barrier):
                continue
            sector = int((math.atan2(point[1] - centre[1], point[0] - centre[0]) / (2 * math.pi) % 1.0) * 6)
            if sector not in sectors or (away, point) < sectors[sector]:
                sectors[sector] = (away, point)
        gates = [point for _, point in sorted(sectors.values())[:wanted]]
        dice = Dice(f"gates {centre}")
        highway = "footway" if kind in ("park", "cemetery") else "service"
        for gate in gates:
            side = dice.between(-0.22, 0.22)
            middle = (
                (gate[0] + centre[0]) / 2 - (gate[1] - centre[1]) * side,
                (gate[1] + centre[1]) / 2 + (gate[0] - centre[0]) * side,
            )
            self.streets.append(Street(smooth([gate, middle, centre], 24.0), {"highway": highway}, "", kind))


def _insert(line: list[XY], point: XY) -> None:
    along, _ = closest_on(line, point)
    run = 0.0
    for index, (a, b) in enumerate(itertools.pairwise(line)):
        run += distance(a, b)
        if run >= along - 1e-6:
            line.insert(index + 1, point)
            return


def _largest(streets: list[Street]) -> list[Street]:
    """Only streets that hang together with the rest of the town."""
    parent: dict[XY, XY] = {}

    def root(point: XY) -> XY:
        while parent[point] != point:
            parent[point] = parent[parent[point]]
            point = parent[point]
        return point

    for street in streets:
        for point in street.points:
            parent.setdefault(point, point)
        for a, b in zip(street.points, street.points[1:], strict=False):
            parent[root(a)] = root(b)
    sizes: dict[XY, int] = defaultdict(int)
    for point in parent:
        sizes[root(point)] += 1
    town = max(sizes, key=lambda point: (sizes[point], point))
    if sizes[town] < 0.99 * sum(sizes.values()):
        raise ValueError("more than 1 % of the streets hang together with nothing")
    return [street for street in streets if root(street.points[0]) == town]


def _bridged(street: Street, obstacles: Sequence[BaseGeometry]) -> list[Street]:
    """The street cut into pieces, those over water, railway or dual carriageway marked as bridges."""
    line = LineString(street.points)
    spans: list[tuple[float, float]] = []
    for shape in obstacles:
        over = line.intersection(shape)
        for piece in getattr(over, "geoms", [over]):
            if piece.length > 1:
                ends = sorted(closest_on(street.points, point)[0] for point in piece.coords)
                spans.append((max(1.0, ends[0] - _ABUTMENT_M), min(line.length - 1.0, ends[-1] + _ABUTMENT_M)))
    if not spans:
        return [street]
    tags = {**street.tags, "bridge": "yes", "layer": "1"}
    pieces, start = [], 0.0
    for first, last in sorted(spans):
        if first <= start:
            first = start + 0.6
        pieces.append(Street(cut_at(street.points, start, first), street.tags, street.part, street.kind))
        pieces.append(Street(cut_at(street.points, first, last), tags, street.part, street.kind))
        start = last
    pieces.append(Street(cut_at(street.points, start, line.length), street.tags, street.part, street.kind))
    pieces[0].points[0] = street.points[0]
    pieces[-1].points[-1] = street.points[-1]
    return pieces


def _crossings(roads: list[MainRoad], junctions: frozenset[XY]) -> list[XY]:
    """A marked crossing about every 260 m along the main roads, at a junction."""
    found: list[XY] = []
    for road in roads:
        run, last = 0.0, -200.0
        for a, b in zip(road.points, road.points[1:], strict=False):
            run += distance(a, b)
            if b in junctions and run - last > 260:
                last = run
                found.append(b)
    return sorted(set(found))


def _others(ground: Ground) -> list[Street]:
    """The dual carriageway as two one-way ways, nobody on foot; the railway."""
    found = []
    line = LineString(ground.bypass)
    for side, direction in ((9.0, 1), (-9.0, -1)):
        offset = [(round(x, 2), round(y, 2)) for x, y in line.offset_curve(side).coords]
        if offset[0][0] > offset[-1][0]:
            offset.reverse()
        tags = {"highway": "trunk", "name": "Wren Way", "ref": "A1999", "oneway": "yes", "foot": "no",
                "maxspeed": "70 mph", "dual_carriageway": "yes"}  # fmt: skip
        found.append(Street(offset[::direction], tags, "", "trunk"))
    found += _slip_roads(found, ground)
    found.append(Street(list(ground.railway), {"railway": "rail", "usage": "main", "name": "Wrenmouth Branch"}))
    found.append(Street(list(ground.siding), {"railway": "rail", "service": "siding"}))
    return found


def _slip_roads(carriageways: list[Street], ground: Ground) -> list[Street]:
    """Four slip roads between the dual carriageway and South Road; nobody walks on them."""
    south_road = next(points for road, points in ground.roads if road.name == "South Road")
    tags = {"highway": "trunk_link", "oneway": "yes", "foot": "no"}
    found = []
    for carriageway in carriageways:
        middle = min(carriageway.points, key=lambda point: distance(point, plan.SOUTH_JUNCTION))
        side = 1.0 if middle[1] > plan.SOUTH_JUNCTION[1] else -1.0
        target = (plan.SOUTH_JUNCTION[0], plan.SOUTH_JUNCTION[1] + 120.0 * side)
        on_road = min(south_road, key=lambda point: distance(point, target))
        for reach in (-330.0, 330.0):
            start = min(carriageway.points, key=lambda point: abs(point[0] - plan.SOUTH_JUNCTION[0] - reach))
            bend = (plan.SOUTH_JUNCTION[0] + 0.3 * reach, (start[1] + on_road[1]) / 2 + 18.0 * side)
            found.append(Street(smooth([start, bend, on_road], 30.0), tags))
    return found
