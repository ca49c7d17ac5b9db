# What other folders use of this one; the paragraph stands in __init__.py.
from .ahead import read_gaps_ahead
from .page import draw_activities
from .routes import ACTIVITY_ROUTES

__all__ = ["ACTIVITY_ROUTES", "draw_activities", "read_gaps_ahead"]
