# What other folders use of this one; the paragraph stands in __init__.py.
from .times import point_times, travel_times
from .window import window_of

__all__ = ["point_times", "travel_times", "window_of"]
