"""Records of the plan as files: findings, actions, votes and corrections, out and in again without loss.

``formats`` chooses by the file's name (``geojson``, ``ogr``, ``wkb`` and ``everyday.exchange.tables`` do the
writing); ``writing_out`` writes what is shown; ``importing`` reads, places (``places``), decides row by row what is
new, changed, as it was or refused (``deciding``), keeps the good rows in one transaction and looks at what was kept
(``looking``).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
