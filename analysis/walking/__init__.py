"""How far it is on foot, exactly: points on streets, walking matrices, the nearest of many.

A ``geo.network.WalkNetwork`` becomes a graph between junctions (``contraction``, ``streets``); ``graph`` puts a point
on the nearest *link*, never a node, so that its way to the street is walked too, and asks for bounded shortest paths
(``arcs``, and ``kernel``), which give a sparse ``WalkMatrix`` (``matrix``); ``altered`` takes over what is
the same where only some links are closed or opened. ``street_edge`` says how near the
end of the street data is. The oracle is scipy on the same streets. Kernels run in ordinary threads.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
