# What other folders use of this one; the paragraph stands in __init__.py.
from .facts import read_profiles_ahead
from .page import draw_explore

__all__ = ["draw_explore", "read_profiles_ahead"]
