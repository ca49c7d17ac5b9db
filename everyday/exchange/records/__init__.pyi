# What other folders use of this one; the paragraph stands in __init__.py.
from .formats import read_table, write_features, write_records
from .importing import ImportResult, import_plan
from .writing_out import chosen_records, export_plan

__all__ = [
    "ImportResult",
    "chosen_records",
    "export_plan",
    "import_plan",
    "read_table",
    "write_features",
    "write_records",
]
