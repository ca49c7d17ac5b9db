"""Whose turn it is: those who write, and those who send a photo, never stand in the way of those who read.

Reading has Starlette's threads to itself. What writes has threads and a deadline of its own (``writing``); of photos a
few are let in at a time, and the others are not even received meanwhile (``photos``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
