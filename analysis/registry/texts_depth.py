"""Texts of the registry: what holds a place back, levels of access, scores. Read through :mod:`analysis.registry.measures`."""

from __future__ import annotations

from analysis.registry.model import Measure

__all__ = ["ACCESS", "CITY_DEPTH", "CITY_SCORE", "NEIGHBOURHOOD_DEPTH", "NEIGHBOURHOOD_SCORE", "TYPOLOGY"]

_WALK_LEAVES_OUT = "hills, lighting, how safe a way feels; paths that OpenStreetMap does not have."
_TIMETABLE_LEAVES_OUT = (
    "fares, lateness, cancelled and full buses, works and diversions; community transport, which open timetables lack."
)
_ACCESS_NEXT = "sort the table by it, lowest first, and ask in those places where people go instead."
_RANK = (
    "Each part is a rank among the people of the town's first edition: 50 is the town's middle, 100 the best. So a score "
    "moves when the place changes, not when others do. What is not known is left out and the other parts count for more."
)

NEIGHBOURHOOD_SCORE = Measure(
    "neighbourhood_score", "Near home: score", "of 100", "neighbourhood",
    "How much lies within a walk, against the rest of the town: kinds of everyday amenity, bumping places and people "
    "within 15 minutes' walk, each counted the same unless atlas.toml says otherwise. " + _RANK,
    leaves_out="whether people do meet, whether all feel welcome; " + _WALK_LEAVES_OUT,
    next_step="look at its parts: the lowest says what to look at first.",
    definition="docs/definitions.md#scores-and-types",
    source="Ours: mean of the ranks of its parts.", better="higher",
)  # fmt: skip

CITY_SCORE = Measure(
    "city_score", "Across town: score", "of 100", "city",
    "How much of the town is within reach, against the rest of the town: the share within 45 minutes on a weekday "
    "morning (counted twice), in the evening and on Sunday, and the time to the centre. " + _RANK,
    leaves_out=_TIMETABLE_LEAVES_OUT,
    next_step="look at its parts: a low evening or Sunday asks for longer hours, a low morning for a better line.",
    definition="docs/definitions.md#scores-and-types",
    source="Ours: mean of the ranks of its parts.", better="higher",
)  # fmt: skip

TYPOLOGY = Measure(
    "typology", "Type of place", "text", "base",
    "connected (much near home and much of the town within reach), self-contained (near home only), pass-through (across "
    "town only) or cut-off (neither). A level is low if its score is under 50 and it also fails an absolute limit: the "
    "centre over 20 minutes away, or fewer than 80 % of the everyday amenities within a walk.",
    leaves_out="how people see their own place: ask them.",
    next_step="self-contained places may need a better line more than another hall; pass-through places the reverse.",
    definition="docs/definitions.md#scores-and-types",
    source="Ours.", combine="none",
)  # fmt: skip

NEIGHBOURHOOD_DEPTH: tuple[Measure, ...] = (
    Measure(
        "severed_neighbours_n", "Neighbouring cells cut off on foot", "count", "neighbourhood",
        "How many of the (at most six) cells next door are cut off: the walk is more than 1.5 times the straight line and "
        "over 400 m longer, or there is no way round within 3 km. Not known within 1.2 km of the edge of the street data.",
        leaves_out="how pleasant or safe a crossing is; " + _WALK_LEAVES_OUT,
        next_step="see on the map what lies between (a road, railway or river) and whether a crossing is missing on the "
        "ground or only on the map.",
        definition="docs/definitions.md#severance",
        source="Ours, after the route directness literature (Stangl 2012); community severance as in the UCL Street "
        "Mobility project.",
        better="lower", nouns=("neighbour", "neighbours"),
    ),
    Measure(
        "detour_ratio", "Detour on foot", "ratio", "neighbourhood",
        "How much longer the walk is than the straight line, on average to cells 400 to 1,200 m away (each at most 5; "
        "5 where there is no way).",
        leaves_out=_WALK_LEAVES_OUT,
        next_step="1.3 is usual in towns, 1.6 in suburbs: above that look for missing links, gates and crossings.",
        definition="docs/definitions.md#detour",
        source="Pedestrian route directness at a fixed distance band (Stangl 2012).", better="lower",
    ),
    Measure(
        "proximity_time_min", "Proximity time", "minutes", "neighbourhood",
        "Average walk to the 20 nearest places of each everyday kind (fewer where the street data has fewer), then the "
        "average over the kinds.",
        leaves_out="places outside the street data; " + _WALK_LEAVES_OUT,
        next_step="compare with the share of kinds within 15 minutes: one says how many, the other how far.",
        definition="docs/definitions.md#proximity-time",
        source="Bruno and others (2024), with our kinds of places.", better="lower",
    ),
)  # fmt: skip

ACCESS: tuple[Measure, ...] = (
    Measure(
        "<what>_15min_n", "{Plural} within 15 minutes' walk", "count", "neighbourhood",
        "How many {plural} lie within 15 minutes' walk (15 included).",
        leaves_out=_WALK_LEAVES_OUT, next_step=_ACCESS_NEXT,
        definition="docs/definitions.md#access",
        source="Cumulative opportunities.", better="higher", is_detail=True,
    ),
    Measure(
        "<what>_gravity_n", "{Plural}, nearer ones counting more", "weight", "neighbourhood",
        "Every one of the {plural} within 30 minutes' walk, counting exp(−0.1 × minutes): 1 next door, 0.37 at 10 minutes.",
        leaves_out=_WALK_LEAVES_OUT, next_step=_ACCESS_NEXT,
        definition="docs/definitions.md#access",
        source="Gravity access with a negative exponential decay of 0.1 a minute.",
        better="higher", is_detail=True,
    ),
    Measure(
        "<what>_e2sfca_n", "{Plural} for every 1,000 {people} around", "weight", "neighbourhood",
        "{Plural} within 30 minutes' walk, shared with everybody else who is near them, for every 1,000 {people}: a place "
        "among many people gives each of them less.",
        leaves_out="how large a place is; " + _WALK_LEAVES_OUT,
        next_step=_ACCESS_NEXT,
        definition="docs/definitions.md#floating-catchment",
        source="Enhanced two-step floating catchment area, steps of 10, 20 and 30 minutes (1, 0.68, 0.22).",
        better="higher", is_detail=True,
    ),
)  # fmt: skip

CITY_DEPTH: tuple[Measure, ...] = (
    Measure(
        "city_reach_drop_share_evening", "Reach lost in the evening", "share", "city",
        "The part of the weekday morning's reach that is gone in the evening: 40 % means that of 100 people within "
        "reach in the morning 60 are left. Empty where nothing is within reach in the morning.",
        leaves_out=_TIMETABLE_LEAVES_OUT, next_step="ask when the last bus leaves, and who works or learns in the evening.",
        definition="docs/definitions.md#reach",
        source="Ours: 1 − evening / morning of the share within 45 minutes, not below 0.", better="lower",
    ),
    Measure(
        "city_reach_drop_share_sunday", "Reach lost on Sunday", "share", "city",
        "The part of the weekday morning's reach that is gone on Sunday.",
        leaves_out=_TIMETABLE_LEAVES_OUT, next_step="ask who needs to get about on Sunday: work, worship, family.",
        definition="docs/definitions.md#reach",
        source="Ours: 1 − Sunday / morning of the share within 45 minutes, not below 0.", better="lower",
    ),
    Measure(
        "ptal_ai", "Access index (PTAL)", "index", "city",
        "Transport for London's access index: walking to the stops near by and waiting for each line, weekday 08:15 to "
        "09:15. It says how much service is near, not where it goes.",
        leaves_out="where the lines go; " + _TIMETABLE_LEAVES_OUT,
        next_step="use it to compare with other towns and with planning policy that names PTAL levels.",
        definition="docs/definitions.md#ptal",
        source="Public transport accessibility level, Transport for London; formula from published guides, to be checked "
        "against the 2015 guide before it is quoted as a PTAL.",
        better="higher",
    ),
    Measure(
        "ptal_band", "Access level (PTAL)", "text", "city",
        "The level of the access index: 0, 1a, 1b, 2, 3, 4, 5, 6a or 6b; 6b is the best.",
        leaves_out="where the lines go; " + _TIMETABLE_LEAVES_OUT,
        next_step="use it where planning policy names PTAL levels.",
        definition="docs/definitions.md#ptal",
        source="Public transport accessibility level, Transport for London.", better="higher", combine="none",
    ),
    Measure(
        "transit_indirectness", "How far the bus goes round", "ratio", "city",
        "The distance ridden on the usual journey to the centre, weekday morning, over the straight line from the first "
        "stop to the last. Empty where people usually walk or where the journey leaves the street data.",
        leaves_out=_TIMETABLE_LEAVES_OUT,
        next_step="above 1.6 the line goes well out of its way: see in the profile by where.",
        definition="docs/definitions.md#usual-journey",
        source="Ours: in-vehicle distance along the stops over crow-fly.", better="lower",
    ),
)  # fmt: skip
