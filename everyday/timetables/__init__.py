"""A timetable changed: a feed goes in, a new one comes out, the one given stays as it is.

``trips`` adds and takes away trips, ``lines`` puts in a whole line, ``vocabulary`` has the words for days and
vehicles. Used by planners' scenarios and by corrections alike.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
