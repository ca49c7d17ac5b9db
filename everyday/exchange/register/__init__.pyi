# What other folders use of this one; the paragraph stands in __init__.py.
from .asking import AUDIENCE_OF, audience_for, checked_choice
from .calendar import write_calendar
from .due import write_due
from .mapping import write_plan_map
from .sheets import write_plan_book

__all__ = [
    "AUDIENCE_OF",
    "audience_for",
    "checked_choice",
    "write_calendar",
    "write_due",
    "write_plan_book",
    "write_plan_map",
]
