"""Compiled part of :mod:`analysis.transit.timetable.day`: trips that overtake go into separate patterns."""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["split_overtaking"]


@njit(cache=True, nogil=True)
def split_overtaking(pattern_indptr, run_first, run_shift_s, run_length, arrival_s, departure_s):
    """Number a lane for each run so that no run overtakes another of its pattern and lane at any stop.

    Args:
        pattern_indptr: runs of each pattern, sorted by first departure.
        run_first, run_length: first stop-time row of each run and how many.
        run_shift_s: seconds added to all its times.
        arrival_s, departure_s: of the stop-time rows.

    Returns:
        int32 lane of each run, 0, 1, … within its pattern: the first lane whose last run it follows everywhere.
    """
    lane = np.zeros(len(run_first), dtype=np.int32)
    for pattern in range(len(pattern_indptr) - 1):
        first = pattern_indptr[pattern]
        last_of_lane = np.empty(pattern_indptr[pattern + 1] - first, dtype=np.int64)
        lanes_n = 0
        for run in range(first, pattern_indptr[pattern + 1]):
            chosen = -1
            for number in range(lanes_n):
                before = last_of_lane[number]
                gap = run_shift_s[run] - run_shift_s[before]
                follows = True
                for k in range(run_length[run]):
                    here = run_first[run] + k
                    there = run_first[before] + k
                    if arrival_s[here] + gap < arrival_s[there] or departure_s[here] + gap < departure_s[there]:
                        follows = False
                        break
                if follows:
                    chosen = number
                    break
            if chosen < 0:
                chosen = lanes_n
                lanes_n += 1
            last_of_lane[chosen] = run
            lane[run] = chosen
    return lane
