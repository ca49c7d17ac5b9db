"""Percentiles of travel time: the rule of R5 (docs/definitions.md#percentiles)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.transit.search.goal_kernel import LANES, choose_ranks
from analysis.transit.search.kernel import NEVER
from analysis.transit.search.percentiles import percentile_indices, percentiles_of
from geo.errors import UsageError

WORKED = [12, 14, 15, 15, 18, 20, 22, 25, 30, 45]


def test_worked_example():
    assert percentiles_of(WORKED, (5, 25, 50, 75, 95)).tolist() == [12, 15, 18, 25, 45]


def test_unreachable_minutes_sort_last():
    assert percentiles_of([10, -1, 20, -1], (25, 50, 51, 100)).tolist() == [10, 20, -1, -1]
    assert percentiles_of([[10, -1, -1], [5, 6, 7]], (50,)).tolist() == [[-1], [6]]


def test_whole_shares_are_not_rounded_up():
    assert percentile_indices((7, 0, 100, 12.5), 100).tolist() == [6, 0, 99, 12]
    assert percentile_indices((28, 56, 57), 100).tolist() == [27, 55, 56]


@pytest.mark.parametrize(("percentiles", "departures_n"), [((), 10), ((101,), 10), ((-1,), 10), ((50,), 0)])
def test_what_cannot_be_used_is_refused(percentiles, departures_n):
    with pytest.raises(UsageError):
        percentile_indices(percentiles, departures_n)


@settings(deadline=None)
@given(st.lists(st.integers(-1, 7200), min_size=1, max_size=150), st.sets(st.integers(0, 100), min_size=1))
def test_selection_in_the_engine_equals_sorting(seconds, percentiles):
    ranks, n = np.unique(percentile_indices(sorted(percentiles), len(seconds))), len(seconds)
    values = np.array([NEVER if value < 0 else value for value in seconds])
    # What is reached by a walk from one stop; from another, and all the way on foot, it takes too long.
    walk_s, width = 600, -(-n // LANES) * LANES
    times = np.full((2, width), 7201, np.uint16)
    times[1, :n] = np.minimum(np.maximum(values - walk_s, 0), 7201)
    values = np.maximum(values, walk_s)
    chosen, of_goal = np.empty((1, len(ranks)), np.int32), np.empty(width, np.uint16)
    choose_ranks(
        n, width, 1, 7200, np.array([0, 0], np.int32), times, np.array([0, 2]), np.array([0, 1], np.int32),
        np.array([5, walk_s], np.uint16), np.array([NEVER], np.int32), len(ranks), ranks, of_goal, chosen,
    )  # fmt: skip
    ordered = np.sort(values)[ranks]
    assert chosen[0].tolist() == np.where(ordered > 7200, -1, ordered).tolist()
