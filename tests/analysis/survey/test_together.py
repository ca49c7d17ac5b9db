"""Rank correlation with its permutation test, the false discovery rate and who is out of line; libraries as oracles."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control, permutation_test, rankdata, spearmanr

from analysis.survey import adjusted, beside, out_of_line
from analysis.survey.together import _orders

few = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=5, max_size=6)


@settings(max_examples=25, deadline=None)
@given(few)
def test_for_few_wards_every_order_is_looked_at_as_in_scipy(pairs: list[tuple[int, int]]) -> None:
    one, two = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    found = beside(one, [two])[0]
    if len(set(one)) == 1 or len(set(two)) == 1:
        assert np.isnan(found.rho)
        assert np.isnan(found.p)
        return

    def rho(values: np.ndarray) -> float:
        return float(spearmanr(values, two).statistic)

    exact = permutation_test((one,), rho, permutation_type="pairings", n_resamples=np.inf)
    twice = np.mean(np.abs(exact.null_distribution) >= abs(exact.statistic) - 1e-9)  # scipy doubles the smaller tail
    assert found.rho == pytest.approx(exact.statistic, abs=1e-9)
    assert found.p == pytest.approx(twice)
    assert found.is_exact
    assert found.n == len(pairs)


def test_for_many_wards_the_drawn_orders_are_near_the_known_distribution() -> None:
    draw = np.random.default_rng(1)
    one = draw.normal(size=34)
    for strength in (0.0, 0.3, 0.6):
        two = strength * one + draw.normal(size=34)
        found, known = beside(one, [two])[0], spearmanr(one, two)
        assert found.rho == pytest.approx(known.statistic, abs=1e-12)
        assert found.p == pytest.approx(known.pvalue, abs=0.015)
        assert not found.is_exact
        assert found.p >= 1 / 10_000


@pytest.mark.parametrize("digits", [9, 0])
def test_it_is_the_same_each_time_and_for_each_pair_by_itself(digits: int) -> None:
    draw = np.random.default_rng(2)
    one, others = draw.normal(size=20).round(digits), list(draw.normal(size=(4, 20)).round(digits))
    others[2][5] = np.nan
    together = beside(one, others)
    assert [one.n for one in together] == [20, 20, 19, 20]
    alone = [beside(one, [other])[0] for other in others]
    assert [one.p for one in together] == [one.p for one in alone]
    assert [one.rho for one in together] == pytest.approx([one.rho for one in alone])


@pytest.mark.parametrize("values_n", [400, 12, 3])
def test_equal_values_and_the_order_of_wards_are_told_as_by_a_plain_count(values_n: int) -> None:
    draw = np.random.default_rng(values_n)
    one, two = draw.integers(0, values_n, size=(2, 60)).astype(float)
    two[:5] = np.nan
    known = np.isfinite(two)
    found, turned = beside(one, [two])[0], beside(one[::-1], [two[::-1]])[0]
    ranks = [rankdata(values[known]) for values in (one, two)]
    shuffled = draw.permuted(np.tile(ranks[0] - ranks[0].mean(), (20_000, 1)), axis=1)
    plain = np.mean(np.abs(shuffled @ (ranks[1] - ranks[1].mean())) >= abs(
        (ranks[0] - ranks[0].mean()) @ ranks[1]) - 1e-6)  # fmt: skip
    assert found.rho == pytest.approx(spearmanr(one[known], two[known]).statistic)
    assert found.p == pytest.approx(plain, abs=0.02)
    assert (found.rho, found.p) == (turned.rho, turned.p)


def test_many_pairs_with_holes_of_their_own_and_equal_values_are_each_as_by_itself() -> None:
    draw = np.random.default_rng(5)
    one, others = draw.integers(0, 12, 60).astype(float), draw.integers(0, 12, (40, 60)).astype(float)
    others[draw.random(others.shape) < 0.03] = np.nan
    together = beside(one, list(others))
    assert len({pair.n for pair in together}) > 2
    assert together == [beside(one, [other])[0] for other in others]


@pytest.mark.parametrize(("wards_n", "values_n", "pairs_n"), [(60, 12, 30), (200, 40, 4), (400, 4000, 2), (400, 30, 2)])
def test_each_order_is_counted_as_sums_of_whole_numbers_have_it(wards_n: int, values_n: int, pairs_n: int) -> None:
    """Near sums decide most orders, in numbers that round above 360 wards; the count is that without them."""
    draw = np.random.default_rng(wards_n + values_n)
    one = draw.integers(0, values_n, wards_n).astype(float)
    others = draw.integers(0, values_n, (pairs_n, wards_n)) + one * draw.choice([0.0, 0.1, 0.2], (pairs_n, 1))
    others[draw.random(others.shape) < 0.02] = np.nan
    for other, found in zip(others, beside(one, list(others)), strict=True):
        known = np.isfinite(other)
        own, beside_it = (np.rint(2 * rankdata(values[known])).astype(np.int64) for values in (one, other))
        own, beside_it = own - (found.n + 1), beside_it - (found.n + 1)
        place = np.lexsort((beside_it, own))
        sums = own[place][_orders(found.n).astype(np.int64)] @ beside_it[place]
        assert found.p == (1 + np.count_nonzero(np.abs(sums) >= abs(own @ beside_it))) / 10_000


def test_nothing_beside_it_is_nothing() -> None:
    assert beside(np.arange(9.0), []) == []


def test_four_wards_are_too_few() -> None:
    found = beside(np.arange(5.0), [np.array([1, 2, 3, 4, np.nan])])[0]
    assert found.n == 4
    assert np.isnan(found.p)
    assert out_of_line(np.arange(4.0), np.arange(4.0)[::-1]) == ([], [])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_the_false_discovery_rate_is_that_of_scipy_and_statsmodels(p: list[float]) -> None:
    from statsmodels.stats.multitest import multipletests

    found = adjusted(np.array([*p, np.nan]))
    assert found[:-1] == pytest.approx(false_discovery_control(p))
    assert found[:-1] == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert np.isnan(found[-1])


def test_the_ward_that_says_good_where_it_is_poor_is_found() -> None:
    possible = np.arange(10.0)
    said = possible.copy()
    said[1], said[8] = 9.5, -0.5  # good where it is poor, poor where it is good
    high, low = out_of_line(said, possible)
    assert [one.row for one in high] == [1]
    assert [one.row for one in low] == [8]
    assert high[0].residual > 0 > low[0].residual
    said[3] = np.nan
    assert out_of_line(said, possible)[0][0].row == 1


@given(st.lists(st.tuples(st.floats(0, 99), st.floats(0, 99)), min_size=5, max_size=30))
def test_who_is_out_of_line_lies_on_opposite_sides_of_the_middle(pairs: list[tuple[float, float]]) -> None:
    said, possible = (np.array(one) for one in zip(*pairs, strict=True))
    high, low = out_of_line(said, possible)
    for one in high:
        assert (said > said[one.row]).sum() < (said < said[one.row]).sum()
        assert (possible < possible[one.row]).sum() < (possible > possible[one.row]).sum()
    other_low, other_high = out_of_line(-said, -possible)
    assert {one.row for one in high} == {one.row for one in other_high}, "turned round, they change sides"
    assert {one.row for one in low} == {one.row for one in other_low}
