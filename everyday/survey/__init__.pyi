# What other folders use of this one; the paragraph stands in __init__.py.
from .asked import Indicator
from .beside import Beside
from .facts import facts_at, reading_order, supporting_fact
from .judging import Judged
from .of_edition import SurveyOf, survey_of
from .pooling import CUT
from .table import judged_csv, judged_table
from .wording import (
    VERDICTS,
    about_words,
    against_words,
    beside_words,
    change_words,
    mark_words,
    out_of_line_words,
    pairs_words,
    rule_words,
    town_words,
    trend_words,
    value_words,
    ward_words,
)
from .years import Change, stretches_of, survey_day, why_apart

__all__ = [
    "CUT",
    "VERDICTS",
    "Beside",
    "Change",
    "Indicator",
    "Judged",
    "SurveyOf",
    "about_words",
    "against_words",
    "beside_words",
    "change_words",
    "facts_at",
    "judged_csv",
    "judged_table",
    "mark_words",
    "out_of_line_words",
    "pairs_words",
    "reading_order",
    "rule_words",
    "stretches_of",
    "supporting_fact",
    "survey_day",
    "survey_of",
    "town_words",
    "trend_words",
    "value_words",
    "ward_words",
    "why_apart",
]
