"""Evidence packs on the Action plan page: put together, taken away as files, kept, and held against today's numbers."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
