"""A whole atlas in one file, also while it is served, and back into a folder.

``contents`` says what belongs into a back-up and what the list inside it (``backup.json``) holds; ``making`` writes the
zip: the plan as it is at one moment, settings, inputs, editions, each file with its hash; ``restoring`` checks every
hash before a folder is put in its place, and repeats erasures that the back-up does not know of yet. What follows from
GPS logs (``private/``) is in it only when asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
