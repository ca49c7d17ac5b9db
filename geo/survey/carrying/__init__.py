"""Numbers of other areas brought to the atlas's own: small areas rolled up, wards of another year carried over.

``weights`` says which part of each goes where, by people where they are known, else by ground, or by a look-up table
(``lookups``); ``rolling`` adds up small areas, ``rebasing`` carries a survey, counts and percentages each in their way.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
