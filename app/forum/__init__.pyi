# What other folders use of this one; the paragraph stands in __init__.py.
from .page import draw_forum
from .routes import FORUM_ROUTES

__all__ = ["FORUM_ROUTES", "draw_forum"]
