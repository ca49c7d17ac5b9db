# What other folders use of this one; the paragraph stands in __init__.py.
from .comparing import Dated, dated_editions, why_not_comparable
from .edges import Standing, standing
from .rounds import Count, counts, not_looked, quarter_start
from .series import Point, Series, area_series, impact_of
from .why import CAUSES, Split, Why, split_words, why_changed, why_of_action

__all__ = [
    "CAUSES",
    "Count",
    "Dated",
    "Point",
    "Series",
    "Split",
    "Standing",
    "Why",
    "area_series",
    "counts",
    "dated_editions",
    "impact_of",
    "not_looked",
    "quarter_start",
    "split_words",
    "standing",
    "why_changed",
    "why_not_comparable",
    "why_of_action",
]
