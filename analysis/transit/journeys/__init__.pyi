# What other folders use of this one; the paragraph stands in __init__.py.
from .best import journeys_to_point
from .direct_lines import direct_departures_to_centre
from .kernel import best_departures, rides_of_layer
from .usual import usual_journeys_to_centre
from .wording import journey_in_words, legs_from_json, legs_table

__all__ = [
    "best_departures",
    "direct_departures_to_centre",
    "journey_in_words",
    "journeys_to_point",
    "legs_from_json",
    "legs_table",
    "rides_of_layer",
    "usual_journeys_to_centre",
]
