"""A timetable written as GTFS reads back equal, and is valid to a program that is not ours."""

from __future__ import annotations

import dataclasses
import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from geo.errors import UsageError
from geo.feed import Feed
from geo.gtfs.merge import keep_trips
from geo.gtfs.reading import merge_feeds, read_gtfs
from geo.gtfs.write import write_gtfs
from tests.makers.gtfs import calls, service, small_feed, small_tables
from tests.oracles.timetables import assert_equal, validated


def full_tables() -> dict:
    """Everything a timetable may have: a station, a night bus, boarding rules, headways, exceptions, a course."""
    tables = small_tables()
    station = {"stop_id": "ST", "stop_name": "Café “Central”, Newport", "stop_lat": 51.588, "stop_lon": -3.0,
               "location_type": 1}  # fmt: skip
    platform = {"stop_id": "P1", "stop_name": "Platform 1", "stop_lat": 51.5881, "stop_lon": -3.0003,
                "parent_station": "ST", "stop_code": "nwp1"}  # fmt: skip
    night = calls("night", ("A", "23:50:00"), ("P1", "24:10:00"), ("D", "25:05:30"))
    night[1] |= {"departure_time": "24:12:00", "pickup_type": 1}
    night[0] |= {"drop_off_type": 1}
    trips = [
        {"route_id": "R7", "service_id": "daily", "trip_id": "t1", "direction_id": 0, "trip_headsign": "Bettws",
         "shape_id": "s1", "block_id": "b1"},
        {"route_id": "R7", "service_id": "daily", "trip_id": "t2", "direction_id": 1, "block_id": "b1"},
        {"route_id": "N1", "service_id": "fridays", "trip_id": "night"},
        {"route_id": "N1", "service_id": "odd days", "trip_id": "often"},
    ]  # fmt: skip
    return tables | {
        "agency": [{"agency_id": one, "agency_name": f"Bus {one}", "agency_url": "https://example.org",
                    "agency_timezone": "Europe/London"} for one in ("NB", "OTHER")],
        "stops": [*tables["stops"], station, platform],
        "routes": [*tables["routes"], {"route_id": "6491", "agency_id": "OTHER", "route_short_name": "N1-6491",
                                       "route_type": 200}],
        "trips": [one | {"route_id": "6491"} if one["route_id"] == "N1" else one for one in trips],
        "stop_times": [*tables["stop_times"], *night, *calls("often", ("A", "06:00:00"), ("P1", "06:20:00"))],
        "calendar": [service("daily"), service("fridays", "0000100", "20240301", "20240630")],
        "calendar_dates": [
            {"service_id": "odd days", "date": "20240305", "exception_type": 1},
            {"service_id": "odd days", "date": "20240310", "exception_type": 1},
            {"service_id": "daily", "date": "20241225", "exception_type": 2},
        ],
        "frequencies": [{"trip_id": "often", "start_time": "06:00:00", "end_time": "25:00:00", "headway_secs": 900,
                         "exact_times": 1}],
        "transfers": [{"from_stop_id": "ST", "to_stop_id": "A", "transfer_type": 2, "min_transfer_time": 180},
                      {"from_stop_id": "B", "to_stop_id": "A", "transfer_type": 3},
                      {"from_trip_id": "t2", "to_trip_id": "night", "transfer_type": 4},
                      {"from_trip_id": "t1", "to_trip_id": "t2", "transfer_type": 5}],
        "shapes": [{"shape_id": "s1", "shape_pt_lat": 51.58 + 0.001 * n, "shape_pt_lon": -2.99 - 0.0001 * n,
                    "shape_pt_sequence": n} for n in range(5)],
    }  # fmt: skip


def written(feed: Feed, folder: Path, name: str = "out.zip") -> Feed:
    return read_gtfs(write_gtfs(feed, folder / name), with_shapes=True)[0]


def test_a_timetable_reads_back_equal(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip", **full_tables()), with_shapes=True)
    back = written(feed, tmp_path)
    assert_equal(feed, back)
    assert back.routes["route_label"].tolist() == ["N1", "7"]
    assert back.stops["parent_index"].tolist() == feed.stops["parent_index"].tolist() != [-1] * len(feed.stops)
    assert back.stop_times["departure_s"].max() == 25 * 3600 + 5 * 60 + 30
    friday = date(2024, 3, 8)
    assert set(back.trips["gtfs_trip_id"][back.trips_on(friday)]) == {"t1", "t2", "night"}
    assert not back.trips_on(date(2024, 12, 25)).any()


def test_equal_timetables_give_equal_bytes(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip", **full_tables()), with_shapes=True)
    first, second = write_gtfs(feed, tmp_path / "a.zip"), write_gtfs(feed, tmp_path / "b.zip")
    assert first.read_bytes() == second.read_bytes()


def test_merged_timetables_stay_apart(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip", **full_tables()), with_shapes=True)
    both = merge_feeds([feed, feed])
    back = written(both, tmp_path)
    assert len(back.trips) == 2 * len(feed.trips)
    assert set(back.stops["stop_id"]) == set(both.stops["stop_id"])
    assert sorted(back.routes["route_label"]) == ["7", "7", "N1", "N1"]
    day = date(2024, 3, 5)
    np.testing.assert_array_equal(back.departures_by_hour(day), both.departures_by_hour(day))


def test_filled_in_times_stay_as_they_are(tmp_path: Path) -> None:
    blank = calls("t1", ("A", "08:00:00"), ("B", None), ("D", "08:31:00"))
    trips = [{"route_id": "R7", "service_id": "daily", "trip_id": "t1"}]
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip", trips=trips, stop_times=blank))
    back = written(feed, tmp_path)
    assert back.stop_times["arrival_s"].tolist() == feed.stop_times["arrival_s"].tolist()


def test_a_timetable_without_an_operator_can_be_written(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip", agency=None))
    back = written(feed, tmp_path)
    assert back.agencies["agency_timezone"].tolist() == ["Europe/London"]
    assert len(back.trips) == 2


def test_what_gtfs_cannot_say_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip"))
    early = dataclasses.replace(feed, stop_times=feed.stop_times.assign(arrival_s=-60))
    with pytest.raises(UsageError, match="before 00:00"):
        write_gtfs(early, tmp_path / "out.zip")
    with pytest.raises(UsageError, match="no trips"):
        write_gtfs(keep_trips(feed, np.zeros(2, dtype=bool)), tmp_path / "out.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.zip"]


@pytest.mark.validator
def test_an_independent_validator_finds_no_error(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip", **full_tables()), with_shapes=True)
    assert validated(write_gtfs(feed, tmp_path / "out.zip")) == []
    assert validated(write_gtfs(merge_feeds([feed, feed]), tmp_path / "two.zip")) == []


@pytest.mark.validator
def test_the_validator_would_find_an_error(tmp_path: Path) -> None:
    feed, _ = read_gtfs(small_feed(tmp_path / "in.zip"))
    good, bad = write_gtfs(feed, tmp_path / "out.zip"), tmp_path / "bad.zip"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as sink:
        for name in source.namelist():
            text = source.read(name).decode()
            sink.writestr(name, text.replace("daily", "gone") if name == "trips.txt" else text)
    assert "foreign_key_violation" in validated(bad)


@pytest.mark.validator
@pytest.mark.parametrize("name", ["newport_bus_coach_20240305.zip", "newport_rail_20240305.zip"])
def test_real_timetables_read_back_equal(real_data: Path, tmp_path: Path, name: str) -> None:
    feed, _ = read_gtfs(real_data / "newport" / "gtfs" / name, with_shapes=True)
    assert_equal(feed, written(feed, tmp_path))
    assert validated(tmp_path / "out.zip") == []
