"""How much can be reached: published measures of access, PTAL, proximity time, and how evenly it is shared.

``access`` and ``decay`` turn travel times and opportunities into access; ``access_level`` is PTAL; ``proximity`` has
proximity time, detour and circuity; ``inequality`` says how evenly something is shared. Formulas and sources:
docs/definitions.md.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
