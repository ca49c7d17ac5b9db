"""Paper and sheets, for a table without a computer.

Maps, forms and empty sheets are made from the edition and leave as files (``downloads``); a filled sheet comes back,
is read row by row, and becomes findings once somebody has seen what was read (``step``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
