"""The action plan as a document: the method's Table 2 (what, how, who), area by area, as Word, PDF and HTML.

``gathering`` takes the plan's rows for an audience (``everyday.acting``) and makes ``facts`` of them, once, in words
(``wording``); ``word``, ``pdf`` and ``html`` only write them. Spreadsheets, calendar and map files of the same facts
are ``everyday.exchange.register``'s.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
