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

from geo.compiling import PART, Kernel

__all__ = [
    "NEVER",
    "NOT_CAUGHT",
    "WORD",
    "arrivals_from_stops",
    "choose_ranks",
    "departures_in_time",
    "search_departures",
    "useful_changes",
]

NEVER = 2**31 - 1
NOT_CAUGHT = 32767
TILE = 16
WORD = 62
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


@njit(**PART)
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


@Kernel
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
            for q in range(size):
                first = run_first_event[queue[3 * q]] + 1
                for event in range(first + queue[3 * q + 1], first + queue[3 * q + 2]):
                    arrival = calls[3 * event]
                    if arrival > horizon:
                        break
                    stop = calls[3 * event + 1]
                    if stop < 0:
                        continue
                    if arrival < arrived[stop]:
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
                    for c in range(calls[3 * event + 2], calls[3 * event + 5]):
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


@Kernel
def arrivals_from_stops(
    start_s, step_s, departures_n, destinations_n, longest_s, found_n, found,
    egress_indptr, egress, egress_bits, egress_mask, at_destination, arrivals,
):  # fmt: skip
    """Earliest arrival by a ride at every destination for each departure.

    Args:
        found: what :func:`search_departures` found.
        egress: of each stop, destination << egress_bits | seconds, ascending by seconds.
        at_destination: :data:`NEVER`.
        arrivals: (departures, destinations), filled; later than ``longest_s`` after the departure may be
            :data:`NEVER`.
    """
    row = NONE_YET
    for m in range(departures_n - 1, -1, -1):
        horizon = start_s + m * step_s + longest_s
        while row < found_n and found[4 * row + 1] == m:
            stop = found[4 * row]
            arrival = found[4 * row + 2]
            row += 1
            for k in range(egress_indptr[stop], egress_indptr[stop + 1]):
                pair = egress[k]
                there = arrival + (pair & egress_mask)
                if there > horizon:
                    break
                goal = pair >> egress_bits
                before = at_destination[goal]
                at_destination[goal] = there if there < before else before  # without a branch: nobody can guess it
        for destination in range(destinations_n):
            arrivals[m * destinations_n + destination] = at_destination[destination]
    return departures_n


@njit(**PART)
def _bits(first, last):
    """A number with the bits from ``first`` to ``last`` set, as far as they lie in it."""
    low = first if first > 0 else NONE_YET
    high = last if last < WORD else int64(WORD - 1)
    return ((int64(1) << high - low + 1) - 1) << low if high >= low else NONE_YET


@njit(**PART)
def _bits_set(number):
    """How many bits of a number below 2**62 are set."""
    number -= number >> 1 & 0x5555555555555555
    number = (number & 0x3333333333333333) + (number >> 2 & 0x3333333333333333)
    number = number + (number >> 4) & 0x0F0F0F0F0F0F0F0F
    return number * 0x0101010101010101 >> 56


@Kernel
def departures_in_time(
    start_s, step_s, departures_n, longest_s, destinations_n, stops_n, found, latest_of,
    egress_indptr, egress, egress_bits, egress_mask, stretches, in_time, counts,
):  # fmt: skip
    """For how many departures a ride brings one to each destination in time.

    What is left of the longest journey at a stop says how far one can walk from there. Between two arrivals that were
    found what is left falls by a step with each departure: such a *stretch* of departures has the same odd seconds.
    So the departures that leave time for a walk are a set that loses one departure of each stretch with each step that
    the walk is longer, in the order of their odd seconds. A set is two numbers of :data:`WORD` bits; longer windows are
    counted part by part.

    Args:
        found, latest_of: what :func:`search_departures` found.
        egress: of each stop, destination << egress_bits | seconds, ascending by seconds.
        stretches: scratch (departures, 4).
        in_time: scratch (destinations, 2).
        counts: zeros, raised for each destination.
    """
    for base in range(0, departures_n, 2 * WORD):
        for k in range(2 * destinations_n):
            in_time[k] = 0
        for stop in range(stops_n):
            row = latest_of[stop] if egress_indptr[stop] < egress_indptr[stop + 1] else -1
            stretches_n = NONE_YET
            earlier = NONE_YET
            early, late = NONE_YET, NONE_YET
            most, least = NONE_YET - 1, int64(longest_s)
            while row >= 0:
                last = found[4 * row + 1] - base
                left = start_s + (last + base) * step_s + longest_s - found[4 * row + 2]
                row = found[4 * row + 3]
                steps = left // step_s
                first = last - steps if last - steps > earlier else earlier
                earlier = last + 1
                early |= _bits(first, last)
                late |= _bits(first - WORD, last - WORD)
                most = left if left > most else most
                end = left - (last - first) * step_s
                least = end if end < least else least
                # The stretch with the fewest odd seconds comes first.
                odd = left - steps * step_s
                place = 4 * stretches_n
                stretches_n += 1
                while place > 0 and stretches[place - 4] > odd:
                    for k in range(place, place + 4):
                        stretches[k] = stretches[k - 4]
                    place -= 4
                stretches[place] = odd
                stretches[place + 1] = last - steps
                stretches[place + 2] = first
                stretches[place + 3] = last
            whole = least // step_s
            next_to_go = NONE_YET
            for k in range(egress_indptr[stop], egress_indptr[stop + 1]):
                pair = egress[k]
                walk = pair & egress_mask
                if walk > most:
                    break
                while whole * step_s + stretches[next_to_go] < walk:
                    gone = stretches[next_to_go + 1] + whole
                    if stretches[next_to_go + 2] <= gone <= stretches[next_to_go + 3]:
                        early &= ~_bits(gone, gone)
                        late &= ~_bits(gone - WORD, gone - WORD)
                    next_to_go += 4
                    if next_to_go == 4 * stretches_n:
                        next_to_go = NONE_YET
                        whole += 1
                goal = pair >> egress_bits << 1
                in_time[goal] |= early
                in_time[goal + 1] |= late
        for goal in range(destinations_n):
            counts[goal] += int32(_bits_set(in_time[2 * goal]) + _bits_set(in_time[2 * goal + 1]))
    return destinations_n


@Kernel
def choose_ranks(
    departures_n, destinations_n, arrivals, walk_only, start_s, step_s, wanted_n, wanted, longest_s, tile, seconds
):  # fmt: skip
    """Fill ``seconds`` (destinations, wanted) with the wanted ranks of the travel times of one origin.

    For each rank the smallest value is found by bisection, of which as many as needed are not larger: counting is
    a loop without branches, which processors do eight at a time where it stays in numbers of 32 bits.

    Args:
        arrivals: (departures, destinations), the earliest arrival by a ride, or :data:`NEVER`.
        walk_only: seconds all the way on foot, :data:`NEVER` where too far.
        wanted: ranks, ascending. What is over ``longest_s`` becomes -1.
        tile: scratch (``TILE``, departures).
    """
    for first in range(0, destinations_n, TILE):
        last = first + TILE if first + TILE < destinations_n else destinations_n
        for m in range(departures_n):
            leaves = start_s + m * step_s
            for i in range(first, last):
                there = int32(arrivals[m * destinations_n + i] - leaves)
                tile[(i - first) * departures_n + m] = there if there < walk_only[i] else walk_only[i]
        for i in range(first, last):
            row = (i - first) * departures_n
            low = tile[row]
            top = tile[row]
            for m in range(row, row + departures_n):
                low = tile[m] if tile[m] < low else low
                top = tile[m] if tile[m] > top else top
            top = top if top <= longest_s else int32(longest_s + 1)
            for k in range(wanted_n):
                high = top
                while low < high:
                    middle = int32((low + high) >> 1)
                    count = int32(0)
                    for m in range(row, row + departures_n):
                        count = int32(count + int32(tile[m] <= middle))
                    if count > wanted[k]:
                        high = middle
                    else:
                        low = int32(middle + 1)
                seconds[i * wanted_n + k] = low if low <= longest_s else -1
    return destinations_n
