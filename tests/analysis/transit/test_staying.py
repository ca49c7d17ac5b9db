"""Staying on board where the vehicle goes on as another trip: what is joined, what it is worth, what is left alone."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.opportunities.access_level import route_frequencies
from analysis.parameters import Band, Parameters
from analysis.transit.departures import best_directions, departures_by_hour_per_stop, stop_departures
from analysis.transit.headways import route_departures, route_headways
from analysis.transit.journeys.best import journeys_to_point
from analysis.transit.journeys.direct_lines import direct_departures_at_stops
from analysis.transit.journeys.usual import line_of_trips, usual_journeys
from analysis.transit.journeys.wording import journey_in_words
from analysis.transit.search.times import travel_times
from analysis.transit.timetable.day import Timetable, build_timetable
from geo.feed import Feed
from geo.staying import cut_blocks, stays_between
from tests.makers.feeds import (
    END_S,
    PARAMETERS,
    START_S,
    TUESDAY,
    as_matrix,
    feed_at,
    journeys,
    make_feed,
    plain_trip,
)

INF = np.inf
# Home, the end of line 7 and the start of line 30, the centre; one rides 7 and 30 and would miss the 30 by a change.
PLACES = {"Home": (0, 0), "Cross": (2000, 0), "Centre": (4000, 0), "Depot": (2000, 900)}
AM = Band("am", "", "weekday", START_S, START_S + 1800)


def minutes(*calls: tuple[int, float], service: int = 0):
    stops, times = zip(*calls, strict=True)
    return plain_trip(stops, [START_S + round(60 * time) for time in times], service)


SEVEN, THIRTY = minutes((0, 5), (1, 10)), minutes((1, 10), (2, 15))


def with_blocks(feed: Feed, *blocks: str) -> Feed:
    return dataclasses.replace(feed, trips=feed.trips.assign(block_id=list(blocks)))


def with_named(feed: Feed, *pairs: tuple[int, int, bool]) -> Feed:
    frame = pd.DataFrame(list(pairs), columns=list(feed.in_seat.columns)).astype(feed.in_seat.dtypes.to_dict())
    return dataclasses.replace(feed, in_seat=frame)


def town(trips, routes=("7", "30"), places=PLACES) -> Feed:
    return feed_at(places, trips, routes)


def laid_out(feed: Feed) -> Timetable:
    stops_n = len(feed.stops)
    return build_timetable(feed, TUESDAY, as_matrix(np.full((stops_n, stops_n), INF)), parameters=PARAMETERS)


def reached(feed: Feed, parameters: Parameters = PARAMETERS) -> int:
    """Minutes from home to the centre for who leaves at the start; -1 if not at all."""
    timetable, n = laid_out(feed), len(feed.stops)
    home, centre = np.full((2, 1, n), INF)
    home[0, 0] = centre[0, 2] = 80.0
    blocks = travel_times(
        timetable, as_matrix(home), as_matrix(centre), as_matrix([[INF]]), start_s=START_S, end_s=START_S + 60,
        parameters=parameters,
    )  # fmt: skip
    ((_, seconds),) = blocks
    return int(seconds[0, 0, 0]) // 60 if seconds[0, 0, 0] >= 0 else -1


def usual(feed: Feed):
    timetable, n = laid_out(feed), len(feed.stops)
    home, centre = np.full((2, 1, n), INF)
    home[0, 0] = centre[0, 2] = 80.0
    found = journeys_to_point(
        timetable, as_matrix(home), as_matrix(centre), as_matrix([[INF]]), trip_line=line_of_trips(feed),
        start_s=START_S, end_s=START_S + 240, parameters=PARAMETERS,
    )  # fmt: skip
    return usual_journeys(found, feed)


def test_who_stays_on_board_misses_nothing_and_changes_nowhere():
    feed = town([SEVEN, THIRTY])
    assert reached(feed) == -1, "no minute is left to change in"
    for joined in (with_blocks(feed, "b", "b"), with_named(feed, (0, 1, True))):
        assert reached(joined) == 16
        assert reached(joined, dataclasses.replace(PARAMETERS, max_rides=1)) == 16, "one ride"
    told = usual(with_blocks(feed, "b", "b"))
    assert told.table["usual_journey_lines"].tolist() == ["7 → 30"]
    assert told.table["transit_indirectness"].iloc[0] == pytest.approx(1.0, abs=1e-6)
    assert journey_in_words(told.legs[0]) == (
        "Walk 1 min to Home, bus 7 (10 min, 2 stops), stay on board at Cross (becomes line 30), to Centre, walk 1 min."
    )


def test_one_line_that_goes_on_as_itself_keeps_its_name():
    told = usual(with_blocks(town([SEVEN, THIRTY], ("7",)), "b", "b"))
    assert told.table["usual_journey_lines"].tolist() == ["7"]
    assert "stay on board at Cross, to Centre" in journey_in_words(told.legs[0])


def test_a_seat_kept_is_a_direct_line():
    feed = town([SEVEN, THIRTY])
    is_centre = np.array([False, False, True, False])

    def direct(one: Feed) -> list:
        found = direct_departures_at_stops(one, laid_out(one), is_centre, AM, parameters=PARAMETERS)
        return found[["stop", "line", "departures_n"]].to_numpy().tolist()

    assert direct(feed) == [[1, "30", 1]]
    assert direct(with_blocks(feed, "b", "b")) == [[0, "7", 1], [1, "30", 1]]
    past = town([SEVEN, minutes((1, 10), (3, 12)), minutes((3, 12), (2, 15))], ("7", "8", "9"))
    assert direct(with_blocks(past, "b", "b", "b")) == [[0, "7", 1], [1, "8", 1], [3, "9", 1]], "twice on"


def test_a_later_bus_that_goes_on_can_be_waited_for():
    """Two buses of line 7 from home; the second goes on to the centre, and so does the one after it, too late."""
    trips = [SEVEN, minutes((0, 8), (1, 13)), minutes((1, 13), (2, 18)), minutes((0, 20), (1, 25)),
             minutes((1, 25), (2, 30))]  # fmt: skip
    feed = with_named(town(trips, ("7", "7", "30", "7", "30")), (1, 2, True), (3, 4, True))
    assert reached(feed) == 19


def test_a_train_that_is_divided_goes_on_as_both():
    feed = town([SEVEN, minutes((1, 10), (3, 12)), THIRTY], ("7", "8", "30"))
    assert reached(with_named(feed, (0, 1, True), (0, 2, True))) == 16


def test_what_forbids_or_contradicts_a_block():
    feed = with_blocks(town([SEVEN, THIRTY]), "b", "b")
    assert reached(with_named(feed, (0, 1, False))) == -1, "5 forbids"
    assert reached(with_named(feed, (0, 1, True), (0, 1, False))) == -1, "forbidden beats allowed"
    late = minutes((1, 10), (2, 20))
    third = with_blocks(town([SEVEN, THIRTY, late], ("7", "30", "31")), "b", "b", "")
    assert reached(with_named(third, (0, 2, True))) == 21, "the vehicle is named: it is the 31"
    boards_again = with_named(with_blocks(town([SEVEN, minutes((1, 12), (2, 17))]), "b", "b"), (0, 1, False))
    assert reached(boards_again) == 18, "alighting and boarding again works as anywhere"


@pytest.mark.parametrize(
    ("trips", "why"),
    [
        ([SEVEN, minutes((1, 9), (2, 15))], "overlap"),
        ([SEVEN, minutes((1, 10), (2, 10), (1, 10))], "overlap"),
        ([SEVEN, minutes((3, 10), (2, 15))], "apart"),
        ([SEVEN, minutes((1, 41), (2, 45))], "layover"),
    ],
)
def test_what_a_block_does_not_join(trips, why):
    feed = with_blocks(town(trips), "b", "b")
    found = stays_between(feed, feed.trips_on(TUESDAY))
    assert len(found.pairs) == 0
    assert {name: len(pairs) for name, pairs in found.refused.items() if len(pairs)} == {why: 1}
    if why in ("apart", "layover"):
        named = with_named(feed, (0, 1, True))
        assert stays_between(named, named.trips_on(TUESDAY)).pairs.tolist() == [[0, 1]], "who is named is believed"


def test_a_block_has_its_limits():
    at_limit = with_blocks(town([SEVEN, minutes((1, 40), (2, 45))]), "b", "b")
    assert stays_between(at_limit, at_limit.trips_on(TUESDAY)).pairs.tolist() == [[0, 1]]
    near = PLACES | {"Depot": (2000, 190)}
    across = with_blocks(town([SEVEN, minutes((3, 10), (2, 15))], places=near), "b", "b")
    assert stays_between(across, across.trips_on(TUESDAY)).pairs.tolist() == [[0, 1]]
    assert reached(across) == 16
    other_day = with_blocks(town([SEVEN, (2, THIRTY[1])]), "b", "b")
    assert reached(other_day) == -1
    by_headway = dataclasses.replace(
        with_blocks(town([SEVEN, THIRTY]), "b", "b"),
        frequencies=make_feed(4, [SEVEN, THIRTY], [(1, START_S, END_S, 600)]).frequencies,
    )
    assert len(stays_between(by_headway, by_headway.trips_on(TUESDAY)).refused["by_headway"]) == 1


def test_a_trip_taken_away_does_not_join_its_neighbours():
    """7 goes on as 8 and then as 30. Without the 8 nobody knows where the vehicle is in between."""
    trips = [SEVEN, minutes((1, 10), (3, 12), (1, 14)), minutes((1, 14), (2, 19))]
    feed = with_blocks(town(trips, ("7", "8", "30")), "b", "b", "b")
    assert reached(feed) == 20
    gone = np.array([False, True, False])
    cut = cut_blocks(feed, gone)
    assert cut.in_seat.to_numpy().tolist() == [[0, 2, False]]
    assert len(cut_blocks(cut, gone).in_seat) == 1, "said once"
    assert cut_blocks(feed, np.zeros(3, bool)) is feed


def cut_in_two(feed: Feed, place: int, how: str) -> Feed:
    """Trip 0 as two trips, the second last of the feed: joined by a block, by name, or not at all."""
    calls = feed.stop_times
    own = calls[calls["trip_index"] == 0]
    head = own.iloc[: place + 1].copy()
    tail = own.iloc[place:].copy().assign(trip_index=np.int32(len(feed.trips)))
    head.iloc[-1, head.columns.get_loc("departure_s")] = head["arrival_s"].iloc[-1]
    tail.iloc[0, tail.columns.get_loc("arrival_s")] = tail["departure_s"].iloc[0]
    head.iloc[-1, head.columns.get_loc("can_board")] = False
    tail.iloc[0, tail.columns.get_loc("can_alight")] = False
    tail["sequence"] = np.arange(len(tail), dtype=np.int32)
    rest = calls[calls["trip_index"] != 0]
    trips = pd.concat([feed.trips, feed.trips.iloc[[0]].assign(gtfs_trip_id="second")], ignore_index=True)
    trips["block_id"] = ""
    if how in ("block", "barred"):
        trips.loc[[0, len(trips) - 1], "block_id"] = "cut"
    new = dataclasses.replace(
        feed, trips=trips, stop_times=pd.concat([head, rest, tail], ignore_index=True), in_seat=feed.in_seat.iloc[:0]
    )
    last = len(trips) - 1
    return with_named(new, (0, last, how == "named")) if how in ("named", "barred") else new


@settings(max_examples=25, deadline=None)
@given(journeys(), st.integers(0, 4), st.sampled_from(["block", "named"]))
def test_a_trip_cut_in_two_and_joined_gives_equal_measures(drawn, place, how):
    feed, footpaths, access, egress, direct, parameters = drawn
    feed = with_named(with_blocks(feed, *[""] * len(feed.trips)))
    assume(len(feed.trips) > 0)
    own = feed.stop_times[feed.stop_times["trip_index"] == 0]
    by_headway = 0 in feed.frequencies["trip_index"].tolist()
    place = 1 + place % max(len(own) - 2, 1)
    assume(len(own) >= 3 and not by_headway)
    assume(own["arrival_s"].iloc[-1] > own["arrival_s"].iloc[place])
    # What the reader of timetables sees to: nobody boards at a last call or gets off at a first.
    rows, calls = own.index, feed.stop_times.copy()
    calls.loc[rows[0], "can_alight"] = calls.loc[rows[-1], "can_board"] = False
    whole = dataclasses.replace(feed, stop_times=calls)

    def everything(one: Feed) -> list:
        timetable = build_timetable(one, TUESDAY, footpaths, parameters=parameters)
        every = [(k + 0.5) / 15 * 100 for k in range(15)]
        blocks = travel_times(
            timetable, access, egress, direct, start_s=START_S, end_s=END_S, parameters=parameters, percentiles=every
        )
        found = journeys_to_point(
            timetable, access, egress.slice_rows(slice(0, 1)), as_matrix(np.full((access.rows_n, 1), INF)),
            trip_line=np.full(len(one.trips), "7", object), start_s=START_S, end_s=END_S, parameters=parameters,
        )  # fmt: skip
        rides = np.where(found.entry >= 0, np.append(found.entry_rides, [0, 0])[found.entry], 0)
        # A run counts once at a stop; two runs that call there are two, so only where the trip passes each stop once.
        centre = (np.arange(len(one.stops)) % 2 == 0) & own["stop_index"].is_unique
        at_stops = direct_departures_at_stops(one, timetable, centre, AM, parameters=parameters)
        return [
            np.concatenate([seconds for _, seconds in blocks]).tolist(), found.seconds.tolist(), rides.tolist(),
            departures_by_hour_per_stop(one, TUESDAY).tolist(), at_stops.to_numpy().tolist(),
        ]  # fmt: skip

    assert everything(cut_in_two(whole, place, how)) == everything(whole)
    assert everything(cut_in_two(whole, place, "barred")) == everything(cut_in_two(whole, place, "none"))


LOOP = {"Bay": (0, 0), "Hill": (2000, 0), "Mill": (2000, 1500), "Quay": (0, 1500), "Far": (-2000, 0)}


def per_h_at(feed: Feed, stop: int) -> tuple[float, float]:
    _, per_h, wait_min = best_directions(stop_departures(feed, TUESDAY), AM)
    return float(per_h[stop]), float(wait_min[stop])


@pytest.mark.parametrize("direction", [-1, 0, 1])
def test_a_figure_eight_leaves_its_middle_in_two_directions(direction):
    """Every half hour from the bay round by the hill, through the bay again and out to the far end."""
    trips = [minutes((0, t), (1, t + 3), (2, t + 6), (0, t + 10), (4, t + 14)) for t in (0, 15, 30)]
    feed = feed_at(LOOP, trips)
    feed.trips["direction_id"] = np.int32(direction)
    assert per_h_at(feed, 0) == (4.0, pytest.approx(7.5)), "two in half an hour to either side, not four"
    ptal = route_frequencies(feed, TUESDAY, start_s=START_S, end_s=START_S + 1800)
    assert ptal.per_h[ptal.stop_index == 0].tolist() == [4.0]
    headways = route_headways(route_departures(feed, TUESDAY), start_s=START_S, end_s=END_S + 1800)
    assert set(headways.loc[headways["stop_index"] == 0, "mean_headway_min"]) == {15.0}
    once = feed_at(LOOP, [minutes((0, t), (1, t + 3)) for t in (0, 15, 30)])
    once.trips["direction_id"] = np.int32(direction)
    assert per_h_at(once, 0) == (4.0, pytest.approx(7.5))


def test_a_loop_driven_twice_goes_the_same_way_both_times():
    trips = [minutes(*((stop, t + 3 * n) for n, stop in enumerate((0, 1, 2, 0, 1, 2)))) for t in (0, 15)]
    assert per_h_at(feed_at(LOOP, trips), 0)[0] == 8.0
