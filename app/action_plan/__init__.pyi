# What other folders use of this one; the paragraph stands in __init__.py.
from .page import draw_action_plan
from .routes import ACTION_PLAN_ROUTES

__all__ = ["ACTION_PLAN_ROUTES", "draw_action_plan"]
