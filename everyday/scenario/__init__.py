"""What if: edits of a timetable or of streets, checked, applied, and handed to the pipeline as a variant.

``kinds`` declares what an ``EDITS.toml`` may say, ``edits`` reads it, ``names`` finds the stops and lines that are
meant; ``feed``, ``hours`` and ``runs`` change the timetable, ``network`` the streets, ``costs`` says what it takes to
run; ``running`` builds the named edition. The edition shown stays the same; streets, places and the near-home level
are taken over where an edit leaves them as they are.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
