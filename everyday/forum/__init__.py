"""A forum session as everybody in it sees it: its state, new pins, photos, and what is due to be forgotten.

``state`` works out once what all screens show and gives each what is new since its revision; ``pinning`` keeps a
finding together with the numbers of its place; ``photos`` frees a picture of everything else, in a process of its own
(``cleaning``); ``retention`` finds sessions whose date has come.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
