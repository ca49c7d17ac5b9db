"""A ward against the rest of the town: the rest computed without the ward, and what the naive error would have been."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from analysis.survey import against_rest, between, is_apart, weighted_town
from analysis.survey.differences import OVERLAP_P
from analysis.survey.intervals import Z95


@st.composite
def towns(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n = draw(st.integers(2, 12))
    numbers = [draw(st.lists(st.floats(*ends), min_size=n, max_size=n)) for ends in ((0, 100), (0.5, 9), (100, 20_000))]
    return np.array(numbers[0]), np.array(numbers[1]), np.array(numbers[2])


@given(towns())
def test_the_rest_is_the_mean_of_the_other_wards(town: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    from statsmodels.stats.weightstats import DescrStatsW

    values, errors, weights = town
    found = against_rest(values, errors, weights)
    for ward in range(len(values)):
        others = np.arange(len(values)) != ward
        share = weights[others] / weights[others].sum()
        rest = DescrStatsW(values[others], weights=weights[others]).mean
        error = np.hypot(errors[ward], np.sqrt((share**2 * errors[others] ** 2).sum()))
        assert found.rest[ward] == pytest.approx(rest, abs=1e-7)
        assert found.value[ward] == pytest.approx(values[ward] - rest, abs=1e-7)
        assert found.high[ward] - found.low[ward] == pytest.approx(2 * Z95 * error, rel=1e-7)
        assert found.p[ward] == pytest.approx(2 * norm.sf(abs(values[ward] - rest) / error), abs=1e-7)


def test_the_town_that_a_table_gives_leads_to_the_same() -> None:
    values, errors, weights = np.array([20.0, 30, 40]), np.array([2.0, 3, 4]), np.array([1.0, 2, 1])
    own, town = against_rest(values, errors, weights), weighted_town(values, errors, weights)
    given_town = against_rest(values, errors, weights, town=town.value, town_error=town.error)
    assert given_town.value == pytest.approx(own.value)
    assert given_town.p == pytest.approx(own.p)
    assert town.value == 30
    assert town.known_share == 1


def test_with_eight_wards_alike_the_naive_error_is_13_per_cent_too_large() -> None:
    values, errors, weights = np.arange(8.0), np.full(8, 2.0), np.ones(8)
    town = weighted_town(values, errors, weights)
    found = against_rest(values, errors, weights)
    true = (found.high - found.low)[0] / (2 * Z95) * (1 - 1 / 8)  # of ward minus town
    assert np.hypot(2.0, town.error) / true == pytest.approx(1.134, abs=0.001)


def test_a_town_cannot_be_surer_than_its_wards_allow() -> None:
    """A published error of the town that is too small for its own wards leaves the ward's own."""
    found = against_rest(np.array([10.0, 30]), np.array([5.0, 5]), np.array([9.0, 1]), town=12, town_error=0.1)
    assert (found.high - found.low)[0] / (2 * Z95) == pytest.approx(5.0)


def test_what_is_not_known_is_not_judged() -> None:
    found = against_rest(np.array([10.0, np.nan, 30]), np.array([1.0, 1, np.nan]), np.array([1.0, 1, 1]))
    assert np.isnan(found.p).all(), "the rest has no error where one of its wards has none"
    assert found.value[0] == -20
    assert np.isnan(found.value[1])
    assert np.isnan(against_rest(np.array([10.0]), np.array([1.0]), np.array([5.0])).value[0]), "no rest"
    town = weighted_town(np.array([10.0, np.nan]), np.array([1.0, 1]), np.array([300.0, 100]))
    assert (town.value, town.known_share) == (10.0, 0.75)
    assert np.isnan(weighted_town(np.array([np.nan]), np.array([1.0]), np.array([1.0])).value)


def test_intervals_of_equal_errors_that_just_part_ask_for_p_below_0_006() -> None:
    error, value = 2.0, 2 * Z95 * 2.0
    found = between(np.array([0.0]), np.array([error]), np.array([value]), np.array([error]))
    assert round(float(found.p[0]), 4) == OVERLAP_P
    assert not is_apart(np.array([0.0]), np.array([10.0]), 10.0, 12.0)[0], "limits that touch overlap"
    assert is_apart(np.array([0.0, 13.0]), np.array([9.9, 15.0]), 10.0, 12.0).all()
    assert not is_apart(np.array([np.nan]), np.array([9.0]), 10.0, 12.0)[0]


def test_two_years_differ_as_two_samples_do() -> None:
    from statsmodels.stats.weightstats import ztest

    draw = np.random.default_rng(5)
    one, two = draw.normal(20, 5, 400), draw.normal(21, 5, 300)
    errors = [np.array([sample.std(ddof=1) / np.sqrt(len(sample))]) for sample in (one, two)]
    found = between(np.array([one.mean()]), errors[0], np.array([two.mean()]), errors[1])
    assert found.p[0] == pytest.approx(ztest(two, one, usevar="unequal")[1], rel=1e-9)
    assert found.low[0] < two.mean() - one.mean() < found.high[0]
