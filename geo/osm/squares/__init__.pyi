# What other folders use of this one; the paragraph stands in __init__.py.
from .crossing import crossings_of_squares

__all__ = ["crossings_of_squares"]
