# What other folders use of this one; the paragraph stands in __init__.py.
from .exporting import export_to
from .measures import neutralised, with_outlines, write_measures, write_table
from .wishes import EXPORTS, REGISTER, Wish
from .workbook import rounded_table, unknown_last

__all__ = [
    "EXPORTS",
    "REGISTER",
    "Wish",
    "export_to",
    "neutralised",
    "rounded_table",
    "unknown_last",
    "with_outlines",
    "write_measures",
    "write_table",
]
