"""The whole plan into one file while others write, and back: for back-ups, of both databases alike.

A GeoPackage is copied by SQLite's own online back-up, so that the copy is the plan at one moment. A PostgreSQL is read
in one transaction and written as a GeoPackage too: a back-up can be brought back into either.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
