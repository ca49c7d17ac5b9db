# mypy: allow-untyped-defs
"""Kernels of :mod:`analysis.transit.journeys.best`, compiled by Numba.

The best journey to one point is found backwards, ride by ride. Layer k holds, for every stop, the journeys of exactly
k rides from there as a list by departure (a *profile*): an entry is kept only if nobody who leaves later arrives as
early with as little walking. Layer 1 ends with the walk to the point, layer k with a change into layer k - 1, so the
limit on rides and the rule of one walk between two rides need no further care.
"""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["NEVER", "ON_FOOT", "UNREACHABLE", "best_departures", "rides_of_layer"]

NEVER = 2**31 - 1
ON_FOOT = -1
UNREACHABLE = -2


@njit(cache=True, nogil=True)
def rides_of_layer(
    is_last_ride, start_s, horizon_s, run_first_event, run_calls,
    stop_of_event, arrival_s, departure_s, can_alight, egress_s, change_indptr, change_stop, change_s,
    next_indptr, next_departure, next_arrival, next_walk, board_indptr, board_event,
):  # fmt: skip
    """One layer of the profile.

    Args:
        is_last_ride: layer 1, which ends with the walk of ``egress_s`` (by stop, -1 = too far); else a change follows.
        next_*: the layer before (entries of each stop by ``next_indptr``, departures ascending).
        board_indptr, board_event: events of each stop at which one may board, departures ascending; of equal
            departures the last is preferred.

    Returns:
        ``indptr`` (stops + 1,) and int32 (entries, 6): departure, arrival at the point, seconds of walking and
        changing from the first alighting on, event boarded, event of alighting, next entry (-1: walk to the point).
    """
    events_n = len(stop_of_event)
    arrives = np.full(events_n, NEVER, dtype=np.int32)
    walks = np.zeros(events_n, dtype=np.int32)
    leaves_at = np.zeros(events_n, dtype=np.int32)
    follows = np.full(events_n, -1, dtype=np.int32)
    for run in range(len(run_calls)):
        arrival = NEVER
        walk = 0
        off = -1
        following = -1
        first = run_first_event[run]
        for event in range(first + run_calls[run] - 1, first - 1, -1):
            # The best of what later events of the run offer is what one gets by boarding here.
            arrives[event] = arrival
            walks[event] = walk
            leaves_at[event] = off
            follows[event] = following
            if not can_alight[event] or arrival_s[event] > horizon_s:
                continue
            stop = stop_of_event[event]
            if is_last_ride:
                if egress_s[stop] < 0:
                    continue
                there = arrival_s[event] + egress_s[stop]
                if there <= horizon_s and (there < arrival or (there == arrival and egress_s[stop] < walk)):
                    arrival = there
                    walk = egress_s[stop]
                    off = event
                continue
            for change in range(change_indptr[stop], change_indptr[stop + 1]):
                ready = arrival_s[event] + change_s[change]
                if ready > horizon_s or ready > arrival:
                    break
                to_stop = change_stop[change]
                low = next_indptr[to_stop]
                end = next_indptr[to_stop + 1]
                high = end
                while low < high:
                    middle = (low + high) >> 1
                    if next_departure[middle] < ready:
                        low = middle + 1
                    else:
                        high = middle
                if low == end:
                    continue
                there = next_arrival[low]
                more = change_s[change] + next_walk[low]
                if there < arrival or (there == arrival and more < walk):
                    arrival = there
                    walk = more
                    off = event
                    following = low
    stops_n = len(board_indptr) - 1
    kept = np.empty((len(board_event), 6), dtype=np.int32)
    counts = np.zeros(stops_n + 1, dtype=np.int64)
    free = len(board_event)
    for stop in range(stops_n - 1, -1, -1):
        arrival = NEVER
        walk = 0
        for b in range(board_indptr[stop + 1] - 1, board_indptr[stop] - 1, -1):
            event = board_event[b]
            if departure_s[event] < start_s:
                break
            if arrives[event] < arrival or (arrives[event] == arrival and walks[event] < walk):
                arrival = arrives[event]
                walk = walks[event]
                free -= 1
                kept[free, 0] = departure_s[event]
                kept[free, 1] = arrival
                kept[free, 2] = walk
                kept[free, 3] = event
                kept[free, 4] = leaves_at[event]
                kept[free, 5] = follows[event]
                counts[stop + 1] += 1
    return np.cumsum(counts), kept[free:].copy()


@njit(cache=True, nogil=True)
def best_departures(
    first_origin, last_origin, start_s, step_s, departures_n, longest_s,
    access_indptr, access_stop, access_s, direct_s, layer_indptr, entries,
):  # fmt: skip
    """The best journey of every origin and departure minute.

    Of equal arrivals: fewer rides, then less walking and changing in all, then the later first departure, then the
    stop that comes first.

    Args:
        direct_s: seconds to walk all the way, -1 = too far, by origin.
        layer_indptr: int64 (layers, stops + 1), where the entries of a stop stand in ``entries``.

    Returns:
        seconds (origins, departures), -1 = unreachable; entry likewise, :data:`ON_FOOT` or :data:`UNREACHABLE`.
    """
    origins_n = last_origin - first_origin
    layers_n = len(layer_indptr)
    seconds = np.full((origins_n, departures_n), -1, dtype=np.int32)
    chosen = np.full((origins_n, departures_n), UNREACHABLE, dtype=np.int32)
    arrival = np.empty(departures_n, dtype=np.int32)
    rides = np.empty(departures_n, dtype=np.int32)
    walk = np.empty(departures_n, dtype=np.int32)
    leaves = np.empty(departures_n, dtype=np.int32)
    for origin in range(first_origin, last_origin):
        row = origin - first_origin
        arrival[:] = NEVER
        if direct_s[origin] >= 0 and direct_s[origin] <= longest_s:
            for m in range(departures_n):
                arrival[m] = start_s + m * step_s + direct_s[origin]
            rides[:] = 0
            walk[:] = direct_s[origin]
            leaves[:] = 0
            chosen[row, :] = ON_FOOT
        for a in range(access_indptr[origin], access_indptr[origin + 1]):
            stop = access_stop[a]
            for layer in range(layers_n):
                low = layer_indptr[layer, stop]
                entry = layer_indptr[layer, stop + 1]
                if low == entry:
                    continue
                end = entry
                for m in range(departures_n - 1, -1, -1):
                    ready = start_s + m * step_s + access_s[a]
                    while entry > low and entries[entry - 1, 0] >= ready:
                        entry -= 1
                    if entry == end or entries[entry, 1] > arrival[m]:
                        continue
                    total = access_s[a] + entries[entry, 2]
                    if entries[entry, 1] == arrival[m]:
                        if layer + 1 > rides[m]:
                            continue
                        if layer + 1 == rides[m]:
                            if total > walk[m]:
                                continue
                            if total == walk[m] and entries[entry, 0] <= leaves[m]:
                                continue
                    arrival[m] = entries[entry, 1]
                    rides[m] = layer + 1
                    walk[m] = total
                    leaves[m] = entries[entry, 0]
                    chosen[row, m] = entry
        for m in range(departures_n):
            if chosen[row, m] == UNREACHABLE:
                continue
            taken = arrival[m] - (start_s + m * step_s)
            if taken > longest_s:
                chosen[row, m] = UNREACHABLE
            else:
                seconds[row, m] = taken
    return seconds, chosen
