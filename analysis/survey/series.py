"""Years of one question: which of them can be compared, and whether there are enough to speak of a trend.

Definitions: docs/definitions.md#survey-years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import t as students_t

__all__ = ["LEAST_YEARS", "Trend", "independent_years", "read_breaks", "stretches", "trend_of", "year_span"]

LEAST_YEARS = 5
_SPAN = re.compile(r"^\D*(\d{4})(?:\s*(/|-|–|—|to|and)\s*(\d{2,4}))?")


@dataclass(frozen=True)
class Trend:
    """A straight line through independent comparable years.

    Attributes:
        per_year: change a year, in the unit of the values.
        low, high: its 95 % limits.
        years: which were counted, the earliest first.
    """

    per_year: float
    low: float
    high: float
    years: tuple[str, ...]


def year_span(year: str) -> tuple[int, int]:
    """First and last year that a label covers: 2023 and 2023 for ``"2023/24"``, 2019 and 2021 for ``"2019-21"``.

    Two years that follow each other with a stroke, or a hyphen, are one financial or survey year.

    Raises:
        ValueError: it holds no year of four digits.
    """
    match = _SPAN.match(year.strip())
    if match is None:
        raise ValueError(f"{year!r} is no year such as 2024, 2023/24 or 2019-21.")
    first = int(match[1])
    if not match[3]:
        return first, first
    last = int(match[3]) if len(match[3]) == 4 else first - first % 10 ** len(match[3]) + int(match[3])
    if last < first:  # 1999/00
        last += 100
    is_one = last - first <= 1 and match[2] in ("/", "-", "–", "—")
    return (first, first) if is_one else (first, last)


def read_breaks(words: str) -> dict[str, str]:
    """``"2019: other wording; 2021/22: online"`` as year and reason: the series is broken *after* each of these years.

    >>> read_breaks("2019: other wording; 2021/22: online")
    {'2019': 'other wording', '2021/22': 'online'}
    """
    found = {}
    for part in words.split(";"):
        year, _, reason = part.partition(":")
        if year.strip():
            found[year.strip()] = reason.strip()
    return found


def stretches(years: Sequence[str], breaks: Mapping[str, str]) -> list[list[str]]:
    """Years in runs within which they can be compared, the earliest first; a break parts what lies round it."""
    ends = sorted(year_span(year)[1] for year in breaks)
    runs: dict[int, list[str]] = {}
    for year in sorted(set(years), key=lambda one: (year_span(one), one)):
        runs.setdefault(sum(end < year_span(year)[0] for end in ends), []).append(year)
    return [runs[place] for place in sorted(runs)]


def independent_years(years: Sequence[str]) -> list[str]:
    """Those that share no answers, the earliest first: of pooled years that overlap each next one is left out."""
    found: list[str] = []
    last = -(10**6)
    for year in sorted(set(years), key=lambda one: (year_span(one)[1], year_span(one)[0])):
        if year_span(year)[0] > last:
            found.append(year)
            last = year_span(year)[1]
    return found


def trend_of(years: Sequence[str], values: Sequence[float]) -> Trend | None:
    """The least-squares line through the years, with limits by Student's t; None below five independent years.

    Args:
        years: of one stretch (:func:`stretches`), each once.
        values: of the years, NaN where not known.
    """
    by_year = {year: value for year, value in zip(years, values, strict=True) if np.isfinite(value)}
    counted = independent_years(list(by_year))
    if len(counted) < LEAST_YEARS:
        return None
    at = np.array([sum(year_span(year)) / 2 for year in counted])
    value = np.array([by_year[year] for year in counted])
    at -= at.mean()
    slope = float((at * value).sum() / (at**2).sum())
    left = value - value.mean() - slope * at
    free = len(counted) - 2
    half = float(students_t.ppf(0.975, free)) * float(np.sqrt((left**2).sum() / free / (at**2).sum()))
    return Trend(slope, slope - half, slope + half, tuple(counted))
