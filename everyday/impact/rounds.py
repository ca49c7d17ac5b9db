"""Did it happen: actions counted by area and status, and what nobody has looked at in this round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyday.acting import ActionRow

__all__ = ["EVERYWHERE", "Count", "counts", "not_looked", "quarter_start", "statuses_of"]

EVERYWHERE = ""
"""In place of an area: the whole town, or the nation."""
_MONTHS = 3


@dataclass
class Count:
    """How many actions of an area (``EVERYWHERE``: of those without a place) have each status.

    What is ongoing has no end and stands under ``ongoing_n`` alone, never in a status nor among what is done.
    """

    area_id: str
    by_status: dict[str, int] = field(default_factory=dict)
    ongoing_n: int = 0
    overdue_n: int = 0

    @property
    def actions_n(self) -> int:
        """All of them."""
        return sum(self.by_status.values()) + self.ongoing_n


def counts(rows: Iterable[ActionRow], area_ids: Sequence[str]) -> list[Count]:
    """Actions by area, in the order of the areas, then those of areas that are no more, then those without a place.

    An action of several areas counts in each; the sum is therefore not the number of actions.
    """
    found: dict[str, Count] = {one: Count(one) for one in area_ids}
    for row in rows:
        for area in row.area_ids or (EVERYWHERE,):
            _count(found.setdefault(area, Count(area)), row)
    ordered = [one for one in found.values() if one.area_id != EVERYWHERE and one.actions_n]
    return ordered + ([found[EVERYWHERE]] if EVERYWHERE in found else [])


def _count(one: Count, row: ActionRow) -> None:
    one.overdue_n += row.is_overdue
    if row.action.is_ongoing and row.action.status != "dropped":
        one.ongoing_n += 1
    else:
        one.by_status = dict(Counter(one.by_status) + Counter([row.action.status]))


def statuses_of(rows: Iterable[ActionRow]) -> Mapping[str, int]:
    """Actions with an end by status."""
    return Counter(row.action.status for row in rows if not row.action.is_ongoing or row.action.status == "dropped")


def quarter_start(today: str) -> str:
    """The first day of the quarter that a day lies in: the usual round."""
    day = date.fromisoformat(today)
    return date(day.year, (day.month - 1) // _MONTHS * _MONTHS + 1, 1).isoformat()


def not_looked(rows: Iterable[ActionRow], since: str) -> list[ActionRow]:
    """Actions that go on and that nobody has looked at since a day, those longest ago first."""
    waiting = [row for row in rows if not row.is_over and row.last_look < since]
    return sorted(waiting, key=lambda row: (row.last_look, row.id))
