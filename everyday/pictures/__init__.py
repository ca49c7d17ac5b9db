"""The town without a browser: a map as a picture, numbered pins on it, and the grid of a paper map.

``town`` draws the background and areas with matplotlib, ``pins`` the findings (barriers square, enablers round: told
apart by shape alone), ``grid`` numbers squares of equal size on the ground and leads a square back to its place.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
