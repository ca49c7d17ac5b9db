"""Streets and paths: main roads of the plan, side streets grown into every part, bridges over water and railway."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from dataclasses import dataclass, field

from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.prepared import prep

from everyday.demo.ground import RESERVES, XY, Ground, Part, Reserve, box, closest_on, distance, smooth
from everyday.demo.streets.names import StreetNames
from everyday.demo.streets.patterns import mesh_for

__all__ = ["MainRoad", "Street", "grow_streets", "main_roads", "reserve_polygon"]

_KEEP_M = 24.0
_GAP_M = {"centre": 30.0, "terrace": 40.0, "interwar": 70.0, "estate": 120.0, "modern": 120.0, "village": 90.0}


@dataclass
class Street:
    """A way to be written: its points, OSM tags and the part it lies in."""

    points: list[XY]
    tags: dict[str, str]
    part: str = ""
    kind: str = ""


@dataclass
class MainRoad:
    """A main road that takes junctions."""

    points: list[XY]
    tags: dict[str, str]
    junctions: list[float] = field(default_factory=list)

    def add_junction(self, point: XY, gap_m: float) -> XY | None:
        """Put a junction at ``point`` of this road; the place taken, or None if another is within ``gap_m``."""
        along, foot = closest_on(self.points, point)
        if any(abs(along - other) < gap_m for other in self.junctions):
            return None
        self.junctions.append(along)
        return self._insert(foot)

    def _insert(self, foot: XY) -> XY:
        place = (round(foot[0], 2), round(foot[1], 2))
        for index, (a, b) in enumerate(zip(self.points, self.points[1:], strict=False)):
            for end in (a, b):
                if distance(end, place) < 4.0:
                    return end
            if LineString([a, b]).distance(Point(place)) < 0.02:
                self.points.insert(index + 1, place)
                return place
        raise ValueError(f"{place} is not on {self.tags.get('name')}")


def reserve_polygon(reserve: Reserve) -> Polygon:
    """Its land, with rounded corners."""
    plain = box(reserve.centre, reserve.width_m, reserve.height_m, reserve.angle)
    soft = min(reserve.width_m, reserve.height_m) * (0.28 if reserve.kind == "park" else 0.08)
    return plain.buffer(-soft).buffer(soft, quad_segs=4)


def main_roads(ground: Ground) -> list[MainRoad]:
    """The main roads, with a shared point wherever two of them meet or cross."""
    roads = []
    for drawn, points in ground.roads:
        tags = {"highway": drawn.highway, "name": drawn.name}
        if drawn.ref:
            tags["ref"] = drawn.ref
        roads.append(MainRoad(list(points), tags))
    for index, first in enumerate(roads):
        for second in roads[index + 1 :]:
            met = LineString(first.points).intersection(LineString(second.points))
            for place in getattr(met, "geoms", [met]):
                if place.is_empty or place.geom_type != "Point":
                    continue
                point = (round(place.x, 2), round(place.y, 2))
                for road in (first, second):
                    road.junctions.append(closest_on(road.points, point)[0])
                    if point not in road.points:
                        _join(road, point)
    return roads


def _join(road: MainRoad, point: XY) -> None:
    along, _ = closest_on(road.points, point)
    run = 0.0
    for index, (a, b) in enumerate(zip(road.points, road.points[1:], strict=False)):
        run += distance(a, b)
        if run >= along - 1e-6:
            road.points.insert(index + 1, point)
            return


def _free_land(part: Part, ground: Ground, reserves: list[Polygon]) -> BaseGeometry:
    taken = [LineString(ground.railway).buffer(20), LineString(ground.siding).buffer(12)]
    taken += [LineString(ground.bypass).buffer(38), ground.river.buffer(24), ground.sea.buffer(45)]
    taken += [basin.buffer(18) for basin in ground.basins]
    taken += [polygon.buffer(14) for polygon in reserves if polygon.intersects(part.polygon)]
    return part.polygon.difference(unary_union(taken))


def grow_streets(ground: Ground, roads: list[MainRoad]) -> list[Street]:
    """Side streets of every part of the town; they open into ``roads``, which take the junctions."""
    names = StreetNames()
    reserves = [reserve_polygon(reserve) for reserve in RESERVES]
    streets: list[Street] = []
    for part in ground.parts:
        if part.seed.kind in ("country", "marsh", "green"):
            continue
        streets += _grow_part(part, _free_land(part, ground, reserves), roads, names)
    return streets


def _grow_part(part: Part, land: BaseGeometry, roads: list[MainRoad], names: StreetNames) -> list[Street]:
    mesh = mesh_for(part.seed, part.polygon)
    inner = prep(land.buffer(-_KEEP_M))
    room = prep(land)
    kept = {index for index, point in enumerate(mesh.nodes) if inner.contains(Point(point))}
    near = [road for road in roads if LineString(road.points).distance(part.polygon) < 1]
    nodes = [(round(x, 2), round(y, 2)) for x, y in mesh.nodes]
    links: list[tuple[XY, XY, str]] = []
    gap = _GAP_M.get(part.seed.kind, 120.0)
    for a, b, kind in mesh.links:
        if a in kept and b in kept:
            if room.contains(LineString([nodes[a], nodes[b]])):
                links.append((nodes[a], nodes[b], kind))
        elif a in kept or b in kept:
            start, end = (nodes[a], nodes[b]) if a in kept else (nodes[b], nodes[a])
            joined = _reach_road(start, end, land, near, gap)
            if joined is not None:
                links.append((start, joined, kind))
    paved = {end for a, b, kind in links if kind == "street" for end in (a, b)}
    paved |= {point for road in near for point in road.points}
    links = [link for link in links if link[2] == "street" or (link[0] in paved and link[1] in paved)]
    links = _connected(links, land, near)
    return _strokes(links, part, names)


def _reach_road(start: XY, end: XY, land: BaseGeometry, near: list[MainRoad], gap: float) -> XY | None:
    """Where the link from ``start`` towards ``end`` meets a main road at the edge of the land, if it does."""
    inside = LineString([start, end]).intersection(land)
    pieces = [piece for piece in getattr(inside, "geoms", [inside]) if piece.distance(Point(start)) < 0.01]
    if not pieces or pieces[0].geom_type != "LineString":
        return None
    way_out = max(pieces[0].coords, key=lambda point: distance((point[0], point[1]), start))
    for road in near:
        if LineString(road.points).distance(Point(way_out)) < 1.0:
            return road.add_junction((way_out[0], way_out[1]), gap)
    return None


def _components(links: list[tuple[XY, XY, str]]) -> list[set[XY]]:
    neighbours: dict[XY, list[XY]] = defaultdict(list)
    for a, b, _ in links:
        neighbours[a].append(b)
        neighbours[b].append(a)
    seen: set[XY] = set()
    groups = []
    for start in neighbours:
        if start in seen:
            continue
        group, stack = {start}, [start]
        while stack:
            for other in neighbours[stack.pop()]:
                if other not in group:
                    group.add(other)
                    stack.append(other)
        seen |= group
        groups.append(group)
    return groups


def _connected(links: list[tuple[XY, XY, str]], land: BaseGeometry, near: list[MainRoad]) -> list[tuple[XY, XY, str]]:
    """Join every group of streets to a main road or to another group; leave out crumbs that reach neither."""
    kept = list(links)
    for _ in range(6):
        groups = _components(kept)
        anchored = [group for group in groups if any(point in road.points for point in group for road in near)]
        loose = [group for group in groups if group not in anchored]
        if not loose:
            break
        for group in loose:
            joined = _bridge(group, [point for other in anchored for point in other], land, near)
            if joined is not None:
                kept.append(joined)
            else:
                kept = [link for link in kept if link[0] not in group]
    return kept


def _bridge(group: set[XY], others: list[XY], land: BaseGeometry, near: list[MainRoad]) -> tuple[XY, XY, str] | None:
    best: tuple[float, XY, XY, MainRoad | None] | None = None
    grown = land.buffer(1.5)
    for point in sorted(group):
        for road in near:
            foot = closest_on(road.points, point)[1]
            if (best is None or distance(point, foot) < best[0]) and grown.contains(LineString([point, foot])):
                best = (distance(point, foot), point, foot, road)
        for other in others:
            away = distance(point, other)
            if away < 160 and (best is None or away < best[0]) and grown.contains(LineString([point, other])):
                best = (away, point, other, None)
    if best is None or best[0] > 320:
        return None
    _, point, target, chosen = best
    if chosen is not None:
        target = chosen.add_junction(target, 0.0) or target
    return (point, target, "street")


def _strokes(links: list[tuple[XY, XY, str]], part: Part, names: StreetNames) -> list[Street]:
    """Chain links that run straight on into named streets; footpaths stay single."""
    streets: list[Street] = []
    street_links = [(a, b) for a, b, kind in links if kind == "street" and a != b]
    street_links = sorted({(min(a, b), max(a, b)) for a, b in street_links})
    at: dict[XY, list[int]] = defaultdict(list)
    for number, (a, b) in enumerate(street_links):
        at[a].append(number)
        at[b].append(number)
    follows: dict[tuple[int, XY], int] = {}
    for node, numbers in at.items():
        pairs = []
        for i, first in enumerate(numbers):
            for second in numbers[i + 1 :]:
                pairs.append((_turn(node, street_links[first], street_links[second]), first, second))
        for turn, first, second in sorted(pairs):
            limit = 75 if len(numbers) == 2 else 42
            if turn < limit and (first, node) not in follows and (second, node) not in follows:
                follows[(first, node)], follows[(second, node)] = second, first
    done: set[int] = set()
    chains = [_trace(number, street_links, follows, done) for number in range(len(street_links)) if number not in done]
    for chain, name in zip(chains, _named(chains, at, part.seed.kind, names), strict=True):
        curve = _curved(chain, part.seed.kind)
        streets.append(Street(curve, _street_tags(part.seed.kind, name), part.seed.name, part.seed.kind))
    for a, b, kind in links:
        if kind == "path" and a != b:
            streets.append(Street([a, b], {"highway": "footway"}, part.seed.name, part.seed.kind))
    return streets


def _named(chains: list[list[XY]], at: dict[XY, list[int]], kind: str, names: StreetNames) -> list[str]:
    """A name for each chain; the short arms of a close carry the name of the street they leave."""
    given: dict[int, str] = {}
    touching: dict[XY, int] = {}
    lengths = [sum(distance(a, b) for a, b in itertools.pairwise(chain)) for chain in chains]
    for number in sorted(range(len(chains)), key=lambda position: (-round(lengths[position], 1), position)):
        chain = chains[number]
        ends = [end for end in (chain[0], chain[-1]) if len(at[end]) == 1]
        hosts = [touching[point] for point in chain if point in touching]
        if ends and hosts and lengths[number] < 100:
            given[number] = given[hosts[0]]
        else:
            given[number] = names.next(kind, is_dead_end=bool(ends) and lengths[number] < 260)
        for point in chain:
            touching.setdefault(point, number)
    return [given[number] for number in range(len(chains))]


def _turn(node: XY, first: tuple[XY, XY], second: tuple[XY, XY]) -> float:
    """How far one turns, degrees, going from one link into the other at ``node``."""
    a = first[1] if first[0] == node else first[0]
    b = second[1] if second[0] == node else second[0]
    before = math.atan2(node[1] - a[1], node[0] - a[0])
    after = math.atan2(b[1] - node[1], b[0] - node[0])
    return abs(math.degrees((after - before + math.pi) % (2 * math.pi) - math.pi))


def _trace(number: int, links: list[tuple[XY, XY]], follows: dict[tuple[int, XY], int], done: set[int]) -> list[XY]:
    chain = list(links[number])
    done.add(number)
    for is_forward in (True, False):
        current = number
        while True:
            end = chain[-1] if is_forward else chain[0]
            onward = follows.get((current, end))
            if onward is None or onward in done:
                break
            done.add(onward)
            a, b = links[onward]
            chain = [*chain, b if a == end else a] if is_forward else [b if a == end else a, *chain]
            current = onward
    return chain


def _curved(chain: list[XY], kind: str) -> list[XY]:
    if kind in ("docks", "works", "retail"):
        return chain
    return smooth(chain, 26.0)


def _street_tags(kind: str, name: str) -> dict[str, str]:
    highway = {"docks": "unclassified", "works": "unclassified", "retail": "service"}.get(kind, "residential")
    return {"highway": highway, "name": name}
