# What other folders use of this one; the paragraph stands in __init__.py.
from .lines import SHORTEST_RUN_S, AddedLine, add_line, add_stops, departures_s, run_times_s, straight_m
from .trips import Dates, add_service, add_trips, copy_calls, not_on_days, running_dates, trip_starts, without_trips
from .vocabulary import DAYS, MODES

__all__ = [
    "DAYS",
    "MODES",
    "SHORTEST_RUN_S",
    "AddedLine",
    "Dates",
    "add_line",
    "add_service",
    "add_stops",
    "add_trips",
    "copy_calls",
    "departures_s",
    "not_on_days",
    "run_times_s",
    "running_dates",
    "straight_m",
    "trip_starts",
    "without_trips",
]
