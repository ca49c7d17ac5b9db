"""What others say about actions: the room's proposals, the lever-holders, the advocacy groups; and frozen reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plan.kinds import Record

__all__ = ["Ask", "Feedback", "Proposal", "Report", "ShareKey"]


@dataclass(frozen=True, kw_only=True)
class Proposal(
    Record,
    prefix="L",
    table="proposals",
    add="add",
    save="moderate",
    goes_with_finding=True,
    after_session="unnamed",
    words=("text", "lever"),
):
    """What the room thinks could be done about a finding, and who holds the lever (``lever``, in their words).

    ``action_id`` is the action that took it up; empty while none has.
    """

    finding_id: str = ""
    session: str = ""
    text: str = ""
    lever: str = ""
    level: str = ""
    action_id: str = ""
    moderation: str = "shown"
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Ask(Record, prefix="Q", table="asks", add="plan", words=("organisation", "text", "answer_text", "source")):
    """One organisation was asked for an action. ``answer`` is empty (none yet), ``yes``, ``in_part`` or ``no``.

    ``answer_text`` is in their words, ``source`` the minute or letter that it stands in.
    """

    action_id: str = ""
    organisation: str = ""
    asked_on: str = ""
    text: str = ""
    answered_on: str = ""
    answer: str = ""
    answer_text: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Feedback(
    Record,
    prefix="K",
    table="feedback",
    add="plan",
    words=("group", "answer"),
):
    """An advocacy group's answer to one of the five questions about an action (``advocacy_questions``), dated.

    ``intervention_id`` is empty where it is about the whole action. ``group`` is the group's name.
    """

    action_id: str = ""
    intervention_id: str = ""
    group: str = ""
    question: str = ""
    answer: str = ""
    given_on: str = ""


@dataclass(frozen=True, kw_only=True)
class Report(Record, prefix="T", table="reports", add="plan", words=("name", "content")):
    """The plan as it was for a meeting: frozen, whatever changes later.

    ``kind`` is ``meeting``, or ``agreed`` where the network agreed the plan that day; ``filters`` are those in force;
    ``content`` is the plan's rows as they were, written once.
    """

    kind: str = "meeting"
    name: str = ""
    date: str = ""
    round: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ShareKey(Record, prefix="J", table="share_keys", add="session", words=("name",)):
    """A key that opens one read-only page to whoever has its address; ``withdrawn_at`` closes it for good.

    ``opens`` is ``said`` (you said, we did). ``key`` has at least 128 random bits. ``session`` is the session whose
    pins are shown; empty for all.
    """

    opens: str = "said"
    key: str = ""
    name: str = ""
    only_session: str = ""
    withdrawn_at: str = ""
