"""The table of a sheet laid out: from cells in any arrangement to a row for each value.

``header`` finds where it begins, ``roles`` says what each column is, ``numbers`` reads cells and their marks,
``percent`` decides how percentages are written, ``wide`` and ``long`` lay them out as observations.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
