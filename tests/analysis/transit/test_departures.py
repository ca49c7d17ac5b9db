"""Departures at stops: directions, headways, waits. Worked values from the literature, oracles in plain Python."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parameters import Band
from analysis.transit.departures import (
    best_directions,
    departures_by_hour_per_stop,
    expected_wait_min,
    stop_departures,
)
from analysis.transit.directions import trip_directions
from geo.feed import Feed

DAY = date(2024, 3, 5)
AM = Band("am", "Weekday morning", "weekday", 7 * 3600, 9 * 3600)


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


@dataclass
class Timetable:
    """A feed from a list of trips: (route, direction_id, [(stop, "hh:mm") …], days it runs)."""

    trips_list: list[tuple[int, int, list[tuple[int, str]], set[date]]]
    stops_n: int
    headways: list[tuple[int, str, str, int]] = field(default_factory=list)
    closed: frozenset[tuple[int, int]] = frozenset()
    lat: list[float] | None = None

    @cached_property
    def stops(self) -> pd.DataFrame:
        number = np.arange(self.stops_n)
        lat = 51.5 + 0.01 * number if self.lat is None else self.lat
        return pd.DataFrame({"stop_id": [f"s{row}" for row in number], "lat": lat, "lon": -3.0})

    @cached_property
    def trips(self) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "route_index": [trip[0] for trip in self.trips_list],
                "direction_id": [trip[1] for trip in self.trips_list],
            },
            dtype="int64",
        )

    @cached_property
    def stop_times(self) -> pd.DataFrame:
        rows = []
        for trip, (_, _, calls, _) in enumerate(self.trips_list):
            for sequence, (stop, time) in enumerate(calls):
                can_board = sequence < len(calls) - 1 and (trip, sequence) not in self.closed
                rows.append((trip, stop, sequence, clock(time), can_board))
        return pd.DataFrame(rows, columns=["trip_index", "stop_index", "sequence", "departure_s", "can_board"]).astype(
            {"trip_index": "int64", "stop_index": "int64", "can_board": bool}
        )

    @cached_property
    def frequencies(self) -> pd.DataFrame:
        rows = [(trip, clock(start), clock(end), headway) for trip, start, end, headway in self.headways]
        return pd.DataFrame(rows, columns=["trip_index", "start_s", "end_s", "headway_s"])

    vehicles_by_trip = Feed.vehicles_by_trip

    def trips_on(self, day: date) -> np.ndarray:
        return np.array([day in trip[3] for trip in self.trips_list], dtype=bool)


def along(stops: list[int], start: str, *, every_min: int = 5) -> list[tuple[int, str]]:
    first = clock(start) // 60
    minutes = [first + every_min * number for number in range(len(stops))]
    return [(stop, f"{minute // 60}:{minute % 60:02d}") for stop, minute in zip(stops, minutes, strict=True)]


def groups_of(feed: Timetable, stop: int) -> list[list[int]]:
    found = stop_departures(feed, DAY)
    return sorted(found.group(number).tolist() for number in np.flatnonzero(found.stop_index == stop))


def test_the_wait_is_the_published_value() -> None:
    # docs/definitions.md#headways-and-waits: these give 20.625 minutes, not half the mean headway of 30.
    leaves = [clock(text) for text in ("7:00", "7:15", "7:30", "8:30", "9:00")]
    assert expected_wait_min(leaves, AM.start_s, AM.end_s) == pytest.approx(20.625)


def test_even_departures_wait_half_a_headway() -> None:
    leaves = np.arange(clock("6:00"), clock("10:00"), 600)
    assert expected_wait_min(leaves, AM.start_s, AM.end_s) == pytest.approx(5)


@pytest.mark.parametrize(
    ("leaves", "minutes"),
    [
        ([], math.nan),
        (["6:59", "9:00"], math.nan),
        (["8:00"], 60.0),
        (["8:00", "8:00"], 60.0),
        (["8:00", "9:30"], 45.0),
        (["7:00", "8:00"], 30.0),
        (["7:10", "7:20"], (10**2 + 110**2) / 240),
    ],
)
def test_waits_at_the_edges_of_a_band(leaves: list[str], minutes: float) -> None:
    found = expected_wait_min([clock(text) for text in leaves], AM.start_s, AM.end_s)
    assert found == pytest.approx(minutes, nan_ok=True)


@settings(deadline=None)
@given(st.lists(st.integers(0, 30 * 60), min_size=1, max_size=30))
def test_waits_equal_a_count_second_by_second(minutes: list[int]) -> None:
    """Oracle: the mean wait of one person a minute, from the first departure of the band to the end of the last gap.

    Where nothing leaves after the band, the band repeats.
    """
    leaves = sorted(minute * 60 for minute in minutes)
    inside = [time for time in leaves if AM.start_s <= time < AM.end_s]
    after = [time for time in leaves if time >= AM.end_s]
    found = expected_wait_min(leaves, AM.start_s, AM.end_s)
    if not inside:
        assert math.isnan(found)
        return
    again = [time + AM.end_s - AM.start_s for time in inside]
    coming = [*inside, *(after or again)]
    end = (after or again)[0]
    waits = []
    for second in range(inside[0] + 30, end, 60):
        waits.append(min(time for time in coming if time > second) - second)
    assert found == pytest.approx(sum(waits) / len(waits) / 60)


def test_directions_of_the_feed_are_kept_whatever_the_line() -> None:
    feed = Timetable(
        [
            (0, 0, along([0, 1, 2], "7:00"), {DAY}),
            (1, 0, along([0, 1, 3], "7:10"), {DAY}),
            (0, 1, along([2, 1, 0], "7:20"), {DAY}),
        ],
        4,
    )
    assert groups_of(feed, 1) == [[clock("7:05"), clock("7:15")], [clock("7:25")]]


def test_without_direction_ids_out_and_back_are_apart_and_short_workings_belong_together() -> None:
    out, back = [0, 1, 2, 3, 4], [4, 3, 2, 1, 0]
    feed = Timetable(
        [
            (0, -1, along(out, "7:00"), {DAY}),
            (0, -1, along(out, "7:30"), {DAY}),
            (0, -1, along(out[1:4], "7:15"), {DAY}),  # a short working
            (0, -1, along([0, *out[2:]], "7:45"), {DAY}),  # passes stop 1 without stopping
            (0, -1, along(back, "7:00"), {DAY}),
            (0, -1, along(back[1:], "7:40"), {DAY}),
        ],
        5,
    )
    direction = trip_directions(feed, np.arange(6))
    assert len(set(direction[:4].tolist())) == 1
    assert len(set(direction[4:].tolist())) == 1
    assert direction[0] != direction[4]
    outward = [clock("7:10"), clock("7:20"), clock("7:40"), clock("7:50")]
    assert groups_of(feed, 2) == [outward, [clock("7:10"), clock("7:45")]]


def test_all_lines_that_leave_a_pole_count_together_without_direction_ids() -> None:
    feed = Timetable(
        [
            (0, -1, along([0, 1, 2], "7:00"), {DAY}),
            (1, -1, along([0, 1, 3], "7:10"), {DAY}),
            (2, -1, along([0, 4], "7:20"), {DAY}),
        ],
        5,
    )
    assert groups_of(feed, 0) == [[clock("7:00"), clock("7:10"), clock("7:20")]]
    assert groups_of(feed, 1) == [[clock("7:05"), clock("7:15")]]


def test_lines_that_go_where_another_comes_from_are_apart_also_across_the_road() -> None:
    same_stops = Timetable([(0, -1, along([0, 1, 2], "7:00"), {DAY}), (1, -1, along([2, 1, 3], "7:10"), {DAY})], 4)
    assert groups_of(same_stops, 1) == [[clock("7:05")], [clock("7:15")]]
    # Stop 4 is the pole across the road from stop 2.
    lat = [51.50, 51.51, 51.52, 51.53, 51.5205]
    other_pole = Timetable(
        [(0, -1, along([0, 1, 2], "7:00"), {DAY}), (1, -1, along([4, 1, 3], "7:10"), {DAY})], 5, lat=lat
    )
    assert groups_of(other_pole, 1) == [[clock("7:05")], [clock("7:15")]]


def test_variants_of_a_route_with_the_same_next_stop_go_together() -> None:
    feed = Timetable(
        [
            (0, -1, along([0, 1, 2, 3], "7:00"), {DAY}),
            (0, -1, along([0, 1, 4, 5], "7:20"), {DAY}),
        ],
        6,
    )
    assert groups_of(feed, 0) == [[clock("7:00"), clock("7:20")]]
    assert groups_of(feed, 1) == [[clock("7:05")], [clock("7:25")]]


def test_only_what_can_be_boarded_counts() -> None:
    feed = Timetable([(0, 0, along([0, 1, 2], "7:00"), {DAY})], 3, closed=frozenset({(0, 1)}))
    assert groups_of(feed, 0) == [[clock("7:00")]]
    assert groups_of(feed, 1) == []
    assert groups_of(feed, 2) == []  # the last stop


def test_yesterdays_night_bus_leaves_today() -> None:
    yesterday = DAY - timedelta(days=1)
    feed = Timetable([(0, 0, along([0, 1], "24:30"), {yesterday}), (0, 0, along([0, 1], "25:10"), {DAY})], 2)
    found = stop_departures(feed, DAY)
    assert found.group(0).tolist() == [clock("0:30"), clock("25:10")]
    assert found.is_own_day.tolist() == [False, True]
    first, last = found.first_and_last_s()
    assert first[0] == last[0] == clock("25:10")
    assert np.isnan(first[1])


def test_trips_by_headway_count_once_per_vehicle() -> None:
    feed = Timetable(
        [(0, 0, along([0, 1, 2], "5:00", every_min=6), {DAY}), (0, 0, along([0, 1, 2], "7:01"), {DAY})],
        3,
        headways=[(0, "7:00", "8:00", 1200)],
    )
    assert groups_of(feed, 1) == [[clock("7:06"), clock("7:06"), clock("7:26"), clock("7:46")]]
    hours = departures_by_hour_per_stop(feed, DAY)
    assert hours.shape == (3, 30)
    assert hours[0].nonzero()[0].tolist() == [7]
    assert hours.sum() == 8


def test_the_best_direction_has_most_departures_then_the_shorter_wait_then_the_stop_id() -> None:
    feed = Timetable(
        [
            *((0, 0, along([3, 4], time), {DAY}) for time in ("7:00", "7:01", "9:00")),
            *((0, 0, along([2, 4], time), {DAY}) for time in ("7:00", "8:00", "9:00")),
            *((0, 0, along([1, 4], time), {DAY}) for time in ("7:00", "8:00", "9:00")),
            *((0, 1, along([1, 0], time), {DAY}) for time in ("7:30",)),
            (0, 0, along([0, 4], "12:00"), {DAY}),
        ],
        5,
    )
    rank, per_h, wait = best_directions(stop_departures(feed, DAY), AM)
    assert rank.tolist() == [5, 0, 1, 2, 5]
    assert per_h.tolist() == [0, 1, 1, 1, 0]
    # Two an hour each, so the shorter wait wins, and among the equal waits the stop id.
    assert wait[1:4] == pytest.approx([30, 30, (1**2 + 119**2) / (2 * 120)])
    assert np.isnan(wait[[0, 4]]).all()


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.integers(0, 1),
            st.lists(st.integers(0, 5), min_size=2, max_size=6, unique=True),
            st.integers(5 * 60, 26 * 60),
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_trips_does_not_matter(trips: list, shuffler) -> None:
    def build(rows: list) -> list:
        feed = Timetable(
            [(route, way, along(stops, f"{m // 60}:{m % 60:02d}"), {DAY}) for route, way, stops, m in rows], 6
        )
        found = stop_departures(feed, DAY)
        oracle: dict[tuple[int, int], list[int]] = {}
        for _, way, stops, minute in rows:
            for place, stop in enumerate(stops[:-1]):
                oracle.setdefault((stop, way), []).append((minute + 5 * place) * 60)
        assert {key: sorted(times) for key, times in oracle.items()} == {
            (int(found.stop_index[number]), int(found.direction[number])): found.group(number).tolist()
            for number in range(len(found))
        }
        rank, per_h, wait_min = best_directions(found, AM)
        best: dict[int, tuple[int, float]] = {}  # the most departures, then the shorter wait, each by the plain formula
        for number, stop in enumerate(found.stop_index.tolist()):
            in_band_n = int(((found.group(number) >= AM.start_s) & (found.group(number) < AM.end_s)).sum())
            if in_band_n:
                wait = expected_wait_min(found.group(number), AM.start_s, AM.end_s)
                best[stop] = min(best.get(stop, (0, math.inf)), (-in_band_n, wait))
        assert {stop: wait for stop, wait in enumerate(wait_min.tolist()) if wait == wait} == {
            stop: wait for stop, (_, wait) in best.items()
        }
        return [rank.tolist(), per_h.tolist()]

    shuffled = list(trips)
    shuffler.shuffle(shuffled)
    assert build(trips) == build(shuffled)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.lists(st.integers(0, 5), min_size=2, max_size=6, unique=True),
            st.integers(5 * 60, 22 * 60),
        ),
        max_size=10,
    ),
    st.randoms(use_true_random=False),
)
def test_without_direction_ids_nothing_is_lost_or_turned_round(trips: list, shuffler) -> None:
    def build(rows: list):
        calls = [(route, -1, along(stops, f"{m // 60}:{m % 60:02d}"), {DAY}) for route, stops, m in rows]
        return stop_departures(Timetable(calls, 6), DAY)

    found = build(trips)
    for stop in range(6):
        expected = sorted(
            (minute + 5 * stops.index(stop)) * 60 for _, stops, minute in trips if stop in stops and stop != stops[-1]
        )
        groups = [found.group(number).tolist() for number in np.flatnonzero(found.stop_index == stop)]
        assert sorted(time for group in groups for time in group) == expected
    shuffled = list(trips)
    shuffler.shuffle(shuffled)
    again = build(shuffled)
    for name in ("stop_index", "direction", "indptr", "departure_s"):
        assert getattr(found, name).tolist() == getattr(again, name).tolist()
