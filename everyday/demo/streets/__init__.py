"""The made-up town's streets and paths: main roads of the plan, side streets in every part, lanes and snickets."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
