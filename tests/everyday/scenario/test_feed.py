"""Each kind of timetable edit, by what a planner would notice at the stop."""

from __future__ import annotations

import copy
import dataclasses
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from everyday.scenario.costs import cost_drivers
from everyday.scenario.edits import read_edits
from everyday.scenario.feed import change_feed
from geo.crs import haversine_m
from geo.errors import InputError
from geo.feed import Feed
from geo.gtfs.reading import read_gtfs
from geo.gtfs.service_days import ServiceDays
from geo.gtfs.write import write_gtfs
from geo.staying import stays_between
from geo.tables import STOP_TIMES, STOPS, TRIPS, check_table
from tests.makers.gtfs import small_feed
from tests.makers.scenario_town import HOLIDAY, SATURDAY, SUNDAY, WEEKDAY, departures, per_hour, run, town_feed
from tests.oracles.timetables import assert_equal, validated


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    return town_feed(tmp_path_factory.mktemp("town"))


def change(feed: Feed, *tables: dict, bounds=None) -> Feed:
    """The timetable after some edits, checked to be whole, valid to read again, and the old one untouched."""
    kept = copy.deepcopy(feed)
    edits, report = read_edits(tables)
    changed = change_feed(feed, edits, report, weekday=WEEKDAY, sunday=SUNDAY, bounds=bounds)
    report.raise_if_refused()
    assert_equal(feed, kept)
    after = changed.feed
    for frame, table in ((after.stops, STOPS), (after.trips, TRIPS), (after.stop_times, STOP_TIMES)):
        assert check_table(frame, table) == []
    assert after.stop_times["trip_index"].is_monotonic_increasing
    assert set(after.stop_times["trip_index"]) == set(range(len(after.trips)))
    assert len(changed.notes) >= len(edits)
    return after


def faults(feed: Feed, *tables: dict) -> str:
    edits, report = read_edits(tables)
    change_feed(feed, edits, report, weekday=WEEKDAY, sunday=SUNDAY)
    with pytest.raises(InputError):
        report.raise_if_refused()
    return report.to_text()


NEW = {"kind": "new_line", "name": "20", "stops": ["A", "East End"], "headway_min": 15, "start": "06:30",
       "end": "09:30"}  # fmt: skip


def test_a_new_line_runs_as_asked(feed: Feed) -> None:
    after = change(feed, NEW)
    found = departures(after, "20", WEEKDAY, "A")
    assert found[0] == "06:30"
    assert found[-1] == "09:30"
    assert [per_hour(found, hour) for hour in (6, 7, 8, 9)] == [2, 4, 4, 3]
    assert departures(after, "20", SUNDAY, "E") == found
    metres = haversine_m(51.58, -2.99, 51.595, -3.033)
    assert len(after.trips) == len(feed.trips) + 26
    trip = after.stop_times[after.stop_times["trip_index"] == len(feed.trips)]
    took = int(trip["arrival_s"].iloc[-1] - trip["departure_s"].iloc[0])
    assert took == pytest.approx(metres * 1.3 / (18 / 3.6), abs=1)
    assert not trip["can_board"].iloc[-1]
    assert not trip["can_alight"].iloc[0]


def test_a_new_line_with_its_own_stop_run_times_and_days(feed: Feed) -> None:
    garden = {"name": "Garden Centre", "lat": 51.6, "lon": -3.0}
    table = NEW | {"stops": ["A", garden, "E"], "run_min": [4, 6.5], "days": ["saturday"], "both_ways": False,
                   "mode": "tram"}  # fmt: skip
    after = change(feed, table, {"kind": "move_stop", "stop": "garden centre", "lat": 51.601, "lon": -3.0})
    assert departures(after, "20", WEEKDAY, "A") == []
    assert departures(after, "20", SATURDAY, "A")[:2] == ["06:30", "06:45"]
    new = after.stops.iloc[-1]
    assert (new["stop_name"], new["lat"]) == ("Garden Centre", 51.601)
    assert departures(after, "20", SATURDAY, new["stop_id"])[0] == "06:34"
    assert departures(after, "20", SATURDAY, "E") == []
    assert after.routes["mode"].iloc[-1] == "tram"


def test_a_name_on_both_sides_of_the_street_means_the_nearer_side(feed: Feed) -> None:
    after = change(feed, NEW | {"stops": ["East End", "Dene"], "both_ways": False})
    last = after.stops["stop_id"].iloc[int(after.stop_times["stop_index"].iloc[-1])]
    assert last == "D2"  # a little nearer to East End than D


def test_a_line_more_often_keeps_its_first_and_last_bus(feed: Feed) -> None:
    after = change(feed, {"kind": "headway", "line": "7", "headway_min": 10})
    found = departures(after, "7", WEEKDAY, "A")
    assert (found[0], found[-1]) == ("07:00", "19:00")
    assert [per_hour(found, hour) for hour in range(7, 19)] == [6] * 12
    assert departures(after, "7", WEEKDAY, "B")[:2] == ["07:05", "07:15"]
    assert departures(after, "7", SATURDAY, "A") == found
    assert departures(after, "7", SUNDAY, "A") == []
    assert departures(after, "7", HOLIDAY, "A") == []
    assert departures(after, "9", WEEKDAY, "D") == departures(feed, "9", WEEKDAY, "D")


def test_more_often_for_some_hours_one_way_and_on_weekdays_only(feed: Feed) -> None:
    table = {"kind": "headway", "line": "7", "headway_min": 10, "start": "08:00", "end": "10:00", "days": "weekday",
             "direction": "dene"}  # fmt: skip
    after = change(feed, table)
    found = departures(after, "7", WEEKDAY, "A")
    assert [per_hour(found, hour) for hour in (7, 8, 9, 10)] == [2, 6, 6, 2]
    assert departures(after, "7", WEEKDAY, "D") == departures(feed, "7", WEEKDAY, "D")
    assert departures(after, "7", SATURDAY, "A") == departures(feed, "7", SATURDAY, "A")


def test_directions_are_told_apart_where_the_feed_does_not_say(feed: Feed) -> None:
    blind = dataclasses.replace(feed, trips=feed.trips.assign(direction_id=np.int32(-1), headsign=""))
    table = {"kind": "headway", "line": "7", "headway_min": 10, "days": ["weekday"]}
    after = change(blind, table, {"kind": "extend_hours", "line": "7", "until": "20:00", "days": ["weekday"]})
    found, back = departures(after, "7", WEEKDAY, "A"), departures(after, "7", WEEKDAY, "D")
    assert (found[0], found[-1], len(found)) == ("07:00", "20:00", 79)
    assert (back[0], back[-1], len(back)) == ("07:10", "20:00", 78)


def test_short_workings_are_spaced_with_the_others(feed: Feed, tmp_path: Path) -> None:
    trips, times = [], []
    for number, start in enumerate(range(420, 661, 30)):
        trips.append({"route_id": "R7", "service_id": "daily", "trip_id": f"t{number}", "direction_id": 0})
        times += run(f"t{number}", "BCD" if number % 2 else "ABCD", start + (5 if number % 2 else 0))
    mixed, _ = read_gtfs(small_feed(tmp_path / "in.zip", trips=trips, stop_times=times))
    found = departures(change(mixed, {"kind": "headway", "line": "7", "headway_min": 15}), "7", WEEKDAY, "B")
    minutes = [int(one[:2]) * 60 + int(one[3:]) for one in found]
    assert {b - a for a, b in pairwise(minutes)} == {15}
    half = departures(change(mixed, {"kind": "headway", "line": "7", "headway_min": 15}), "7", WEEKDAY, "A")
    assert 0.4 < len(half) / len(found) < 0.7


def test_less_often(feed: Feed) -> None:
    found = departures(change(feed, {"kind": "headway", "line": "7", "headway_min": 120}), "7", WEEKDAY, "A")
    assert found == ["07:00", "09:00", "11:00", "13:00", "15:00", "17:00", "19:00"]


def test_a_line_by_headway_is_spaced_anew(feed: Feed) -> None:
    before = departures(feed, "12", WEEKDAY, "A")
    table = {"kind": "headway", "line": 12, "headway_min": 5, "start": "07:00", "end": "08:00"}
    after = departures(change(feed, table), "12", WEEKDAY, "A")
    assert [per_hour(before, hour) for hour in (6, 7, 8)] == [3, 3, 3]
    assert [per_hour(after, hour) for hour in (6, 7, 8)] == [3, 12, 3]


def test_longer_hours(feed: Feed) -> None:
    table = {"kind": "extend_hours", "line": "7", "until": "23:00", "from": "06:10", "headway_min": 20}
    after = change(feed, table | {"days": ["weekday"]})
    found = departures(after, "7", WEEKDAY, "A")
    assert found[:3] == ["06:20", "06:40", "07:00"]
    assert found[-2:] == ["22:40", "23:00"]
    assert departures(after, "7", SATURDAY, "A") == departures(feed, "7", SATURDAY, "A")
    assert departures(after, "7", HOLIDAY, "A") == []
    usual = departures(change(feed, {"kind": "extend_hours", "line": "7", "until": "21:00"}), "7", WEEKDAY, "A")
    assert usual[-4:] == ["19:30", "20:00", "20:30", "21:00"]


def test_a_line_without_sundays_gets_the_saturday(feed: Feed) -> None:
    after = change(feed, {"kind": "extend_hours", "line": "7", "days": ["sunday"], "until": "18:00"})
    saturday = departures(feed, "7", SATURDAY, "A")
    assert departures(after, "7", SUNDAY, "A") == [one for one in saturday if one <= "18:00"]
    assert departures(after, "7", date(2024, 6, 16), "A") == departures(after, "7", SUNDAY, "A")
    assert departures(after, "7", SATURDAY, "A") == saturday
    later = change(feed, {"kind": "extend_hours", "line": "7", "days": ["sunday"], "until": "22:00", "headway_min": 30})
    found = departures(later, "7", SUNDAY, "A")
    assert (found[0], found[-1], per_hour(found, 12)) == ("07:00", "22:00", 2)


def test_a_removed_line_is_gone_and_its_stops_lose_it(feed: Feed) -> None:
    after = change(feed, {"kind": "remove_line", "line": "9"})
    assert "9" not in set(after.routes["route_label"])
    served = set(after.stops["stop_id"].iloc[after.stop_times["stop_index"].unique()])
    assert "E" not in served
    assert {"A", "B", "C", "D"} <= served
    assert departures(after, "7", WEEKDAY, "A") == departures(feed, "7", WEEKDAY, "A")


def test_a_moved_stop_stands_elsewhere_and_keeps_its_buses(feed: Feed) -> None:
    after = change(feed, {"kind": "move_stop", "stop": "Castle", "lat": 51.5905, "lon": -2.989})
    row = after.stops[after.stops["stop_id"] == "C"].iloc[0]
    assert (row["lat"], row["lon"]) == (51.5905, -2.989)
    assert departures(after, "7", WEEKDAY, "C") == departures(feed, "7", WEEKDAY, "C")


def test_edits_follow_one_another(feed: Feed) -> None:
    after = change(
        feed,
        NEW,
        {"kind": "headway", "line": "20", "headway_min": 30},
        {"kind": "extend_hours", "line": "20", "until": "12:00"},
        {"kind": "remove_line", "line": "7"},
        {"kind": "remove_line", "line": "5 (xpress)"},
        {"kind": "remove_line", "line": "R5a"},
    )
    assert departures(after, "20", SUNDAY, "A")[::4] == ["06:30", "08:30", "10:30"]
    assert sorted(after.routes["route_label"]) == ["12", "20", "9"]


def test_all_faults_are_named_at_once_with_their_number(feed: Feed) -> None:
    text = faults(
        feed,
        {"kind": "remove_line", "line": "5"},
        {"kind": "remove_line", "line": "77"},
        NEW | {"stops": ["Alder Stret", "Bridge", "Nowhere at all"]},
        {"kind": "move_stop", "stop": "Dene", "lat": 51.5, "lon": -3.0},
        {"kind": "move_stop", "stop": "Castle", "lat": -2.99, "lon": 51.58},
        {"kind": "headway", "line": "7", "headway_min": 10, "days": ["sunday"]},
        {"kind": "extend_hours", "line": "9", "until": "20:00"},
        {"kind": "headway", "line": "9", "headway_min": 10, "start": "23:00"},
    )
    for number in range(1, 9):
        assert f"Edit {number} (" in text
    for said in ("5 (Newport Bus)", "5 (Xpress)", "'7'", "'Alder Street'", "Nowhere at all", "D2", "km from where",
                 "does not run on Sundays", "06:30 to 22:30"):  # fmt: skip
        assert said in text, said


def test_of_two_lines_with_one_name_the_one_in_town_is_meant(feed: Feed) -> None:
    after = change(feed, {"kind": "remove_line", "line": "5"}, bounds=(-2.991, 51.584, -2.989, 51.5901))
    assert departures(after, "5", WEEKDAY, "A") == ["10:00"]
    assert departures(after, "5", WEEKDAY, "B") == []


@pytest.mark.validator
@pytest.mark.parametrize("extra", [
    NEW, {"kind": "headway", "line": "7", "headway_min": 7},
    {"kind": "extend_hours", "line": "7", "until": "25:30", "days": ["weekday", "sunday"]},
    {"kind": "remove_line", "line": "7"},
])  # fmt: skip
def test_a_changed_timetable_goes_through_gtfs_and_back(feed: Feed, tmp_path: Path, extra: dict) -> None:
    after = change(feed, extra)
    back, report = read_gtfs(write_gtfs(after, tmp_path / "after.zip"))
    assert not [problem for problem in report.problems if problem.severity == "repaired"]
    for day in (WEEKDAY, SATURDAY, SUNDAY, HOLIDAY):
        np.testing.assert_array_equal(back.departures_by_hour(day), after.departures_by_hour(day))
    for label in ("7", "9", "12", "20"):
        for stop in "ABCDE":
            assert departures(back, label, WEEKDAY, stop) == departures(after, label, WEEKDAY, stop)
    assert validated(tmp_path / "after.zip") == []


def test_costs_are_counted_by_line_and_week(feed: Feed) -> None:
    days = ServiceDays(WEEKDAY, SUNDAY, "", "")
    twice = change(feed, {"kind": "headway", "line": "7", "headway_min": 15, "days": ["weekday"]}, NEW)
    costs = cost_drivers(feed, twice, days).set_index("line")
    assert set(costs.index) == {"7", "20"}
    # 25 departures each way become 49, of 15 minutes each, on five days.
    assert costs.loc["7", "extra_departures_per_week"] == 24 * 2 * 5
    assert costs.loc["7", "extra_vehicle_h_per_week"] == pytest.approx(24 * 2 * 5 * 0.25)
    assert costs.loc["20", "departures_per_week"] == 13 * 2 * 7
    gone = cost_drivers(feed, change(feed, {"kind": "remove_line", "line": "12"}), days)
    assert gone["extra_departures_per_week"].tolist() == [-48 * 7]
    assert cost_drivers(feed, feed, days).empty


def test_gaps_are_what_was_asked(feed: Feed) -> None:
    for headway in (1, 7, 13, 45):
        found = departures(change(feed, {"kind": "headway", "line": "7", "headway_min": headway}), "7", WEEKDAY, "D")
        minutes = [int(one[:2]) * 60 + int(one[3:]) for one in found]
        assert {b - a for a, b in pairwise(minutes[:-1])} == {headway}
        assert (found[0], found[-1]) == ("07:10", "19:10")


def blocks_of(feed: Feed, *pairs: tuple[str, str]) -> Feed:
    """The timetable in which each pair of trips is a block of its own."""
    block = dict.fromkeys(feed.trips["gtfs_trip_id"], "")
    for number, pair in enumerate(pairs):
        block |= dict.fromkeys(pair, f"b{number}")
    return dataclasses.replace(feed, trips=feed.trips.assign(block_id=feed.trips["gtfs_trip_id"].map(block)))


def joined(feed: Feed) -> list[tuple[str, str]]:
    ids = feed.trips["gtfs_trip_id"].tolist()
    return [(ids[one], ids[other]) for one, other in stays_between(feed, feed.trips_on(WEEKDAY)).pairs.tolist()]


def through(feed: Feed) -> Feed:
    """Line 7 at Dene: 07:15 goes on as the 7:30 to the East End by line 9, and 08:15 likewise as the 08:30."""
    pairs = (("7-weekdays-out-420", "9-450"), ("7-weekdays-out-480", "9-510"))
    return blocks_of(feed, *pairs)


def test_a_line_that_goes_takes_its_seats_with_it(feed: Feed):
    before = through(feed)
    assert len(joined(before)) == 2
    edits, report = read_edits([{"kind": "remove_line", "line": "9"}])
    changed = change_feed(before, edits, report, weekday=WEEKDAY, sunday=SUNDAY)
    assert joined(changed.feed) == []
    assert any("in 2 cases" in note and "stay on board" in note for note in changed.notes)


def test_departures_that_stay_where_they_were_keep_their_vehicle(feed: Feed):
    """Every 20 minutes instead of 30: 07:00 and 08:00 are still there, by copies of the trips of before."""
    after = change(through(feed), {"kind": "headway", "line": "7", "headway_min": 20, "days": ["weekday"]})
    assert departures(after, "7", WEEKDAY, "A")[:3] == ["07:00", "07:20", "07:40"]
    assert [other for _, other in joined(after)] == ["9-450", "9-510"]
    shifted = change(through(feed), {"kind": "headway", "line": "7", "headway_min": 60, "start": "07:10",
                                     "end": "09:00", "days": ["weekday"]})  # fmt: skip
    assert departures(shifted, "7", WEEKDAY, "A")[:2] == ["07:00", "07:30"]
    assert [other for _, other in joined(shifted)] == ["9-450"], "08:00 no longer runs"


def test_a_vehicle_whose_trip_is_taken_away_does_not_go_on_without_it(feed: Feed, tmp_path: Path):
    """Out, back and out again in one block; without the way back of line 5 nobody stays seated in Dene."""
    ids = ("5-one", "5-two")
    times = feed.stop_times.copy()
    trip = {one: int(np.flatnonzero(feed.trips["gtfs_trip_id"] == one)[0]) for one in (*ids, "7-weekdays-in-600")}
    stop = {one: row for row, one in enumerate(feed.stops["stop_id"])}
    # 5-one comes to A at 10:05, 5-two goes from there and back until 10:10, then 7 leaves Dene at 10:10.
    for one, places, minutes in (("5-one", "BD", (600, 603)), ("5-two", "DD", (604, 608))):
        rows = times.index[times["trip_index"] == trip[one]]
        times.loc[rows, "stop_index"] = np.array([stop[place] for place in places], dtype=np.int32)
        for name in ("arrival_s", "departure_s"):
            times.loc[rows, name] = np.array(minutes, dtype=np.int32) * 60
    block = np.where(feed.trips["gtfs_trip_id"].isin(list(trip)), "b", "")
    before = dataclasses.replace(feed, stop_times=times, trips=feed.trips.assign(block_id=block))
    assert joined(before) == [("5-one", "5-two"), ("5-two", "7-weekdays-in-600")]
    after = change(before, {"kind": "remove_line", "line": "5 (xpress)"})
    assert joined(after) == []
    again, _ = read_gtfs(write_gtfs(after, tmp_path / "after.zip"))
    assert joined(again) == [], "nor do other programs that read what we write"
