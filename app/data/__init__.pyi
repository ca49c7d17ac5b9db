# What other folders use of this one; the paragraph stands in __init__.py.
from .page import draw_data
from .routes import NAMED_ROUTES

__all__ = ["NAMED_ROUTES", "draw_data"]
