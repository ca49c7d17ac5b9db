"""A rule of repetition by RFC 5545, as calendars and OpenReferral write it, in words; as far as words reach."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from plan.when.model import Slot, When
from plan.when.saying import say_when

__all__ = ["words_of_rule"]

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")
_UNDERSTOOD = {"FREQ", "INTERVAL", "BYDAY", "UNTIL", "COUNT", "BYSETPOS", "WKST"}
_MOST_COUNT = 500


def _parts(rule: str) -> dict[str, str]:
    body = rule.strip().upper().removeprefix("RRULE:")
    pairs = [one.partition("=") for one in body.split(";") if one.strip()]
    return {name.strip(): value.strip() for name, _, value in pairs}


def _until(words: str) -> date | None:
    found = re.match(r"^(\d{4})-?(\d{2})-?(\d{2})", words)
    return date(*(int(one) for one in found.groups())) if found else None


def words_of_rule(
    rule: str, *, start: date | None = None, start_min: int | None = None, end_min: int | None = None
) -> str:
    """A rule in words that are read the same again; empty where it says what words cannot.

    Args:
        rule: such as ``FREQ=WEEKLY;BYDAY=TU``.
        start: the first day (DTSTART), where it is known.
        start_min, end_min: minutes after midnight.
    """
    parts = _parts(rule)
    try:
        when = _when(parts, start, start_min, end_min)
    except (ValueError, KeyError):
        return ""
    return say_when(when) if when else ""


def _when(parts: dict[str, str], start: date | None, start_min: int | None, end_min: int | None) -> When | None:
    if set(parts) - _UNDERSTOOD:
        return None
    interval = int(parts.get("INTERVAL", "1"))
    days = [_BYDAY.match(one) for one in parts.get("BYDAY", "").split(",") if one]
    if any(one is None for one in days) or interval < 1:
        return None
    named = [(int(one[1]) if one[1] else 0, _DAYS.index(one[2])) for one in days if one]
    slot = _slot(parts, named, interval, start)
    if slot is None:
        return None
    ends = _until(parts["UNTIL"]) if "UNTIL" in parts else _last_of_count(parts, start)
    if ("UNTIL" in parts or "COUNT" in parts) and ends is None:
        return None
    if end_min is not None and (start_min is None or end_min <= start_min):
        end_min = None
    if start and ends == start:
        return When((Slot(dates=(start,), start_min=start_min, end_min=end_min),))
    timed = Slot(slot.weekdays, slot.which, slot.every_weeks, (), start_min, end_min)
    return When((timed,), begins=start if slot.every_weeks > 1 or ends else None, ends=ends)


def _slot(parts: dict[str, str], named: list[tuple[int, int]], interval: int, start: date | None) -> Slot | None:
    frequency = parts["FREQ"]
    numbers = {number for number, _ in named}
    weekdays = tuple(sorted({day for _, day in named}))
    if frequency == "DAILY" and interval == 1 and numbers <= {0} and "BYSETPOS" not in parts:
        return Slot(weekdays or tuple(range(7)))
    if frequency == "WEEKLY" and numbers <= {0} and "BYSETPOS" not in parts:
        weekdays = weekdays or ((start.weekday(),) if start else ())
        return Slot(weekdays, every_weeks=interval) if weekdays else None
    if frequency == "MONTHLY" and interval == 1 and named:
        which = numbers if "BYSETPOS" not in parts else {int(one) for one in parts["BYSETPOS"].split(",")}
        one_each = "BYSETPOS" not in parts or (numbers <= {0} and len(weekdays) == 1)
        is_whole = set(named) == {(number, day) for number in numbers for day in weekdays}
        if one_each and is_whole and which <= {1, 2, 3, 4, 5, -1}:
            return Slot(weekdays, tuple(sorted(which, key=lambda one: 9 if one < 0 else one)))
    return None


def _last_of_count(parts: dict[str, str], start: date | None) -> date | None:
    """The day of the last of so many times."""
    if "COUNT" not in parts or start is None:
        return None
    from dateutil.rrule import rrulestr

    count = int(parts["COUNT"])
    if not 1 <= count <= _MOST_COUNT:
        return None
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    days = list(rrulestr(rule, dtstart=datetime.combine(start, datetime.min.time())))
    return (days[-1] + timedelta()).date() if days else None
