"""Several timetables in one, trips carried twice, and that the order of rows in a file means nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import InputError
from geo.feed import Feed
from geo.gtfs.reading import duplicate_trips, keep_trips, merge_feeds, read_gtfs
from geo.tables import ROUTES, STOP_TIMES, STOPS, TRIPS, check_table
from tests.makers.gtfs import assert_clean, calls, service, small_feed, small_tables

DAY = date(2024, 3, 5)
FRAMES = ("agencies", "stops", "routes", "trips", "stop_times", "frequencies", "transfers")


def rich_tables() -> dict:
    """A feed that uses every table."""
    tables = small_tables()
    tables["stops"] = [
        *tables["stops"],
        {"stop_id": "S", "stop_name": "Station", "stop_lat": 51.6, "stop_lon": -2.99, "location_type": 1},
    ]
    tables["stops"][3]["parent_station"] = "S"
    tables["routes"] = [*tables["routes"], {"route_id": "R8", "route_short_name": "8", "route_type": 3}]
    tables["trips"] = [
        *tables["trips"],
        {"route_id": "R8", "service_id": "week", "trip_id": "t3"},
        {"route_id": "R8", "service_id": "extra", "trip_id": "t4"},
    ]
    tables["stop_times"] = (
        tables["stop_times"]
        + calls("t3", ("A", "09:00:00"), ("B", None), ("C", "09:09:00"))
        + calls("t4", ("A", "23:50:00"), ("B", "24:20:00"))
    )
    tables["calendar"] = [service("daily"), service("week", "1111100", "20240301", "20240401")]
    tables["calendar_dates"] = [
        {"service_id": "extra", "date": "20240310", "exception_type": 1},
        {"service_id": "week", "date": "20240305", "exception_type": 2},
    ]
    tables["frequencies"] = [{"trip_id": "t3", "start_time": "10:00:00", "end_time": "12:00:00", "headway_secs": 600}]
    tables["transfers"] = [
        {"from_stop_id": "A", "to_stop_id": "S", "transfer_type": 2, "min_transfer_time": 90},
        {"from_stop_id": "B", "to_stop_id": "C", "transfer_type": 3},
    ]
    return tables


def assert_same(one: Feed, two: Feed) -> None:
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    for part in fields(one.services):
        assert np.array_equal(getattr(one.services, part.name), getattr(two.services, part.name), equal_nan=False) or (
            getattr(one.services, part.name).dtype.kind == "M"
            and pd.Series(getattr(one.services, part.name)).equals(pd.Series(getattr(two.services, part.name)))
        ), part.name


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """The feed as it is written."""
    return read_gtfs(small_feed(tmp_path_factory.mktemp("straight") / "feed.zip", **rich_tables()))[0]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_in_every_file_means_nothing(straight: Feed, tmp_path: Path, shuffler: random.Random):
    tables = rich_tables()
    for rows in tables.values():
        shuffler.shuffle(rows)
    assert_same(read_gtfs(small_feed(tmp_path / "feed.zip", **tables))[0], straight)


@pytest.fixture(scope="module")
def feed_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Feed]:
    """Gives a feed of so many trips, which is read once."""

    @cache
    def feed(size: int) -> Feed:
        trips = [{"route_id": "R7", "service_id": "daily", "trip_id": f"t{one}"} for one in range(size)]
        times = [
            row
            for one in range(size)
            for row in calls(f"t{one}", ("A", f"{one + 6:02d}:00:00"), ("B", f"{one + 6:02d}:07:00"))
        ]
        folder = tmp_path_factory.mktemp("sizes")
        return read_gtfs(small_feed(folder / f"{size}.zip", trips=trips, stop_times=times))[0]

    return feed


@settings(max_examples=15, deadline=None)
@given(sizes=st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_merging_conserves_trips_departures_and_days(feed_of: Callable[[int], Feed], sizes: list[int]):
    feeds = [feed_of(size) for size in sizes]
    merged = merge_feeds(feeds)
    assert len(merged.trips) == sum(sizes)
    assert int(merged.trips_on(DAY).sum()) == sum(int(feed.trips_on(DAY).sum()) for feed in feeds)
    assert (merged.departures_by_hour(DAY) == sum(feed.departures_by_hour(DAY) for feed in feeds)).all()
    assert np.bincount(merged.trips["feed"], minlength=len(feeds)).tolist() == sizes
    for number, size in enumerate(sizes):
        assert merged.trips_by_service(number).sum() == size


def test_equal_ids_of_several_feeds_stay_apart(tmp_path: Path):
    feed = read_gtfs(small_feed(tmp_path / "rich.zip", **rich_tables()), with_shapes=False)[0]
    other = read_gtfs(small_feed(tmp_path / "plain.zip"))[0]
    merged = merge_feeds([feed, other, feed])
    assert merged.names == ("rich.zip", "plain.zip", "rich.zip")
    for frame, table in (
        (merged.stops, STOPS),
        (merged.routes, ROUTES),
        (merged.trips, TRIPS),
        (merged.stop_times, STOP_TIMES),
    ):
        assert check_table(frame, table) == []
    assert merged.stops["stop_id"].tolist()[:2] == ["0:A", "0:B"]
    assert set(merged.trips["gtfs_trip_id"]) >= {"0:t1", "1:t1", "2:t1"}
    for number, part in ((0, feed), (1, other), (2, feed)):
        mine = merged.trips["feed"].to_numpy() == number
        names = merged.routes["route_name"].to_numpy()[merged.trips.loc[mine, "route_index"]]
        assert names.tolist() == part.routes["route_name"].to_numpy()[part.trips["route_index"]].tolist()
        assert merged.trips_on(DAY)[mine].tolist() == part.trips_on(DAY).tolist()
        assert (merged.departures_s(DAY, number) == part.departures_s(DAY)).all()
        rows = mine[merged.stop_times["trip_index"].to_numpy()]
        stops = merged.stops["stop_name"].to_numpy()[merged.stop_times.loc[rows, "stop_index"]]
        assert stops.tolist() == part.stops["stop_name"].to_numpy()[part.stop_times["stop_index"]].tolist()
    parents = merged.stops[merged.stops["parent_index"] >= 0]
    assert merged.stops["stop_id"].to_numpy()[parents["parent_index"]].tolist() == ["0:S", "2:S"]
    changes = merged.stops["stop_id"].to_numpy()[merged.transfers["from_index"]]
    assert {one.split(":")[0] for one in changes} == {"0", "2"}
    assert (np.diff(merged.services.exception_date) >= np.timedelta64(0)).all()


def test_merging_leaves_its_arguments_alone(tmp_path: Path):
    feed = read_gtfs(small_feed(tmp_path / "a.zip", **rich_tables()))[0]
    again = read_gtfs(tmp_path / "a.zip")[0]
    merge_feeds([feed, feed])
    assert_same(feed, again)
    assert merge_feeds([feed]) is feed
    with pytest.raises(ValueError, match="at least one"):
        merge_feeds([])


def test_shapes_are_merged_under_their_own_ids(tmp_path: Path):
    shapes = [{"shape_id": "s", "shape_pt_lat": 51.5, "shape_pt_lon": -3, "shape_pt_sequence": one} for one in (1, 2)]
    trips = [dict(row) | {"shape_id": "s"} for row in small_tables()["trips"]]
    feed = read_gtfs(small_feed(tmp_path / "a.zip", shapes=shapes, trips=trips), with_shapes=True)[0]
    merged = merge_feeds([feed, feed])
    assert sorted(set(merged.shapes["shape_id"])) == ["0:s", "1:s"]
    assert set(merged.trips["shape_id"]) == {"0:s", "1:s"}


def test_trips_that_two_publishers_carry_are_found(tmp_path: Path):
    one = read_gtfs(small_feed(tmp_path / "one.zip"))[0]
    renamed = small_tables()
    ids = dict(zip("ABCD", "wxyz", strict=True))
    renamed["stops"] = [dict(row) | {"stop_id": ids[row["stop_id"]]} for row in renamed["stops"]]
    renamed["stop_times"] = [
        dict(row) | {"stop_id": ids[row["stop_id"]], "trip_id": "x" + row["trip_id"]} for row in renamed["stop_times"]
    ] + calls("own", ("w", "08:01:00"), ("x", "08:06:00"))
    renamed["trips"] = [{"route_id": "R7", "service_id": "daily", "trip_id": trip} for trip in ("xt1", "xt2", "own")]
    renamed["calendar"] = [service("daily", end="20240401")]
    merged = merge_feeds([one, read_gtfs(small_feed(tmp_path / "two.zip", **renamed))[0]])
    on_day = duplicate_trips(merged, DAY)
    assert merged.trips["gtfs_trip_id"][on_day].tolist() == ["1:xt1", "1:xt2"]
    assert not duplicate_trips(merged).any()
    assert not duplicate_trips(merged, date(2024, 6, 4)).any()
    fewer = keep_trips(merged, ~on_day)
    assert fewer.trips["gtfs_trip_id"].tolist() == ["0:t1", "0:t2", "1:own"]
    assert check_table(fewer.stop_times, STOP_TIMES) == []
    assert fewer.departures_s(DAY).tolist() == sorted([*one.departures_s(DAY).tolist(), 28_860])


NASTY = ("", "0", "-1", "999999999999", "nan", "inf", "1e400", "24:00:00", "25:61:00", "20240230", "99991231", "t1",
         "é", '"', ",", " A ", "\x00", "-91", "R7", "2", "٣", "1_000", "😀")  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_nonsense_in_any_cell_is_repaired_or_refused_never_worse(tmp_path: Path, data: st.DataObject):
    tables = {name: [dict(row) for row in rows] for name, rows in rich_tables().items()}
    for _ in range(data.draw(st.integers(1, 6))):
        rows = tables[data.draw(st.sampled_from(sorted(tables)))]
        row = data.draw(st.sampled_from(rows))
        column = data.draw(st.sampled_from(sorted(row)))
        if data.draw(st.booleans()):
            row[column] = data.draw(st.sampled_from(NASTY))
        else:
            rows.append(dict(row))
    try:
        feed, report = read_gtfs(small_feed(tmp_path / "feed.zip", **tables))
    except InputError as error:
        assert "Cannot be used" in str(error)  # noqa: PT017
        return
    assert_clean(feed)
    assert "can be used" in report.to_text()
    assert len(merge_feeds([feed, feed]).trips) == 2 * len(feed.trips)
