"""Faults of timetables: what is repaired, what is left out, and that the report says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geo.errors import InputError, Problem, Report
from geo.feed import Feed
from geo.gtfs.reading import read_gtfs
from geo.gtfs.trips import mode_of, route_labels
from tests.makers.gtfs import calls, service, small_feed, small_tables


@pytest.fixture
def read(tmp_path: Path):
    """Read the small feed with some tables exchanged: feed and problems by code."""

    def reader(**changes) -> tuple[Feed, dict[str, Problem]]:
        feed, report = read_gtfs(small_feed(tmp_path / "feed.zip", **changes))
        return feed, {problem.code: problem for problem in report.problems}

    return reader


def rows(name: str) -> list[dict[str, object]]:
    """A fresh copy of a table of the small feed."""
    return [dict(row) for row in small_tables()[name]]


def report_of(path: Path) -> Report:
    with pytest.raises(InputError) as caught:
        read_gtfs(path)
    return caught.value.report


def test_a_good_feed_has_only_facts(read, tmp_path: Path):
    feed, problems = read()
    assert set(problems) <= {"expired"}
    report = read_gtfs(small_feed(tmp_path / "again.zip"))[1]
    assert report.facts["Operators"] == "Newport Bus"
    assert report.facts["Lines"] == "1 (1 bus)"
    assert report.facts["First day"] == "Monday 1 January 2024"
    assert report.facts["Departures from stops by hour"] == "08h 3, 20h 3"
    assert "can be used" in report.to_text()
    assert feed.names == ("feed.zip",)


# Stops


def test_stops_without_a_place_are_left_out_and_trips_go_on(read):
    stops = rows("stops")
    stops[1] |= {"stop_lat": "", "stop_lon": ""}
    stops[2] |= {"stop_lat": 0, "stop_lon": "0.0"}
    feed, problems = read(stops=stops)
    assert feed.stops["stop_id"].tolist() == ["A", "D"]
    assert problems["stop_without_place"].count == 2
    assert problems["stop_times_unknown_stop"].count == 4
    assert len(feed.stop_times) == 4


def test_stops_without_a_name_are_called_by_their_code_or_id_and_named(read):
    stops = rows("stops")
    stops[1] |= {"stop_name": "", "stop_code": "nwpagjt"}
    stops[3] |= {"stop_name": " "}
    lost, inside = {"stop_id": "E"}, {"stop_id": "N", "location_type": 3, "stop_lat": 51.58, "stop_lon": -2.99}
    feed, problems = read(stops=[*stops, lost, inside])
    assert feed.stops["stop_name"].tolist() == ["Stop A", "nwpagjt", "Stop C", "D", "N"]
    named = problems["stop_without_name"]
    assert (named.severity, named.count) == ("note", 2)
    assert named.where == ("stops.txt row 3 (stop_id 'B')", "stops.txt row 5 (stop_id 'D')")


def test_swapped_positions_are_turned_round(read):
    stops = rows("stops") + [
        {"stop_id": f"X{number}", "stop_name": "x", "stop_lat": 51.58, "stop_lon": -2.98 + number / 100}
        for number in range(5)
    ]
    stops[3] |= {"stop_lat": -2.99, "stop_lon": 51.595}
    feed, problems = read(stops=stops)
    found = feed.stops.set_index("stop_id").loc["D"]
    assert (found["lat"], found["lon"]) == (51.595, -2.99)
    assert problems["swapped_position"].count == 1


def test_positions_off_the_globe_or_with_commas(read):
    stops = rows("stops")
    stops[0] |= {"stop_lat": "51,58", "stop_lon": "-2,99"}
    stops[1] |= {"stop_lat": "north"}
    stops[2] |= {"stop_lat": 200}
    feed, problems = read(stops=stops)
    assert feed.stops["stop_id"].tolist() == ["A", "D"]
    assert feed.stops["lat"][0] == 51.58
    assert problems["stop_without_place"].count == 2


def test_repeated_and_blank_stop_ids(read):
    stops = [*rows("stops"), rows("stops")[0] | {"stop_name": "again"}, {"stop_id": "", "stop_name": "nobody"}]
    feed, problems = read(stops=stops)
    assert len(feed.stops) == 4
    assert feed.stops["stop_name"][0] == "Stop A"
    assert problems["repeated_stop_id"].where == ("stops.txt row 6 (stop_id 'A')",)
    assert problems["blank_stop_id"].where == ("stops.txt row 7",)


def test_platforms_know_their_station_and_borrow_its_place(read):
    stops = rows("stops")
    stops[0] |= {"parent_station": "S", "stop_lat": "", "stop_lon": ""}
    stops[1] |= {"parent_station": "lost"}
    stops.append({"stop_id": "S", "stop_name": "Station", "stop_lat": 51.58, "stop_lon": -2.99, "location_type": 1})
    feed, problems = read(stops=stops)
    by_id = feed.stops.set_index("stop_id")
    assert feed.stops["stop_id"][by_id.loc["A", "parent_index"]] == "S"
    assert by_id.loc["A", "lat"] == 51.58
    assert by_id.loc["B", "parent_index"] == -1
    assert problems["unknown_parent"].count == 1
    assert problems["place_of_parent"].count == 1


def test_far_and_fast(read):
    stops = rows("stops") + [
        {"stop_id": f"X{number}", "stop_name": "x", "stop_lat": 51.58, "stop_lon": -2.98 + number / 100}
        for number in range(3)
    ]
    stops[3] |= {"stop_lat": 55.9}
    used = [calls("t1", *((stop["stop_id"], f"08:{number:02d}:00") for number, stop in enumerate(stops)))]
    feed, problems = read(stops=stops, stop_times=used[0], trips=rows("trips")[:1])
    assert "km in 1 min" in problems["too_fast"].where[0]
    assert problems["stop_far_away"].where == ("stops.txt row 5 (stop_name 'Stop D')",)
    assert len(feed.stop_times) == 7


def test_same_place_and_unused_stops_are_named(read):
    stops = [*rows("stops"), rows("stops")[0] | {"stop_id": "A2"}]
    feed, problems = read(stops=stops)
    assert problems["stops_alike"].count == 1
    assert problems["unused_stops"].count == 1
    assert len(feed.stops) == 5


# Lines and trips


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [(0, "tram"), (1, "metro"), (2, "rail"), (3, "bus"), (4, "ferry"), (5, "tram"), (6, "other"), (7, "other"),
     (11, "bus"), (12, "rail"), (100, "rail"), (109, "rail"), (117, "rail"), (200, "coach"), (209, "coach"),
     (401, "metro"), (402, "metro"), (405, "metro"), (700, "bus"), (715, "bus"), (800, "bus"), (900, "tram"),
     (906, "tram"), (1000, "ferry"), (1200, "ferry"), (1100, "other"), (1400, "other"), (1501, "other"),
     (-1, "other"), (99, "other")],
)  # fmt: skip
def test_mode_of_every_route_type(route_type: int, mode: str):
    assert mode_of(route_type) == mode


def test_lines_without_names_types_or_operators(read):
    routes = [
        {
            "route_id": "R7",
            "agency_id": "XX",
            "route_short_name": "",
            "route_long_name": "Town circle",
            "route_type": "",
        },
        {"route_id": "R8", "agency_id": "", "route_short_name": "", "route_long_name": "", "route_type": "3"},
    ]
    feed, problems = read(routes=routes)
    assert feed.routes["route_name"].tolist() == ["Town circle", "R8"]
    assert feed.routes["mode"].tolist() == ["other", "bus"]
    assert feed.routes["agency_id"].tolist() == ["NB", "NB"]
    assert {"bad_route_type", "line_without_name", "unknown_agency"} <= set(problems)


def test_only_the_lines_own_id_is_taken_off_its_name():
    names = ["7-6491", "N-1", "12-34", "X24", "-5", "A-B"]
    assert route_labels(names, ["6491", "9", "1234", "24", "5", "B"]) == ["7", "N-1", "12-34", "X24", "-5", "A-B"]


def test_unknown_lines_services_and_trips_are_left_out_and_counted(read):
    trips = [
        *rows("trips"),
        {"route_id": "gone", "service_id": "daily", "trip_id": "t3"},
        {"route_id": "R7", "service_id": "never", "trip_id": "t4"},
        {"route_id": "R7", "service_id": "daily", "trip_id": "t5"},
        {"route_id": "R7", "service_id": "daily", "trip_id": "t6"},
        {"route_id": "R7", "service_id": "daily", "trip_id": "t1"},
    ]
    times = rows("stop_times") + calls("t6", ("A", "09:00:00")) + calls("nobody", ("A", "09:00:00"))
    times += calls("t3", ("A", "09:00:00"), ("B", "09:10:00")) + calls("t1", ("lost", "08:20:00"))
    feed, problems = read(trips=trips, stop_times=times)
    assert feed.trips["gtfs_trip_id"].tolist() == ["t1", "t2"]
    assert len(feed.stop_times) == 8
    for code in (
        "unknown_route_id",
        "unknown_service_id",
        "trip_without_times",
        "trip_with_one_stop",
        "repeated_trip_id",
    ):
        assert problems[code].count == 1, code
    assert problems["stop_times_unknown_trip"].count == 3
    assert problems["stop_times_unknown_stop"].count == 1


def test_repeated_trips_are_named_but_kept(read):
    trips = [*rows("trips"), rows("trips")[0] | {"trip_id": "copy"}]
    times = rows("stop_times") + [row | {"trip_id": "copy"} for row in rows("stop_times") if row["trip_id"] == "t1"]
    feed, problems = read(trips=trips, stop_times=times)
    assert len(feed.trips) == 3
    assert problems["repeated_trips"].count == 1


def test_a_feed_without_any_usable_trip_is_refused(tmp_path: Path):
    report = report_of(small_feed(tmp_path / "a.zip", stop_times=calls("t1", ("A", "08:00:00"))))
    assert "No trip is left" in str(InputError(report))
    report = report_of(small_feed(tmp_path / "b.zip", stop_times="trip_id,stop_id,stop_sequence,arrival_time\n"))
    assert "has a header but no rows" in report.to_text()


@pytest.mark.parametrize("agency", [None, "", "agency_id,agency_name,agency_timezone\n"])
def test_operator_may_be_absent(read, agency):
    feed, problems = read(agency=agency)
    assert feed.agencies["agency_name"].tolist() == ["Unknown operator"]
    assert problems["no_agency"].severity == "repaired"


def test_time_zones_are_looked_at(read):
    agency = rows("agency")
    _, problems = read(agency=[agency[0] | {"agency_timezone": "Mars/Olympus"}])
    assert "Mars/Olympus" in problems["unknown_time_zone"].found
    _, problems = read(agency=[agency[0] | {"agency_timezone": "Australia/Brisbane"}])
    assert "does not fit" in problems["time_zone_far"].found
    two = [agency[0], agency[0] | {"agency_id": "P", "agency_timezone": "Europe/Paris"}]
    assert "Europe/London, Europe/Paris" in read(agency=two)[1]["time_zones"].found


# Days


def test_days_of_calendar_and_exceptions(read):
    feed, _ = read(
        calendar=[service("daily", "1111100", "20240304", "20240310")],
        calendar_dates=[
            {"service_id": "daily", "date": "20240305", "exception_type": 2},
            {"service_id": "daily", "date": "20240317", "exception_type": 1},
        ],
    )
    days = {
        day.date(): trips_n
        for day, trips_n in zip(*feed.service_by_day()[["date", "trips_n"]].T.to_numpy(), strict=True)
    }
    assert {day for day, trips_n in days.items() if trips_n} == {
        date(2024, 3, 4), date(2024, 3, 6), date(2024, 3, 7), date(2024, 3, 8), date(2024, 3, 17),
    }  # fmt: skip
    assert (feed.services.first_date, feed.services.last_date) == (date(2024, 3, 4), date(2024, 3, 17))
    assert feed.services.days_of_week().tolist() == [[True, False, True, True, True, False, True]]


def test_calendar_faults_are_repaired_and_named(read):
    calendar = [
        service("daily", "1111100", "20240304", "20240308"),
        service("daily", "0000011", "20240301", "20240310"),
        service("bad", "1111111", "soon", "20240308"),
        service("flags", "1x11111"),
        service("back", "1111111", "20240308", "20240301"),
    ]
    dates = [
        {"service_id": "daily", "date": "20240309", "exception_type": 2},
        {"service_id": "daily", "date": "20240309", "exception_type": 1},
        {"service_id": "daily", "date": "yesterday", "exception_type": 1},
        {"service_id": "daily", "date": "20240304", "exception_type": 9},
    ]
    trips = [*rows("trips"), {"route_id": "R7", "service_id": "back", "trip_id": "t3"}]
    times = rows("stop_times") + calls("t3", ("A", "09:00:00"), ("B", "09:05:00"))
    feed, problems = read(calendar=calendar, calendar_dates=dates, trips=trips, stop_times=times)
    assert {
        "repeated_service_id", "bad_calendar_row", "bad_weekday_flag", "ends_before_start", "exception_clash",
        "bad_exception_row", "service_without_days",
    } <= set(problems)  # fmt: skip
    assert [day for day in range(1, 11) if feed.trips_on(date(2024, 3, day)).any()] == [2, 3, 4, 5, 6, 7, 8, 10]
    assert int(feed.trips_on(date(2024, 3, 4)).sum()) == 2


def test_dates_with_dashes_are_read(read):
    feed, _ = read(calendar=[service("daily", start="2024-03-04", end="2024-03-05")])
    assert feed.services.last_date == date(2024, 3, 5)


def test_only_calendar_dates(read):
    feed, _ = read(calendar=None, calendar_dates=[{"service_id": "daily", "date": "20240305", "exception_type": 1}])
    assert feed.service_by_day()["trips_n"].tolist() == [2]


@pytest.mark.parametrize("calendar", [None, "", "service_id,start_date,end_date\n"])
def test_no_days_at_all_is_refused(tmp_path: Path, calendar):
    report = report_of(small_feed(tmp_path / "a.zip", calendar=calendar))
    assert "nobody can tell when a trip runs" in report.to_text()


def test_a_service_on_no_day_warns(read):
    feed, problems = read(calendar=[service("daily", "1000000", "20240305", "20240307")])
    assert problems["no_service"].severity == "warning"
    assert len(feed.service_by_day()) == 0
    assert feed.services.first_date is None


def test_expired_and_future_timetables_say_so(tmp_path: Path):
    for year, code in ((2001, "expired"), (9000, "not_started")):
        path = small_feed(tmp_path / f"{year}.zip", calendar=[service("daily", start=f"{year}0101", end=f"{year}0301")])
        assert code in {problem.code for problem in read_gtfs(path)[1].problems}


def test_what_r_writes_for_unknown_is_no_name_and_no_block(read):
    trips = [row | {"trip_headsign": "NA", "shape_id": "NA", "block_id": "NA"} for row in rows("trips")]
    feed, problems = read(trips=trips)
    assert {name: set(feed.trips[name]) for name in ("headsign", "shape_id", "block_id")} == {
        "headsign": {""}, "shape_id": {""}, "block_id": {""},
    }  # fmt: skip
    assert problems["na_for_unknown"].count == 3 * len(trips)
