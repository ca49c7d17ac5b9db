"""Journeys told leg by leg: the best ones to a point, the usual one to the centre, and lines that run there directly.

``best`` finds them minute by minute (``kernel``), ``usual`` takes the most frequent sequence of lines, ``round_by``
where it goes round, ``direct_lines`` which lines need no change; ``wording`` says a journey in a sentence and keeps
its legs as text.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
