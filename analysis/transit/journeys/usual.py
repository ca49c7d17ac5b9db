"""The usual journey to the town centre from each cell, leg by leg, and how far it goes round.

Exactly: docs/definitions.md#usual-journey.

The usual journey is the sequence of lines that is best for the most departure minutes of a band (``walk all the way``
is one too); of two that are best equally often the quicker, then the first in the alphabet. It is shown by the
journey of median time among those that use it. ``transit_indirectness`` is what one rides along its stops, over the
crow-fly from the first boarding to the last alighting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.parameters import Band, Parameters
from analysis.transit.journeys.best import ON_FOOT, UNREACHABLE, Journeys, Ride, journeys_to_point
from analysis.transit.journeys.round_by import goes_round_by
from analysis.transit.journeys.wording import Leg, clock, usual_lines
from analysis.transit.points import CityPoints
from analysis.transit.timetable import Timetable, longest_walk_m
from analysis.walking import WalkGraph, WalkMatrix, walk_matrix
from geo.crs import haversine_m

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = [
    "LEAST_CROW_FLY_M",
    "USUAL_COLUMNS",
    "UsualJourneys",
    "line_of_trips",
    "unknown_usual_journeys",
    "usual_journeys",
    "usual_journeys_to_centre",
]

LEAST_CROW_FLY_M = 300.0
USUAL_COLUMNS = ("transit_indirectness", "usual_journey_lines", "usual_journey_min", "usual_journey_share")
_HALF_SECOND_MIN = 0.5 / 60
_ORIGINS_PER_BLOCK = 1024


@dataclass(frozen=True)
class UsualJourneys:
    """The usual journey of each origin.

    Attributes:
        table: one row per origin, :data:`USUAL_COLUMNS`: ridden / crow-fly (NaN: on foot, less than 300 m apart, not
            reachable, or cut off by the extent of the streets); the lines ("7", "7, then 30", "on foot", "" where
            there is no journey); minutes of the median one; share (0–1) of the band's departures for which it is best.
        legs: for each origin its legs (see :class:`analysis.transit.journeys.wording.Leg`), empty where there is no
        journey.
    """

    table: pd.DataFrame
    legs: list[list[Leg]]


def unknown_usual_journeys(origins_n: int) -> UsualJourneys:
    """For a band that is not known, or a town without a timetable."""
    columns = {name: np.full(origins_n, np.nan) for name in USUAL_COLUMNS}
    table = pd.DataFrame(columns | {"usual_journey_lines": np.full(origins_n, "", dtype=object)})
    return UsualJourneys(table, [[] for _ in range(origins_n)])


def line_of_trips(feed: Feed) -> NDArray[np.object_]:
    """What people call the line of each trip: the number on the bus; ``train`` where a railway has only descriptions.

    Args:
        feed: the timetable.
    """
    routes = feed.routes
    label = routes["route_label"] if "route_label" in routes.columns else routes["route_name"]
    names = label.astype(str).to_numpy(dtype=object)
    is_described = (routes["route_name"] == routes["route_long_name"]) | (label == "")
    names = np.where((routes["mode"] == "rail") & is_described, "train", names)
    return names[feed.trips["route_index"].to_numpy()]


def usual_journeys_to_centre(
    graph: WalkGraph,
    points: CityPoints,
    feed: Feed,
    timetable: Timetable,
    band: Band,
    *,
    parameters: Parameters,
    access: WalkMatrix | None = None,
    workers: int = 1,
) -> UsualJourneys:
    """The usual journey from every cell to the town centre in one band.

    Args:
        graph: the streets.
        points: cells, centre and stops on them.
        feed, timetable: of the band's day.
        band: departures looked at.
        parameters: walking, riding, limits.
        access: all cells × stops within ``access_walk_min``, if known already.
        workers: threads for the walks.
    """
    cells_n = len(points.cells)
    if not points.centre.is_on_network.any():
        return unknown_usual_journeys(cells_n)
    near_m = longest_walk_m(parameters.access_walk_min, parameters)
    if access is None:
        access = walk_matrix(graph, points.cells, points.stops, near_m, workers=workers)
    all_the_way_m = longest_walk_m(parameters.max_trip_min + _HALF_SECOND_MIN, parameters)
    journeys = journeys_to_point(
        timetable,
        access,
        walk_matrix(graph, points.centre, points.stops, near_m, workers=workers),
        walk_matrix(graph, points.centre, points.cells, all_the_way_m, workers=workers).transposed(),
        trip_line=line_of_trips(feed),
        start_s=band.start_s,
        end_s=band.end_s,
        parameters=parameters,
    )
    return usual_journeys(journeys, feed, is_stop_known=points.stops.is_on_network)


def usual_journeys(journeys: Journeys, feed: Feed, *, is_stop_known: NDArray[np.bool_] | None = None) -> UsualJourneys:
    """Choose the usual journey of each origin and describe it.

    Args:
        journeys: from :func:`analysis.transit.journeys.best.journeys_to_point`.
        feed: the timetable: names and places of stops, lines, operators.
        is_stop_known: bool per stop row: within the streets that were measured (default: all). A journey that boards
            or leaves a vehicle elsewhere has no indirectness: the streets end before it does.
    """
    names, of_entry = journeys.sequences()
    chosen = _most_frequent(journeys, names, of_entry)
    known = np.ones(len(feed.stops), dtype=bool) if is_stop_known is None else np.asarray(is_stop_known, dtype=bool)
    ratio = _indirectness(journeys, feed, chosen["entry"].to_numpy(), known)
    lines = [usual_lines(names[of_entry[entry]]) if entry >= 0 else "" for entry in chosen["entry"].tolist()]
    is_walk = (chosen["entry"] == ON_FOOT).to_numpy()
    table = pd.DataFrame(
        {
            "transit_indirectness": ratio,
            "usual_journey_lines": np.where(is_walk, usual_lines(()), np.asarray(lines, dtype=object)),
            "usual_journey_min": chosen["seconds"].to_numpy() / 60,
            "usual_journey_share": chosen["share"].to_numpy(),
        }
    )
    describe = _Describer(journeys, feed)
    legs = [
        describe.legs(origin, minute, entry)
        for origin, (minute, entry) in enumerate(zip(chosen["minute"].tolist(), chosen["entry"].tolist(), strict=True))
    ]
    return UsualJourneys(table, legs)


def _most_frequent(journeys: Journeys, names: list[tuple[str, ...]], of_entry: NDArray[np.int32]) -> pd.DataFrame:
    """Per origin ``minute, entry, seconds, share`` of its usual journey; UNREACHABLE where there is none."""
    by_name = np.zeros(len(names), dtype=np.int64)
    by_name[np.asarray(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)] = np.arange(1, len(names) + 1)
    # Place of each entry in the alphabet; the last item is for ON_FOOT, which is -1 and stands before all others.
    place = np.append(by_name[of_entry], 0)
    parts = [
        _most_frequent_of(journeys, place, first, min(first + _ORIGINS_PER_BLOCK, journeys.origins_n))
        for first in range(0, journeys.origins_n, _ORIGINS_PER_BLOCK)
    ]
    best = pd.concat(parts) if parts else _most_frequent_of(journeys, place, 0, 0)
    found = best.reindex(pd.RangeIndex(journeys.origins_n))
    found["minute"] = found["minute"].fillna(0).astype(np.int64)
    entry = journeys.entry[np.arange(journeys.origins_n), found["minute"].to_numpy()]
    found["entry"] = np.where(found["seconds"].isna(), UNREACHABLE, entry)
    found["share"] = found["counts"] / journeys.departures_n
    return found


def _most_frequent_of(journeys: Journeys, place: NDArray[np.int64], first: int, end: int) -> pd.DataFrame:
    """``minute, seconds, counts`` by origin, for the origins ``first`` to ``end`` that can get there."""
    origin, minute = np.nonzero(journeys.entry[first:end] != UNREACHABLE)
    origin = origin + first
    rank, seconds = place[journeys.entry[origin, minute]], journeys.seconds[origin, minute]
    order = np.lexsort((minute, seconds, rank, origin))
    origin, rank, minute, seconds = origin[order], rank[order], minute[order], seconds[order]
    is_new = np.ones(len(origin), dtype=bool)
    is_new[1:] = (origin[1:] != origin[:-1]) | (rank[1:] != rank[:-1])
    begin = np.flatnonzero(is_new)
    counts = np.diff(np.append(begin, len(origin)))
    middle = begin + (counts + 1) // 2 - 1
    best = np.lexsort((rank[middle], seconds[middle], -counts, origin[middle]))
    _, each = np.unique(origin[middle][best], return_index=True)
    chosen = best[each]
    rows = middle[chosen]
    return pd.DataFrame(
        {"minute": minute[rows], "seconds": seconds[rows].astype(float), "counts": counts[chosen]}, index=origin[rows]
    )


def _indirectness(
    journeys: Journeys, feed: Feed, entry: NDArray[np.int32], is_stop_known: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Metres ridden over crow-fly metres of the journeys that begin with ``entry`` (origins,)."""
    lat, lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    along_m = _along_m(journeys, lat, lon)
    ridden = np.zeros(len(entry))
    is_known = np.ones(len(entry), dtype=bool)
    first, last = np.full((2, len(entry)), -1, dtype=np.int64)
    now = entry.astype(np.int64)
    while (now >= 0).any():
        rows = np.flatnonzero(now >= 0)
        board, alight = journeys.entries[now[rows], 3], journeys.entries[now[rows], 4]
        ridden[rows] += along_m[alight] - along_m[board]
        for row in np.flatnonzero(journeys.event_run[board] != journeys.event_run[alight]).tolist():
            stops = np.concatenate(
                [journeys.event_stop[a : b + 1] for a, b in journeys.stretches(int(board[row]), int(alight[row]))]
            )
            own = float(haversine_m(lat[stops[:-1]], lon[stops[:-1]], lat[stops[1:]], lon[stops[1:]]).sum())
            ridden[rows[row]] += own - (along_m[alight[row]] - along_m[board[row]])
        start, end = journeys.event_stop[board], journeys.event_stop[alight]
        is_known[rows] &= is_stop_known[start] & is_stop_known[end]
        first[rows] = np.where(first[rows] < 0, start, first[rows])
        last[rows] = end
        now[rows] = journeys.entries[now[rows], 5]
    ratio = np.full(len(entry), np.nan)
    rides = np.flatnonzero(entry >= 0)
    crow = haversine_m(lat[first[rides]], lon[first[rides]], lat[last[rides]], lon[last[rides]])
    counts = is_known[rides] & (crow >= LEAST_CROW_FLY_M)
    ratio[rides[counts]] = ridden[rides[counts]] / crow[counts]
    return ratio


def _along_m(journeys: Journeys, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from stop to stop, added up over all events: differences within one run are what is ridden."""
    stop = journeys.event_stop
    steps = haversine_m(lat[stop[:-1]], lon[stop[:-1]], lat[stop[1:]], lon[stop[1:]])
    return np.concatenate([[0.0], np.cumsum(steps)])


class _Describer:
    """Puts journeys into legs; what it says of a ride is worked out once."""

    def __init__(self, journeys: Journeys, feed: Feed) -> None:
        self.journeys, self.parameters = journeys, journeys.parameters
        self.name = feed.stops["stop_name"].astype(str).tolist()
        self.stop_id = feed.stops["stop_id"].astype(str).tolist()
        self.lat, self.lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
        self.route = feed.trips["route_index"].tolist()
        self.mode = feed.routes["mode"].astype(str).tolist()
        operators = dict(zip(feed.agencies["agency_id"], feed.agencies["agency_name"].astype(str), strict=True))
        self.operator = [operators.get(agency, "") for agency in feed.routes["agency_id"]]
        self.known: dict[tuple[int, int], Leg] = {}

    def legs(self, origin: int, minute: int, entry: int) -> list[Leg]:
        """Legs of the journey of one origin and departure minute."""
        if entry == UNREACHABLE:
            return []
        if entry == ON_FOOT:
            return [self._walk(int(self.journeys.seconds[origin, minute]), "", "")]
        walk_s = self.journeys.access_s(origin, entry)
        now_s = self.journeys.start_s + minute * self.journeys.step_s + walk_s
        rides = self.journeys.rides(entry)
        found = [self._walk(walk_s, "", self.name[rides[0].stops[0]])]
        for number, ride in enumerate(rides):
            found.append(self._ride(ride, now_s))
            after = int(self.journeys.entries[entry, 5])
            if after < 0:
                found.append(self._walk(int(self.journeys.entries[entry, 2]), self.name[ride.stops[-1]], ""))
                break
            change_s = int(self.journeys.entries[entry, 2] - self.journeys.entries[after, 2])
            now_s = ride.arrival_s
            to_stop = rides[number + 1].stops[0]
            if to_stop != ride.stops[-1]:
                walk_s = max(change_s - self.parameters.change_s, 0)
                found.append(self._walk(walk_s, self.name[ride.stops[-1]], self.name[to_stop]))
                now_s += walk_s
            entry = after
        return found

    def _walk(self, seconds: int, start: str, end: str) -> Leg:
        return {"mode": "walk", "from": start, "to": end, "minutes": round(seconds / 60, 1)}

    def _ride(self, ride: Ride, ready_s: int) -> Leg:
        if ride.key not in self.known:
            stops = np.asarray(ride.stops)
            route = self.route[ride.trip]
            metres = haversine_m(
                self.lat[stops[:-1]], self.lon[stops[:-1]], self.lat[stops[1:]], self.lon[stops[1:]]
            ).sum()
            self.known[ride.key] = {
                "mode": "ride",
                "vehicle": self.mode[route],
                "line": str(self.journeys.trip_line[ride.trip]),
                "operator": self.operator[route],
                "from": self.name[ride.stops[0]],
                "to": self.name[ride.stops[-1]],
                "from_id": self.stop_id[ride.stops[0]],
                "to_id": self.stop_id[ride.stops[-1]],
                "leaves": clock(ride.departure_s),
                "minutes": round((ride.arrival_s - ride.departure_s) / 60, 1),
                "stops": len(stops) - 1,
                "km": round(float(metres) / 1000, 2),
                "becomes": [
                    {"line": str(self.journeys.trip_line[trip]), "at": self.name[ride.stops[place]]}
                    for trip, place in ride.goes_on
                ],
                "round_by": goes_round_by([self.name[stop] for stop in ride.stops], self.lat[stops], self.lon[stops]),
            }
        return self.known[ride.key] | {"wait_min": round((ride.departure_s - ready_s) / 60, 1)}
