"""Words in the language of the room: texts translated by gettext catalogues, and typed text made fit for a document.

``words`` looks a text up (``locale/``; a town adds ``locale/cy.po`` to its folder), ``catalogues`` reads and checks
the files, ``plain_text`` makes what anybody typed writable.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
