"""What people say, by area: tables of a survey as councils publish them, wide or long, to one row a value.

``files`` opens a file, ``layout`` finds its table and lays it out, ``matching`` joins it to areas by code, ``series``
finds the same question again over years, ``table`` makes several files one. Every fault is named by its cell, and
nothing is guessed silently.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
