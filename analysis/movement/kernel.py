"""Compiled part of :mod:`analysis.movement`: staypoints, triplegs, spikes, locations, the entropy of a sequence.

Fixes stand by person and time; ``person_at`` says where each person begins, and where the last one ends. Times are
microseconds. Distances are great circles on a sphere of 6,371 km, as trackintel has it; what a flat measure decides
beyond doubt, one part in a thousand, is left to it.
"""

from __future__ import annotations

import math

from geo.compiling import kernel

__all__ = ["find_legs", "find_spikes", "find_stays", "join_legs", "join_near", "sum_of_new"]

RADIUS_M = 6_371_000.0
TO_RADIANS = math.pi / 180.0
NORTH_M = RADIUS_M * TO_RADIANS
SURELY_IN, SURELY_OUT = 0.999 * 0.999, 1.001 * 1.001
FLAT_TO_M, FLAT_TO_LAT = 500.0, 80.0
# Steps up to 2 km are measured flat, with the width of a degree 200 m away at most: to one part in ten thousand.
FLAT_STEP_M, SAME_LAT = 2_000.0, 0.002


def metres(lat1, lon1, lat2, lon2):
    """Great circle between two points in degrees."""
    north = math.sin((lat2 - lat1) * 0.5 * TO_RADIANS)
    east = math.sin((lon2 - lon1) * 0.5 * TO_RADIANS)
    half = north * north + math.cos(lat1 * TO_RADIANS) * math.cos(lat2 * TO_RADIANS) * east * east
    return 2.0 * RADIUS_M * math.asin(math.sqrt(half if half < 1.0 else 1.0))


@kernel(
    "int64 float64 int64 int64 int64 int64* int64* float64* float64* uint8* int64* int64* float64* float64* "
    "uint8* int64*"
)
def find_stays(
    people_n, within_m, least_us, gap_us, has_breaks, person_at, time, lat, lon, after_silence,
    first, last, mean_lat, mean_lon, is_silent, spell,
):  # fmt: skip
    """Staypoints of every person: the fixes within ``within_m`` of the first, without a silence among them.

    Args:
        after_silence: 1 where nothing is known of the time before a fix; looked at if ``has_breaks``.
        first, last, mean_lat, mean_lon, is_silent, spell: filled; half as many as fixes are enough. ``is_silent`` is 1
            where the log falls silent after the stay, or ends; ``spell`` counts the person's silences before it.

    Returns:
        How many there are; -1 where times are not in order.
    """
    found = 0
    scale = 1.0 / (within_m * within_m)
    for person in range(people_n):
        begin = person_at[person]
        end = person_at[person + 1]
        start = begin
        silences = 0
        lat0 = lat[start]
        lon0 = lon[start]
        is_flat = within_m <= FLAT_TO_M and lat0 < FLAT_TO_LAT and lat0 > -FLAT_TO_LAT
        east_m = NORTH_M * math.cos(lat0 * TO_RADIANS)
        for i in range(begin + 1, end + 1):
            silence = 1
            if i < end:
                waited = time[i] - time[i - 1]
                if waited < 0:
                    return -1
                silence = 1 if waited > gap_us or (has_breaks > 0 and after_silence[i] > 0) else 0
                if silence == 0:
                    north = (lat[i] - lat0) * NORTH_M
                    east = (lon[i] - lon0) * east_m
                    square = (north * north + east * east) * scale
                    if is_flat:
                        if square < SURELY_IN:
                            continue
                        is_near = square < SURELY_OUT or lon[i] - lon0 > 180.0 or lon0 - lon[i] > 180.0
                        if is_near and metres(lat0, lon0, lat[i], lon[i]) < within_m:
                            continue
                    elif metres(lat0, lon0, lat[i], lon[i]) < within_m:
                        continue
            if time[i - 1] - time[start] >= least_us:
                north_sum = 0.0
                east_sum = 0.0
                for k in range(start, i):
                    north_sum += lat[k] - lat0
                    turn = lon[k] - lon0
                    if turn > 180.0:
                        turn -= 360.0
                    elif turn < -180.0:
                        turn += 360.0
                    east_sum += turn
                first[found] = start
                last[found] = i - 1
                mean_lat[found] = lat0 + north_sum / (i - start)
                east = lon0 + east_sum / (i - start)
                mean_lon[found] = east - 360.0 if east > 180.0 else (east + 360.0 if east < -180.0 else east)
                is_silent[found] = silence
                spell[found] = silences
                found += 1
            if i < end:
                silences += silence
                start = i
                lat0 = lat[i]
                lon0 = lon[i]
                is_flat = within_m <= FLAT_TO_M and lat0 < FLAT_TO_LAT and lat0 > -FLAT_TO_LAT
                east_m = NORTH_M * math.cos(lat0 * TO_RADIANS)
    return found


@kernel(
    "int64 int64 int64 int64* int64* int64* float64* float64* uint8* uint8* int64* int64* int64* int64* float64* int64*"
)
def find_legs(
    people_n, gap_us, has_breaks, person_at, stay_at, time, lat, lon, is_broken, after_silence, stay_from, stay_to,
    first, last, length_m, spell,
):  # fmt: skip
    """Triplegs: fixes one after the other that are in no stay, at least two of them and not all at one point.

    Args:
        is_broken: 1 where a fix is not connected to the one before.
        stay_at, stay_from, stay_to: where the stays of each person begin, and the times of each.
        after_silence, spell: as for find_stays.
        first, last, length_m: filled; half as many as fixes are enough.

    Returns:
        How many there are.
    """
    found = 0
    for person in range(people_n):
        stay = stay_at[person]
        stays_end = stay_at[person + 1]
        begin = person_at[person]
        end = person_at[person + 1]
        start = -1
        silences = 0
        walked = 0.0
        lat0 = -1000.0
        east_m = 0.0
        i = begin
        while i <= end:
            outside = 0
            if i < end:
                while stay < stays_end and stay_to[stay] < time[i]:
                    stay += 1
                outside = 1 if stay == stays_end or time[i] < stay_from[stay] else 0
            goes_on = 1 if start >= 0 and outside == 1 and is_broken[i] == 0 and time[i] - time[i - 1] <= gap_us else 0
            if goes_on == 1:
                if lat[i] - lat0 > SAME_LAT or lat0 - lat[i] > SAME_LAT:
                    lat0 = lat[i]
                    east_m = NORTH_M * math.cos(lat0 * TO_RADIANS)
                north = (lat[i] - lat[i - 1]) * NORTH_M
                east = (lon[i] - lon[i - 1]) * east_m
                step = math.sqrt(north * north + east * east)
                is_flat = step < FLAT_STEP_M and lat0 < FLAT_TO_LAT and lat0 > -FLAT_TO_LAT
                walked += step if is_flat else metres(lat[i - 1], lon[i - 1], lat[i], lon[i])
                i += 1
                continue
            if start >= 0 and i - start >= 2 and walked > 0.0:
                first[found] = start
                last[found] = i - 1
                length_m[found] = walked
                spell[found] = silences
                found += 1
            if i < end and i > begin:
                is_silent = time[i] - time[i - 1] > gap_us or (has_breaks > 0 and after_silence[i] > 0)
                silences += 1 if is_silent else 0
            start = i if outside == 1 else -1
            walked = 0.0
            i += 1
            if outside == 0 and i < end:  # on to the end of the stay, in which no leg begins
                leaves = stay_to[stay]
                while i < end and time[i] <= leaves:
                    is_silent = time[i] - time[i - 1] > gap_us or (has_breaks > 0 and after_silence[i] > 0)
                    silences += 1 if is_silent else 0
                    i += 1
    return found


@kernel(
    "int64 int64 int64 int64* int64* int64* int64* int64* int64* int64* int64* float64* int64* int64* int64* "
    "int64* int64* int64* int64* float64*"
)
def join_legs(
    people_n, gap_us, least_us, stay_at, leg_at, stay_from, stay_to, stay_spell, leg_from, leg_to, leg_spell, leg_m,
    from_stay, to_stay, first, last, legs_n, starts, ends, length_m,
):  # fmt: skip
    """Trips of every person: legs one after the other, with the stays among them that are too short for an activity.

    Args:
        gap_us, least_us: a longer time between two is a silence; a longer stay is an activity.
        stay_at, leg_at: (people_n + 1,) where the stays and the legs of each person begin.
        from_stay, to_stay: filled with the activity that a trip begins and ends at, -1 where nobody knows.
        first, last, legs_n: filled with the first and the last leg of each trip and how many it has; as many as legs.
        starts, ends, length_m: filled with when the first of a trip begins, when the last ends, and its length.

    Returns:
        How many there are.
    """
    found = 0
    for person in range(people_n):
        stay = stay_at[person]
        leg = leg_at[person]
        is_open = 0  # a trip has begun: it has a leg or a short stay
        legs = 0
        before = -1  # what came before: a stay that is an activity, -1 for anything else
        is_on = 0
        ended = 0
        spell = -1
        while stay < stay_at[person + 1] or leg < leg_at[person + 1]:
            is_stay = 0
            if leg == leg_at[person + 1] or (stay < stay_at[person + 1] and stay_from[stay] <= leg_from[leg]):
                is_stay = 1
            begins = stay_from[stay] if is_stay > 0 else leg_from[leg]
            finishes = stay_to[stay] if is_stay > 0 else leg_to[leg]
            its_spell = stay_spell[stay] if is_stay > 0 else leg_spell[leg]
            is_on = 1 if its_spell == spell and begins - ended <= gap_us else 0
            is_activity = 1 if is_stay > 0 and finishes - begins > least_us else 0
            if is_open > 0 and (is_on == 0 or is_activity > 0):
                to_stay[found] = stay if is_on > 0 and is_activity > 0 else -1
                found += 1 if legs > 0 else 0
                is_open = 0
            if is_activity == 0:
                if is_open == 0:
                    is_open = 1
                    legs = 0
                    from_stay[found] = before if is_on > 0 else -1
                    starts[found] = begins
                    ends[found] = finishes
                    length_m[found] = 0.0
                if finishes > ends[found]:
                    ends[found] = finishes
                if is_stay == 0:
                    if legs == 0:
                        first[found] = leg
                    last[found] = leg
                    legs += 1
                    legs_n[found] = legs
                    length_m[found] += leg_m[leg]
            before = stay if is_activity > 0 else -1
            ended = finishes
            spell = its_spell
            if is_stay > 0:
                stay += 1
            else:
                leg += 1
        if is_open > 0:
            to_stay[found] = -1
            found += 1 if legs > 0 else 0
    return found


@kernel("int64 float64 int64 int64 int64* int64* float64* float64* uint8*")
def find_spikes(people_n, limit_m_s, most_fixes, most_us, person_at, time, lat, lon, is_spike):
    """Mark fixes that are impossibly far away and come back: faster there and back than ``limit_m_s``.

    Whoever goes away and does not come back is in a train or an aeroplane, and stays.

    Args:
        most_fixes, most_us: a spike is no longer than that.
        is_spike: filled with 1 for each fix to be left out; all 0 before.

    Returns:
        How many there are.
    """
    found = 0
    for person in range(people_n):
        begin = person_at[person]
        end = person_at[person + 1]
        before = begin
        for i in range(begin + 1, end):
            if is_spike[i] > 0:
                continue
            away_m = metres(lat[before], lon[before], lat[i], lon[i])
            seconds = (time[i] - time[before]) * 1e-6
            if away_m <= limit_m_s * seconds:
                before = i
                continue
            back = -1
            farthest = away_m
            for k in range(i + 1, end):
                if k - i > most_fixes or time[k] - time[i] > most_us:
                    break
                home_m = metres(lat[before], lon[before], lat[k], lon[k])
                step_m = metres(lat[k - 1], lon[k - 1], lat[k], lon[k])
                is_jump = step_m > limit_m_s * (time[k] - time[k - 1]) * 1e-6
                is_near = home_m <= limit_m_s * (time[k] - time[before]) * 1e-6
                if is_jump and is_near and 4.0 * home_m <= farthest:
                    back = k
                    break
                farthest = home_m if home_m > farthest else farthest
            if back > 0:
                for k in range(i, back):
                    is_spike[k] = 1
                    found += 1
            else:
                before = i
    return found


@kernel("int64 float64 int64* int64* float64* float64* int64*")
def join_near(people_n, within_m, person_at, order, lat, lon, root):
    """Points of one person that a chain of steps up to ``within_m`` joins get one root.

    Args:
        order: points of each person from south to north.
        root: each point itself; afterwards the lowest point of its group.

    Returns:
        0
    """
    band = (within_m + 0.001) / (RADIUS_M * TO_RADIANS)
    for person in range(people_n):
        for place in range(person_at[person], person_at[person + 1]):
            one = order[place]
            for later in range(place + 1, person_at[person + 1]):
                other = order[later]
                if lat[other] - lat[one] > band:
                    break
                first = one
                while root[first] != first:
                    root[first] = root[root[first]]
                    first = root[first]
                second = other
                while root[second] != second:
                    root[second] = root[root[second]]
                    second = root[second]
                if first != second and metres(lat[one], lon[one], lat[other], lon[other]) <= within_m:
                    if first < second:
                        root[second] = first
                    else:
                        root[first] = second
        for place in range(person_at[person], person_at[person + 1]):
            one = place
            while root[one] != one:
                one = root[one]
            root[place] = one
    return 0


@kernel("int64 int64* int64*")
def sum_of_new(n, symbols, common):
    """Σ Λ of a sequence: Λ is the length of the shortest piece from here on that was not seen, wholly, before.

    The first counts 1, the last 2; a piece that was seen up to the symbol before the last one counts one more than
    what is left, without a look at the last.

    Args:
        symbols: (n,).
        common: (n + 1,) zeros, scratch.

    Returns:
        The sum.
    """
    total = 3
    for i in range(n - 2, 0, -1):
        # common[k]: how far the sequence from i on and from k on are the same. From k downwards it may be overwritten.
        longest = 0
        for k in range(i):
            common[k] = common[k + 1] + 1 if symbols[k] == symbols[i] else 0
            inside = common[k] if common[k] < i - k else i - k
            longest = inside if inside > longest else longest
        total += n - i + 1 if longest >= n - i - 1 else longest + 1
    return total
