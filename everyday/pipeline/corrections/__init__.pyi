# What other folders use of this one; the paragraph stands in __init__.py.
from .applying import apply_to_places, apply_to_timetable
from .buses import correct_feed

__all__ = ["apply_to_places", "apply_to_timetable", "correct_feed"]
