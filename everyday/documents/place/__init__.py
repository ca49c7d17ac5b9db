"""One page about one place, an area or a cell, to hand round: its numbers beside the town's, a map, and the sources.

``facts`` gathers them from the evidence of the place (``everyday.evidence``), the same as under a pin; ``word`` and
``pdf`` each write them on one A4 page.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
