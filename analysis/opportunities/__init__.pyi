# What other folders use of this one; the paragraph stands in __init__.py.
from .access import TravelTimes, cumulative, floating_catchment, gravity
from .access_level import PTAL_WALK_M, ptal, route_frequencies
from .decay import E2SFCA_STEPS, exponential, steps_up_to
from .proximity import proximity_time

__all__ = [
    "E2SFCA_STEPS",
    "PTAL_WALK_M",
    "TravelTimes",
    "cumulative",
    "exponential",
    "floating_catchment",
    "gravity",
    "proximity_time",
    "ptal",
    "route_frequencies",
    "steps_up_to",
]
