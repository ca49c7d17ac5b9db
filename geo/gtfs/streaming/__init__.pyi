# What other folders use of this one; the paragraph stands in __init__.py.
from .stop_times import read_tidy_stop_times

__all__ = ["read_tidy_stop_times"]
