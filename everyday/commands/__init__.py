"""The ``everyday`` command: each subcommand is a thin door to the façade.

``group`` gathers them. In ``making`` an atlas is started, filled and built: ``demo``, ``new``, ``add``, ``check``,
``build``. In ``fetching`` a town comes by its name, and what is newer: ``fetch``, ``refresh``. In ``using`` it is asked
and served: ``times``, ``measures``, ``serve``. In ``weighing`` things are compared and tried: ``suggest``, ``compare``,
``why``, ``scenario``, ``robustness``. In ``plan`` files go in and out: ``import``, ``export``. ``terminal`` has what
they share: reports, the progress bar, dates and coordinates.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
