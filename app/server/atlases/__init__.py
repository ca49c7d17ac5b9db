"""Several atlases on one server: each has an address of its own below ``/atlas``, and nothing of it has another.

``door`` takes ``/atlas/NAME`` off the front of an address and says with the request which atlas is meant, so that
pages, routes and the phone page below it know no more than their own. ``which`` says which that is, wherever somebody
asks; a name is compared with those that are there and never joined on to a path.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
