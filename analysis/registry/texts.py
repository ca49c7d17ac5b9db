"""Texts of the registry: every measure in words, in the order of the pages.

What each row is, the neighbourhood level, the city level, what holds a place back. ``<band>``, ``<what>`` and the fields
in braces are filled in by :func:`analysis.registry.table`.
"""

from __future__ import annotations

from analysis.registry.model import Measure

__all__ = [
    "ACCESS", "BASE", "CITY", "CITY_DEPTH", "CITY_SCORE", "NEAREST", "NEIGHBOURHOOD", "NEIGHBOURHOOD_DEPTH",
    "NEIGHBOURHOOD_LAST", "NEIGHBOURHOOD_SCORE", "TYPOLOGY",
]  # fmt: skip

# What each row is, and the neighbourhood level

_WALK_LEAVES_OUT_NEAR = (
    "hills, lighting, traffic, kerbs and how safe a street feels; footpaths, entrances and places that nobody has "
    "put "
    "into OpenStreetMap; opening hours."
)
_H3 = "H3, the public hexagonal grid."
_OURS = "Ours."
_CUMULATIVE = (
    "Cumulative opportunities, times up to and including the limit counted (as in the accessibility package of Ipea "
    "and in pysal access)."
)

BASE: tuple[Measure, ...] = (
    Measure(
        "cell", "Cell", "text", "base",
        "H3 index of the cell. Every cell that overlaps the study area has a row.",
        definition="docs/definitions.md#cells",
        source=_H3, combine="none",
    ),
    Measure(
        "cell_name", "Name of the cell", "text", "base",
        "What the cell is near: the nearest named place or street.",
        source=_OURS, combine="none",
    ),
    Measure(
        "area_id", "Area code", "text", "base",
        "Code of the area with the largest share of the cell.", combine="none",
    ),
    Measure("area_name", "Area", "text", "base", "Name of that area.", combine="none"),
    Measure(
        "lat", "Latitude", "degrees", "base",
        "Latitude of the middle of the cell, from which everything is measured.", combine="none",
    ),
    Measure(
        "lon", "Longitude", "degrees", "base",
        "Longitude of the middle of the cell, from which everything is measured.", combine="none",
    ),
    Measure(
        "area_m2", "Size", "m²", "base", "True size of the cell on the ground; for an area, of the area.",
        definition="docs/definitions.md#cells",
        source=_H3, combine="sum",
    ),
    Measure(
        "inside_share", "Share inside the study area", "share", "base",
        "Part of the cell that lies inside the study area.",
        definition="docs/definitions.md#cells", source=_OURS, combine="none",
    ),
    Measure(
        "population_n", "{People} living here", "people", "base",
        "{People} counted here by the population file. Empty if the file has no numbers.",
        leaves_out="people who work, study or visit here; changes since the count.",
        source="The population file of the atlas (census or estimate).", combine="sum", nouns=("person", "people"),
    ),
    Measure(
        "weight_n", "Weight", "weight", "base",
        "How much this cell counts in shares, averages and medians: its people if they are known, else its points of "
        "the population file, else 1 for every cell on the street network. Here it counts {noun}.",
        definition="docs/definitions.md#areas-and-town",
        source=_OURS, combine="sum",
    ),
    Measure(
        "on_network", "On the street network", "yes or no", "base",
        "Whether the middle of the cell lies within {snap_max_m} m of a street or path one can walk on and that the "
        "street data knows. Where it does not, what can be reached is not known (it is not zero).",
        leaves_out="what lies outside the street data.",
        next_step="where homes are outside, get a larger OpenStreetMap extract.",
        definition="docs/definitions.md#walking",
        source=_OURS, combine="none",
    ),
)  # fmt: skip

NEIGHBOURHOOD: tuple[Measure, ...] = (
    Measure(
        "bumping_places_15min_n", "Bumping places within 15 minutes' walk", "count", "neighbourhood",
        "How many places where people routinely come together (parks, playgrounds, cafés, libraries, community "
        "centres, "
        "markets and so on) can be walked to in 15 minutes or less, at {walk_kmh} km/h along streets and paths. Each "
        "place counts once, at its nearest entrance.",
        leaves_out="whether people do meet there, whether all feel welcome, cost and size; " + _WALK_LEAVES_OUT_NEAR,
        next_step="ask in the forum which places really bring people together; look for halls, schools or green "
        "spaces "
        "that could be opened, and for missing paths to those nearby.",
        definition="docs/definitions.md#access",
        source=_CUMULATIVE + " Which kinds are bumping places is set in the table of place kinds.",
        better="higher", nouns=("bumping place", "bumping places"),
    ),
    Measure(
        "amenity_kinds_15min_n", "Kinds of everyday amenity within 15 minutes' walk", "count", "neighbourhood",
        "How many kinds of everyday amenity (shop, pharmacy, school, green space and so on) have at least one place "
        "within "
        "15 minutes' walk.",
        leaves_out="how good, large, dear or full they are; " + _WALK_LEAVES_OUT_NEAR,
        next_step="see in the profile which kinds are missing, then look for a site or a shorter way to the nearest.",
        definition="docs/definitions.md#completeness",
        source="The 15-minute neighbourhood (Moreno and others 2021): kinds with at least one place in reach.",
        better="higher", nouns=("kind", "kinds"),
    ),
    Measure(
        "amenity_completeness_share", "Everyday amenities within 15 minutes' walk", "share", "neighbourhood",
        "The kinds of everyday amenity within 15 minutes' walk as a share of all kinds looked for. 100 % means that "
        "at least one "
        "of every kind is near.",
        leaves_out="how good, large, dear or full they are; " + _WALK_LEAVES_OUT_NEAR,
        next_step="see in the profile which kinds are missing, then look for a site or a shorter way to the nearest.",
        definition="docs/definitions.md#completeness",
        source="The 15-minute neighbourhood (Moreno and others 2021); every kind counts the same.",
        better="higher",
    ),
)  # fmt: skip

NEAREST = Measure(
    "nearest_<kind>_min", "Minutes' walk to the nearest {kind}", "minutes", "neighbourhood",
    "Walking time to the nearest {kind} along streets and paths at {walk_kmh} km/h, to its nearest entrance or "
    "edge. Empty "
    "where none can be walked to within the street data: there may be one just outside.",
    leaves_out=_WALK_LEAVES_OUT_NEAR,
    next_step="check on the ground whether the nearest {kind} is mapped and open; look for a missing crossing or "
    "path "
    "before looking for a new site.",
    definition="docs/definitions.md#walking",
    source="Distance to the nearest on the walking network (global indicators of healthy and sustainable cities).",
    better="lower", known_by="amenity_completeness_share", absent="none found within the street data",
)  # fmt: skip

NEIGHBOURHOOD_LAST: tuple[Measure, ...] = (
    Measure(
        "people_15min_n", "{People} living within 15 minutes' walk", "people", "neighbourhood",
        "How many {people} live in cells whose middle can be walked to in 15 minutes or less, one's own cell "
        "included. Empty if "
        "the numbers of people are not known.",
        leaves_out="people who work or visit here; people beyond the study area; " + _WALK_LEAVES_OUT_NEAR,
        next_step="where few people are near, a place to meet needs a bus stop as much as a path.",
        definition="docs/definitions.md#completeness",
        source=_CUMULATIVE, better="higher", nouns=("person", "people"),
    ),
)  # fmt: skip

# The city level

_LEAVES_OUT = (
    "fares, lateness, cancelled and full buses, works and diversions; community transport and taxis, which open "
    "timetables lack; hills; whether a stop has a shelter, a kerb or light."
)
_RULES = (
    "by public transport and on foot, leaving at every minute of the band: walk to a stop (up to {access_walk_min} "
    "minutes), up to "
    "{max_rides} rides with {change_s} seconds to change, walk on, or walk all the way"
)
_R5 = "Travel time over a departure window, percentiles without interpolation (as in R5 and r5r)"
_STOP_LEAVES_OUT = (
    "where the buses go; lateness and cancelled buses; community transport and taxis, which open timetables lack."
)
_STOP_RULE = (
    "the best stop within {stop_walk_min} minutes' walk ({stop_walk_m} m): the stop and direction with the most "
    "departures. All lines that go in that direction and that one can board there count together. "
)

CITY: tuple[Measure, ...] = (
    Measure(
        "centre_min_<band>", "Minutes to the town centre", "minutes", "city",
        "How long it takes to the town centre on a typical departure: " + _RULES + ". Half of the departures are "
        "quicker, half slower; waiting counts. Empty where the centre cannot be reached in {max_trip_min} minutes "
        "on at "
        "least half of the departures, and where the start is off the street network.",
        leaves_out=_LEAVES_OUT,
        next_step="see which line people have to use and where it goes round; ask the operator about a direct "
        "journey, or try "
        "a change of the timetable.",
        definition="docs/definitions.md#percentiles",
        source=_R5 + ", median.", better="lower",
        known_by="city_reach_45min_share_<band>", absent="not within {max_trip_min} minutes",
    ),
    Measure(
        "centre_spread_min_am", "How much the time to the centre varies", "minutes", "city",
        "The slow departures (19 in 20 are quicker) minus the quick ones (1 in 20 is quicker), weekday morning. A "
        "large number "
        "means that people must plan round the timetable. Empty if the centre is out of reach on the slow "
        "departures.",
        leaves_out=_LEAVES_OUT + " It says how the timetable varies, not how late buses are.",
        next_step="look for long or uneven gaps between buses and for missed connections.",
        definition="docs/definitions.md#percentiles",
        source=_R5 + ", 95th minus 5th percentile.", better="lower", band="am",
    ),
    Measure(
        "city_reach_45min_share_<band>", "Share of the town within 45 minutes", "share", "city",
        "Share of the town's {noun} (those on the street network) who live where one can get from here within 45 "
        "minutes on a "
        "typical departure, " + _RULES + ". One's own cell counts.",
        leaves_out=_LEAVES_OUT + " What lies outside the street data is in neither part of the share.",
        next_step="open the reach map to see which side of town is missing, then compare the evening and Sunday.",
        definition="docs/definitions.md#reach",
        source="Cumulative opportunities at the median travel time, 45 minutes included.", better="higher",
    ),
    Measure(
        "areas_reach_45min_n_<band>", "Areas within 45 minutes", "count", "city",
        "How many areas of the town have their middle (weighted by where {noun} are) within 45 minutes on a typical "
        "departure.",
        leaves_out=_LEAVES_OUT + " Areas whose middle lies outside the street data are not counted.",
        next_step="open the reach map to see which areas are missing.",
        definition="docs/definitions.md#reach",
        source="Ours, after the cumulative opportunities measure.", better="higher", nouns=("area", "areas"),
    ),
    Measure(
        "transport_performance_am", "Transport performance", "of 100", "city",
        "Of every 100 {noun} who live within {performance_km} km as the crow flies, how many can be reached within "
        "45 minutes on a "
        "typical departure, weekday morning. It separates good transport from mere nearness: a compact place with "
        "poor "
        "transport scores low.",
        leaves_out=_LEAVES_OUT,
        next_step="where it is low and people are near, the network of lines or paths is at fault, not distance.",
        definition="docs/definitions.md#transport-performance",
        source="Transport performance of the European Commission (Poelman, Dijkstra and Ackermans 2020), as "
        "computed by the ONS "
        "Data Science Campus, with one's own cell included and great-circle distances between cells.",
        better="higher", band="am",
    ),
    Measure(
        "nearest_stop_min", "Minutes' walk to the nearest stop", "minutes", "city",
        "Walking time to the nearest stop or station at which something can be boarded on the days looked at.",
        leaves_out=_STOP_LEAVES_OUT,
        next_step="look for a missing path or crossing to the stop, then for a better place for the stop.",
        definition="docs/definitions.md#walking",
        source="Distance to the nearest on the walking network.", better="lower",
    ),
    Measure(
        "departures_per_h_<band>", "Departures an hour", "departures an hour", "city",
        "Departures an hour at " + _STOP_RULE + "0 where no stop is that near or nothing leaves.",
        leaves_out=_STOP_LEAVES_OUT,
        next_step="5 an hour or more is turn-up-and-go; below 1 an hour people need another way. Ask the operator "
        "for a better "
        "frequency or for even gaps between lines.",
        definition="docs/definitions.md#headways-and-waits",
        source="Ours; limits of walking as in Transport for London's access level (8 minutes, 640 m).",
        better="higher",
    ),
    Measure(
        "expected_wait_min_<band>", "Expected wait", "minutes", "city",
        "Average wait of somebody who comes without a timetable to " + _STOP_RULE + "Uneven gaps make it longer than "
        "half the average gap. Empty where nothing leaves.",
        leaves_out=_STOP_LEAVES_OUT + " People who know the timetable wait less at the stop and more at home.",
        next_step="uneven gaps can often be mended without another bus: spread the departures of lines that share a "
        "road.",
        definition="docs/definitions.md#headways-and-waits",
        source="Random arrivals: the sum of squared gaps over twice the sum of gaps, gaps running on to the first "
        "departure after the band; where none leaves after it, the band is taken to repeat, so that one departure "
        "means half the band.",
        better="lower", known_by="departures_per_h_<band>", absent="nothing leaves nearby",
    ),
    Measure(
        "service_span_h", "Hours of the day with service", "hours", "city",
        "From the first to the last departure of the weekday at the stops within {stop_walk_min} minutes' walk, "
        "24 at most. 0 where none is.",
        leaves_out=_STOP_LEAVES_OUT + " Long gaps in between do not show.",
        next_step="compare with the hours of shift work and evening classes.",
        definition="docs/definitions.md#headways-and-waits",
        source="Service span as in common timetable statistics.", better="higher",
    ),
)  # fmt: skip

# What holds a place back, levels of access, scores

_WALK_LEAVES_OUT_DEPTH = "hills, lighting, how safe a way feels; paths that OpenStreetMap does not have."
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
    leaves_out="whether people do meet, whether all feel welcome; " + _WALK_LEAVES_OUT_DEPTH,
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
        leaves_out="how pleasant or safe a crossing is; " + _WALK_LEAVES_OUT_DEPTH,
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
        leaves_out=_WALK_LEAVES_OUT_DEPTH,
        next_step="1.3 is usual in towns, 1.6 in suburbs: above that look for missing links, gates and crossings.",
        definition="docs/definitions.md#detour",
        source="Pedestrian route directness at a fixed distance band (Stangl 2012).", better="lower",
    ),
    Measure(
        "proximity_time_min", "Proximity time", "minutes", "neighbourhood",
        "Average walk to the 20 nearest places of each everyday kind (fewer where the street data has fewer), then the "
        "average over the kinds.",
        leaves_out="places outside the street data; " + _WALK_LEAVES_OUT_DEPTH,
        next_step="compare with the share of kinds within 15 minutes: one says how many, the other how far.",
        definition="docs/definitions.md#proximity-time",
        source="Bruno and others (2024), with our kinds of places.", better="lower",
    ),
)  # fmt: skip

ACCESS: tuple[Measure, ...] = (
    Measure(
        "<what>_15min_n", "{Plural} within 15 minutes' walk", "count", "neighbourhood",
        "How many {plural} lie within 15 minutes' walk (15 included).",
        leaves_out=_WALK_LEAVES_OUT_DEPTH, next_step=_ACCESS_NEXT,
        definition="docs/definitions.md#access",
        source="Cumulative opportunities.", better="higher", is_detail=True,
    ),
    Measure(
        "<what>_gravity_n", "{Plural}, nearer ones counting more", "weight", "neighbourhood",
        "Every one of the {plural} within 30 minutes' walk, counting exp(−0.1 × minutes): 1 next door, 0.37 at 10 minutes.",
        leaves_out=_WALK_LEAVES_OUT_DEPTH, next_step=_ACCESS_NEXT,
        definition="docs/definitions.md#access",
        source="Gravity access with a negative exponential decay of 0.1 a minute.",
        better="higher", is_detail=True,
    ),
    Measure(
        "<what>_e2sfca_n", "{Plural} for every 1,000 {people} around", "weight", "neighbourhood",
        "{Plural} within 30 minutes' walk, shared with everybody else who is near them, for every 1,000 {people}: a place "
        "among many people gives each of them less.",
        leaves_out="how large a place is; " + _WALK_LEAVES_OUT_DEPTH,
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
