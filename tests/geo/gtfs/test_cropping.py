"""A region's timetable cut to a town: whole trips, what belongs to them, and nothing else, whatever the parts' size."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import InputError, NotFoundError
from geo.gtfs import read_gtfs
from geo.gtfs.cropping import blocks, crop_gtfs
from tests.makers.gtfs import calls, service, small_tables, write_feed

TOWN = shapely.box(-3.1, 51.5, -2.9, 51.7)


def rows(path: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        if name not in archive.namelist():
            return []
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))


def region(**changes: object) -> dict:
    """Line 7 in the town, line X from the town to far away and line F that never comes near."""
    tables = small_tables()
    far = [
        {"stop_id": f"far{n}", "stop_name": f"Far {n}", "stop_lat": 53.0 + n / 100, "stop_lon": -1.0} for n in range(3)
    ]
    tables["agency"] = [*tables["agency"], {"agency_id": "FB", "agency_name": "Far Buses",
                        "agency_url": "https://example.org", "agency_timezone": "Europe/London"}]  # fmt: skip
    tables["stops"] = [*tables["stops"], *far]
    tables["routes"] = [
        *tables["routes"],
        {"route_id": "X", "agency_id": "NB", "route_short_name": "X", "route_long_name": "Coast", "route_type": 3},
        {"route_id": "F", "agency_id": "FB", "route_short_name": "F", "route_long_name": "Far", "route_type": 3},
    ]
    service_id = tables["trips"][0]["service_id"]
    tables["trips"] = [
        *tables["trips"],
        {"trip_id": "x1", "route_id": "X", "service_id": service_id},
        {"trip_id": "f1", "route_id": "F", "service_id": "far-days"},
    ]
    tables["calendar"] = [*tables["calendar"], service("far-days")]
    tables["stop_times"] = [
        *tables["stop_times"],
        *calls("x1", ("far0", "07:00:00"), ("D", "09:00:00"), ("far2", "11:00:00")),
        *calls("f1", ("far0", "07:00:00"), ("far1", "07:10:00"), ("far2", "07:20:00")),
    ]
    return tables | changes


def cropped(tmp_path: Path, **changes: object) -> Path:
    source = write_feed(tmp_path / "region.zip", **region(**changes))
    result = crop_gtfs(source, TOWN, tmp_path / "town.zip")
    assert result.path is not None
    return result.path


def test_trips_that_call_in_the_town_are_kept_whole_and_the_others_not(tmp_path):
    town = cropped(tmp_path)
    assert [row["stop_id"] for row in rows(town, "stop_times.txt") if row["trip_id"] == "x1"] == ["far0", "D", "far2"]
    assert {row["route_id"] for row in rows(town, "routes.txt")} == {"R7", "X"}
    assert {row["agency_id"] for row in rows(town, "agency.txt")} == {"NB"}
    assert {row["stop_id"] for row in rows(town, "stops.txt")} == {"A", "B", "C", "D", "far0", "far2"}
    assert "far-days" not in {row["service_id"] for row in rows(town, "calendar.txt")}
    feed, report = read_gtfs(town)
    assert len(feed.trips) == 3
    assert not [problem for problem in report.problems if problem.severity in ("refused", "repaired")]


def test_what_was_kept_is_said(tmp_path):
    result = crop_gtfs(write_feed(tmp_path / "region.zip", **region()), TOWN, tmp_path / "town.zip")
    assert (result.trips_n, result.all_trips_n) == (3, 4)
    assert "3 of 4 trips call in the town or its margin and were kept whole." in result.report.to_text()


def test_a_timetable_of_elsewhere_writes_nothing_and_says_so(tmp_path):
    source = write_feed(tmp_path / "region.zip", **region())
    result = crop_gtfs(source, shapely.box(10, 50, 11, 51), tmp_path / "town.zip")
    assert result.path is None
    assert "No trip of this timetable calls in the town" in result.report.to_text()
    assert [path.name for path in tmp_path.iterdir()] == ["region.zip"]


def test_the_trip_that_the_vehicle_goes_on_as_comes_too(tmp_path):
    trips = [row | {"block_id": "9" if row["trip_id"] in ("x1", "f1") else ""} for row in region()["trips"]]
    lines = [row | {"agency_id": "NB"} for row in region()["routes"]]
    assert "f1" in {row["trip_id"] for row in rows(cropped(tmp_path, trips=trips, routes=lines), "trips.txt")}


def test_the_same_block_number_of_another_operator_is_another_vehicle(tmp_path):
    trips = [row | {"block_id": "9" if row["trip_id"] in ("x1", "f1") else ""} for row in region()["trips"]]
    assert "f1" not in {row["trip_id"] for row in rows(cropped(tmp_path, trips=trips), "trips.txt")}


def test_trips_joined_by_a_transfer_in_the_seat_come_with_their_rule(tmp_path):
    rule = {"from_stop_id": "far2", "to_stop_id": "far0", "transfer_type": 4, "from_trip_id": "x1", "to_trip_id": "f1"}
    town = cropped(tmp_path, transfers=[rule, {"from_stop_id": "far1", "to_stop_id": "gone", "transfer_type": 0}])
    assert "f1" in {row["trip_id"] for row in rows(town, "trips.txt")}
    assert [row["to_trip_id"] for row in rows(town, "transfers.txt")] == ["f1"]


def test_a_platform_without_a_position_lies_where_its_station_does(tmp_path):
    stops = [
        *(row for row in region()["stops"] if row["stop_id"] != "D"),
        {"stop_id": "station", "stop_name": "Station", "stop_lat": 51.595, "stop_lon": -2.99, "location_type": 1},
        {"stop_id": "D", "stop_name": "Platform", "stop_lat": "", "stop_lon": "", "parent_station": "station"},
    ]
    town = cropped(tmp_path, stops=stops)
    assert {"station", "D"} <= {row["stop_id"] for row in rows(town, "stops.txt")}
    assert "x1" in {row["trip_id"] for row in rows(town, "trips.txt")}


def test_stops_of_the_town_that_nothing_calls_at_are_kept(tmp_path):
    idle = {"stop_id": "idle", "stop_name": "Idle", "stop_lat": 51.6, "stop_lon": -3.0}
    town = cropped(tmp_path, stops=[*region()["stops"], idle])
    assert "idle" in {row["stop_id"] for row in rows(town, "stops.txt")}


def test_shapes_headways_and_feed_info_of_kept_trips_come_along(tmp_path):
    trips = [row | {"shape_id": f"s-{row['trip_id']}"} for row in region()["trips"]]
    points = [
        {"shape_id": f"s-{trip}", "shape_pt_lat": 51.6 + n / 100, "shape_pt_lon": -3, "shape_pt_sequence": n}
        for trip in ("x1", "f1")
        for n in range(2)
    ]
    headways = [
        {"trip_id": trip, "start_time": "08:00:00", "end_time": "09:00:00", "headway_secs": 600}
        for trip in ("x1", "f1")
    ]
    info = [{"feed_publisher_name": "Traveline", "feed_publisher_url": "https://example.org", "feed_lang": "en",
             "feed_version": "20240305_020000"}]  # fmt: skip
    town = cropped(tmp_path, trips=trips, shapes=points, frequencies=headways, feed_info=info)
    assert {row["shape_id"] for row in rows(town, "shapes.txt")} == {"s-x1"}
    assert [row["trip_id"] for row in rows(town, "frequencies.txt")] == ["x1"]
    assert rows(town, "feed_info.txt")[0]["feed_version"] == "20240305_020000"


@pytest.mark.parametrize("size", [64, 200, 1000])
def test_small_parts_give_the_same_bytes_as_one(tmp_path, monkeypatch, size):
    names = region()["stops"]
    names[0]["stop_name"] = 'A "long"\nname, with marks'
    whole = cropped(tmp_path, stops=names).read_bytes()
    monkeypatch.setattr(blocks, "BLOCK_BYTES", size)
    assert cropped(tmp_path, stops=names).read_bytes() == whole


def test_faults_of_rows_are_told_once_with_their_number(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK_BYTES", 64)
    times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
    for number in range(40):
        times += f"x1,08:{number:02d}:00,08:{number:02d}:00,D,{number}" + (",extra" if number % 4 == 0 else "") + "\n"
    source = write_feed(tmp_path / "region.zip", **region(stop_times=times))
    text = crop_gtfs(source, TOWN, tmp_path / "town.zip").report.to_text()
    assert text.count("stop_times.txt has 10 rows with more cells than its header has columns.") == 1


def test_a_table_in_two_bytes_a_letter_is_read(tmp_path):
    text = "\ufeffstop_id,stop_name,stop_lat,stop_lon\n" + "".join(
        f"{row['stop_id']},Tŷ {row['stop_id']},{row['stop_lat']},{row['stop_lon']}\n" for row in region()["stops"]
    )
    town = cropped(tmp_path, stops=text.encode("utf-16-le"))
    assert {row["stop_name"] for row in rows(town, "stops.txt")} >= {"Tŷ A", "Tŷ far0"}


def test_a_damaged_table_refuses_the_file_and_leaves_the_old_crop(tmp_path):
    source = write_feed(tmp_path / "region.zip", **region())
    content = bytearray(source.read_bytes())
    place = content.find(b"stop_times.txt") + len("stop_times.txt") + 10
    content[place] ^= 0xFF
    source.write_bytes(content)
    (tmp_path / "town.zip").write_bytes(b"the crop of last week")
    with pytest.raises(InputError, match=r"stop_times\.txt could not be read"):
        crop_gtfs(source, TOWN, tmp_path / "town.zip")
    assert (tmp_path / "town.zip").read_bytes() == b"the crop of last week"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["region.zip", "town.zip"]


@pytest.mark.parametrize("table", ["stops", "routes", "trips", "stop_times"])
def test_a_missing_table_is_named(tmp_path, table):
    source = write_feed(tmp_path / "region.zip", **region(**{table: None}))
    with pytest.raises(InputError, match=rf"{table}\.txt is missing"):
        crop_gtfs(source, TOWN, tmp_path / "town.zip")


@pytest.mark.parametrize(
    ("table", "text"), [("stops", "stop_id,stop_name\nA,A\n"), ("trips", "trip_id\nx1\n"), ("stops", "")]
)
def test_a_missing_column_is_named(tmp_path, table, text):
    source = write_feed(tmp_path / "region.zip", **region(**{table: text}))
    with pytest.raises(InputError, match=rf"{table}\.txt (lacks|is empty)"):
        crop_gtfs(source, TOWN, tmp_path / "town.zip")


def test_no_file_is_said(tmp_path):
    with pytest.raises(NotFoundError, match="no file or folder"):
        crop_gtfs(tmp_path / "none.zip", TOWN, tmp_path / "town.zip")


places = st.tuples(st.floats(51.0, 52.0), st.floats(-3.5, -2.5))


@settings(max_examples=25, deadline=None)
@given(
    where=st.lists(places, min_size=3, max_size=6),
    runs=st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=4), min_size=1, max_size=5),
    part=st.integers(40, 400),
)
def test_law_the_trips_kept_are_those_with_a_call_inside(tmp_path_factory, where, runs, part):
    folder = tmp_path_factory.mktemp("crop")
    runs = [[stop % len(where) for stop in run] for run in runs]
    stops = [
        {"stop_id": f"s{n}", "stop_name": f"S{n}", "stop_lat": lat, "stop_lon": lon}
        for n, (lat, lon) in enumerate(where)
    ]
    trips = [{"trip_id": f"t{n}", "route_id": "R7", "service_id": "all"} for n in range(len(runs))]
    times = [
        row
        for n, run in enumerate(runs)
        for row in calls(f"t{n}", *((f"s{stop}", f"08:{at:02d}:00") for at, stop in enumerate(run)))
    ]
    tables = small_tables(stops=stops, trips=trips, stop_times=times, calendar=[service("all")])
    source = write_feed(folder / "region.zip", **tables)
    expected = {
        f"t{n}" for n, run in enumerate(runs) if any(TOWN.intersects(shapely.Point(where[s][::-1])) for s in run)
    }
    before, blocks.BLOCK_BYTES = blocks.BLOCK_BYTES, part
    try:
        result = crop_gtfs(source, TOWN, folder / "town.zip")
    finally:
        blocks.BLOCK_BYTES = before
    assert (result.path is None) == (not expected)
    if result.path is not None:
        kept = rows(result.path, "stop_times.txt")
        assert {row["trip_id"] for row in kept} == expected
        assert len(kept) == sum(len(run) for n, run in enumerate(runs) if f"t{n}" in expected)
