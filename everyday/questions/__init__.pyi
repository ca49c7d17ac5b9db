# What other folders use of this one; the paragraph stands in __init__.py.
from .at_time import Points, home_from, points_of, there_by
from .comparing import Comparison, compare_editions, readable
from .reach import Reach, reach_from
from .robustness import robustness_report
from .times import point_travel_times, read_points, write_times

__all__ = [
    "Comparison",
    "Points",
    "Reach",
    "compare_editions",
    "home_from",
    "point_travel_times",
    "points_of",
    "reach_from",
    "read_points",
    "readable",
    "robustness_report",
    "there_by",
    "write_times",
]
