"""Area boundaries (wards, neighbourhoods, small areas) from the files that councils and the ONS publish.

A file is opened (``files``, ``archives``, ``layers``, ``geojson``, ``shapefile``), brought to degrees (``crs``), its
shapes put right (``outlines``, ``geometry``), its columns of code and name found (``columns``, ``labels``); what a
planner should know before using it is said (``checks``). ``reading`` is the whole way. Overlapping areas are allowed:
shared ground belongs to the smaller one, so that nothing is counted twice.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
