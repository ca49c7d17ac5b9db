"""What is to be done: actions, their numbered interventions and milestones, and what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plan.kinds import ANY_SHAPE, MEASURE_KINDS, VISIBILITIES, Names, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Action", "Attachment", "Intervention", "Milestone", "Outcome", "Update"]


@dataclass(frozen=True, kw_only=True)
class Action(
    Record,
    prefix="A",
    table="actions",
    add="plan",
    layer="Actions",
    keys="finding_ids policy_spheres sectors themes goes_on_in",
    stays="area_ids measure scenario baseline_edition",
    shapes=ANY_SHAPE,
    days=("due_date", "baseline_on", "target_by", "next_value_on", "next_look"),
    choices={
        "level": "levels",
        "status": "action_status",
        "rag": "rag?",
        "visibility": VISIBILITIES,
        "measure_kind": MEASURE_KINDS,
        "cost_per": ("", "once", "year"),
        "is_funded": ("", "yes", "partly", "no", "not_known"),
        "carried_out": ("", "wholly", "partly", "not"),
        "helped": ("", "measured", "told", "no", "not_known"),
        "goes_on_as": ("", "merged", "superseded"),
    },
):
    """What is to be done about findings, by whom: a row of the worksheet (what, how, who).

    ``interventions`` and ``milestones`` are the words of the action's :class:`Intervention` and :class:`Milestone`
    records, so that the row can be read, exported and imported as one: the store keeps both sides equal
    (``plan.worksheet``). A milestone is written ``2027-03-01 Talks (Newport Bus) [done 2027-02-20]``.

    Attributes:
        finding_ids: the barriers and enablers that it is about.
        responsible, contributes, benefits: organisations, kinds of organisation not named yet, or groups of people, in
            words. ``lead`` is one of the responsible.
        visibility: who may see it: ``team``, ``network`` or ``everybody``. ``team_note`` is never for more than the
            team.
        area_ids: areas it is for; worked out from its place where it has one.
        geometry: its place where that is not the place of its findings.
        measure: what its success is measured by: with ``measure_kind`` ``measure`` a column of the cell table, with
            ``count`` a count of the town's own, in the words of ``own_measure``.
        is_lower_better: for a count of one's own; a measure knows it itself.
        baseline, baseline_edition, baseline_on: the value when it began, the edition it was frozen from, and its day.
        target, target_by: the value that is aimed at, and the day by which.
        next_value_on: the day on which the next value is expected.
        scenario: id of the edition that forecasts it.
        is_ongoing: it has no end: ``next_look`` stands in place of ``due_date``.
        carried_out, helped: how it ended: ``wholly``, ``partly`` or ``not``; ``measured``, ``told``, ``no`` or
            ``not_known``. ``result`` says more in words.
        unasked_reason: why it was agreed before a responsible organisation had been asked.
        reference, other_plans: the council's own reference, and other plans that it stands in.
        cost_low, cost_high: pounds, ``cost_per`` ``once`` or ``year``; ``cost_source`` who pays; ``is_funded`` ``yes``,
            ``partly``, ``no`` or ``not_known``.
        waits_for: ids of other actions, decisions or consents; ``freed_by`` is what would free it.
        goes_on_in, goes_on_as: of one that was dropped, ids of the actions that go on with it: ``merged`` into one that
            was there, or ``superseded`` by others.
    """

    title: str = ""
    interventions: Names = ()
    finding_ids: Names = ()
    level: str = "neighbourhood"
    status: str = "proposed"
    status_reason: str = ""
    rag: str = ""
    rag_reason: str = ""
    responsible: Names = ()
    lead: str = ""
    contributes: Names = ()
    benefits: Names = ()
    policy_spheres: Names = ()
    sectors: Names = ()
    themes: Names = ()
    area_ids: Names = ()
    geometry: BaseGeometry | None = None
    visibility: str = "everybody"
    team_note: str = ""
    measure: str = ""
    measure_kind: str = "measure"
    own_measure: str = ""
    is_lower_better: bool = False
    baseline: float | None = None
    baseline_edition: str = ""
    baseline_on: str = ""
    target: float | None = None
    target_by: str = ""
    next_value_on: str = ""
    scenario: str = ""
    milestones: Names = ()
    due_date: str = ""
    is_ongoing: bool = False
    next_look: str = ""
    carried_out: str = ""
    helped: str = ""
    result: str = ""
    unasked_reason: str = ""
    reference: str = ""
    other_plans: Names = ()
    cost_low: float | None = None
    cost_high: float | None = None
    cost_per: str = ""
    cost_source: str = ""
    is_funded: str = ""
    waits_for: Names = ()
    freed_by: str = ""
    goes_on_in: Names = ()
    goes_on_as: str = ""


@dataclass(frozen=True, kw_only=True)
class Intervention(
    Record,
    prefix="I",
    table="interventions",
    add="plan",
    part_of="action",
    layer="Interventions",
    days=("due_date",),
    choices={"level": "levels?", "status": "action_status"},
):
    """One numbered intervention of an action (the worksheet's *how*).

    ``number`` orders them from 1; ``level`` may be another than the action's (a call for national policy is one);
    ``status`` is a key of ``action_status``; ``lead`` is who begins.
    """

    action_id: str = ""
    number: int = 0
    text: str = ""
    level: str = ""
    lead: str = ""
    status: str = "proposed"
    due_date: str = ""


@dataclass(frozen=True, kw_only=True)
class Milestone(
    Record,
    prefix="M",
    table="milestones",
    add="plan",
    part_of="action",
    layer="Milestones",
    keys="intervention_id earlier_dates",
    days=("date", "done_on", "dropped_on"),
):
    """A step of an action with a day: ``date`` may be empty while nobody knows it.

    ``earlier_dates`` are the days it was moved from, oldest first; ``owner`` is an organisation or a post, never a
    person unless somebody chooses so. A dropped one stays, with ``dropped_on`` and ``dropped_reason``.
    """

    action_id: str = ""
    intervention_id: str = ""
    number: int = 0
    text: str = ""
    date: str = ""
    owner: str = ""
    done_on: str = ""
    earlier_dates: Names = ()
    dropped_on: str = ""
    dropped_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Update(
    Record,
    prefix="U",
    table="updates",
    add="plan",
    layer="What happened to actions",
    days=("happened_on",),
    choices={"kind": ("news", "looked"), "visibility": VISIBILITIES, "status": "action_status?", "rag": "rag?"},
):
    """What happened to an action, or that somebody looked and there was nothing new (``kind`` ``news`` or ``looked``).

    ``happened_on`` is the day it happened, which may lie before the day it was typed.
    """

    action_id: str = ""
    kind: str = "news"
    text: str = ""
    happened_on: str = ""
    status: str = ""
    rag: str = ""
    rag_reason: str = ""
    visibility: str = "everybody"


@dataclass(frozen=True, kw_only=True)
class Outcome(
    Record,
    prefix="R",
    table="outcomes",
    add="plan",
    layer="Measured changes",
    stays="measure edition_id",
    days=("measured_on",),
):
    """A measured value that belongs to an action: of an edition, or counted by somebody on a day."""

    action_id: str = ""
    measure: str = ""
    edition_id: str = ""
    measured_on: str = ""
    value: float | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Attachment(
    Record,
    prefix="H",
    table="attachments",
    add="plan",
    keys="update_id",
    choices={"kind": ("link", "photo"), "visibility": VISIBILITIES},
):
    """Evidence of an action: a photo (JPEG without EXIF in ``content``, with words for who does not see it in ``alt``)
    or a link to a minute, letter or page (``address``). ``update_id`` is empty where it belongs to the action itself.
    """

    action_id: str = ""
    update_id: str = ""
    kind: str = "link"
    title: str = ""
    address: str = ""
    alt: str = ""
    visibility: str = "everybody"
    width_px: int = 0
    height_px: int = 0
    sha256: str = ""
    content: bytes = b""
