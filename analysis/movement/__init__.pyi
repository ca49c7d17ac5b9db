# What other folders use of this one; the paragraph stands in __init__.py.
from .cells import cells_of, cells_of_people
from .cleaning import CleaningRules, clean
from .frames import starts_of, walks_of
from .hours import BANDS, band_of, day_of, hour_pieces, tracked, tracking_quality
from .locations import find_homes, find_locations
from .measures import home_area_mix, person_mix
from .partitions import over_parts
from .people import hulls_by_day, measures_of_people, time_shares
from .staypoints import PRESETS, Preset, find_staypoints
from .trips import find_triplegs, find_trips

__all__ = [
    "BANDS",
    "PRESETS",
    "CleaningRules",
    "Preset",
    "band_of",
    "cells_of",
    "cells_of_people",
    "clean",
    "day_of",
    "find_homes",
    "find_locations",
    "find_staypoints",
    "find_triplegs",
    "find_trips",
    "home_area_mix",
    "hour_pieces",
    "hulls_by_day",
    "measures_of_people",
    "over_parts",
    "person_mix",
    "starts_of",
    "time_shares",
    "tracked",
    "tracking_quality",
    "walks_of",
]
