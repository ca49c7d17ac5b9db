"""The one map of all pages: what of an edition is drawn, in which classes and colours, and what the legend says of it.

Outlines and values become layers of whole numbers that the browser fetches by address and keeps (``layers``,
``shapes``, ``packing``); values become classes with the people in each (``classes``, ``legend``, ``palettes``). A
page draws the map once (``component``, ``opening``, ``layout``) and then sends it a short message that names layers
(``message``); a click comes back as the place where it was. Ground where nobody lives stays bare (``empty_land``).

In the browser (``app/assets``) the map is Leaflet and our own scripts: ``everyday_map`` takes the message and paints
values; ``everyday_canvas`` lets what is drawn keep up with a hand; ``everyday_ground`` draws water, roads and the veil
beyond the street map, ``everyday_labels`` names, ``everyday_symbols`` places and stops,
``everyday_shapes`` suggestions and types, ``everyday_pins`` findings;
``everyday_tools`` is what lies on the map (legend, layers, whole town) and its height; ``everyday_picture`` takes the
map away as PNG, SVG or a printed page.

A page that has classes and colours of its own sends ``Message(unit, (field_of(measure, breaks),), colours)``, as
``app/what_if/result.py`` does. ``palettes`` is a table of colours and is imported as it is, past the door.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
