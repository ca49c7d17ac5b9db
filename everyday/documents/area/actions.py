"""Actions of an area, a line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyday.acting import ActionRow
    from everyday.language import Language

__all__ = ["ActionLine", "action_line", "action_rows", "late_first", "short"]

LONGEST, LONGEST_WHO, LONGEST_LATE = 90, 56, 32
"""So much fits on a page however long the words are, in Word too; titles are cut with …, rows are counted."""


@dataclass(frozen=True)
class ActionLine:
    """One action: its number on the map (0: none), what, who is responsible, its status, when due, and what is late."""

    number: int
    title: str
    who: str
    status: str
    due: str
    late: str


def short(title: str, most: int = LONGEST) -> str:
    """A title as it fits into a line."""
    return title if len(title) <= most else f"{title[: most - 1]}…"


def late_first(rows: Sequence[ActionRow]) -> list[ActionRow]:
    """What is late, then what is due next; what is over last."""
    return sorted(rows, key=lambda row: (row.is_over, not row.is_late, row.action.due_date or "9999"))


def action_line(row: ActionRow, labels: Mapping[str, str], _: Language, number: int = 0) -> ActionLine:
    """One action in words.

    Args:
        labels: of statuses.
        number: on the map; 0: it stands on none.
    """
    action = row.action
    late = row.late[0] if row.late else None
    if late is not None:
        words = _("{what}, due {day}", what=short(late.text, LONGEST_LATE), day=_.date(late.date))
    else:
        words = _("Due {day}", day=_.date(action.due_date)) if row.is_overdue else ""
    due = _("Ongoing") if action.is_ongoing else _.date(action.due_date) if action.due_date else ""
    who = short(", ".join(action.responsible), LONGEST_WHO) or _("Nobody yet")
    return ActionLine(number, short(action.title), who, labels.get(action.status, action.status), due, words)


def action_rows(lines: Sequence[ActionLine], _: Language) -> tuple[list[str], list[list[str]]]:
    """Heading and rows of a table of actions."""
    heads = [_("Action"), _("Responsible"), _("Status"), _("Due"), _("Late")]
    titles = [f"{one.number} {one.title}" if one.number else one.title for one in lines]
    return heads, [
        [title, one.who, one.status, one.due, one.late or _("no")] for title, one in zip(titles, lines, strict=True)
    ]
