"""What holds the tables of the plan to what may stand in them, whoever writes.

``marks`` lets only the program's own transactions through: they mark themselves and take the mark back before they
commit, and everybody else is told where to change the plan. ``checks`` makes CHECKs of what the records declare, and
``seals`` keeps a fingerprint of every record as it was last written here, so that what was changed all the same is
seen. All of it is made from the declared records and the tables there are: a kind or field that comes later is held.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
