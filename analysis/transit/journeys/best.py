"""The best journeys to one point, minute by minute, with every leg.

The rules are those of :mod:`analysis.transit.search.times`, and so are the arrival times, to the second. Where several
journeys arrive at the same time, the one with fewer rides is taken, then the one with less walking and changing, then
the one whose first bus leaves later; after that the first line in the alphabet at a stop, and the first stop of the
feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.parameters import Parameters
from analysis.transit.journeys.kernel import BITS, NO_KEY, ON_FOOT, UNREACHABLE, best_departures, rides_of_layer
from analysis.transit.timetable import Timetable, longest_walk_m, rows_of, walk_seconds
from analysis.walking import WalkMatrix
from geo.errors import UsageError

__all__ = ["ON_FOOT", "UNREACHABLE", "Journeys", "Ride", "journeys_to_point"]

IntArray = NDArray[np.int32]
RIDES_BITS = 6
BECOMES = " → "
"""Between two lines of one vehicle that one stays on board of."""
ORIGINS_PER_BLOCK = 4096


@dataclass(frozen=True)
class Ride:
    """One ride: on a run of the timetable, from one of its calls to a later one, or one of a run it goes on as.

    Attributes:
        trip: row of the feed's trips, of the one that is boarded.
        goes_on: (row of trips, place in ``stops``) of each trip that the vehicle becomes while one stays on board.
        stops: rows of the stops called at, boarding and alighting included.
        departure_s, arrival_s: seconds after 00:00 of the day.
        key: the same for the same ride (event boarded, event of alighting).
    """

    trip: int
    stops: tuple[int, ...]
    departure_s: int
    arrival_s: int
    key: tuple[int, int]
    goes_on: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Journeys:
    """The best journey of every origin and departure minute to one point.

    Attributes:
        start_s, step_s: departures at ``start_s``, ``start_s + step_s`` … (m of them).
        seconds: int32 (origins, m), -1 = not reachable.
        entry: int32 (origins, m), first ride as a row of ``entries``; :data:`ON_FOOT` for those who walk all the way,
            :data:`UNREACHABLE`.
        entries: int32 (e, 6): departure, arrival at the point, seconds of walking and changing from the first
            alighting on, event boarded, event of alighting, next entry (-1 = none).
        entry_rides, entry_stop: rides from each entry on, and the stop where it begins.
        event_stop, event_trip, event_arrival_s, event_departure_s: of each event (call of a run); the events of a
            ride follow each other.
        event_run, run_first_event: run of each event, and the first event of each run. stays: (n, 2), from which run to
            which one stays on board.
        access: walks from the origins to stops. egress_s: seconds from each stop to the point, -1 = too far.
        trip_line: label of each of the feed's trips.
    """

    start_s: int
    step_s: int
    seconds: IntArray
    entry: IntArray
    entries: IntArray
    entry_rides: IntArray
    entry_stop: IntArray
    event_stop: IntArray
    event_trip: IntArray
    event_arrival_s: IntArray
    event_departure_s: IntArray
    event_run: IntArray
    run_first_event: NDArray[np.int64]
    stays: IntArray
    access: WalkMatrix
    egress_s: IntArray
    trip_line: NDArray[np.object_]
    parameters: Parameters

    @property
    def origins_n(self) -> int:
        """Number of origins."""
        return len(self.seconds)

    @property
    def departures_n(self) -> int:
        """Number of departure minutes."""
        return self.seconds.shape[1]

    def access_s(self, origin: int, entry: int) -> int:
        """Seconds from an origin to the stop where an entry begins."""
        stops, metres = self.access.row(origin)
        place = int(np.searchsorted(stops, self.entry_stop[entry]))
        return int(walk_seconds(metres[place : place + 1], self.parameters)[0])

    def rides(self, entry: int) -> list[Ride]:
        """The rides of a journey; none for those who walk or cannot get there."""
        found = []
        while entry >= 0:
            board, alight = int(self.entries[entry, 3]), int(self.entries[entry, 4])
            stops: list[int] = []
            goes_on = []
            for first, last in self.stretches(board, alight):
                part = self.event_stop[first : last + 1].tolist()
                if stops:
                    part = part[1:] if part[0] == stops[-1] else part
                    goes_on.append((int(self.event_trip[first]), len(stops) - 1))
                stops += part
            found.append(
                Ride(
                    trip=int(self.event_trip[board]),
                    stops=tuple(stops),
                    departure_s=int(self.event_departure_s[board]),
                    arrival_s=int(self.event_arrival_s[alight]),
                    key=(board, alight),
                    goes_on=tuple(goes_on),
                )
            )
            entry = int(self.entries[entry, 5])
        return found

    def stretches(self, board: int, alight: int) -> list[tuple[int, int]]:
        """Events of a ride, first and last of each run that its vehicle is: one, unless one stays on board."""
        start, goal = int(self.event_run[board]), int(self.event_run[alight])
        before: dict[int, int] = {start: -1}
        waiting = [start]
        while goal not in before:
            run = waiting.pop(0)
            for onward in self.stays[self.stays[:, 0] == run, 1].tolist():
                if onward not in before:
                    before[onward] = run
                    waiting.append(onward)
        runs = [goal]
        while before[runs[-1]] >= 0:
            runs.append(before[runs[-1]])
        ends = np.append(self.run_first_event, len(self.event_run))
        return [
            (board if run == start else int(ends[run]), alight if run == goal else int(ends[run + 1]) - 1)
            for run in reversed(runs)
        ]

    def ride_lines(self) -> NDArray[np.object_]:
        """What each entry's first ride is called: its line, and those that its vehicle becomes ("7 → 30")."""
        board, alight = self.entries[:, 3], self.entries[:, 4]
        names = self.trip_line[self.event_trip[board]].copy()
        known: dict[tuple[int, int], str] = {}
        for row in np.flatnonzero(self.event_run[board] != self.event_run[alight]).tolist():
            key = int(self.event_run[board[row]]), int(self.event_run[alight[row]])
            if key not in known:
                of_runs = [
                    str(self.trip_line[self.event_trip[first]]) for first, _ in self.stretches(board[row], alight[row])
                ]
                known[key] = BECOMES.join(name for name, _ in groupby(of_runs))
            names[row] = known[key]
        return names

    def sequences(self) -> tuple[list[tuple[str, ...]], IntArray]:
        """Sequences of lines, and the number of that of each entry."""
        names: list[tuple[str, ...]] = []
        known: dict[tuple[str, int], int] = {}
        number = np.zeros(len(self.entries), dtype=np.int32)
        line = self.ride_lines()
        # Entries stand in order of their rides, so the rest of a journey is known before its first ride.
        for row, (label, following) in enumerate(zip(line.tolist(), self.entries[:, 5].tolist(), strict=True)):
            rest = int(number[following]) if following >= 0 else -1
            place = known.get((label, rest))
            if place is None:
                place = known[label, rest] = len(names)
                names.append((label, *(names[rest] if rest >= 0 else ())))
            number[row] = place
        return names, number


def journeys_to_point(
    timetable: Timetable,
    access: WalkMatrix,
    egress: WalkMatrix,
    direct: WalkMatrix,
    *,
    trip_line: ArrayLike,
    start_s: int,
    end_s: int,
    parameters: Parameters,
    max_trip_min: float | None = None,
) -> Journeys:
    """Find the best journey to one point for every origin and every departure of a window.

    Args:
        timetable: of the day in question.
        access: metres from origins to stop rows; longer walks than ``access_walk_min`` are ignored.
        egress: metres from the point (one row) to stop rows, likewise.
        direct: metres from origins to the point (one column), for those who walk all the way.
        trip_line: label of each of the feed's trips: what is written on the front of the bus.
        start_s, end_s: departures at ``start_s``, ``start_s`` + ``step_s`` … before ``end_s``, seconds after 00:00.
        parameters: speed, limits, rides. Change times are those the timetable was built with.
        max_trip_min: overrides the parameter.

    Raises:
        UsageError: walks that do not fit the timetable, an empty window, or one that ends too late.
    """
    longest_s = round((parameters.max_trip_min if max_trip_min is None else max_trip_min) * 60)
    departures_n = max(0, -((start_s - end_s) // parameters.step_s))
    labels = np.asarray(trip_line, dtype=object)
    _check(timetable, access, egress, direct, labels, departures_n, end_s + longest_s)
    horizon_s = start_s + (departures_n - 1) * parameters.step_s + longest_s
    limit_m = longest_walk_m(parameters.access_walk_min, parameters)
    access, egress = access.within(limit_m), egress.within(limit_m)
    egress_s = np.full(timetable.stops_n, -1, dtype=np.int32)
    egress_s[egress.indices] = walk_seconds(egress.metres, parameters)
    direct_s = np.full(access.rows_n, -1, dtype=np.int32)
    direct_s[direct.rows()] = walk_seconds(direct.metres, parameters)
    events = _events(timetable, start_s, horizon_s)
    indptr, entries = _profile(timetable, events, labels, egress_s, start_s, horizon_s, parameters)
    seconds, entry = _best_of_all(
        access, walk_seconds(access.metres, parameters), direct_s, indptr, entries,
        int(start_s) + int(parameters.step_s) * np.arange(departures_n, dtype=np.int64), longest_s,
    )  # fmt: skip
    layers_n = len(indptr)
    per_layer = indptr[:, -1] - indptr[:, 0]
    return Journeys(
        start_s=int(start_s),
        step_s=int(parameters.step_s),
        seconds=seconds,
        entry=entry,
        entries=entries,
        entry_rides=np.repeat(np.arange(1, layers_n + 1, dtype=np.int32), per_layer),
        entry_stop=events.stop[entries[:, 3]],
        event_stop=events.stop,
        event_trip=np.repeat(events.run_trip, events.run_calls),
        event_arrival_s=events.arrival_s,
        event_departure_s=events.departure_s,
        event_run=np.repeat(np.arange(len(events.run_calls), dtype=np.int32), events.run_calls),
        run_first_event=events.run_first_event.astype(np.int64),
        stays=events.stays,
        access=access,
        egress_s=egress_s,
        trip_line=labels,
        parameters=parameters,
    )


@dataclass(frozen=True)
class _Events:
    """Calls of the runs that matter for a window, run after run."""

    run_trip: IntArray
    run_first_event: NDArray[np.int64]
    run_calls: IntArray
    stop: IntArray
    arrival_s: IntArray
    departure_s: IntArray
    can_board: NDArray[np.bool_]
    can_alight: NDArray[np.bool_]
    stays: IntArray


def _events(timetable: Timetable, start_s: int, horizon_s: int) -> _Events:
    first, last = timetable.run_events[:-1], timetable.run_events[1:] - 1
    matters = np.zeros(timetable.runs_n, dtype=bool)
    if timetable.runs_n:
        matters = (timetable.departure_s[last - 1] >= start_s) & (timetable.departure_s[first] <= horizon_s)
    runs = np.flatnonzero(matters)
    run_calls = np.diff(timetable.run_events)[runs].astype(np.int32, copy=False)
    pattern = np.repeat(np.arange(timetable.patterns_n), np.diff(timetable.pattern_runs))[runs]
    calls = rows_of(timetable.pattern_calls[pattern], run_calls)
    rows = rows_of(timetable.run_events[runs], run_calls)
    place = np.full(timetable.runs_n, -1, dtype=np.int32)
    place[runs] = np.arange(len(runs), dtype=np.int32)
    stays = place[timetable.stays]
    return _Events(
        run_trip=timetable.run_trip[runs],
        run_first_event=np.cumsum(run_calls) - run_calls,
        run_calls=run_calls,
        stop=timetable.call_stop[calls],
        arrival_s=timetable.arrival_s[rows],
        departure_s=timetable.departure_s[rows],
        can_board=timetable.call_can_board[calls],
        can_alight=timetable.call_can_alight[calls],
        stays=stays[(stays >= 0).all(axis=1)],
    )


def _profile(
    timetable: Timetable,
    events: _Events,
    labels: NDArray[np.object_],
    egress_s: IntArray,
    start_s: int,
    horizon_s: int,
    parameters: Parameters,
) -> tuple[NDArray[np.int64], IntArray]:
    """Profiles of all layers: ``indptr`` (layers, stops + 1) and the entries of all layers one after the other."""
    board_indptr, board_event = _boardings(timetable.stops_n, events, labels)
    board_stop = np.repeat(np.arange(timetable.stops_n), np.diff(board_indptr))
    before_indptr = np.zeros(timetable.stops_n + 1, dtype=np.int64)
    before_departure_s, before_key = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64)
    keys = np.empty(len(events.stop), dtype=np.int64)
    leaves_at, follows = np.empty((2, len(events.stop)), dtype=np.int32)
    # A vehicle goes on as a run that ends later: the last to end comes first.
    last_event = events.run_first_event + events.run_calls - 1
    order = np.argsort(-events.arrival_s[last_event].astype(np.int64), kind="stable")
    stay_counts = np.bincount(events.stays[:, 0], minlength=len(events.run_calls))
    stay_indptr = np.concatenate([[0], np.cumsum(stay_counts)]).astype(np.int64)
    stays = np.ascontiguousarray(events.stays[:, 1])
    pointers: list[NDArray[np.int64]] = []
    parts: list[IntArray] = []
    offset = before_offset = 0
    for layer in range(parameters.max_rides):
        rides_of_layer(
            layer == 0, int(horizon_s), len(events.run_calls), events.run_first_event, events.run_calls,
            events.stop, events.arrival_s, events.can_alight.view(np.uint8), egress_s,
            timetable.change_indptr, timetable.change_stop, timetable.change_s,
            order, stay_indptr, stays, before_indptr, before_departure_s, before_key, keys, leaves_at, follows,
        )  # fmt: skip
        kept = _best_boardings(board_stop, keys[board_event], events.departure_s[board_event] >= start_s)
        event = board_event[kept]
        indptr = np.concatenate([[0], np.cumsum(np.bincount(board_stop[kept], minlength=timetable.stops_n))])
        before_indptr, before_departure_s, before_key = indptr.astype(np.int64), events.departure_s[event], keys[event]
        following = np.where(follows[event] >= 0, follows[event] + before_offset, -1)
        columns = (
            before_departure_s,
            before_key >> BITS,
            before_key & (2**BITS - 1),
            event,
            leaves_at[event],
            following,
        )
        pointers.append(before_indptr + offset)
        parts.append(np.stack(columns, axis=1).astype(np.int32))
        before_offset, offset = offset, offset + len(event)
    return np.stack(pointers), np.concatenate(parts)


def _best_boardings(
    stop: NDArray[np.int64], key: NDArray[np.int64], is_in_time: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Boardings (by stop, departures ascending) that are better than every later one at the same stop."""
    rows = np.flatnonzero(is_in_time & (key < NO_KEY))
    # From the last to the first, with the stop in front: what is the smallest so far is better than all after it.
    backwards = ((stop[rows] << 2 * BITS) + key[rows])[::-1]
    is_better = np.ones(len(rows), dtype=bool)
    is_better[1:] = backwards[1:] < np.minimum.accumulate(backwards)[:-1]
    return rows[is_better[::-1]]


def _best_of_all(
    access: WalkMatrix,
    access_s: IntArray,
    direct_s: IntArray,
    layer_indptr: NDArray[np.int64],
    entries: IntArray,
    departures_s: NDArray[np.int64],
    longest_s: int,
) -> tuple[IntArray, IntArray]:
    """Seconds (-1 = unreachable) and first entry of the best journey of every origin and departure.

    Of equal arrivals: fewer rides, then less walking and changing in all, then the later first departure, then the
    stop that comes first.
    """
    seconds = np.empty((access.rows_n, len(departures_s)), dtype=np.int32)
    chosen = np.full(seconds.shape, UNREACHABLE, dtype=np.int32)
    rides = np.repeat(np.arange(1, len(layer_indptr) + 1), layer_indptr[:, -1] - layer_indptr[:, 0])
    day_left = 2**BITS - 1
    entry_key = _packed(entries[:, 1], rides, entries[:, 2], day_left - entries[:, 0])
    entry_departure = np.ascontiguousarray(entries[:, 0])
    for first in range(0, access.rows_n, ORIGINS_PER_BLOCK):
        block = slice(first, first + ORIGINS_PER_BLOCK)
        keys = np.full(seconds[block].shape, NO_KEY, dtype=np.int64)
        walks = direct_s[block, None].astype(np.int64)
        walkers = np.flatnonzero((walks[:, 0] >= 0) & (walks[:, 0] <= longest_s))
        keys[walkers] = _packed(departures_s + walks[walkers], 0, walks[walkers], day_left)
        chosen[block][walkers] = ON_FOOT
        best_departures(
            *keys.shape, int(departures_s[0]), int(departures_s[-1] - departures_s[0]) // max(len(departures_s) - 1, 1),
            access.indptr[first : first + len(keys) + 1], access.indices, access_s,
            *layer_indptr.shape, layer_indptr, entry_departure, entry_key, keys, chosen[block],
        )  # fmt: skip
        taken = (keys >> 2 * BITS + RIDES_BITS) - departures_s
        is_too_long = (keys == NO_KEY) | (taken > longest_s)
        seconds[block] = np.where(is_too_long, -1, taken)
        chosen[block][is_too_long] = UNREACHABLE
    return seconds, chosen


def _packed(arrival: ArrayLike, rides: ArrayLike, walk: ArrayLike, day_left: ArrayLike) -> NDArray[np.int64]:
    """One number of each journey: the better the smaller."""
    packed = np.asarray(arrival, dtype=np.int64) << RIDES_BITS + 2 * BITS
    for part, bits in ((rides, 2 * BITS), (walk, BITS), (day_left, 0)):
        packed = packed + (np.asarray(part, dtype=np.int64) << bits)
    return packed


def _boardings(
    stops_n: int, events: _Events, labels: NDArray[np.object_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Events at which one may board, by stop and departure; of equal departures the first line by name stands last."""
    names, rank_of_trip = np.unique(labels.astype(str), return_inverse=True)
    rank = np.repeat(rank_of_trip[events.run_trip], events.run_calls) if len(names) else np.zeros(0, np.int64)
    rows = np.flatnonzero(events.can_board)
    order = np.lexsort((-rows, -rank[rows], events.departure_s[rows], events.stop[rows]))
    counts = np.bincount(events.stop[rows], minlength=stops_n)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), rows[order].astype(np.int64)


def _check(
    timetable: Timetable,
    access: WalkMatrix,
    egress: WalkMatrix,
    direct: WalkMatrix,
    labels: NDArray[np.object_],
    departures_n: int,
    until_s: int,
) -> None:
    if access.columns_n != timetable.stops_n or egress.columns_n != timetable.stops_n:
        raise UsageError(
            f"Walks to {access.columns_n} and {egress.columns_n} stops, but the timetable has {timetable.stops_n}.",
            "Needed: both with one column for each stop of the timetable.",
        )
    if egress.rows_n != 1 or direct.rows_n != access.rows_n or direct.columns_n != 1:
        raise UsageError(
            f"Walks from {egress.rows_n} points, and direct walks of {direct.rows_n} × {direct.columns_n} points.",
            f"Needed: one point to go to, and direct walks of {access.rows_n} origins × 1.",
        )
    if timetable.runs_n and len(labels) <= int(timetable.run_trip.max()):
        raise UsageError(
            f"{len(labels)} line labels, but the timetable knows trip {int(timetable.run_trip.max())}.",
            "Needed: a label for each trip of the feed.",
        )
    if departures_n < 1:
        raise UsageError("The departure window is empty.", "Needed: an end after the start.")
    if until_s > timetable.until_s:
        raise UsageError(
            f"The last journey could end {until_s / 3600:.1f} hours after midnight.",
            f"Needed: at most {timetable.until_s // 3600} hours.",
            "Choose a shorter window or a shorter longest journey.",
        )
