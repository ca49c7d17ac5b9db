"""An edition that lost something is not published by itself: what counts as a loss, and what may be behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

__all__ = ["losses"]

LOST_SHARE = 0.5
"""With more than this share of the lines, stops, people or places gone a planner decides whether to show it."""
_FAR_DAYS = 60
_COUNTED = {"lines": "lines", "stops": "stops", "places": "places"}


def losses(shown: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """What a new edition has lost against the one shown, and what may be behind it: sentences; none if it may be shown.

    Args:
        shown, new: their manifests.
    """
    found = [
        f"{name.capitalize()}: {after:,.0f} of {before:,.0f} are left."
        for name, before, after in _counts(shown, new)
        if before > 0 and after < (1 - LOST_SHARE) * before
    ]
    return (*found, *_behind(shown, new)) if found else ()


def _counts(shown: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, float, float]]:
    before, after = shown.get("rows", {}), new.get("rows", {})
    for name, words in _COUNTED.items():
        yield words, float(before.get(name, 0)), float(after.get(name, 0))
    people = (shown.get("weight") or {}, new.get("weight") or {})
    if people[0].get("is_counted"):
        one, two = (float(each.get("total_n") or 0) if each.get("is_counted") else 0.0 for each in people)
        yield str(people[0].get("noun", "people")), one, two


def _behind(shown: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What differs that may explain it."""
    kept = {entry.get("sha256") for entry in new.get("inputs", [])}
    gone = [str(entry.get("name", "")) for entry in shown.get("inputs", []) if entry.get("sha256") not in kept]
    if gone:
        yield f"Taken out or replaced since: {', '.join(gone)}."
    days = [_day(one.get("weekday")) for one in (shown, new)]
    if days[0] and not days[1]:
        yield "No timetable runs on any weekday any more."
    elif days[0] and days[1] and abs((days[1] - days[0]).days) > _FAR_DAYS:
        now, then = (f"{day:%A} {day.day} {day:%B} {day.year}" for day in (days[1], days[0]))
        yield f"It looks at {now}, the edition shown at {then}."
    yield from (note for note in new.get("notes", []) if " covers " in note and "so not" in note)


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
