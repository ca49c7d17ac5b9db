"""The survey of an edition, kept: each judgement, change and pair is worked out once, whoever asks."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.registry import Measure
from analysis.survey import Together, beside
from everyday.atlas import open_edition
from everyday.survey.answers import with_answers
from everyday.survey.asked import Indicator, indicators_of
from everyday.survey.beside import Beside, beside_of
from everyday.survey.judging import Judged, Weights, judge
from everyday.survey.pooling import pooled_row
from everyday.survey.rows import RowsOf
from everyday.survey.small_areas import small_areas_of
from everyday.survey.years import Change, change_between, trend_at
from geo.errors import NotFoundError

if TYPE_CHECKING:
    from analysis.survey import Trend
    from everyday.atlas import Edition, OpenEdition

__all__ = ["SurveyOf", "survey_of"]

PEOPLE = ("residents", "households")
POPULATION = ("population", "total population", "residents", "all people", "all residents")


class SurveyOf:
    """What an edition's survey bears. Made by :func:`survey_of`."""

    def __init__(self, opened: OpenEdition, survey: pd.DataFrame, indicators: pd.DataFrame) -> None:
        self.opened = opened
        own = opened.wards["area_id"]
        self._groups = RowsOf(survey, own)
        self.indicators: dict[str, Indicator] = indicators_of(self._groups.years, indicators)
        rows, more = with_answers(survey, indicators, own, self._people_of)
        if more is not indicators:
            self._groups = RowsOf(rows, own)
            self.indicators = indicators_of(self._groups.years, more)
        self._judged: dict[tuple[str, str], Judged] = {}
        self._together: dict[str, list[Together]] = {}

    @cached_property
    def _people(self) -> Weights:
        """People of each area; without a count of people nothing, however much the areas weigh on the map."""
        noun, areas = self.opened.noun, self.opened.wards
        if noun not in PEOPLE:
            return Weights(np.ones(len(areas)), "")
        column = "population_n" if areas.get("population_n", pd.Series(dtype=float)).notna().any() else "weight_n"
        return Weights(areas[column].fillna(0.0).to_numpy(dtype=float), noun)

    def _people_of(self, source: str, year: str) -> tuple[np.ndarray, str]:
        found = self._weights(source, year)
        return found.values, found.noun

    def _weights(self, source: str, year: str) -> Weights:
        """Those of the edition; where it counts nobody, the population that the same file gives."""
        if self._people.noun:
            return self._people
        for other in self.indicators.values():
            is_people = other.unit == "count" and other.title.strip().casefold() in POPULATION
            if is_people and other.source_sha256 == source and (other.key, year) in self._groups:
                given = self._groups[other.key, year].drop_duplicates("area_id").set_index("area_id")["value"]
                values = given.reindex(self.opened.wards["area_id"]).to_numpy(dtype=float)
                return Weights(values, "the population in the same table")
        return self._people

    def indicator(self, key: str) -> Indicator:
        """An indicator by its key.

        Raises:
            NotFoundError: the edition has none of that key.
        """
        if key not in self.indicators:
            raise NotFoundError(f"The edition has no survey indicator {key[:80]!r}.", do="The Survey page lists them.")
        return self.indicators[key]

    def judged(self, key: str, year: str = "") -> Judged:
        """One indicator in one year (the last one without a year); kept.

        Raises:
            NotFoundError: the edition has no such indicator, or not of that year.
        """
        indicator = self.indicator(key)
        year = year or indicator.years[-1]
        if year not in indicator.years:
            raise NotFoundError(f"{indicator.title!r} was not asked in {year[:20]!r}.", f"Asked: {indicator.years}.")
        if (key, year) not in self._judged:
            areas = self.opened.wards[["area_id", "area_name"]]
            weights = self._weights(indicator.source_sha256, year)
            found = judge(indicator, year, self._groups[key, year], areas, weights)
            self._judged[key, year] = replace(found, pooled=self._pooled(found, weights))
        return self._judged[key, year]

    def _pooled(self, judged: Judged, weights: Weights) -> pd.DataFrame:
        """What the question says of the areas that people use."""
        known = [
            ground for code in self.opened.areas["area_id"] if (ground := self.opened.named(str(code))) is not None
        ]
        if not known:
            return judged.pooled
        is_needed = judged.indicator.is_count and not all(one.is_union for one in known)
        told = small_areas_of(self.opened) if is_needed else {}
        rows = [pooled_row(judged, weights, one, told.get((judged.indicator.key, judged.year, one.record.id)))
                for one in known]  # fmt: skip
        return pd.DataFrame(rows, columns=list(judged.wards.columns))

    def change(self, key: str, before: str, after: str) -> Change:
        """What changed between two years."""
        return change_between(self.judged(key, before), self.judged(key, after))

    def series(self, key: str, area_id: str = "") -> pd.DataFrame:
        """``year, value, low, high, mark`` of a ward over all years; of the town without one."""
        rows = []
        for year in self.indicator(key).years:
            judged = self.judged(key, year)
            ward = judged.ward(area_id) if area_id else None
            if ward is not None:
                rows.append((year, ward["value"], ward["low"], ward["high"], ward["mark"]))
            elif not area_id:
                rows.append((year, judged.town, judged.town_low, judged.town_high, ""))
        return pd.DataFrame(rows, columns=["year", "value", "low", "high", "mark"])

    def trend(self, key: str, area_id: str = "") -> Trend | None:
        """Of a ward, or of the town; None below five independent comparable years."""
        series = self.series(key, area_id)
        return trend_at(self.indicator(key), dict(zip(series["year"], series["value"], strict=True)))

    def beside(self, key: str, year: str, column: str) -> Beside:
        """An indicator beside a measure of the areas; the pairs are those of the measure with every indicator's last
        year, this one's in the year asked for.

        Raises:
            NotFoundError: the edition has no such measure, indicator or year.
        """
        measure = self.opened.registry.get(column)
        if measure is None or column not in self.opened.wards:
            raise NotFoundError(f"The edition has no measure {column[:80]!r}.", do="everyday measures lists them.")
        judged = self.judged(key, year)
        values = self.opened.wards[column].to_numpy(dtype=float)
        return beside_of(judged, measure, values, self._every(column, values, judged), list(self.indicators).index(key))

    def beside_question(self, key: str, year: str, other: str) -> Beside:
        """The same with the last year of another indicator in place of a measure, in the registry's unit.

        Raises:
            NotFoundError: the edition has no such indicator or year, or both are one.
        """
        if key == other:
            raise NotFoundError(f"{self.indicator(key).title!r} is not set beside itself.", do="Choose another one.")
        judged, there = self.judged(key, year), self.judged(other)
        indicator = there.indicator
        measure = Measure(
            indicator.key, f"{indicator.title}, {there.year}", indicator.registry_unit, "base", indicator.title,
            better="higher" if indicator.better == "higher" else "lower" if indicator.better == "lower" else None,
        )  # fmt: skip
        values = self.values(other, there.year) * indicator.times
        every = self._every(f"asked:{other}", values, judged, without=other)
        return beside_of(judged, measure, values, every, list(self.indicators).index(key))

    def values(self, key: str, year: str) -> np.ndarray:
        """Values alone, (n,) in the order of the wards: hundreds of questions need no judgement to be set beside."""
        return self._groups.values(key, year)

    @cached_property
    def _newest(self) -> list[np.ndarray]:
        """Values of each indicator's last year."""
        return [self.values(key, one.years[-1]) for key, one in self.indicators.items()]

    def _every(self, name: str, values: np.ndarray, judged: Judged, *, without: str = "") -> list[Together]:
        """Each indicator beside ``values``, in their order; one that is left out (itself) has no p and is no pair.

        All but the one asked for are of their last year, and so the same whichever that is.
        """
        if name not in self._together:
            said = list(self._newest)
            if without:
                said[list(self.indicators).index(without)] = np.full(len(values), np.nan)
            if len(self._together) > 400:
                self._together.clear()
            self._together[name] = beside(values, said)
        every, (key, year) = self._together[name], (judged.indicator.key, judged.year)
        if year == judged.indicator.years[-1]:
            return every
        place = list(self.indicators).index(key)
        return [*every[:place], *beside(values, [self.values(key, year)]), *every[place + 1 :]]


_LOCK = threading.Lock()


@lru_cache(maxsize=6)
def _kept(opened: OpenEdition) -> SurveyOf:
    return SurveyOf(opened, opened.survey, opened.survey_indicators)


def survey_of(edition: Edition | OpenEdition) -> SurveyOf:
    """The survey of an edition, the same for everybody who asks; the last six editions are kept."""
    with _LOCK:
        return _kept(open_edition(edition))
