"""The same timetable by headway (frequencies.txt) and written out: the same days, numbers and sentences."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.parameters import BANDS
from everyday.pipeline.timetable_tables import lines_table
from everyday.scenario.costs import cost_drivers
from everyday.timetables import running_dates
from geo.feed import Feed
from geo.gtfs.reading import merge_feeds, read_gtfs
from geo.gtfs.service_days import ServiceDays, choose_service_days
from tests.makers.gtfs import calls, service, small_feed

HOUR = 3600
MONDAY, TUESDAY, SUNDAY = date(2024, 3, 4), date(2024, 3, 5), date(2024, 3, 10)
ROWS = {"often": ((7, 12, 600), (12, 19, 900)), "evening": ((19, 23, 1700),)}  # from, to (hours), seconds
SERVICES = [
    service("week", "1111100", "20240304", "20240331"), service("thursday", "0001000", "20240304", "20240331"),
    service("sunday", "0000001", "20240304", "20240331"),
]  # fmt: skip


def clock(seconds: int) -> str:
    return f"{seconds // HOUR:02d}:{seconds % HOUR // 60:02d}:{seconds % 60:02d}"


def run(trip: str, start_s: int, *, back: bool = False) -> list[dict[str, object]]:
    stops = "DCBA" if back else "ABC"
    return calls(trip, *((stop, clock(start_s + 300 * number)) for number, stop in enumerate(stops)))


def trip(trip_id: str, service_id: str, headsign: str) -> dict[str, object]:
    return {"route_id": "R7", "service_id": service_id, "trip_id": trip_id, "trip_headsign": headsign}


def write(path: Path, *, is_by_headway: bool, exact: str = "1") -> Feed:
    """Line 7 from 7 to 23 on weekdays by headway or written out, plus a few trips that are always written out."""
    trips, times, frequencies = [], [], []
    for number in range(9):  # the way back, which must not be drawn before the way there
        for service_id in ("week", "sunday"):
            trips.append(trip(f"{service_id} {number}", service_id, "Town"))
            times += run(f"{service_id} {number}", (8 + number) * HOUR, back=True)
    for number in range(3):
        trips.append(trip(f"thursday {number}", "thursday", "Market"))
        times += run(f"thursday {number}", (9 + number) * HOUR)
    for name, rows in ROWS.items():
        if is_by_headway:
            trips.append(trip(name, "week", "Bettws"))
            times += run(name, 5 * HOUR)
        for first, last, headway_s in rows:
            if is_by_headway:
                frequencies.append({"trip_id": name, "start_time": clock(first * HOUR), "end_time": clock(last * HOUR),
                                    "headway_secs": headway_s, "exact_times": exact})  # fmt: skip
                continue
            for start_s in range(first * HOUR, last * HOUR, headway_s):
                trips.append(trip(f"{name} {start_s}", "week", "Bettws"))
                times += run(f"{name} {start_s}", start_s)
    path.parent.mkdir(exist_ok=True)
    rows = frequencies or None
    return read_gtfs(small_feed(path, trips=trips, stop_times=times, calendar=SERVICES, frequencies=rows))[0]


@pytest.fixture(params=["0", "1", ""])
def feeds(tmp_path: Path, request) -> tuple[Feed, Feed]:
    """By headway, with exact times or without, and written out."""
    return (
        write(tmp_path / "by headway" / "town.zip", is_by_headway=True, exact=request.param),
        write(tmp_path / "written out" / "town.zip", is_by_headway=False),
    )


VEHICLES_N = 30 + 28 + 9  # every 10 minutes for 5 hours, every 15 for 7, every 28 minutes and 20 seconds for 4


def test_every_vehicle_counts_once_on_every_day(feeds):
    for feed in feeds:
        assert [feed.vehicles_on(day) for day in (MONDAY, SUNDAY)] == [VEHICLES_N + 9, 9]
    one, other = feeds
    assert one.vehicles_by_trip().sum() == len(other.trips)
    assert one.trips_by_service().tolist() == other.trips_by_service().tolist()
    pd.testing.assert_frame_equal(one.service_by_day(), other.service_by_day())
    assert one.departures_s(TUESDAY).tolist() == other.departures_s(TUESDAY).tolist()


@pytest.mark.parametrize("weekday", [None, MONDAY, date(2024, 3, 7)])
def test_the_same_days_numbers_and_sentences(feeds, weekday):
    one, other = (choose_service_days(feed, BANDS, weekday=weekday) for feed in feeds)
    assert isinstance(one, ServiceDays)
    assert one == other
    wanted = VEHICLES_N + 9 + (3 if weekday == date(2024, 3, 7) else 0)
    assert f"{wanted:,} trips" in one.weekday_reason


def test_a_day_with_many_sample_trips_is_not_typical_for_that(tmp_path):
    # As trips, Thursday has five times as many as the other days; as vehicles, it has a few less than usual.
    trips = [trip("often", "tuesday", "Town"), *(trip(f"t{n}", "thursday", "Town") for n in range(10))]
    times = run("often", 7 * HOUR) + [row for n in range(10) for row in run(f"t{n}", (8 + n) * HOUR)]
    calendar = [service("tuesday", "0110000", "20240304", "20240331"), SERVICES[1]]
    frequencies = [{"trip_id": "often", "start_time": "07:00:00", "end_time": "19:00:00", "headway_secs": 600}]
    path = small_feed(tmp_path / "town.zip", trips=trips, stop_times=times, calendar=calendar, frequencies=frequencies)
    days = choose_service_days(read_gtfs(path)[0], BANDS)
    assert days.weekday == TUESDAY
    assert "72 trips, the median of Tuesday to Thursday is 72" in days.weekday_reason


def test_the_report_says_the_same_of_its_days(tmp_path, feeds):
    said = []
    for name in ("by headway", "written out"):
        facts = read_gtfs(tmp_path / name / "town.zip")[1].facts
        said.append({key: facts[key] for key in facts if key == "Busiest day" or key.startswith(("Trips, ", "Depart"))})
    assert said[0] == said[1]
    assert said[0]["Busiest day"] == f"Thursday 7 March 2024 ({VEHICLES_N + 9 + 3} trips)"


def test_each_of_several_feeds_is_counted_so(tmp_path, feeds):
    for feed in feeds:
        both = merge_feeds([feed, write(tmp_path / "second.zip", is_by_headway=False)])
        assert both.trips_by_service(0).sum() == feed.trips_by_service().sum()
        assert both.vehicles_on(MONDAY) == 2 * (VEHICLES_N + 9)


def test_the_table_of_lines_and_the_costs_of_a_week_are_the_same(feeds):
    days = {"weekday": TUESDAY, "sunday": SUNDAY}
    one, other = (lines_table(feed, days, np.ones(len(feed.stops), dtype=bool)) for feed in feeds)
    pd.testing.assert_frame_equal(one.drop(columns="geometry"), other.drop(columns="geometry"))
    assert one["trips_n"].tolist() == [VEHICLES_N + 9]
    assert one.geometry.geom_equals(other.geometry).all()
    assert cost_drivers(*feeds, choose_service_days(feeds[0], BANDS)).empty
    for feed in feeds:
        dates, counts = running_dates(feed, np.ones(len(feed.trips), dtype=bool), [1])
        assert set(counts.tolist()) == {VEHICLES_N + 9}
        assert len(dates) == 4
