"""A town by its name, fetched from open services: what would be asked, asked politely, checked, kept and added.

``pieces`` are the records; ``towns`` finds a town in lists that come with the product, ``planning`` says what would be
fetched. ``asking`` is the one place that asks anybody, at addresses of ``sources.toml`` alone. ``fetching`` goes from
piece to piece (``wards``, ``people``, ``deprivation``, ``streets``, ``buses``); ``state`` knows what is there, so that
an ended fetch goes on; ``refreshing`` asks for what is newer, ``following`` for what comes after an authority that
ended, and ``ageing`` says how old what is there is. A datum that comes in is checked to be what it says before it takes
the place of anything, and goes into the atlas by the same door as a file by hand.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
