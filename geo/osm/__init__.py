"""An OpenStreetMap extract read for one town: walking network, places, settlements and a background for offline maps.

``elements`` reads the file once into plain arrays; ``rules`` says who may walk where, ``hours`` when; ``walk``,
``squares`` and ``network`` make streets of them,
``places``, ``place_kinds`` and ``kind_files`` the places people go to, ``access`` the points where they are
entered on foot, ``background`` and ``coast`` the picture. ``extent`` finds the outline of what is really known:
extracts are cut with complete ways, so that single roads run out of them for kilometres. The kinds of places are those
of this folder's file, with what a town's own file of that name in the folder of its atlas changes in them.
``from_osmnx`` takes a graph that somebody has downloaded by place name with osmnx.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
