"""Transport in my area: one A4 page for a ward, or all wards in one file, each on a page of its own.

``facts`` gathers them: the ward's measures in the three bands beside the town's, its suggested and agreed transport
barriers, the actions on them with who is responsible and what is late, what changed since the last edition; actions for
the whole town or the nation stand in a list of their own. Everything is for everybody to see. ``word`` and ``pdf``
write it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
