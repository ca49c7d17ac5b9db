"""From inputs to an edition: material read, corrected, measured and written. Nothing half-written stays.

``building`` is the whole way; ``reading`` gives the ``Material``; ``corrections`` puts it right; ``measuring``
computes, with ``across_town`` (the city level) and ``depth`` (severance, access, scores, suggestions); ``writing``
and ``manifest`` write the tables and what the edition says of itself. Scores and town medians come from the baseline,
the first edition, kept in its ``baseline.json``: an edition is the same only with the same baseline. A ``Variant`` is
the pipeline's word for a changed town: it changes the material between reading and measuring. ``forecast`` says how
long it all goes on.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
