# What other folders use of this one; the paragraph stands in __init__.py.
from .gpx import read_gpx

__all__ = ["read_gpx"]
