# What other folders use of this one; the paragraph stands in __init__.py.
from .reading import PINS, TableRow, read_table
from .writing import ROW_NUMBER, write_csv, write_xlsx

__all__ = ["PINS", "ROW_NUMBER", "TableRow", "read_table", "write_csv", "write_xlsx"]
