"""Every record of the plan, declared once: the store, the exchange files and the pages loop over these fields.

A new kind of record is its class here with its declaration, its rule in ``plan.rules``, and a migration for its table,
whose columns are its fields (``store.schema`` holds what else the database is to hold it to).

A record is a frozen dataclass. ``id``, ``version``, ``created_by``, ``created_at`` and ``updated_at`` belong to the
store: a new record has the version 0 and gets an id when it is added (unless it brings one). Times are UTC as text
(``2026-11-26T12:50:00Z``), dates ``2026-11-26``. Lists hold keys of the taxonomy or plain names; a name never holds
``;``, which separates list items in exchange files. Geometry is a shapely geometry in WGS 84 (lon, lat) or None.

``moderation`` is ``"shown"``, ``"waiting"`` (for the facilitator's nod) or ``"refused"``. ``device_id`` stands for a
phone in one session (a hash that means nothing outside it); empty for what is entered at the facilitator's computer.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from plan.kinds import DECLARED, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "FINDING_COLUMNS", "RECORDS", "Action", "AuditEntry", "Comment", "Correction", "Device", "Dismissal", "Erasure",
    "Evidence", "Feedback", "Finding", "Organisation", "Outcome", "Person", "Photo", "Record", "Session", "Update",
    "Vote", "field_names",
]  # fmt: skip

Names = tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """Who does something: a name for the record, a role (``plan.roles``), and for a phone its session and device."""

    name: str
    role: str
    session: str = ""
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding(
    Record,
    prefix="F",
    table="findings",
    add="add",
    save="edit",
    layer="Barriers and enablers",
    after_session="unnamed",
    words=("title", "text", "groups", "status_reason"),
):
    """A barrier or an enabler, as somebody said it.

    Its place is ``geometry`` (point, line, polygon); without one, the area ``area_id``; without either, the whole
    town. ``merged_into`` is the finding this one was merged into: words, votes and sources stay here and are read
    through (``plan.merging``). ``groups`` are the people affected, in the town's own words.
    """

    kind: str = "barrier"
    title: str = ""
    text: str = ""
    status: str = "proposed"
    level: str = "neighbourhood"
    dimensions: Names = ()
    policy_spheres: Names = ()
    sectors: Names = ()
    themes: Names = ()
    groups: Names = ()
    method: str = "community_forum"
    session: str = ""
    area_id: str = ""
    geometry: BaseGeometry | None = None
    suggestion_key: str = ""
    merged_into: str = ""
    status_reason: str = ""
    moderation: str = "shown"
    device_id: str = ""


FINDING_COLUMNS = (
    "id", "version", "kind", "title", "text", "status", "level", "dimensions", "policy_spheres", "sectors", "themes",
    "groups", "method", "session", "area_id", "lat", "lon", "geometry_wkt", "suggestion_key", "created_by",
    "created_at", "updated_at",
)  # fmt: skip
"""Columns of findings in exchange files: a contract."""


@dataclass(frozen=True, kw_only=True)
class Action(
    Record,
    prefix="A",
    table="actions",
    add="plan",
    layer="Actions",
    words=(
        "title",
        "interventions",
        "status_reason",
        "rag_reason",
        "responsible",
        "contributes",
        "benefits",
        "milestones",
    ),
):
    """What is to be done about findings, by whom: responsible, contributes and benefits are organisations' names.

    ``milestones`` are texts that begin with a date where there is one; ``baseline`` and ``target`` are values of
    ``measure``; ``scenario`` is the id of an edition that forecasts it.
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
    contributes: Names = ()
    benefits: Names = ()
    policy_spheres: Names = ()
    area_ids: Names = ()
    geometry: BaseGeometry | None = None
    measure: str = ""
    baseline: float | None = None
    target: float | None = None
    scenario: str = ""
    milestones: Names = ()
    due_date: str = ""


@dataclass(frozen=True, kw_only=True)
class Update(
    Record,
    prefix="U",
    table="updates",
    add="plan",
    layer="What happened to actions",
    words=("text", "rag_reason"),
):
    """What happened to an action."""

    action_id: str = ""
    text: str = ""
    status: str = ""
    rag: str = ""
    rag_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Feedback(Record, prefix="K", table="feedback", add="plan", words=("group", "answer")):
    """An advocacy group's answer to one of the five questions about an action (``advocacy_questions``)."""

    action_id: str = ""
    group: str = ""
    question: str = ""
    answer: str = ""
    given_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Outcome(Record, prefix="R", table="outcomes", add="plan", layer="Measured changes", words=("text",)):
    """A measured change that belongs to an action."""

    action_id: str = ""
    measure: str = ""
    edition_id: str = ""
    value: float | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Organisation(Record, prefix="O", table="organisations", add="plan", layer="Organisations", words=("name",)):
    """An organisation that can be responsible for something. ``kind`` is a key of ``organisation_kinds``."""

    name: str = ""
    kind: str = "other"


@dataclass(frozen=True, kw_only=True)
class Session(Record, prefix="S", table="sessions", add="session", words=("name", "venue", "attendance", "notice")):
    """One meeting of a forum.

    ``agenda`` holds ``{"part": key of forum_agenda, "title": str, "minutes": int}``; ``groups`` holds
    ``{"name": str, "dimension": key, "members_n": int}``; ``step`` is what the projector shows (``know``,
    ``discuss``, ``add``, ``draw``). ``join_code`` is empty unless phones may join; it is refused after ``expires_at``
    and once ``closed_at`` is set. ``retention_until`` is the date by which free text is looked through and erased.
    """

    name: str = ""
    date: str = ""
    venue: str = ""
    forum: str = "community_forum"
    stage: str = "understanding"
    agenda: tuple[dict[str, Any], ...] = ()
    groups: tuple[dict[str, Any], ...] = ()
    step: str = "know"
    attendance_n: int | None = None
    attendance: str = ""
    join_code: str = ""
    expires_at: str = ""
    closed_at: str = ""
    is_moderated: bool = False
    is_voting: bool = True
    retention_until: str = ""
    notice: str = ""


@dataclass(frozen=True, kw_only=True)
class Device(
    Record,
    prefix="D",
    table="devices",
    add="vote",
    save="moderate",
    after_session="erased",
    words=("name",),
):
    """A phone that joined a session. ``name`` is the group or table somebody gave, never asked to be a person's."""

    session: str = ""
    device_id: str = ""
    name: str = ""
    is_blocked: bool = False


@dataclass(frozen=True, kw_only=True)
class Comment(
    Record,
    prefix="C",
    table="comments",
    add="add",
    save="moderate",
    goes_with_finding=True,
    after_session="erased",
    words=("text",),
):
    """Something said about a finding."""

    finding_id: str = ""
    session: str = ""
    text: str = ""
    moderation: str = "shown"
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Vote(Record, prefix="V", table="votes", add="vote", save="import", after_session="unnamed"):
    """One device's vote on one finding, 1 to 5 or None for "no opinion"; changeable until the session closes."""

    finding_id: str = ""
    session: str = ""
    device_id: str = ""
    importance: int | None = None
    amenability: int | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence(
    Record,
    prefix="E",
    table="evidence",
    add="add",
    save="plan",
    goes_with_finding=True,
    words=("title", "content"),
):
    """What stands behind a finding: ``kind`` is ``measures`` (frozen numbers of its place, with the edition's id),
    ``suggestion``, ``survey``, ``quote`` or ``link``. ``content`` is JSON, written once and never changed."""

    finding_id: str = ""
    kind: str = "measures"
    title: str = ""
    edition_id: str = ""
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Photo(
    Record,
    prefix="P",
    table="photos",
    add="add",
    save="moderate",
    goes_with_finding=True,
    after_session="erased",
    words=("alt",),
):
    """A picture as evidence: JPEG without EXIF (``content``), and words for those who do not see it (``alt``)."""

    finding_id: str = ""
    session: str = ""
    alt: str = ""
    moderation: str = "waiting"
    device_id: str = ""
    width_px: int = 0
    height_px: int = 0
    sha256: str = ""
    content: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Correction(
    Record,
    prefix="X",
    table="corrections",
    add="add",
    save="moderate",
    layer="Corrections of the open data",
    after_session="unnamed",
    words=("name", "text", "details", "status_reason", "decided_by"),
):
    """Something the open data has wrong. ``kind``: ``place_missing``, ``place_closed``, ``place_misnamed`` or
    ``bus_missing``; ``status``: ``proposed``, ``accepted``, ``rejected`` or ``withdrawn``.

    Places: ``place_id`` (closed, misnamed), ``place_kind``, ``name`` (the right one), ``geometry`` (missing).
    A bus: ``name`` (line), ``details`` with ``operator``, ``stops`` (``[{"name", "lat", "lon"}]`` in order), ``days``
    (``weekday``, ``saturday``, ``sunday``), ``first`` and ``last`` (``"07:00"``), ``headway_min``, ``kmh`` and
    ``is_both_ways``.
    """

    kind: str = "place_missing"
    name: str = ""
    text: str = ""
    place_id: str = ""
    place_kind: str = ""
    geometry: BaseGeometry | None = None
    details: dict[str, Any] = field(default_factory=dict)
    status: str = "proposed"
    status_reason: str = ""
    decided_by: str = ""
    decided_at: str = ""
    session: str = ""
    moderation: str = "shown"
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Dismissal(
    Record,
    prefix="N",
    table="dismissals",
    add="dismiss",
    after_session="unnamed",
    words=("title", "reason"),
):
    """A suggestion that the forum set aside, with its reason; it stays dismissed in later editions."""

    suggestion_key: str = ""
    title: str = ""
    reason: str = ""
    session: str = ""
    is_withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Erasure(Record, prefix="Z", table="erasures", add="erase", words=("reason",)):
    """That words were erased on request: which records, when and by whom. It never holds the words."""

    record_ids: Names = ()
    reason: str = ""
    requested_on: str = ""


@dataclass(frozen=True)
class AuditEntry:
    """One change. ``before`` and ``after`` are the record's fields as JSON values; None where there is none.

    Changes made together have the same ``revision``. ``change`` is ``added``, ``changed``, ``not_saved`` (an edit that
    met a newer version: ``after`` has its words), ``erased`` or what else was done in a word.
    """

    revision: int
    at: str
    actor: str
    role: str
    change: str
    record_kind: str
    record_id: str
    version: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    reason: str = ""


RECORDS: tuple[type[Record], ...] = tuple(DECLARED)
"""Every kind of record that the store keeps, as declared above: what is said of all kinds loops over these."""


def field_names(kind: type[Record]) -> list[str]:
    """Names of the fields of a kind of record, in order."""
    return [one.name for one in fields(kind)]
