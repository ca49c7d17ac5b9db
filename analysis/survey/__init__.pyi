# What other folders use of this one; the paragraph stands in __init__.py.
from .differences import against_rest, between, is_apart, weighted_town
from .intervals import (
    design_effect,
    error_from_limits,
    limits_from_error,
    wilson_error,
    wilson_interval,
)
from .ranks import rank_ranges
from .series import Trend, read_breaks, stretches, trend_of, year_span
from .together import Together, adjusted, beside, out_of_line

__all__ = [
    "Together",
    "Trend",
    "adjusted",
    "against_rest",
    "beside",
    "between",
    "design_effect",
    "error_from_limits",
    "is_apart",
    "limits_from_error",
    "out_of_line",
    "rank_ranges",
    "read_breaks",
    "stretches",
    "trend_of",
    "weighted_town",
    "wilson_error",
    "wilson_interval",
    "year_span",
]
