"""Two editions side by side: what changed, for how many people, and what stays unknown."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import change_threshold, changes, compared_measures, summarise_changes
from analysis.registry.table import measures
from geo.errors import UsageError

REGISTRY = measures([("pharmacy", "Pharmacy")])
CENTRE, REACH = "centre_min_am", "city_reach_45min_share_am"


def edition(
    centre: list[float], reach: list[float], *, cells: str = "abcd", weight=(100, 200, 400, 800)
) -> pd.DataFrame:
    rows_n = len(centre)
    return pd.DataFrame(
        {"cell": list(cells)[:rows_n], "weight_n": list(weight)[:rows_n], CENTRE: centre, REACH: reach, "lat": 51.5}
    )


def test_changes_and_people_by_hand() -> None:
    before = edition([30, 30, 30, np.nan], [0.2, 0.2, 0.2, np.nan])
    after = edition([25, 30.5, 31, 12], [0.2, 0.25, 0.19, 0.5])
    long = changes(before, after, REGISTRY)
    assert long.columns.tolist() == ["cell", "measure", "before", "after", "change", "people_n"]
    centre = long[long["measure"] == CENTRE].set_index("cell")
    assert centre["change"].tolist() == pytest.approx([-5, 0.5, 1, np.nan], nan_ok=True)
    row = summarise_changes(long, REGISTRY).loc[CENTRE]
    # Half a minute is no change, a whole one is; d was not known before.
    assert row[["gaining_n", "losing_n", "unchanged_n", "unknown_n"]].tolist() == [100, 400, 200, 800]
    assert row["before_mean"] == 30
    assert row["after_mean"] == pytest.approx((100 * 25 + 200 * 30.5 + 400 * 31) / 700)
    reach = summarise_changes(long, REGISTRY).loc[REACH]
    assert reach[["gaining_n", "losing_n", "unchanged_n", "unknown_n"]].tolist() == [200, 400, 100, 800]


def test_a_new_way_to_the_centre_is_a_gain_and_a_lost_one_a_loss() -> None:
    before = edition([np.nan, 40, np.nan], [0.1, 0.2, 0.1])
    after = edition([35, np.nan, np.nan], [0.1, 0.2, 0.1])
    long = changes(before, after, REGISTRY, measures=[CENTRE])
    assert long["change"].tolist() == [-np.inf, np.inf, 0]
    row = summarise_changes(long, REGISTRY).loc[CENTRE]
    counted = ["gaining_n", "losing_n", "unchanged_n", "unknown_n", "newly_n", "no_longer_n"]
    assert row[counted].tolist() == [100, 200, 400, 0, 100, 200]
    assert np.isnan(row["before_mean"])


def test_rows_are_matched_by_id_and_lone_ones_are_not_known() -> None:
    before = edition([30, 20], [0.1, 0.2], cells="ab")
    after = edition([21, 9], [0.2, 0.3], cells="bc", weight=(7, 5))
    found = changes(before, after, REGISTRY, measures=[CENTRE]).set_index("cell")
    assert found["change"].to_dict() == pytest.approx({"b": 1, "c": np.nan, "a": np.nan}, nan_ok=True)
    assert found["people_n"].to_dict() == {"b": 7, "c": 5, "a": 100}


def test_areas_and_columns_outside_the_registry() -> None:
    before = pd.DataFrame({"area_id": ["W1", "W2"], "weight_n": [1.0, 3.0], "own_score": [40.0, 60.0]})
    after = before.assign(own_score=[45.0, 59.5])
    long = changes(before, after, REGISTRY, key="area_id", measures=["own_score"])
    row = summarise_changes(long, REGISTRY, better={"own_score": "higher"}).loc["own_score"]
    assert row[["gaining_n", "losing_n", "unchanged_n"]].tolist() == [1, 0, 3]
    assert row["change_mean"] == pytest.approx((5 - 1.5) / 4)
    undirected = summarise_changes(long, REGISTRY).loc["own_score"]
    assert np.isnan(undirected["gaining_n"])
    finer = summarise_changes(long, REGISTRY, better={"own_score": "higher"}, thresholds={"own_score": 0.5})
    assert finer.loc["own_score", "losing_n"] == 3


def test_the_measures_compared_are_those_of_the_two_levels_that_both_have() -> None:
    before, after = edition([1.0], [0.1]), edition([1.0], [0.1]).drop(columns=REACH)
    assert compared_measures(before, after, REGISTRY) == [CENTRE]
    assert change_threshold(REGISTRY[CENTRE]) == 1
    assert change_threshold(REGISTRY[REACH]) == 0.01
    numeric = [m for m in REGISTRY.values() if m.level != "base" and not m.is_text]
    assert all(change_threshold(measure) > 1e-6 for measure in numeric)


def test_what_cannot_be_matched_is_refused() -> None:
    good = edition([1.0, 2.0], [0.1, 0.2])
    with pytest.raises(UsageError, match="more than once"):
        changes(good, good.assign(cell="a"), REGISTRY)
    with pytest.raises(UsageError, match="compared by"):
        changes(good, good, REGISTRY, key="lat")
    with pytest.raises(UsageError, match="no column"):
        changes(good, good.drop(columns="weight_n"), REGISTRY)


numbers = st.lists(st.one_of(st.none(), st.integers(0, 60)), min_size=4, max_size=4)


@settings(deadline=None, max_examples=40)
@given(numbers, numbers)
def test_everybody_is_counted_once_and_the_other_way_round_gains_are_losses(was, now) -> None:
    before, after = (
        edition([np.nan if v is None else v for v in values], [0.1, 0.1, np.nan, 0.1]) for values in (was, now)
    )
    there = summarise_changes(changes(before, after, REGISTRY), REGISTRY).loc[CENTRE]
    back = summarise_changes(changes(after, before, REGISTRY), REGISTRY).loc[CENTRE]
    assert there[["gaining_n", "losing_n", "unchanged_n", "unknown_n"]].sum() == 1500
    assert (there["gaining_n"], there["losing_n"]) == (back["losing_n"], back["gaining_n"])
    same = summarise_changes(changes(after, after, REGISTRY), REGISTRY).loc[CENTRE]
    assert (same["gaining_n"], same["losing_n"]) == (0, 0)
