# What other folders use of this one; the paragraph stands in __init__.py.
from .gathering import looks_like_survey
from .options import OPTIONS
from .reading import read_survey
from .table import Survey, combined

__all__ = ["OPTIONS", "Survey", "combined", "looks_like_survey", "read_survey"]
