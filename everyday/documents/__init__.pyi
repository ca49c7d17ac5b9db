# What other folders use of this one; the paragraph stands in __init__.py.
from .pdf import BOLD, REGULAR, register_fonts

__all__ = ["BOLD", "REGULAR", "register_fonts"]
