# What other folders use of this one; the paragraph stands in __init__.py.
from .gpx import read_gpx
from .kml import read_kml
from .tcx import read_tcx

__all__ = ["read_gpx", "read_kml", "read_tcx"]
