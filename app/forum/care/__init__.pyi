# What other folders use of this one; the paragraph stands in __init__.py.
from .corrections import draw_corrections
from .privacy import draw_privacy

__all__ = ["draw_corrections", "draw_privacy"]
