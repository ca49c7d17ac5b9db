"""Compiled part of :mod:`geo.gtfs.streaming.ordering`."""

from __future__ import annotations

from numpy import int64

from geo.compiling import kernel

__all__ = ["check_calls", "lay_out_calls"]


@kernel("int64 int32* int32* int32* int32* int32* int32* int32* int32* int32* int64*")
def check_calls(n, trip_code, stop_code, trip_of, stop_of, arrival, departure, place, begins, calls_n, found):
    """Look through rows of stop times until one is met that needs mending.

    Args:
        n: rows. trip_code, stop_code: (n,) which id each has.
        trip_of, stop_of: the index of each id, -1 where it has none.
        arrival, departure: (n,) seconds, -1 where blank. place: (n,) numbers that are to rise along a trip.
        begins: (trips,) all -1; filled with the first row of each trip.
        calls_n: (trips,) all 0; filled with its rows but for those that go on at the stop of the row before.
        found: (1,) filled with the number of those.

    Returns:
        1 where all rows are in order, 0 where one is not.
    """
    trip_before = int64(-1)
    stop_before = int64(-1)
    place_before = int64(-1)
    leaves = int64(-1)
    again_n = int64(0)
    for at in range(n):
        trip = int64(trip_of[trip_code[at]])
        stop = int64(stop_of[stop_code[at]])
        arrives = int64(arrival[at])
        if trip < 0 or stop < 0 or arrives < 0 or departure[at] < arrives:
            return 0
        if trip != trip_before:
            if begins[trip] >= 0:
                return 0
            begins[trip] = at
            calls_n[trip] = 1
        else:
            if place[at] <= place_before or arrives < leaves:
                return 0
            if stop == stop_before:
                again_n += 1
            else:
                calls_n[trip] += 1
        trip_before = trip
        stop_before = stop
        place_before = int64(place[at])
        leaves = int64(departure[at])
    found[0] = again_n
    return 1


@kernel(
    "int64 int64 int32* int32* int32* int32* int32* int32* int32* uint8* uint8* int32* int32* int32* int32* "
    "int32* int32* int32* int32* uint8* uint8* int32*"
)
def lay_out_calls(
    n, trips_n, trip_code, stop_code, trip_of, stop_of, arrival, departure, row, no_pickup, no_drop_off, begins,
    calls_n, new_trip, new_stop, sequence, new_arrival, new_departure, new_row, can_board, can_alight, again_rows,
):  # fmt: skip
    """Lay out the calls of trips that have at least two, trip by trip; rows that go on with a call become part of it.

    Args:
        n, trips_n: rows and trips. row: (n,) their numbers in the file. no_pickup, no_drop_off: (n,) 1 where it is so.
        begins, calls_n: (trips,) as :func:`check_calls` found them; the columns before are those it was given.
        new_trip, new_stop, sequence, new_arrival, new_departure, new_row, can_board, can_alight: filled, one a call.
        again_rows: filled with the numbers of rows that go on with a call.

    Returns:
        how many of those there are.
    """
    call = int64(-1)
    again_n = int64(0)
    for trip in range(trips_n):
        if calls_n[trip] < 2:
            continue
        first = call + 1
        at = int64(begins[trip])
        code = trip_code[at]
        stop_before = int64(-1)
        while at < n and trip_code[at] == code:
            stop = int64(stop_of[stop_code[at]])
            if stop == stop_before:
                again_rows[again_n] = row[at]
                again_n += 1
            else:
                call += 1
                new_trip[call] = trip
                new_stop[call] = stop
                sequence[call] = call - first
                new_arrival[call] = arrival[at]
                new_row[call] = row[at]
                can_board[call] = 0
                can_alight[call] = 0
                stop_before = stop
            new_departure[call] = departure[at]
            if no_pickup[at] == 0:
                can_board[call] = 1
            if no_drop_off[at] == 0:
                can_alight[call] = 1
            at += 1
        can_board[call] = 0
        can_alight[first] = 0
    return again_n
