# What other folders use of this one; the paragraph stands in __init__.py.
from .newly_suggested import emerging
from .rounds import EVERYWHERE, counts, not_looked, quarter_start, statuses_of
from .series import REST_WORDS, Point, Series, area_series, impact_of
from .why import CAUSES, Split, Why, is_answered, split_words, why_changed, why_of_action

__all__ = [
    "CAUSES",
    "EVERYWHERE",
    "REST_WORDS",
    "Point",
    "Series",
    "Split",
    "Why",
    "area_series",
    "counts",
    "emerging",
    "impact_of",
    "is_answered",
    "not_looked",
    "quarter_start",
    "split_words",
    "statuses_of",
    "why_changed",
    "why_of_action",
]
