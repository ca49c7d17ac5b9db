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

from numpy import int32, int64

from geo.compiling import fetch_ahead, kernel

__all__ = [
    "NEVER",
    "NOT_CAUGHT",
    "search_departures",
    "seeds_within_reach",
    "useful_changes",
]

CALLS_AHEAD = 8
CONNECTIONS_AHEAD = 4
LINE = 16
"""Numbers of 32 bits that come with one of them."""
NEVER = 2**31 - 1
NOT_CAUGHT = 32767
NONE_YET = int64(0)
"""A plain 0 would be a type of its own."""


@kernel(
    "int64 int64 int64 int64 int32* int64* int32* int32* int32* int32* int32* int64* int32* int64* int32* int32* "
    "int64* int32* int64* int32* int32* int32* int32* int16* int32* int32* int32*"
)
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
                    # On board of the run itself, and then of what its vehicle goes on as.
                    for s in range(stay_indptr[caught] - 1, stay_indptr[caught + 1]):
                        is_onward = s >= stay_indptr[caught]
                        ridden = int64(stays[s]) if is_onward else int64(caught)
                        begin = run_first_event[ridden] + (NONE_YET if is_onward else int64(there)) + 1
                        for e in range(begin, run_first_event[ridden] + run_calls[ridden]):
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


@kernel("int64 int64 int32* int32* int64 int64* int32* int32* int32* int32* int64* int32* int32*")
def seeds_within_reach(
    from_walk, to_walk, access_stop, access_s, last_departure_s,
    board_indptr, board_pattern, board_position, pattern_first_run, pattern_runs_n, pattern_departures, departures,
    seeds,
):  # fmt: skip
    """Where one can board from one origin, and the run that the last departure catches there.

    Args:
        from_walk, to_walk: the origin's walks in ``access_stop`` and ``access_s``.
        last_departure_s: the latest departure of the window.
        seeds: filled as :func:`search_departures` wants it; room for every pattern at every stop within reach.

    Returns:
        The number of seeds.
    """
    seeds_n = NONE_YET
    for at in range(from_walk, to_walk):
        stop = access_stop[at]
        walk = access_s[at]
        ready = last_departure_s + walk
        for k in range(board_indptr[stop], board_indptr[stop + 1]):
            pattern = board_pattern[k]
            position = board_position[k]
            runs_n = pattern_runs_n[pattern]
            first_run = pattern_first_run[pattern]
            first = pattern_departures[pattern] + position * runs_n
            low = first
            high = first + runs_n - 1
            while low < high:
                middle = (low + high) >> 1
                is_early = departures[middle] < ready
                high = high if is_early else middle
                low = middle + 1 if is_early else low
            seed = 6 * seeds_n
            seeds[seed] = int32(first_run + low - first)
            seeds[seed + 1] = first_run
            seeds[seed + 2] = int32(first - first_run)
            seeds[seed + 3] = position
            seeds[seed + 4] = walk
            seeds[seed + 5] = int32(departures[low] - walk)
            seeds_n += 1
    return seeds_n


def _board(boarded, stayed, stay_indptr, stays, run_end, queue, size, run, position, ride, rides_n, runs_n):
    """Catch a run at a position with so many rides before; returns the new size of the queue.

    Its vehicle may go on as another run, and so may those of later runs of its pattern: one is then at the first call
    of that run, with as many rides. ``stayed`` says so apart from ``boarded``, as from there nobody can wait for a
    later run.
    """
    before = boarded[ride * runs_n + run]
    if position >= before:
        return size
    queue[3 * size] = run
    queue[3 * size + 1] = position
    queue[3 * size + 2] = before
    for later in range(run, run_end[run]):
        if boarded[ride * runs_n + later] <= position:
            break
        for more in range(ride, rides_n):
            if boarded[more * runs_n + later] <= position:
                break
            boarded[more * runs_n + later] = position
    size += 1
    for s in range(stay_indptr[run], stay_indptr[run + 1]):
        other = stays[s]
        if stayed[ride * runs_n + other] or boarded[ride * runs_n + other] == 0:
            continue
        queue[3 * size] = other
        queue[3 * size + 1] = 0
        queue[3 * size + 2] = boarded[ride * runs_n + other]
        size += 1
        for later in range(other, run_end[other]):
            if stayed[ride * runs_n + later]:
                break
            for more in range(ride, rides_n):
                stayed[more * runs_n + later] = 1
    return size


@kernel(
    "int64 int64 int64 int64 int64 int64 int64 int32* int64* int32* int32* int32* int64* int32* int32*|int64* "
    "int64 int64 int16* uint8* int32* int32* int32* int32* int32*"
)
def search_departures(
    start_s, step_s, departures_n, longest_s, rides_n, runs_n, seeds_n, seeds,
    run_first_event, run_end, calls, departures, stay_indptr, stays, connections,
    position_bits, position_mask, boarded, stayed, queue, next_queue, arrived, latest_of, found,
):  # fmt: skip
    """Every earlier arrival by a ride at a stop from one origin, for each departure, the last departure first.

    Args:
        seeds: (seeds_n, 6), for each (stop, pattern, position) within reach of the origin: the next run to catch, going
            back in time; the first run of the pattern; where the departures of the pattern at that position stand in
            ``departures``, less that first run; position; seconds on foot; latest departure from the origin that
            catches that run.
        run_end: the run after the last of the same pattern.
        calls: (events + 1, 3), of each event: arrival, stop to get off (-1: none), where its connections begin.
        connections: run << position_bits | position.
        stay_indptr, stays: of each run, those one can stay on board to.
        boarded: (rides, runs), the last position of each run; stayed: zeros, likewise. queue, next_queue: scratch
            (events + runs + 1, 3).
        arrived: :data:`NEVER`. latest_of: -1 for each stop; filled with the last row of ``found`` that is of it.
        found: (stops * departures, 4), filled: stop, departure, earliest arrival from that departure on, and the row
            before of the same stop (-1: none). Departures descend.

    Returns:
        The number of rows of ``found``.
    """
    found_n = NONE_YET
    for m in range(departures_n - 1, -1, -1):
        departure = start_s + m * step_s
        horizon = departure + longest_s
        size = NONE_YET
        for seed in range(0, 6 * seeds_n, 6):
            while seeds[seed + 5] >= departure:
                run = seeds[seed]
                size = _board(
                    boarded, stayed, stay_indptr, stays, run_end, queue, size, run, seeds[seed + 3], NONE_YET, rides_n,
                    runs_n,
                )  # fmt: skip
                if run == seeds[seed + 1]:
                    seeds[seed + 5] = -NEVER
                else:
                    seeds[seed] = run - 1
                    seeds[seed + 5] = departures[seeds[seed + 2] + run - 1] - seeds[seed + 4]
        of_departure = found_n
        for ride in range(rides_n):
            next_size = NONE_YET
            next_ride = (ride + 1) * runs_n
            # Timetable and connections are more than a processor has beside it: without their coming ahead, waiting for
            # them takes up most of the time.
            for q in range(-CALLS_AHEAD, size):
                soon = q + CALLS_AHEAD
                if soon < size:
                    event = run_first_event[queue[3 * soon]] + 1 + queue[3 * soon + 1]
                    fetch_ahead(calls, 3 * event)
                    fetch_ahead(calls, 3 * event + LINE)
                soon = q + CONNECTIONS_AHEAD
                if 0 <= soon < size:
                    event = run_first_event[queue[3 * soon]] + 1 + queue[3 * soon + 1]
                    changes = int64(calls[3 * event + 2])
                    for c in range(changes, changes + 4 * LINE, LINE):
                        fetch_ahead(connections, c)
                if q < 0:
                    continue
                first = run_first_event[queue[3 * q]] + 1
                event = first + queue[3 * q + 1]
                changes = int64(calls[3 * event + 2])
                end = first + queue[3 * q + 2]
                while event < end:
                    arrival = calls[3 * event]
                    if arrival > horizon:
                        break
                    stop = calls[3 * event + 1]
                    event += 1
                    if stop >= 0 and arrival < arrived[stop]:
                        arrived[stop] = arrival
                        if latest_of[stop] < of_departure:
                            found[4 * found_n] = stop
                            found[4 * found_n + 1] = m
                            found[4 * found_n + 3] = latest_of[stop]
                            latest_of[stop] = found_n
                            found_n += 1
                        found[4 * latest_of[stop] + 2] = arrival
                if ride + 1 == rides_n:
                    continue
                # Connections of consecutive events follow each other; where nobody may alight there are none.
                for c in range(changes, calls[3 * event + 2]):
                    run = int32(connections[c] >> position_bits)
                    position = int32(connections[c] & position_mask)
                    if position < boarded[next_ride + run]:
                        next_size = _board(
                            boarded, stayed, stay_indptr, stays, run_end, next_queue, next_size, run, position,
                            ride + 1, rides_n, runs_n,
                        )  # fmt: skip
            size = next_size
            queue, next_queue = next_queue, queue
            if size == 0:
                break
    return found_n
