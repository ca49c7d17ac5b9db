# What other folders use of this one; the paragraph stands in __init__.py.
from .answers import AnswersResult, read_answers, write_answers
from .columns import COLUMNS, PLACE_FIELDS, field_of, grid_code_in
from .levers import LeversResult, read_levers, refused_levers, write_levers
from .reading import read_sheet
from .result import RefusedRow, SheetResult
from .rows import RowReader
from .writing import refused_sheet, write_sheet

__all__ = [
    "COLUMNS",
    "PLACE_FIELDS",
    "AnswersResult",
    "LeversResult",
    "RefusedRow",
    "RowReader",
    "SheetResult",
    "field_of",
    "grid_code_in",
    "read_answers",
    "read_levers",
    "read_sheet",
    "refused_levers",
    "refused_sheet",
    "write_answers",
    "write_levers",
    "write_sheet",
]
