"""Files on a disk that may be full, pulled out, or used by another program: written whole or not at all.

``files`` writes beside and renames, and says what a file is by its bytes; what it writes meanwhile is held by a lock
(``held``), so that what a killed process left is known for what it is, and swept by whoever writes there next.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
