"""Drawing together: all findings of a session as one figure, tidied by the whole room.

Findings are read from the plan, set out by dimension (``figure``), likely duplicates found (``alike``), ticked ones
merged or agreed on (``tidy``, ``done``), and the figure leaves as Word and PDF (``documents``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
