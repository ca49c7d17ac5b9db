"""Two days of the plan side by side: what came, what goes on elsewhere, what was dropped, what moved, who answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from everyday.acting import ActionRow
from everyday.language import Language, later, writable
from everyday.reporting.thawing import Frozen
from plan.records import Action, Ask, Milestone

__all__ = ["KINDS", "Change", "Comparison", "compared"]

KINDS = {
    "added": later("Added"),
    "came_in": later("Was in the plan, and is now among those chosen"),
    "merged": later("Merged into another action"),
    "superseded": later("Superseded by other actions"),
    "dropped": later("Dropped"),
    "status": later("Status has moved"),
    "dates": later("Dates have moved"),
    "answers": later("Who answered"),
    "outside": later("No longer among those chosen"),
    "gone": later("No longer there"),
}
"""What can have become of an action, in the order in which it is told."""
_ANSWERS = {"yes": later("yes"), "in_part": later("in part"), "no": later("no")}


@dataclass(frozen=True)
class Change:
    """What became of one action.

    Attributes:
        kind: one of :data:`KINDS`.
        action_id, number, title: of the action, as the later report calls it, or the earlier where it is not there.
        lines: what changed, a sentence each.
    """

    kind: str
    action_id: str
    number: int
    title: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side, for an audience.

    Attributes:
        before, after: what they are called, with their days.
        counts: how many actions each has.
        changes: in the order of :data:`KINDS`, then by number.
        note: what to know when reading it; empty where both had the same filters.
    """

    before: str
    after: str
    counts: tuple[int, int]
    changes: Sequence[Change]
    note: str = ""


def compared(before: Frozen, after: Frozen, language: Language, *, audience: str = "team") -> Comparison:
    """Lay two reports side by side; the one of the earlier day is the one before, whichever is given first."""
    _ = language
    if before.date > after.date:
        before, after = after, before
    work = _Comparing(_, before, after, audience)
    changes = sorted(work.changes(), key=lambda one: (list(KINDS).index(one.kind), one.number))
    note = ""
    if before.choice != after.choice:
        note = _("The two were made with different filters: what stands in one of them alone may be outside the other.")
    return Comparison(
        _name(_, before), _name(_, after), (len(work.old), len(work.new)), changes, note
    )  # fmt: skip


def _name(_: Language, frozen: Frozen) -> str:
    day = _.date(frozen.date)
    return writable(_("{name}, {day}", name=frozen.name, day=day) if frozen.name else _("The plan now, {day}", day=day))


class _Comparing:
    """What it takes to compare."""

    def __init__(self, _: Language, before: Frozen, after: Frozen, audience: str) -> None:
        self.words, self.before, self.after = _, before, after
        self.old = {row.id: row for row in before.rows(audience)}
        self.new = {row.id: row for row in after.rows(audience)}
        self.old_whole, self.new_whole = before.whole(audience), after.whole(audience)

    def changes(self) -> Iterator[Change]:
        """Everything that is different."""
        for action_id, row in self.new.items():
            if action_id not in self.old:
                kind = "came_in" if action_id in self.old_whole else "added"
                yield self._change(kind, row.action, [self._status(self.after, row.action.status)])
            else:
                yield from self._moved(self.old[action_id], row)
        for action_id, row in self.old.items():
            if action_id not in self.new:
                yield self._left(row)

    def _moved(self, old: ActionRow, new: ActionRow) -> Iterator[Change]:
        """An action that stands in both."""
        _, action = self.words, new.action
        if old.action.status != action.status and action.status == "dropped":
            yield self._dropped(action)
        elif old.action.status != action.status:
            line = _("{before} → {after}", before=self._status(self.before, old.action.status),
                     after=self._status(self.after, action.status))  # fmt: skip
            yield self._change("status", action, [line])
        elif (old.action.goes_on_in, old.action.goes_on_as) != (action.goes_on_in, action.goes_on_as):
            yield self._dropped(action)
        if dates := list(self._dates(old, new)):
            yield self._change("dates", action, dates)
        if answers := list(self._answers(old.asks, new.asks)):
            yield self._change("answers", action, answers)

    def _left(self, row: ActionRow) -> Change:
        """An action that stands in the earlier one alone."""
        now = self.new_whole.get(row.id)
        if now is None:
            return self._change("gone", row.action, [])
        if now.status == "dropped" and row.action.status != "dropped":
            return self._dropped(now)
        return self._change("outside", now, [self._status(self.after, now.status)])

    def _dropped(self, action: Action) -> Change:
        """Merged, superseded or dropped; what goes on is named by number and title."""
        reason = [action.status_reason] if action.status_reason else []
        if not action.goes_on_in:
            return self._change("dropped", action, reason)
        going = [self.words("Goes on in {action}", action=self._named(one)) for one in action.goes_on_in]
        return self._change(action.goes_on_as or "superseded", action, [*going, *reason])

    def _named(self, action_id: str) -> str:
        found = self.new_whole.get(action_id)
        if found is None:
            return self.words("an action that is not shown here")
        return f"A{self.after.numbers[action_id]}: {found.title}"

    def _status(self, frozen: Frozen, key: str) -> str:
        return self.words(frozen.taxonomy.label("action_status", key))

    def _dates(self, old: ActionRow, new: ActionRow) -> Iterator[str]:
        _ = self.words
        for name, title in (("due_date", _("Due")), ("next_look", _("Next look")), ("target_by", _("Target by"))):
            days = getattr(old.action, name), getattr(new.action, name)
            if days[0] != days[1]:
                yield _("{what}: {before} → {after}", what=title, before=self._day(days[0]), after=self._day(days[1]))
        before = {one.id: one for one in (*old.milestones, *old.dropped)}
        for one in (*new.milestones, *new.dropped):
            if line := self._step(before.get(one.id), one):
                yield line

    def _step(self, old: Milestone | None, new: Milestone) -> str:
        _ = self.words
        if old is None:
            return _("Milestone added: {what}, {day}", what=new.text, day=self._day(new.date))
        if new.dropped_on and not old.dropped_on:
            return _("Milestone dropped on {day}: {what}", day=_.date(new.dropped_on), what=new.text)
        told = []
        if old.date != new.date:
            told.append(_("{what}: {before} → {after}", what=new.text, before=self._day(old.date),
                          after=self._day(new.date)))  # fmt: skip
        if new.done_on and not old.done_on:
            told.append(_("Done on {day}: {what}", day=_.date(new.done_on), what=new.text))
        return "; ".join(told)

    def _day(self, day: str) -> str:
        return self.words.date(day) if day else self.words("no day")

    def _answers(self, old: Sequence[Ask], new: Sequence[Ask]) -> Iterator[str]:
        _ = self.words
        before: Mapping[str, Ask] = {one.id: one for one in old}
        for one in new:
            known = before.get(one.id)
            if one.answer and (known is None or known.answer != one.answer):
                line = _("{name}: {answer}, on {day}", name=one.organisation,
                         answer=_(_ANSWERS.get(one.answer, one.answer)), day=self._day(one.answered_on))  # fmt: skip
                yield line + (f". “{one.answer_text}”" if one.answer_text else "")

    def _change(self, kind: str, action: Action, lines: Sequence[str]) -> Change:
        number = self.after.numbers.get(action.id) or self.before.numbers[action.id]
        return Change(kind, action.id, number, writable(action.title), [writable(line) for line in lines if line])
