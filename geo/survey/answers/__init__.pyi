# What other folders use of this one; the paragraph stands in __init__.py.
from .counting import LEAST_PEOPLE, Counted, count_answers
from .hiding import hide_small
from .recognising import holds_answers

__all__ = ["LEAST_PEOPLE", "Counted", "count_answers", "hide_small", "holds_answers"]
