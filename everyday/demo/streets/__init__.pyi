# What other folders use of this one; the paragraph stands in __init__.py.
from .network import build_ways
from .streets_and_paths import Street, reserve_polygon

__all__ = ["Street", "build_ways", "reserve_polygon"]
