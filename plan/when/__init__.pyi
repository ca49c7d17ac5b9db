# What other folders use of this one; the paragraph stands in __init__.py.
from .days import Happening, bank_holidays, happenings, monday_of
from .model import Slot, When
from .reading import read_when
from .recurrence import words_of_rule
from .saying import say_when

__all__ = [
    "Happening",
    "Slot",
    "When",
    "bank_holidays",
    "happenings",
    "monday_of",
    "read_when",
    "say_when",
    "words_of_rule",
]
