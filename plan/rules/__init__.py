"""What makes a record acceptable: every problem is named, not only the first.

A kind of record has one rule, a function with ``@rule``: ``saying`` holds those of what people say, ``acting`` those of
what is to be done, ``voices`` those of what was said outside a session. ``ground`` has what they share (lengths, dates,
shapes, keys of the taxonomy), ``held`` asks what the heads of
the kinds declare, ``whole`` asks all.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
