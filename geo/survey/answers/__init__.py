"""Answers of single people counted by area on entry, so that only counts are ever kept.

``recognising`` tells the export of a form (KoboToolbox, ODK, Microsoft Forms) from a table of results, ``placing``
finds the area of each answer, ``columns`` the questions, ``hiding`` suppresses small counts and what would give them
away, ``counting`` puts it together as the text of a survey table.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
