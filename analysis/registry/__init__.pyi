# What other folders use of this one; the paragraph stands in __init__.py.
from .model import Measure
from .number_words import (
    NOT_KNOWN,
    Rounded,
    class_words,
    difference_words,
    format_people,
    minutes_words,
    people_words,
    rounded,
    rounded_column,
    rounded_value,
    rule_for_browser,
    share_words,
    short_words,
    value_words,
)
from .table import markdown, measures, near_home_columns

__all__ = [
    "NOT_KNOWN",
    "Measure",
    "Rounded",
    "class_words",
    "difference_words",
    "format_people",
    "markdown",
    "measures",
    "minutes_words",
    "near_home_columns",
    "people_words",
    "rounded",
    "rounded_column",
    "rounded_value",
    "rule_for_browser",
    "share_words",
    "short_words",
    "value_words",
]
