"""Answers of open services, checked to be what they say: pages of ONS's maps, Nomis's counts, tables, timetables,
what Overpass has of a place.

Each module knows one service's ways and is given the function that asks; none asks anybody by itself. A fault is a
:class:`geo.errors.FetchError` in the words of that service, and what comes out is plain (Geo)DataFrames or lists.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
