# What other folders use of this one; the paragraph stands in __init__.py.
from .poster import said_poster_bytes

__all__ = ["said_poster_bytes"]
