# What other folders use of this one; the paragraph stands in __init__.py.
from .plain_text import shortened, writable
from .words import DEFAULT, Language, area_label, language, language_of, languages, later

__all__ = [
    "DEFAULT",
    "Language",
    "area_label",
    "language",
    "language_of",
    "languages",
    "later",
    "shortened",
    "writable",
]
