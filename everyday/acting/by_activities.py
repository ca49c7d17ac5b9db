"""Community activities as success measure: how many are confirmed at an action's place, or who reaches one, today.

Unlike a measure of an edition they are counted from the plan: what was true on an earlier day is only what was kept of
it, the baseline and the outcomes that people enter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from everyday.acting.said_by_ward import survey_area
from plan.records import Action, Finding

if TYPE_CHECKING:
    from everyday.activities import Listed
    from everyday.atlas import OpenEdition
    from plan.taxonomy import Taxonomy

__all__ = ["ActivitiesNow", "value_of_activities"]


@dataclass(frozen=True)
class ActivitiesNow:
    """The activities of a plan as of a day, and the words that name their themes and kinds."""

    rows: tuple[Listed, ...]
    taxonomy: Taxonomy
    today: date


def value_of_activities(
    edition: OpenEdition, now: ActivitiesNow, action: Action, findings: Sequence[Finding]
) -> tuple[float, float]:
    """Value at the action's place and in the rest of the town; NaN where the place is a shape and no area."""
    from everyday.activities import activity_value
    from plan.when import monday_of

    area = survey_area(action, findings)
    areas = action.area_ids or ((area,) if area else ())
    if area is None and not areas:
        return math.nan, math.nan
    return activity_value(edition, now.rows, now.taxonomy, action.measure, areas, monday_of(now.today))
