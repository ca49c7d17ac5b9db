"""A row of the worksheet from findings: what, where and by which measure, filled in as far as the findings say it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from everyday.acting.by_activities import ActivitiesNow, value_of_activities
from everyday.acting.measuring import value_at
from everyday.acting.said_by_ward import survey_value
from plan.records import Action, Finding

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition

__all__ = ["PROPOSED_FOR_TRANSPORT", "action_of", "is_about_transport", "suggestion_rules", "with_baseline"]

PROPOSED_FOR_TRANSPORT = (
    "A direct line to the town centre",
    "A more frequent service",
    "Evening and Sunday services",
    "A new or moved stop",
    "A safe crossing or footpath",
    "Free-to-borrow bikes",
    "Lower fares",
)
"""What can be done about a poor transport link: offered to tick, never filled in by itself."""


_TRANSPORT_RULES = ("poor_transport", "indirect_bus", "evening_cut", "sunday_cut", "tight_but_cut_off")


def suggestion_rules(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The rules of the suggestions that findings came from: a key is a rule and what tells its places apart."""
    return tuple(dict.fromkeys(one.suggestion_key.partition("-")[0] for one in findings if one.suggestion_key))


def is_about_transport(findings: Sequence[Finding], policy_spheres: Sequence[str] = ()) -> bool:
    """True where the policy sphere says so, or one of the findings or the suggestion that it came from."""
    spheres = {*policy_spheres, *(key for one in findings for key in one.policy_spheres)}
    return "transport" in spheres or bool(set(suggestion_rules(findings)) & set(_TRANSPORT_RULES))


def action_of(findings: Sequence[Finding]) -> Action:
    """A new action about findings: everything that they agree on or say together, to be completed by people.

    The title is that of the first. Its level is theirs, ``city`` where they differ; keys of the taxonomy are theirs
    together. The place is inherited: no geometry of its own, the areas that the findings name.

    Raises:
        ValueError: there is no finding.
    """
    if not findings:
        raise ValueError("an action begins with a finding")
    levels = {one.level for one in findings}
    level = levels.pop() if len(levels) == 1 else "city"

    def together(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for one in findings for key in getattr(one, name)))

    return Action(
        title=findings[0].title,
        finding_ids=tuple(one.id for one in findings),
        level=level,
        policy_spheres=together("policy_spheres"),
        sectors=together("sectors"),
        themes=together("themes"),
        benefits=together("groups"),
        area_ids=tuple(dict.fromkeys(one.area_id for one in findings if one.area_id)),
    )


def with_baseline(
    action: Action, edition: OpenEdition, findings: Sequence[Finding], now: ActivitiesNow | None = None
) -> Action:
    """The action with its measure's value as it is now, the edition it was frozen from, and the day that this tells of:
    the timetable's for a measure of the city level, else the map's.

    The value is that of its place: its own geometry, or its areas, or the place of its findings; combined over the
    cells by the people who live there, as evidence is. For a question of the survey it is what the ward says in its
    last year; for community activities what the plan knows ``now``. Unchanged for a count of the town's own.
    """
    if action.measure_kind == "activities":
        value, _ = value_of_activities(edition, now, action, findings) if now is not None else (math.nan, math.nan)
        return replace(action, baseline=value if math.isfinite(value) else None, baseline_edition=edition.id,
                       baseline_on=now.today.isoformat() if now is not None else "")  # fmt: skip
    if action.measure_kind == "survey":
        value, _, day = survey_value(edition, action, findings)
        return replace(action, baseline=value if math.isfinite(value) else None, baseline_edition=edition.id,
                       baseline_on=day)  # fmt: skip
    if action.measure_kind != "measure" or not action.measure:
        return action
    value = value_at(edition, action, findings)
    known = edition.registry.get(action.measure)
    is_by_timetable = known is None or known.level == "city"
    manifest = edition.manifest
    day = str(manifest.get("weekday" if is_by_timetable else "map_date") or manifest.get("built_at") or "")[:10]
    return replace(
        action, baseline=value if math.isfinite(value) else None, baseline_edition=edition.id, baseline_on=day
    )
