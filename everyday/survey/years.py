"""Years of an indicator: which can be compared, what changed between two of them, and whether it may be called a trend.

Definitions: docs/definitions.md#survey-years.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.survey import Trend, between, stretches, trend_of, year_span
from everyday.survey.asked import Indicator
from everyday.survey.judging import CHANCE, Judged

__all__ = ["Change", "change_between", "stretches_of", "survey_day", "trend_at", "why_apart"]


@dataclass(frozen=True)
class Change:
    """What changed between two years.

    Attributes:
        wards: ``area_id, area_name, before, after, change, change_low, change_high, verdict``; the verdict is
            ``"rose"``, ``"fell"``, ``"same"`` (cannot be told apart) or empty (not judged).
        town: the same as one row, for the town; never judged where it is an estimate without an error.
        why_not: why the two are not compared; then ``wards`` is empty.
    """

    before: str
    after: str
    wards: pd.DataFrame
    town: pd.Series | None
    why_not: str


def stretches_of(indicator: Indicator) -> list[list[str]]:
    """Years in runs within which they can be compared; what is no year stands by itself at the end."""
    years = [year for year in indicator.years if _is_year(year)]
    others = [[year] for year in indicator.years if not _is_year(year)]
    breaks = {year: why for year, why in indicator.breaks.items() if _is_year(year)}
    return [*stretches(years, breaks), *others]


def survey_day(year: str) -> str:
    """A day that stands for a year where days are compared, its first: ``"2025-01-01"`` for ``"2025/26"``.

    Empty for what is no year. It is for sorting; people are told the year.
    """
    return f"{year_span(year)[1]:04d}-01-01" if _is_year(year) else ""


def _is_year(year: str) -> bool:
    try:
        year_span(year)
    except ValueError:
        return False
    return True


def why_apart(indicator: Indicator, before: str, after: str) -> str:
    """Why two years cannot be compared, in words; empty where they can."""
    if any(before in run and after in run for run in stretches_of(indicator)):
        return ""
    if not (_is_year(before) and _is_year(after)):
        return "One of the two is no year."
    told = [f"after {year} ({why})" if why else f"after {year}" for year, why in indicator.breaks.items()
            if year_span(before)[0] <= year_span(year)[1] < year_span(after)[0]]  # fmt: skip
    return f"The series is broken {' and '.join(told)}: the two years are not compared."


def change_between(before: Judged, after: Judged) -> Change:
    """What changed from one year to a later one; a year without errors is shown and has no interval."""
    indicator = before.indicator
    if why := why_apart(indicator, before.year, after.year):
        return Change(before.year, after.year, before.wards.iloc[:0], None, why)
    can = before.rule in CHANCE and after.rule in CHANCE
    wards = before.wards[["area_id", "area_name"]].copy()
    carried = (before.wards["mark"] == "carried") | (after.wards["mark"] == "carried")
    old, new = before.wards, after.wards
    _set(wards, old["value"], old["error"], new["value"], new["error"], can=np.asarray(~carried) & can)
    town = pd.DataFrame({"area_id": [""], "area_name": [""]})
    errors = [_error(one) for one in (before, after)]
    _set(town, pd.Series([before.town]), pd.Series([errors[0]]), pd.Series([after.town]), pd.Series([errors[1]]),
         can=np.array([can]))  # fmt: skip
    return Change(before.year, after.year, wards, town.iloc[0], "")


def _error(one: Judged) -> float:
    return (one.town_high - one.town_low) / (2 * 1.959963984540054)


def _set(
    frame: pd.DataFrame, before: pd.Series, before_error: pd.Series, after: pd.Series, after_error: pd.Series, *,
    can: np.ndarray,
) -> None:  # fmt: skip
    found = between(*(one.to_numpy(dtype=float) for one in (before, before_error, after, after_error)))
    frame["before"], frame["after"], frame["change"] = before.to_numpy(), after.to_numpy(), found.value
    frame["change_low"], frame["change_high"] = found.low, found.high
    known = can & np.isfinite(found.p)
    apart = np.where(found.p < 0.05, np.where(found.value > 0, "rose", "fell"), "same")
    frame["verdict"] = np.where(known, apart, "")


def trend_at(indicator: Indicator, values: Mapping[str, float]) -> Trend | None:
    """The trend over the last stretch of comparable years; None below five independent ones.

    Args:
        indicator: which one.
        values: by year, of one ward or of the town.
    """
    runs = [run for run in stretches_of(indicator) if _is_year(run[0])]
    last = runs[-1] if runs else []
    return trend_of(last, [values.get(year, math.nan) for year in last])
