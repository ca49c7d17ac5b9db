# What other folders use of this one; the paragraph stands in __init__.py.
from .comparing import Dated, dated_editions, why_not_comparable
from .edges import Standing, standing
from .rounds import EVERYWHERE, Count, counts, not_looked, quarter_start, statuses_of
from .series import REST_WORDS, Point, Series, area_series, impact_of
from .why import CAUSES, Split, Why, is_answered, split_words, why_changed, why_of_action

__all__ = [
    "CAUSES",
    "EVERYWHERE",
    "REST_WORDS",
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
    "is_answered",
    "not_looked",
    "quarter_start",
    "split_words",
    "standing",
    "statuses_of",
    "why_changed",
    "why_not_comparable",
    "why_of_action",
]
