"""Milestones over time: what is late, to come, done or dropped, and the days that they were moved from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from everyday.acting.rows import ActionRow

__all__ = ["STATES", "Step", "timeline_of"]

STATES = {"late": "■", "next": "○", "done": "●", "dropped": "✕", "earlier": "◇"}
"""A shape for each state, and for a day that something was moved from."""


@dataclass(frozen=True)
class Step:
    """One milestone with a day.

    Attributes:
        text, day: what, and on which day: the day it was done where it is done.
        state: one of :data:`STATES`, without ``earlier``.
        earlier: the days that it was planned for before, oldest first.
    """

    text: str
    day: str
    state: str
    earlier: tuple[str, ...] = ()


def timeline_of(rows: Sequence[ActionRow]) -> list[tuple[ActionRow, list[Step]]]:
    """The actions that have milestones with a day, the one with the earliest open day first; what is over last."""
    found = []
    for row in rows:
        steps = [
            Step(one.text, one.done_on or one.date, _state(one.dropped_on, one.done_on, one.date, row), _earlier(one))
            for one in (*row.milestones, *row.dropped)
            if one.date or one.done_on
        ]
        if steps:
            found.append((row, sorted(steps, key=lambda one: (one.day, one.text))))
    return sorted(found, key=lambda one: _first_open(one[1]))


def _earlier(milestone: object) -> tuple[str, ...]:
    planned = getattr(milestone, "date", "") if getattr(milestone, "done_on", "") else ""
    days = (*getattr(milestone, "earlier_dates", ()), planned)
    return tuple(day for day in days if day and day != getattr(milestone, "done_on", ""))


def _state(dropped_on: str, done_on: str, day: str, row: ActionRow) -> str:
    if dropped_on:
        return "dropped"
    if done_on:
        return "done"
    return "late" if day < row.today and not row.is_over else "next"


def _first_open(steps: Sequence[Step]) -> tuple[bool, str]:
    waiting = [one.day for one in steps if one.state in ("late", "next")]
    return not waiting, min(waiting or [one.day for one in steps])
