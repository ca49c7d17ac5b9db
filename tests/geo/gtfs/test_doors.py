"""Timetables that say something else than they seem to say: each test stands for a kind of fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parameters import Parameters
from analysis.transit.timetable.runs import runs_of_day
from geo.errors import Report
from geo.feed import Feed
from geo.gtfs.merge import count_runs_once, merge_feeds
from geo.gtfs.reading import read_gtfs
from geo.gtfs.service_days import choose_service_days, cut_to_one_weekday
from geo.gtfs.zones import to_time_zone
from tests.makers.gtfs import Rows, assert_clean, calls, service, small_feed

DAY = date(2024, 3, 5)
BANDS = Parameters().bands


def codes_of(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def spread(stops_n: int, km: float) -> list[dict[str, object]]:
    """Stops in a row, so many kilometres from first to last."""
    step = km / (stops_n - 1) / 111.195
    return [{"stop_id": f"S{n}", "stop_name": f"S{n}", "stop_lat": 51.4 + n * step, "stop_lon": -2.99}
            for n in range(stops_n)]  # fmt: skip


# -- a wait in two rows ------------------------------------------------------------------------------------------------


def layover(path: Path, *, is_in_two_rows: bool) -> Feed:
    wait = [("B", "08:05:00"), ("B", "08:09:00")] if is_in_two_rows else [("B", "08:05:00")]
    rows = calls("t1", ("A", "08:00:00"), *wait, ("C", "08:14:00"))
    if not is_in_two_rows:
        rows[1]["departure_time"] = "08:09:00"
    return read_gtfs(small_feed(path, trips=[{"route_id": "R7", "service_id": "daily", "trip_id": "t1"}],
                                stop_times=rows))[0]  # fmt: skip


def test_a_wait_in_two_rows_is_one_call(tmp_path: Path) -> None:
    one, two = (layover(tmp_path / f"{n}.zip", is_in_two_rows=n == 2) for n in (1, 2))
    assert_clean(two)
    assert two.stop_times.to_dict("list") == one.stop_times.to_dict("list")
    assert len(two.departures_s(DAY)) == 2


@settings(max_examples=25)
@given(at=st.integers(0, 3), waits=st.integers(1, 4))
def test_a_call_split_in_two_changes_nothing(at: int, waits: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("split")
    times = [("A", "08:00:00"), ("B", "08:05:00"), ("C", "08:10:00"), ("D", "08:15:00")]
    split = times[: at + 1] + [times[at]] * waits + times[at + 1 :]
    trips = [{"route_id": "R7", "service_id": "daily", "trip_id": "t1"}]
    whole, parted = (
        read_gtfs(small_feed(folder / f"{name}.zip", trips=trips, stop_times=calls("t1", *rows)))[0]
        for name, rows in (("whole", times), ("split", split))
    )
    assert parted.stop_times.to_dict("list") == whole.stop_times.to_dict("list")


def test_a_trip_that_never_leaves_its_stop_is_no_trip(tmp_path: Path) -> None:
    rows = calls("t1", ("A", "08:00:00"), ("A", "08:05:00")) + calls("t2", ("A", "09:00:00"), ("B", "09:05:00"))
    feed, report = read_gtfs(small_feed(tmp_path / "f.zip", stop_times=rows))
    assert feed.trips["gtfs_trip_id"].tolist() == ["t2"]
    assert "trip_with_one_stop" in codes_of(report)


# -- one run under several services ------------------------------------------------------------------------------------


def overlapping(path: Path) -> Feed:
    """One run under a service of every day and one of weekdays from March on; another run only of the second."""
    trips = [{"route_id": "R7", "service_id": s, "trip_id": t} for s, t in (("all", "a"), ("week", "b"), ("week", "c"))]
    rows = [row for trip, at in (("a", "08"), ("b", "08"), ("c", "09"))
            for row in calls(trip, ("A", f"{at}:00:00"), ("B", f"{at}:05:00"))]  # fmt: skip
    calendar = [service("all"), service("week", "1111100", "20240301")]
    return read_gtfs(small_feed(path, trips=trips, stop_times=rows, calendar=calendar))[0]


def test_one_run_under_two_services_counts_once_on_the_day_and_stays_on_others(tmp_path: Path) -> None:
    feed = overlapping(tmp_path / "f.zip")
    once, copies_n = count_runs_once(feed, (DAY, date(2024, 3, 10), None))
    assert copies_n == 1
    assert len(feed.departures_s(DAY)) == 3
    assert len(once.departures_s(DAY)) == 2
    assert len(once.departures_s(date(2024, 3, 6))) == 3, "another day stays as it was"
    assert len(once.departures_s(date(2024, 3, 10))) == 1
    assert len(once.trips) == len(feed.trips)


def test_adding_says_that_a_run_stands_twice(tmp_path: Path) -> None:
    overlapping(tmp_path / "f.zip")
    report = read_gtfs(tmp_path / "f.zip")[1]
    (said,) = [problem for problem in report.problems if problem.code == "runs_of_several_services"]
    assert said.count == 1


def test_the_same_run_in_two_feeds_of_different_calendars_counts_once(tmp_path: Path) -> None:
    one = read_gtfs(small_feed(tmp_path / "one.zip"))[0]
    two = read_gtfs(small_feed(tmp_path / "two.zip", calendar=[service("daily", start="20240201")]))[0]
    merged = merge_feeds([one, two])
    assert len(count_runs_once(merged, (DAY,))[0].departures_s(DAY)) == len(one.departures_s(DAY))


# -- times that nobody can drive ---------------------------------------------------------------------------------------


def one_trip(path: Path, km: float, times: list[str], route_type: int = 3) -> tuple[Feed, Report]:
    stops = spread(len(times), km)
    rows = calls("t1", *((str(stop["stop_id"]), at) for stop, at in zip(stops, times, strict=True)))
    return read_gtfs(small_feed(
        path, stops=stops, stop_times=rows, trips=[{"route_id": "R7", "service_id": "daily", "trip_id": "t1"}],
        routes=[{"route_id": "R7", "agency_id": "NB", "route_short_name": "7", "route_type": route_type}],
    ))  # fmt: skip


def test_a_trip_without_running_time_is_not_believed(tmp_path: Path) -> None:
    feed, report = one_trip(tmp_path / "f.zip", 9.6, ["08:00:00"] * 25)
    (said,) = [problem for problem in report.problems if problem.code == "no_running_time"]
    assert said.where == ("line 7: 1 trip",)
    assert "9.6 km in 0 minutes" in said.action
    last = int(feed.stop_times["arrival_s"].max()) - 8 * 3600
    assert last == pytest.approx(9600 * 1.3 / 5.0, abs=5), "18 km/h over 1.3 times the straight way"
    assert_clean(feed)


def test_a_stretch_at_one_time_is_spread_over_its_distance(tmp_path: Path) -> None:
    feed, report = one_trip(tmp_path / "f.zip", 8.0, ["08:00:00", "08:00:00", "08:00:00", "08:00:00", "08:20:00"])
    assert "stretch_at_one_time" in codes_of(report)
    assert (feed.stop_times["arrival_s"] - 8 * 3600).tolist() == [0, 300, 600, 900, 1200]


@pytest.mark.parametrize(("km", "route_type"), [(1.2, 3), (3.0, 2)])
def test_stops_of_one_minute_are_believed(tmp_path: Path, km: float, route_type: int) -> None:
    times = ["08:00:00", "08:00:00", "08:01:00", "08:01:00", "08:02:00"]
    feed, report = one_trip(tmp_path / "f.zip", km, times, route_type)
    assert not {"no_running_time", "stretch_at_one_time", "too_slow"} & set(codes_of(report))
    assert (feed.stop_times["arrival_s"] - 8 * 3600).tolist() == [0, 0, 60, 60, 120]


@pytest.mark.parametrize(
    ("km", "times", "is_slow"),
    [(2.0, ["08:00:00", "08:50:00"], True), (60.0, ["08:00:00", "12:00:00"], True),
     (2.0, ["08:00:00", "08:15:00"], False), (190.0, ["08:00:00", "10:30:00"], False)],
)  # fmt: skip
def test_hops_slower_than_walking_or_of_hours_are_named_by_line(
    tmp_path: Path, km: float, times: list[str], is_slow: bool
) -> None:
    report = one_trip(tmp_path / "f.zip", km, times)[1]
    said = [problem for problem in report.problems if problem.code == "too_slow"]
    assert bool(said) is is_slow
    assert not said or said[0].where == ("line 7: 1 trip",)


# -- time zones and clocks ---------------------------------------------------------------------------------------------


def in_zone(path: Path, zone: str, hour: int, **more: Rows) -> Feed:
    agency = [{"agency_id": "NB", "agency_name": "NB", "agency_url": "x", "agency_timezone": zone}]
    rows = calls("t1", ("A", f"{hour:02}:00:00"), ("B", f"{hour:02}:15:00"))
    trips = [{"route_id": "R7", "service_id": "daily", "trip_id": "t1"}]
    return read_gtfs(small_feed(path, agency=agency, stop_times=rows, trips=trips, **more))[0]


@pytest.mark.parametrize("hour", [7, 12, 23, 25])
@pytest.mark.parametrize(("zone", "ahead"), [("Europe/Brussels", 1), ("Europe/Athens", 2), ("Atlantic/Azores", -1)])
def test_a_timetable_of_another_zone_gives_the_same_departures(
    tmp_path: Path, zone: str, ahead: int, hour: int
) -> None:
    here = in_zone(tmp_path / "here.zip", "Europe/London", hour)
    there = in_zone(tmp_path / "there.zip", zone, hour + ahead)
    converted = to_time_zone(there, "Europe/London", DAY)
    assert converted.moved_min == {zone: -60 * ahead}
    assert converted.feed.departures_s(DAY).tolist() == here.departures_s(DAY).tolist()
    assert to_time_zone(here, "Europe/London", DAY).feed is here


def test_a_trip_that_leaves_before_midnight_here_belongs_to_the_day_before(tmp_path: Path) -> None:
    calendar = [service("daily", "0100000", "20240305", "20240305")]  # a Tuesday
    there = in_zone(tmp_path / "there.zip", "Europe/Brussels", 0, calendar=calendar)
    feed = to_time_zone(there, "Europe/London", DAY).feed
    assert feed.departures_s(date(2024, 3, 4)).tolist() == [23 * 3600]
    assert feed.departures_s(DAY).tolist() == []
    assert_clean(feed)


@pytest.mark.parametrize(
    ("day", "hours_before"), [(date(2024, 3, 31), 23), (date(2024, 10, 27), 25), (date(2024, 3, 5), 24)]
)
def test_yesterdays_late_buses_in_the_nights_when_clocks_change(tmp_path: Path, day: date, hours_before: int) -> None:
    feed = in_zone(tmp_path / "f.zip", "Europe/London", 25)
    runs = runs_of_day(feed, day)
    assert sorted(runs.shift_s.tolist())[0] == -hours_before * 3600


# -- which day ---------------------------------------------------------------------------------------------------------


def with_trips(path: Path, number: int, calendar: list[dict[str, object]], service_of: str = "daily") -> Feed:
    trips = [{"route_id": "R7", "service_id": service_of, "trip_id": f"t{n}"} for n in range(number)]
    rows = [row for n in range(number) for row in calls(f"t{n}", ("A", f"{6 + n}:00:00"), ("B", f"{6 + n}:05:00"))]
    return read_gtfs(small_feed(path, trips=trips, stop_times=rows, calendar=calendar))[0]


def test_without_a_common_day_the_day_of_most_trips_is_chosen(tmp_path: Path) -> None:
    """A small feed of another year, seen with a rail feed, must not move the day of a town's buses."""
    buses = with_trips(tmp_path / "a.zip", 14, [service("daily")])
    rail = with_trips(tmp_path / "b.zip", 3, [service("daily", start="20220101", end="20261231")])
    other = with_trips(tmp_path / "c.zip", 3, [service("daily", start="20220101", end="20221231")])
    both = choose_service_days(merge_feeds([buses, rail]), BANDS)
    assert both.weekday is not None
    assert both.weekday.year == 2024
    apart = choose_service_days(merge_feeds([other, buses]), BANDS)
    assert apart.weekday is not None
    assert apart.weekday.year == 2024
    assert "most trips run" in apart.weekday_reason
    assert any("covers" in note for note in apart.notes)


@pytest.mark.parametrize(("on_sunday", "is_cut"), [(35, False), (18, False), (17, True), (5, True)])
def test_a_sunday_with_half_of_the_trips_is_no_cut_timetable(tmp_path: Path, on_sunday: int, is_cut: bool) -> None:
    trips = [{"route_id": "R7", "service_id": "all" if n < on_sunday else "week", "trip_id": f"t{n}"}
             for n in range(36)]  # fmt: skip
    rows = [row for n in range(36)
            for row in calls(f"t{n}", ("A", f"{6 + n // 4}:{n % 4 * 15:02}:00"),
                             ("B", f"{6 + n // 4}:{n % 4 * 15 + 5:02}:00"))]  # fmt: skip
    calendar = [service("all"), service("week", "1111110")]
    feed = read_gtfs(small_feed(tmp_path / "f.zip", trips=trips, stop_times=rows, calendar=calendar))[0]
    assert (cut_to_one_weekday(feed, 0, DAY) is not None) is is_cut


def test_the_inputs_that_went_wrong(cases: Path) -> None:
    folder, day = cases / "gtfs", date(2026, 3, 3)
    assert "no_running_time" in codes_of(read_gtfs(folder / "no_running_time.zip")[1])
    one, two = (read_gtfs(folder / f"layover_{n}.zip")[0].departures_s(day) for n in ("one_row", "two_rows"))
    assert np.array_equal(one, two)
    twice = read_gtfs(folder / "one_run_two_services.zip")[0]
    assert len(count_runs_once(twice, (day,))[0].departures_s(day)) * 2 == len(twice.departures_s(day))
    brussels, london = (read_gtfs(folder / "time_zone" / f"{n}.zip")[0] for n in ("brussels", "london"))
    summer = date(2026, 7, 7)
    moved = to_time_zone(brussels, "Europe/London", summer).feed
    assert np.array_equal(moved.departures_s(summer), london.departures_s(summer))
