"""Which departures of a stop go in one direction.

A trip with a ``direction_id`` goes in that direction, whatever its line. Where a feed has none
(docs/definitions.md#direction):

* a trip goes in the direction of its route's commonest stop pattern that it follows in order, or that follows it (as a
  long trip does a short working), else in that of its own;
* at a stop, all that leaves goes in one direction, as it does from a pole at the roadside, except that two directions
  of one route stay apart, and so do lines of which one goes to where the other comes from. Trips with the same next
  stop always go together.

Where a trip leaves a stop twice, as on a loop or a figure eight, and goes on to another stop each time, these are two
directions there, whatever its ``direction_id``: nobody who wants to get to the one stop boards for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from geo.crs import haversine_m

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["directions_at_stops", "trip_directions", "visits_apart"]

FIRST_FOUND = 2  # direction_id takes 0 and 1
ACROSS_THE_ROAD_M = 150.0
_NO_STOP = -1


def directions_at_stops(feed: Feed, rows: NDArray[np.integer]) -> NDArray[np.int64]:
    """Direction of each departure as a number that can be compared at its stop, and only there.

    Args:
        feed: the timetable.
        rows: rows of ``feed.stop_times`` from which somebody can depart (repeats allowed).

    Returns:
        int64 (rows,): 0 or 1 where the trip has a ``direction_id``, else 2, 3 … with the most departures first; a
        higher number for a visit that goes on elsewhere than an earlier one of the same trip.
    """
    trip = feed.stop_times["trip_index"].to_numpy()
    label = trip_directions(feed, trip[rows])[trip[rows]]
    at_stop = feed.stop_times["stop_index"].to_numpy()[rows].astype(np.int64)
    visit = visits_apart(feed, rows, at_stop * (int(label.max(initial=0)) + 1) + label)
    is_given = label < FIRST_FOUND
    label = label + np.where(is_given, 0, visit * (int(label.max(initial=0)) + 1))
    unlabelled = np.flatnonzero(label >= FIRST_FOUND)
    if not len(unlabelled):
        return label + FIRST_FOUND * visit
    row, line = rows[unlabelled], label[unlabelled]
    stops = feed.stop_times["stop_index"].to_numpy()
    lines_n = int(line.max()) + 1
    place = stops[row].astype(np.int64) * lines_n + line
    groups, first, group, counts = np.unique(place, return_index=True, return_inverse=True, return_counts=True)
    is_first_call = np.concatenate([[True], trip[1:] != trip[:-1]])
    following = _commonest(group, stops[np.minimum(row + 1, len(stops) - 1)].astype(np.int64))
    before = _commonest(group, np.where(is_first_call[row], _NO_STOP, stops[row - 1]).astype(np.int64))
    route = feed.trips["route_index"].to_numpy()[trip[row[first]]]
    opposed = _Opposed(feed, route, following, before)
    found = np.full(len(groups), FIRST_FOUND, dtype=np.int64)
    at = groups // lines_n
    start = np.flatnonzero(np.concatenate([[True], at[1:] != at[:-1]]))
    for begin, end in zip(start.tolist(), [*start[1:].tolist(), len(groups)], strict=True):
        if end - begin > 1:
            found[begin:end] += opposed.numbers(np.arange(begin, end), counts)
    label[unlabelled] = found[group]
    return label + np.where(is_given & (visit > 0), int(label.max()) + FIRST_FOUND * visit, 0)


def visits_apart(feed: Feed, rows: NDArray[np.integer], group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number of the direction in which a trip leaves that calls at a stop more than once; 0 for nearly all.

    Args:
        feed: the timetable.
        rows: rows of ``feed.stop_times`` from which somebody can depart (repeats allowed).
        group: of each of them, equal for departures of one stop that would otherwise go in one direction.

    Returns:
        int64 (rows,): departures of one group have different numbers where one trip leaves to both of their next stops;
        all others join the commonest.
    """
    result = np.zeros(len(rows), dtype=np.int64)
    trip, stop = (feed.stop_times[name].to_numpy() for name in ("trip_index", "stop_index"))
    once, first = np.unique(rows, return_index=True)
    if not len(once):
        return result
    following = stop[np.minimum(once + 1, len(stop) - 1)].astype(np.int64)
    calls = pd.DataFrame({"trip": trip[once], "group": group[first], "next": following}).drop_duplicates()
    calls = calls[calls.duplicated(["trip", "group"], keep=False)]
    if not len(calls):
        return result
    affected = np.flatnonzero(np.isin(group, calls["group"].unique()))
    to = stop[np.minimum(rows[affected] + 1, len(stop) - 1)].astype(np.int64)
    counts = pd.DataFrame({"group": group[affected], "next": to}).value_counts()
    apart: dict[int, set[tuple[int, int]]] = {}
    for (_, own), nexts in calls.groupby(["trip", "group"])["next"]:
        ways = sorted(set(nexts.tolist()))
        apart.setdefault(own, set()).update((one, other) for one in ways for other in ways if one != other)
    number: dict[tuple[int, int], int] = {}
    for own, pairs in apart.items():
        directions: list[list[int]] = []
        of_group = counts.loc[own]
        for way in sorted(of_group.index.tolist(), key=lambda one: (-of_group[one], one)):
            free = (n for n, members in enumerate(directions) if not any((way, one) in pairs for one in members))
            chosen = next(free, len(directions))
            directions[chosen:] = directions[chosen:] or [[]]
            directions[chosen].append(way)
            number[own, way] = chosen
    result[affected] = [number[pair] for pair in zip(group[affected].tolist(), to.tolist(), strict=True)]
    return result


class _Opposed:
    """Tells which groups of departures (one stop, one route, one direction of it) go opposite ways."""

    def __init__(self, feed: Feed, route: NDArray, following: NDArray[np.int64], before: NDArray[np.int64]) -> None:
        self.route, self.following, self.before = route, following, before
        self.lat = feed.stops["lat"].to_numpy(float)
        self.lon = feed.stops["lon"].to_numpy(float)

    def numbers(self, groups: NDArray[np.intp], counts: NDArray[np.integer]) -> NDArray[np.int64]:
        """0, 1 … for the groups of one stop: each joins the first direction in which nothing is opposed to it."""
        following = self.following[groups]
        if (following == following[0]).all():
            return np.zeros(len(groups), dtype=np.int64)  # nothing is opposed to what goes on to the same stop
        order = np.lexsort((self.route[groups], -counts[groups]))
        directions: list[list[int]] = []
        result = np.zeros(len(groups), dtype=np.int64)
        apart = self._apart(groups)
        for position in order.tolist():
            free = (n for n, members in enumerate(directions) if not apart[position, members].any())
            number = next(free, len(directions))
            if number == len(directions):
                directions.append([])
            directions[number].append(position)
            result[position] = number
        return result

    def _apart(self, groups: NDArray[np.intp]) -> NDArray[np.bool_]:
        then, since, route = self.following[groups], self.before[groups], self.route[groups]
        away = haversine_m(
            self.lat[then][:, None], self.lon[then][:, None], self.lat[since][None, :], self.lon[since][None, :]
        )
        back = (since[None, :] != _NO_STOP) & ((then[:, None] == since[None, :]) | (away <= ACROSS_THE_ROAD_M))
        apart = back | back.T | (route[:, None] == route[None, :])
        return apart & (then[:, None] != then[None, :])


def _commonest(group: NDArray[np.integer], value: NDArray[np.int64]) -> NDArray[np.int64]:
    """The commonest value of each group 0, 1 …; of several the smallest."""
    width = int(value.max()) + 2  # values start at -1
    pairs, counts = np.unique(group.astype(np.int64) * width + value + 1, return_counts=True)
    owner = pairs // width
    best = np.lexsort((pairs, -counts, owner))
    _, first = np.unique(owner[best], return_index=True)
    return pairs[best[first]] % width - 1


def trip_directions(feed: Feed, trips: ArrayLike) -> NDArray[np.int64]:
    """Direction of each trip of the feed that occurs in ``trips``.

    Args:
        feed: the timetable.
        trips: rows of ``feed.trips`` that run (repeats allowed); patterns are counted over these, those by headway once
            per vehicle.

    Returns:
        int64 (all trips of the feed): ``direction_id`` where the feed has one (0 or 1), else 2 or more, the same number
        for the trips of one route in one direction; -1 for trips that do not occur.
    """
    running = np.unique(np.asarray(trips, dtype=np.int64))
    given = feed.trips["direction_id"].to_numpy().astype(np.int64)
    result = np.full(len(feed.trips), -1, dtype=np.int64)
    result[running] = given[running]
    missing = running[given[running] < 0]
    trip_of_row = feed.stop_times["trip_index"].to_numpy()
    first, last = np.searchsorted(trip_of_row, missing, "left"), np.searchsorted(trip_of_row, missing, "right")
    stops = feed.stop_times["stop_index"].to_numpy().astype(np.int64)
    patterns: dict[int, dict[bytes, list[int]]] = {}
    route = feed.trips["route_index"].to_numpy()
    for trip, begin, end in zip(missing.tolist(), first.tolist(), last.tolist(), strict=True):
        patterns.setdefault(int(route[trip]), {}).setdefault(stops[begin:end].tobytes(), []).append(trip)
    number = FIRST_FOUND
    vehicles = feed.vehicles_by_trip()
    for _, of_route in sorted(patterns.items()):
        ordered = sorted(of_route.items(), key=lambda item: (-vehicles[item[1]].sum(), -len(item[0]), item[0]))
        heads = _heads([np.frombuffer(key, dtype=np.int64).tolist() for key, _ in ordered])
        for head, (_, members) in zip(heads, ordered, strict=True):
            result[members] = number + head
        number += len(ordered)
    return result


def _heads(patterns: Sequence[list[int]]) -> list[int]:
    """For each stop pattern, commonest first, the number of the pattern whose direction it has."""
    heads: list[int] = []
    sets = [set(pattern) for pattern in patterns]
    for number, pattern in enumerate(patterns):
        head = number
        for earlier in range(number):
            if _follows(pattern, sets[number], patterns[earlier], sets[earlier]):
                head = heads[earlier]
                break
        heads.append(head)
    return heads


def _follows(first: Sequence[int], stops: set[int], second: Sequence[int], other_stops: set[int]) -> bool:
    """Do the stops of the shorter occur in the longer in the same order?"""
    if len(first) > len(second):
        return _follows(second, other_stops, first, stops)
    if not stops <= other_stops:
        return False
    rest = iter(second)
    return all(stop in rest for stop in first)
