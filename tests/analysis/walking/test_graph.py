"""Walking: exact against scipy with the snap points inserted as nodes, and what a planner would notice."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.sparse.csgraph import dijkstra

from analysis.walking import arcs
from analysis.walking.graph import build_graph, nearest_m, snap_points, walk_matrix
from analysis.walking.matrix import WalkMatrix
from analysis.walking.streets import Snap
from geo.network import LINK_STEPS, WalkNetwork
from tests.makers.street_networks import EAST, NORTH, make_network, points_at


def with_points_as_nodes(network: WalkNetwork, points: list[Snap]) -> np.ndarray:
    """Oracle: all pairwise lengths (points concatenated), every point a node that cuts its link in two."""
    link = np.concatenate([each.link for each in points])
    along = np.concatenate([each.along_m for each in points])
    snap = np.concatenate([each.snap_m for each in points])
    nodes_n, points_n = network.nodes_n, len(link)
    weight: dict[tuple[int, int], float] = {}

    def join(a: int, b: int, metres: float) -> None:
        pair = (min(a, b), max(a, b))
        if a != b:
            weight[pair] = min(weight.get(pair, np.inf), max(metres, 1e-13))

    for number in range(network.links_n):
        on = [i for i in range(points_n) if link[i] == number]
        on.sort(key=lambda i: along[i])
        chain = [(int(network.link_u[number]), 0.0), *((nodes_n + i, along[i]) for i in on)]
        chain.append((int(network.link_v[number]), network.link_length_m[number]))
        for (a, from_m), (b, to_m) in pairwise(chain):
            join(a, b, to_m - from_m)
    size = nodes_n + points_n
    rows, columns = zip(*weight, strict=True) if weight else ((), ())
    matrix = sparse.coo_matrix((list(weight.values()), (rows, columns)), shape=(size, size)).tocsr()
    length = dijkstra(matrix, directed=False)[nodes_n:, nodes_n:]
    return np.where(link[:, None] >= 0, length, np.inf) + snap[:, None] + snap[None, :]


@st.composite
def networks(draw):
    """Small random networks with parallel links, loops, dead ends, rings and islands; lengths are free."""
    nodes_n = draw(st.integers(2, 14))
    node = st.integers(0, nodes_n - 1)
    links = draw(st.lists(st.tuples(node, node), min_size=1, max_size=26))
    seed = draw(st.integers(0, 2**31 - 1))
    random = np.random.default_rng(seed)
    flags = random.choice([0, 0, 0, LINK_STEPS], len(links))
    x, y = random.uniform(0, 400, nodes_n), random.uniform(0, 400, nodes_n)
    return make_network(x, y, links, length_m=random.uniform(1, 300, len(links)), flags=flags), random


def random_snap(network: WalkNetwork, random: np.random.Generator, points_n: int) -> Snap:
    link = random.integers(-1, network.links_n, points_n).astype(np.int32)
    along = np.where(link >= 0, random.choice([0.0, 0.3, 0.7, 1.0], points_n) * network.link_length_m[link], 0.0)
    return Snap(link, along, np.where(link >= 0, random.uniform(0, 50, points_n), np.inf))


def as_dense(matrix: WalkMatrix) -> np.ndarray:
    dense = np.full((matrix.rows_n, matrix.columns_n), np.inf)
    dense[matrix.rows(), matrix.indices] = matrix.metres
    return dense


@settings(max_examples=150, deadline=None)
@given(networks(), st.sampled_from([np.inf, 0.0, 150.0, 600.0]), st.booleans())
def test_walks_equal_scipy_with_snap_points_inserted(drawn, limit_m, is_step_free):
    network, random = drawn
    if is_step_free:
        allowed = np.flatnonzero((network.link_flags & LINK_STEPS) == 0)
        stairs_free = make_network(
            network.x - EAST, network.y - NORTH,
            np.column_stack([network.link_u, network.link_v])[allowed], network.link_length_m[allowed],
        )  # fmt: skip
    origins, destinations = random_snap(network, random, 5), random_snap(network, random, 6)
    graph = build_graph(network, is_step_free=is_step_free)
    if is_step_free:
        number = np.full(network.links_n + 1, -1, np.int32)
        number[allowed] = np.arange(len(allowed))
        renumber = [
            Snap(number[each.link], each.along_m, np.where(number[each.link] >= 0, each.snap_m, np.inf))
            for each in (origins, destinations)
        ]
        exact = with_points_as_nodes(stairs_free, renumber)[:5, 5:]
    else:
        exact = with_points_as_nodes(network, [origins, destinations])[:5, 5:]
    found = walk_matrix(graph, origins, destinations, limit_m)
    dense = as_dense(found)
    sure = np.abs(exact - limit_m) > 1e-6 if np.isfinite(limit_m) else np.ones_like(exact, bool)
    expected = np.where(exact <= limit_m, exact, np.inf)
    np.testing.assert_allclose(dense[sure], expected[sure], atol=1e-8)
    for row in range(found.rows_n):
        assert (np.diff(found.row(row)[0]) > 0).all()
    np.testing.assert_array_equal(as_dense(found.transposed()).T, dense)
    nearest, source = nearest_m(graph, destinations, origins, limit_m=limit_m)
    lowest = np.abs(dense.min(axis=1) - limit_m) > 1e-6 if np.isfinite(limit_m) else np.ones(5, bool)
    np.testing.assert_allclose(nearest[lowest], dense.min(axis=1)[lowest], atol=1e-8)
    named = np.flatnonzero((source >= 0) & lowest)
    np.testing.assert_allclose(dense[named, source[named]], nearest[named], atol=1e-8)
    assert ((source >= 0) == np.isfinite(nearest)).all()


@settings(max_examples=80, deadline=None)
@given(networks(), st.data())
def test_an_added_footpath_never_lengthens_a_walk(drawn, data):
    network, random = drawn
    points = random_snap(network, random, 8)
    node = st.integers(0, network.nodes_n - 1)
    u, v = data.draw(node), data.draw(node)
    more = make_network(
        network.x - EAST, network.y - NORTH,
        np.vstack([np.column_stack([network.link_u, network.link_v]), [[u, v]]]),
        np.append(network.link_length_m, data.draw(st.floats(0.0, 200.0))),
    )  # fmt: skip
    before = as_dense(walk_matrix(build_graph(network), points, points, np.inf))
    after = as_dense(walk_matrix(build_graph(more), points, points, np.inf))
    assert (after <= before + 1e-8).all()


@settings(max_examples=40, deadline=None)
@given(networks())
def test_row_order_and_workers_do_not_matter(drawn):
    network, random = drawn
    order = random.permutation(network.links_n)
    turned = make_network(
        network.x - EAST, network.y - NORTH,
        np.column_stack([network.link_v, network.link_u])[order], network.link_length_m[order],
    )  # fmt: skip
    points = random_snap(network, random, 8)
    place = np.append(np.argsort(order), -1).astype(np.int32)
    length = np.append(network.link_length_m, 0.0)[points.link]
    moved = Snap(place[points.link], np.where(points.link >= 0, length - points.along_m, 0.0), points.snap_m)
    one = walk_matrix(build_graph(network), points, points, 700.0)
    two = walk_matrix(build_graph(turned), moved, moved, 700.0 + 1e-6, workers=2)
    np.testing.assert_allclose(as_dense(two.within(700.0)), as_dense(one), atol=1e-7)


def test_points_meet_the_nearest_link_not_the_nearest_node():
    # One long street; the point stands beside its middle, 30 m away.
    network = make_network([0, 1000], [0, 0], [(0, 1)])
    lat, lon = points_at([500, 500, -30, 500], [30, -20, 40, 600])
    points = snap_points(network, lat, lon)
    np.testing.assert_allclose(points.along_m[:3], [500, 500, 0], atol=1e-3)
    np.testing.assert_allclose(points.snap_m[:3], [30, 20, 50], atol=1e-3)
    assert points.is_on_network.tolist() == [True, True, True, False]
    walk = walk_matrix(build_graph(network), points, points, np.inf)
    np.testing.assert_allclose(walk.row(0)[1], [60, 50, 580], atol=1e-3)
    assert len(walk.row(3)[0]) == 0


def test_snapping_is_exact_against_all_links():
    random = np.random.default_rng(7)
    x, y = random.uniform(0, 3000, 300), random.uniform(0, 3000, 300)
    links = [(i, j) for i in range(300) for j in random.integers(0, 300, 2) if i != j]
    network = make_network(x, y, links)
    px, py = random.uniform(-300, 3300, 400), random.uniform(-300, 3300, 400)
    points = snap_points(network, *points_at(px, py), max_m=100.0, min_component_nodes=1)
    lines = shapely.linestrings([[(x[u], y[u]), (x[v], y[v])] for u, v in links])
    exact = np.array([shapely.distance(lines, shapely.Point(a, b)).min() for a, b in zip(px, py, strict=True)])
    np.testing.assert_array_equal(points.is_on_network, exact <= 100.0)
    on = points.is_on_network
    np.testing.assert_allclose(points.snap_m[on], exact[on], atol=1e-4)
    feet = shapely.line_interpolate_point(lines[points.link[on]], points.along_m[on])
    np.testing.assert_allclose(shapely.distance(feet, shapely.points(px[on], py[on])), exact[on], atol=1e-3)
    some = np.append(np.flatnonzero(on)[:9], np.flatnonzero(~on)[:3])  # few points are looked for among fewer links
    few = snap_points(network, *points_at(px[some], py[some]), max_m=100.0, min_component_nodes=1)
    for name in ("link", "along_m", "snap_m"):
        np.testing.assert_array_equal(getattr(few, name), getattr(points, name)[some])


def test_small_islands_are_passed_over():
    x = np.append(np.arange(60) * 20.0, [500.0, 520.0])
    y = np.append(np.zeros(60), [80.0, 80.0])
    network = make_network(x, y, [*((i, i + 1) for i in range(59)), (60, 61)])
    lat, lon = points_at([510], [70])
    np.testing.assert_allclose(snap_points(network, lat, lon).snap_m, 70, atol=1e-3)
    np.testing.assert_allclose(snap_points(network, lat, lon, min_component_nodes=2).snap_m, 10, atol=1e-3)


def test_step_free_walks_go_round_the_steps():
    # A square; the short side is a flight of steps.
    network = make_network([0, 100, 100, 0], [0, 0, 300, 300], [(0, 1), (1, 2), (2, 3), (3, 0)], flags=[1, 0, 0, 0])
    points = Snap(np.array([3, 1], np.int32), np.array([300.0, 0.0]), np.zeros(2))
    assert walk_matrix(build_graph(network), points, points, np.inf).metres[1] == pytest.approx(100)
    assert walk_matrix(build_graph(network, is_step_free=True), points, points, np.inf).metres[1] == pytest.approx(700)
    lat, lon = points_at([50], [-10])
    assert snap_points(network, lat, lon, is_step_free=True).snap_m[0] == pytest.approx(np.hypot(50, 10), abs=1e-3)


def test_no_points_and_no_links():
    network = make_network([0, 100], [0, 0], [(0, 1)])
    none = snap_points(network, [], [])
    assert walk_matrix(build_graph(network), none, none, 100.0).pairs_n == 0
    empty = make_network([0, 100], [0, 0], [])
    points = snap_points(empty, *points_at([0.0], [0.0]))
    assert not points.is_on_network.any()
    assert walk_matrix(build_graph(empty), points, points, 100.0).pairs_n == 0
    assert np.isinf(nearest_m(build_graph(empty), points, points)[0]).all()


@given(networks(), st.sampled_from([0.0, arcs.BUCKET_M, 10 * arcs.BUCKET_M, 333.3, 2_000.0]))
@settings(max_examples=40, deadline=None)
def test_buckets_find_what_the_heap_finds_to_the_bit(drawn, limit_m):
    network, random = drawn
    graph = build_graph(network)
    points = random_snap(network, random, 9)
    by_buckets = walk_matrix(graph, points, points, limit_m)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arcs, "MOST_BUCKETS", -1)
        by_heap = walk_matrix(graph, points, points, limit_m)
    np.testing.assert_array_equal(by_buckets.indptr, by_heap.indptr)
    np.testing.assert_array_equal(by_buckets.indices, by_heap.indices)
    np.testing.assert_array_equal(by_buckets.metres, by_heap.metres)
