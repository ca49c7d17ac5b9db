"""The part of a timetable that can matter for one departure window, with all useful changes worked out beforehand."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.transit.search.kernel import NEVER, NOT_CAUGHT, useful_changes
from analysis.transit.timetable import Timetable, rows_of

__all__ = ["Window", "window_of"]

RUNS_PER_BLOCK = 64
WINDOWS_KEPT = 6
_KEEPING = threading.Lock()


@dataclass(frozen=True)
class Window:
    """Runs that can be caught at or after ``start_s`` and reached by ``horizon_s``; arrays as the kernels want them.

    Attributes:
        run_pattern, run_first_event, run_calls: of each run. Runs of a pattern follow each other, the earlier first.
        arrival_s, alight_stop: of each event; the stop is -1 where nobody may alight.
        pattern_first_run, pattern_runs_n: runs of each pattern.
        pattern_departures, departures: departures of a pattern at position p start at
            ``pattern_departures + p * pattern_runs_n`` and ascend.
        board_indptr, board_pattern, board_position: where one can board at each stop.
        stay_indptr, stays: of each run, the runs in which one can find oneself at their first call by having boarded
            this one or a later one of its pattern and stayed on board; of each pattern the earliest.
        connection_indptr, connections: useful changes out of each event: (run, position), shape (n, 2).
    """

    run_pattern: npt.NDArray[np.int32]
    run_first_event: npt.NDArray[np.int64]
    run_calls: npt.NDArray[np.int32]
    arrival_s: npt.NDArray[np.int32]
    alight_stop: npt.NDArray[np.int32]
    pattern_first_run: npt.NDArray[np.int32]
    pattern_runs_n: npt.NDArray[np.int32]
    pattern_departures: npt.NDArray[np.int64]
    departures: npt.NDArray[np.int32]
    board_indptr: npt.NDArray[np.int64]
    board_pattern: npt.NDArray[np.int32]
    board_position: npt.NDArray[np.int32]
    stay_indptr: npt.NDArray[np.int64]
    stays: npt.NDArray[np.int32]
    connection_indptr: npt.NDArray[np.int64]
    connections: npt.NDArray[np.int32]

    @property
    def bytes_n(self) -> int:
        """Memory of all arrays."""
        return sum(array.nbytes for array in vars(self).values())

    @property
    def timetable_arrays(self) -> tuple[npt.NDArray, ...]:
        """Everything but the connections, in the order of the kernels' arguments."""
        return (
            self.run_pattern, self.run_first_event, self.run_calls, self.arrival_s, self.alight_stop,
            self.pattern_first_run, self.pattern_runs_n, self.pattern_departures, self.departures,
            self.board_indptr, self.board_pattern, self.board_position, self.stay_indptr, self.stays,
        )  # fmt: skip


def window_of(timetable: Timetable, start_s: int, horizon_s: int, *, workers: int = 1) -> Window:
    """Cut a window out of a timetable and work out its connections. The last few windows are remembered."""
    key = (int(start_s), int(horizon_s))
    known = timetable.windows.get(key)
    if isinstance(known, Window):
        return known
    window = _with_connections(timetable, _cut(timetable, *key), horizon_s, workers)
    with _KEEPING:
        while len(timetable.windows) >= WINDOWS_KEPT:
            timetable.windows.pop(next(iter(timetable.windows)))
        timetable.windows[key] = window
    return window


def _cut(timetable: Timetable, start_s: int, horizon_s: int) -> Window:
    first_event, last_event = timetable.run_events[:-1], timetable.run_events[1:] - 1
    matters = np.ones(timetable.runs_n, dtype=bool)
    if timetable.runs_n:
        matters = (timetable.departure_s[last_event - 1] >= start_s) & (timetable.departure_s[first_event] <= horizon_s)
    runs = np.flatnonzero(matters)
    pattern = np.repeat(np.arange(timetable.patterns_n), np.diff(timetable.pattern_runs))[runs]
    patterns, run_pattern = np.unique(pattern, return_inverse=True)
    run_calls = np.diff(timetable.run_events)[runs]
    run_first_event = np.cumsum(run_calls) - run_calls
    events = rows_of(timetable.run_events[runs], run_calls)
    calls_n = np.diff(timetable.pattern_calls)[patterns]
    runs_n = np.bincount(run_pattern, minlength=len(patterns))
    first_run = np.cumsum(runs_n) - runs_n
    calls = rows_of(timetable.pattern_calls[patterns], calls_n)
    alight = np.where(timetable.call_can_alight[calls], timetable.call_stop[calls], -1).astype(np.int32)
    pattern_call = np.cumsum(calls_n) - calls_n
    position = np.arange(len(events)) - np.repeat(run_first_event, run_calls)
    call_of_event = np.repeat(pattern_call[run_pattern], run_calls) + position
    pattern_departures = np.cumsum(calls_n * runs_n) - calls_n * runs_n
    rank = np.arange(len(runs)) - first_run[run_pattern]
    departures = np.empty(len(events), dtype=np.int32)
    slot = (
        np.repeat(pattern_departures[run_pattern] + rank, run_calls)
        + position * np.repeat(runs_n[run_pattern], run_calls)
    )  # fmt: skip
    departures[slot] = timetable.departure_s[events]
    call_position = np.arange(len(calls)) - np.repeat(pattern_call, calls_n)
    boardable = np.flatnonzero(timetable.call_can_board[calls] & (call_position < np.repeat(calls_n, calls_n) - 1))
    stop = timetable.call_stop[calls][boardable]
    order = np.argsort(stop, kind="stable")
    boardable = boardable[order]
    board_indptr = np.concatenate([[0], np.cumsum(np.bincount(stop, minlength=timetable.stops_n))])
    stay_indptr, stays = _stays(timetable, runs, run_pattern, first_run)
    return Window(
        run_pattern=run_pattern.astype(np.int32),
        run_first_event=run_first_event.astype(np.int64),
        run_calls=run_calls.astype(np.int32),
        arrival_s=timetable.arrival_s[events].astype(np.int32),
        alight_stop=alight[call_of_event],
        pattern_first_run=first_run.astype(np.int32),
        pattern_runs_n=runs_n.astype(np.int32),
        pattern_departures=pattern_departures.astype(np.int64),
        departures=departures,
        board_indptr=board_indptr.astype(np.int64),
        board_pattern=np.repeat(np.arange(len(patterns)), calls_n)[boardable].astype(np.int32),
        board_position=call_position[boardable].astype(np.int32),
        stay_indptr=stay_indptr,
        stays=stays,
        connection_indptr=np.zeros(1, dtype=np.int64),
        connections=np.zeros((0, 2), dtype=np.int32),
    )


def _stays(
    timetable: Timetable, runs: npt.NDArray[np.int64], run_pattern: npt.NDArray[np.int64], first_run: npt.NDArray
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """``stay_indptr`` and ``stays`` of a window.

    Whoever can catch a run can also wait for a later one of its pattern and stay on board that one, so the list of a
    run holds what those of later runs hold. Of the same pattern the earliest arrives first everywhere.
    """
    place = np.full(timetable.runs_n, -1, dtype=np.int64)
    place[runs] = np.arange(len(runs))
    pairs = place[timetable.stays]
    pairs = pairs[(pairs >= 0).all(axis=1)]
    lists: list[list[int]] = [[] for _ in runs]
    following: dict[int, list[int]] = {}
    for one, other in pairs.tolist():
        following.setdefault(one, []).append(other)
    last_of = {int(run_pattern[one]): one for one in sorted(following)}
    for pattern, last in last_of.items():
        earliest: dict[int, int] = {}
        for run in range(last, int(first_run[pattern]) - 1, -1):
            reached = list(following.get(run, ()))
            for one in reached:
                reached += [other for other in following.get(one, ()) if other not in reached]
                known = int(run_pattern[one])
                earliest[known] = min(one, earliest.get(known, one))
            lists[run] = sorted(earliest.values())
    indptr = np.concatenate([[0], np.cumsum([len(each) for each in lists])]).astype(np.int64)
    return indptr, np.array([one for each in lists for one in each], dtype=np.int32)


def _with_connections(timetable: Timetable, window: Window, horizon_s: int, workers: int) -> Window:
    runs_n = len(window.run_pattern)
    changes = (timetable.change_indptr, timetable.change_stop, timetable.change_s)
    arrays = (*window.timetable_arrays, *changes)

    def one_block(first: int) -> tuple[npt.NDArray, npt.NDArray]:
        return _changes_of_runs(first, min(first + RUNS_PER_BLOCK, runs_n), horizon_s, *arrays)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        blocks = list(pool.map(one_block, range(0, runs_n, RUNS_PER_BLOCK)))
    counts = np.concatenate([np.zeros(1, dtype=np.int64), *(block[0] for block in blocks)])
    connections = np.concatenate([np.zeros((0, 2), dtype=np.int32), *(block[1] for block in blocks)])
    fields = vars(window) | {"connection_indptr": np.cumsum(counts), "connections": connections}
    return Window(**fields)


def _changes_of_runs(
    from_run: int, to_run: int, horizon_s: int, *arrays: npt.NDArray
) -> tuple[npt.NDArray, npt.NDArray]:
    """Number of useful changes out of each event of some runs, and the changes (run, position), shape (n, 2)."""
    _, first_event, run_calls, *_ = arrays
    stops_n, runs_n = len(arrays[-3]) - 1, len(run_calls)
    start = first_event[from_run]
    counts = np.zeros(first_event[to_run - 1] + run_calls[to_run - 1] - start, dtype=np.int32)
    scratch = (
        np.full(stops_n, NEVER, dtype=np.int32),
        np.empty(stops_n + 1, dtype=np.int32),
        np.full(runs_n, NOT_CAUGHT, dtype=np.int16),
        np.empty(runs_n + 1, dtype=np.int32),
    )
    room, until = 4 * len(counts) + 1024, to_run
    parts: list[npt.NDArray] = []
    while until > from_run:
        kept = np.empty((room, 2), dtype=np.int32)
        done = useful_changes(from_run, until, horizon_s, room, *arrays, *scratch, counts, kept)
        if done > from_run:
            counts[first_event[done - 1] - start : first_event[done - 1] - start + run_calls[done - 1]] = 0
        found = counts[first_event[done] - start :] if done < runs_n else counts[:0]
        total = int(found.sum()) - sum(map(len, parts))
        parts.append(kept[room - total :].copy())
        until, room = done, room if done < until else 2 * room
    return counts, np.concatenate(parts[::-1])
