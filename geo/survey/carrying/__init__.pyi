# What other folders use of this one; the paragraph stands in __init__.py.
from .lookups import weights_from_lookup
from .rebasing import carried
from .rolling import LEAST_COVERED, Rolled, roll_count, roll_mean, roll_tenth
from .weights import Weights, weights_by_place

__all__ = [
    "LEAST_COVERED",
    "Rolled",
    "Weights",
    "carried",
    "roll_count",
    "roll_mean",
    "roll_tenth",
    "weights_by_place",
    "weights_from_lookup",
]
