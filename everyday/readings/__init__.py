"""What was read of an input, kept so that a build need not read it again: streets and timetables, nothing about people.

``packing`` lays tables and arrays into one block of bytes and back, ``streets`` and ``timetables`` say what makes up
each, ``shelf`` keeps a block under the input's hash, the version of the code and what was asked for, in ``.readings``
of the atlas. A block whose hash, form or numbers are not right is passed over and the input read anew. All of it may be
deleted at any time, is in no back-up, and goes with its input.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
