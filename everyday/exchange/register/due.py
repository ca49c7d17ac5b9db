"""What is due, a row for each organisation and day: for a meeting, or for each body's own list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.documents.plan import shown_owner
from everyday.exchange.tables import write_csv
from plan.exchange import guard_text
from plan.worksheet import OPEN_ENDED

if TYPE_CHECKING:
    from everyday.acting import ActionRow, Organisations
    from plan.taxonomy import Taxonomy

__all__ = ["write_due"]

HEADINGS = ("organisation", "role", "date", "what", "kind", "is_late", "action", "status", "action_id", "id")
NOBODY = "nobody yet"


@dataclass(frozen=True)
class _Due:
    """Something with a day."""

    row: ActionRow
    kind: str
    day: str
    what: str
    owner: str
    record_id: str
    can_be_late: bool = True


def write_due(
    path: Path, rows: Sequence[ActionRow], taxonomy: Taxonomy, organisations: Organisations, audience: str
) -> int:
    """Write everything that is due and not over, sorted by organisation and day; returns the number of rows.

    A body that is responsible for an action has all its days; who owns a milestone has that one. Bodies go by the name
    of today.
    """
    lines = []
    for row in rows:
        if row.is_over:
            continue
        for one in _days(row):
            for name, role in _whose(one, organisations, audience):
                is_late = one.can_be_late and one.day < row.today
                status = taxonomy.label("action_status", row.action.status)
                lines.append((name, role, one.day, one.what, one.kind, "yes" if is_late else "no", row.action.title,
                              status, row.id, one.record_id))  # fmt: skip
    lines.sort(key=lambda line: (line[0] == NOBODY, line[0].casefold(), line[2], line[3]))
    write_csv(path, HEADINGS, [[guard_text(cell) for cell in line] for line in lines])
    return len(lines)


def _days(row: ActionRow) -> Iterator[_Due]:
    action = row.action
    if action.is_ongoing and action.next_look:
        yield _Due(row, "next look", action.next_look, action.title, "", action.id, can_be_late=False)
    if not action.is_ongoing and action.due_date:
        yield _Due(row, "action", action.due_date, action.title, "", action.id)
    for one in row.interventions:
        if one.due_date and one.status not in OPEN_ENDED:
            yield _Due(row, "intervention", one.due_date, one.text, one.lead, one.id)
    for step in row.milestones:
        if step.date and not step.done_on:
            yield _Due(row, "milestone", step.date, step.text, step.owner, step.id)


def _whose(one: _Due, organisations: Organisations, audience: str) -> list[tuple[str, str]]:
    """Who has to see to it, each once, by the name of today."""
    found: dict[str, str] = {}
    if owner := shown_owner(one.row, one.owner, organisations, audience):
        found[organisations.names(owner)[0]] = "owner"
    for name in one.row.action.responsible:
        role = "lead" if name == one.row.action.lead else "responsible"
        found.setdefault(organisations.names(name)[0], role)
    return list(found.items()) or [(NOBODY, "")]
