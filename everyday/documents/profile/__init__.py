"""The profile of an area: one A4 page a ward, or all wards in one file, with the same numbers as on screen.

``gathering`` puts it together from what other rooms know: who lives there, what is near home and across town in the
three bands, what people say in surveys with its interval (``survey``), where they come together, what was found and
what is being done. It is said in blocks (:mod:`everyday.documents.blocks`), which write Word and PDF.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
