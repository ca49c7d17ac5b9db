"""A survey's indicator as success measure: what the ward of an action says, in the last year that an edition has."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from everyday.survey import Indicator, survey_day, survey_of
from plan.records import Action, Finding

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition

__all__ = ["asked_of", "survey_area", "survey_value"]


def asked_of(edition: OpenEdition, action: Action) -> Indicator | None:
    """The question by which an action is measured; None where it is measured otherwise or the edition lacks it."""
    if action.measure_kind != "survey":
        return None
    return survey_of(edition).indicators.get(action.measure)


def survey_area(action: Action, findings: Sequence[Finding]) -> str | None:
    """The one area whose answers count: the action's, else that of its findings; empty for the whole town.

    None where there are several, or a shape without an area: answers are those of a ward, and of nothing else.
    """
    areas = action.area_ids or tuple(dict.fromkeys(one.area_id for one in findings if one.area_id))
    if len(areas) == 1:
        return areas[0]
    has_shape = action.geometry is not None or any(one.geometry is not None for one in findings)
    return None if areas or has_shape else ""


def survey_value(edition: OpenEdition, action: Action, findings: Sequence[Finding]) -> tuple[float, float, str]:
    """Value at the action's place, that of the rest of the town, and the day that stands for its year.

    In the indicator's own unit (per cent as 0 to 100); NaN and an empty day where nothing is known.
    """
    indicator, area = asked_of(edition, action), survey_area(action, findings)
    if indicator is None or area is None:
        return math.nan, math.nan, ""
    judged = survey_of(edition).judged(indicator.key)
    day = survey_day(judged.year)
    if not area:
        return judged.town, math.nan, day
    ward = judged.ward(area)
    if ward is None:
        return math.nan, math.nan, ""
    return float(ward["value"]), float(ward["rest"]), day
