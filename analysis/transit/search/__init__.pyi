# What other folders use of this one; the paragraph stands in __init__.py.
from .kernel import arrivals_from_stops, choose_ranks, departures_in_time, search_departures, useful_changes
from .percentiles import percentiles_of
from .times import point_times, reached_within, travel_times
from .window import window_of

__all__ = [
    "arrivals_from_stops",
    "choose_ranks",
    "departures_in_time",
    "percentiles_of",
    "point_times",
    "reached_within",
    "search_departures",
    "travel_times",
    "useful_changes",
    "window_of",
]
