# What other folders use of this one; the paragraph stands in __init__.py.
from .ground import LONGEST_TITLE, MOST_POINTS, RecordFault, is_date
from .held import SHAPES, allowed, problems_of_columns
from .whole import CHECKS, check_record, problems_of

__all__ = [
    "CHECKS",
    "LONGEST_TITLE",
    "MOST_POINTS",
    "SHAPES",
    "RecordFault",
    "allowed",
    "check_record",
    "is_date",
    "problems_of",
    "problems_of_columns",
]
