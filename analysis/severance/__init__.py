"""Neighbours cut off from each other on foot, and the road, railway or river that cuts them off.

``neighbours`` compares the walk between adjacent cells with the crow-fly, after checks for gaps of the map; ``lines``
finds what lies between, joins pairs along it and names it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
