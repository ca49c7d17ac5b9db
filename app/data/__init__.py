"""The Data page: what the atlas is built on, how to add to it, building, and the editions there are.

An uploaded file is checked and, if somebody keeps it, becomes an input of the atlas (``upload``, ``inputs``); a build
makes an edition of the inputs beside the page (``building``); ``editions`` says what changed from one to the next,
``corrections`` which corrections of the forum are in it. An atlas is started on the start page (``app.start``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
