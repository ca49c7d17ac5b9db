"""An indicator of a survey: what was asked, of whom, in which years, and how its values are written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.registry import NOT_KNOWN, class_words, rounded, rule_for_browser, short_words, value_words
from analysis.survey import read_breaks, year_span

__all__ = ["Indicator", "indicators_of", "order_of_year"]

_UNITS = {"%": ("share", 0.01), "count": ("count", 1.0), "rank": ("count", 1.0)}
_USUAL = ("index", 1.0)
_ENDS = {"%": (0.0, 100.0), "count": (0.0, math.inf), "rate": (0.0, math.inf)}
PLACES = {"rank": "place {value}"}


@dataclass(frozen=True)
class Indicator:
    """One indicator of an edition (the columns of ``survey_indicators.parquet``) and the years that it has.

    Attributes:
        key: unique in the edition.
        title: question or name in the publisher's words.
        unit: ``"%"``, ``"count"``, ``"score"``, ``"rank"``, ``"rate"`` or ``"mean"``.
        polarity: which is better, ``"higher"`` or ``"lower"``; ``"neither"``; empty where nobody has said.
        base: who was asked; empty for everybody.
        sampling: ``"random"``, ``"invited"``, ``"open"``; empty where it is not stated.
        asked_n, answered_n: NaN where not stated.
        comparator: what the town's own value is, in words.
        breaks: reason by the year after which the series is broken.
        method: how it was brought to these areas; empty as given.
        years: as the table writes them, the earliest first.
    """

    key: str
    title: str
    reference: str
    theme: str
    unit: str
    polarity: str
    base: str
    source: str
    source_sha256: str
    kind: str
    sampling: str
    asked_n: float
    answered_n: float
    comparator: str
    is_ended: bool
    breaks: dict[str, str]
    method: str
    is_weighted: bool
    years: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """True if anybody could answer: no interval, no better and no worse."""
        return self.sampling == "open"

    @property
    def is_count(self) -> bool:
        """True for statistics of everybody, which no sample stands for."""
        return self.kind == "statistics"

    @property
    def better(self) -> str:
        """``"higher"``, ``"lower"``, or empty where it is neither or nobody has said."""
        return self.polarity if self.polarity in ("higher", "lower") else ""

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of its scale, infinite where it has none."""
        return _ENDS.get(self.unit, (-math.inf, math.inf))

    @property
    def registry_unit(self) -> str:
        """Its unit as the registry of measures names it."""
        return _UNITS.get(self.unit, _USUAL)[0]

    @property
    def times(self) -> float:
        """By what a value is multiplied to stand in that unit."""
        return _UNITS.get(self.unit, _USUAL)[1]

    def write(self, value: float) -> str:
        """A value in words: ``"38 %"``, ``"under 1 %"``, ``"place 3"``, ``"not known"``."""
        words = value_words(value * self.times, self.registry_unit)
        return words if words == NOT_KNOWN else PLACES.get(self.unit, "{value}").format(value=words)

    def short(self, value: float) -> str:
        """The same for a table."""
        return short_words(value * self.times, self.registry_unit)

    def write_interval(self, low: float, high: float) -> str:
        """``"31 to 45 %"``; empty where a limit is not known."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        one, two = self.short(low), self.short(high)
        return f"{one.removesuffix(' %')} to {two}"

    def write_difference(self, value: float) -> str:
        """A difference without its sign: ``"17 percentage points"``, ``"0.4"``."""
        found = rounded(abs(value) * self.times, self.registry_unit)
        if self.unit != "%":
            return found.words
        digits = found.words.removesuffix(" %")
        return f"{digits} percentage point{'' if digits in ('1', 'under 1') else 's'}"

    def class_labels(self, breaks: tuple[float, ...]) -> list[str]:
        """Classes in words; breaks in the registry's unit."""
        return class_words(breaks, self.registry_unit)

    def browser_rule(self) -> dict[str, object]:
        """How the map writes a value."""
        return rule_for_browser(self.registry_unit)


def order_of_year(year: str) -> tuple[int, int, str]:
    """Where a year stands among others; what is no year comes last."""
    try:
        first, last = year_span(year)
    except ValueError:
        return 10**6, 10**6, year
    return last, first, year


def indicators_of(years: Mapping[str, Iterable[str]], indicators: pd.DataFrame) -> dict[str, Indicator]:
    """By key, in the order of themes and titles; an indicator without a single row is left out.

    Args:
        years: those of each indicator that has a row.
        indicators: ``geo.tables.SURVEY_INDICATORS``.
    """
    found = [_indicator(row, tuple(sorted(years[str(row["indicator"])], key=order_of_year)))
             for row in indicators.to_dict("records") if str(row["indicator"]) in years]  # fmt: skip
    found.sort(key=lambda one: (one.is_ended, one.theme.casefold(), one.title.casefold()))
    return {one.key: one for one in found}


def _indicator(row: dict[str, object], years: tuple[str, ...]) -> Indicator:
    def words(name: str) -> str:
        value = row.get(name)
        return value if isinstance(value, str) else ""

    def number(name: str) -> float:
        value = row.get(name)
        return math.nan if value is None else float(str(value))

    return Indicator(
        key=words("indicator"), title=words("title"), reference=words("reference"), theme=words("theme"),
        unit=words("unit"), polarity=words("polarity"), base=words("base"), source=words("source"),
        source_sha256=words("source_sha256"), kind=words("kind"), sampling=words("sampling"),
        asked_n=number("asked_n"), answered_n=number("answered_n"), comparator=words("comparator"),
        is_ended=bool(row.get("ended")), breaks=read_breaks(words("breaks")), method=words("method"),
        is_weighted=bool(row.get("is_weighted")), years=years,
    )  # fmt: skip
