"""Squares: the straight walk around what is in the way, however they are entered.

The kind: a number of ways in, a shape or a way of mapping for which the walk went round the edge without a word.
"""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse
import scipy.sparse.csgraph
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.walking import build_graph, snap_points, walk_matrix
from geo.network import WalkNetwork
from geo.osm.reading import read_osm
from tests.makers.osm import OsmMaker

STREET = {"highway": "residential"}
SQUARE = {"highway": "pedestrian", "area": "yes"}
Point = tuple[float, float]


def walk_m(network: WalkNetwork, start: int, end: int) -> float:
    n = network.nodes_n
    graph = scipy.sparse.coo_matrix((network.link_length_m, (network.link_u, network.link_v)), shape=(n, n)).tocsr()
    here, there = (int(np.flatnonzero(network.node_id == node)[0]) for node in (start, end))
    return float(scipy.sparse.csgraph.dijkstra(graph, directed=False, indices=here)[there])


def network_of(town: OsmMaker, folder: Path) -> WalkNetwork:
    return read_osm(town.write(folder / "town.osm.pbf")).network


def square_with_streets(ring: list[Point], entries: list[int]) -> tuple[OsmMaker, list[int]]:
    """A square of these corners, and the far ends of streets of no length to speak of at some of them."""
    town = OsmMaker()
    nodes = [town.node(*point) for point in ring]
    town.way([*nodes, nodes[0]], SQUARE)
    ends = []
    for entry in entries:
        east, north = ring[entry]
        ends.append(town.node(east + 0.01, north + 0.01))
        town.way([nodes[entry], ends[-1]], STREET)
    return town, ends


@pytest.mark.parametrize("name", ["plain", "many60", "many62"])
def test_any_number_of_ways_in(cases: Path, name: str) -> None:
    network = read_osm(cases / "osm" / "square" / f"{name}.osm.pbf").network
    snaps = [snap_points(network, [51.6], [lon]) for lon in (-3.0144621168023575, -2.9826454598371708)]
    walk = walk_matrix(build_graph(network), snaps[0], snaps[1], np.inf)
    assert walk.metres[0] / 80 == pytest.approx(27.55, abs=0.01)


@pytest.mark.parametrize("values", [{"building": "yes"}, {"natural": "water"}, {"amenity": "fountain"}])
def test_one_walks_around_what_stands_in_a_square(tmp_path, values):
    town, ends = square_with_streets([(0, 0), (100, 0), (100, 100), (0, 100)], [0, 2])
    town.box(40, 40, 60, 60, values)
    around = 2 * np.hypot(60, 40)
    assert walk_m(network_of(town, tmp_path), *ends) == pytest.approx(around, abs=0.2)


@pytest.mark.parametrize(
    "values", [{"building": "roof"}, {"building": "yes", "layer": "1"}, {"building": "yes", "min_height": "4"}]
)
def test_and_under_what_does_not_stand_on_the_ground(tmp_path, values):
    town, ends = square_with_streets([(0, 0), (100, 0), (100, 100), (0, 100)], [0, 2])
    town.box(40, 40, 60, 60, values)
    assert walk_m(network_of(town, tmp_path), *ends) == pytest.approx(np.hypot(100, 100), abs=0.2)


def test_a_hole_is_walked_around(tmp_path):
    town = OsmMaker()
    ring = [town.node(*point) for point in ((0, 0), (100, 0), (100, 100), (0, 100))]
    outer = town.way([*ring, ring[0]])
    inner = town.box(20, 20, 80, 80)
    members = [("w", outer, "outer"), ("w", inner, "inner")]
    town.relation(members, {"type": "multipolygon", "highway": "pedestrian"})
    ends = [town.node(-10, 0), town.node(110, 100)]
    town.way([ends[0], ring[0]], STREET)
    town.way([ring[2], ends[1]], STREET)
    assert walk_m(network_of(town, tmp_path), *ends) == pytest.approx(20 + 2 * np.hypot(80, 20), abs=0.2)


def test_a_way_that_ends_inside_without_a_node_in_common_is_a_way_in(tmp_path):
    town, ends = square_with_streets([(0, 0), (100, 0), (100, 100), (0, 100)], [1])
    far = town.line([(50, 200), (50, 90)], STREET)
    start = town.ways[far - 1][1][0]
    straight = 100 + np.hypot(50, 100)  # from where it crosses the edge
    assert walk_m(network_of(town, tmp_path), start, ends[0]) == pytest.approx(straight, abs=0.2)


def test_a_bridge_over_a_square_is_no_way_in(tmp_path):
    town, ends = square_with_streets([(0, 0), (100, 0), (100, 100), (0, 100)], [1])
    far = town.line([(50, 200), (50, -100)], STREET | {"bridge": "yes", "layer": "1"})
    assert walk_m(network_of(town, tmp_path), town.ways[far - 1][1][0], ends[0]) == np.inf


def test_squares_that_touch_are_crossed_as_one(tmp_path):
    town = OsmMaker()
    points = ((0, 0), (100, 0), (100, 100), (0, 100), (200, 0), (200, 100))
    a, b, c, d, e, f = (town.node(*point) for point in points)
    town.way([a, b, c, d, a], SQUARE)
    town.way([b, e, f, c, b], SQUARE)
    ends = [town.node(-10, 0), town.node(210, 100)]
    town.way([ends[0], a], STREET)
    town.way([f, ends[1]], STREET)
    assert walk_m(network_of(town, tmp_path), *ends) == pytest.approx(20 + np.hypot(200, 100), abs=0.2)


def brute_force_m(ground: shapely.Geometry, start: Point, end: Point) -> float:
    """The shortest walk over any corners of the ground at all, a line being open if it lies in the ground by length."""
    corners = [tuple(point) for ring in shapely.get_rings(ground) for point in shapely.get_coordinates(ring)[:-1]]
    points = [start, end, *corners]
    wide = ground.buffer(0.02, join_style="mitre")
    lengths = np.zeros((len(points), len(points)))
    for u, v in itertools.combinations(range(len(points)), 2):
        line = shapely.LineString([points[u], points[v]])
        if line.difference(wide).length < 1e-9:
            lengths[u, v] = max(line.length, 1e-9)
    return float(scipy.sparse.csgraph.dijkstra(lengths, directed=False, indices=0)[1])


@st.composite
def squares(draw: st.DrawFn) -> tuple[list[Point], list[tuple[float, float, float, float]]]:
    """A ring of four to nine corners in order of angle, and buildings in it that do not touch."""
    count = draw(st.integers(4, 9))
    radii = draw(st.lists(st.integers(40, 140), min_size=count, max_size=count))
    ring = [
        (round(radius * np.cos(2 * np.pi * row / count), 2), round(radius * np.sin(2 * np.pi * row / count), 2))
        for row, radius in enumerate(radii)
    ]
    inside = shapely.Polygon(ring).buffer(-2)
    built: list[tuple[float, float, float, float]] = []
    for west, south, wide, high in draw(
        st.lists(st.tuples(*(st.integers(-80, 80),) * 2, *(st.integers(5, 60),) * 2), max_size=4)
    ):
        box = shapely.box(west, south, west + wide, south + high)
        if inside.contains(box) and all(box.distance(shapely.box(*other)) > 2 for other in built):
            built.append((west, south, west + wide, south + high))
    return ring, built


@settings(max_examples=60, deadline=None)
@given(squares(), st.data())
def test_the_walk_across_is_the_one_of_brute_force(square, data):
    ring, built = square
    entries = data.draw(st.permutations(range(len(ring))))[:2]
    town, ends = square_with_streets(ring, entries)
    for box in built:
        town.box(*box, {"building": "yes"})
    with tempfile.TemporaryDirectory() as folder:
        walked = walk_m(network_of(town, Path(folder)), *ends)
    ground = shapely.Polygon(ring, [shapely.get_coordinates(shapely.box(*box)) for box in built])
    assert walked == pytest.approx(brute_force_m(ground, ring[entries[0]], ring[entries[1]]), abs=0.3)
