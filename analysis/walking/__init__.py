"""How far it is on foot, exactly: points on streets, walking matrices, the nearest of many.

A ``geo.network.WalkNetwork`` becomes a graph between junctions (``graph``); a point is put on the nearest *link*,
never a node, and its way to the street is walked too; bounded shortest paths run in Numba (``kernel``) and give a
sparse ``WalkMatrix`` (``matrix``). ``street_edge`` says how near the end of the street data is. The oracle is scipy
on the same streets. Kernels run in ordinary threads and never in Numba's own pool, which stops the process when two
sessions use it at once.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
