"""Compiled part of :mod:`geo.gtfs.streaming.stop_times`: the bytes of whole rows to numbers, in one pass."""

from __future__ import annotations

from numpy import int64, uint8

from geo.compiling import kernel

__all__ = ["read_calls"]

NEWLINE, RETURN, SPACE, QUOTE, MINUS, POINT, COMMA, ZERO, NINE, COLON, LETTER_A, LETTER_N = (
    10, 13, 32, 34, 45, 46, 44, 48, 57, 58, 65, 78,
)  # fmt: skip
BEYOND_ASCII = 128
TRIP, ARRIVAL, DEPARTURE, STOP, SEQUENCE, PICKUP, DROP_OFF, ALONG = 1, 2, 3, 4, 5, 6, 7, 8
BLANK = -1
NOT_PLAIN = -2
NOT_A_NUMBER = float("nan")
LONGEST_SEARCH = 500
"""Ids that share a beginning in the table; where more do, they were made to."""
FNV_PRIME = 1099511628211
MOST_DIGITS = 15
"""That many are exact as float64, and so is a power of ten up to 22: their quotient is rounded once."""


def whole_number(text, begin, end):
    """The digits as a number, -2 where anything else stands there or they are more than nine."""
    if end - begin > 9 or end <= begin:
        return int64(NOT_PLAIN)
    number = int64(0)
    for at in range(begin, end):
        if text[at] < ZERO or text[at] > NINE:
            return int64(NOT_PLAIN)
        number = number * 10 + text[at] - ZERO
    return number


def seconds_of(text, begin, end):
    """H:MM:SS or H:MM with up to three digits of hours as seconds after midnight, -2 for anything else."""
    colon = begin
    while colon < end and text[colon] != COLON:
        colon += 1
    second = colon + 1
    while second < end and text[second] != COLON:
        second += 1
    hours = whole_number(text, begin, colon)
    minutes = whole_number(text, colon + 1, second)
    rest = int64(0)
    if second < end:
        rest = whole_number(text, second + 1, end)
        if end - second > 3:
            rest = int64(NOT_PLAIN)
    if hours < 0 or minutes < 0 or rest < 0 or colon - begin > 3 or second - colon > 3 or minutes > 59 or rest > 59:
        return int64(NOT_PLAIN)
    return hours * 3600 + minutes * 60 + rest


def clock_of(text, at):
    """The eight bytes from ``at`` on as seconds after midnight where they are HH:MM:SS, -2 for anything else."""
    if text[at + 2] != COLON or text[at + 5] != COLON:
        return int64(NOT_PLAIN)
    hour_tens, hour = int64(text[at]) - ZERO, int64(text[at + 1]) - ZERO
    minute_tens, minute = int64(text[at + 3]) - ZERO, int64(text[at + 4]) - ZERO
    second_tens, second = int64(text[at + 6]) - ZERO, int64(text[at + 7]) - ZERO
    below = hour_tens | hour | minute_tens | minute | second_tens | second
    above = (9 - hour_tens) | (9 - hour) | (5 - minute_tens) | (9 - minute) | (5 - second_tens) | (9 - second)
    if below < 0 or above < 0:
        return int64(NOT_PLAIN)
    return hour_tens * 36000 + hour * 3600 + minute_tens * 600 + minute * 60 + second_tens * 10 + second


def is_alike(text, at, until, ids, first):
    """Whether the bytes of ``text`` from ``at`` to ``until`` are those of ``ids`` from ``first`` on."""
    differ = uint8(0)
    for place in range(until - at):
        differ = uint8(differ | uint8(text[at + place] ^ ids[first + place]))
    return differ == 0


def code_of(text, begin, end, slots, ids, starts, hashes, places, counts):
    """The number of an id, a new one where it is met for the first time; -2 where the search for it is too long."""
    mark = counts[3]
    for at in range(begin, end):
        mark = (mark ^ text[at]) * FNV_PRIME
    mark = mark ^ (mark >> 31)
    place = mark & (slots - 1)
    tried = 0
    while places[place] >= 0:
        code = int64(places[place])
        first = starts[code]
        if hashes[code] == mark and starts[code + 1] - first == end - begin:
            at = begin
            while at < end and text[at] == ids[first + at - begin]:
                at += 1
            if at == end:
                return code
        place = (place + 1) & (slots - 1)
        tried += 1
        if tried > LONGEST_SEARCH:
            return int64(NOT_PLAIN)
    new = counts[1]
    first = starts[new]
    for at in range(begin, end):
        ids[first + at - begin] = text[at]
    starts[new + 1] = first + end - begin
    hashes[new] = mark
    places[place] = new
    counts[1] = new + 1
    return new


@kernel(
    "int64 int64 int64 uint8* int64* float64* uint8* int64* int64* int32* int32* int32* int32* int32* int32* "
    "int32* uint8* uint8* float64* int32* int64*"
)
def read_calls(
    length, width, slots, text, roles, powers, ids, starts, hashes, places, follows, trip, stop, arrival, departure,
    sequence, pickup, drop_off, along, row, counts,
):  # fmt: skip
    """Read rows of stop times until the text ends or a cell is met that needs judgement.

    Args:
        length, width: bytes of the text, which ends with a new line; cells of a row.
        slots: places in the table of ids, a power of two, at least twice the ids there can be.
        text: (length,) bytes. roles: (width,) what each column holds, 0 for what is not read.
        powers: (23,) powers of ten.
        ids, starts, hashes, places: the ids met so far, one after another, where each begins, and the table of them.
        follows: by the number of a stop the one that came after it last, -1 where none did.
        trip, stop: filled with the numbers of ids, -1 where blank. arrival, departure: seconds, -1 where blank.
        sequence: whole numbers. pickup, drop_off: 1 where the cell says 1, else 0. along: not a number where blank.
        row: filled with numbers of rows as a spreadsheet shows them.
        counts: (4,) rows filled, ids met, the number of the next row, where hashes begin.

    Returns:
        1 where all was read, 0 where a cell needs judgement.
    """
    at = 0
    n = 0
    number = counts[2]
    last_trip = int64(-1)
    last_stop = int64(-1)
    while at < length:
        column = 0
        is_blank = 1
        is_open = 1
        trip_code = int64(-1)
        stop_code = int64(-1)
        arrives = int64(BLANK)
        leaves = int64(BLANK)
        place = int64(NOT_PLAIN)
        has_place = 1
        no_pickup = int64(0)
        no_drop_off = int64(0)
        distance = NOT_A_NUMBER
        while is_open == 1:
            if column >= width:
                return 0
            begin = at
            role = roles[column]
            column += 1
            guess = int64(-1)
            if role == TRIP:  # most rows go on with the trip of the row before
                guess = last_trip
            elif role == STOP and last_stop >= 0:  # and to the stop that follows in another
                guess = int64(follows[last_stop])
            if guess >= 0:
                until = at + starts[guess + 1] - starts[guess]
                if until < length and text[until] == COMMA and is_alike(text, at, until, ids, starts[guess]):
                    if role == TRIP:
                        trip_code = guess
                    else:
                        stop_code = guess
                    is_blank = 0
                    at = until + 1
                    continue
            elif (role == ARRIVAL or role == DEPARTURE) and at + 8 < length and text[at + 8] == COMMA:  # noqa: SIM109
                clock = clock_of(text, at)
                if clock >= 0:
                    if role == ARRIVAL:
                        arrives = clock
                    else:
                        leaves = clock
                    is_blank = 0
                    at += 9
                    continue
            if text[at] == QUOTE:
                begin = at + 1
                at = begin
                while text[at] != QUOTE and text[at] != NEWLINE:
                    at += 1
                if text[at] == NEWLINE:
                    return 0
                end = at
                at += 1
                if text[at] == RETURN:
                    at += 1
                    if text[at] != NEWLINE:
                        return 0
                if text[at] != COMMA and text[at] != NEWLINE:
                    return 0
            else:
                while text[at] != COMMA and text[at] != NEWLINE:
                    if text[at] == QUOTE:
                        return 0
                    at += 1
                end = at
                if text[at] == NEWLINE and end > begin and text[end - 1] == RETURN:
                    end -= 1
            if text[at] == NEWLINE:
                is_open = 0
            at += 1
            if role == SEQUENCE:
                has_place = 0
            if role == 0 or end == begin:
                continue
            is_blank = 0
            first = text[begin]
            last = text[end - 1]
            if first <= SPACE or last <= SPACE or first >= BEYOND_ASCII or last >= BEYOND_ASCII:
                return 0
            if role == TRIP:
                if last_trip >= 0 and starts[last_trip + 1] - starts[last_trip] == end - begin:
                    byte = begin
                    known = starts[last_trip] - begin
                    while byte < end and text[byte] == ids[known + byte]:
                        byte += 1
                    if byte == end:
                        trip_code = last_trip
                if trip_code < 0:
                    trip_code = code_of(text, begin, end, slots, ids, starts, hashes, places, counts)
                    if trip_code < 0:
                        return 0
                    last_trip = trip_code
            elif role == STOP:
                stop_code = code_of(text, begin, end, slots, ids, starts, hashes, places, counts)
                if stop_code < 0:
                    return 0
            elif role == ARRIVAL:
                arrives = seconds_of(text, begin, end)
                if arrives < 0:
                    return 0
            elif role == DEPARTURE:
                leaves = seconds_of(text, begin, end)
                if leaves < 0:
                    return 0
            elif role == SEQUENCE:
                place = whole_number(text, begin, end)
                if place < 0:
                    return 0
                has_place = 1
            elif role == PICKUP or role == DROP_OFF:  # noqa: SIM109 - a tuple would be compiled
                kind = int64(0)
                if end - begin == 1:
                    kind = int64(first) - ZERO
                elif first < LETTER_A:
                    return 0
                if kind == 1 and role == PICKUP:
                    no_pickup = int64(1)
                elif kind == 1:
                    no_drop_off = int64(1)
            elif end - begin == 2 and first == LETTER_N and last == LETTER_A:
                distance = NOT_A_NUMBER
            else:
                byte = begin
                sign = 1.0
                if first == MINUS:
                    sign = -1.0
                    byte += 1
                digits = 0
                behind = 0
                is_behind = 0
                value = int64(0)
                if text[byte] == POINT or last == POINT:
                    return 0
                while byte < end:
                    if text[byte] == POINT and is_behind == 0:
                        is_behind = 1
                    elif text[byte] >= ZERO and text[byte] <= NINE:
                        value = value * 10 + text[byte] - ZERO
                        digits += 1
                        behind += is_behind
                    else:
                        return 0
                    byte += 1
                if digits == 0 or digits > MOST_DIGITS:
                    return 0
                distance = sign * value / powers[behind]
        if column != width:
            return 0
        if is_blank == 0:
            if has_place == 0:
                return 0
            if last_stop >= 0:
                follows[last_stop] = stop_code
            last_stop = stop_code
            trip[n] = trip_code
            stop[n] = stop_code
            arrival[n] = arrives
            departure[n] = leaves
            sequence[n] = place
            pickup[n] = no_pickup
            drop_off[n] = no_drop_off
            along[n] = distance
            row[n] = number
            n += 1
        number += 1
    counts[0] = n
    counts[2] = number
    return 1
