"""What others say about actions: the room's proposals, the lever-holders, the advocacy groups; and frozen reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from plan.kinds import VERDICTS, Record

__all__ = ["Ask", "Feedback", "Helped", "Proposal", "Report", "ShareKey"]


@dataclass(frozen=True, kw_only=True)
class Proposal(
    Record,
    prefix="L",
    table="proposals",
    add="add",
    save="moderate",
    after_session="unnamed",
    choices={"level": "levels?"},
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
class Ask(
    Record,
    prefix="Q",
    table="asks",
    add="plan",
    days=("asked_on", "answered_on"),
    choices={"answer": ("", *VERDICTS)},
):
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
    add="add",
    save="moderate",
    after_session="unnamed",
    keys="intervention_id question change_of led_to",
    days=("given_on", "decided_on"),
    choices={"verdict": ("", *VERDICTS), "change_status": ("", "proposed", "accepted", "declined")},
):
    """A group's answer to one of the five questions about an action (``advocacy_questions``), dated.

    ``intervention_id`` is empty where it is about the whole action. ``group`` is the group's name, ``verdict`` a short
    answer (``yes``, ``in_part``, ``no``) beside or instead of the words in ``answer``. ``given_on`` is the day it was
    answered, which may lie before the day it was typed. ``session`` and ``device_id`` are of an answer from a phone.

    An answer can propose a change of the action: ``change`` is the intervention in its new words, ``change_of`` the id
    of the one that it replaces (empty for a further one), ``change_status`` ``proposed``, ``accepted`` or ``declined``.
    ``led_to`` is the id of the finding that was made of it.
    """

    action_id: str = ""
    intervention_id: str = ""
    group: str = ""
    question: str = ""
    verdict: str = ""
    answer: str = ""
    given_on: str = ""
    change: str = ""
    change_of: str = ""
    change_status: str = ""
    decided_by: str = ""
    decided_on: str = ""
    decided_reason: str = ""
    led_to: str = ""
    session: str = ""
    moderation: str = "shown"
    device_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Helped(Record, prefix="Y", table="helped", add="vote", save="import", choices={"verdict": VERDICTS}):
    """Whether an action that was carried out helped at the place of a pin, as one device says: ``yes``, ``in_part`` or
    ``no``. One for each device, pin and action; changeable. It never changes a status.
    """

    finding_id: str = ""
    action_id: str = ""
    device_id: str = ""
    verdict: str = ""


@dataclass(frozen=True, kw_only=True)
class Report(
    Record,
    prefix="T",
    table="reports",
    add="plan",
    days=("date",),
    choices={"kind": ("meeting", "agreed", "evidence")},
):
    """The plan as it was for a meeting, or an evidence pack: frozen, whatever changes later.

    ``kind`` is ``meeting``, ``agreed`` where the network agreed the plan that day, or ``evidence`` for a pack;
    ``filters`` are those in force, or what the pack is about; ``content`` is the plan's rows or the pack's sentences as
    they were, written once.
    """

    kind: str = "meeting"
    name: str = ""
    date: str = ""
    round: str = ""
    filters: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ShareKey(
    Record,
    prefix="J",
    table="share_keys",
    add="session",
    keys="key only_session",
    moments=("withdrawn_at",),
    choices={"opens": ("said", "survey")},
):
    """A key that opens one page to whoever has its address; ``withdrawn_at`` closes it for good.

    ``opens`` is ``said`` (you said, we did) or ``survey`` (the town's own questions: whoever has it may answer).
    ``key`` has at least 128 random bits. ``only_session`` is the session whose pins are shown; empty for all. *You
    said, we did* is there to read; with ``is_asking`` it also asks whether it helped.
    """

    opens: str = "said"
    key: str = ""
    name: str = ""
    only_session: str = ""
    withdrawn_at: str = ""
    is_asking: bool = False
