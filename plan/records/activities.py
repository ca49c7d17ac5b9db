"""What people can go to: community activities, where and when they are held, and what they are good for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plan.kinds import Names, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Activity"]


@dataclass(frozen=True, kw_only=True)
class Activity(
    Record,
    prefix="AC",
    table="activities",
    add="edit",
    layer="Community activities",
    keys="kind outcome_themes participation_areas playbook_activities individual_outcomes community_benefits "
    "playbook_barriers",
    stays="area_id source source_id given",
    shapes=("points",),
    days=("valid_from", "valid_to", "last_confirmed"),
    choices={"cost": ("", "free", "donation", "paid")},
):
    """A community activity, as an organiser or a planner describes it.

    Its place is the point ``geometry`` with ``venue`` in words; where ``is_ward_only`` nothing but the area ``area_id``
    is kept of it, so that nothing more can be shown. ``when`` are the words as somebody typed them; what they mean is
    understood each time (``plan.when``).

    ``last_confirmed`` is the day on which somebody last said that it still runs; ``is_kept`` leaves it in the gap map
    without that. ``is_unlisted`` was asked for by the organiser, and outlives every import. ``source`` and
    ``source_id`` are the list that it came from and its id there; ``given`` holds fingerprints of what that list said,
    field by field, so that an import tells what people have changed here since.
    """

    title: str = ""
    text: str = ""
    kind: str = "other"
    venue: str = ""
    area_id: str = ""
    geometry: BaseGeometry | None = None
    is_ward_only: bool = False
    when: str = ""
    valid_from: str = ""
    valid_to: str = ""
    organiser: str = ""
    cost: str = ""
    cost_words: str = ""
    language_support: str = ""
    contact: str = ""
    outcome_themes: Names = ()
    participation_areas: Names = ()
    playbook_activities: Names = ()
    individual_outcomes: Names = ()
    community_benefits: Names = ()
    benefit_told: str = ""
    playbook_barriers: Names = ()
    last_confirmed: str = ""
    is_kept: bool = False
    is_unlisted: bool = False
    unlisted_reason: str = ""
    source: str = ""
    source_id: str = ""
    given: dict[str, Any] = field(default_factory=dict)
