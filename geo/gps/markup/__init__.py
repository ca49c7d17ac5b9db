"""Logs in XML: GPX, TCX and KML, read as they stream by and never as a tree, so that two million points need no memory.

``events`` guards the parser (no entities, no depth without end, nothing fetched); each format says which elements it
wants.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
