"""Logs of where people went, whatever wrote them, to one table of fixes: person, device, time in UTC, place.

``opening`` finds the files in folders, zips and packed files, ``recognising`` tells what each is, a reader of its kind
(``markup``, ``tables``, ``objects``, ``fit``, ``plt``) hands its rows to ``gathering``, ``clock`` brings times to UTC,
and ``settling`` counts what is no fix and says it. Nothing is written anywhere and nothing asks the network; what only
a person can decide (zone, order of day and month, whose file it is) comes back as a question.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
