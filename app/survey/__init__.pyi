# What other folders use of this one; the paragraph stands in __init__.py.
from .ahead import read_survey_ahead
from .page import draw_survey

__all__ = ["draw_survey", "read_survey_ahead"]
