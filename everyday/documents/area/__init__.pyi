# What other folders use of this one; the paragraph stands in __init__.py.
from .actions import ActionLine, action_line, action_rows, late_first, short
from .changes import changed_lines
from .measures import BANDS, band_rows, band_titles, value_beside_town

__all__ = [
    "BANDS",
    "ActionLine",
    "action_line",
    "action_rows",
    "band_rows",
    "band_titles",
    "changed_lines",
    "late_first",
    "short",
    "value_beside_town",
]
