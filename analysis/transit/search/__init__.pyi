# What other folders use of this one; the paragraph stands in __init__.py.
from .kernel import choose_ranks, search_departures, useful_changes
from .times import point_times, travel_times
from .window import window_of

__all__ = ["choose_ranks", "point_times", "search_departures", "travel_times", "useful_changes", "window_of"]
