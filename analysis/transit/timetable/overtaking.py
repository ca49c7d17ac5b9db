"""Trips that overtake each other are put into separate patterns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["split_overtaking"]

Numbers = npt.NDArray[np.int64]


def split_overtaking(
    pattern_indptr: Numbers,
    run_first: Numbers,
    run_shift_s: Numbers,
    run_length: Numbers,
    arrival_s: Numbers,
    departure_s: Numbers,
) -> npt.NDArray[np.int32]:
    """Number a lane for each run so that no run overtakes another of its pattern and lane at any stop.

    Args:
        pattern_indptr: runs of each pattern, sorted by first departure.
        run_first, run_length: first stop-time row of each run and how many; the same number within a pattern.
        run_shift_s: seconds added to all its times.
        arrival_s, departure_s: of the stop-time rows.

    Returns:
        int32 lane of each run, 0, 1, … within its pattern: the first lane whose last run it follows everywhere.
    """
    runs_n = len(run_first)
    lane = np.zeros(runs_n, dtype=np.int32)
    start = np.cumsum(run_length) - run_length
    run = np.repeat(np.arange(runs_n), run_length)
    rows = np.arange(len(run)) + (run_first - start)[run]
    arrival, departure = arrival_s[rows] + run_shift_s[run], departure_s[rows] + run_shift_s[run]
    # A pattern in which each run follows the one before it has one lane: that is nearly every pattern.
    pattern = np.repeat(np.arange(len(pattern_indptr) - 1), np.diff(pattern_indptr))
    is_later = np.zeros(runs_n, dtype=bool)
    is_later[1:] = pattern[1:] == pattern[:-1]
    event = np.flatnonzero(is_later[run])
    before = event - run_length[run[event]]
    overtakes = (arrival[event] < arrival[before]) | (departure[event] < departure[before])
    for number in np.unique(pattern[run[event[overtakes]]]):
        first, last = int(pattern_indptr[number]), int(pattern_indptr[number + 1])
        part = slice(start[first], start[last - 1] + run_length[last - 1])
        times = np.concatenate(
            [arrival[part].reshape(last - first, -1), departure[part].reshape(last - first, -1)], axis=1
        )
        lane[first:last] = _lanes(times)
    return lane


def _lanes(times: Numbers) -> list[int]:
    """The first lane for each run (row) whose last run is nowhere later."""
    last_of_lane: list[Numbers] = []
    lanes = []
    for row in times:
        chosen = next((lane for lane, last in enumerate(last_of_lane) if (row >= last).all()), len(last_of_lane))
        last_of_lane[chosen : chosen + 1] = [row]
        lanes.append(chosen)
    return lanes
