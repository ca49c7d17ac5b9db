"""An extract of OpenStreetMap cut to a town and its margin, with every way whole that has a point inside."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
