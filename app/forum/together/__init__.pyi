# What other folders use of this one; the paragraph stands in __init__.py.
from .step import draw_together_step

__all__ = ["draw_together_step"]
