"""Questions asked of an edition that exists: reach from a cell, times between points, comparisons, robustness.

Nothing here changes an atlas. ``reach`` and ``times`` search anew with the edition's streets and timetables;
``comparing`` lays two editions side by side (the same mechanism for *monitoring* and *what if*); ``robustness``
builds in a temporary folder.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
