# What other folders use of this one; the paragraph stands in __init__.py.
from .book import write_book
from .ods_writing import write_ods
from .reading import read_table
from .sheet import Sheet
from .sound import PINS, TableRow, cell_name
from .writing import ROW_NUMBER, write_csv, write_xlsx

__all__ = [
    "PINS",
    "ROW_NUMBER",
    "Sheet",
    "TableRow",
    "cell_name",
    "read_table",
    "write_book",
    "write_csv",
    "write_ods",
    "write_xlsx",
]
