"""The Explore page: choose a level, a measure and a time; see the map; choose a spot; read what is there.

The view of the visit comes from the address and goes back into it (``showing``); controls, clicks and the search box
change it (``page``, ``map_and_panel``); for a chosen spot the numbers of the edition become facts (``facts``,
``depth``), reach (``reach``) and suggestions (``suggestions``), which the panel draws (``panel``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
