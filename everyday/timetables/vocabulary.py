"""The words for days and vehicles in which timetables are changed, by planners and by corrections alike."""

from __future__ import annotations

__all__ = ["DAYS", "MODES"]

# Kind of day → its weekdays, Monday is 0.
DAYS: dict[str, tuple[int, ...]] = {"weekday": (0, 1, 2, 3, 4), "saturday": (5,), "sunday": (6,)}
# What runs → GTFS route_type.
MODES: dict[str, int] = {"bus": 3, "coach": 200, "tram": 0, "metro": 1, "rail": 2, "ferry": 4}
