"""The page Voices: what people said outside a session, for the team of the plan and nobody else.

``here`` is whose voices are looked at, by whom, and what each may read; ``listing`` finds and lists answers, ``card``
opens one to be tagged, pinned or erased, ``wards`` counts words; ``entry`` takes in one (``kinds`` has what journeys
and diaries need beside), ``table_in`` a whole table; ``reports`` is the register, ``knowing`` how the town knows what
it knows, ``asking`` the forms and sheets.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
