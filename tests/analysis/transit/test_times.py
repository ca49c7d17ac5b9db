"""The transit engine against a brute-force connection scan, and the rules a passenger would notice."""

from __future__ import annotations

import dataclasses
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parameters import Parameters
from analysis.transit.search.times import point_times, reached_within, travel_times
from analysis.transit.timetable.changes import furthest_in_s, walk_seconds
from analysis.transit.timetable.day import build_timetable
from analysis.walking.graph import build_graph, compact_walks, snap_points, walk_matrix
from analysis.walking.matrix import WalkMatrix
from geo.errors import UsageError
from tests.makers.feeds import (
    END_S,
    PARAMETERS,
    START_S,
    TUESDAY,
    as_matrix,
    journeys,
    make_feed,
    plain_trip,
    random_trip,
)
from tests.makers.street_networks import make_network, points_at
from tests.oracles.csa import Oracle, percentile

PERCENTILES = (5, 25, 50, 75, 95)
INF = np.inf


def engine(feed, footpaths, access, egress, direct, parameters, percentiles=PERCENTILES, trips=None, **options):
    """All travel times in one array."""
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters, trips=trips)
    window = {"start_s": START_S, "end_s": END_S} | options
    blocks = travel_times(
        timetable, access, egress, direct, parameters=parameters, percentiles=percentiles, **window
    )  # fmt: skip
    return np.concatenate([seconds for _, seconds in blocks])


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(journeys())
def test_engine_equals_the_oracle_on_random_timetables(drawn):
    feed, footpaths, access, egress, direct, parameters = drawn
    found = engine(*drawn)
    oracle = Oracle(feed, TUESDAY, footpaths, egress, parameters)
    for origin in range(access.rows_n):
        exact = oracle.travel_times(access, direct, origin, START_S, END_S)
        for goal in range(egress.rows_n):
            expected = [percentile(exact[:, goal], p) for p in PERCENTILES]
            assert found[origin, goal].tolist() == expected, (origin, goal)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(journeys(), st.sampled_from([60, 5]))
def test_reached_is_where_there_is_a_time(drawn, step_s):
    """Every 5 seconds are more departures than the sets of the engine hold at once."""
    feed, footpaths, *walks, parameters = drawn
    parameters = dataclasses.replace(parameters, step_s=step_s)
    found = engine(feed, footpaths, *walks, parameters)
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    for number, p in enumerate(PERCENTILES):
        blocks = reached_within(
            timetable, *walks, start_s=START_S, end_s=END_S, parameters=parameters, percentile=p
        )  # fmt: skip
        np.testing.assert_array_equal(np.concatenate([each for _, each in blocks]), found[:, :, number] >= 0)


@settings(max_examples=25, deadline=None)
@given(journeys())
def test_journeys_of_most_of_a_day_equal_the_oracle(drawn):
    """Times near the most that 16 bits hold, on foot and from the first departure to the last arrival."""
    feed, footpaths, *walks, parameters = drawn
    later, parameters = 37_000, dataclasses.replace(parameters, max_trip_min=1000, access_walk_min=230, step_s=600)
    feed = dataclasses.replace(
        feed,
        stop_times=feed.stop_times.assign(
            arrival_s=feed.stop_times["arrival_s"] + np.int32(later),
            departure_s=feed.stop_times["departure_s"] + np.int32(later),
        ),
        frequencies=feed.frequencies.assign(
            start_s=feed.frequencies["start_s"] + np.int32(later), end_s=feed.frequencies["end_s"] + np.int32(later)
        ),
    )
    access, egress, direct = (dataclasses.replace(walk, metres=walk.metres * 20) for walk in walks)
    found = engine(feed, footpaths, access, egress, direct, parameters, start_s=0, end_s=END_S + later)
    oracle = Oracle(feed, TUESDAY, footpaths, egress, parameters)
    for origin in range(access.rows_n):
        exact = oracle.travel_times(access, direct, origin, 0, END_S + later)
        expected = [[percentile(exact[:, goal], p) for p in PERCENTILES] for goal in range(egress.rows_n)]
        assert found[origin].tolist() == expected, origin


def unreachable_last(seconds):
    return np.where(seconds < 0, np.iinfo(np.int64).max, seconds.astype(np.int64))


@settings(max_examples=60, deadline=None)
@given(journeys(), st.integers(0, 2**31 - 1))
def test_an_added_trip_never_lengthens_a_journey(drawn, seed):
    feed = drawn[0]
    stops_n = len(feed.stops)
    extra = make_feed(stops_n, [random_trip(np.random.default_rng(seed), stops_n)])
    calls = extra.stop_times.assign(trip_index=np.int32(len(feed.trips)))
    more = dataclasses.replace(
        feed,
        trips=pd.concat([feed.trips, extra.trips.assign(gtfs_trip_id="extra")], ignore_index=True),
        stop_times=pd.concat([feed.stop_times, calls], ignore_index=True),
    )
    before = unreachable_last(engine(*drawn))
    after = unreachable_last(engine(more, *drawn[1:]))
    assert (after <= before).all()


@settings(max_examples=40, deadline=None)
@given(journeys(), st.integers(0, 2**31 - 1))
def test_earlier_arrivals_with_the_same_departures_never_lengthen_a_journey(drawn, seed):
    # Not where one stays on board: a longer layover may be too long to wait for.
    feed = dataclasses.replace(drawn[0], trips=drawn[0].trips.assign(block_id=""), in_seat=drawn[0].in_seat.iloc[:0])
    drawn = (feed, *drawn[1:])
    calls = feed.stop_times
    left = calls.groupby("trip_index")["departure_s"].shift().fillna(calls["arrival_s"]).to_numpy()
    gain = np.random.default_rng(seed).random(len(calls)) * np.maximum(calls["arrival_s"].to_numpy() - left, 0)
    sooner = calls.assign(arrival_s=(calls["arrival_s"] - gain.astype(int)).astype(calls["arrival_s"].dtype))
    before = unreachable_last(engine(*drawn))
    after = unreachable_last(engine(dataclasses.replace(feed, stop_times=sooner), *drawn[1:]))
    assert (after <= before).all()


@settings(max_examples=40, deadline=None)
@given(journeys(), st.integers(0, 2**31 - 1))
def test_row_order_and_workers_do_not_matter(drawn, seed):
    feed, footpaths, access, egress, direct, parameters = drawn
    random = np.random.default_rng(seed)
    trip_order, stop_order = random.permutation(len(feed.trips)), random.permutation(len(feed.stops))
    trip_place, stop_place = np.argsort(trip_order).astype(np.int32), np.argsort(stop_order).astype(np.int32)
    times = feed.stop_times.assign(
        trip_index=trip_place[feed.stop_times["trip_index"]], stop_index=stop_place[feed.stop_times["stop_index"]]
    )
    shuffled = dataclasses.replace(
        feed,
        stops=feed.stops.iloc[stop_order].reset_index(drop=True),
        trips=feed.trips.iloc[trip_order].reset_index(drop=True),
        stop_times=times.sort_values(["trip_index", "sequence"]).reset_index(drop=True),
        in_seat=feed.in_seat.assign(
            from_trip=trip_place[feed.in_seat["from_trip"]], to_trip=trip_place[feed.in_seat["to_trip"]]
        ).iloc[::-1],
        frequencies=feed.frequencies.assign(trip_index=trip_place[feed.frequencies["trip_index"]]).iloc[::-1],
        transfers=feed.transfers.assign(
            from_index=stop_place[feed.transfers["from_index"]], to_index=stop_place[feed.transfers["to_index"]]
        ).iloc[::-1],
    )

    def moved(matrix: WalkMatrix, rows=None) -> WalkMatrix:
        dense = np.full((matrix.rows_n, matrix.columns_n), INF)
        dense[matrix.rows(), matrix.indices] = matrix.metres
        dense = dense[:, stop_order]
        return as_matrix(dense if rows is None else dense[rows])

    again = engine(
        shuffled, moved(footpaths, stop_order), moved(access), moved(egress), direct, parameters, workers=2
    )  # fmt: skip
    np.testing.assert_array_equal(again, engine(*drawn))


# One stop a row below: home stop 0, town stop 1, further stops as needed; one origin, one destination.
HOME = as_matrix([[133.0, INF, INF, INF]])  # 100 s at 4.8 km/h
TOWN = as_matrix([[INF, INF, INF, 80.0]])  # 60 s
NO_WALK = as_matrix([[INF]])


def stops_walk(**pairs):
    metres = np.full((4, 4), INF)
    for pair, value in pairs.items():
        metres[int(pair[1]), int(pair[2])] = value
    return as_matrix(metres)


def one_journey(trips, footpaths=None, frequencies=(), transfers=(), parameters=PARAMETERS, direct=NO_WALK, **window):
    """Seconds for each departure minute (percentile by percentile is too coarse to see a rule)."""
    feed = make_feed(4, trips, frequencies, transfers)
    footpaths = footpaths or stops_walk()
    window = {"start_s": START_S, "end_s": START_S + 60} | window
    return int(engine(feed, footpaths, HOME, TOWN, direct, parameters, (50,), **window)[0, 0, 0])


def test_walk_ride_walk():
    assert one_journey([plain_trip([0, 3], [START_S + 100, START_S + 400])]) == 460
    assert one_journey([plain_trip([0, 3], [START_S + 99, START_S + 400])]) == -1


def test_a_change_takes_a_minute_also_at_the_same_stop():
    first = plain_trip([0, 1], [START_S + 100, START_S + 300])
    for leaves, seconds in ((360, 660), (359, -1)):
        assert one_journey([first, plain_trip([1, 3], [START_S + leaves, START_S + 600])]) == seconds
    walk = stops_walk(w12=40.0)  # 30 s
    for leaves, seconds in ((390, 660), (389, -1)):
        assert one_journey([first, plain_trip([2, 3], [START_S + leaves, START_S + 600])], walk) == seconds


def test_a_walk_between_rides_is_never_followed_by_the_last_walk():
    # The bus ends at stop 1, from where stop 3 is a short walk: but that is not a journey to the destination.
    assert one_journey([plain_trip([0, 1], [START_S + 100, START_S + 300])], stops_walk(w13=40.0)) == -1


def test_a_change_is_not_lost_between_two_runs_that_meet_twice():
    # Found by the oracle: a change is offered at the last call of a run that has it, and here that call comes later
    # than the other run's, at both stops. Whoever then looks only at the first arrival at a stop never sees it.
    onward = plain_trip([1, 3], [START_S + 600, START_S + 900])
    one = plain_trip([0, 1, 2], [START_S + 100, START_S + 300, START_S + 400])
    two = plain_trip([0, 2, 1], [START_S + 100, START_S + 350, START_S + 450])
    assert one_journey([onward, one, two], stops_walk(w21=40.0)) == 960
    twice = plain_trip([0, 1, 1], [START_S + 100, START_S + 300, START_S + 360])
    assert one_journey([onward, twice]) == 960


def test_transfers_txt():
    trips = [plain_trip([0, 1], [START_S + 100, START_S + 300])]
    trips += [plain_trip([2, 3], [START_S + 300 + wait, START_S + 900 + wait]) for wait in (30, 90, 120, 400)]
    walk = stops_walk(w12=40.0)
    assert one_journey(trips, walk) == 960 + 90
    assert one_journey(trips, walk, transfers=[(1, 2, 0, -1)]) == 960 + 90
    assert one_journey(trips, walk, transfers=[(1, 2, 1, -1)]) == 960 + 30
    assert one_journey(trips, walk, transfers=[(1, 2, 2, 110)]) == 960 + 120
    assert one_journey(trips, walk, transfers=[(1, 2, 2, 0)]) == 960 + 30, "never less than the walk"
    assert one_journey(trips, walk, transfers=[(1, 2, 3, -1)]) == -1
    assert one_journey(trips, walk, transfers=[(2, 1, 3, -1)]) == 960 + 90, "in one direction only"
    assert one_journey(trips, transfers=[(1, 2, 2, 350)]) == 960 + 400, "possible without a known walk"
    assert one_journey(trips, transfers=[(1, 2, 1, -1)]) == -1


def test_boarding_and_alighting_rules():
    stops = [(0, START_S + 100, START_S + 100, True, True), (3, START_S + 400, START_S + 400, True, True)]
    assert one_journey([(0, stops)]) == 460
    assert one_journey([(0, [(*stops[0][:3], False, True), stops[1]])]) == -1
    assert one_journey([(0, [stops[0], (*stops[1][:3], True, False)])]) == -1


def test_trips_of_yesterday_and_tomorrow():
    late = plain_trip([0, 3], [24 * 3600 + 600, 24 * 3600 + 900], service=1)
    assert one_journey([late], start_s=0, end_s=60) == 960
    next_morning = plain_trip([0, 3], [600, 900], service=2)
    assert one_journey([next_morning], start_s=86_400 - 60, end_s=86_400) == 1020


def test_headways_begin_at_start_and_end_before_end():
    pattern = plain_trip([0, 3], [7, 307])
    times = [(0, START_S + 100, START_S + 700, 300)]
    assert one_journey([pattern], frequencies=times) == 460
    assert one_journey([pattern], frequencies=times, start_s=START_S + 60, end_s=START_S + 120) == 700
    assert one_journey([pattern], frequencies=times, start_s=START_S + 360, end_s=START_S + 420) == -1


def test_a_faster_bus_that_overtakes_is_taken():
    slow = plain_trip([0, 1, 3], [START_S + 100, START_S + 700, START_S + 1300])
    fast = plain_trip([0, 1, 3], [START_S + 160, START_S + 300, START_S + 500])
    assert one_journey([slow, fast]) == 560


def test_at_most_so_many_rides():
    chain = [plain_trip([a, a + 1], [START_S + 200 + 200 * a, START_S + 300 + 200 * a]) for a in range(3)]
    assert one_journey(chain) == 760
    assert one_journey(chain, parameters=dataclasses.replace(PARAMETERS, max_rides=2)) == -1


def test_longest_journey_counts_and_one_second_more_does_not():
    limit = int(PARAMETERS.max_trip_min * 60)
    assert one_journey([plain_trip([0, 3], [START_S + 100, START_S + limit - 60])]) == limit
    assert one_journey([plain_trip([0, 3], [START_S + 100, START_S + limit - 59])]) == -1


def test_walking_all_the_way_competes():
    bus = [plain_trip([0, 3], [START_S + 100, START_S + 400])]
    assert one_journey(bus, direct=as_matrix([[600.0]])) == 450
    assert one_journey(bus, direct=as_matrix([[640.0]])) == 460
    assert one_journey([], direct=as_matrix([[640.0]])) == 480


def test_the_median_is_missing_when_more_than_half_the_minutes_fail():
    # One bus: it can be caught by departures up to 08:04, so 5 of 9 or 5 of 11 minutes have a journey.
    bus = [plain_trip([0, 3], [START_S + 340, START_S + 400])]
    assert one_journey(bus, end_s=START_S + 9 * 60) == 460
    assert one_journey(bus, end_s=START_S + 11 * 60) == -1


def test_what_does_not_fit_is_refused():
    feed = make_feed(4, [plain_trip([0, 3], [START_S, START_S + 60])])
    with pytest.raises(UsageError, match="window is empty"):
        one_journey([], end_s=START_S)
    for wrong in ({"max_rides": 0}, {"step_s": 0}):
        with pytest.raises(UsageError, match="at least one ride"):
            one_journey([], parameters=dataclasses.replace(PARAMETERS, **wrong))
    with pytest.raises(UsageError, match=r"longest journey of 72,000 seconds, and 10 departures.* 65,534 of each"):
        one_journey([], end_s=START_S + 600, parameters=dataclasses.replace(PARAMETERS, max_trip_min=1200))
    with pytest.raises(UsageError, match="hours after midnight"):
        one_journey([], start_s=36 * 3600, end_s=37 * 3600)
    with pytest.raises(UsageError, match="feed's 4 stops"):
        build_timetable(feed, TUESDAY, as_matrix(np.full((3, 3), INF)), parameters=PARAMETERS)
    with pytest.raises(UsageError, match="one column for each stop"):
        engine(feed, stops_walk(), as_matrix([[1.0]]), TOWN, NO_WALK, PARAMETERS)
    with pytest.raises(UsageError, match="1 origins × 1 destinations"):
        engine(feed, stops_walk(), HOME, TOWN, as_matrix([[1.0, 2.0]]), PARAMETERS)


@pytest.mark.parametrize("speed", [3.6, 4.8, 2.5, 4.321])
@pytest.mark.parametrize("seconds", [0, 1, 899, 900, 2700])
def test_the_furthest_walk_of_so_many_seconds_takes_them_and_the_next_does_not(seconds, speed):
    parameters = dataclasses.replace(PARAMETERS, walk_kmh=speed)
    metres = furthest_in_s(seconds, parameters)
    assert walk_seconds(np.array([metres, np.nextafter(metres, INF)]), parameters).tolist() == [seconds, seconds + 1]


def test_compact_walks_of_no_exact_length_are_no_longer_than_a_journey_may_be():
    network = make_network(np.arange(61) * 100.0, np.zeros(61), [(i, i + 1) for i in range(60)])
    points = snap_points(network, *points_at(np.arange(0, 6000, 300.0), np.zeros(20)))
    feed, access = make_feed(2, [plain_trip([0, 1], [START_S, START_S + 300])]), WalkMatrix.empty(20, 2)
    parameters = dataclasses.replace(PARAMETERS, walk_kmh=3.6, max_trip_min=20)
    timetable = build_timetable(feed, TUESDAY, WalkMatrix.empty(2, 2), parameters=parameters)

    def reached(walks):
        options = {"start_s": START_S, "end_s": END_S, "parameters": parameters}
        return np.concatenate([each for _, each in reached_within(timetable, access, access, walks, **options)])

    walks = walk_matrix(build_graph(network), points, points, 3000.0)
    near = compact_walks(build_graph(network), points, points, furthest_in_s(1200, parameters))
    np.testing.assert_array_equal(reached(near), reached(walks))
    assert reached(near)[0].sum() == 5
    with pytest.raises(UsageError, match="Walks all the way of up to 1,201"):
        reached(compact_walks(build_graph(network), points, points, 1201.0))


def test_closing_the_iterator_stops_the_work():
    feed = make_feed(4, [plain_trip([0, 3], [START_S + 100, START_S + 400])])
    many = as_matrix(np.full((500, 4), 10.0))
    timetable = build_timetable(feed, TUESDAY, stops_walk(), parameters=PARAMETERS)
    seen = []
    blocks = travel_times(
        timetable, many, TOWN, as_matrix(np.full((500, 1), INF)), start_s=START_S, end_s=END_S,
        parameters=PARAMETERS, workers=2, progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    rows, seconds = next(blocks)
    blocks.close()
    assert seen == [(rows.stop, 500)]
    assert seconds.shape == (rows.stop, 1, 1)


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.parametrize(
    ("town", "osm", "feeds", "day", "start_s"),
    [
        ("porto_alegre", "poa_osm.pbf", ["poa_eptc.zip", "poa_trensurb.zip"], date(2019, 5, 13), 14 * 3600),
        ("newport", "newport-2023-06-13.osm.pbf", ["newport_bus_coach_20240305.zip", "newport_rail_20240305.zip"],
         date(2024, 3, 5), 7 * 3600),
    ],
)  # fmt: skip
def test_engine_equals_the_oracle_on_real_towns(real_data, town, osm, feeds, day, start_s):
    """Ten origins and every departure here; ``benchmarks/transit_against_csa.py`` takes as many as one likes."""
    from geo.gtfs.reading import merge_feeds, read_gtfs
    from geo.osm.reading import read_osm

    folder = real_data / town
    network = read_osm(folder / "osm" / osm).network
    feed = merge_feeds([read_gtfs(folder / "gtfs" / name)[0] for name in feeds])
    parameters = Parameters()
    random = np.random.default_rng(5)
    served = feed.stops.iloc[np.unique(feed.stop_times["stop_index"])]
    west, south, east, north = network.extent.bounds
    inside = served[served["lat"].between(south, north) & served["lon"].between(west, east)]
    near = inside.sample(300, replace=True, random_state=5)
    graph = build_graph(network)
    lat, lon = (near[name].to_numpy() + random.normal(0, 0.003, 300) for name in ("lat", "lon"))
    points = snap_points(network, lat, lon)
    stops = snap_points(network, feed.stops["lat"], feed.stops["lon"])
    footpaths = walk_matrix(graph, stops, stops, 800.0)
    egress = walk_matrix(graph, points, stops, 1600.0)
    few = np.flatnonzero(points.is_on_network)[:10]
    access = walk_matrix(graph, points.take(few), stops, 1600.0)
    direct = walk_matrix(graph, points.take(few), points, 1600.0)
    timetable = build_timetable(feed, day, footpaths, parameters=parameters)
    every_departure = [(k + 0.5) / 120 * 100 for k in range(120)]
    blocks = travel_times(
        timetable, access, egress, direct, start_s=start_s, end_s=start_s + 7200, parameters=parameters,
        percentiles=every_departure, workers=2,
    )  # fmt: skip
    found = np.concatenate([seconds for _, seconds in blocks])
    assert (found >= 0).mean() > 0.3, "most places can be reached"
    blocks = reached_within(
        timetable, access, egress, direct, start_s=start_s, end_s=start_s + 7200, parameters=parameters, max_trip_min=45
    )
    in_time = (found[:, :, 59] >= 0) & (found[:, :, 59] <= 45 * 60)
    np.testing.assert_array_equal(np.concatenate([each for _, each in blocks]), in_time)
    near_m = furthest_in_s(45 * 60, parameters)
    walks = access, egress, compact_walks(graph, points.take(few), points, min(near_m, 1600.0))
    options = {"start_s": start_s, "end_s": start_s + 7200, "parameters": parameters, "max_trip_min": 45}
    np.testing.assert_array_equal(
        np.concatenate([each for _, each in reached_within(timetable, *walks, **options)]), in_time
    )
    assert 0.05 < in_time.mean() < 0.95
    oracle = Oracle(feed, day, footpaths, egress, parameters)
    for origin in range(len(few)):
        exact = oracle.travel_times(access, direct, origin, start_s, start_s + 7200)
        assert exact.shape == (120, 300)
        ordered = np.sort(unreachable_last(exact), axis=0).T
        np.testing.assert_array_equal(unreachable_last(found[origin]), ordered)


def test_point_times_on_foot_and_by_bus():
    # A street of 6 km; the bus stops stand on it and the bus runs every ten minutes.
    network = make_network(np.arange(61) * 100.0, np.zeros(61), [(i, i + 1) for i in range(60)])
    trips = [plain_trip([0, 1], [START_S + k * 600, START_S + k * 600 + 300]) for k in range(12)]
    feed = make_feed(2, trips)
    lat, lon = points_at([200, 5800], [0, 0])
    feed.stops["lat"], feed.stops["lon"] = lat, lon
    points = points_at([0, 1000, 6000, 3000], [0, 0, 0, 3000])
    options = {"start_s": START_S, "window_min": 10, "parameters": Parameters()}
    walk = point_times(network, None, TUESDAY, points, points, mode="walk", **options)
    assert walk[0, :, 0].tolist() == [0, 750, 4500, -1]
    nearby = point_times(network, None, TUESDAY, points, points, mode="walk", direct_walk_min=20, **options)
    assert nearby[0, :, 0].tolist() == [0, 750, -1, -1]
    bus = point_times(network, feed, TUESDAY, points, points, percentiles=(10, 100), **options)
    # Leaving at 08:07 one just catches the 08:10; leaving at 08:08 one waits for the 08:20.
    assert bus[0, 2].tolist() == [(600 - 420) + 300 + 150, (1200 - 480) + 300 + 150]
    assert (bus[3] == -1).all()
