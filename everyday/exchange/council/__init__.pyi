# What other folders use of this one; the paragraph stands in __init__.py.
from .bringing import BroughtIn, bring_register, look_at_register
from .deciding import CellProblem
from .matching import FIELDS, NEW, Matching, guessed, load_matching, save_matching, with_columns, with_meaning
from .table import RegisterTable, read_register

__all__ = [
    "FIELDS",
    "NEW",
    "BroughtIn",
    "CellProblem",
    "Matching",
    "RegisterTable",
    "bring_register",
    "guessed",
    "load_matching",
    "look_at_register",
    "read_register",
    "save_matching",
    "with_columns",
    "with_meaning",
]
