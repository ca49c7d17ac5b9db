# What other folders use of this one; the paragraph stands in __init__.py.
from .ordering import ordered_calls
from .stop_times import read_tidy_stop_times

__all__ = ["ordered_calls", "read_tidy_stop_times"]
