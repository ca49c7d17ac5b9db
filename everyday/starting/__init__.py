"""A folder of atlases: which there are, where a new one goes, and how it is made of the files somebody has.

``shelf`` finds atlases by the names of their folders, and makes a folder's name of what somebody types. ``files`` says
what each of several files is and whether it can be used. ``making`` takes them all into an atlas that stands in the
folder only when all of them are in it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
