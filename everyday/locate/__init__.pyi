# What other folders use of this one; the paragraph stands in __init__.py.
from .names import Spot, names_of
from .place import Place, choices, locate, locate_signs, locate_words
from .ranking import ranked
from .shapes import area_names_of, area_of_shape, size_words
from .spots import names_table
from .typed import fold, parse_shape, quoted, read_point

__all__ = [
    "Place",
    "Spot",
    "area_names_of",
    "area_of_shape",
    "choices",
    "fold",
    "locate",
    "locate_signs",
    "locate_words",
    "names_of",
    "names_table",
    "parse_shape",
    "quoted",
    "ranked",
    "read_point",
    "size_words",
]
