# What other folders use of this one; the paragraph stands in __init__.py.
from .group import main

__all__ = ["main"]
