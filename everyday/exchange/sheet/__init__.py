"""The session sheet: rows that people fill in become pins, and what cannot be placed comes back with the reason.

``columns`` says what the headings mean, ``reading`` takes the file, ``rows`` makes a finding of each row or names
everything that is wrong with it, ``result`` is what became of it, ``writing`` gives empty sheets and the rows that
came back.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
