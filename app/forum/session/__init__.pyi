# What other folders use of this one; the paragraph stands in __init__.py.
from .phones import draw_phones, draw_waiting
from .starting import draw_settings, draw_start

__all__ = ["draw_phones", "draw_settings", "draw_start", "draw_waiting"]
