"""Years that can be compared, places of a ranking that can be told apart, and when a trend may be spoken of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import linregress

from analysis.survey import rank_ranges, read_breaks, stretches, trend_of, year_span
from analysis.survey.series import independent_years

FIVE = ["2019/20", "2020/21", "2021/22", "2022/23", "2023/24"]


@pytest.mark.parametrize(("label", "span"), [
    ("2024", (2024, 2024)), ("2023/24", (2023, 2023)), ("2023-24", (2023, 2023)), ("1999/00", (1999, 1999)),
    ("2019-21", (2019, 2021)), ("2019 to 2020", (2019, 2020)), ("FY2023/24", (2023, 2023)),
])  # fmt: skip
def test_a_label_covers_its_years(label: str, span: tuple[int, int]) -> None:
    assert year_span(label) == span


def test_what_is_no_year_is_refused() -> None:
    with pytest.raises(ValueError, match="no year"):
        year_span("wave 3")


def test_a_break_parts_the_years() -> None:
    breaks = read_breaks("2020/21: asked online; 2022/23: other wording: buses only")
    assert breaks == {"2020/21": "asked online", "2022/23": "other wording: buses only"}
    assert stretches(FIVE[::-1], breaks) == [FIVE[:2], FIVE[2:4], FIVE[4:]]
    assert stretches(FIVE, read_breaks("")) == [FIVE]


def test_pooled_years_that_share_answers_count_once() -> None:
    assert independent_years(["2019-21", "2020-22", "2021-23", "2022-24"]) == ["2019-21", "2022-24"]
    assert trend_of(["2015-17", "2016-18", "2017-19", "2018-20", "2019-21"], [1, 2, 3, 4, 5]) is None


@given(st.lists(st.floats(0, 100), min_size=5, max_size=12))
def test_a_trend_is_the_line_of_scipy_with_the_limits_of_statsmodels(values: list[float]) -> None:
    from statsmodels.api import OLS, add_constant

    years = [str(2010 + i) for i in range(len(values))]
    found = trend_of(years, values)
    assert found is not None
    assert found.years == tuple(years)
    at = np.arange(len(values))
    assert found.per_year == pytest.approx(linregress(at, values).slope, abs=1e-9)
    limits = OLS(values, add_constant(at)).fit().conf_int()[1]
    assert (found.low, found.high) == pytest.approx(tuple(limits), abs=1e-6)


def test_four_years_are_no_trend_and_a_gap_is_no_year() -> None:
    assert trend_of(FIVE[:4], [1, 2, 3, 4]) is None
    assert trend_of(FIVE, [1, 2, np.nan, 4, 5]) is None


def test_places_that_cannot_be_told_apart_share_their_range() -> None:
    best, worst = rank_ranges(np.array([50.0, 48, 20, np.nan]), np.array([2.0, 2, 2, 2]))
    assert best[:3].tolist() == [1, 1, 3]
    assert worst[:3].tolist() == [2, 2, 3]
    assert np.isnan(best[3])
    assert np.isnan(worst[3])


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 20)), min_size=1, max_size=20))
def test_a_place_lies_within_its_range(wards: list[tuple[float, float]]) -> None:
    values, errors = (np.array(one) for one in zip(*wards, strict=True))
    best, worst = rank_ranges(values, errors)
    for row, value in enumerate(values):
        assert 1 <= best[row] <= 1 + (values > value).sum()
        assert len(values) - (values < value).sum() <= worst[row] <= len(values)
