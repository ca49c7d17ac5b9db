# What other folders use of this one; the paragraph stands in __init__.py.
from .opening import open_sheets
from .sheets import Sheet, cell_name, column_letters

__all__ = ["Sheet", "cell_name", "column_letters", "open_sheets"]
