"""What a survey says of an area that people use: pooled from whole wards with n and interval, else why not."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from everyday.survey import judged_table, ward_words
from tests.everyday.survey.making import asked, named_ground, rows, survey, town_row

PEOPLE = [1000.0, 3000, 2000, 4000]
VALUES, ERRORS, N = [40.0, 20, 25, 10], [4.0, 2, 3, 2], [100.0, 200, 120, 250]
NORTH = named_ground("AU-1", "North", {"E0": 1.0, "E1": 1.0})
CUT = named_ground("AU-2", "Estate", {"E0": 1.0, "E2": 0.4})


def test_the_pooled_value_its_interval_and_n_by_hand() -> None:
    found = survey([rows(VALUES, se=ERRORS, n=N)], people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    row = found.ward("AU-1")
    assert row is not None
    value, error = (1 * 40 + 3 * 20) / 4, math.hypot(1 * 4, 3 * 2) / 4
    assert (row["value"], row["n"]) == (pytest.approx(value), 300)
    assert (row["low"], row["high"]) == (
        pytest.approx(value - 1.959964 * error),
        pytest.approx(value + 1.959964 * error),
    )
    # The rest are the two other wards, which nobody of the area answered for: two independent samples.
    rest, rest_error = (2 * 25 + 4 * 10) / 6, math.hypot(2 * 3, 4 * 2) / 6
    assert row["rest"] == pytest.approx(rest)
    spread = (row["difference_high"] - row["difference_low"]) / (2 * 1.959964)
    assert spread == pytest.approx(math.hypot(error, rest_error), rel=1e-6)
    assert row["verdict"] == "worse"
    assert ward_words(found, row).startswith("North: 25 % (21 to 29 %; 300 answers).")


def test_the_error_of_the_pooled_value_is_that_of_many_samples() -> None:
    """An oracle that knows no formula: a population is asked again and again, ward by ward."""
    random, share, n = np.random.default_rng(7), np.array([0.4, 0.2]), np.array([100, 200])
    pooled = (random.binomial(n, share, size=(40_000, 2)) / n) @ np.array([0.25, 0.75])
    errors = (100 * np.sqrt(share * (1 - share) / n)).tolist()
    found = survey([rows(VALUES, se=[*errors, 3, 2], n=N)], people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    row = found.ward("AU-1")
    assert row is not None
    assert row["error"] == pytest.approx(100 * pooled.std(), rel=0.02)


def test_wards_are_judged_counted_and_ranked_without_it() -> None:
    plain = survey([rows(VALUES, se=ERRORS, n=N)], people=PEOPLE).judged("home")
    beside = survey([rows(VALUES, se=ERRORS, n=N)], people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    pd.testing.assert_frame_equal(plain.wards, beside.wards)
    assert (plain.judged_n, plain.town) == (beside.judged_n, beside.town)
    assert len(judged_table(beside)) == len(judged_table(plain)) == 5


def test_an_area_that_cuts_a_ward_has_no_value_and_names_it() -> None:
    found = survey([rows(VALUES, se=ERRORS)], people=PEOPLE, named={"AU-2": CUT}).judged("home")
    row = found.ward("AU-2")
    assert row is not None
    assert math.isnan(row["value"])
    assert ward_words(found, row) == "Estate: not available: the area cuts Crook."


def test_a_ward_without_a_value_leaves_the_area_without_one() -> None:
    table = rows([40.0, math.nan, 25, 10], se=ERRORS, n=N).assign(mark=["", "c", "", ""])
    found = survey([table], people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    row = found.ward("AU-1")
    assert row is not None
    assert ward_words(found, row) == "North: not available: Bells has no value."


def test_limits_alone_pool_and_are_judged_by_the_cautious_rule() -> None:
    low, high = [34.0, 17, 20, 7], [46.0, 23, 30, 13]
    table = [rows([40.0, 20, 25, 10], low=low, high=high), town_row(19, low=17, high=21)]
    found = survey(table, people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    row = found.ward("AU-1")
    assert row is not None
    assert found.rule == "limits"
    assert row["high"] - row["low"] == pytest.approx(math.hypot(1 * 12, 3 * 6) / 4)
    assert row["verdict"] == "worse"
    assert row["rest"] == 19


def test_open_answers_pool_without_interval_or_verdict_and_ranks_do_not() -> None:
    found = survey([rows(VALUES, n=N)], asked(sampling="open"), people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    row = found.ward("AU-1")
    assert row is not None
    assert (row["value"], row["verdict"]) == (25, "")
    assert math.isnan(row["low"])
    ranks = survey([rows([1.0, 2, 3, 4])], asked(unit="rank"), people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    other = ranks.ward("AU-1")
    assert other is not None
    assert "no number of the whole" in ward_words(ranks, other)


def test_counts_add_up_and_a_suppressed_one_makes_a_range() -> None:
    counts = asked(unit="count", kind="statistics", sampling="")
    whole = survey([rows([10.0, 20, 30, 40])], counts, people=PEOPLE, named={"AU-1": NORTH}).judged("home")
    assert whole.ward("AU-1")["value"] == 30  # type: ignore[index]
    table = rows(
        [10.0, math.nan, 30, 40], low=[math.nan, 5, math.nan, math.nan], high=[math.nan, 13, math.nan, math.nan]
    )
    found = survey([table.assign(mark=["", "range", "", ""])], counts, people=PEOPLE, named={"AU-1": NORTH}).judged(
        "home"
    )
    row, ward = found.ward("AU-1"), found.ward("E1")
    assert row is not None
    assert ward is not None
    assert math.isnan(row["value"])
    assert (row["low"], row["high"]) == (15, 23)
    assert ward_words(found, ward) == "Bells: 5 to 13 (a sum that holds suppressed counts, from least to most)."
    taken = judged_table(found).set_index("area")
    assert taken.loc["Bells", ["least (count)", "most (count)"]].tolist() == [5, 13]
    assert math.isnan(taken.loc["Bells", "value (count)"])
