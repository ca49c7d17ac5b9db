"""A region's timetable cut to one town while it is read, so that a file of millions of times needs little memory.

``blocks`` reads a table of the archive in parts of some megabytes; ``crop`` chooses the trips that call in the town or
its margin and writes them, whole, with what belongs to them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
