"""Word and PDF files that everybody can use: real headings, real table headers, words for pictures.

``word`` and ``pdf`` hold what every document needs; each kind of document has a folder of its own: ``figure`` is
Figure 1. HTML and Word are the accessible forms, PDF is for print.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
