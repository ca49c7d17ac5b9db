"""What people say, by area: tables of a survey as councils publish them, wide or long, to one row a value.

``sheets`` opens a file as text, ``header`` finds where its table begins, ``roles`` says what each column is,
``numbers`` reads cells and their marks, ``wide`` and ``long`` lay them out as observations, ``matching`` joins them to
areas by code, ``indicators`` says what was asked. Every fault is named by its cell, and nothing is guessed silently.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
