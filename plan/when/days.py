"""What happens in a week, of what was understood; bank holidays of England and Wales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from plan.when.model import Slot, When

__all__ = ["Happening", "bank_holidays", "happenings", "monday_of"]


@dataclass(frozen=True)
class Happening:
    """One time at which it happens.

    Attributes:
        day: the date.
        start_min, end_min: minutes after midnight; None if not known.
        is_term_time: only if schools are open that week.
        is_sure: False for "every other week" without the day on which it began: it may be the other week.
    """

    day: date
    start_min: int | None
    end_min: int | None
    is_term_time: bool
    is_sure: bool = True


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Bank holidays of England and Wales that come every year, with the days that stand for those on a weekend."""
    from dateutil.easter import easter

    def first_monday(month: int) -> date:
        first = date(year, month, 1)
        return first + timedelta(days=-first.weekday() % 7)

    def last_monday(month: int) -> date:
        return monday_of(date(year, month, 31))

    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found |= {first_monday(5), last_monday(5), last_monday(8)}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        day = fixed
        while day.weekday() > 4 or day in found:
            day += timedelta(days=1)
        found |= {day, fixed} if fixed.weekday() > 4 else {day}
    return frozenset(found)


def _is_on(slot: Slot, day: date, when: When) -> tuple[bool, bool]:
    """Whether it happens that day, and whether that is sure."""
    if slot.dates:
        return day in slot.dates, True
    if day.weekday() not in slot.weekdays:
        return False, True
    if slot.which:
        is_last = (day + timedelta(days=7)).month != day.month
        return (day.day - 1) // 7 + 1 in slot.which or (is_last and -1 in slot.which), True
    if slot.every_weeks > 1:
        if when.begins is None:
            return True, False
        weeks_n = (monday_of(day) - monday_of(when.begins)).days // 7
        return weeks_n % slot.every_weeks == 0, True
    return True, True


def happenings(when: When, monday: date) -> tuple[Happening, ...]:
    """When it happens in the seven days from ``monday``, in order."""
    found = []
    for day in (monday + timedelta(days=ahead) for ahead in range(7)):
        if (when.begins and day < when.begins) or (when.ends and day > when.ends):
            continue
        if when.is_off_bank_holidays and day in bank_holidays(day.year):
            continue
        for slot in when.slots:
            is_on, is_sure = _is_on(slot, day, when)
            if is_on:
                found.append(Happening(day, slot.start_min, slot.end_min, when.is_term_time, is_sure))
    return tuple(sorted(found, key=lambda one: (one.day, -1 if one.start_min is None else one.start_min)))
