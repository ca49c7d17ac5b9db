"""The search of :mod:`analysis.transit.search.kernel` for one origin after the other, with the memory it needs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from analysis.transit.search.kernel import (
    NEVER,
    TILE,
    arrivals_from_stops,
    choose_ranks,
    departures_in_time,
    search_departures,
)
from analysis.transit.search.window import Window
from analysis.transit.timetable import rows_of
from analysis.walking import WalkMatrix

__all__ = ["Search"]

IntArray = npt.NDArray[np.int32]


@dataclass
class Search:
    """Everything that the search of all origins shares.

    Attributes:
        window: the timetable, with all useful changes.
        start_s, step_s, departures_n: of the departures.
        longest_s: longest journey.
        rides_n: most rides.
        wanted: ranks among the departures' sorted travel times, ascending.
        access: walks from origins to stops; access_s: their seconds.
        egress_indptr, egress, egress_bits: of each stop, destination << bits | seconds, ascending by seconds.
        direct: walks from origins to destinations; direct_s: their seconds.
        run_end: for each run of the window, the run after the last of its pattern.
        keys: the departures of each pattern at each position, as one ascending list.
        connections: of the window, run << position_bits | position: half as long as pairs.
        calls: (events + 1, 3) arrival, stop to get off and first connection, side by side as the search reads them.
    """

    window: Window
    start_s: int
    step_s: int
    departures_n: int
    longest_s: int
    rides_n: int
    wanted: npt.NDArray[np.int64]
    access: WalkMatrix
    access_s: IntArray
    egress_indptr: npt.NDArray[np.int64]
    egress: npt.NDArray[np.signedinteger]
    egress_bits: int
    direct: WalkMatrix
    direct_s: IntArray
    run_end: IntArray = field(init=False)
    keys: npt.NDArray[np.int64] = field(init=False)
    connections: npt.NDArray[np.signedinteger] = field(init=False)
    position_bits: int = field(init=False)
    calls: IntArray = field(init=False)

    def __post_init__(self) -> None:
        window = self.window
        # Departures of one pattern at one position ascend: with the number of the list before them all do, and one
        # search finds the first that can be caught in each of many lists.
        ends = np.concatenate([window.pattern_departures[1:], [len(window.departures)]]).astype(np.int64)
        lists_n = (ends - window.pattern_departures) // window.pattern_runs_n
        length = np.repeat(window.pattern_runs_n, lists_n)
        start = np.cumsum(length) - length
        self.keys = (np.repeat(start.astype(np.int64) << 32, length) + window.departures).astype(np.int64)
        self.run_end = (window.pattern_first_run + window.pattern_runs_n)[window.run_pattern]
        self.position_bits = int(window.run_calls.max(initial=0)).bit_length()
        fits = len(window.run_pattern) << self.position_bits <= np.iinfo(np.int32).max
        run, position = window.connections.T.astype(np.int32 if fits else np.int64)
        self.connections = run << self.position_bits | position
        self.calls = np.zeros((len(window.arrival_s) + 1, 3), dtype=np.int32)
        self.calls[:-1, 0], self.calls[:-1, 1] = window.arrival_s, window.alight_stop
        self.calls[:, 2] = window.connection_indptr

    def rows(self, first: int, last: int) -> IntArray:
        """Seconds (origins, destinations, wanted) from the origins ``first`` to ``last``, -1 = unreachable."""
        destinations_n = self.direct.columns_n
        result = np.empty((last - first, destinations_n, len(self.wanted)), dtype=np.int32)
        room = _Room(self)
        at_destination, walk_only = np.empty((2, destinations_n), dtype=np.int32)
        arrivals = np.empty((self.departures_n, destinations_n), dtype=np.int32)
        tile = np.empty((TILE, self.departures_n), dtype=np.int32)
        for origin in range(first, last):
            found_n = self._search(origin, room)
            at_destination.fill(NEVER)
            arrivals_from_stops(
                self.start_s, self.step_s, self.departures_n, destinations_n, self.longest_s, found_n, room.found,
                self.egress_indptr, self.egress, self.egress_bits, (1 << self.egress_bits) - 1,
                at_destination, arrivals,
            )  # fmt: skip
            walk_only.fill(NEVER)
            near, seconds = self._walked(origin)
            walk_only[near] = seconds
            choose_ranks(
                self.departures_n, destinations_n, arrivals, walk_only, self.start_s, self.step_s,
                len(self.wanted), self.wanted, self.longest_s, tile, result[origin - first],
            )  # fmt: skip
        return result

    def reached(self, first: int, last: int) -> npt.NDArray[np.bool_]:
        """Whether the first wanted rank is in time (origins, destinations), from the origins ``first`` to ``last``."""
        destinations_n, stops_n = self.direct.columns_n, len(self.egress_indptr) - 1
        needed = int(self.wanted[0]) + 1
        result = np.empty((last - first, destinations_n), dtype=bool)
        room = _Room(self)
        stretches = np.empty((self.departures_n, 4), dtype=np.int32)
        in_time = np.empty((destinations_n, 2), dtype=np.int64)
        counts = np.empty(destinations_n, dtype=np.int32)
        for origin in range(first, last):
            self._search(origin, room)
            counts.fill(0)
            departures_in_time(
                self.start_s, self.step_s, self.departures_n, self.longest_s, destinations_n, stops_n,
                room.found, room.latest_of, self.egress_indptr, self.egress, self.egress_bits,
                (1 << self.egress_bits) - 1, stretches, in_time, counts,
            )  # fmt: skip
            result[origin - first] = counts >= needed
            result[origin - first, self._walked(origin)[0]] = True
        return result

    def _search(self, origin: int, room: _Room) -> int:
        """Arrivals at stops from one origin, in ``room.found`` and ``room.latest_of``; how many there are."""
        window = self.window
        room.clear()
        seeds = self._seeds(origin)
        return search_departures(
            self.start_s, self.step_s, self.departures_n, self.longest_s, self.rides_n, len(window.run_pattern),
            len(seeds), seeds, window.run_first_event, self.run_end, self.calls, window.departures,
            window.stay_indptr, window.stays, self.connections,
            self.position_bits, (1 << self.position_bits) - 1, room.boarded, room.stayed, *room.queues,
            room.arrived, room.latest_of, room.found,
        )  # fmt: skip

    def _walked(self, origin: int) -> tuple[IntArray, IntArray]:
        """Destinations that one can walk to in time, and the seconds."""
        part = slice(self.direct.indptr[origin], self.direct.indptr[origin + 1])
        seconds = self.direct_s[part]
        near = seconds <= self.longest_s
        return self.direct.indices[part][near], seconds[near]

    def _seeds(self, origin: int) -> IntArray:
        """Where one can board from an origin: see :func:`analysis.transit.search.kernel.search_departures`."""
        window = self.window
        part = slice(self.access.indptr[origin], self.access.indptr[origin + 1])
        stop = self.access.indices[part]
        counts = window.board_indptr[stop + 1] - window.board_indptr[stop]
        at = rows_of(window.board_indptr[stop], counts)
        walk = np.repeat(self.access_s[part], counts)
        pattern, position = window.board_pattern[at], window.board_position[at]
        total, first_run = window.pattern_runs_n[pattern], window.pattern_first_run[pattern]
        first = window.pattern_departures[pattern] + position * total.astype(np.int64)
        last_departure = self.start_s + (self.departures_n - 1) * self.step_s
        rank = np.searchsorted(self.keys, (first << 32) + last_departure + walk) - first
        rank = np.minimum(rank, total - 1)
        columns = (
            first_run + rank,
            first_run,
            first - first_run,
            position,
            walk,
            window.departures[first + rank] - walk,
        )
        return np.stack(columns, axis=1).astype(np.int32)


class _Room:
    """Memory for searching one origin after the other."""

    def __init__(self, search: Search) -> None:
        window, rides_n = search.window, search.rides_n
        stops_n, runs_n = len(window.board_indptr) - 1, len(window.run_pattern)
        self._last_position = (window.run_calls - 1).astype(np.int16)
        self.boarded = np.empty((rides_n, runs_n), dtype=np.int16)
        self.stayed = np.empty((rides_n, runs_n), dtype=np.uint8)
        self.queues = [np.empty((len(window.arrival_s) + runs_n + 1, 3), dtype=np.int32) for _ in range(2)]
        self.arrived, self.latest_of = np.empty((2, stops_n), dtype=np.int32)
        # Only what is written takes memory: far less than every stop at every departure.
        self.found = np.empty((stops_n * search.departures_n, 4), dtype=np.int32)

    def clear(self) -> None:
        """As before the first departure."""
        self.boarded[:] = self._last_position
        self.stayed.fill(0)
        self.arrived.fill(NEVER)
        self.latest_of.fill(-1)
