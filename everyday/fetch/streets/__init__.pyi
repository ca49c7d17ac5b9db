# What other folders use of this one; the paragraph stands in __init__.py.
from .extracts import fetch_streets
from .overpass import fetch_small

__all__ = ["fetch_small", "fetch_streets"]
