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

import numpy as np
from numba import njit

__all__ = ["NEVER", "connections_of_runs", "search_origins", "select_ranks"]

NEVER = 2**31 - 1
TILE = 16


@njit(cache=True, nogil=True)
def _first_run(departures, first, runs_n, ready_s):
    """Rank of the first run that departs at or after ``ready_s``; ``runs_n`` if none."""
    low, high = 0, runs_n
    while low < high:
        middle = (low + high) >> 1
        if departures[first + middle] < ready_s:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def connections_of_runs(
    from_run, to_run, horizon_s,
    run_pattern, run_first_event, run_calls, arrival_s, alight_stop,
    pattern_first_run, pattern_runs_n, pattern_departures, departures,
    board_indptr, board_pattern, board_position, change_indptr, change_stop, change_s,
):  # fmt: skip
    """Useful changes out of the runs ``from_run`` to ``to_run``.

    From each event, the last first, the earliest run of every pattern that can be changed to is looked at. It is kept
    only if it arrives somewhere earlier than staying on, or than a connection kept before, would. That leaves out
    no earliest arrival for any number of rides.

    Returns:
        ``counts`` per event (in order), and (run, position) pairs, shape (n, 2).
    """
    stops_n = len(change_indptr) - 1
    runs_n = len(run_pattern)
    earliest = np.full(stops_n, NEVER, dtype=np.int32)
    seen = np.empty(stops_n, dtype=np.int32)
    boarded = np.full(runs_n, 32767, dtype=np.int16)
    boarded_runs = np.empty(runs_n, dtype=np.int32)
    start_event = run_first_event[from_run]
    end_event = run_first_event[to_run - 1] + run_calls[to_run - 1]
    counts = np.zeros(end_event - start_event, dtype=np.int32)
    # Connections are found from the last event to the first: written backwards, so that they end up in order.
    room = 4 * (end_event - start_event) + 1024
    kept = np.empty((room, 2), dtype=np.int32)
    free = room
    for run in range(to_run - 1, from_run - 1, -1):
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
                if earliest[stop] == NEVER:
                    seen[seen_n] = stop
                    seen_n += 1
                earliest[stop] = arrival
            for change in range(change_indptr[stop], change_indptr[stop + 1]):
                ready = arrival + change_s[change]
                if ready > horizon_s:
                    break
                to_stop = change_stop[change]
                for k in range(board_indptr[to_stop], board_indptr[to_stop + 1]):
                    other = board_pattern[k]
                    there = board_position[k]
                    others_n = pattern_runs_n[other]
                    rank = _first_run(departures, pattern_departures[other] + there * others_n, others_n, ready)
                    if rank == others_n:
                        continue
                    caught = pattern_first_run[other] + rank
                    if boarded[caught] <= there or (other == pattern and caught >= run and there >= position):
                        continue
                    for later in range(caught, pattern_first_run[other] + others_n):
                        if boarded[later] <= there:
                            break
                        if boarded[later] == 32767:
                            boarded_runs[boarded_n] = later
                            boarded_n += 1
                        boarded[later] = there
                    is_useful = False
                    first = run_first_event[caught]
                    for e in range(first + there + 1, first + run_calls[caught]):
                        if arrival_s[e] > horizon_s:
                            break
                        at = alight_stop[e]
                        if at >= 0 and arrival_s[e] < earliest[at]:
                            if earliest[at] == NEVER:
                                seen[seen_n] = at
                                seen_n += 1
                            earliest[at] = arrival_s[e]
                            is_useful = True
                    if is_useful:
                        if free == 0:
                            longer = np.empty((2 * room, 2), dtype=np.int32)
                            for row in range(room):
                                longer[room + row, 0] = kept[row, 0]
                                longer[room + row, 1] = kept[row, 1]
                            free = room
                            room *= 2
                            kept = longer
                        free -= 1
                        kept[free, 0] = caught
                        kept[free, 1] = there
                        counts[event - start_event] += 1
        for k in range(seen_n):
            earliest[seen[k]] = NEVER
        for k in range(boarded_n):
            boarded[boarded_runs[k]] = 32767
    return counts, kept[free:].copy()


@njit(cache=True, nogil=True)
def _board(boarded, queue, size, run, position, ride, rides_n, end_run):
    """Catch a run at a position with so many rides before; returns the new size of the queue."""
    before = boarded[run, ride]
    if position >= before:
        return size
    queue[size, 0] = run
    queue[size, 1] = position
    queue[size, 2] = before
    for later in range(run, end_run):
        if boarded[later, ride] <= position:
            break
        for more in range(ride, rides_n):
            if boarded[later, more] <= position:
                break
            boarded[later, more] = position
    return size + 1


@njit(cache=True, nogil=True)
def select_ranks(values, wanted, longest, chosen):
    """The ``wanted`` ranks (ascending) of unsorted ``values``; what is over ``longest`` becomes -1.

    For each rank the smallest value is found by bisection, of which as many as needed are not larger: counting is
    a loop without branches, which processors do eight at a time.
    """
    low = values[0]
    for value in values:
        low = min(low, value)
    for k in range(len(wanted)):
        need = np.int32(wanted[k] + 1)
        high = np.int32(longest + 1)
        while low < high:
            middle = np.int32((low + high) >> 1)
            count = np.int32(0)
            for i in range(len(values)):
                count += np.int32(values[i] <= middle)
            if count >= need:
                high = middle
            else:
                low = np.int32(middle + 1)
        chosen[k] = low if low <= longest else -1


@njit(cache=True, nogil=True)
def _most_seeds(first_origin, last_origin, access_indptr, access_stop, board_indptr):
    """Largest number of (stop, pattern, position) within reach of one origin."""
    most = 0
    for origin in range(first_origin, last_origin):
        total = 0
        for a in range(access_indptr[origin], access_indptr[origin + 1]):
            total += board_indptr[access_stop[a] + 1] - board_indptr[access_stop[a]]
        most = max(most, total)
    return most


@njit(cache=True, nogil=True)
def search_origins(
    first_origin, last_origin, destinations_n, start_s, step_s, departures_n, longest_s, rides_n, wanted,
    access_indptr, access_stop, access_s, egress_indptr, egress, egress_bits,
    direct_indptr, direct_destination, direct_s,
    run_pattern, run_first_event, run_calls, arrival_s, alight_stop,
    pattern_first_run, pattern_runs_n, pattern_departures, departures,
    board_indptr, board_pattern, board_position, connection_indptr, connections,
):  # fmt: skip
    """Percentiles of travel time from origins ``first_origin`` to ``last_origin`` to every destination.

    Args:
        wanted: ranks among the departures' sorted travel times, ascending.
        access_*: stops within reach of each origin, seconds on foot; ``egress``, of each stop, is
            destination << egress_bits | seconds.
        direct_*: destinations that can be walked to from each origin.
        connections: (run, position) pairs of each event, by ``connection_indptr``.

    Returns:
        int32 (origins, destinations, wanted), seconds, -1 = unreachable.
    """
    stops_n = len(board_indptr) - 1
    runs_n = len(run_pattern)
    result = np.empty((last_origin - first_origin, destinations_n, len(wanted)), dtype=np.int32)
    boarded = np.empty((runs_n, rides_n), dtype=np.int16)
    arrived = np.empty(stops_n, dtype=np.int32)
    queue = np.empty((len(arrival_s) + 1, 3), dtype=np.int32)
    next_queue = np.empty((len(arrival_s) + 1, 3), dtype=np.int32)
    improved = np.empty(stops_n, dtype=np.int32)
    improved_at = np.empty(stops_n, dtype=np.int32)
    seeds_room = _most_seeds(first_origin, last_origin, access_indptr, access_stop, board_indptr)
    seed_run = np.empty(seeds_room, dtype=np.int32)  # the next run to catch, going back in time
    seed_first = np.empty(seeds_room, dtype=np.int32)
    seed_position = np.empty(seeds_room, dtype=np.int32)
    seed_walk = np.empty(seeds_room, dtype=np.int32)
    seed_latest = np.empty(seeds_room, dtype=np.int32)  # latest departure from the origin that catches it
    at_destination = np.empty(destinations_n, dtype=np.int32)
    arrivals = np.empty((departures_n, destinations_n), dtype=np.int32)
    walk_only = np.empty(destinations_n, dtype=np.int32)
    egress_mask = egress.dtype.type((1 << egress_bits) - 1)
    tile = np.empty((TILE, departures_n), dtype=np.int32)
    chosen = np.empty(len(wanted), dtype=np.int32)
    last_departure = start_s + (departures_n - 1) * step_s

    for origin in range(first_origin, last_origin):
        for run in range(runs_n):
            for ride in range(rides_n):
                boarded[run, ride] = run_calls[run] - 1
        for stop in range(stops_n):
            arrived[stop] = NEVER
            improved_at[stop] = -1
        for destination in range(destinations_n):
            at_destination[destination] = NEVER
            walk_only[destination] = NEVER
        for k in range(direct_indptr[origin], direct_indptr[origin + 1]):
            if direct_s[k] <= longest_s:
                walk_only[direct_destination[k]] = direct_s[k]
        seeds_n = 0
        for a in range(access_indptr[origin], access_indptr[origin + 1]):
            stop = access_stop[a]
            for k in range(board_indptr[stop], board_indptr[stop + 1]):
                pattern = board_pattern[k]
                total = pattern_runs_n[pattern]
                first = pattern_departures[pattern] + board_position[k] * total
                rank = _first_run(departures, first, total, last_departure + access_s[a])
                if rank == total:
                    rank -= 1
                seed_run[seeds_n] = pattern_first_run[pattern] + rank
                seed_first[seeds_n] = first - pattern_first_run[pattern]
                seed_position[seeds_n] = board_position[k]
                seed_walk[seeds_n] = access_s[a]
                seed_latest[seeds_n] = departures[first + rank] - access_s[a]
                seeds_n += 1
        for m in range(departures_n - 1, -1, -1):
            departure = start_s + m * step_s
            horizon = departure + longest_s
            size = 0
            for seed in range(seeds_n):
                while seed_latest[seed] >= departure:
                    run = seed_run[seed]
                    pattern = run_pattern[run]
                    end_run = pattern_first_run[pattern] + pattern_runs_n[pattern]
                    size = _board(boarded, queue, size, run, seed_position[seed], 0, rides_n, end_run)
                    if run == pattern_first_run[pattern]:
                        seed_latest[seed] = -NEVER
                    else:
                        seed_run[seed] = run - 1
                        seed_latest[seed] = departures[seed_first[seed] + run - 1] - seed_walk[seed]
            improved_n = 0
            for ride in range(rides_n):
                next_size = 0
                for q in range(size):
                    first = run_first_event[queue[q, 0]]
                    for event in range(first + queue[q, 1] + 1, first + queue[q, 2] + 1):
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
                            run = connections[c, 0]
                            if connections[c, 1] >= boarded[run, ride + 1]:
                                continue
                            pattern = run_pattern[run]
                            end_run = pattern_first_run[pattern] + pattern_runs_n[pattern]
                            next_size = _board(
                                boarded, next_queue, next_size, run, connections[c, 1], ride + 1, rides_n, end_run
                            )
                size = next_size
                queue, next_queue = next_queue, queue
                if size == 0:
                    break
            for i in range(improved_n):
                stop = improved[i]
                arrival = arrived[stop]
                for pair in egress[egress_indptr[stop] : egress_indptr[stop + 1]]:
                    there = np.int32(arrival + (pair & egress_mask))
                    goal = np.uint32(pair >> egress_bits)  # unsigned: no test for a negative index
                    if there < at_destination[goal]:
                        at_destination[goal] = there
            for destination in range(destinations_n):
                arrivals[m, destination] = at_destination[destination]
        for first in range(0, destinations_n, TILE):
            last = min(first + TILE, destinations_n)
            for m in range(departures_n):
                departure = start_s + m * step_s
                for destination in range(first, last):
                    value = arrivals[m, destination]
                    tile[destination - first, m] = min(value - departure, walk_only[destination])
            for destination in range(first, last):
                walk = walk_only[destination]
                if at_destination[destination] != NEVER:
                    select_ranks(tile[destination - first], wanted, longest_s, chosen)
                for k in range(len(wanted)):
                    if at_destination[destination] == NEVER:
                        chosen[k] = -1 if walk == NEVER else walk
                    result[origin - first_origin, destination, k] = chosen[k]
    return result
