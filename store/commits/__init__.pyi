# What other folders use of this one; the paragraph stands in __init__.py.
from .shared import Shared

__all__ = ["Shared"]
