"""Logs as tables: text of loggers and apps with any separator, and Parquet.

``headings`` says what each column is, ``degrees`` brings positions to degrees (decimal commas, N/S and E/W, degrees and
minutes, semicircles, ten-millionths), ``rows`` joins both; large files are read in heaps of rows.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
