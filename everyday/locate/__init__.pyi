# What other folders use of this one; the paragraph stands in __init__.py.
from .names import Spot, names_of
from .place import Place, choices, locate, locate_words
from .shapes import area_of_shape
from .typed import parse_shape, quoted, read_point

__all__ = [
    "Place",
    "Spot",
    "area_of_shape",
    "choices",
    "locate",
    "locate_words",
    "names_of",
    "parse_shape",
    "quoted",
    "read_point",
]
