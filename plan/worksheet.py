"""An action's row and its parts: interventions and milestones are records, and words in the row of their action.

The words make the row readable in QGIS and let it leave and enter as one line of a spreadsheet; the records have an id,
a state and a history. Both say the same at any time: whoever writes one side, the store writes the other
(``store.writing``) by what stands here.

A milestone is written ``DATE text (owner) [done DATE]``; each part but the text may be missing. Reading what was
written gives the same words again, whatever they are: what does not fit the form is all text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from plan.ids import new_id
from plan.records import Action, Intervention, Milestone
from plan.rules import is_date

__all__ = [
    "OPEN_ENDED", "Parts", "is_carried_out", "live", "milestone_of", "moved", "parts_of_words", "with_words",
    "words_of_milestone",
]  # fmt: skip

OPEN_ENDED = ("done", "dropped")
"""Statuses of an intervention or an action after which nothing is due."""
TAKEN_OUT = "Taken out of the action."
_DAY = r"\d{4}-\d{2}-\d{2}"
_FORM = re.compile(rf"^(?:(?P<date>{_DAY}) )?(?P<text>.*?)(?: \((?P<owner>[^()]+)\))?(?: \[done (?P<done>{_DAY})\])?$")


def is_carried_out(action: Action) -> bool:
    """True for what is done, wholly or partly: only then can somebody say whether it helped."""
    return action.status == "done" and action.carried_out in ("wholly", "partly")


Part = TypeVar("Part", Intervention, Milestone)


def words_of_milestone(milestone: Milestone) -> str:
    """A milestone as its action's row and exchange files have it."""
    words = " ".join(part for part in (milestone.date, milestone.text) if part)
    words += f" ({milestone.owner})" if milestone.owner else ""
    return words + (f" [done {milestone.done_on}]" if milestone.done_on else "")


def milestone_of(words: str) -> Milestone:
    """A new milestone from its words; :func:`words_of_milestone` gives exactly these words again."""
    found = _FORM.match(words)
    if found and found["text"].strip():
        days = {name: found[name] or "" for name in ("date", "done")}
        if all(not day or is_date(day) for day in days.values()):
            read = Milestone(date=days["date"], text=found["text"], owner=found["owner"] or "", done_on=days["done"])
            if words_of_milestone(read) == words:
                return read
    return Milestone(text=words)


@dataclass(frozen=True)
class Parts:
    """Parts of one action that are to be written: new ones have the version 0."""

    interventions: tuple[Intervention, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.interventions or self.milestones)


def live(parts: Iterable[Part]) -> list[Part]:
    """Those that count, in the order of the row: without what was dropped."""
    kept = [one for one in parts if not (one.dropped_on if isinstance(one, Milestone) else one.status == "dropped")]
    return sorted(kept, key=lambda one: (one.number, one.id))


def with_words(action: Action, interventions: Iterable[Intervention], milestones: Iterable[Milestone]) -> Action:
    """The action with the words of its parts."""
    return replace(
        action,
        interventions=tuple(one.text for one in live(interventions)),
        milestones=tuple(words_of_milestone(one) for one in live(milestones)),
    )


def parts_of_words(
    action: Action, interventions: Sequence[Intervention], milestones: Sequence[Milestone], today: str
) -> Parts:
    """What has to be written so that the parts say what the action's row says.

    A part whose words are still there stays as it is. Of the others, a milestone with the same text or the same day is
    the one that was changed (a day it moved from is kept), an intervention the one with the same number; what is left
    over is new, or was dropped.

    Args:
        action: as it is now.
        interventions, milestones: its parts as they were.
        today: day on which something was dropped.
    """
    return Parts(
        tuple(_interventions(action, live(interventions))), tuple(_milestones(action, live(milestones), today))
    )


def _interventions(action: Action, before: list[Intervention]) -> list[Intervention]:
    wanted = [Intervention(text=words, number=number) for number, words in enumerate(action.interventions, 1)]
    pairs = _pairs(wanted, before, (lambda one: one.text, lambda one: one.text.casefold(), lambda one: one.number))
    found = []
    for new, old in pairs:
        if old is None:
            found.append(replace(new, id=new_id(Intervention.prefix), action_id=action.id))
        elif (old.text, old.number) != (new.text, new.number):
            found.append(replace(old, text=new.text, number=new.number))
    kept = {old.id for _new, old in pairs if old is not None}
    return found + [replace(one, status="dropped") for one in before if one.id not in kept]


def _milestones(action: Action, before: list[Milestone], today: str) -> list[Milestone]:
    wanted = [replace(milestone_of(words), number=number) for number, words in enumerate(action.milestones, 1)]
    pairs = _pairs(
        wanted,
        before,
        (words_of_milestone, lambda one: (one.date, one.text), lambda one: one.text.casefold(), _day_or_itself),
    )
    found = []
    for new, old in pairs:
        if old is None:
            found.append(replace(new, id=new_id(Milestone.prefix), action_id=action.id))
        elif words_of_milestone(old) != words_of_milestone(new):
            found.append(moved(old, new))
        elif old.number != new.number:
            found.append(replace(old, number=new.number))
    kept = {old.id for _new, old in pairs if old is not None}
    dropped = [one for one in before if one.id not in kept]
    return found + [replace(one, dropped_on=today, dropped_reason=TAKEN_OUT) for one in dropped]


def moved(old: Milestone, new: Milestone) -> Milestone:
    """The milestone with what is new of it; a day that it had and has no more is kept."""
    earlier = old.earlier_dates
    if old.date and old.date != new.date:
        earlier = (*earlier, old.date)
    return replace(old, text=new.text, date=new.date, owner=new.owner, done_on=new.done_on, number=new.number,
                   earlier_dates=earlier)  # fmt: skip


def _day_or_itself(one: Milestone) -> object:
    return one.date or object()


def _pairs(
    wanted: Sequence[Part], before: Sequence[Part], likenesses: Sequence[Callable[[Part], object]]
) -> list[tuple[Part, Part | None]]:
    """Each wanted part with the one that it was before, by the first likeness that two share; each is used once."""
    partner: dict[int, Part] = {}
    left = list(before)
    for likeness in likenesses:
        for place, one in enumerate(wanted):
            if place in partner:
                continue
            mine = likeness(one)
            found = next((other for other in left if likeness(other) == mine), None)
            if found is not None:
                partner[place] = found
                left.remove(found)
    return [(one, partner.get(place)) for place, one in enumerate(wanted)]
