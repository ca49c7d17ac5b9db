# What other folders use of this one; the paragraph stands in __init__.py.
from .as_json import record_from_json, record_to_json
from .columns import (
    EXCHANGES,
    GEOMETRY_COLUMNS,
    Cell,
    Column,
    Exchange,
    cells_of,
    exchange_of,
    place_cells,
    text_of_cell,
)
from .notation import TOLD_BY_NOTHING, Notation, notation_of
from .reading import LONGEST_WKT, is_same_content, problem_of_id, record_from, text_of_value
from .spreadsheet import LONGEST_CELL, from_xlsx, guard_text, split_list, to_xlsx, unguard_text

__all__ = [
    "EXCHANGES",
    "GEOMETRY_COLUMNS",
    "LONGEST_CELL",
    "LONGEST_WKT",
    "TOLD_BY_NOTHING",
    "Cell",
    "Column",
    "Exchange",
    "Notation",
    "cells_of",
    "exchange_of",
    "from_xlsx",
    "guard_text",
    "is_same_content",
    "notation_of",
    "place_cells",
    "problem_of_id",
    "record_from",
    "record_from_json",
    "record_to_json",
    "split_list",
    "text_of_cell",
    "text_of_value",
    "to_xlsx",
    "unguard_text",
]
