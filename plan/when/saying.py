"""What was understood of a time, in words of one form: they are read the same again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from plan.when.model import MONTHS, WEEKDAYS, Slot, When

__all__ = ["ASK", "say_date", "say_minutes", "say_when"]

ASK = "ask"
_WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_NOON, _DAY = 720, 1440


def say_minutes(minutes: int) -> str:
    """A time of the day: ``10am``, ``6.30pm``, ``12 noon``, ``12 midnight``."""
    if minutes in (0, _DAY):
        return "12 midnight"
    if minutes == _NOON:
        return "12 noon"
    hour, minute = divmod(minutes, 60)
    shown = f"{(hour - 1) % 12 + 1}" + (f".{minute:02}" if minute else "")
    return f"{shown}{'am' if hour < 12 else 'pm'}"


def say_date(day: date) -> str:
    """``4 July 2026``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _days(slot: Slot) -> str:
    if slot.dates:
        return _listed([say_date(day) for day in slot.dates])
    names = [WEEKDAYS[one] for one in slot.weekdays]
    if slot.which:
        which = _listed([_WHICH[one] for one in slot.which])
        return f"{which} {_listed(names)} of the month"
    if slot.every_weeks == 2:
        return f"every other {_listed(names)}"
    if slot.every_weeks > 2:
        return f"every {slot.every_weeks} weeks on {_listed([f'{name}s' for name in names])}"
    if slot.weekdays == tuple(range(7)):
        return "every day"
    if slot.weekdays == tuple(range(5)):
        return "Mondays to Fridays"
    return _listed([f"{name}s" for name in names])


def _time(slot: Slot) -> str:
    if slot.start_min is None:
        return ""
    if slot.end_min is None:
        return f" at {say_minutes(slot.start_min)}"
    return f" {say_minutes(slot.start_min)} to {say_minutes(slot.end_min)}"


def say_when(when: When) -> str:
    """What was understood, in words; ``ask`` where nothing was."""
    if when.is_ask:
        return ASK
    parts = ["; ".join(_days(slot) + _time(slot) for slot in when.slots)]
    parts += ["term time"] * when.is_term_time + ["not bank holidays"] * when.is_off_bank_holidays
    if when.begins:
        parts.append(f"starting {say_date(when.begins)}")
    if when.ends:
        parts.append(f"until {say_date(when.ends)}")
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]
