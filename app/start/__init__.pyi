# What other folders use of this one; the paragraph stands in __init__.py.
from .page import draw_start

__all__ = ["draw_start"]
