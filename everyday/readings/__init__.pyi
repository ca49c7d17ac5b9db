# What other folders use of this one; the paragraph stands in __init__.py.
from .shelf import FOLDER, Shelf

__all__ = ["FOLDER", "Shelf"]
