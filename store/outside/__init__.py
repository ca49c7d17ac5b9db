"""What happened to the plan outside this program: seen, said, and settled by a planner.

``place`` knows whether the file that was opened is still there with its log, ``watching`` whether others have written
to a PostgreSQL, ``looking`` compares every row with the
seal that it was written under, and ``settling`` takes such changes over as audited ones, or puts back what was there.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
