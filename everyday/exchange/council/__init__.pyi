# What other folders use of this one; the paragraph stands in __init__.py.
from .bringing import BroughtIn, bring_register, look_at_register
from .deciding import CellProblem
from .matching import (
    FIELDS,
    NEW,
    Matching,
    forget_words,
    guessed,
    load_matching,
    remembered_n,
    save_matching,
    with_columns,
    with_meaning,
)
from .table import RegisterTable, read_register

__all__ = [
    "FIELDS",
    "NEW",
    "BroughtIn",
    "CellProblem",
    "Matching",
    "RegisterTable",
    "bring_register",
    "forget_words",
    "guessed",
    "load_matching",
    "look_at_register",
    "read_register",
    "remembered_n",
    "save_matching",
    "with_columns",
    "with_meaning",
]
