# What other folders use of this one; the paragraph stands in __init__.py.
from .view import draw_adding

__all__ = ["draw_adding"]
