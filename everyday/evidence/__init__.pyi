# What other folders use of this one; the paragraph stands in __init__.py.
from .numbers import EvidenceSource, evidence_of, evidence_source
from .pins import area_words, evidence_lines_of, point_of, where_words
from .wording import evidence_lines

__all__ = [
    "EvidenceSource",
    "area_words",
    "evidence_lines",
    "evidence_lines_of",
    "evidence_of",
    "evidence_source",
    "point_of",
    "where_words",
]
