"""Percentiles of travel time: the rule of R5 (docs/definitions.md#percentiles)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.transit.search.kernel import NEVER, TILE, choose_ranks
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
    ranks = np.unique(percentile_indices(sorted(percentiles), len(seconds)))
    values = np.array([NEVER if value < 0 else value for value in seconds], np.int32)
    chosen = np.empty((1, len(ranks)), np.int32)
    too_far = np.array([NEVER], np.int32)
    tile = np.empty((TILE, len(values)), np.int32)
    choose_ranks(len(values), 1, values[:, None].copy(), too_far, 0, 0, len(ranks), ranks, 7200, tile, chosen)
    ordered = np.sort(values)[ranks]
    assert chosen[0].tolist() == np.where(ordered == NEVER, -1, ordered).tolist()
