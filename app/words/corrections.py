"""Words about corrections of open data that a forum proposed and a planner accepted."""

from __future__ import annotations

__all__ = [
    "ACCEPTED_BY", "ADDED", "APPLIED", "BY_FORUM", "CHANGED", "EXPLAINED", "MARKS", "NEW_STOP", "NONE",
    "NOT_APPLIED", "ON_MAP", "RENAMED", "TITLE", "WAITING", "WAITING_GONE",
]  # fmt: skip

TITLE = "Corrections"
EXPLAINED = (
    "What people in a forum found wrong in the open data and a planner accepted. Every build applies what is accepted "
    "by then; the open data itself stays as it was given."
)
NONE = "No correction went into the edition shown."
APPLIED = "Applied"
NOT_APPLIED = "Not applied"
ACCEPTED_BY = "Accepted by {name} on {day}."
WAITING = "Accepted since, and applied at the next build:"
WAITING_GONE = "No longer accepted, and left out at the next build:"
ON_MAP = "On the map of the Explore page they are the layer “Corrections”."
ADDED = "added by the forum"
NEW_STOP = "stop added by the forum"
RENAMED = "name put right by the forum"
CHANGED = "Corrections of the forum: {before} before, {after} now"
BY_FORUM = "Correction, accepted on {day}"
MARKS = {"place_missing": "+", "place_closed": "×", "place_misnamed": "Aa", "bus_missing": "Bus"}
