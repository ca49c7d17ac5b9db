"""Brute-force connection scan: the slow, plain check of the transit engine.

It shares nothing with ``analysis.transit.search.times``: connections come straight from the feed's tables, in Python,
without patterns; for every departure minute everything starts afresh, and for every number of rides all connections of
the day are scanned once. Nothing is pruned but what leaves after the longest journey would have ended.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise, permutations

import numpy as np
from numba import njit

FAR = 2**40


class Oracle:
    """Arrivals for single origins over a departure window."""

    def __init__(self, feed, day: date, footpaths, egress, parameters, *, trips=None) -> None:
        self.parameters = parameters
        self.stops_n = len(feed.stops)
        self.connections, self.goes_on = _connections(feed, day, trips)
        trips_n = int(self.connections[:, 4].max(initial=-1)) + 1
        self.onward = np.searchsorted(self.goes_on[:, 0], np.arange(trips_n + 1))  # where each trip's begin
        self.changes = _changes(feed, footpaths, parameters)
        self.changes_at = np.searchsorted(self.changes[:, 0], np.arange(self.stops_n + 1))  # where each stop's begin
        self.egress = self._walks(egress, parameters.access_walk_min)
        self.destinations_n = egress.rows_n

    def _seconds(self, metres: float) -> int:
        return round(metres / (self.parameters.walk_kmh / 3.6))

    def _walks(self, matrix, limit_min: float) -> np.ndarray:
        """(row, column, seconds) of every walk within the limit."""
        longest = limit_min * 60 * self.parameters.walk_kmh / 3.6 + 1e-6
        rows = []
        for row in range(matrix.rows_n):
            for column, metres in zip(*matrix.row(row), strict=True):
                if metres <= longest:
                    rows.append((row, column, self._seconds(metres)))
        return np.array(rows, dtype=np.int64).reshape(-1, 3)

    def travel_times(self, access, direct, origin: int, start_s: int, end_s: int) -> np.ndarray:
        """Seconds for each departure minute and destination, shape (departures, destinations), -1 = unreachable."""
        one = access.slice_rows(slice(origin, origin + 1))
        walks = self._walks(one, self.parameters.access_walk_min)
        longest = round(self.parameters.max_trip_min * 60)
        leaves = self.connections[:, 0]  # in order: no departure takes what leaves before the first of them
        part = self.connections[np.searchsorted(leaves, start_s) : np.searchsorted(leaves, end_s + longest, "right")]
        times = []
        for departure in range(start_s, end_s, self.parameters.step_s):
            arrival = _scan(
                departure, longest, self.parameters.max_rides, self.stops_n, self.destinations_n,
                walks, part, self.goes_on, self.onward, self.changes, self.changes_at, self.egress,
            )  # fmt: skip
            times.append(np.where(arrival - departure <= longest, arrival - departure, FAR))
        result = np.array(times)
        for column, metres in zip(*direct.row(origin), strict=True):
            seconds = self._seconds(metres)
            if seconds <= longest:
                result[:, column] = np.minimum(result[:, column], seconds)
        return np.where(result >= FAR, -1, result)


def percentile(seconds: np.ndarray, p: float) -> int:
    """R5's rule for one column of travel times, -1 = unreachable."""
    ordered = sorted(math.inf if value < 0 else int(value) for value in seconds)
    index = -((-p * len(ordered)) // 100) - 1
    value = ordered[max(int(index), 0)]
    return -1 if value == math.inf else int(value)


def _goes_on(feed, calls: dict[int, list], runs) -> list[tuple[int, int]]:
    """Trips of one day between which one stays on board: named ones, and neighbours of a block with nothing between.

    Asked of every two trips of a block, by the words of docs/definitions.md.
    """
    named = list(zip(*(feed.in_seat[name].tolist() for name in ("from_trip", "to_trip", "may_stay")), strict=True))
    barred = {(one, other) for one, other, may_stay in named if not may_stay}
    by_headway = set(feed.frequencies["trip_index"].tolist())
    own = [trip for trip in calls if runs[trip] and trip not in by_headway and len(calls[trip]) > 1]
    begins, ends = {trip: calls[trip][0][2] for trip in own}, {trip: calls[trip][-1][1] for trip in own}
    told = {
        (one, other)
        for one, other, may_stay in named
        if may_stay and one in begins and other in begins and (one, other) not in barred
        and begins[other] >= ends[one] and ends[other] > ends[one]
    }  # fmt: skip
    block, lat, lon = feed.trips["block_id"].tolist(), feed.stops["lat"].tolist(), feed.stops["lon"].tolist()
    in_block: dict[str, list[int]] = {}
    for trip in own:
        in_block.setdefault(block[trip], []).append(trip)
    in_block.pop("", None)
    found = set(told)
    for trips in in_block.values():
        for one, other in permutations(trips, 2):
            if (one, other) in barred:
                continue
            if any(a == one or b == other for a, b in told):
                continue
            if not 0 <= begins[other] - ends[one] <= 1800 or ends[other] <= ends[one]:
                continue
            mates = [trip for trip in trips if trip not in (one, other)]
            if any(_at_once(begins, ends, trip, each) for trip in mates for each in (one, other)):
                continue
            if any(ends[one] <= begins[trip] and ends[trip] <= begins[other] for trip in mates):
                continue
            here, there = calls[one][-1][0], calls[other][0][0]
            north = (lat[there] - lat[here]) * 111_195
            east = (lon[there] - lon[here]) * 111_195 * math.cos(math.radians(lat[here]))
            if math.hypot(north, east) <= 200:
                found.add((one, other))
    return sorted(found)


def _at_once(begins, ends, one, other) -> bool:
    """Do two trips of a block run at one time? A trip that takes no time does where the other is under way."""
    first, second = sorted((one, other), key=lambda trip: (begins[trip], ends[trip]))
    return ends[first] > begins[second]


def _connections(feed, day: date, trips) -> tuple[np.ndarray, np.ndarray]:
    """(departure, arrival, from, to, trip, may board, may alight, last), in order of departure, then along each trip.

    And (trip, trip): whoever is on board the one at its end is on board the other.
    """
    calls: dict[int, list] = {}
    table = feed.stop_times
    columns = ("trip_index", "stop_index", "arrival_s", "departure_s", "can_board", "can_alight")
    for trip, *call in zip(*(table[name].tolist() for name in columns), strict=True):
        calls.setdefault(trip, []).append(call)
    headways: dict[int, list] = {}
    columns = ("trip_index", "start_s", "end_s", "headway_s")
    for trip, *times in zip(*(feed.frequencies[name].tolist() for name in columns), strict=True):
        headways.setdefault(trip, []).append(times)
    rows = []
    number = 0
    goes_on, depth = [], {}
    for days in (-1, 0, 1):
        runs = feed.trips_on(day + timedelta(days=days))
        if trips is not None:
            runs = runs & trips
        number_of = {}
        for trip, stops in calls.items():
            if not runs[trip] or (trips is not None and not trips[trip]):
                continue
            shifts = [0]
            if trip in headways:
                shifts = [s - stops[0][2] for a, b, h in headways[trip] for s in range(a, b, h)]
            for shift in shifts:
                number += 1
                number_of[trip] = number
                extra = shift + days * 86_400
                for sequence, (here, there) in enumerate(pairwise(stops)):
                    rows.append(
                        (here[2] + extra, sequence, there[1] + extra, here[0], there[0], number, here[3], there[4],
                         sequence == len(stops) - 2)
                    )  # fmt: skip
        pairs = _goes_on(feed, calls, runs)
        for one, other in sorted(pairs, key=lambda pair: calls[pair[0]][-1][1]):
            goes_on.append((number_of[one], number_of[other]))
            depth[number_of[other]] = max(depth.get(number_of[other], 0), depth.get(number_of[one], 0) + 1)
    # At one moment the trip before comes before the trip it goes on as.
    rows.sort(key=lambda row: (row[0], depth.get(row[5], 0), row[5], row[1]))
    table = np.array(rows, dtype=np.int64).reshape(-1, 9)
    onward = np.array(sorted(goes_on), dtype=np.int64).reshape(-1, 2)
    return np.ascontiguousarray(table[:, [0, 2, 3, 4, 5, 6, 7, 8]]), onward


def _changes(feed, footpaths, parameters) -> np.ndarray:
    """(from stop, to stop, seconds) of every change that is possible."""
    speed = parameters.walk_kmh / 3.6
    walk = {(stop, stop): 0 for stop in range(len(feed.stops))}
    for stop in range(footpaths.rows_n):
        for other, metres in zip(*footpaths.row(stop), strict=True):
            if other != stop and metres <= parameters.transfer_walk_min * 60 * speed + 1e-6:
                walk[(stop, int(other))] = round(metres / speed)
    change = {pair: seconds + parameters.change_s for pair, seconds in walk.items()}
    named: dict[tuple[int, int], list] = {}
    columns = ("from_index", "to_index", "transfer_type", "min_transfer_s")
    for start, end, kind, least in zip(*(feed.transfers[name].tolist() for name in columns), strict=True):
        named.setdefault((start, end), []).append((kind, least))
    for pair, rules in named.items():
        least = [seconds for kind, seconds in rules if kind == 2 and seconds >= 0]
        if any(kind == 3 for kind, _ in rules):
            change.pop(pair, None)
        elif least:
            change[pair] = max(max(least), walk.get(pair, 0))
        elif any(kind == 1 for kind, _ in rules) and pair in walk:
            change[pair] = walk[pair]
    return np.array(sorted((*pair, seconds) for pair, seconds in change.items()), dtype=np.int64).reshape(-1, 3)


@njit(cache=True)
def _scan(
    departure,
    longest,
    rides,
    stops_n,
    destinations_n,
    access,
    connections,
    goes_on,
    onward,
    changes,
    changes_at,
    egress,
):
    """Earliest arrival at every destination for one departure minute."""
    ready = np.full(stops_n, FAR)
    for k in range(len(access)):
        ready[access[k, 1]] = min(ready[access[k, 1]], departure + access[k, 2])
    best = np.full(stops_n, FAR)
    first = np.searchsorted(connections[:, 0], departure)
    for _ in range(rides):
        on_board = np.zeros(len(onward) - 1, dtype=np.bool_)
        arrived = np.full(stops_n, FAR)
        for c in range(first, len(connections)):
            leaves, arrives, start, end, trip, may_board, may_alight, is_last = connections[c]
            if leaves > departure + longest:
                break
            if may_board and ready[start] <= leaves:
                on_board[trip] = True
            if on_board[trip] and may_alight and arrives < arrived[end]:
                arrived[end] = arrives
            if on_board[trip] and is_last:
                for k in range(onward[trip], onward[trip + 1]):
                    on_board[goes_on[k, 1]] = True
        ready[:] = FAR
        for stop in range(stops_n):
            if arrived[stop] < FAR:
                for k in range(changes_at[stop], changes_at[stop + 1]):
                    ready[changes[k, 1]] = min(ready[changes[k, 1]], arrived[stop] + changes[k, 2])
        best = np.minimum(best, arrived)
    result = np.full(destinations_n, FAR)
    for k in range(len(egress)):
        goal, stop, seconds = egress[k]
        if best[stop] < FAR:
            result[goal] = min(result[goal], best[stop] + seconds)
    return result
