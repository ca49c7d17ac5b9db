"""Journeys to one point: the same arrivals as the engine and the brute-force scan, and the best legs among equals."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parameters import Parameters
from analysis.transit.journeys.best import ON_FOOT, UNREACHABLE, Journeys, journeys_to_point
from analysis.transit.search.percentiles import percentiles_of
from analysis.transit.search.times import travel_times
from analysis.transit.timetable.day import build_timetable
from analysis.walking.matrix import WalkMatrix
from everyday import Atlas
from geo.errors import UsageError
from tests.makers.feeds import END_S, PARAMETERS, START_S, TUESDAY, as_matrix, journeys, make_feed, plain_trip
from tests.oracles.csa import Oracle

INF = np.inf
DEPARTURES = range(START_S, END_S, 60)


def to_point(feed, footpaths, access, egress, direct, parameters, **options) -> Journeys:
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    labels = [f"L{number % 3}" for number in range(len(feed.trips))]
    window = {"start_s": START_S, "end_s": END_S, "trip_line": labels} | options
    return journeys_to_point(timetable, access, egress, direct, parameters=parameters, **window)


def column(matrix: WalkMatrix, number: int) -> WalkMatrix:
    """One column of a walking matrix."""
    dense = np.full((matrix.rows_n, matrix.columns_n), INF)
    dense[matrix.rows(), matrix.indices] = matrix.metres
    return as_matrix(dense[:, [number]])


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(journeys())
def test_arrivals_equal_those_of_the_brute_force_scan(drawn):
    feed, footpaths, access, egress, direct, parameters = drawn
    oracle = Oracle(feed, TUESDAY, footpaths, egress, parameters)
    exact = [oracle.travel_times(access, direct, origin, START_S, END_S) for origin in range(access.rows_n)]
    for goal in range(egress.rows_n):
        one = (feed, footpaths, access, egress.slice_rows(slice(goal, goal + 1)), column(direct, goal), parameters)
        found = to_point(*one).seconds
        np.testing.assert_array_equal(found, [seconds[:, goal] for seconds in exact])
        forwards = travel_times(
            build_timetable(feed, TUESDAY, footpaths, parameters=parameters), access, *one[3:5],
            start_s=START_S, end_s=END_S, parameters=parameters, percentiles=(5, 50, 95),
        )  # fmt: skip
        middle = [seconds[:, 0] for _, seconds in forwards]
        np.testing.assert_array_equal(percentiles_of(found, (5, 50, 95)), np.concatenate(middle))


def best_of_all(oracle: Oracle, access, direct, origin: int, start_s: int):
    """The best (arrival, rides, walking and changing, -first departure), by going forwards with every ride at once."""
    runs: dict[int, list] = {}
    for connection in oracle.connections.tolist():
        runs.setdefault(connection[4], []).append(connection)
    onward: dict[int, list[int]] = {}
    for one, other in oracle.goes_on.tolist():
        onward.setdefault(one, []).append(other)

    def after(run: int) -> list:
        """What comes behind a run for those who stay on board."""
        return [each for other in onward.get(run, ()) for each in (*runs[other], *after(other))]

    longest = round(oracle.parameters.max_trip_min * 60)
    found = [
        (start_s + walk, 0, walk, 0)
        for _, _, walk in oracle._walks(direct.slice_rows(slice(origin, origin + 1)), 1e6).tolist()
        if walk <= longest
    ]
    walks = oracle._walks(access.slice_rows(slice(origin, origin + 1)), oracle.parameters.access_walk_min)
    # Somebody ready at a stop at some time, having walked and changed so long, first departure not yet known.
    ready = {(stop, start_s + walk, walk, None) for _, stop, walk in walks.tolist()}
    egress = {stop: walk for _, stop, walk in oracle.egress.tolist()}
    for rides in range(1, oracle.parameters.max_rides + 1):
        reached: dict[tuple[int, int], tuple[int, int]] = {}
        for stop, at, walked, first in ready:
            for number, run in runs.items():
                for place, (leaves, _, start, _, _, may_board, *_) in enumerate(run):
                    if start != stop or leaves < at or not may_board:
                        continue
                    left = leaves if first is None else first
                    for _, arrives, _, end, _, _, may_alight, _ in [*run[place:], *after(number)]:
                        if may_alight and arrives <= start_s + longest:
                            label = (walked, -left)
                            reached[end, arrives] = min(reached.get((end, arrives), label), label)
        for (stop, at), (walked, minus_left) in reached.items():
            if stop in egress and at + egress[stop] <= start_s + longest:
                found.append((at + egress[stop], rides, walked + egress[stop], minus_left))
        ready = {
            (end, at + seconds, walked + seconds, -minus_left)
            for (stop, at), (walked, minus_left) in reached.items()
            for start, end, seconds in oracle.changes.tolist()
            if start == stop
        }
    return min(found, default=None)


@settings(max_examples=60, deadline=None)
@given(journeys(), st.integers(0, 3), st.sampled_from(DEPARTURES))
def test_legs_are_the_best_among_equal_arrivals_and_can_be_travelled(drawn, origin, start_s):
    feed, footpaths, access, egress, direct, parameters = drawn
    egress, direct = egress.slice_rows(slice(0, 1)), column(direct, 0)
    oracle = Oracle(feed, TUESDAY, footpaths, egress, parameters)
    best = best_of_all(oracle, access, direct, origin, start_s)
    found = to_point(feed, footpaths, access, egress, direct, parameters, start_s=start_s, end_s=start_s + 60)
    entry = int(found.entry[origin, 0])
    if best is None:
        assert entry == UNREACHABLE
        return
    arrival, rides_n, walked, minus_left = best
    assert found.seconds[origin, 0] == arrival - start_s
    rides = found.rides(entry)
    assert len(rides) == rides_n
    if rides_n == 0:
        assert entry == ON_FOOT
        return
    changes = {(start, end): seconds for start, end, seconds in oracle.changes.tolist()}
    total = found.access_s(origin, entry)
    assert rides[0].departure_s >= start_s + total
    for ride, following in pairwise(rides):
        seconds = changes[ride.stops[-1], following.stops[0]]
        assert following.departure_s >= ride.arrival_s + seconds
        total += seconds
    last_s = int(found.egress_s[rides[-1].stops[-1]])
    assert rides[-1].arrival_s + last_s == arrival
    assert (total + last_s, -rides[0].departure_s) == (walked, minus_left)


# Stops 0 and 1 near home (100 s and 60 s), 2 and 3 near the centre (60 s each), 4 on the way, where one may change.
HOME = as_matrix([[400 / 3, 80.0, INF, INF, INF]])
CENTRE = as_matrix([[INF, INF, 80.0, 80.0, INF]])
NO_WALK, NOWHERE = as_matrix([[INF]]), as_matrix(np.full((5, 5), INF))
CHANGE = [plain_trip([1, 4], [START_S + 70, START_S + 200]), plain_trip([4, 2], [START_S + 300, START_S + 600])]


def lines(trips, labels, direct=NO_WALK, parameters=PARAMETERS, minutes=1) -> list[list[str]]:
    feed = make_feed(5, trips)
    found = to_point(
        feed, NOWHERE, HOME, CENTRE, direct, parameters, trip_line=labels, end_s=START_S + 60 * minutes
    )  # fmt: skip
    return [[labels[ride.trip] for ride in found.rides(entry)] for entry in found.entry[0].tolist()]


def test_fewer_rides_then_less_walking_then_leaving_later():
    through = plain_trip([0, 3], [START_S + 110, START_S + 600])
    assert lines(CHANGE, ["A", "B"], minutes=2) == [["A", "B"], []]
    assert lines([*CHANGE, through], ["A", "B", "C"]) == [["C"]], "fewer rides"
    near = plain_trip([1, 2], [START_S + 60, START_S + 600])
    assert lines([through, near], ["C", "D"]) == [["D"]], "less walking, although it leaves earlier"
    later = plain_trip([0, 2], [START_S + 200, START_S + 600])
    assert lines([through, later], ["C", "E"]) == [["E"]], "the later departure"
    assert lines([later, later], ["F", "E"]) == [["E"]], "the first in the alphabet"
    assert lines([later, later], ["E", "F"]) == [["E"]], "the first in the alphabet"


def test_walking_all_the_way_wins_a_tie():
    bus = [plain_trip([0, 2], [START_S + 100, START_S + 540])]
    assert lines(bus, ["7"], direct=as_matrix([[800.0]])) == [[]]
    assert lines(bus, ["7"], direct=as_matrix([[801.0]])) == [["7"]]


def test_sequences_of_lines():
    later = plain_trip([0, 2], [START_S + 200, START_S + 700])
    feed = make_feed(5, [*CHANGE, later])
    found = to_point(feed, NOWHERE, HOME, CENTRE, NO_WALK, PARAMETERS, trip_line=["30", "7", "8"])
    names, number = found.sequences()
    assert names[number[found.entry[0, 0]]] == ("30", "7")
    assert names[number[found.entry[0, 1]]] == ("8",)
    assert found.entry_rides[found.entry[0, :2]].tolist() == [2, 1]
    assert (found.entry[0, 2:] == UNREACHABLE).all()
    assert (found.seconds[0, 2:] == -1).all()


def test_a_town_without_service():
    found = to_point(make_feed(5, []), NOWHERE, HOME, CENTRE, as_matrix([[800.0]]), PARAMETERS)
    assert (found.entry == ON_FOOT).all()
    assert (found.seconds == 600).all()


def test_what_does_not_fit_is_refused():
    feed = make_feed(5, [plain_trip([0, 3], [START_S, START_S + 60])])
    with pytest.raises(UsageError, match="one point to go to"):
        to_point(feed, NOWHERE, HOME, as_matrix(np.ones((2, 5))), NO_WALK, PARAMETERS)
    with pytest.raises(UsageError, match="one column for each stop"):
        to_point(feed, NOWHERE, as_matrix([[1.0]]), CENTRE, NO_WALK, PARAMETERS)
    with pytest.raises(UsageError, match="a label for each trip"):
        to_point(feed, NOWHERE, HOME, CENTRE, NO_WALK, PARAMETERS, trip_line=[])
    with pytest.raises(UsageError, match="window is empty"):
        to_point(feed, NOWHERE, HOME, CENTRE, NO_WALK, PARAMETERS, end_s=START_S)
    with pytest.raises(UsageError, match="hours after midnight"):
        to_point(feed, NOWHERE, HOME, CENTRE, NO_WALK, PARAMETERS, start_s=36 * 3600, end_s=37 * 3600)


@pytest.mark.data
def test_newport_has_the_arrivals_of_the_engine(newport_atlas: Atlas):
    """All cells, every minute of the morning and the evening."""
    from analysis.walking.matrix import WalkMatrix

    edition = newport_atlas.edition()
    timetable = edition.timetable("weekday")
    access = WalkMatrix.load(edition.folder / "access.npz")
    assert timetable is not None
    assert edition.manifest["weekday"] == str(date(2024, 3, 5))
    random = np.random.default_rng(3)
    sample = access.slice_rows(slice(0, access.rows_n))
    served = np.flatnonzero(np.bincount(access.indices, minlength=access.columns_n))
    near = np.sort(random.choice(served, 40, replace=False))
    egress = np.full((1, access.columns_n), INF)
    egress[0, near] = random.uniform(10, 1600, 40)
    direct = np.where(random.random((access.rows_n, 1)) < 0.2, random.uniform(100, 9000, (access.rows_n, 1)), INF)
    walks = {"access": sample, "egress": as_matrix(egress), "direct": as_matrix(direct)}
    labels = np.full(int(timetable.run_trip.max()) + 1, "7", dtype=object)
    every = [(k + 0.5) / 120 * 100 for k in range(120)]
    for start_s in (7 * 3600, 19 * 3600):
        window = {"start_s": start_s, "end_s": start_s + 7200, "parameters": Parameters()}
        blocks = travel_times(timetable, **walks, **window, percentiles=every)
        engine = np.concatenate([seconds[:, 0] for _, seconds in blocks])
        mine = journeys_to_point(timetable, **walks, **window, trip_line=labels).seconds
        last = np.iinfo(np.int32).max
        np.testing.assert_array_equal(np.sort(np.where(mine < 0, last, mine)), np.where(engine < 0, last, engine))
        assert (mine >= 0).mean() > 0.3
