# What other folders use of this one; the paragraph stands in __init__.py.
from .page import draw_voices

__all__ = ["draw_voices"]
