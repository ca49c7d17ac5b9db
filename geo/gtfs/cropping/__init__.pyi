# What other folders use of this one; the paragraph stands in __init__.py.
from .crop import crop_gtfs

__all__ = ["crop_gtfs"]
