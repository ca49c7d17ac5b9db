"""The usual journey to the centre: which lines, how far round, told leg by leg (docs/definitions.md#usual-journey)."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

from analysis.parameters import Band, Parameters
from analysis.transit.journeys.best import journeys_to_point
from analysis.transit.journeys.round_by import goes_round_by
from analysis.transit.journeys.usual import (
    USUAL_COLUMNS,
    line_of_trips,
    unknown_usual_journeys,
    usual_journeys,
    usual_journeys_to_centre,
)
from analysis.transit.journeys.wording import clock, journey_in_words, legs_from_json, legs_table, usual_lines
from analysis.transit.points import CityPoints
from analysis.transit.search.percentiles import percentiles_of
from analysis.transit.timetable.day import build_timetable
from analysis.walking.graph import build_graph, snap_points
from everyday import Atlas
from tests.makers.feeds import PARAMETERS, START_S, TUESDAY, as_matrix, feed_at, plain_trip
from tests.makers.small_streets import degrees, grid
from tests.makers.town_parts import Town, town_of

INF = np.inf
# A bus from the estate to the centre round by the docks: 3 km up, 4 km across, 3 km down. Metres east and north.
ROUND = {"Estate Road": (0, 0), "Dock Gate": (0, 3000), "Ferry": (4000, 3000), "Market Place": (4000, 0)}


def usual(feed, access, egress, direct=None, minutes=10, parameters=PARAMETERS, **options):
    stops_n = len(feed.stops)
    footpaths = options.pop("footpaths", as_matrix(np.full((stops_n, stops_n), INF)))
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    access = as_matrix(access)
    found = journeys_to_point(
        timetable, access, as_matrix(egress), as_matrix(np.full((access.rows_n, 1), INF) if direct is None else direct),
        trip_line=line_of_trips(feed), start_s=START_S, end_s=START_S + 60 * minutes, parameters=parameters,
    )  # fmt: skip
    return usual_journeys(found, feed, **options)


def only(found):
    """The one row, and its legs."""
    return found.table.iloc[0], found.legs[0]


def bus(stops, leaves, minutes_each=5):
    return plain_trip(stops, [START_S + leaves + 60 * minutes_each * number for number in range(len(stops))])


def test_a_bus_that_goes_round_by_the_docks():
    trips = [bus([0, 1, 2, 3], 300), bus([0, 1, 2, 3], 900)]
    found = usual(feed_at(ROUND, trips), [[160.0, INF, INF, INF]], [[INF, INF, INF, 80.0]])
    row, legs = only(found)
    assert row["transit_indirectness"] == pytest.approx(10_000 / 4000, rel=2e-3)
    assert row["usual_journey_lines"] == "9"
    assert row["usual_journey_share"] == 1.0
    # Departures 08:00 to 08:03 catch the 08:05, the other six the 08:15, both for 15 min + 1 min on foot.
    times = [300 - 60 * m + 960 for m in range(4)] + [900 - 60 * m + 960 for m in range(4, 10)]
    assert row["usual_journey_min"] == sorted(times)[4] / 60
    words = journey_in_words(legs, goal="the centre")
    assert words == (
        "Walk 2 min to Estate Road, bus 9 (15 min, 3 stops, round by Dock Gate and Ferry) to Market Place, walk 1 min "
        "to the centre."
    )
    ride = legs[1]
    assert ride["operator"] == "Wren Buses"
    assert ride["leaves"] == "08:15"
    assert ride["km"] == pytest.approx(10.0, rel=2e-3)
    minutes = sum(leg["minutes"] + leg.get("wait_min", 0) for leg in legs)
    assert minutes == pytest.approx(row["usual_journey_min"], abs=0.2)


def test_a_direct_bus_is_not_indirect():
    row, legs = only(
        usual(feed_at(ROUND, [bus([0, 3], 300)]), [[0.0, INF, INF, INF]], [[INF, INF, INF, 0.0]], minutes=5)
    )
    assert row["transit_indirectness"] == pytest.approx(1.0)
    assert legs[1]["round_by"] == []
    assert legs[1]["stops"] == 1


def test_two_rides_count_from_the_first_boarding_to_the_last_alighting():
    trips = [bus([0, 1, 2], 300), bus([2, 3], 300 + 600 + 60)]
    found = usual(feed_at(ROUND, trips, ("7", "30")), [[0.0, INF, INF, INF]], [[INF, INF, INF, 0.0]], minutes=5)
    row, legs = only(found)
    assert row["usual_journey_lines"] == "7, then 30"
    assert row["transit_indirectness"] == pytest.approx(2.5, rel=2e-3)
    assert "to Ferry, change to bus 30 (5 min, 1 stop) to Market Place" in journey_in_words(legs)


def test_a_walk_between_two_rides_is_told_but_not_ridden():
    places = ROUND | {"Ferry Road": (4000, 2900)}
    footpaths = np.full((5, 5), INF)
    footpaths[2, 4] = 160.0
    trips = [bus([0, 1, 2], 300), bus([4, 3], 300 + 600 + 60 + 120 + 60)]
    feed = feed_at(places, trips, ("7", "30"))
    found = usual(
        feed, [[0.0, *[INF] * 4]], [[INF, INF, INF, 0.0, INF]], minutes=5, footpaths=as_matrix(footpaths)
    )  # fmt: skip
    row, legs = only(found)
    assert row["transit_indirectness"] == pytest.approx((3 + 4 + 2.9) / 4, rel=2e-3)
    assert "to Ferry, walk 2 min to Ferry Road, bus 30" in journey_in_words(legs)
    assert legs[2] == {"mode": "walk", "from": "Ferry", "to": "Ferry Road", "minutes": 2.0}
    assert legs[3]["wait_min"] == 2.0


def test_what_is_not_known_is_empty():
    feed = feed_at(ROUND, [bus([0, 1, 2, 3], 600)])
    near, goal = [[0.0, INF, INF, INF]], [[INF, INF, INF, 0.0]]
    for off in (0, 3):
        is_known = np.arange(4) != off
        row, legs = only(usual(feed, near, goal, is_stop_known=is_known))
        assert math.isnan(row["transit_indirectness"])
        assert row["usual_journey_lines"] == "9"
        assert legs
    row, _ = only(usual(feed, near, goal, is_stop_known=np.array([True, False, False, True])))
    assert row["transit_indirectness"] > 2, "stops one rides past may lie anywhere"
    close = feed_at({"A": (0, 0), "B": (2000, 0), "C": (250, 0)}, [bus([0, 1, 2], 600)])
    row, _ = only(usual(close, [[0.0, INF, INF]], [[INF, INF, 0.0]]))
    assert math.isnan(row["transit_indirectness"]), "less than 300 m apart"
    row, legs = only(usual(feed, [[INF] * 4], goal))
    assert row.isna().tolist() == [True, False, True, True]
    assert row["usual_journey_lines"] == ""
    assert legs == []
    assert journey_in_words(legs) == "There is no journey."


def test_on_foot():
    row, legs = only(usual(feed_at(ROUND, []), [[0.0, INF, INF, INF]], [[INF, INF, INF, 0.0]], direct=[[1120.0]]))
    assert row["usual_journey_lines"] == "on foot"
    assert math.isnan(row["transit_indirectness"])
    assert row["usual_journey_min"] == 14.0
    assert row["usual_journey_share"] == 1.0
    assert journey_in_words(legs, goal="the centre") == "Walk all the way to the centre (14 min)."


def test_the_most_frequent_lines_then_the_quicker_then_the_first_in_the_alphabet():
    # Each bus leaves in time for some minutes of ten; journeys take 5 minutes and the wait.
    def of(*departures):
        feed = feed_at(ROUND, [bus([0, 3], leaves) for leaves, _ in departures], [line for _, line in departures])
        return only(usual(feed, [[0.0, INF, INF, INF]], [[INF, INF, INF, 0.0]], minutes=6))[0]

    assert of((60, "2"), (240, "1"))["usual_journey_lines"] == "1"
    assert of((60, "2"), (240, "1"))["usual_journey_share"] == pytest.approx(3 / 6)
    assert of((180, "1"), (300, "2"))["usual_journey_lines"] == "1"
    assert of((120, "2"), (300, "1"))["usual_journey_lines"] == "1", "the first in the alphabet"
    assert of((120, "1"), (300, "2"))["usual_journey_lines"] == "1", "the first in the alphabet"
    assert of((120, "1"), (301, "2"))["usual_journey_lines"] == "1", "the quicker"
    assert of((121, "1"), (300, "2"))["usual_journey_lines"] == "2", "the quicker"
    # Line 1 twice: minutes count together, also when another line comes between.
    assert of((60, "1"), (180, "2"), (300, "1"))["usual_journey_lines"] == "1"


def test_railways_without_numbers_are_trains():
    feed = feed_at(ROUND, [bus([0, 3], 300), bus([0, 3], 600)], ("From A to B", "9"))
    feed.routes["mode"] = ["bus", "rail"]
    feed.routes["route_long_name"] = ["", "From A to B"]
    assert feed.routes["route_name"].tolist() == ["9", "From A to B"]
    assert line_of_trips(feed).tolist() == ["train", "9"]
    _, legs = only(usual(feed, [[0.0, INF, INF, INF]], [[INF, INF, INF, 0.0]], minutes=5))
    assert ", train (5 min, 1 stop) to Market Place" in journey_in_words(legs)


def test_words():
    walk = {"mode": "walk", "from": "", "to": "A", "minutes": 0.2}
    ride = {"mode": "ride", "vehicle": "bus", "line": "7", "from": "A", "to": "B", "minutes": 2.5, "stops": 1,
            "round_by": []}  # fmt: skip
    end = {"mode": "walk", "from": "C", "to": "", "minutes": 1.4}
    again = ride | {"from": "B", "to": "C", "vehicle": "other", "line": "Shuttle"}
    assert journey_in_words([walk, ride, again, end]) == (
        "Walk 1 min to A, bus 7 (3 min, 1 stop) to B, change to line Shuttle (3 min, 1 stop) to C, walk 1 min."
    )
    assert "change to another bus 7" in journey_in_words([walk, ride, ride | {"from": "B", "to": "C"}, end])
    across = {"mode": "walk", "from": "B", "to": "B", "minutes": 1.0}
    assert "to B, walk 1 min to another stop there, line Shuttle" in journey_in_words([walk, ride, across, again, end])
    assert usual_lines(["7", "30"]) == "7, then 30"
    assert clock(7 * 3600 + 32 * 60 + 59) == "07:32"
    assert clock(24 * 3600 + 300) == "00:05"


def test_legs_survive_being_written():
    legs = [[{"mode": "walk", "from": "", "to": "Tŷ Coch", "minutes": 3.0}], []]
    table = legs_table(["a", "b"], legs)
    assert table["cell"].tolist() == ["a"]
    assert "Tŷ Coch" in table["legs_json"][0]
    assert legs_from_json(table["legs_json"][0]) == legs[0]
    assert list(legs_table([], []).columns) == ["cell", "legs_json"]


def test_round_by_names_what_is_far_from_the_line():
    def by(*metres, names="ABCDEF"):
        lat, lon = degrees(*zip(*metres, strict=True))
        return goes_round_by(list(names[: len(metres)]), lat, lon)

    assert by((0, 0), (2000, 100), (4000, 0)) == []
    assert by((0, 0), (0, 300), (600, 300), (600, 0)) == [], "not far enough to speak of"
    assert by((0, 0), (2000, 2500), (4000, 0)) == ["B"]
    assert by((0, 0), (0, 2000), (100, 2100), (4000, 0)) == ["C"], "the other is next to it"
    assert by((0, 0), (0, 2000), (4000, 2500), (4000, 0)) == ["B", "C"]
    assert by((0, 0), (0, 600), (4000, 2500), (4000, 0)) == ["C"]
    assert by((0, 0), (2000, 2500), (4000, 0), names="ACC") == [], "named like the end"
    assert by((0, 0), (3000, 0), (0, 0)) == ["B"], "there and back"


def test_to_the_centre_on_streets():
    """Two places two kilometres apart on a grid of streets; the bus goes two sides of a square."""
    network = grid(21, 21, 100.0)
    lat, lon = degrees([0, 2000, 2000], [0, 0, 2000])
    feed = feed_at({"Home": (0, 0), "Corner": (2000, 0), "Market": (2000, 2000)}, [bus([0, 1, 2], 600, 2)])
    cells = snap_points(network, [*lat[[0, 2]], 51.0], [*lon[[0, 2]], -2.0])
    centre, stops = snap_points(network, lat[2:], lon[2:]), snap_points(network, lat, lon)
    points = CityPoints(cells, np.zeros(3), np.zeros(3), np.ones(3), centre, centre, stops)
    graph, parameters = build_graph(network), Parameters()
    footpaths = as_matrix(np.full((3, 3), INF))
    band = Band("am", "Morning", "weekday", START_S, START_S + 600)
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    found = usual_journeys_to_centre(graph, points, feed, timetable, band, parameters=parameters)
    assert found.table["usual_journey_lines"].tolist() == ["9", "on foot", ""]
    assert found.table["transit_indirectness"][0] == pytest.approx(math.sqrt(2), rel=2e-3)
    nobody = snap_points(network, [51.0], [-2.0])
    away = CityPoints(cells, np.zeros(3), np.zeros(3), np.ones(3), nobody, nobody, stops)
    unknown = usual_journeys_to_centre(graph, away, feed, timetable, band, parameters=parameters)
    pd.testing.assert_frame_equal(unknown.table, unknown_usual_journeys(3).table)
    assert tuple(unknown.table.columns) == USUAL_COLUMNS


@pytest.fixture(scope="module")
def demo(demo_atlas: Atlas) -> Town:
    return town_of(demo_atlas)


def usual_in_the_morning(town: Town):
    return usual_journeys_to_centre(
        town.graph, town.points, town.feed, town.timetables["weekday"], town.parameters.bands[0],
        parameters=town.parameters,
    )  # fmt: skip


def test_the_estate_whose_bus_goes_round_by_the_docks(demo: Town):
    found = usual_in_the_morning(demo)
    table = pd.concat([demo.cells[["area_name", "population_n", "on_network"]], found.table], axis=1)
    estate = table[(table["area_name"] == "Samphire") & (table["population_n"] > 0) & table["on_network"]]
    assert len(estate) > 5
    assert (estate["transit_indirectness"] >= 1.6).all()
    assert (estate["usual_journey_lines"] == "9").all()
    for cell in estate.index:
        ride = found.legs[cell][1]
        assert any(word in " ".join(ride["round_by"]) for word in ("Dock", "Ferry", "Sea Bank")), ride
    straight = table[table["area_name"].isin(["Highfield", "Millbrook", "Thornby", "Ropewalk"])]
    assert straight["transit_indirectness"].median() < 1.4


def test_legs_add_up_and_can_be_kept(demo: Town):
    found = usual_in_the_morning(demo)
    on = demo.cells["on_network"].to_numpy()
    assert found.table.loc[~on, ["transit_indirectness", "usual_journey_min"]].isna().all(axis=None)
    for minutes, legs in zip(found.table["usual_journey_min"], found.legs, strict=True):
        if legs:
            whole = sum(leg["minutes"] + leg.get("wait_min", 0) for leg in legs)
            changes = max(sum(leg["mode"] == "ride" for leg in legs) - 1, 0)
            assert whole == pytest.approx(minutes, abs=0.05 * (2 * len(legs)) + changes * 0.01)
            assert journey_in_words(legs).endswith(".")
    kept = legs_table(demo.cells["cell"], found.legs)
    assert len(kept) == sum(bool(legs) for legs in found.legs)
    assert len(json.dumps(kept["legs_json"].tolist())) < 1000 * len(kept)


@pytest.mark.data
def test_newport_is_plausible_and_agrees_with_the_time_to_the_centre(newport_atlas: Atlas):
    town = town_of(newport_atlas)
    found = usual_in_the_morning(town)
    table = found.table
    every = town.cells["centre_min_am"].to_numpy()
    is_sure = (table["usual_journey_share"] == 1).to_numpy()
    assert is_sure.sum() > 100
    np.testing.assert_allclose(table["usual_journey_min"][is_sure], every[is_sure])
    assert table["usual_journey_min"].notna().sum() >= np.isfinite(every).sum()
    ratio = table["transit_indirectness"].dropna()
    assert ratio.min() >= 0.999
    assert 1.0 < ratio.median() < 1.4
    numbers = {line for text in table["usual_journey_lines"] for line in text.split(", then ")}
    assert {"30", "36", "151", "on foot", "train"} <= numbers


def test_the_median_shown_is_the_usual_percentile():
    seconds = np.array([960, 900, 840, 780, 720])
    assert percentiles_of(seconds, (50,))[0] == 840
    feed = feed_at(ROUND, [bus([0, 3], 600)])
    row, _ = only(usual(feed, [[0.0, INF, INF, INF]], [[INF, INF, INF, 48.0]], minutes=5))
    assert row["usual_journey_min"] == percentiles_of(np.array([936, 876, 816, 756, 696]), (50,))[0] / 60
