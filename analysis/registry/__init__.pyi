# What other folders use of this one; the paragraph stands in __init__.py.
from .model import Measure, format_people
from .table import markdown, measures, near_home_columns

__all__ = ["Measure", "format_people", "markdown", "measures", "near_home_columns"]
