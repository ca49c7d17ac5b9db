# What other folders use of this one; the paragraph stands in __init__.py.
from .delimited import read_delimited
from .rows import Asked

__all__ = ["Asked", "read_delimited"]
