"""The timetable of one day, laid out for journey planning.

Runs (one vehicle, once) are grouped into *patterns*: the same stops in the same order with the same boarding rules, and
no run overtakes another at any stop. Times are whole seconds after 00:00 of the day (clock time: on the two nights
a year when the clocks change, times before the change are an hour out). What runs:
:mod:`analysis.transit.timetable.runs`; how long a change takes: :mod:`analysis.transit.timetable.changes`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.parameters import Parameters
from analysis.transit.timetable.changes import changes_between_stops
from analysis.transit.timetable.runs import UNTIL_S, runs_of_day, trip_rows
from analysis.walking import WalkMatrix
from geo.arrays import save_arrays
from geo.errors import UsageError

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["Timetable", "build_timetable"]


@dataclass(frozen=True)
class Timetable:
    """Patterns, runs and changes of one service day.

    Attributes:
        day: the service day.
        stops_n: number of stop rows of the feed.
        pattern_calls: int64 (patterns + 1,), calls of each pattern in the ``call_`` arrays.
        call_stop: int32, stop row. call_can_board, call_can_alight: bool.
        pattern_runs: int64 (patterns + 1,), runs of each pattern, the earlier first.
        run_events: int64 (runs + 1,), events of each run in ``arrival_s`` and ``departure_s`` (int32).
        run_trip: int32, row in the feed's trips.
        stays: int32 (n, 2), from which run to which one stays on board without a change, sorted.
        change_indptr: int64 (stops + 1,); change_stop, change_s: int32, where one can change to and how
            many seconds that takes.
    """

    day: date
    stops_n: int
    pattern_calls: npt.NDArray[np.int64]
    call_stop: npt.NDArray[np.int32]
    call_can_board: npt.NDArray[np.bool_]
    call_can_alight: npt.NDArray[np.bool_]
    pattern_runs: npt.NDArray[np.int64]
    run_events: npt.NDArray[np.int64]
    arrival_s: npt.NDArray[np.int32]
    departure_s: npt.NDArray[np.int32]
    run_trip: npt.NDArray[np.int32]
    stays: npt.NDArray[np.int32]
    change_indptr: npt.NDArray[np.int64]
    change_stop: npt.NDArray[np.int32]
    change_s: npt.NDArray[np.int32]
    # Connections worked out for a window, kept so that a second question about the same hours is quick.
    windows: dict[tuple[int, int], object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def patterns_n(self) -> int:
        """Number of patterns."""
        return len(self.pattern_calls) - 1

    @property
    def runs_n(self) -> int:
        """Number of vehicle runs."""
        return len(self.run_trip)

    @property
    def until_s(self) -> int:
        """The timetable is complete up to here, seconds after 00:00."""
        return UNTIL_S

    def walked(self, footpaths: WalkMatrix, transfers: pd.DataFrame, *, parameters: Parameters) -> Timetable:
        """The same runs where other walks lead from stop to stop; arguments as of :func:`build_timetable`.

        The same object where changes take as long.
        """
        indptr, stop, seconds = changes_between_stops(self.stops_n, footpaths, transfers, parameters)
        if (
            np.array_equal(self.change_indptr, indptr)
            and np.array_equal(self.change_stop, stop)
            and np.array_equal(self.change_s, seconds)
        ):
            return self
        return replace(self, change_indptr=indptr, change_stop=stop, change_s=seconds, windows={})

    def save(self, path: Path) -> None:
        """Write to an ``.npz`` file that :meth:`load` reads (no pickle)."""
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        save_arrays(path, day=np.array(self.day.toordinal()), stops_n=np.array(self.stops_n), **arrays)

    def save_changes(self, path: Path) -> None:
        """Write only how long changes take, for :meth:`with_changes`."""
        save_arrays(path, **{name: getattr(self, name) for name in _CHANGES})

    def with_changes(self, path: Path) -> Timetable:
        """The same runs with the changes that :meth:`save_changes` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return replace(self, windows={}, **{name: stored[name] for name in _CHANGES})

    @classmethod
    def load(cls, path: Path) -> Timetable:
        """Read what :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in _ARRAYS if name in stored or name != "stays"}
            # Written before staying on board was looked at: an edition of then goes on saying what it said.
            arrays.setdefault("stays", np.zeros((0, 2), dtype=np.int32))
            return cls(day=date.fromordinal(int(stored["day"])), stops_n=int(stored["stops_n"]), **arrays)


_CHANGES = ("change_indptr", "change_stop", "change_s")
_ARRAYS = (
    "pattern_calls",
    "call_stop",
    "call_can_board",
    "call_can_alight",
    "pattern_runs",
    "run_events",
    "arrival_s",
    "departure_s",
    "run_trip",
    "stays",
    *_CHANGES,
)


def _pointer(counts: npt.NDArray) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def rows_of(first: npt.NDArray, counts: npt.NDArray) -> npt.NDArray[np.int64]:
    """Row numbers of several consecutive stretches, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(counts.sum())) + np.repeat(first - (ends - counts), counts)


def build_timetable(
    feed: Feed,
    day: date,
    footpaths: WalkMatrix,
    *,
    parameters: Parameters,
    trips: npt.NDArray[np.bool_] | None = None,
) -> Timetable:
    """Lay out one day of a timetable.

    Args:
        feed: stops, trips, stop times, frequencies, transfers and services.
        day: the service day.
        footpaths: metres on foot from stop row to stop row (at least up to ``transfer_walk_min``).
        parameters: walking speed, longest walk between two rides and ``change_s``.
        trips: mask over the feed's trips, to leave some out.

    Raises:
        UsageError: if the footpaths do not belong to the feed, or a trip runs backwards in time.
    """
    stops_n = len(feed.stops)
    if footpaths.rows_n != stops_n or footpaths.columns_n != stops_n:
        raise UsageError(
            f"Footpaths between {footpaths.rows_n} and {footpaths.columns_n} stops.",
            f"Needed: footpaths between the feed's {stops_n} stops.",
        )
    runs = runs_of_day(feed, day, trips)
    first, counts = trip_rows(feed)
    times = feed.stop_times
    patterns_n = int(runs.pattern[-1]) + 1 if len(runs.pattern) else 0
    runs_n = np.bincount(runs.pattern, minlength=patterns_n)
    pattern_runs = _pointer(runs_n)
    sample = runs.trip[pattern_runs[:-1]].astype(np.int64)
    calls = rows_of(first[sample], counts[sample])
    trip = runs.trip.astype(np.int64)
    events = rows_of(first[trip], counts[trip])
    shift = np.repeat(runs.shift_s, counts[trip])
    change_indptr, change_stop, change_s = changes_between_stops(stops_n, footpaths, feed.transfers, parameters)
    return Timetable(
        day=day,
        stops_n=stops_n,
        pattern_calls=_pointer(counts[sample]),
        call_stop=times["stop_index"].to_numpy(np.int32)[calls],
        call_can_board=times["can_board"].to_numpy(bool)[calls],
        call_can_alight=times["can_alight"].to_numpy(bool)[calls],
        pattern_runs=pattern_runs,
        run_events=_pointer(counts[trip]),
        arrival_s=(times["arrival_s"].to_numpy(np.int64)[events] + shift).astype(np.int32),
        departure_s=(times["departure_s"].to_numpy(np.int64)[events] + shift).astype(np.int32),
        run_trip=runs.trip,
        stays=runs.stays,
        change_indptr=change_indptr,
        change_stop=change_stop,
        change_s=change_s,
    )
