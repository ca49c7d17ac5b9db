# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import activity_fact, activity_measure, activity_measures, activity_value
from .gaps import BY, Gaps, activity_gaps
from .listing import Listed, activities_state, areas_holding, listed
from .saying import count_words, gaps_about, sentences_of
from .travel import HOME_MIN, THERE_MIN, attended, people_within

__all__ = [
    "BY",
    "HOME_MIN",
    "THERE_MIN",
    "Gaps",
    "Listed",
    "activities_state",
    "activity_fact",
    "activity_gaps",
    "activity_measure",
    "activity_measures",
    "activity_value",
    "areas_holding",
    "attended",
    "count_words",
    "gaps_about",
    "listed",
    "people_within",
    "sentences_of",
]
