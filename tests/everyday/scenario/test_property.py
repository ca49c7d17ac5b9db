"""Whatever the line: withdrawing it makes no journey shorter, and a new one makes none longer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parameters import Parameters
from analysis.transit.search.times import travel_times
from analysis.transit.timetable.day import build_timetable
from everyday.scenario.edits import read_edits
from everyday.scenario.feed import change_feed
from geo.crs import haversine_m
from geo.feed import Feed
from tests.makers.feeds import as_matrix
from tests.makers.scenario_town import SUNDAY, WEEKDAY, town_feed

PARAMETERS = Parameters(access_walk_min=20.0, transfer_walk_min=10.0)
NEVER = 10**9


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Feed:
    return town_feed(tmp_path_factory.mktemp("town"))


def changed(feed: Feed, *tables: dict) -> Feed:
    edits, report = read_edits(tables)
    after = change_feed(feed, edits, report, weekday=WEEKDAY, sunday=SUNDAY).feed
    report.raise_if_refused()
    return after


def seconds(feed: Feed, lat: np.ndarray, lon: np.ndarray, start_s: int) -> np.ndarray:
    """Median travel times between points, straight walks; NEVER where there is no way."""

    def metres(a_lat, a_lon, b_lat, b_lon, longest_m: float) -> np.ndarray:
        away = haversine_m(a_lat[:, None], a_lon[:, None], b_lat[None, :], b_lon[None, :])
        return np.where(away <= longest_m, away, np.inf)

    stop_lat, stop_lon = feed.stops["lat"].to_numpy(), feed.stops["lon"].to_numpy()
    walk_m = PARAMETERS.walk_m_per_s * 60
    timetable = build_timetable(
        feed, WEEKDAY, as_matrix(metres(stop_lat, stop_lon, stop_lat, stop_lon, 10 * walk_m)), parameters=PARAMETERS
    )
    access = as_matrix(metres(lat, lon, stop_lat, stop_lon, 20 * walk_m))
    direct = as_matrix(metres(lat, lon, lat, lon, 60 * walk_m))
    blocks = travel_times(
        timetable, access, access, direct, start_s=start_s, end_s=start_s + 1800, parameters=PARAMETERS
    )
    found = np.concatenate([times[:, :, 0] for _, times in blocks])
    return np.where(found < 0, NEVER, found)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), headway=st.integers(3, 40), hour=st.sampled_from([6, 7, 12, 18, 22]))
def test_a_new_line_lengthens_nothing_and_its_withdrawal_shortens_nothing(
    feed: Feed, seed: int, headway: int, hour: int
) -> None:
    random = np.random.default_rng(seed)
    lat, lon = random.uniform(51.575, 51.6, 8), random.uniform(-3.04, -2.985, 8)
    stops = random.permutation(["A", "B", "C", "D", "E", "D2"])[: random.integers(2, 6)].tolist()
    new = {"kind": "new_line", "name": "99", "stops": stops, "headway_min": headway, "start": "06:00", "end": "23:00"}
    before, after = seconds(feed, lat, lon, hour * 3600), seconds(changed(feed, new), lat, lon, hour * 3600)
    assert (after <= before).all()
    again = seconds(changed(feed, new, {"kind": "remove_line", "line": "99"}), lat, lon, hour * 3600)
    np.testing.assert_array_equal(again, before)
    for line in ("7", "9", "12"):
        less = seconds(changed(feed, {"kind": "remove_line", "line": line}), lat, lon, hour * 3600)
        assert (less >= before).all()


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_longer_hours_lengthen_nothing(feed: Feed, seed: int) -> None:
    random = np.random.default_rng(seed)
    lat, lon = random.uniform(51.575, 51.6, 8), random.uniform(-3.04, -2.985, 8)
    longer = changed(feed, {"kind": "extend_hours", "line": "7", "from": "05:00", "until": "23:30", "headway_min": 12})
    for hour in (5, 20):
        before, after = seconds(feed, lat, lon, hour * 3600), seconds(longer, lat, lon, hour * 3600)
        assert (after <= before).all()
