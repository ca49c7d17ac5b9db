"""Words for the evidence of suggestions, and what each rule looks for and what one could do about it."""

from __future__ import annotations

EVIDENCE = {
    "nearest_min": "Walk to the nearest place to meet",
    "limit_min": "Limit of the rule: time to the centre",
    "extra_min": "How much longer the walk is than the straight line",
    "pairs_n": "Pairs of neighbouring cells cut off from each other",
    "unreachable_n": "Pairs with no way round within 3 km",
    "unreachable_cells_n": "Cells from which the centre is out of reach",
    "cause": "What lies between",
    "crow_km": "Straight line to the centre",
    "direct_min": "A direct bus would take about",
    "lines": "Line of the usual journey",
    "departures_per_h": "Departures an hour",
    "places_n": "Places to meet close together",
    "kinds_n": "Kinds of them",
    "sample_n": "People of the home area in the sample, about",
    "tracked_h": "Tracked daytime hours",
    "within_min": "Within reach means",
    "kinds_never": "Kinds within reach where nobody of them was",
    "places_never": "Places where nobody of them was, and others were",
    "near_km": "As the crow flies",
    "across": "In between",
    "away_min": "On foot or by public transport",
}

# By rule: what it looks for, and what one could do.
RULE_MEANING = {
    "poor_transport": (
        "The centre takes much longer than for most of the town, and less than half of what others reach is in reach.",
        "Look at what runs there now, when, and how far people walk to it.",
    ),
    "indirect_bus": (
        "The usual bus rides at least 1.6 times the straight line, and takes half as long again as a direct one would.",
        "Follow the line on the map: who uses the way round, and could some journeys go straight?",
    ),
    "evening_cut": (
        "In the evening less than half of what is in reach in the morning is still in reach.",
        "Ask for later departures, and what people do today who come home late.",
    ),
    "sunday_cut": (
        "On Sunday less than half of what is in reach on a weekday morning is still in reach.",
        "Ask for a Sunday service, and what people miss without one.",
    ),
    "severed_on_foot": (
        "Neighbours who live side by side, but have to walk far round a road, a railway or a river.",
        "Go and look: is a crossing missing on the ground, or only on the map?",
    ),
    "no_bumping_place": (
        "No place where people routinely come together within 15 minutes’ walk.",
        "Ask where people meet now: places the map does not know, and places that have closed.",
    ),
    "missing_amenity": (
        "A food shop, a green space, a pharmacy or doctor, or a school is more than 20 minutes’ walk away.",
        "Check the map first, then ask how people get there without a car.",
    ),
    "tight_but_cut_off": (
        "Much within a walk, but among the quarter of the town with least of the rest of it in reach.",
        "Community life is there to build on; what is missing is the way into town.",
    ),
    "bumping_cluster": (
        "At least five places to meet, of three kinds or more, within five minutes’ walk.",
        "Ask what makes it work, and keep it reachable.",
    ),
    "direct_and_frequent": (
        "One line straight to the centre, at least four times an hour whenever the timetable is known.",
        "Ask what else people here could reach with one change.",
    ),
    "reachable_never": (
        "Places to meet within 20 minutes where nobody or few of the sample from here were, in the hours tracked.",
        "Ask people here whether they know of it, and what keeps them from going. A sample is not everybody.",
    ),
    "near_never": (
        "A place within 2 km as the crow flies, far on foot and by bus, where others of the sample go and hardly "
        "anybody from here does.",
        "Look at what lies between on the map, and ask what a way across would change.",
    ),
}
