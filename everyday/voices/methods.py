"""How we know: the methods of the toolkit's Figure 2, whether this town used each, and the findings it brought."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from plan.merging import kept_one, merged_map
from plan.records import Answer, ExistingReport, Finding, PlannedMethod, Session

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder

__all__ = ["METHOD_STEPS", "PLANNED", "UNUSED", "USED", "MethodUse", "method_uses"]

USED, PLANNED, UNUSED = "used", "planned", "unused"
METHOD_STEPS = {
    "existing_data": "1", "city_survey": "1", "public_transport_data": "1", "neighbourhood_interview": "2a",
    "neighbourhood_survey": "2a", "gps_logs": "2a", "shadowing": "2a", "photographs": "2a", "sectoral_interview": "2b",
    "precarity_research": "2b", "vcse_interview": "2c", "civic_observation": "2c", "alternative_forum": "2c",
    "community_forum": "3",
}  # fmt: skip
"""The step of the toolkit's first stage that a method belongs to; a method that a town added has none."""


@dataclass(frozen=True)
class MethodUse:
    """A method in this town.

    Attributes:
        method: its key; ``step`` of the first stage, empty for one that the town added.
        state: ``used``, ``planned`` or ``unused``.
        answers_n: answers, interviews and notes of it that are kept.
        sessions_n: meetings of a forum that were held (of the method of forums).
        findings: those that it brought, with merged ones under the one they were merged into, oldest first.
        last_on: the day on which it was used last, where known.
        plans: what is planned, where it is.
    """

    method: str
    step: str
    state: str
    answers_n: int
    sessions_n: int
    findings: tuple[Finding, ...]
    last_on: str
    plans: tuple[PlannedMethod, ...]


def method_uses(atlas: AtlasFolder, today: date) -> list[MethodUse]:
    """Every method of the town's vocabulary, in the order of the steps.

    A method is used where a finding, an answer, a report (existing data), an edition's input or a meeting that was held
    says so; planned where a meeting is to come, or somebody said so (:class:`plan.records.PlannedMethod`).

    Args:
        today: meetings after it are to come.
    """
    store, day = atlas.plan(), today.isoformat()
    everything = store.all(Finding)
    merged = merged_map(everything)
    findings: dict[str, dict[str, Finding]] = defaultdict(dict)
    by_id = {one.id: one for one in everything}
    for one in everything:
        if one.moderation == "shown" and one.status != "retired":
            kept = by_id.get(kept_one(one.id, merged), one)
            findings[one.method][kept.id] = kept
    days: dict[str, list[str]] = defaultdict(list)
    answers_n: dict[str, int] = defaultdict(int)
    for answer in store.all(Answer):
        answers_n[answer.method] += 1
        days[answer.method].append(answer.given_on)
    sessions = store.all(Session)
    held = [one for one in sessions if one.date <= day]
    has = {"existing_data": bool(store.all(ExistingReport)), "community_forum": bool(held)}
    has |= _inputs(atlas)
    plans: dict[str, list[PlannedMethod]] = defaultdict(list)
    for plan in store.all(PlannedMethod, is_dropped=False):
        plans[plan.method].append(plan)
    to_come = {"community_forum"} if len(held) < len(sessions) else set()
    days["community_forum"] += [one.date for one in held]
    found = []
    for method in atlas.taxonomy().keys("methods"):
        is_used = bool(findings[method] or answers_n[method] or has.get(method))
        state = USED if is_used else PLANNED if method in to_come or plans[method] else UNUSED
        found.append(
            MethodUse(
                method, METHOD_STEPS.get(method, ""), state, answers_n[method],
                len(held) if method == "community_forum" else 0, tuple(findings[method].values()),
                max(days[method], default=""), tuple(plans[method]),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: one.step or "9")


def _inputs(atlas: AtlasFolder) -> dict[str, bool]:
    """Methods that the inputs of the atlas are."""
    kinds = {one.kind for one in atlas.config.inputs}
    return {"public_transport_data": "gtfs" in kinds, "existing_data": bool({"osm", "population"} & kinds),
            "city_survey": "survey" in kinds}  # fmt: skip
