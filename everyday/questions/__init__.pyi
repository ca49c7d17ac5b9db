# What other folders use of this one; the paragraph stands in __init__.py.
from .comparing import Comparison, compare_editions, readable
from .reach import Reach, reach_from
from .robustness import robustness_report
from .times import point_travel_times, read_points, write_times

__all__ = [
    "Comparison",
    "Reach",
    "compare_editions",
    "point_travel_times",
    "reach_from",
    "read_points",
    "readable",
    "robustness_report",
    "write_times",
]
