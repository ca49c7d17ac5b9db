"""A table file opened: CSV, XLSX, XLS or ODS to sheets of cells, numbers as such and codes as text.

``texts`` and ``workbooks`` read, ``behind_cells`` finds what a workbook's reader does not pass on.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
