"""What people say: findings, what is said about them, and what stands behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plan.kinds import ANY_SHAPE, Names, Record

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["FINDING_COLUMNS", "Comment", "Correction", "Dismissal", "Evidence", "Finding", "Photo", "Vote"]


@dataclass(frozen=True, kw_only=True)
class Finding(
    Record,
    prefix="F",
    table="findings",
    add="add",
    save="edit",
    layer="Barriers and enablers",
    after_session="unnamed",
    keys="dimensions policy_spheres sectors themes method merged_into",
    stays="area_id suggestion_key",
    shapes=ANY_SHAPE,
    choices={"kind": "kinds", "status": "finding_status", "level": ("neighbourhood", "city", "both")},
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
class Comment(Record, prefix="C", table="comments", add="add", save="moderate", after_session="erased"):
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
    stays="edition_id",
    choices={"kind": ("measures", "suggestion", "survey", "activities", "quote", "link")},
):
    """What stands behind a finding: ``kind`` is ``measures`` (frozen numbers of its place, with the edition's id),
    ``suggestion``, ``survey``, ``activities`` (how many are known to run in its area), ``quote`` or ``link``.
    ``content`` is JSON, written once and never changed."""

    finding_id: str = ""
    kind: str = "measures"
    title: str = ""
    edition_id: str = ""
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Photo(Record, prefix="P", table="photos", add="add", save="moderate", after_session="erased"):
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
    stays="place_id place_kind",
    shapes=("points", "areas"),
    moments=("decided_at",),
    choices={
        "kind": ("place_missing", "place_closed", "place_misnamed", "bus_missing"),
        "status": ("proposed", "accepted", "rejected", "withdrawn"),
    },
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
class Dismissal(Record, prefix="N", table="dismissals", add="dismiss", after_session="unnamed", stays="suggestion_key"):
    """A suggestion that the forum set aside, with its reason; it stays dismissed in later editions."""

    suggestion_key: str = ""
    title: str = ""
    reason: str = ""
    session: str = ""
    is_withdrawn: bool = False
