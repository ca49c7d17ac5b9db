# What other folders use of this one; the paragraph stands in __init__.py.
from .owntracks import read_recorder
from .reading import read_objects

__all__ = ["read_objects", "read_recorder"]
