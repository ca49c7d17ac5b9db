"""The action plan as it stands: each action with everything that belongs to it, for whoever may see it.

Pages, documents, files and phones take their rows from here and from nowhere else: what is for the team alone is taken
out once, by :func:`plan_rows` for an audience, and no writer has to remember it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from everyday.acting.organisations import Organisations
from plan.changes import unasked
from plan.merging import kept_one, merged_map
from plan.records import (
    Action,
    Ask,
    Attachment,
    Feedback,
    Finding,
    Intervention,
    Milestone,
    Organisation,
    Outcome,
    Record,
    Update,
)  # fmt: skip
from plan.votes import NO_VOTES, Tally, tally_votes
from plan.worksheet import OPEN_ENDED, live, with_words

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["AUDIENCES", "ActionRow", "plan_rows", "seen_by"]

AUDIENCES = ("team", "network", "everybody")
"""Who looks, from the few to the many: each sees what is for it and for the larger ones."""
NO_ANSWER_DAYS = 60
Kept = TypeVar("Kept", bound=Record)


@dataclass(frozen=True)
class ActionRow:
    """One action with what belongs to it.

    Attributes:
        action: itself; without what the audience may not see.
        findings: the barriers and enablers that it is about, merged ones as the one that was kept.
        numbers: the number of each finding by its id.
        interventions, milestones: those that count, in order; ``dropped`` are the milestones that were dropped.
        updates, feedback, outcomes, attachments: oldest first, by the day they happened; answers that are shown.
        asks: who was asked, oldest first; empty for everybody.
        tallies: votes by finding id.
        unasked: responsible organisations that were never asked, and ``unanswered`` those who have not answered for
            ``NO_ANSWER_DAYS`` days.
        unnamed: the responsible who are a kind of organisation and still to be named.
        ceased: the responsible who are no more.
        today: the day that "overdue" is judged by.
    """

    action: Action
    findings: tuple[Finding, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    interventions: tuple[Intervention, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    dropped: tuple[Milestone, ...] = ()
    updates: tuple[Update, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    asks: tuple[Ask, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    unasked: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    ceased: tuple[str, ...] = ()
    today: str = ""

    @property
    def id(self) -> str:
        """Id of the action."""
        return self.action.id

    @property
    def is_over(self) -> bool:
        """Done or dropped: nothing is due any more."""
        return self.action.status in OPEN_ENDED

    @property
    def is_overdue(self) -> bool:
        """Its due date or one of its milestones has passed and is not done; what is ongoing is never overdue."""
        return not self.action.is_ongoing and self.is_late

    @property
    def is_late(self) -> bool:
        """It is overdue, or one of its milestones is late: of what is ongoing, only that can be."""
        if self.is_over:
            return False
        return bool(self.late) or (not self.action.is_ongoing and bool(self.action.due_date)
                                   and self.action.due_date < self.today)  # fmt: skip

    @property
    def late(self) -> tuple[Milestone, ...]:
        """Milestones whose day has passed and that are not done, the oldest first."""
        if self.is_over:
            return ()
        found = [one for one in self.milestones if one.date and not one.done_on and one.date < self.today]
        return tuple(sorted(found, key=lambda one: one.date))

    @property
    def next_milestone(self) -> Milestone | None:
        """The milestone that comes next, late ones first."""
        waiting = [one for one in self.milestones if one.date and not one.done_on]
        return min(waiting, key=lambda one: one.date, default=None) if not self.is_over else None

    @property
    def moved(self) -> tuple[Milestone, ...]:
        """Milestones whose day was changed."""
        return tuple(one for one in self.milestones if one.earlier_dates)

    @property
    def progress(self) -> tuple[int, int]:
        """Milestones and interventions done, of all that count: never typed, always counted."""
        done = sum(bool(one.done_on) for one in self.milestones)
        done += sum(one.status == "done" for one in self.interventions)
        return done, len(self.milestones) + len(self.interventions)

    @property
    def last_look(self) -> str:
        """The day on which somebody last said how it stands: an update, or that there was nothing new."""
        return max((_day_of(one) for one in self.updates), default="")

    @property
    def last_change(self) -> str:
        """The day on which it was last changed."""
        return self.action.updated_at[:10]

    @property
    def importance_mean(self) -> float | None:
        """The mean vote on importance over its findings; None without votes."""
        return _mean_vote(self.tallies.values(), "importance")

    @property
    def amenability_mean(self) -> float | None:
        """The same for how open to change they are."""
        return _mean_vote(self.tallies.values(), "amenability")

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Dimensions of its findings, each once."""
        return tuple(dict.fromkeys(key for one in self.findings for key in one.dimensions))

    @property
    def place(self) -> Any:
        """Its geometry, or that of its first finding that has one; None for an area or the whole town."""
        shapes = (self.action.geometry, *(one.geometry for one in self.findings))
        return next((shape for shape in shapes if shape is not None), None)

    @property
    def area_ids(self) -> tuple[str, ...]:
        """The areas it is for: its own, or those of its findings."""
        return self.action.area_ids or tuple(dict.fromkeys(one.area_id for one in self.findings if one.area_id))

    @property
    def is_everywhere(self) -> bool:
        """True for the whole town or the nation: it has no place on a map."""
        return self.place is None and not self.area_ids


def _day_of(update: Update) -> str:
    return update.happened_on or update.created_at[:10]


def _mean_vote(tallies: Iterable[Tally], question: str) -> float | None:
    counted = [(getattr(one, f"{question}_mean"), getattr(one, f"{question}_n")) for one in tallies]
    votes_n = sum(count for _, count in counted)
    return sum((mean or 0.0) * count for mean, count in counted) / votes_n if votes_n else None


def plan_rows(store: PlanStore, *, audience: str = "team", today: str = "") -> list[ActionRow]:
    """Every action that an audience may see, oldest first.

    Args:
        store: the plan.
        audience: ``team``, ``network`` or ``everybody``: actions, updates and attachments for fewer are left out, and
            so are the team's notes, unanswered asks and the reasons for agreeing without them.
        today: the day by which things are late (``2026-11-28``); default: the day it is.

    Raises:
        ValueError: there is no such audience.
    """
    if audience not in AUDIENCES:
        raise ValueError(f"{audience!r} is no audience; there are: {', '.join(AUDIENCES)}")
    day = today or date.today().isoformat()
    findings = {one.id: one for one in store.all(Finding)}
    merged = merged_map(findings.values())
    tallies = tally_votes(store.counted_votes(), merged)
    numbers, names = store.numbers(), Organisations(store.all(Organisation))
    parts = {kind: _by_action(store.all(kind)) for kind in (
        Intervention, Milestone, Update, Feedback, Outcome, Attachment, Ask,
    )}  # fmt: skip
    found = []
    for action in store.all(Action):
        now = names.today(action)
        kept = dict.fromkeys(kept_one(one, merged) for one in action.finding_ids)
        mine = tuple(findings[one] for one in kept if one in findings and findings[one].moderation == "shown")
        milestones = parts[Milestone][action.id]
        asks = tuple(parts[Ask][action.id])
        row = ActionRow(
            now,
            findings=mine,
            numbers=numbers,
            interventions=tuple(live(parts[Intervention][action.id])),
            milestones=tuple(live(milestones)),
            dropped=tuple(one for one in milestones if one.dropped_on),
            updates=tuple(sorted(parts[Update][action.id], key=_day_of)),
            feedback=_answers(parts[Feedback][action.id]),
            outcomes=tuple(parts[Outcome][action.id]),
            attachments=tuple(parts[Attachment][action.id]),
            asks=asks,
            tallies={one.id: tallies.get(one.id, NO_VOTES) for one in mine},
            unasked=unasked(now, [replace(one, organisation=names.names(one.organisation)[0]) for one in asks]),
            unanswered=_unanswered(asks, day),
            unnamed=tuple(name for name in now.responsible if not names.is_named(name)),
            ceased=tuple(name for name in now.responsible if names.has_ceased(name, day)),
            today=day,
        )
        if (seen := _for(row, audience)) is not None:
            found.append(seen)
    return found


def _answers(answers: Iterable[Feedback]) -> tuple[Feedback, ...]:
    """Those that are shown, by the day they were given."""
    shown = (one for one in answers if one.moderation == "shown")
    return tuple(sorted(shown, key=lambda one: one.given_on or one.created_at[:10]))


def _without_desk(answer: Feedback) -> Feedback:
    """An answer without who typed it and what is done with it: neither is for everybody."""
    nobody = dict.fromkeys(("created_by", "device_id", "change", "change_of", "change_status", "decided_by",
                            "decided_on", "decided_reason"), "")  # fmt: skip
    return replace(answer, **nobody)  # type: ignore[arg-type]


def seen_by(rows: Iterable[ActionRow], audience: str) -> list[ActionRow]:
    """Of rows as the team sees them, those that an audience may see, each without what is for fewer.

    Raises:
        ValueError: there is no such audience.
    """
    if audience not in AUDIENCES:
        raise ValueError(f"{audience!r} is no audience; there are: {', '.join(AUDIENCES)}")
    return [seen for row in rows if (seen := _for(row, audience)) is not None]


def _by_action(records: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for one in records:
        found[one.action_id].append(one)
    return found


def _unanswered(asks: Iterable[Ask], today: str) -> tuple[str, ...]:
    """Organisations that were asked long ago and have not answered."""
    long_ago = date.fromordinal(date.fromisoformat(today).toordinal() - NO_ANSWER_DAYS).isoformat()
    return tuple(one.organisation for one in asks if not one.answer and one.asked_on and one.asked_on <= long_ago)


def _may_see(record: Any, audience: str) -> bool:
    return AUDIENCES.index(record.visibility) >= AUDIENCES.index(audience)


def _for(row: ActionRow, audience: str) -> ActionRow | None:
    """The row as an audience may see it; None if it may not."""
    if not _may_see(row.action, audience):
        return None
    if audience == "team":
        return row
    asks = row.asks if audience == "network" else tuple(one for one in row.asks if one.answer)
    action = replace(row.action, team_note="", unasked_reason="", created_by="")
    is_public = audience == "everybody"
    return replace(
        row,
        action=with_words(action, row.interventions, row.milestones),
        updates=tuple(replace(one, created_by="") for one in row.updates if _may_see(one, audience)),
        attachments=tuple(one for one in row.attachments if _may_see(one, audience)),
        feedback=tuple(map(_without_desk, row.feedback)) if is_public else row.feedback,
        asks=asks,
        unasked=() if is_public else row.unasked,
        unanswered=() if is_public else row.unanswered,
    )
