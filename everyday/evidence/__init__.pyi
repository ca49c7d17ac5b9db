# What other folders use of this one; the paragraph stands in __init__.py.
from .indexes import keep_indexes
from .numbers import ALWAYS, TELLING, EvidenceSource, evidence_of, evidence_source
from .pins import area_words, evidence_lines_of, point_of, where_words
from .wording import evidence_lines, measure_title, value_words

__all__ = [
    "ALWAYS",
    "TELLING",
    "EvidenceSource",
    "area_words",
    "evidence_lines",
    "evidence_lines_of",
    "evidence_of",
    "evidence_source",
    "keep_indexes",
    "measure_title",
    "point_of",
    "value_words",
    "where_words",
]
