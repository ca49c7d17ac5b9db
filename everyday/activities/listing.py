"""The activities of a plan, each with what is understood of its times and whether it is still known to run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from plan.records import Activity
from plan.when import When, read_when, say_when

if TYPE_CHECKING:
    from everyday.atlas import OpenEdition
    from store.plan_store import PlanStore

__all__ = [
    "FADES_AFTER_MONTHS",
    "LEAVES_AFTER_MONTHS",
    "STATES",
    "Listed",
    "Remembered",
    "activities_state",
    "areas_holding",
    "held_in",
    "listed",
    "months_before",
]

FADES_AFTER_MONTHS, LEAVES_AFTER_MONTHS = 6, 12
STATES = ("running", "faded", "old", "not_known", "not_yet")
"""Confirmed within six months; within twelve, or kept on; longer ago; its end is over; it has not begun."""


def months_before(day: date, months: int) -> date:
    """The same day of a month so many months earlier, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"{months} months before {day}")


@dataclass(frozen=True)
class Listed:
    """One activity as of a day."""

    record: Activity
    today: date

    @property
    def id(self) -> str:
        """Its id."""
        return self.record.id

    @cached_property
    def when(self) -> When:
        """What is understood of its times."""
        return read_when(self.record.when)

    @property
    def when_said(self) -> str:
        """The same in words; ``ask`` where nothing is understood."""
        return say_when(self.when)

    @property
    def confirmed_on(self) -> str:
        """The day on which it was last known to run: confirmed, or else brought into the plan."""
        return self.record.last_confirmed or self.record.created_at[:10]

    @property
    def state(self) -> str:
        """One of :data:`STATES`."""
        record, today = self.record, self.today.isoformat()
        if record.valid_to and record.valid_to < today:
            return "not_known"
        if record.valid_from and record.valid_from > today:
            return "not_yet"
        if self.confirmed_on >= months_before(self.today, FADES_AFTER_MONTHS).isoformat():
            return "running"
        is_recent = self.confirmed_on >= months_before(self.today, LEAVES_AFTER_MONTHS).isoformat()
        return "faded" if is_recent or record.is_kept else "old"

    @property
    def is_counted(self) -> bool:
        """True if the gap map counts it, if it says when it happens."""
        return self.state in ("running", "faded")

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; None where only the ward is known, or nothing."""
        shape = self.record.geometry
        return None if shape is None or self.record.is_ward_only else (float(shape.y), float(shape.x))  # type: ignore[attr-defined]


def listed(store: PlanStore, today: date, *, with_unlisted: bool = False) -> list[Listed]:
    """The activities of a plan by title; those that asked not to be listed only where the team looks after them."""
    found = [Listed(one, today) for one in store.all(Activity) if with_unlisted or not one.is_unlisted]
    return sorted(found, key=lambda one: (one.record.title.casefold(), one.id))


def held_in(opened: OpenEdition, one: Listed) -> str:
    """The area of an edition in which an activity is held; empty where that is not known."""
    at = one.point
    return (opened.area_at(*at) or "") if at else one.record.area_id


def areas_holding(opened: OpenEdition, one: Listed) -> frozenset[str]:
    """Areas in which an activity is held: its ward, and those that people use."""
    shape, at = (one.record.geometry if one.point else None), held_in(opened, one)
    return frozenset(area for area in map(str, opened.areas["area_id"]) if opened.holds(area, shape, at))


@dataclass(frozen=True)
class Remembered:
    """Activities as something to remember results by: the same ids, versions and standing give the same answer."""

    rows: tuple[Listed, ...]
    key: tuple[tuple[str, int, str], ...]

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remembered) and self.key == other.key

    @classmethod
    def of(cls, rows: Iterable[Listed]) -> Remembered:
        """These rows, in their order."""
        kept = tuple(rows)
        return cls(kept, tuple((one.id, one.record.version, f"{one.state} {one.today}") for one in kept))


def activities_state(
    rows: Iterable[Listed], kinds: dict[str, str], states: dict[str, str], opened: OpenEdition | None
) -> dict[str, Any]:
    """Activities with a point, as the map draws them: one that is known to the ward only is not among them.

    Args:
        rows: of :func:`listed`.
        kinds, states: words by key.
        opened: the edition shown: an activity outside its areas is left out.
    """
    marks = [one for one in rows if (at := one.point) and (opened is None or opened.area_at(*at) is not None)]
    spots = [round(degrees * 1e5) for one in marks for degrees in one.point or ()]
    return {
        "names": [one.record.title for one in marks],
        "notes": [_note(one, kinds, states) for one in marks],
        "at": spots,
        "is_faded": [int(one.state != "running") for one in marks],
    }


def _note(one: Listed, kinds: dict[str, str], states: dict[str, str]) -> str:
    parts = [kinds.get(one.record.kind, ""), one.when_said, states.get(one.state, "")]
    return " · ".join(part for part in parts if part)
