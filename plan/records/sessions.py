"""Meetings of a forum, and the phones in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from plan.kinds import Record

if TYPE_CHECKING:
    pass

__all__ = ["Device", "Session"]


@dataclass(frozen=True, kw_only=True)
class Session(
    Record,
    prefix="S",
    table="sessions",
    add="session",
    keys="forum join_code",
    days=("date", "retention_until"),
    moments=("expires_at", "closed_at"),
    choices={"step": ("know", "discuss", "add", "draw"), "stage": "stages"},
):
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
class Device(Record, prefix="D", table="devices", add="vote", save="moderate", after_session="erased"):
    """A phone that joined a session. ``name`` is the group or table somebody gave, never asked to be a person's."""

    session: str = ""
    device_id: str = ""
    name: str = ""
    is_blocked: bool = False
