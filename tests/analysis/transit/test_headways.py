"""Headways by line, direction and stop; spans; trips against the published statistics of Cairns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.transit.departures import stop_departures
from analysis.transit.headways import route_departures, route_headways, route_spans, trip_statistics
from geo.feed import Feed
from geo.gtfs.reading import read_gtfs
from tests.makers.feeds import TUESDAY, make_feed, plain_trip
from tests.oracles.gtfs import waits_in_two_rows


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def feed_of(trips: list[tuple[int, int, list[int], str]], *, stops_n: int = 4, frequencies=()) -> Feed:
    """A feed from (route, direction, stops, start); five minutes from stop to stop, stops about 1.1 km apart."""
    calls = [plain_trip(stops, [clock(start) + 300 * n for n in range(len(stops))]) for _, _, stops, start in trips]
    # Nobody boards at the last stop.
    calls = [(service, [*row[:-1], (*row[-1][:3], False, True)]) for service, row in calls]
    feed = make_feed(stops_n, calls, frequencies)
    numbers = [route for route, _, _, _ in trips]
    return replace(
        feed,
        trips=feed.trips.assign(route_index=numbers, direction_id=[direction for _, direction, _, _ in trips]),
        stops=feed.stops.assign(lat=51.5 + 0.01 * np.arange(stops_n), lon=-3.0),
    )


def test_the_worked_headways() -> None:
    # docs/definitions.md#headways-and-waits: mean headway 30, longest 60, expected wait 20.625 and not 15
    feed = feed_of([(0, 0, [0, 1], start) for start in ("7:00", "7:15", "7:30", "8:30", "9:00")])
    row = route_headways(route_departures(feed, TUESDAY), start_s=clock("7:00"), end_s=clock("9:00")).iloc[0]
    assert (row["mean_headway_min"], row["shortest_headway_min"], row["longest_headway_min"]) == (30, 15, 60)
    assert row["expected_wait_min"] == pytest.approx(20.625)
    assert (row["departures_n"], row["span_h"]) == (5, 2)


def test_the_two_directions_of_a_line_do_not_flatter_it() -> None:
    out = [(0, 0, [0, 1, 2], start) for start in ("7:00", "8:00", "9:00")]
    back = [(0, 1, [2, 1, 0], start) for start in ("7:30", "8:30", "9:30")]
    found = route_headways(route_departures(feed_of(out + back), TUESDAY))
    assert found.loc[found["stop_index"] == 1, "mean_headway_min"].tolist() == [60, 60]
    assert len(found) == 4  # nobody boards where a trip ends


def test_two_lines_at_one_stop_stay_apart() -> None:
    feed = feed_of([(0, 0, [0, 1], "7:00"), (1, 0, [0, 1], "7:10"), (0, 0, [0, 1], "7:20")])
    found = route_headways(route_departures(feed, TUESDAY))
    assert found["departures_n"].tolist() == [2, 1]
    assert found["mean_headway_min"].tolist() == pytest.approx([20, np.nan], nan_ok=True)


def test_the_end_of_the_window_counts_and_nothing_outside_does() -> None:
    feed = feed_of([(0, 0, [0, 1], start) for start in ("6:59", "7:00", "19:00", "19:01")])
    row = route_headways(route_departures(feed, TUESDAY)).iloc[0]
    assert (row["departures_n"], row["longest_headway_min"]) == (2, 720)
    assert row["first_s"] == clock("6:59")


def test_every_departure_of_a_stop_belongs_to_one_line_and_direction() -> None:
    trips = [(0, 0, [0, 1, 2], "7:00"), (1, 0, [1, 2, 3], "7:05"), (0, 1, [2, 1, 0], "8:00"), (1, 1, [3, 1], "25:00")]
    feed = feed_of(trips, frequencies=[(0, clock("9:00"), clock("10:00"), 900)])
    by_line, by_stop = route_departures(feed, TUESDAY), stop_departures(feed, TUESDAY)
    for stop in range(4):
        found = [by_line.group(n).tolist() for n in np.flatnonzero(by_line.stop_index == stop)]
        whole = [by_stop.group(n).tolist() for n in np.flatnonzero(by_stop.stop_index == stop)]
        assert sorted(chain(*found)) == sorted(chain(*whole))


def test_a_span_runs_to_the_last_arrival_and_counts_each_vehicle() -> None:
    trips = [(0, 0, [0, 1, 2], "6:00"), (0, 0, [0, 1, 2], "23:55"), (0, 1, [2, 1], "7:00")]
    found = route_spans(feed_of(trips, frequencies=[(2, clock("8:00"), clock("9:00"), 1200)]), TUESDAY)
    assert found["direction"].tolist() == [0, 1]
    assert found["trips_n"].tolist() == [2, 3]
    assert found["first_s"].tolist() == [clock("6:00"), clock("8:00")]
    assert found["last_s"].tolist() == [clock("24:05"), clock("8:45")]
    assert found["span_h"].tolist() == pytest.approx([18 + 5 / 60, 0.75])


def test_a_day_without_service_is_empty() -> None:
    feed = feed_of([(0, 0, [0, 1], "7:00")])
    sunday = TUESDAY + timedelta(days=5)
    assert not len(route_departures(feed, sunday))
    assert route_headways(route_departures(feed, sunday)).empty
    assert route_spans(feed, sunday).empty


def test_a_trip_that_stops_nowhere_has_no_statistics() -> None:
    feed = feed_of([(0, 0, [0, 1], "7:00"), (0, 0, [1, 2], "7:00")])
    found = trip_statistics(replace(feed, stop_times=feed.stop_times.iloc[2:]))
    assert found["stops_n"].tolist() == [0, 2]
    assert found["start_stop_id"].tolist() == ["", "S1"]
    assert np.isnan(found.loc[0, ["start_s", "duration_h", "distance_km", "speed_kmh"]].to_numpy(float)).all()
    nothing = trip_statistics(replace(feed, stop_times=feed.stop_times.iloc[:0]))
    assert nothing["stops_n"].tolist() == [0, 0]


def test_trips_without_shapes_are_measured_from_stop_to_stop() -> None:
    found = trip_statistics(feed_of([(0, 0, [0, 1, 2], "7:00"), (0, 0, [0, 1, 0], "7:00")]))
    assert found["is_loop"].tolist() == [False, True]
    assert found["distance_km"].tolist() == pytest.approx([2.2239, 2.2239], abs=1e-4)
    assert found["speed_kmh"].tolist() == pytest.approx([2.2239 * 6] * 2, abs=1e-3)
    assert not found["is_along_shape"].any()


@pytest.mark.data
def test_cairns_reproduces_its_published_trip_statistics(real_data: Path) -> None:
    feed, _ = read_gtfs(real_data / "cairns/gtfs/cairns_gtfs.zip", with_shapes=True)
    published = pd.read_csv(
        real_data / "cairns/oracle/cairns_trip_stats.csv",
        dtype={"trip_id": str, "start_stop_id": str, "end_stop_id": str, "shape_id": str},
    ).set_index("trip_id")
    found = trip_statistics(feed).set_index("gtfs_trip_id").loc[published.index]
    assert len(found) == len(feed.trips) == 1339
    waits = waits_in_two_rows(real_data / "cairns/gtfs/cairns_gtfs.zip")  # rows there, one call here
    rows_n = found["stops_n"] + found.index.map(waits).fillna(0)
    assert rows_n.tolist() == published["num_stops"].tolist()
    for ours, theirs in (
        ("start_stop_id", "start_stop_id"), ("end_stop_id", "end_stop_id"),
        ("is_loop", "is_loop"), ("shape_id", "shape_id"), ("direction_id", "direction_id"),
    ):  # fmt: skip
        assert found[ours].tolist() == published[theirs].tolist(), ours
    for ours, theirs in (("start_s", "start_time"), ("end_s", "end_time")):
        assert found[ours].tolist() == pd.to_timedelta(published[theirs]).dt.total_seconds().tolist(), ours
    for ours, theirs in (("duration_h", "duration"), ("distance_km", "distance"), ("speed_kmh", "speed")):
        assert found[ours].tolist() == pytest.approx(published[theirs].tolist(), rel=1e-9), ours
    assert found["is_along_shape"].all()
