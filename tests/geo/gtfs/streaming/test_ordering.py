"""Rows that need no mending are put in order by two passes, and come out as the steps for any rows put them."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from geo.errors import Report
from geo.gtfs import times
from geo.gtfs.streaming import stop_times as streaming

HEADER = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n"
TRIPS = pl.DataFrame({"gtfs_trip_id": ["a", "b", "c"], "row": [2, 3, 4]})
STOPS = pl.DataFrame({"stop_id": ["X", "Y", "Z"], "lat": [51.0, 51.01, 51.02], "lon": [-3.0, -3.0, -3.0]})
IN_ORDER = "b,08:00:00,08:00:00,X,1,0,1\nb,08:05:00,08:06:00,Y,5,1,0\nb,08:09:00,08:09:00,Z,7,,\n"
WAITS = "a,09:00:00,09:00:00,X,1,1,0\na,09:01:00,09:04:00,X,2,0,1\na,09:09:00,09:09:00,Y,3,0,0\n"
TIDY = {
    "in order": IN_ORDER,
    "trips in any order, a wait in two rows": IN_ORDER + WAITS,
    "a trip that only waits": IN_ORDER + "c,10:00:00,10:00:00,Y,1,,\nc,10:05:00,10:05:00,Y,2,,\n",
    "a trip of one call": IN_ORDER + "c,10:00:00,10:00:00,Y,1,,\n",
    "round and back": "a,09:00:00,09:00:00,X,1,,\na,09:01:00,09:04:00,Y,2,,\na,09:09:00,09:09:00,X,3,,\n",
}
FOR_MENDING = {
    "a blank time": IN_ORDER.replace("08:05:00,08:06:00", ","),
    "an arrival alone": IN_ORDER.replace("08:06:00", ""),
    "times backwards": IN_ORDER.replace("08:09", "08:05"),
    "out before in": IN_ORDER.replace("08:06", "08:04"),
    "places fall": IN_ORDER.replace("Z,7", "Z,4"),
    "a place twice": IN_ORDER.replace("Z,7", "Z,5"),
    "a trip in two pieces": IN_ORDER + WAITS + "b,08:20:00,08:20:00,X,9,,\n",
    "an unknown trip": IN_ORDER + "d,10:00:00,10:00:00,Y,1,,\n",
    "an unknown stop": IN_ORDER.replace(",Y,", ",W,"),
    "no stop": IN_ORDER.replace(",Y,", ",,"),
}


def cleaned(content: str, *, careful: bool) -> tuple[times.CleanTimes, list[str]]:
    table = streaming.read_pieces(iter([(HEADER + content).encode()]))
    assert table is not None
    report = Report("", "")
    with pytest.MonkeyPatch.context() as patch:
        if careful:
            patch.setattr(times, "ordered_calls", lambda *_: None)
        return times.clean_stop_times(table, TRIPS, STOPS, report), [repr(one) for one in report.problems]


def assert_alike(content: str) -> None:
    (quick, told), (slow, said) = cleaned(content, careful=False), cleaned(content, careful=True)
    assert told == said
    assert quick.is_kept.tolist() == slow.is_kept.tolist()
    assert_frame_equal(quick.frame, slow.frame)


@pytest.mark.parametrize("content", [*TIDY.values(), *FOR_MENDING.values()], ids=[*TIDY, *FOR_MENDING])
def test_two_passes_take_what_is_tidy_and_leave_the_rest(content: str):
    table = streaming.read_pieces(iter([(HEADER + content).encode()]))
    assert table is not None
    of_trips, of_stops = (
        np.array([known.index(one) if one in known else -1 for one in table.frame[name].dtype.categories], np.int32)
        for name, known in (("trip_id", ["a", "b", "c"]), ("stop_id", ["X", "Y", "Z"]))
    )
    ordered = times.ordered_calls(table.frame, of_trips, of_stops, 3)
    assert (ordered is not None) == (content in TIDY.values())
    assert_alike(content)


def test_a_wait_in_two_rows_is_boarded_and_left_by_either(monkeypatch: pytest.MonkeyPatch):
    quick, _ = cleaned(WAITS, careful=False)
    wait = quick.frame.row(0, named=True)
    assert (wait["arrival_s"], wait["departure_s"], wait["can_board"], wait["can_alight"]) == (
        32400,
        32640,
        True,
        False,
    )
    assert quick.frame["sequence"].to_list() == [0, 1]


@given(
    st.lists(
        st.tuples(*(st.sampled_from(each) for each in ("abc", range(4), range(4), "XYZ", range(6), "01", "01"))),
        min_size=1, max_size=8,
    )
)  # fmt: skip
def test_any_rows_come_out_as_by_the_careful_steps(rows: list[tuple]):
    assert_alike("".join(
        f"{trip},08:0{arrives}:00,08:0{leaves}:00,{stop},{place},{board},{alight}\n"
        for trip, arrives, leaves, stop, place, board, alight in sorted(rows, key=lambda one: one[0])
    ))  # fmt: skip
