# What other folders use of this one; the paragraph stands in __init__.py.
from .goal_kernel import choose_ranks, departures_in_time, times_at_stops
from .kernel import search_departures, seeds_within_reach, useful_changes
from .percentiles import percentiles_of
from .times import point_times, reached_within, travel_times
from .window import window_of

__all__ = [
    "choose_ranks",
    "departures_in_time",
    "percentiles_of",
    "point_times",
    "reached_within",
    "search_departures",
    "seeds_within_reach",
    "times_at_stops",
    "travel_times",
    "useful_changes",
    "window_of",
]
