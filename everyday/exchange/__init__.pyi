# What other folders use of this one; the paragraph stands in __init__.py.
from .exporting import EXPORTS, Wish, export_to
from .measures import with_outlines, write_table

__all__ = ["EXPORTS", "Wish", "export_to", "with_outlines", "write_table"]
