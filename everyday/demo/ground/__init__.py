"""The ground of the made-up town: the plan drawn by hand in metres, its geometry, districts and parts."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
