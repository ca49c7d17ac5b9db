"""GPS logs of people who agreed: from files that are read in memory to what an edition may say of a sample.

``examining`` reads logs and says what is in them; nothing is counted before a planner has confirmed it (``consent``)
and people have struck out what they like (``strikes``). ``admitting`` counts them (``counting``, on the ``ground`` of
areas, cells and places; near home to the area only, ``zones``) and keeps the tables of an upload in ``private/``
(``keeping``). No fix is written anywhere. ``gathering`` puts uploads together, ``tables`` makes of them what may be
shown (``suppressing``), ``attacking`` and ``disclosing`` attack it before others see it. ``leaving`` is withdrawal and
the end of retention.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
