"""Walks where some streets shut or open: the same to the bit as when all are walked again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis.walking.altered as altered
from analysis.walking import KnownWalks, Snap, WalkMatrix, build_graph, snap_again, snap_points, walk_matrix
from geo.crs import to_degrees
from geo.network import LINK_CLOSED, WalkNetwork
from tests.makers.street_networks import make_network


def same(one: WalkMatrix, other: WalkMatrix) -> bool:
    return (
        one.columns_n == other.columns_n
        and np.array_equal(one.indptr, other.indptr)
        and np.array_equal(one.indices, other.indices)
        and np.array_equal(one.metres, other.metres)
    )


def grid(side_n: int, has_hours: np.ndarray, lengths: np.ndarray) -> WalkNetwork:
    """A grid of streets, the links with hours numbered by themselves."""
    x, y = (each.ravel() * 100.0 for each in np.meshgrid(np.arange(side_n), np.arange(side_n)))
    number = np.arange(side_n * side_n).reshape(side_n, side_n)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    up = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    network = make_network(x, y, np.concatenate([across, up]), length_m=lengths)
    return replace(network, hours=("yes\tno @ 20:00-06:00",), link_hours=np.where(has_hours, 0, -1).astype(np.int16))


def closed(network: WalkNetwork, links: np.ndarray) -> WalkNetwork:
    flags = np.where(links, network.link_flags | LINK_CLOSED, network.link_flags).astype(np.uint8)
    return replace(network, link_flags=flags)


@st.composite
def grounds(draw):
    """Two states of a town of few gates, with points, a limit, and whether lengths are all alike (many ties)."""
    side_n = draw(st.integers(3, 9))
    links_n = 2 * side_n * (side_n - 1)
    random = np.random.default_rng(draw(st.integers(0, 2**31 - 1)))
    lengths = np.full(links_n, 100.0) if draw(st.booleans()) else random.uniform(100, 180, links_n)
    has_hours = random.random(links_n) < draw(st.sampled_from([0.02, 0.1, 0.4]))
    network = grid(side_n, has_hours, lengths)
    states = [closed(network, has_hours & (random.random(links_n) < share)) for share in (0.3, 0.7)]
    xy = random.uniform(-60, side_n * 100 - 40, (2, 30))
    lat, lon = to_degrees(xy[0] + network.x[0], xy[1] + network.y[0], network.crs)
    return states, lat, lon, draw(st.sampled_from([150.0, 400.0, np.inf]))


@settings(max_examples=150, deadline=None)
@given(grounds())
def test_walks_taken_over_are_those_of_a_full_search_to_the_bit(drawn):
    (before, after), lat, lon, limit_m = drawn
    was, now = (snap_points(one, lat, lon, max_m=80.0, min_component_nodes=2) for one in (before, after))
    first = KnownWalks(build_graph(before))
    first.matrix("walks", was.take(range(20)), was.take(range(10, 30)), limit_m)
    second = KnownWalks(build_graph(after), [first])
    found = second.matrix("walks", now.take(range(20)), now.take(range(10, 30)), limit_m)
    walks = walk_matrix(build_graph(after), now.take(range(20)), now.take(range(10, 30)), limit_m)
    assert same(found, walks)
    near_m = min(limit_m, 900.0)
    walks = walks.within(near_m)
    first.near("walks", was.take(range(20)), was.take(range(10, 30)), near_m)
    near = second.near("walks", now.take(range(20)), now.take(range(10, 30)), near_m)
    for row in range(20):
        columns, most_m = near.row(row)
        np.testing.assert_array_equal(columns, walks.columns(row))
        np.testing.assert_allclose(most_m, walks.row(row)[1], rtol=0, atol=near_m / 65_000)


@settings(max_examples=150, deadline=None)
@given(grounds())
def test_points_met_again_are_met_where_all_would_be(drawn):
    (before, after), lat, lon, _ = drawn
    for max_m in (20.0, 80.0):
        known = snap_points(before, lat, lon, max_m=max_m, min_component_nodes=9)
        found = snap_again(after, before, known, lat, lon, max_m=max_m, min_component_nodes=9)
        expected = snap_points(after, lat, lon, max_m=max_m, min_component_nodes=9)
        for name in ("link", "along_m", "snap_m"):
            np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))


@pytest.mark.parametrize("opens", [False, True], ids=["shuts", "opens"])
def test_a_street_whose_other_end_is_a_gate_is_no_dead_end_while_it_is_shut(opens):
    """Nobody walks through a dead end, so its lengths were added in another order: the last bit was another one."""
    random = np.random.default_rng(1)
    gate = np.arange(12) == 9  # from the middle of the left side up to the corner, where the street on top begins
    for _ in range(60):
        network = grid(3, gate, random.uniform(100, 180, 12))
        before, after = (network, closed(network, gate)) if not opens else (closed(network, gate), network)
        links = np.array([11, 8, 4], dtype=np.int32)
        houses = Snap(links, np.append(random.uniform(0, 100, 2), 0.0), random.uniform(0, 60, 3))
        first = KnownWalks(build_graph(before))
        first.matrix("houses", houses, houses, 500.0)
        found = KnownWalks(build_graph(after), [first]).matrix("houses", houses, houses, 500.0)
        assert same(found, walk_matrix(build_graph(after), houses, houses, 500.0))


@pytest.mark.parametrize("opens", [False, True], ids=["shuts", "opens"])
def test_only_rows_whose_walks_touch_the_gate_are_walked_again(monkeypatch, opens):
    """A long street of twelve houses and one gate, which two of them walk through: the others keep their walks."""
    x = np.arange(13) * 100.0
    network = make_network(x, np.zeros(13), np.column_stack([np.arange(12), np.arange(1, 13)]))
    gate = np.arange(12) == 2
    network = replace(network, hours=("yes",), link_hours=np.where(gate, 0, -1).astype(np.int16))
    before, after = (network, closed(network, gate)) if not opens else (closed(network, gate), network)
    links = np.array([0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11], dtype=np.int32)
    houses = Snap(links, np.full(11, 50.0), np.zeros(11))
    first = KnownWalks(build_graph(before))
    first.matrix("houses", houses, houses, 200.0)
    asked = []

    def counted(graph, origins, destinations, limit_m, **given):
        asked.append(len(origins))
        return walk_matrix(graph, origins, destinations, limit_m, **given)

    monkeypatch.setattr(altered, "walk_matrix", counted)
    found = KnownWalks(build_graph(after), [first]).matrix("houses", houses, houses, 200.0)
    assert same(found, walk_matrix(build_graph(after), houses, houses, 200.0))
    assert asked[-1] == 2  # 150 m on either side of the gate; the ends of the gate are searched from before that
    assert max(asked) < len(houses)


def test_walks_of_other_streets_are_not_taken_over():
    """A street that became longer without having hours changes every walk along it."""
    links = [(0, 1), (1, 2), (2, 3)]
    network = make_network([0.0, 100, 200, 300], np.zeros(4), links)
    longer = make_network([0.0, 100, 200, 300], np.zeros(4), links, length_m=[100.0, 150, 100])
    ends = Snap(np.array([0, 2], dtype=np.int32), np.array([0.0, 100.0]), np.zeros(2))
    first = KnownWalks(build_graph(network))
    assert first.matrix("ends", ends, ends, np.inf).metres[1] == pytest.approx(300)
    assert KnownWalks(build_graph(longer), [first]).matrix("ends", ends, ends, np.inf).metres[1] == pytest.approx(350)
