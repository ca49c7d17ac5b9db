"""The timetable of a day: every vehicle once, no overtaking inside a pattern, changes as the rules say."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings

from analysis.parameters import Parameters
from analysis.transit.search.window import window_of
from analysis.transit.timetable.changes import changes_between_stops
from analysis.transit.timetable.day import Timetable, build_timetable
from analysis.transit.timetable.runs import DAY_S, UNTIL_S
from geo.errors import UsageError
from tests.makers.feeds import PARAMETERS, START_S, TUESDAY, as_matrix, journeys, make_feed, plain_trip

NO_WALKS = as_matrix(np.full((4, 4), np.inf))


def expected_runs(feed):
    """(trip, first departure) of every vehicle, counted by hand."""
    runs = []
    for days in (-1, 0, 1):
        running = feed.trips_on(TUESDAY + timedelta(days=days))
        for trip, calls in feed.stop_times.groupby("trip_index"):
            if not running[trip] or len(calls) < 2:
                continue
            first, length = calls["departure_s"].iloc[0], calls["arrival_s"].iloc[-1] - calls["departure_s"].iloc[0]
            headways = feed.frequencies[feed.frequencies["trip_index"] == trip]
            begins = [first] if headways.empty else []
            for row in headways.itertuples():
                begins += range(row.start_s, row.end_s, row.headway_s)
            runs += [(trip, b + days * DAY_S) for b in begins if b + days * DAY_S + length >= 0]
    return sorted(run for run in runs if run[1] < UNTIL_S)


@settings(max_examples=50, deadline=None)
@given(journeys())
def test_every_vehicle_runs_once_and_none_overtakes_in_its_pattern(drawn):
    feed, footpaths, *_, parameters = drawn
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    first = timetable.departure_s[timetable.run_events[:-1]]
    assert sorted(zip(timetable.run_trip.tolist(), first.tolist(), strict=True)) == expected_runs(feed)
    calls = feed.stop_times.groupby("trip_index")
    for pattern in range(timetable.patterns_n):
        part = slice(timetable.pattern_calls[pattern], timetable.pattern_calls[pattern + 1])
        runs = range(timetable.pattern_runs[pattern], timetable.pattern_runs[pattern + 1])
        times = []
        for run in runs:
            rows = calls.get_group(timetable.run_trip[run])
            assert rows["stop_index"].tolist() == timetable.call_stop[part].tolist()
            assert rows["can_board"].tolist() == timetable.call_can_board[part].tolist()
            assert rows["can_alight"].tolist() == timetable.call_can_alight[part].tolist()
            events = slice(timetable.run_events[run], timetable.run_events[run + 1])
            times.append(np.concatenate([timetable.arrival_s[events], timetable.departure_s[events]]))
        assert (np.diff(np.array(times), axis=0) >= 0).all()


def test_saved_and_loaded_is_the_same(tmp_path):
    feed = make_feed(4, [plain_trip([0, 1, 3], [START_S, START_S + 60, START_S + 90])], transfers=[(1, 2, 2, 120)])
    timetable = build_timetable(feed, TUESDAY, NO_WALKS, parameters=PARAMETERS)
    timetable.save(tmp_path / "timetable.npz")
    again = Timetable.load(tmp_path / "timetable.npz")
    assert (again.day, again.stops_n, again.runs_n, again.patterns_n) == (TUESDAY, 4, 1, 1)
    for name, value in vars(timetable).items():
        np.testing.assert_array_equal(getattr(again, name), value)
    assert [path.name for path in tmp_path.iterdir()] == ["timetable.npz"]


def test_a_day_without_service_is_empty_but_works():
    feed = make_feed(4, [plain_trip([0, 3], [START_S, START_S + 60], service=0)])
    timetable = build_timetable(feed, TUESDAY + timedelta(days=3), NO_WALKS, parameters=PARAMETERS)
    assert timetable.runs_n == 0
    assert len(window_of(timetable, START_S, START_S + 3600).connections) == 0


def test_some_trips_can_be_left_out():
    feed = make_feed(4, [plain_trip([0, 3], [START_S + k, START_S + 60 + k]) for k in (0, 60, 120)])
    mask = np.array([True, False, True])
    timetable = build_timetable(feed, TUESDAY, NO_WALKS, parameters=PARAMETERS, trips=mask)
    assert timetable.run_trip.tolist() == [0, 2]


def test_times_that_run_backwards_are_refused():
    feed = make_feed(4, [plain_trip([0, 3], [START_S, START_S - 60])])
    with pytest.raises(UsageError, match="run backwards, the first in trip T0"):
        build_timetable(feed, TUESDAY, NO_WALKS, parameters=PARAMETERS)


def test_changes_of_one_stop():
    metres = np.full((4, 4), np.inf)
    np.fill_diagonal(metres, 30.0)  # a stop's own distance from the street plays no part in changing there
    metres[0, 1], metres[0, 2], metres[0, 3] = 80.0, 800.0, 801.0
    feed = make_feed(4, [], transfers=[(0, 0, 2, 300), (1, 1, 3, -1), (2, 2, 1, -1), (3, 3, 2, 90), (3, 3, 3, -1)])
    indptr, stop, seconds = changes_between_stops(4, as_matrix(metres), feed.transfers, Parameters())
    found = {(s, int(stop[k])): int(seconds[k]) for s in range(4) for k in range(indptr[s], indptr[s + 1])}
    assert found == {(0, 0): 300, (0, 1): 120, (0, 2): 660, (2, 2): 0}
    assert (np.diff(seconds[: indptr[1]]) >= 0).all(), "the quickest first"


def test_windows_are_remembered_but_not_for_ever():
    feed = make_feed(4, [plain_trip([0, 3], [START_S, START_S + 60])])
    timetable = build_timetable(feed, TUESDAY, NO_WALKS, parameters=PARAMETERS)
    first = window_of(timetable, START_S, START_S + 600)
    assert window_of(timetable, START_S, START_S + 600) is first
    for k in range(20):
        window_of(timetable, START_S, START_S + 700 + k)
    assert len(timetable.windows) <= 6
