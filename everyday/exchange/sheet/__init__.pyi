# What other folders use of this one; the paragraph stands in __init__.py.
from .columns import COLUMNS, PLACE_FIELDS, field_of, grid_code_in
from .reading import read_sheet
from .result import RefusedRow, SheetResult
from .rows import RowReader
from .writing import refused_sheet, write_sheet

__all__ = [
    "COLUMNS",
    "PLACE_FIELDS",
    "RefusedRow",
    "RowReader",
    "SheetResult",
    "field_of",
    "grid_code_in",
    "read_sheet",
    "refused_sheet",
    "write_sheet",
]
