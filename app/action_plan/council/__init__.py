"""The council's register on the Action plan page: its columns matched, its problems shown by cell, brought in whole."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
