"""Reports for meetings on the Action plan page: frozen, listed, taken away as files, laid side by side."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
