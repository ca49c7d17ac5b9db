"""The five questions: answers of groups about an action, dated, and what they lead to: a change of the action."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from plan.records import Action, Feedback, Intervention, Person, Record
from plan.rules import RecordFault
from plan.worksheet import live

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["WORDS_ONLY", "day_answered", "decide_change", "latest_answers", "propose_change"]

WORDS_ONLY = ("in_the_way", "further")
"""Questions that a yes or a no does not answer."""


def day_answered(answer: Feedback) -> str:
    """The day on which it was answered; the day it was typed where nobody said."""
    return answer.given_on or answer.created_at[:10]


def latest_answers(answers: Iterable[Feedback]) -> dict[tuple[str, str, str], Feedback]:
    """The last answer by question, intervention (empty for the whole action) and group."""
    ordered = sorted(answers, key=lambda one: (day_answered(one), one.created_at, one.id))
    return {(one.question, one.intervention_id, one.group.casefold()): one for one in ordered}


def propose_change(store: PlanStore, answer: Feedback, who: Person, *, words: str, of: str = "") -> Feedback:
    """Propose what an answer leads to: an intervention in new words, or a further one. The action stays as it is.

    Args:
        words: what the intervention is to be.
        of: id of the intervention that it replaces; empty for a further one.

    Raises:
        RecordFault, EditConflict, NotAllowedError
    """
    if not words.strip():
        raise RecordFault(["A proposed change says what the intervention is to be."])
    proposed = replace(
        answer, change=words, change_of=of, change_status="proposed", decided_by="", decided_on="", decided_reason=""
    )
    return store.save(proposed, who)


def decide_change(
    store: PlanStore, answer: Feedback, who: Person, *, is_accepted: bool, reason: str = "", today: str = ""
) -> Feedback:
    """Accept a proposed change, which changes the action in the same transaction, or decline it with a reason.

    Raises:
        RecordFault: nothing is proposed, or declined without a reason; or the intervention is not there any more.
        EditConflict: the answer, or the intervention, was changed meanwhile.
        NotAllowedError
    """
    if answer.change_status != "proposed":
        raise RecordFault(["This answer proposes no change that could be decided on."])
    decided = replace(
        answer, change_status="accepted" if is_accepted else "declined", decided_by=who.name,
        decided_on=today or date.today().isoformat(), decided_reason=reason,
    )  # fmt: skip
    if not is_accepted:
        return store.save(decided, who, reason=reason)
    action = store.get(Action, answer.action_id)
    parts = live(store.all(Intervention, action_id=action.id))
    added: list[Record] = []
    changed: list[Record] = [decided]
    if answer.change_of:
        before = next((one for one in parts if one.id == answer.change_of), None)
        if before is None:
            raise RecordFault(["The intervention that it would change was taken out of the action meanwhile."])
        changed.append(replace(before, text=answer.change))
    else:
        number = max((one.number for one in parts), default=0) + 1
        added.append(Intervention(action_id=action.id, number=number, text=answer.change))
    why = f"Accepted from the answer {answer.id} of {answer.group or 'a group'}"
    _, kept = store.keep_together(added, changed, who, reason=why)
    return next(one for one in kept if isinstance(one, Feedback))
