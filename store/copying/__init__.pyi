# What other folders use of this one; the paragraph stands in __init__.py.
from .copy import check_copy, copy_into_database, copy_plan, settle, with_table_listed

__all__ = ["check_copy", "copy_into_database", "copy_plan", "settle", "with_table_listed"]
