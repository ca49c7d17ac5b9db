"""The ``everyday`` command: each subcommand is a thin door to the façade.

``group`` gathers them; ``making`` starts, fills and builds an atlas, ``using`` asks and serves, ``weighing``
compares and tries, ``plan`` brings the plan in and out; ``terminal`` has what they share: reports, the progress bar,
dates and coordinates.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
