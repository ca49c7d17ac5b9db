"""The Forum page: a facilitator at a projector, with a room full of people and their phones.

What the room says is typed here or comes from phones and sheets, is written into the plan by ``everyday.forum`` and
``plan``, and is drawn from there again, so that every screen shows the same. ``here`` says which session and which
finding this screen has open; ``session``, ``pins``, ``paper``, ``together`` and ``care`` are the parts of an evening.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
