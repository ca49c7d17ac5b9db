"""The start page: the atlases of this folder, a new one from files or by a town's name, and the demo.

``shelf`` lists the atlases, each with its address and what runs for it; ``new`` takes several files at once, says what
each is and what was found in it, and makes an atlas of them beside the page; ``running`` is the progress of that by
name, for whoever comes back to it. ``page`` puts them together.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
