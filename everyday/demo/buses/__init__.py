"""The made-up town's bus and rail lines: where they go along the streets, where they stop, and how often they run."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
