"""The search of :mod:`analysis.transit.search.kernel` for one origin after the other, with the memory it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from analysis.transit.search.goal_kernel import LANES, choose_ranks, departures_in_time, times_at_stops
from analysis.transit.search.kernel import NEVER, search_departures, seeds_within_reach
from analysis.transit.search.window import Window
from analysis.walking import CompactWalks, WalkMatrix

__all__ = ["Search"]

IntArray = npt.NDArray[np.int32]
_LINE = 64


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
        egress: walks from destinations to stops; egress_s: their seconds, at most ``longest_s``.
        run_end: for each run of the window, the run after the last of its pattern.
        connections: of the window, run << position_bits | position: half as long as pairs.
        calls: (events + 1, 3) arrival, stop to get off and first connection, side by side as the search reads them.
        seeds_n: the most places to board at within reach of one origin.
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
    egress: WalkMatrix
    egress_s: npt.NDArray[np.uint16]
    run_end: IntArray = field(init=False)
    connections: npt.NDArray[np.signedinteger] = field(init=False)
    position_bits: int = field(init=False)
    calls: IntArray = field(init=False)
    seeds_n: int = field(init=False)

    def __post_init__(self) -> None:
        window = self.window
        self.run_end = (window.pattern_first_run + window.pattern_runs_n)[window.run_pattern]
        self.position_bits = int(window.run_calls.max(initial=0)).bit_length()
        fits = len(window.run_pattern) << self.position_bits <= np.iinfo(np.int32).max
        run, position = window.connections.T.astype(np.int32 if fits else np.int64)
        self.connections = run << self.position_bits | position
        self.calls = np.zeros((len(window.arrival_s) + 1, 3), dtype=np.int32)
        self.calls[:-1, 0], self.calls[:-1, 1] = window.arrival_s, window.alight_stop
        self.calls[:, 2] = window.connection_indptr
        boards = np.concatenate([[0], np.cumsum(np.diff(window.board_indptr)[self.access.indices])])
        self.seeds_n = int(np.diff(boards[self.access.indptr]).max(initial=0))

    @cached_property
    def from_stops(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.signedinteger], int]:
        """Walks by stop: where those of each begin, destination << bits | seconds ascending by seconds, and bits.

        Two numbers in one make the list that :meth:`reached` reads most often half as long.
        """
        stop, seconds = self.egress.indices.astype(np.int64), self.egress_s.astype(np.int64)
        bits = int(seconds.max(initial=0)).bit_length()
        of_goal = self.egress.rows_n.bit_length()
        ordered = np.sort(((stop << bits | seconds) << of_goal) | self.egress.rows())
        packed = ((ordered & (1 << of_goal) - 1) << bits) | (ordered >> of_goal & (1 << bits) - 1)
        fits = self.egress.rows_n << bits <= np.iinfo(np.int32).max
        indptr = np.concatenate([[0], np.cumsum(np.bincount(stop, minlength=self.egress.columns_n))])
        return indptr.astype(np.int64), packed.astype(np.int32 if fits else np.int64), bits

    def rows(self, first: int, last: int, direct: WalkMatrix, direct_s: IntArray) -> IntArray:
        """Seconds (origins, destinations, wanted) from the origins ``first`` to ``last``, -1 = unreachable.

        ``direct`` are walks all the way from origins to destinations, ``direct_s`` their seconds.
        """
        destinations_n = self.egress.rows_n
        result = np.empty((last - first, destinations_n, len(self.wanted)), dtype=np.int32)
        room = _Room(self)
        width = -(-self.departures_n // LANES) * LANES
        stops_n = self.egress.columns_n
        times, of_goal = _aligned((stops_n, width)), _aligned((1, width))
        walk_only = np.empty(destinations_n, dtype=np.int32)
        for origin in range(first, last):
            found_n = self._search(origin, room)
            times.fill(self.longest_s + 1)
            times_at_stops(self.start_s, self.step_s, self.longest_s, width, found_n, room.found, times)
            walk_only.fill(NEVER)
            part = slice(direct.indptr[origin], direct.indptr[origin + 1])
            in_time = direct_s[part] <= self.longest_s
            walk_only[direct.indices[part][in_time]] = direct_s[part][in_time]
            choose_ranks(
                self.departures_n, width, destinations_n, self.longest_s, room.latest_of, times,
                self.egress.indptr, self.egress.indices, self.egress_s, walk_only,
                len(self.wanted), self.wanted, of_goal, result[origin - first],
            )  # fmt: skip
        return result

    def reached(self, first: int, last: int, near: WalkMatrix | CompactWalks) -> npt.NDArray[np.bool_]:
        """Whether the first wanted rank is in time (origins, destinations), from the origins ``first`` to ``last``.

        ``near``: the walks all the way that are in time, from origins to destinations.
        """
        destinations_n, stops_n = self.egress.rows_n, self.egress.columns_n
        indptr, walks, bits = self.from_stops
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
                room.found, room.latest_of, indptr, walks, bits, (1 << bits) - 1, stretches, in_time, counts,
            )  # fmt: skip
            result[origin - first] = counts >= needed
            result[origin - first, near.columns(origin)] = True
        return result

    def _search(self, origin: int, room: _Room) -> int:
        """Arrivals at stops from one origin, in ``room.found`` and ``room.latest_of``; how many there are."""
        window = self.window
        room.clear()
        seeds_n = seeds_within_reach(
            self.access.indptr[origin], self.access.indptr[origin + 1], self.access.indices, self.access_s,
            self.start_s + (self.departures_n - 1) * self.step_s,
            window.board_indptr, window.board_pattern, window.board_position,
            window.pattern_first_run, window.pattern_runs_n, window.pattern_departures, window.departures, room.seeds,
        )  # fmt: skip
        return search_departures(
            self.start_s, self.step_s, self.departures_n, self.longest_s, self.rides_n, len(window.run_pattern),
            seeds_n, room.seeds, window.run_first_event, self.run_end, self.calls, window.departures,
            window.stay_indptr, window.stays, self.connections,
            self.position_bits, (1 << self.position_bits) - 1, room.boarded, room.stayed, *room.queues,
            room.arrived, room.latest_of, room.found,
        )  # fmt: skip


def _aligned(shape: tuple[int, int]) -> npt.NDArray[np.uint16]:
    """An array that begins where a line of the processor's memory does, as vectors across two of them take longer."""
    room = np.empty(2 * shape[0] * shape[1] + _LINE, dtype=np.uint8)
    first = -room.ctypes.data % _LINE
    return room[first : first + 2 * shape[0] * shape[1]].view(np.uint16).reshape(shape)


class _Room:
    """Memory for searching one origin after the other."""

    def __init__(self, search: Search) -> None:
        window, rides_n = search.window, search.rides_n
        stops_n, runs_n = len(window.board_indptr) - 1, len(window.run_pattern)
        self._last_position = (window.run_calls - 1).astype(np.int16)
        self.seeds = np.empty((search.seeds_n, 6), dtype=np.int32)
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
