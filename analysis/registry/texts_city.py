"""Texts of the registry: the city level. ``<band>`` stands for each band. Read through :mod:`analysis.registry.measures`."""

from __future__ import annotations

from analysis.registry.model import Measure

__all__ = ["CITY"]

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
