"""Compiled part of :mod:`analysis.transit.search.times`: trip-based search over every departure of a window.

Words: a *run* is one vehicle, an *event* its call at one stop (events of a run follow each other), a *position* the
number of a call along its pattern, a *round* the number of rides less one. Times are int32 seconds.

The method is the trip-based one of Witt (2015) in its profile form. The latest departure is searched first and
everything learnt is kept for the earlier ones: ``boarded[run, round]`` is the first position at which a run was caught
with so many rides, so that no part of a run is ever looked at twice. ``arrived[stop]`` is the earliest arrival *by a
ride*; it only decides which last walks are worth trying. It must not decide which changes are tried: a connection is
left out of the prepared ones where a later call of the same run offers it as well, and two runs that see each other
twice would each point to the other for it (found by the brute-force check, not by thought).
"""

from __future__ import annotations

from numba import njit
from numpy import int32, int64

from analysis.compiling import PART, Kernel

__all__ = ["NEVER", "NOT_CAUGHT", "choose_ranks", "search_departures", "useful_changes"]

NEVER = 2**31 - 1
NOT_CAUGHT = 32767
TILE = 16
NONE_YET = int64(0)
"""A plain 0 would be a type of its own."""


@Kernel
def useful_changes(
    from_run, to_run, horizon_s, room,
    run_pattern, run_first_event, run_calls, arrival_s, alight_stop,
    pattern_first_run, pattern_runs_n, pattern_departures, departures,
    board_indptr, board_pattern, board_position, stay_indptr, stays, change_indptr, change_stop, change_s,
    earliest, seen, boarded, boarded_runs, counts, kept,
):  # fmt: skip
    """Useful changes out of the runs ``from_run`` to ``to_run``, the last run first, until ``kept`` is full.

    From each event, the last first, the earliest run of every pattern that can be changed to is looked at. It is kept
    only if it arrives somewhere earlier than staying on, or than a connection kept before, would. That leaves out
    no earliest arrival for any number of rides. Where its vehicle goes on as another run, those arrivals count too,
    also those of a later run of its pattern, which one could wait for.

    Args:
        earliest: scratch, :data:`NEVER` for each stop; ``seen`` of any content has room for one more than all stops.
        boarded: scratch, :data:`NOT_CAUGHT` for each run; ``boarded_runs`` has room for one more than all runs.
        counts: zeros; filled with the number of changes out of each event, ``counts[0]`` for the first of ``from_run``.
        kept: (``room``, 2), filled with (run, position) pairs from the end, so that they end up in order.

    Returns:
        The run after the next one to look at; ``from_run`` when done. What was found for the run before it is void.
    """
    start_event = run_first_event[from_run]
    free = room
    run = to_run
    is_full = False
    while run > from_run and not is_full:
        run -= 1
        seen_n = 0
        boarded_n = 0
        pattern = run_pattern[run]
        for position in range(run_calls[run] - 1, 0, -1):
            event = run_first_event[run] + position
            stop = alight_stop[event]
            arrival = arrival_s[event]
            if stop < 0 or arrival > horizon_s:
                continue
            if arrival < earliest[stop]:
                seen[seen_n] = stop
                seen_n += earliest[stop] == NEVER
                earliest[stop] = arrival
            for change in range(change_indptr[stop], change_indptr[stop + 1]):
                ready = arrival + change_s[change]
                if ready > horizon_s:
                    break
                to_stop = change_stop[change]
                for k in range(board_indptr[to_stop], board_indptr[to_stop + 1]):
                    other = board_pattern[k]
                    there = board_position[k]
                    first = pattern_departures[other] + there * pattern_runs_n[other]
                    low = first
                    end = first + pattern_runs_n[other]
                    high = end
                    while low < high:
                        middle = (low + high) >> 1
                        if departures[middle] < ready:
                            low = middle + 1
                        else:
                            high = middle
                    if low == end:
                        continue
                    caught = pattern_first_run[other] + low - first
                    if boarded[caught] <= there:
                        continue
                    goes_on = stay_indptr[caught + 1] > stay_indptr[caught]
                    if other == pattern and caught >= run and there >= position and not goes_on:
                        continue
                    for later in range(caught, pattern_first_run[other] + pattern_runs_n[other]):
                        if boarded[later] <= there:
                            break
                        boarded_runs[boarded_n] = later
                        boarded_n += boarded[later] == NOT_CAUGHT
                        boarded[later] = there
                    is_useful = False
                    for e in range(run_first_event[caught] + there + 1, run_first_event[caught] + run_calls[caught]):
                        if arrival_s[e] > horizon_s:
                            break
                        at = alight_stop[e]
                        if at >= 0 and arrival_s[e] < earliest[at]:
                            seen[seen_n] = at
                            seen_n += earliest[at] == NEVER
                            earliest[at] = arrival_s[e]
                            is_useful = True
                    for s in range(stay_indptr[caught], stay_indptr[caught + 1]):
                        next_first = run_first_event[stays[s]]
                        for e in range(next_first + 1, next_first + run_calls[stays[s]]):
                            if arrival_s[e] > horizon_s:
                                break
                            at = alight_stop[e]
                            if at >= 0 and arrival_s[e] < earliest[at]:
                                seen[seen_n] = at
                                seen_n += earliest[at] == NEVER
                                earliest[at] = arrival_s[e]
                                is_useful = True
                    if is_useful:
                        is_full = free == 0
                        if is_full:
                            break
                        free -= 1
                        kept[2 * free] = caught
                        kept[2 * free + 1] = there
                        counts[event - start_event] += 1
                if is_full:
                    break
            if is_full:
                break
        for k in range(seen_n):
            earliest[seen[k]] = NEVER
        for k in range(boarded_n):
            boarded[boarded_runs[k]] = NOT_CAUGHT
    return run + is_full


@njit(**PART)
def _board(boarded, stayed, stay_indptr, stays, run_end, queue, size, run, position, ride, rides_n):
    """Catch a run at a position with so many rides before; returns the new size of the queue.

    Its vehicle may go on as another run, and so may those of later runs of its pattern: one is then at the first call
    of that run, with as many rides. ``stayed`` says so apart from ``boarded``, as from there nobody can wait for a
    later run.
    """
    before = boarded[run * rides_n + ride]
    if position >= before:
        return size
    queue[3 * size] = run
    queue[3 * size + 1] = position
    queue[3 * size + 2] = before
    for later in range(run, run_end[run]):
        if boarded[later * rides_n + ride] <= position:
            break
        for more in range(later * rides_n + ride, (later + 1) * rides_n):
            if boarded[more] <= position:
                break
            boarded[more] = position
    size += 1
    for s in range(stay_indptr[run], stay_indptr[run + 1]):
        other = stays[s]
        if stayed[other * rides_n + ride] or boarded[other * rides_n + ride] == 0:
            continue
        queue[3 * size] = other
        queue[3 * size + 1] = 0
        queue[3 * size + 2] = boarded[other * rides_n + ride]
        size += 1
        for later in range(other, run_end[other]):
            if stayed[later * rides_n + ride]:
                break
            for more in range(later * rides_n + ride, (later + 1) * rides_n):
                stayed[more] = 1
    return size


@Kernel
def search_departures(
    start_s, step_s, departures_n, destinations_n, longest_s, rides_n, seeds_n, seeds,
    run_first_event, run_end, arrival_s, alight_stop, departures, stay_indptr, stays, connection_indptr, connections,
    egress_indptr, egress, egress_bits, egress_mask,
    boarded, stayed, queue, next_queue, arrived, improved_at, improved, at_destination, arrivals,
):  # fmt: skip
    """Earliest arrival at every destination from one origin, for each departure, the last departure first.

    Args:
        seeds: (seeds_n, 6), for each (stop, pattern, position) within reach of the origin: the next run to catch, going
            back in time; the first run of the pattern; where the departures of the pattern at that position stand in
            ``departures``, less that first run; position; seconds on foot; latest departure from the origin that
            catches that run.
        run_end: the run after the last of the same pattern.
        connections: (run, position) pairs of each event, by ``connection_indptr``.
        egress: of each stop, destination << egress_bits | seconds.
        stay_indptr, stays: of each run, those one can stay on board to.
        boarded: (runs, rides), the last position of each run; stayed: zeros, likewise. queue, next_queue: scratch
            (events + runs + 1, 3).
        arrived, at_destination: :data:`NEVER`. improved_at: -1. improved: scratch.
        arrivals: (departures, destinations), filled.
    """
    for m in range(departures_n - 1, -1, -1):
        departure = start_s + m * step_s
        horizon = departure + longest_s
        size = NONE_YET
        for seed in range(0, 6 * seeds_n, 6):
            while seeds[seed + 5] >= departure:
                run = seeds[seed]
                size = _board(
                    boarded, stayed, stay_indptr, stays, run_end, queue, size, run, seeds[seed + 3], NONE_YET, rides_n
                )
                if run == seeds[seed + 1]:
                    seeds[seed + 5] = -NEVER
                else:
                    seeds[seed] = run - 1
                    seeds[seed + 5] = departures[seeds[seed + 2] + run - 1] - seeds[seed + 4]
        improved_n = 0
        for ride in range(rides_n):
            next_size = NONE_YET
            for q in range(size):
                first = run_first_event[queue[3 * q]] + 1
                for event in range(first + queue[3 * q + 1], first + queue[3 * q + 2]):
                    arrival = arrival_s[event]
                    if arrival > horizon:
                        break
                    stop = alight_stop[event]
                    if stop < 0:
                        continue
                    if arrival < arrived[stop]:
                        arrived[stop] = arrival
                        if improved_at[stop] != m:
                            improved_at[stop] = m
                            improved[improved_n] = stop
                            improved_n += 1
                    if ride + 1 == rides_n:
                        continue
                    for c in range(connection_indptr[event], connection_indptr[event + 1]):
                        run = connections[2 * c]
                        position = connections[2 * c + 1]
                        if position < boarded[run * rides_n + ride + 1]:
                            next_size = _board(
                                boarded,
                                stayed,
                                stay_indptr,
                                stays,
                                run_end,
                                next_queue,
                                next_size,
                                run,
                                position,
                                ride + 1,
                                rides_n,
                            )
            size = next_size
            queue, next_queue = next_queue, queue
            if size == 0:
                break
        for i in range(improved_n):
            stop = improved[i]
            arrival = arrived[stop]
            for k in range(egress_indptr[stop], egress_indptr[stop + 1]):
                pair = egress[k]
                there = arrival + (pair & egress_mask)
                goal = pair >> egress_bits
                if there < at_destination[goal]:
                    at_destination[goal] = there
        for destination in range(destinations_n):
            arrivals[m * destinations_n + destination] = at_destination[destination]
    return departures_n


@Kernel
def choose_ranks(
    departures_n, destinations_n, arrivals, walk_only, start_s, step_s, wanted_n, wanted, longest_s, tile, seconds
):  # fmt: skip
    """Fill ``seconds`` (destinations, wanted) with the wanted ranks of the travel times of one origin.

    For each rank the smallest value is found by bisection, of which as many as needed are not larger: counting is
    a loop without branches, which processors do eight at a time.

    Args:
        arrivals: (departures, destinations), the earliest arrival by a ride, or :data:`NEVER`.
        walk_only: seconds all the way on foot, :data:`NEVER` where too far.
        wanted: ranks, ascending. What is over ``longest_s`` becomes -1.
        tile: scratch (``TILE``, departures).
    """
    for first in range(0, destinations_n, TILE):
        last = first + TILE if first + TILE < destinations_n else destinations_n
        for m in range(departures_n):
            for i in range(first, last):
                there = int32(arrivals[m * destinations_n + i] - start_s - m * step_s)
                tile[(i - first) * departures_n + m] = there if there < walk_only[i] else walk_only[i]
        for i in range(first, last):
            row = (i - first) * departures_n
            low = tile[row]
            for m in range(row, row + departures_n):
                low = tile[m] if tile[m] < low else low
            for k in range(wanted_n):
                high = int32(longest_s + 1)
                while low < high:
                    middle = int32((low + high) >> 1)
                    count = int32(0)
                    for m in range(row, row + departures_n):
                        count += int32(tile[m] <= middle)
                    if count > wanted[k]:
                        high = middle
                    else:
                        low = int32(middle + 1)
                seconds[i * wanted_n + k] = low if low <= longest_s else -1
    return destinations_n
