# mypy: allow-untyped-defs
"""Kernels of :mod:`analysis.transit.journeys.best`.

The best journey to one point is found backwards, ride by ride. Layer k holds, for every stop, the journeys of exactly
k rides from there as a list by departure (a *profile*): an entry is kept only if nobody who leaves later arrives as
early with as little walking. Layer 1 ends with the walk to the point, layer k with a change into layer k - 1, so the
limit on rides and the rule of one walk between two rides need no further care.

What is compared first by this, then by that, is packed into one number (:data:`BITS` for each part), so that the
smaller number is the better journey.
"""

from __future__ import annotations

from numpy import int64

from geo.compiling import kernel

__all__ = ["BITS", "NO_KEY", "ON_FOOT", "UNREACHABLE", "best_departures", "rides_of_layer"]

BITS = 18
"""Enough for the seconds of three days; a timetable has one and a half."""
NO_KEY = int64(2**62)
ON_FOOT = -1
UNREACHABLE = -2


@kernel(
    "int64 int64 int64 int64* int32* int32* int32* uint8* int32* int64* int32* int32* int64* int64* int32* int64* "
    "int32* int64* int64* int32* int32*"
)
def rides_of_layer(
    is_last_ride, horizon_s, runs_n, run_first_event, run_calls, stop_of_event, arrival_s, can_alight, egress_s,
    change_indptr, change_stop, change_s, order, stay_indptr, stays,
    next_indptr, next_departure, next_key, keys, leaves_at, follows,
):  # fmt: skip
    """What one gets by boarding at each event.

    Args:
        is_last_ride: layer 1, which ends with the walk of ``egress_s`` (by stop, -1 = too far); else a change follows.
        order: the runs, those that a vehicle goes on as before it. stay_indptr, stays: of each run, those runs.
        next_*: the layer before (entries of each stop by ``next_indptr``, departures ascending).
        keys: filled: arrival at the point << BITS | seconds of walking and changing from the first alighting on, or
            :data:`NO_KEY`.
        leaves_at, follows: filled: event of alighting, next entry (-1: walk to the point).
    """
    for place in range(runs_n):
        run = order[place]
        best = NO_KEY
        off = -1
        following = -1
        first = run_first_event[run]
        last = first + run_calls[run] - 1
        for event in range(last, first - 1, -1):
            # The best of what later events of the run offer is what one gets by boarding here.
            keys[event] = best
            leaves_at[event] = off
            follows[event] = following
            if event == last:
                # Nobody boards at a last call, but who is on board can stay there.
                for s in range(stay_indptr[run], stay_indptr[run + 1]):
                    onward = run_first_event[stays[s]]
                    if keys[onward] < best:
                        best = keys[onward]
                        off = leaves_at[onward]
                        following = follows[onward]
            arrival = arrival_s[event]
            if not can_alight[event] or arrival > horizon_s:
                continue
            stop = stop_of_event[event]
            if is_last_ride:
                there = arrival + egress_s[stop]
                key = (there << BITS) + egress_s[stop]
                if egress_s[stop] >= 0 and there <= horizon_s and key < best:
                    best = key
                    off = event
                continue
            for change in range(change_indptr[stop], change_indptr[stop + 1]):
                ready = arrival + change_s[change]
                if ready > horizon_s or ready > best >> BITS:
                    break
                low = next_indptr[change_stop[change]]
                end = next_indptr[change_stop[change] + 1]
                high = end
                while low < high:
                    middle = (low + high) >> 1
                    if next_departure[middle] < ready:
                        low = middle + 1
                    else:
                        high = middle
                if low < end and next_key[low] + change_s[change] < best:
                    best = next_key[low] + change_s[change]
                    off = event
                    following = low
    return runs_n


@kernel("int64 int64 int64 int64 int64* int32* int32* int64 int64 int64* int32* int64* int64* int32*")
def best_departures(
    origins_n, departures_n, start_s, step_s, access_indptr, access_stop, access_s, layers_n, width, layer_indptr,
    entry_departure, entry_key, keys, chosen,
):  # fmt: skip
    """The best journey of every origin and departure.

    Args:
        layer_indptr: int64 (layers_n, width) with a width of stops + 1, where the entries of a stop stand.
        entry_key: arrival, rides, walking and changing, and what is left of the day at the departure.
        keys: (origins, departures), those of walking all the way or :data:`NO_KEY`; lowered.
        chosen: likewise, :data:`ON_FOOT` or :data:`UNREACHABLE`; the entry where one is better.
    """
    for origin in range(origins_n):
        for a in range(access_indptr[origin], access_indptr[origin + 1]):
            walk = access_s[a]
            for layer in range(layers_n):
                stop = layer * width + access_stop[a]
                low = layer_indptr[stop]
                end = layer_indptr[stop + 1]
                entry = end
                for m in range(departures_n - 1, -1, -1):
                    ready = start_s + m * step_s + walk
                    while entry > low and entry_departure[entry - 1] >= ready:
                        entry -= 1
                    if entry == end:
                        continue
                    key = entry_key[entry] + (walk << BITS)
                    if key < keys[origin * departures_n + m]:
                        keys[origin * departures_n + m] = key
                        chosen[origin * departures_n + m] = entry
    return origins_n
