"""Errors and limits of a survey's values: worked values, two libraries as oracles, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, norm

from analysis.survey import design_effect, error_from_limits, limits_from_error, wilson_error, wilson_interval
from analysis.survey.intervals import Z95

counts = st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_the_worked_value() -> None:
    """docs/definitions.md#survey-estimates: 62 % of 85."""
    low, high = wilson_interval(np.array([0.62]), np.array([85]))
    assert (round(float(low[0]), 4), round(float(high[0]), 4)) == (0.5137, 0.7159)
    assert norm.ppf(0.975) == Z95


@given(counts)
def test_wilson_is_that_of_scipy_and_of_statsmodels(count: tuple[int, int]) -> None:
    from statsmodels.stats.proportion import proportion_confint

    yes, n = count
    low, high = wilson_interval(np.array([yes / n]), np.array([n]))
    by_scipy = binomtest(yes, n).proportion_ci(method="wilson")
    by_statsmodels = proportion_confint(yes, n, method="wilson")
    assert (low[0], high[0]) == pytest.approx((by_scipy.low, by_scipy.high), abs=1e-12)
    assert (low[0], high[0]) == pytest.approx(by_statsmodels, abs=1e-9)
    assert 0 <= low[0] <= yes / n <= high[0] <= 1
    assert high[0] > low[0], "a sample is never sure, not even where everybody said so"
    assert 2 * Z95 * wilson_error(np.array([yes / n]), np.array([n]))[0] == pytest.approx(high[0] - low[0], abs=1e-12)


def test_without_answers_nothing_is_known() -> None:
    low, high = wilson_interval(np.array([0.5, np.nan, 0.0]), np.array([0, 10, np.nan]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@given(st.floats(0, 100), st.floats(0.01, 40))
def test_limits_give_back_their_error(value: float, error: float) -> None:
    """Also where one of them was cut off at the end of the scale."""
    low, high = limits_from_error(np.array([value]), np.array([error]), floor=0, ceiling=100)
    found = error_from_limits(np.array([value]), low, high, floor=0, ceiling=100)[0]
    if low[0] == 0 and high[0] == 100:
        assert np.isnan(found), "an interval that says everything is possible says nothing of its error"
    else:
        assert found == pytest.approx(error, rel=1e-9)


def test_half_an_interval_is_none() -> None:
    assert np.isnan(error_from_limits(np.array([5.0]), np.array([np.nan]), np.array([9.0]))[0])
    assert np.isnan(error_from_limits(np.array([5.0]), np.array([9.0]), np.array([3.0]))[0])


def test_the_design_effect_is_the_variance_over_that_of_a_simple_sample() -> None:
    simple = np.sqrt(0.3 * 0.7 / 200)
    found = design_effect(np.array([0.3, 0.3, 0.0]), np.array([simple, 1.2 * simple, 0.0]), np.array([200.0] * 3))
    assert found[:2] == pytest.approx([1.0, 1.44])
    assert np.isnan(found[2])
