# What other folders use of this one; the paragraph stands in __init__.py.
from .departures import StopDepartures, best_directions, stop_departures
from .directions import FIRST_FOUND, trip_directions
from .headways import route_departures
from .points import CityPoints

__all__ = [
    "FIRST_FOUND",
    "CityPoints",
    "StopDepartures",
    "best_directions",
    "route_departures",
    "stop_departures",
    "trip_directions",
]
