"""Inequality: worked values of docs/definitions.md#inequality, slow definitions, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.opportunities.inequality import (
    concentration_index,
    fgt,
    gini,
    inequality_by_group,
    palma,
    segregation,
    theil,
    theil_between,
)
from geo.errors import UsageError

ACCESS, PEOPLE = [100, 200, 400], [500, 300, 200]


# --- worked values ---------------------------------------------------------------------------------------------------


def test_the_worked_values() -> None:
    # docs/definitions.md#inequality: mean 190, Gini .30, Theil .160738; FGT z=200 (strict <): .5, .25, .125
    row = inequality_by_group(ACCESS, PEOPLE, ["a", "a", "a"], line=200).iloc[-1]
    assert row["mean"] == pytest.approx(190)
    assert row["gini"] == pytest.approx(0.30)
    assert row["theil"] == pytest.approx(0.160738, abs=5e-7)
    assert tuple(row[["below_share", "gap", "gap_squared"]]) == pytest.approx((0.5, 0.25, 0.125))


def test_palma_splits_the_place_where_the_limit_falls() -> None:
    # The worst-off 400 of 1,000 have 100 each, the best-off 100 have 400 each.
    assert palma(ACCESS, PEOPLE) == pytest.approx(4)
    # Ten people of ten incomes: the mean of the richest over the mean of the four poorest.
    reached = [5, 1, 2, 4, 9, 9, 9, 9, 9, 30]
    assert palma(reached, np.ones(10), by=range(10)) == pytest.approx(30 / 3)
    # By what is reached itself: the poorest four have 1, 2, 4 and 5.
    assert palma(reached, np.ones(10)) == pytest.approx(30 / 3)
    assert palma(reached, np.ones(10), by=[-n for n in range(10)]) == pytest.approx(5 / ((30 + 27) / 4))


def test_the_concentration_index_says_who_has_more() -> None:
    income = [1, 2, 3, 4]
    assert concentration_index([0, 0, 0, 8], np.ones(4), income) == pytest.approx(0.75)
    assert concentration_index([8, 0, 0, 0], np.ones(4), income) == pytest.approx(-0.75)
    assert concentration_index([2, 2, 2, 2], np.ones(4), income) == pytest.approx(0)
    # People alike in income are not told apart.
    assert concentration_index([0, 8], np.ones(2), [1, 1]) == pytest.approx(0)


def test_residential_segregation() -> None:
    # docs/definitions.md#segregation
    assert segregation([80, 10, 10], [100, 100, 100]) == pytest.approx((0.7, 0.66, 0.34, 0.49))
    assert np.isnan(segregation([0, 0], [100, 0])).all()


def test_between_and_within_add_up() -> None:
    value, weight, group = np.array([1.0, 3, 5, 9, 2]), np.array([2.0, 1, 1, 3, 2]), np.array(list("aabbb"))
    total, mean = weight.sum(), np.dot(weight, value) / weight.sum()
    within = sum(
        weight[own].sum() / total * np.average(value[own], weights=weight[own]) / mean * theil(value[own], weight[own])
        for own in (group == "a", group == "b")
    )
    assert theil_between(value, weight, group) + within == pytest.approx(theil(value, weight))


def test_groups_keep_to_themselves_and_unknown_places_are_left_out() -> None:
    found = inequality_by_group([1, 3, np.nan, 7, 5], [1, 1, 1, 2, 0], ["north", "north", "north", "south", None])
    assert found["group"].tolist() == ["north", "south", "all"]
    assert found["weight_n"].tolist() == [2, 2, 4]
    assert found["mean"].tolist() == [2, 7, 4.5]
    assert found["gini"].tolist()[:2] == pytest.approx([0.25, 0])
    assert found["gap"].isna().all()


def test_where_there_is_nothing_it_is_not_known() -> None:
    assert np.isnan([gini([], []), gini([0, 0], [1, 1]), theil([0], [1]), palma([0, 0], [1, 1])]).all()
    assert np.isnan(fgt([np.nan], [1], 10)).all()


@pytest.mark.parametrize("make", [lambda: gini([1, -1], [1, 1]), lambda: gini([1], [1, 1]), lambda: fgt([1], [1], 0)])
def test_what_makes_no_sense_is_refused(make) -> None:
    with pytest.raises(UsageError):
        make()


# --- what always holds -----------------------------------------------------------------------------------------------

people = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), min_size=1, max_size=12).filter(
    lambda rows: sum(value for value, _ in rows) > 0
)


def columns(rows: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    value, weight = np.array(rows, float).T
    return value, weight


@settings(deadline=None)
@given(people)
def test_gini_equals_its_double_sum_and_the_concentration_by_itself(rows) -> None:
    value, weight = columns(rows)
    pairs = np.abs(value[:, None] - value[None, :]) * weight[:, None] * weight[None, :]
    slow = pairs.sum() / (2 * weight.sum() * np.dot(weight, value))
    assert gini(value, weight) == pytest.approx(slow, abs=1e-12)
    assert concentration_index(value, weight, value) == pytest.approx(slow, abs=1e-12)


@settings(deadline=None)
@given(people, st.sampled_from([0.01, 3.0, 1000.0]), st.sampled_from([0.5, 7.0]))
def test_units_and_the_number_of_people_do_not_matter(rows, unit: float, more: float) -> None:
    value, weight = columns(rows)
    for index in (gini, theil, palma):
        found = index(value, weight)
        assert index(value * unit, weight) == pytest.approx(found, nan_ok=True, abs=1e-9)
        assert index(value, weight * more) == pytest.approx(found, nan_ok=True, abs=1e-9)
    assert fgt(value * unit, weight * more, 20 * unit) == pytest.approx(fgt(value, weight, 20), abs=1e-9)


@settings(deadline=None)
@given(people)
def test_splitting_a_place_changes_nothing(rows) -> None:
    value, weight = columns(rows)
    split_value, split_weight = np.repeat(value, 2), np.repeat(weight, 2) * np.tile([0.25, 0.75], len(value))
    for index in (gini, theil, palma):
        assert index(split_value, split_weight) == pytest.approx(index(value, weight), nan_ok=True, abs=1e-9)


@settings(deadline=None)
@given(st.lists(st.integers(1, 50), min_size=2, max_size=10), st.data())
def test_giving_from_one_who_has_more_to_one_who_has_less_lowers_inequality(values: list[int], data) -> None:
    value = np.sort(np.array(values, float))
    low, high = 0, len(value) - 1
    gift = data.draw(st.floats(0, (value[high] - value[low]) / 2))
    after = value.copy()
    after[low] += gift
    after[high] -= gift
    for index in (gini, theil):
        assert index(after, np.ones(len(value))) <= index(value, np.ones(len(value))) + 1e-12
