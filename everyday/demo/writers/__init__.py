"""The made-up town written in the formats of the real thing: OpenStreetMap extract, GTFS, GeoJSON and CSV."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
