"""Compiled part of :mod:`analysis.transit.search.times`: from arrivals at stops on to the destinations, on foot.

What :func:`analysis.transit.search.kernel.search_departures` found is a list of arrivals, each the earliest for a
stretch of departures. Two questions are asked of it: how long it takes to each destination, as ranks over the
departures (:func:`times_at_stops`, then :func:`choose_ranks`), and for how many departures one is there in time
(:func:`departures_in_time`), which needs far less. Words and units as there; travel times are seconds of 16 bits, of
which a processor adds and compares sixteen at a time.
"""

from __future__ import annotations

from numpy import int32, int64, uint16

from geo.compiling import kernel

__all__ = ["LANES", "LONGEST_S", "WORD", "choose_ranks", "departures_in_time", "times_at_stops"]

LANES = 64
"""Rows of travel times are as long as a multiple of this: what a loop of vectors does in one go."""
LONGEST_S = 65_534
"""Longest journey: one second more, too long, is still a number of 16 bits."""
WORD = 62
_MOST = 65_535
NONE_YET = int64(0)
"""A plain 0 would be a type of its own."""


@kernel("int64 int64 int64 int64 int64 int32* uint16*")
def times_at_stops(start_s, step_s, longest_s, width, found_n, found, times):
    """Travel time from the origin to each stop that was reached, for each departure.

    An arrival holds for its own departure and all before it, as far as none is earlier: those were found after it. So
    each overwrites what was known of its departure and those before, in vectors of which the rest stays as it is.

    Args:
        found: what :func:`analysis.transit.search.kernel.search_departures` found.
        width: departures, up to a multiple of :data:`LANES`.
        times: (stops, width) uint16, ``longest_s + 1``; filled, over ``longest_s``: not in time, or no such departure.
    """
    too_long = uint16(longest_s + 1)
    step = uint16(step_s)
    for row in range(0, 4 * found_n, 4):
        at = int64(found[row]) * width
        last = uint16(found[row + 1])
        took = int64(found[row + 2]) - start_s
        first = uint16(0)
        if took > _MOST:  # the numbers of the departures before are over 16 bits
            first = uint16((took - _MOST + step_s - 1) // step_s)
        value = uint16(took)
        number = uint16(0)
        for k in range(at, at + (int64(last) & ~(LANES - 1)) + LANES):
            before = times[k]
            now = value if value < too_long else too_long
            now = now if number <= last else before
            times[k] = now if number >= first else before
            value = uint16(value - step)
            number = uint16(number + 1)
    return found_n


@kernel("int64 int64 int64 int64 int32* uint16* int64* int32* uint16* int32* int64 int64* uint16* int32*")
def choose_ranks(
    departures_n, width, destinations_n, longest_s, latest_of, times, egress_indptr, egress_stop, egress_s, walk_only,
    wanted_n, wanted, of_goal, seconds,
):  # fmt: skip
    """Fill ``seconds`` (destinations, wanted) with the wanted ranks of the travel times of one origin.

    For each rank the smallest value is found by bisection, of which as many as needed are not larger: counting is
    a loop without branches.

    Args:
        latest_of: negative for stops that were not reached. times: what :func:`times_at_stops` filled.
        egress_indptr, egress_stop, egress_s: walks to each destination: stop, and seconds (uint16).
        walk_only: seconds all the way on foot, whatever is over ``longest_s`` where too far.
        wanted: ranks, ascending. What is over ``longest_s`` becomes -1.
        of_goal: scratch, uint16 (width).
    """
    too_long = uint16(longest_s + 1)
    most = uint16(_MOST)
    spare = uint16(_MOST - longest_s - 1)
    for goal in range(destinations_n):
        on_foot = walk_only[goal]
        whole_way = uint16(on_foot if on_foot <= longest_s else longest_s + 1)
        for m in range(width):
            of_goal[m] = whole_way
        for k in range(egress_indptr[goal], egress_indptr[goal + 1]):
            stop = egress_stop[k]
            if latest_of[stop] < 0:
                continue
            at = stop * width
            walk = egress_s[k]
            if walk <= spare:
                for m in range(width):
                    there = uint16(times[at + m] + walk)
                    of_goal[m] = there if there < of_goal[m] else of_goal[m]
            else:  # a sum may be over 16 bits, and has then lost its highest
                for m in range(width):
                    there = uint16(times[at + m] + walk)
                    there = there if there >= walk else most
                    of_goal[m] = there if there < of_goal[m] else of_goal[m]
        for m in range(departures_n, width):
            of_goal[m] = most
        low = most
        top = uint16(0)
        for m in range(width):
            low = of_goal[m] if of_goal[m] < low else low
        for m in range(departures_n):
            top = of_goal[m] if of_goal[m] > top else top
        top = top if top < too_long else too_long
        for k in range(wanted_n):
            high = top
            while low < high:
                middle = uint16(low + ((high - low) >> 1))
                count = uint16(0)
                for m in range(width):
                    count = uint16(count + uint16(of_goal[m] <= middle))
                is_enough = count > wanted[k]
                high = middle if is_enough else high
                low = low if is_enough else uint16(middle + 1)
            seconds[goal * wanted_n + k] = int32(low) if low < too_long else int32(-1)
    return destinations_n


def _bits(first, last):
    """A number with the bits from ``first`` to ``last`` set, as far as they lie in it."""
    low = first if first > 0 else NONE_YET
    high = last if last < WORD else int64(WORD - 1)
    return ((int64(1) << high - low + 1) - 1) << low if high >= low else NONE_YET


def _bits_set(number):
    """How many bits of a number below 2**62 are set."""
    number -= number >> 1 & 0x5555555555555555
    number = (number & 0x3333333333333333) + (number >> 2 & 0x3333333333333333)
    number = number + (number >> 4) & 0x0F0F0F0F0F0F0F0F
    return number * 0x0101010101010101 >> 56


@kernel("int64 int64 int64 int64 int64 int64 int32* int32* int64* int32*|int64* int64 int64 int32* int64* int32*")
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
