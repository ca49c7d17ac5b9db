"""Proximity time, detour and circuity: cases by hand, slow definitions, osmnx as an independent check."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.opportunities.access import TravelTimes
from analysis.opportunities.proximity import (
    circuity,
    detour_by_band,
    detour_ratio,
    mean_to_nearest,
    network_circuity,
    proximity_time,
    worst_category,
)
from analysis.walking.graph import build_graph
from geo.errors import UsageError
from tests.makers.feeds import as_matrix
from tests.makers.small_streets import streets

# --- proximity time --------------------------------------------------------------------------------------------------


def test_the_mean_is_over_the_nearest_twenty() -> None:
    minutes = np.arange(1.0, 31)[None, :]
    assert mean_to_nearest(minutes).tolist() == [10.5]
    assert mean_to_nearest(minutes[:, ::-1], 2).tolist() == [1.5]


def test_with_fewer_places_than_twenty_all_count() -> None:
    assert mean_to_nearest([[4, 8, np.nan], [1, 2, 3]]).tolist() == pytest.approx([np.nan, 2], nan_ok=True)
    assert mean_to_nearest([[4, 8, np.nan]], beyond_min=60).tolist() == [24]
    # The nearest two are known, whether or not the third can be reached.
    assert mean_to_nearest([[4, 8, np.nan]], 2).tolist() == [6]


def test_categories_count_alike_and_an_absent_one_is_left_out() -> None:
    nowhere = TravelTimes.of(np.zeros((2, 0)))
    found = proximity_time({"shop": [[2, 4], [6, np.nan]], "school": [[9], [9]], "museum": nowhere})
    assert found["proximity_min"].tolist() == pytest.approx([6, np.nan], nan_ok=True)
    assert found["museum"].isna().all()
    assert proximity_time({"museum": nowhere})["proximity_min"].isna().all()


def test_the_worst_category_is_the_furthest_or_the_missing_one() -> None:
    table = pd.DataFrame({"shop": [3.0, 40.0, 1.0], "school": [9.0, np.nan, 1.0], "park": [4.0, 50.0, 1.0]})
    assert worst_category(table).tolist() == ["school", "school", "shop"]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6))
def test_proximity_equals_sorting_by_hand(seed: int, number: int) -> None:
    random = np.random.default_rng(seed)
    minutes = random.integers(0, 40, (4, 5)).astype(float)
    minutes[random.random((4, 5)) < 0.2] = np.nan
    for row, found in zip(minutes, mean_to_nearest(minutes, number), strict=True):
        near = sorted(row[~np.isnan(row)])[: min(number, 5)]
        assert found == pytest.approx(np.mean(near) if len(near) == min(number, 5) else np.nan, nan_ok=True)


# --- detour ----------------------------------------------------------------------------------------------------------


def test_detour_by_band_by_hand() -> None:
    crow = [100, 399, 400, 800, 0]
    network = [150, 399, 2400, np.inf, 10]
    found = detour_by_band(network, crow, [(0, 400), (400, 800)])
    assert found["pairs_n"].tolist() == [2, 2]  # the last band holds its end; two points at one place are left out
    assert found["unreachable_n"].tolist() == [0, 1]
    assert found["detour_ratio"].tolist() == [1.25, 5]
    assert found["over_share"].tolist() == [0, 1]
    heavier = detour_by_band(network, crow, [(0, 399.5)], weights=[3, 1, 1, 1, 1])
    assert heavier["detour_ratio"].tolist() == [1.375]
    assert detour_by_band([], [], [(0, 400)])["detour_ratio"].isna().all()


def test_a_cells_detour_is_the_mean_over_those_at_a_distance() -> None:
    x, y = np.array([0, 400, 1200, 300, 5000.0, 0]), np.zeros(6)
    y[5] = 900
    metres = np.full((6, 6), np.inf)
    metres[0, 1], metres[1, 0] = 600, 600  # 1.5
    metres[0, 2] = 1200  # 1
    metres[0, 5] = 9000  # 10, counts as 5
    on = [True, True, True, True, True, True]
    found = detour_ratio(as_matrix(metres), x, y, on_network=on)
    assert found[0] == pytest.approx((1.5 + 1 + 5) / 3)  # 300 m is too near, 5 km too far
    assert np.isnan(found[4])
    off = detour_ratio(as_matrix(metres), x, y, on_network=[True, True, True, True, True, False])
    assert off[0] == pytest.approx(1.25)
    assert np.isnan(off[5])


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**32 - 1))
def test_detour_equals_the_definition(seed: int) -> None:
    random = np.random.default_rng(seed)
    x, y = random.uniform(0, 2500, (2, 9))
    crow = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    metres = np.where(random.random((9, 9)) < 0.8, crow * random.uniform(1, 7, (9, 9)), np.inf)
    on = random.random(9) < 0.9
    found = detour_ratio(as_matrix(metres), x, y, on_network=on)
    for i in range(9):
        ratios = [min(metres[i, j] / crow[i, j], 5) for j in range(9) if on[i] and on[j] and 400 <= crow[i, j] <= 1200]
        assert found[i] == pytest.approx(np.mean(ratios) if ratios else np.nan, nan_ok=True)


# --- circuity --------------------------------------------------------------------------------------------------------


def test_circuity_by_hand() -> None:
    # A straight street, one that is twice as long as it is straight, and a loop, which is left out.
    assert circuity([100, 200, 70], [0, 0, 5], [0, 0, 5], [100, 0, 5], [0, 100, 5]) == 1.5
    assert np.isnan(circuity([], [], [], [], []))


def test_circuity_equals_that_of_osmnx() -> None:
    import networkx
    import osmnx

    random = np.random.default_rng(11)
    x, y = random.uniform(0, 1000, (2, 12))
    ends = np.array([(a, b) for a in range(12) for b in range(a + 1, 12) if random.random() < 0.3])
    straight = np.hypot(x[ends[:, 0]] - x[ends[:, 1]], y[ends[:, 0]] - y[ends[:, 1]])
    length = straight * random.uniform(1, 2, len(ends))
    graph = networkx.MultiGraph(crs="EPSG:27700")
    graph.add_nodes_from((node, {"x": x[node], "y": y[node]}) for node in range(12))
    graph.add_edges_from((int(a), int(b), {"length": metres}) for (a, b), metres in zip(ends, length, strict=True))
    found = circuity(length, x[ends[:, 0]], y[ends[:, 0]], x[ends[:, 1]], y[ends[:, 1]])
    assert found == pytest.approx(osmnx.stats.circuity_avg(graph))


def test_circuity_of_streets_goes_from_junction_to_junction() -> None:
    import networkx
    import osmnx

    # Two ways round a bend between the same junctions, a straight street in two pieces, a dead end with a corner.
    network = streets(
        [0, 100, 100, 200, 300, 0, 0, -80, 400], [0, 0, 90, 0, 0, 120, 240, 240, 10],
        [(0, 1), (1, 2), (2, 3), (1, 3), (4, 3), (0, 5), (5, 6), (6, 7), (3, 6), (4, 8), (0, 8)],
    )  # fmt: skip
    graph = networkx.MultiDiGraph(crs=network.crs)
    graph.add_nodes_from((node, {"x": network.x[node], "y": network.y[node]}) for node in range(network.nodes_n))
    for u, v, metres in zip(network.link_u.tolist(), network.link_v.tolist(), network.link_length_m, strict=True):
        graph.add_edge(u, v, length=metres, osmid=1)
        graph.add_edge(v, u, length=metres, osmid=1)
    simple = osmnx.convert.to_undirected(osmnx.simplification.simplify_graph(graph))
    found = network_circuity(network, build_graph(network))
    assert found == pytest.approx(osmnx.stats.circuity_avg(simple))
    assert found > 1.1


@pytest.mark.parametrize(
    "make",
    [lambda: mean_to_nearest([[1]], 0), lambda: proximity_time({}), lambda: detour_by_band([1], [1, 2]),
     lambda: proximity_time({"a": [[1]], "b": [[1], [2]]})],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(make) -> None:
    with pytest.raises(UsageError):
        make()
