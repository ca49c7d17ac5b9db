# What other folders use of this one; the paragraph stands in __init__.py.
from .comparing import KINDS, Change, Comparison, compared
from .freezing import freeze, frozen_now
from .thawing import Frozen, frozen_facts, thawed

__all__ = [
    "KINDS",
    "Change",
    "Comparison",
    "Frozen",
    "compared",
    "freeze",
    "frozen_facts",
    "frozen_now",
    "thawed",
]
