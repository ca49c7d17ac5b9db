# What other folders use of this one; the paragraph stands in __init__.py.
from .answers import LEAST_PEOPLE, Counted, count_answers, hide_small, holds_answers
from .files import Sheet, open_sheets
from .gathering import looks_like_survey
from .options import FILE_OPTIONS, OPTIONS
from .reading import read_survey
from .small_areas import read_statistics
from .table import Survey, combined

__all__ = [
    "FILE_OPTIONS",
    "LEAST_PEOPLE",
    "OPTIONS",
    "Counted",
    "Sheet",
    "Survey",
    "combined",
    "count_answers",
    "hide_small",
    "holds_answers",
    "looks_like_survey",
    "open_sheets",
    "read_statistics",
    "read_survey",
]
