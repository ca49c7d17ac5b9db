"""What may follow what: changes of status, and who may make them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TypeVar

from geo.errors import AtlasError
from plan.records import Action, Answer, Ask, Feedback, Finding, Person, Record
from plan.roles import may
from plan.rules import RecordFault
from plan.taxonomy import Taxonomy

__all__ = ["EditConflict", "check_change", "own_changes", "put_on_top", "unasked"]

_CLOSED = ("merged", "retired")
_PLACE = ("geometry", "area_id")
_OF_THE_STORE = frozenset(one.name for one in fields(Record))
Kept = TypeVar("Kept", bound=Record)


class EditConflict(AtlasError, RuntimeError):
    """Somebody else has changed the record since it was read. Nothing was overwritten; both versions are here."""

    def __init__(self, yours: Record, theirs: Record) -> None:
        self.yours, self.theirs = yours, theirs
        super().__init__(
            f"{theirs.id} was changed by somebody else while you were editing it.",
            do="Look at both versions and choose. Yours is kept in the record of changes.",
        )


def own_changes(read: Record, yours: Record) -> frozenset[str]:
    """The fields that you changed in what you read; a place is its geometry and its area together."""
    names = {one.name for one in fields(read)} - _OF_THE_STORE
    changed = {name for name in names if getattr(read, name) != getattr(yours, name)}
    return frozenset(changed | names.intersection(_PLACE) if changed.intersection(_PLACE) else changed)


def put_on_top(read: Kept, yours: Kept, theirs: Kept) -> Kept:
    """Their version with what you changed on top; whatever you did not touch stays as they saved it."""
    return replace(theirs, **{name: getattr(yours, name) for name in own_changes(read, yours)})


def _status_problem(before: Finding | Action, after: Finding | Action, taxonomy: Taxonomy, who: Person) -> str:
    name = "finding" if isinstance(before, Finding) else "action"
    label = taxonomy.labels(f"{name}_status")
    allowed = taxonomy.next_statuses(name, before.status)
    if after.status not in allowed:
        words = ", ".join(label[one] for one in allowed) or "nothing"
        return f"{label[before.status]} can be followed by: {words}. It cannot become {label[after.status]} at once."
    if name == "finding" and before.status in _CLOSED and not may(who.role, "reopen"):
        return "Only a planner reopens what was merged or retired."
    return ""


def unasked(action: Action, asks: Iterable[Ask]) -> tuple[str, ...]:
    """The responsible of an action who have not been asked yet, as the action names them."""
    asked = {one.organisation.casefold() for one in asks if one.action_id == action.id}
    return tuple(name for name in action.responsible if name.casefold() not in asked)


def _agreed_unasked(before: Action, after: Action, asks: Iterable[Ask]) -> str:
    if before.status == after.status or after.status != "agreed" or after.unasked_reason:
        return ""
    if not (names := unasked(after, asks)):
        return ""
    return (
        f"An action is agreed once its responsible organisations have been asked. Not asked yet: {', '.join(names)}. "
        "Note when they were asked, or give the reason for going ahead."
    )


_CHANGE_STEPS = {
    "": ("proposed",), "proposed": ("", "accepted", "declined"), "declined": ("proposed",), "accepted": (),
}  # fmt: skip


def _change_problem(before: Feedback, after: Feedback, who: Person) -> str:
    """What is wrong with what becomes of a change that an answer proposes; an answer itself is never changed by it."""
    is_decided = after.change_status in ("accepted", "declined")
    if before.change_status == after.change_status:
        is_same = (before.change, before.change_of) == (after.change, after.change_of)
        return "What was decided on stays as it was." if is_decided and not is_same else ""
    if after.change_status not in _CHANGE_STEPS[before.change_status]:
        return "A change is proposed first, then accepted or declined; what was accepted stays accepted."
    if is_decided and not may(who.role, "plan"):
        return "Only a planner accepts or declines a change of an action."
    return ""


def check_change(before: Record, after: Record, taxonomy: Taxonomy, who: Person, *, asks: Iterable[Ask] = ()) -> None:
    """Refuse a change of status that the method does not know, or that this person may not make; of a proposed change
    of an action likewise; what only planners may read is changed by planners.

    Args:
        asks: which organisations have been asked for the action.

    Raises:
        RecordFault
    """
    if isinstance(before, Feedback) and isinstance(after, Feedback):
        if problem := _change_problem(before, after, who):
            raise RecordFault([problem])
        return
    if isinstance(before, Answer) and before.readers == "planner" and not may(who.role, "plan"):
        raise RecordFault(["Only planners may read this, so only a planner changes it."])
    if not isinstance(before, Finding | Action) or not isinstance(after, Finding | Action):
        return
    problems = []
    if before.status != after.status:
        problems.append(_status_problem(before, after, taxonomy, who))
    if isinstance(after, Action) and isinstance(before, Action):
        problems.append(_agreed_unasked(before, after, tuple(asks)))
    if isinstance(after, Finding) and isinstance(before, Finding):
        if after.status == "merged" and not after.merged_into:
            problems.append("A finding is merged into another one: say which.")
        if after.status != "merged" and after.merged_into:
            problems.append("Only a merged finding names the one it was merged into.")
    if found := [problem for problem in problems if problem]:
        raise RecordFault(found)
