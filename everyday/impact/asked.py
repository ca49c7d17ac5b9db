"""A survey's question as success measure: over the years of the survey, not over editions, and with its chance.

The newest edition that has the question has all its years; what a later year says is set beside the year of the
baseline only where the two can be compared, and no change is claimed that cannot be told from chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.registry import Measure
from everyday.acting import survey_area
from everyday.atlas import open_edition
from everyday.impact.comparing import dated_editions
from everyday.impact.edges import Standing
from everyday.survey import Indicator, SurveyOf, change_words, survey_day, survey_of, why_apart

if TYPE_CHECKING:
    from everyday.acting import ActionRow
    from everyday.atlas import AtlasFolder

__all__ = ["Asked", "asked_by", "cautious"]


class Asked:
    """The question of an action over the years.

    Attributes:
        indicator: what was asked.
        measure: the same as a measure, for how values are written; in the registry's unit.
        area: the one area whose answers count; empty for the town, None where there is no one area.
        first: the year of the baseline.
        points: ``(day, year, value, rest, reasons)`` of each year, the earliest first; in the registry's unit.
    """

    def __init__(self, survey: SurveyOf, indicator: Indicator, row: ActionRow) -> None:
        self._survey, self.indicator = survey, indicator
        self.area = survey_area(row.action, row.findings)
        self.measure = Measure(
            indicator.key, indicator.title, indicator.registry_unit, "base", indicator.title,
            better="lower" if indicator.better == "lower" else "higher" if indicator.better == "higher" else None,
        )  # fmt: skip
        begun = row.action.baseline_on
        self.first = next((year for year in indicator.years if survey_day(year) == begun), "")

    @property
    def points(self) -> Sequence[tuple[str, str, float, float, tuple[str, ...]]]:
        """See the class."""
        if self.area is None:
            return []
        found = []
        for year in self.indicator.years:
            judged = self._survey.judged(self.indicator.key, year)
            ward = judged.ward(self.area) if self.area else None
            value, rest = (judged.town, math.nan) if ward is None else (float(ward["value"]), float(ward["rest"]))
            if ward is None and self.area:
                value = math.nan
            why = why_apart(self.indicator, self.first, year) if self.first and self.first < year else ""
            times = self.indicator.times
            found.append((survey_day(year), year, value * times, rest * times, (why,) if why else ()))
        return found

    def change_said(self, year: str) -> tuple[str, bool]:
        """What can be said of the change from the year of the baseline, and whether a change is claimed."""
        if not self.first or self.first == year or self.area is None:
            return "", False
        change = self._survey.change(self.indicator.key, self.first, year)
        rows = change.wards[change.wards["area_id"] == self.area]
        one = change.town if not self.area else None if rows.empty else rows.iloc[0]
        if change.why_not or one is None:
            return change.why_not, False
        return change_words(change, self.indicator, one), one["verdict"] in ("rose", "fell")


def asked_by(atlas: AtlasFolder, row: ActionRow) -> Asked | None:
    """The question of an action in the newest edition that has it; None where no edition has."""
    for one in reversed(dated_editions(atlas)):
        survey = survey_of(open_edition(one.edition))
        indicator = survey.indicators.get(row.action.measure)
        if indicator is not None:
            return Asked(survey, indicator, row)
    return None


def cautious(stands: Standing, said: str, *, is_claimed: bool, target: str) -> Standing:
    """A standing with what the survey allows to be said: a change that may be chance is none."""
    if not said or stands.state in ("not_known", "no_baseline"):
        return stands
    if is_claimed:
        return replace(stands, change=f"{stands.change} {said}")
    return replace(stands, state="unchanged", change=said, target=target, share=None)
