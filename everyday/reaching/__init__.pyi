# What other folders use of this one; the paragraph stands in __init__.py.
from .held import Held, by_transit, held_in, on_foot
from .origins import middles_of, minutes_from

__all__ = ["Held", "by_transit", "held_in", "middles_of", "minutes_from", "on_foot"]
