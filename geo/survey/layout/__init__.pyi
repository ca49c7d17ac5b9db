# What other folders use of this one; the paragraph stands in __init__.py.
from .categories import by_category
from .header import YEAR, find_header
from .long import read_long
from .numbers import read_numbers
from .observed import CELLS, Asked, Cells, Observed, Page, Stack, ranks_of, text_of
from .percent import says_percent
from .roles import find_roles, folded, statistic_of
from .wide import read_wide

__all__ = [
    "CELLS",
    "YEAR",
    "Asked",
    "Cells",
    "Observed",
    "Page",
    "Stack",
    "by_category",
    "find_header",
    "find_roles",
    "folded",
    "ranks_of",
    "read_long",
    "read_numbers",
    "read_wide",
    "says_percent",
    "statistic_of",
    "text_of",
]
