# What other folders use of this one; the paragraph stands in __init__.py.
from .comparing import KINDS, Change, Comparison, compared
from .freezing import freeze, frozen_now
from .packs import Sentence, freeze_pack, is_pack, sentences_today
from .thawing import Frozen, frozen_facts, thawed

__all__ = [
    "KINDS",
    "Change",
    "Comparison",
    "Frozen",
    "Sentence",
    "compared",
    "freeze",
    "freeze_pack",
    "frozen_facts",
    "frozen_now",
    "is_pack",
    "sentences_today",
    "thawed",
]
