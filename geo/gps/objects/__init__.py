"""Logs in JSON: Google's exports old and new, GeoJSON, OwnTracks, and plain lists of fixes.

``elements`` gives one element after the other of a file of any size; ``reading`` tells by the first signs of each what
wrote it. Of Google's stays and paths never both are counted, and what Google calls home or work is not taken along.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
