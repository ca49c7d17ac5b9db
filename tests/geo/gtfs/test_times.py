"""Times along trips: parsed, filled in, put in order; headways, changes, boarding rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Problem
from geo.feed import Feed
from geo.gtfs.reading import read_gtfs
from geo.gtfs.text import seconds
from tests.makers.gtfs import calls, small_feed, small_tables


@pytest.fixture
def read(tmp_path: Path):
    """Read the small feed with these stop times (and tables): feed and problems by code."""

    def reader(times, **changes) -> tuple[Feed, dict[str, Problem]]:
        trips = sorted({row["trip_id"] for row in times})
        table = [{"route_id": "R7", "service_id": "daily", "trip_id": trip} for trip in trips]
        path = small_feed(tmp_path / "feed.zip", **({"stop_times": times, "trips": table} | changes))
        feed, report = read_gtfs(path)
        return feed, {problem.code: problem for problem in report.problems}

    return reader


def clock(feed: Feed, trip: int = 0) -> list[str]:
    """Arrivals of a trip as HH:MM:SS."""
    times = feed.stop_times.loc[feed.stop_times["trip_index"] == trip, "arrival_s"]
    return [f"{time // 3600:02d}:{time % 3600 // 60:02d}:{time % 60:02d}" for time in times]


@given(st.lists(st.integers(0, 200_000), max_size=20))
def test_every_time_is_read_exactly(values: list[int]):
    text = [f"{value // 3600}:{value % 3600 // 60:02d}:{value % 60:02d}" for value in values]
    assert seconds(pl.Series("time", text, dtype=pl.String)).to_list() == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7:05", 25_500), ("24:00:00", 86_400), ("28:20:00", 102_000), ("00:00:00", 0), ("7:60:00", -2), ("7.05", -2),
     ("noon", -2), ("-1:00:00", -2), ("08:00:75", -2), ("08:00:00.500", 28_800)],
)  # fmt: skip
def test_odd_times(text: str, expected: int):
    assert seconds(pl.Series("time", [text])).to_list() == [expected]


@given(st.lists(st.none() | st.from_regex(r"[0-9]{2}:[0-6][0-9]:[0-6][0-9]", fullmatch=True) | st.text(max_size=8)))
def test_a_time_is_read_alike_in_any_company(texts: list[str | None]):
    together = seconds(pl.Series("t", texts, dtype=pl.String)).to_list()
    beside_a_short_one = [seconds(pl.Series("t", [text, "7:00"], dtype=pl.String))[0] for text in texts]
    assert together == beside_a_short_one


def test_the_order_of_rows_in_the_file_does_not_matter(read):
    first = calls("A", ("A", "07:00:00"), ("B", "07:10:00"), ("C", "07:20:00"))
    later = calls("B", ("B", "08:00:00"), ("C", "08:05:00"), ("D", "08:30:00"))
    feed, problems = read([*first, *later])
    mixed = [first[2], later[0], first[0], later[2], later[1], first[1]]
    for rows in ([*later, *first], mixed):
        other, found = read(rows)
        assert other.stop_times.equals(feed.stop_times)
        assert found.keys() == problems.keys()


def test_blank_times_follow_the_distance_between_stops(read):
    stops = [
        {"stop_id": stop, "stop_name": stop, "stop_lat": 51.5 + step, "stop_lon": -3.0}
        for stop, step in (("A", 0), ("B", 0.01), ("C", 0.04), ("D", 0.05))
    ]
    feed, problems = read(calls("t", ("A", "08:00:00"), ("B", None), ("C", None), ("D", "08:50:00")), stops=stops)
    assert clock(feed) == ["08:00:00", "08:10:00", "08:40:00", "08:50:00"]
    assert feed.stop_times["is_timepoint"].tolist() == [True, False, False, True]
    assert problems["times_filled"].count == 2


def test_blank_times_follow_the_distance_along_the_line_where_it_is_given(read):
    times = calls("t", ("A", "08:00:00"), ("B", None), ("C", None), ("D", "08:50:00"))
    for row, along in zip(times, (0, 1, 2, 10), strict=True):
        row["shape_dist_traveled"] = along
    assert clock(read(times)[0]) == ["08:00:00", "08:05:00", "08:10:00", "08:50:00"]
    times[1]["shape_dist_traveled"] = ""
    assert clock(read(times)[0])[1:3] == ["08:16:40", "08:33:20"]
    times[1]["shape_dist_traveled"] = 7
    assert clock(read(times)[0])[1:3] == ["08:16:40", "08:33:20"]


def test_blank_times_at_one_place_are_spread_evenly(read):
    stops = [{"stop_id": stop, "stop_name": stop, "stop_lat": 51.5, "stop_lon": -3.0} for stop in "ABCD"]
    times = calls("t", ("A", "08:00:00"), ("B", None), ("C", None), ("D", "08:30:00"))
    assert clock(read(times, stops=stops)[0]) == ["08:00:00", "08:10:00", "08:20:00", "08:30:00"]


def test_filling_starts_at_the_departure_of_the_last_timepoint(read):
    times = calls("t", ("A", "08:00:00"), ("B", None), ("C", "08:20:00"))
    times[0]["departure_time"] = "08:10:00"
    assert clock(read(times)[0])[1] == "08:15:00"


def test_trips_without_a_first_or_last_time_are_left_out(read):
    times = calls("open", ("A", None), ("B", "08:05:00"), ("C", "08:10:00"))
    times += calls("shut", ("A", "08:00:00"), ("B", "08:05:00"), ("C", None)) + calls(
        "t", ("A", "9:00:00"), ("B", "9:05:00")
    )
    feed, problems = read(times)
    assert feed.trips["gtfs_trip_id"].tolist() == ["t"]
    assert problems["no_end_time"].count == 2
    assert "stop_times.txt row 2" in problems["no_end_time"].where


def test_one_of_arrival_and_departure_stands_for_both(read):
    times = calls("t", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"))
    times[0]["arrival_time"] = ""
    times[1]["departure_time"] = ""
    feed, problems = read(times)
    assert clock(feed) == ["08:00:00", "08:05:00", "08:10:00"]
    assert problems["half_time"].count == 2
    text = "trip_id,departure_time,stop_id,stop_sequence\nt,08:00:00,A,1\nt,08:09:00,B,2\n"
    assert clock(read(times, stop_times=text)[0]) == ["08:00:00", "08:09:00"]


def test_unreadable_times_are_blank_and_named(read):
    feed, problems = read(calls("t", ("A", "08:00:00"), ("B", "8h05"), ("C", "08:10:00")))
    assert clock(feed) == ["08:00:00", "08:05:00", "08:10:00"]
    assert problems["bad_time"].where[0].startswith("stop_times.txt row 3")


def test_small_steps_back_are_flattened_and_large_ones_left_out(read):
    times = calls("small", ("A", "08:00:00"), ("B", "08:06:00"), ("C", "08:04:00"), ("D", "08:10:00"))
    times += calls("large", ("A", "08:00:00"), ("B", "11:00:00"), ("C", "08:10:00"))
    feed, problems = read(times)
    assert feed.trips["gtfs_trip_id"].tolist() == ["small"]
    assert clock(feed) == ["08:00:00", "08:06:00", "08:06:00", "08:10:00"]
    assert problems["backwards_small"].count == 1
    assert problems["backwards"].count == 1


def test_departure_before_arrival_is_mended(read):
    times = calls("t", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"))
    times[1]["departure_time"] = "08:03:00"
    feed, _ = read(times)
    assert feed.stop_times["departure_s"].tolist() == [28_800, 29_100, 29_400]


def test_times_folded_at_midnight_are_unfolded(read):
    times = calls("t", ("A", "23:50:00"), ("B", None), ("C", "00:10:00"), ("D", "00:20:00"))
    feed, problems = read(times)
    assert clock(feed) == ["23:50:00", "24:00:00", "24:10:00", "24:20:00"]
    assert problems["midnight"].count == 2
    assert feed.departures_by_hour(date(2024, 3, 5))[[23, 24]].tolist() == [1, 2]


def test_late_trips_keep_their_hours(read):
    feed, _ = read(calls("t", ("A", "24:10:00"), ("B", "25:40:00"), ("C", "31:00:00"), ("D", "32:00:00")))
    assert clock(feed)[-1] == "32:00:00"
    assert feed.departures_by_hour(date(2024, 3, 5))[[24, 25, 29]].tolist() == [1, 1, 1]


def test_sequence_decides_and_need_not_be_consecutive(read):
    times = calls("t", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"))
    for row, place in zip(times, (5, 100, 2000), strict=True):
        row["stop_sequence"] = place
    feed, problems = read(times[::-1])
    assert clock(feed) == ["08:00:00", "08:05:00", "08:10:00"]
    assert feed.stop_times["sequence"].tolist() == [0, 1, 2]
    assert set(problems) <= {"expired", "unused_stops", "short_hours"}


def test_sequence_that_begins_again_is_put_in_order_of_time(read):
    times = calls("t", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"), ("D", "08:15:00"))
    for row, place in zip(times, (1, 2, 1, 2), strict=True):
        row["stop_sequence"] = place
    feed, problems = read(times)
    assert clock(feed) == ["08:00:00", "08:05:00", "08:10:00", "08:15:00"]
    assert problems["repeated_stop_sequence"].count == 1


def test_sequence_faults(read):
    times = calls("t", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"))
    feed, problems = read([*times, dict(times[1]), dict(times[1]) | {"stop_sequence": "x"}])
    assert len(feed.stop_times) == 3
    assert problems["repeated_stop_time"].count == 1
    assert problems["bad_stop_sequence"].count == 1
    unordered = [{key: value for key, value in row.items() if key != "stop_sequence"} for row in times]
    feed, problems = read(unordered)
    assert clock(feed) == ["08:00:00", "08:05:00", "08:10:00"]
    assert "no_stop_sequence" in problems


def test_boarding_rules(read):
    times = calls("t", ("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"), ("D", "08:15:00"))
    for row, pickup, drop_off in zip(times, (0, 1, 2, 0), (0, 0, 1, 3), strict=True):
        row |= {"pickup_type": pickup, "drop_off_type": drop_off}
    feed, _ = read(times)
    assert feed.stop_times["can_board"].tolist() == [True, False, True, False]
    assert feed.stop_times["can_alight"].tolist() == [False, True, False, True]


def test_headways(read):
    frequencies = [
        {"trip_id": "t", "start_time": "06:00:00", "end_time": "07:00:00", "headway_secs": 1200},
        {"trip_id": "t", "start_time": "25:00:00", "end_time": "26:00:00", "headway_secs": 1800, "exact_times": 1},
        {"trip_id": "t", "start_time": "06:30:00", "end_time": "08:00:00", "headway_secs": 600},
        {"trip_id": "t", "start_time": "07:00:00", "end_time": "06:00:00", "headway_secs": 600},
        {"trip_id": "t", "start_time": "07:00:00", "end_time": "08:00:00", "headway_secs": 0},
        {"trip_id": "gone", "start_time": "07:00:00", "end_time": "08:00:00", "headway_secs": 60},
    ]
    times = calls("t", ("A", "00:00:00"), ("B", "00:50:00"), ("C", "01:00:00"))
    feed, problems = read(times, frequencies=frequencies)
    assert feed.frequencies.to_numpy().tolist() == [
        [0, 21_600, 25_200, 1200, False], [0, 23_400, 28_800, 600, False], [0, 90_000, 93_600, 1800, True],
    ]  # fmt: skip
    assert problems["bad_frequency"].count == 3
    assert problems["frequencies_overlap"].count == 1
    leaves = feed.departures_s(date(2024, 3, 5))
    starts = [21_600, 22_800, 24_000, *range(23_400, 28_800, 600), 90_000, 91_800]
    assert leaves.tolist() == sorted(starts + [start + 3000 for start in starts])


def test_changes_are_spread_from_stations_to_platforms(tmp_path: Path):
    stops = [dict(row) for row in small_tables()["stops"]]
    stops[0]["parent_station"] = stops[1]["parent_station"] = "S"
    stops.append({"stop_id": "S", "stop_name": "Station", "stop_lat": 51.58, "stop_lon": -2.99, "location_type": 1})
    transfers = [
        {"from_stop_id": "S", "to_stop_id": "S", "transfer_type": 2, "min_transfer_time": 300},
        {"from_stop_id": "A", "to_stop_id": "B", "transfer_type": 2, "min_transfer_time": 60},
        {"from_stop_id": "C", "to_stop_id": "D", "transfer_type": 2, "min_transfer_time": 100},
        {"from_stop_id": "C", "to_stop_id": "D", "transfer_type": 3},
        {"from_stop_id": "D", "to_stop_id": "nowhere"},
        {"from_stop_id": "D", "to_stop_id": "C", "from_route_id": "R7", "transfer_type": 1},
        {"from_stop_id": "D", "to_stop_id": "C", "transfer_type": 4},
    ]
    feed, report = read_gtfs(small_feed(tmp_path / "a.zip", stops=stops, transfers=transfers))
    ids = feed.stops["stop_id"].to_numpy()
    found = {
        (ids[row.from_index], ids[row.to_index]): (row.transfer_type, row.min_transfer_s)
        for row in feed.transfers.itertuples()
    }
    assert found[("A", "B")] == (2, 60)
    assert found[("B", "A")] == found[("A", "A")] == (2, 300)
    assert found[("C", "D")] == (3, -1)
    assert ("D", "C") not in found
    codes = {problem.code: problem.count for problem in report.problems}
    assert codes["transfer_unknown_stop"] == 1
    assert codes["particular_transfers"] == 2


def test_shapes_only_when_asked_for(tmp_path: Path):
    shapes = [
        {"shape_id": "s", "shape_pt_lat": 51.5 + place, "shape_pt_lon": -3, "shape_pt_sequence": place}
        for place in (2, 10, 1)
    ]
    shapes.append({"shape_id": "s", "shape_pt_lat": "x", "shape_pt_lon": -3, "shape_pt_sequence": 3})
    path = small_feed(tmp_path / "a.zip", shapes=shapes)
    assert read_gtfs(path)[0].shapes is None
    feed, report = read_gtfs(path, with_shapes=True)
    assert feed.shapes["lat"].tolist() == [52.5, 53.5, 61.5]
    assert "bad_shape_points" in {problem.code for problem in report.problems}


@given(st.data())
def test_filled_times_never_run_backwards_and_keep_known_ones(data: st.DataObject):
    from geo.errors import Report
    from geo.gtfs.text import TextTable
    from geo.gtfs.times import STOP_TIME_COLUMNS, clean_stop_times

    length = data.draw(st.integers(2, 12))
    known = sorted(data.draw(st.lists(st.integers(0, 100_000), min_size=length, max_size=length)))
    shown = [True, *data.draw(st.lists(st.booleans(), min_size=length - 2, max_size=length - 2)), True]
    along = data.draw(st.lists(st.none() | st.integers(0, 50), min_size=length, max_size=length))
    text = [f"{time // 3600}:{time % 3600 // 60:02d}:{time % 60:02d}" if is_shown else None
            for time, is_shown in zip(known, shown, strict=True)]  # fmt: skip
    frame = pl.DataFrame(
        {
            "row": range(length), "trip_id": ["t"] * length, "arrival_time": text, "departure_time": text,
            "stop_id": ["A", "B"] * (length // 2) + ["A"] * (length % 2),
            "stop_sequence": [str(place) for place in range(length)],
            "pickup_type": [None] * length, "drop_off_type": [None] * length,
            "shape_dist_traveled": [None if place is None else str(place) for place in along],
        },
        schema={"row": pl.Int64} | dict.fromkeys(STOP_TIME_COLUMNS, pl.String),
    )  # fmt: skip
    stops = pl.DataFrame({"stop_id": ["A", "B"], "lat": [51.5, 51.6], "lon": [-3.0, -3.0]})
    trips = pl.DataFrame({"gtfs_trip_id": ["t"], "row": [2]})
    clean = clean_stop_times(TextTable("stop_times.txt", frame, STOP_TIME_COLUMNS), trips, stops, Report("a", "b"))
    arrival = clean.frame["arrival_s"].to_numpy()
    assert (np.diff(arrival) >= 0).all()
    assert [time for time, is_shown in zip(arrival, shown, strict=True) if is_shown] == [
        time for time, is_shown in zip(known, shown, strict=True) if is_shown
    ]
