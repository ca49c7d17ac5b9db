"""What every page about an area says alike: measures in the three bands, actions, what changed.

``measures`` says numbers beside the town's in words, ``actions`` an action in a line, ``changes`` what differs from the
edition before.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
