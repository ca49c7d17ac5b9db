# What other folders use of this one; the paragraph stands in __init__.py.
from .page import draw_activities
from .routes import ACTIVITY_ROUTES

__all__ = ["ACTIVITY_ROUTES", "draw_activities"]
