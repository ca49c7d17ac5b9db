"""What may follow what: changes of status, and who may make them."""

from __future__ import annotations

from geo.errors import AtlasError
from plan.records import Action, Finding, Person, Record
from plan.roles import may
from plan.rules import RecordFault
from plan.taxonomy import Taxonomy

__all__ = ["EditConflict", "check_change"]

_CLOSED = ("merged", "retired")


class EditConflict(AtlasError, RuntimeError):
    """Somebody else has changed the record since it was read. Nothing was overwritten; both versions are here."""

    def __init__(self, yours: Record, theirs: Record) -> None:
        self.yours, self.theirs = yours, theirs
        super().__init__(
            f"{theirs.id} was changed by somebody else while you were editing it.",
            do="Look at both versions and choose. Yours is kept in the record of changes.",
        )


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


def check_change(before: Record, after: Record, taxonomy: Taxonomy, who: Person) -> None:
    """Refuse a change of status that the method does not know, or that this person may not make.

    Raises:
        RecordFault
    """
    if not isinstance(before, Finding | Action) or not isinstance(after, Finding | Action):
        return
    problems = []
    if before.status != after.status:
        problems.append(_status_problem(before, after, taxonomy, who))
    if isinstance(after, Finding) and isinstance(before, Finding):
        if after.status == "merged" and not after.merged_into:
            problems.append("A finding is merged into another one: say which.")
        if after.status != "merged" and after.merged_into:
            problems.append("Only a merged finding names the one it was merged into.")
    if found := [problem for problem in problems if problem]:
        raise RecordFault(found)
