"""Who lives where in the made-up town, and where they go: homes, parades of shops, places and land."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
