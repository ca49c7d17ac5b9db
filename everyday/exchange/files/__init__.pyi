# What other folders use of this one; the paragraph stands in __init__.py.
from .exporting import export_plan
from .formats import read_table, write_records
from .importing import ImportResult, import_plan

__all__ = ["ImportResult", "export_plan", "import_plan", "read_table", "write_records"]
