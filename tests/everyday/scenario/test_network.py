"""New footpaths and crossings: joined exactly, shorter ways, nothing else changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.walking.graph import build_graph, snap_points, walk_matrix
from everyday.scenario.edits import EditPoint, read_edits
from everyday.scenario.names import EditFault
from everyday.scenario.network import add_footpath, change_network
from geo.network import LINK_CROSSING, LINK_STEPS, WalkNetwork
from tests.makers.small_streets import degrees, grid, node_distances, streets


def points(*places: tuple[float, float]) -> list[EditPoint]:
    lat, lon = degrees([x for x, _ in places], [y for _, y in places])
    return [EditPoint(*pair) for pair in zip(lat.tolist(), lon.tolist(), strict=True)]


def two_streets() -> WalkNetwork:
    """Two streets 100 m apart, joined only at their far western end, 2 km round."""
    return streets([0, 1000, 0, 1000], [0, 0, 100, 100], [(0, 1), (2, 3), (0, 2)])


def test_a_crossing_joins_two_streets_where_it_meets_them() -> None:
    before = two_streets()
    after, metres = add_footpath(before, points((600, 0), (600, 100)), name="New Bridge", is_crossing=True)
    assert metres == pytest.approx(100, rel=1e-3)
    assert (after.nodes_n, after.links_n) == (6, 6)
    assert after.link_length_m[:3].sum() + after.link_length_m[3:5].sum() == pytest.approx(2100, abs=1e-6)
    assert node_distances(before)[1, 3] == pytest.approx(2100)
    assert node_distances(after)[1, 3] == pytest.approx(400 + metres + 400, abs=0.01)
    assert after.names[after.link_name[-1]] == "New Bridge"
    assert after.link_flags[-1] == LINK_CROSSING
    assert after.component.tolist() == [0] * 6
    assert len(set(after.node_id.tolist())) == 6
    assert before.links_n == 3


def test_ends_beside_the_street_are_joined_to_its_nearest_point() -> None:
    after, metres = add_footpath(two_streets(), points((600, 30), (650, 50), (600, 80)), has_steps=True)
    assert metres == pytest.approx(30 + np.hypot(50, 20) + np.hypot(50, 30) + 20, rel=1e-3)
    assert (after.link_flags[-4:] == LINK_STEPS).all()
    graph = build_graph(after, is_step_free=True)
    lat, lon = degrees([1000.0, 1000.0], [0.0, 100.0])
    snap = snap_points(after, lat, lon, is_step_free=True)
    assert walk_matrix(graph, snap.take([0]), snap.take([1]), 1500.0).pairs_n == 0


def test_an_island_is_joined_to_the_town() -> None:
    apart = streets([0, 500, 0, 500, 1000], [0, 0, 100, 100, 0], [(0, 1), (2, 3), (1, 4)])
    assert len(set(apart.component.tolist())) == 2
    after, _ = add_footpath(apart, points((500, 0), (500, 100)))
    assert set(after.component.tolist()) == {0}
    assert after.nodes_n == apart.nodes_n


def test_both_ends_on_one_long_street() -> None:
    bend = streets([0, 0, 1000, 1000], [0, 800, 800, 0], [(0, 1), (1, 2), (2, 3)])
    after, metres = add_footpath(bend, points((0, 10), (1000, 10)))
    assert metres == pytest.approx(1000, rel=1e-3)
    same, _ = add_footpath(bend, points((200, 800), (500, 790), (800, 800)))
    assert same.nodes_n == bend.nodes_n + 3
    assert node_distances(same)[0, 3] == pytest.approx(2600, abs=1e-6)
    assert node_distances(after)[0, 3] == pytest.approx(1020, rel=1e-3)


def test_a_path_away_from_every_street_is_a_fault() -> None:
    tables = [
        {"kind": "new_footpath", "points": [{"lat": one.lat, "lon": one.lon} for one in ends]}
        for ends in (points((600, 0), (600, 260)), points((600, 0), (600, 0)), points((600, 0), (600, 100)))
    ]
    edits, report = read_edits(tables)
    changed = change_network(two_streets(), edits, report)
    text = report.to_text()
    assert "Edit 1 (new_footpath): it ends 160 m from the nearest street" in text
    assert "Edit 2 (new_footpath): it begins and ends at the same point" in text
    assert "Edit 3" not in text
    assert changed.network.links_n == 6
    with pytest.raises(EditFault, match="over 2 km"):
        add_footpath(two_streets(), points((600, 0), (90_000, 100)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_new_path_makes_no_way_longer_and_streets_stay_as_long(seed: int) -> None:
    random = np.random.default_rng(seed)
    before = grid(5, 5, 200.0)
    ends = [tuple(pair) for pair in random.uniform(0, 800, (2, 2))]
    try:
        after, _ = add_footpath(before, points(*ends), name="the new path")
    except EditFault:
        return
    old, new = node_distances(before), node_distances(after)[: before.nodes_n, : before.nodes_n]
    assert (new <= old + 1e-6).all()
    street = after.link_name < 0
    assert after.link_length_m[street].sum() == pytest.approx(before.link_length_m.sum(), abs=1e-6)
