"""Streets and places of a town, from extracts that are made for it, or for a small place from Overpass.

An extract goes through ``extracts``: the smallest that cover the town, checked by their md5, cut, made one file.
``overpass`` lets osmnx put the question and send it, and looks at the answer before osmnx does; what comes becomes the
same kind of file, so that everything behind it knows one reader.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
