"""The page Observed: how people of a sample really move, and what of it cannot be shown.

``here`` decides who may see it; ``sample`` says whose movement it is before any figure; ``homes``, ``staying``,
``flows``, ``places`` and ``potential`` draw the tables of an edition with a twin in words each, ``pinning`` makes a
finding of what stands out; ``withheld`` says what is held back, why, and what our own attacks found. Maps are drawn on
the server (``drawing``), since plain routes of the map are for everybody.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
