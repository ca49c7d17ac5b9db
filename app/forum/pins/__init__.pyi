# What other folders use of this one; the paragraph stands in __init__.py.
from .card import draw_card
from .form import draw_pin_form, forget_typed_place
from .lists import draw_list, mark
from .personal_data import is_asking
from .suggested import draw_suggested, open_suggestions
from .table import draw_table

__all__ = [
    "draw_card",
    "draw_list",
    "draw_pin_form",
    "draw_suggested",
    "draw_table",
    "forget_typed_place",
    "is_asking",
    "mark",
    "open_suggestions",
]
