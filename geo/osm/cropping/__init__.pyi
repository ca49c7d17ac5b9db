# What other folders use of this one; the paragraph stands in __init__.py.
from .crop import crop_osm

__all__ = ["crop_osm"]
