# What other folders use of this one; the paragraph stands in __init__.py.
from .changes import furthest_in_s, longest_walk_m, walk_seconds
from .day import Timetable, build_timetable, rows_of
from .mirrored import MIRROR_S, backwards

__all__ = [
    "MIRROR_S",
    "Timetable",
    "backwards",
    "build_timetable",
    "furthest_in_s",
    "longest_walk_m",
    "rows_of",
    "walk_seconds",
]
