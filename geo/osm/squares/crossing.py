"""Links across squares: where they are entered, what stands in them, and the straight walks between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.osm.elements import SCALE, OsmFile, vocabulary
from geo.osm.polygons import OsmArea, areas_where, only_polygons
from geo.osm.rules import height_of, is_off_ground
from geo.osm.squares.sight import lines_of_sight

__all__ = ["Crossings", "crossings_of_squares"]

SQUARES = vocabulary("pedestrian footway path living_street service corridor")
SAME_DEG = 2e-7  # about two centimetres
INSIDE_SHARE = 0.5  # of a building, at least, is inside a square that it stands in


@dataclass(frozen=True)
class Crossings:
    """Links across squares.

    Attributes:
        at_u, at_v: their ends: positions in ``osm.ways.ref``, and from its length on rows of ``lon`` and ``lat``.
        owner: positions in the chosen ways, whose tags hold.
        lon, lat: degrees of points that are no nodes of the file: corners, and where a way crosses an edge.
    """

    at_u: np.ndarray
    at_v: np.ndarray
    owner: np.ndarray
    lon: np.ndarray
    lat: np.ndarray


def crossings_of_squares(osm: OsmFile, chosen: np.ndarray) -> Crossings:
    """Links across walkable areas.

    Args:
        osm: what was read.
        chosen: rows of the walkable ways, the outlines of areas among them.
    """
    rank = {int(row): position for position, row in enumerate(chosen)}
    members = {relation.id: [way for way, _ in relation.members] for relation in osm.relations}
    areas, rows = [], []
    for area in areas_where(osm, lambda tags: tags.get("highway") in SQUARES and _is_area(tags)):
        number = int(area.osm_id[1:])
        ways = [number] if area.osm_id[0] == "w" else members.get(number, [])
        outline = [osm.row_of_way[way] for way in ways if way in osm.row_of_way]
        outline = [row for row in outline if row in rank]
        if outline:
            areas.append(area)
            rows.append(outline)
    made = _Made(len(osm.ways.ref))
    if areas:
        streets = _Streets(osm, chosen)
        obstacles = _Obstacles(osm)
        for group in _groups(areas):
            square = shapely.union_all([areas[one].geometry for one in group])
            outlines = sorted({row for one in group for row in rows[one]})
            _cross(square, outlines, rank[rows[group[0]][0]], areas[group[0]].tags, streets, obstacles, made)
    return made.crossings()


class _Made:
    """Links and new points as they come."""

    def __init__(self, known_n: int) -> None:
        self.known_n = known_n
        self.u: list[int] = []
        self.v: list[int] = []
        self.owner: list[int] = []
        self.points: list[tuple[float, float]] = []

    def point(self, lon: float, lat: float) -> int:
        self.points.append((lon, lat))
        return self.known_n + len(self.points) - 1

    def link(self, u: int, v: int, owner: int) -> None:
        self.u.append(u)
        self.v.append(v)
        self.owner.append(owner)

    def crossings(self) -> Crossings:
        points = np.array(self.points, dtype=np.float64).reshape(-1, 2)
        u, v, owner = (np.array(values, dtype=np.int64) for values in (self.u, self.v, self.owner))
        return Crossings(u, v, owner, points[:, 0], points[:, 1])


class _Streets:
    """The chosen ways as segments on a tree, and which of their nodes are junctions or ends."""

    def __init__(self, osm: OsmFile, chosen: np.ndarray) -> None:
        ways = self.ways = osm.ways
        counts = np.diff(ways.offset)
        owner = np.repeat(np.arange(len(ways)), counts)
        position = np.full(len(ways), -1, dtype=np.int64)
        position[chosen] = np.arange(len(chosen))
        self.owner = position[owner]
        self.height = np.array([height_of(ways.tags[row]) for row in chosen], dtype=np.float64)
        is_usable = (self.owner >= 0) & ~np.isnan(ways.lat)
        spots = np.flatnonzero(is_usable)
        order = spots[np.lexsort((owner[spots], ways.ref[spots]))]
        ref, way = ways.ref[order], owner[order]
        is_new = np.ones(len(order), dtype=bool)
        is_new[1:] = (ref[1:] != ref[:-1]) | (way[1:] != way[:-1])
        ids, shared = np.unique(ref[is_new], return_counts=True)
        ends = np.concatenate((ways.offset[chosen], ways.offset[chosen + 1] - 1))
        ends = ends[is_usable[ends]]
        self.is_knot = np.isin(ways.ref, ids[shared >= 2]) & is_usable
        self.is_end = np.zeros(len(ways.ref), dtype=bool)
        self.is_end[ends] = True
        self.first = spots[:-1][(np.diff(spots) == 1) & (owner[spots[1:]] == owner[spots[:-1]])]
        xy = np.column_stack((ways.lon, ways.lat))
        self.tree = shapely.STRtree(shapely.linestrings(np.stack((xy[self.first], xy[self.first + 1]), axis=1)))
        self.knots = np.flatnonzero(self.is_knot | self.is_end)
        self.knot_tree = shapely.STRtree(shapely.points(xy[self.knots]))

    def knots_in(self, square: BaseGeometry) -> np.ndarray:
        """Spots of junctions and ends in a square or on its edge, one for each node."""
        near = self.knots[self.knot_tree.query(square, predicate="intersects")]
        spots = near[np.argsort(near)]
        _, first = np.unique(self.ways.ref[spots], return_index=True)
        return spots[first]


class _Obstacles:
    """Buildings and water."""

    def __init__(self, osm: OsmFile) -> None:
        self.rings = osm.buildings
        corners = np.concatenate([*self.rings, np.empty((0, 2), dtype=np.int64)]) * SCALE
        start = np.cumsum([0, *(len(ring) for ring in self.rings)])[:-1]
        some = len(self.rings) > 0
        self.low = np.minimum.reduceat(corners, start) if some else np.empty((0, 2))
        self.high = np.maximum.reduceat(corners, start) if some else np.empty((0, 2))
        self.water = np.array([area.geometry for area in areas_where(osm, _is_water)], dtype=object)

    def within(self, square: BaseGeometry) -> np.ndarray:
        """Those that stand in the square for the greater part."""
        west, south, east, north = shapely.bounds(square)
        near = ((self.high >= (west, south)) & (self.low <= (east, north))).all(axis=1)
        built = [shapely.Polygon(self.rings[row] * SCALE) for row in np.flatnonzero(near)]
        shapes = np.concatenate((shapely.make_valid(np.array(built, dtype=object)), self.water))
        shapes = shapes[shapely.intersects(shapes, square)]
        common = shapely.area(shapely.intersection(shapes, square))
        return shapes[common >= INSIDE_SHARE * np.maximum(shapely.area(shapes), 1e-18)]


def _cross(
    square: BaseGeometry,
    outlines: list[int],
    owner: int,
    tags: Mapping[str, str],
    streets: _Streets,
    obstacles: _Obstacles,
    made: _Made,
) -> None:
    """Links across one square."""
    ways = streets.ways
    own = np.concatenate([np.arange(ways.offset[row], ways.offset[row + 1]) for row in outlines])
    height = height_of(tags)
    spots = streets.knots_in(square)
    is_own = np.isin(ways.ref[spots], ways.ref[own])
    is_level = streets.height[streets.owner[spots]] == height
    is_ring_end = is_own & ~streets.is_knot[spots]  # where a closed way begins: no way in
    spots = spots[(is_own | is_level) & ~is_ring_end]
    xy = np.column_stack((ways.lon[spots], ways.lat[spots]))
    ends = list(spots)
    meeting, segment = _over_the_edge(square, streets, np.unique(ways.ref[own]), height)
    extra = [made.point(*point) for point in meeting]
    for number, row in zip(extra, segment, strict=True):
        made.link(number, int(row), int(streets.owner[row]))
        made.link(number, int(row) + 1, int(streets.owner[row]))
    xy, ends = np.concatenate((xy, meeting)), [*ends, *extra]
    if len(ends) < 2:
        return
    free = _free_ground(square, obstacles.within(square), xy)
    sight = lines_of_sight(free, xy)
    at = [*ends, *(made.point(*corner) for corner in sight.corners)]
    for u, v in sight.pairs:
        made.link(at[u], at[v], owner)


def _over_the_edge(
    square: BaseGeometry, streets: _Streets, own_refs: np.ndarray, height: float
) -> tuple[np.ndarray, np.ndarray]:
    """Where segments of other ways on the same level cross the edge without a node in common; and which."""
    edge = shapely.boundary(square)
    hits = streets.first[streets.tree.query(edge, predicate="crosses")]
    ref, ways = streets.ways.ref, streets.ways
    hits = hits[~np.isin(ref[hits], own_refs) & ~np.isin(ref[hits + 1], own_refs)]
    hits = np.sort(hits[streets.height[streets.owner[hits]] == height])
    ends = np.stack([np.column_stack((ways.lon[hits + end], ways.lat[hits + end])) for end in (0, 1)], axis=1)
    points, which = shapely.get_coordinates(
        shapely.intersection(shapely.linestrings(ends), edge) if len(hits) else np.empty(0, dtype=object),
        return_index=True,
    )
    return points.reshape(-1, 2), hits[which]


def _free_ground(square: BaseGeometry, obstacles: np.ndarray, entries: np.ndarray) -> BaseGeometry:
    """The square without what stands in it; what a way leads into is passed through."""
    if not len(obstacles):
        return square
    points = shapely.points(entries)
    shapely.prepare(obstacles)
    _, entered = shapely.STRtree(obstacles).query(points, predicate="within")
    is_solid = np.ones(len(obstacles), dtype=bool)
    inner = shapely.boundary(obstacles[entered])
    deep = shapely.distance(points[_], inner) > SAME_DEG
    is_solid[entered[deep]] = False
    return only_polygons(shapely.difference(square, shapely.union_all(obstacles[is_solid])))


def _groups(areas: list[OsmArea]) -> list[list[int]]:
    """Areas that touch and are walked under the same conditions, together."""
    shapes = np.array([area.geometry for area in areas], dtype=object)
    leader = list(range(len(areas)))

    def find(one: int) -> int:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for a, b in shapely.STRtree(shapes).query(shapes, predicate="intersects").T:
        if a < b and _ways_of_walking(areas[a].tags) == _ways_of_walking(areas[b].tags):
            low, high = sorted((find(int(a)), find(int(b))))
            leader[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for one in range(len(areas)):
        groups[find(one)].append(one)
    return list(groups.values())


def _ways_of_walking(tags: Mapping[str, str]) -> tuple[object, ...]:
    hours = tuple(tags.get(key) for key in ("opening_hours", "access:conditional", "foot:conditional"))
    return height_of(tags), is_off_ground(tags), tags.get("wheelchair"), *hours


def _is_water(tags: Mapping[str, str]) -> bool:
    return (tags.get("natural") == "water" or tags.get("amenity") == "fountain") and not is_off_ground(tags)


def _is_area(tags: object) -> bool:
    return isinstance(tags, dict) and (tags.get("area") == "yes" or tags.get("type") == "multipolygon")
