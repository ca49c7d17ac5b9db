"""How many people live where, from any table councils and census sites publish, to the pieces of cells.

``tables`` reads the table, ``places`` finds where people are counted (points, polygons, coordinate columns), ``join``
joins counts by code to small areas, ``land`` takes the sea out of them, ``pieces`` puts people into the parts of cells
in areas (a *piece*), so that file, cell, area and town have exactly the same total.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
