"""The action plan as files for other programs: a workbook, a map file, a calendar, and what is due by organisation.

All take the plan's rows for an audience (``everyday.acting``) or the facts of its document
(``everyday.documents.plan``). They only leave: what can come in again is the flat file of
``everyday.exchange.records``. ``asking`` reads and checks the filters of somebody who asks for them.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
