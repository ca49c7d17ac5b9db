"""Organisations over time on the Action plan page: their names, what became of them, what has to be assigned again."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
