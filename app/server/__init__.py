"""The server under the pages: what is asked of it, by whom, and of which edition.

A request is judged by what it says of itself (``request``, ``guard``), the person by their role (``sign_in``), and
what leaves is limited and secured (``protection``). The edition that is shown is opened once and kept (``shown``);
what takes minutes runs beside the pages (``jobs``); a fault reaches the page as what was found, needed and to be done
(``faults``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
