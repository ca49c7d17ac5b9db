"""One line, direct to the centre, so many times an hour: what the enabler ``direct_and_frequent`` looks at."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.parameters import Band, Parameters
from analysis.transit.journeys.direct_lines import (
    direct_departures,
    direct_departures_at_stops,
    direct_departures_to_centre,
)
from analysis.transit.points import CityPoints
from analysis.transit.timetable.day import build_timetable
from analysis.walking.graph import build_graph, snap_points, walk_matrix
from everyday import Atlas
from geo.errors import UsageError
from tests.makers.feeds import TUESDAY, as_matrix, feed_at, plain_trip
from tests.makers.small_streets import degrees, grid
from tests.makers.town_parts import Town, town_of

INF = np.inf
HOUR = 3600
AM, EVENING = Band("am", "", "weekday", 7 * HOUR, 8 * HOUR), Band("evening", "", "weekday", 19 * HOUR, 21 * HOUR)
# Stops 0 and 1 (across the road) near home, 2 on the way, 3 at the centre, 4 one stop beyond it.
PLACES = {"Home": (0, 0), "Opposite": (0, 20), "Halfway": (2000, 0), "Centre": (4000, 0), "Beyond": (6000, 0)}
TO_STOP = as_matrix([[100.0, 120.0, INF, INF, INF], [INF, INF, INF, 50.0, INF]])
CENTRE = as_matrix([[INF, INF, INF, 60.0, INF]])


def at(hour: float, *stops: int, minutes: int = 10):
    return plain_trip(stops, [round(hour * HOUR) + 60 * minutes * number for number in range(len(stops))])


def direct(trips, routes, bands=(AM,), parameters=None, **changes) -> pd.DataFrame:
    parameters = parameters or Parameters(bands=bands)
    feed = feed_at(PLACES, trips, routes)
    footpaths = as_matrix(np.full((5, 5), INF))
    timetable = build_timetable(feed, TUESDAY, footpaths, parameters=parameters)
    options = {"to_stop": TO_STOP, "centre_walks": CENTRE} | changes
    return direct_departures(feed, {"weekday": timetable}, **options, bands=bands, parameters=parameters)


def test_the_line_with_most_departures_that_get_there():
    trips = [at(7, 0, 2, 3), at(7.5, 0, 3), at(7.9, 0, 3), at(7.2, 0, 2), at(7.4, 0, 2), at(7.6, 0, 2), at(7.8, 0, 2)]
    trips += [at(7.1, 0, 3), at(8, 0, 3), at(6.9, 0, 3)]
    found = direct(trips, ["7", "7", "7", "8", "8", "8", "8", "9", "9", "9"])
    assert found["direct_departures_per_h_am"].tolist() == [3.0, 0.0]
    assert found["direct_line_am"].tolist() == ["7", ""]


def test_a_ride_away_from_the_centre_does_not_count():
    assert direct([at(7, 3, 2, 0)], ["7"])["direct_departures_per_h_am"].tolist() == [0.0, 0.0]
    assert direct([at(7, 3, 0, 4)], ["7"])["direct_departures_per_h_am"].tolist() == [0.0, 0.0]
    # Round again: it comes back to the centre later in the same run.
    assert direct([at(7, 3, 0, 4, 3)], ["7"])["direct_departures_per_h_am"].tolist() == [1.0, 0.0]


def test_nobody_takes_a_bus_within_the_centre():
    """The second cell's stop is at the centre itself."""
    wide = as_matrix([[INF, INF, INF, 60.0, 100.0]])
    assert direct([at(7, 0, 3, 4)], ["7"], centre_walks=wide)["direct_line_am"].tolist() == ["7", ""]


def test_two_sides_of_the_road_are_not_added_up_and_a_run_counts_once():
    trips = [at(7, 0, 3), at(7.1, 1, 3), at(7.2, 1, 3), at(7.3, 0, 2, 0, 3)]
    assert direct(trips, ["7"])["direct_departures_per_h_am"].tolist() == [2.0, 0.0]


def test_boarding_alighting_and_the_longest_ride():
    def one(*calls):
        return direct([(0, list(calls))], ["7"])["direct_departures_per_h_am"][0]

    start, end = (0, 7 * HOUR, 7 * HOUR, True, True), (3, 8 * HOUR, 8 * HOUR, True, True)
    assert one(start, end) == 1
    assert one((*start[:3], False, True), end) == 0
    assert one(start, (*end[:4], False)) == 0
    assert one(start, (3, 9 * HOUR, 9 * HOUR, True, True)) == 1
    assert one(start, (3, 9 * HOUR + 1, 9 * HOUR + 1, True, True)) == 0, "longer than two hours"


def test_a_line_that_is_frequent_all_day_is_not_hidden_by_another():
    morning = [at(7 + k / 10, 0, 3) for k in range(5)]
    evening = [at(19 + k / 10, 0, 3) for k in range(8)]
    # Line 2 is more frequent in the morning, but only line 1 runs four times an hour in the evening too.
    trips = [*morning, at(7.95, 0, 3), *morning, *evening]
    found = direct(trips, ["2"] * 6 + ["1"] * 13, (AM, EVENING))
    assert found.iloc[0].tolist() == [5.0, "1", 4.0, "1"]
    # One evening bus less, and each band names its own most frequent line.
    found = direct(trips[:-1], ["2"] * 6 + ["1"] * 12, (AM, EVENING))
    assert found.iloc[0].tolist() == [6.0, "2", 3.5, "1"]
    found = direct(trips[:-1], ["2"] * 6 + ["1"] * 12, (AM, EVENING), frequent_per_h=3.5)
    assert found.iloc[0].tolist() == [5.0, "1", 3.5, "1"]
    # Equally often: the first in the alphabet.
    assert direct([*morning, *morning], ["B"] * 5 + ["A"] * 5)["direct_line_am"][0] == "A"
    assert direct(morning[:2] * 2, ["B"] * 2 + ["A"] * 2)["direct_line_am"][0] == "A"


def test_a_band_in_which_another_way_is_open_is_walked_its_own_way():
    """In the evening the gate to the stop is shut: no bus from there, and its line is not frequent all day."""
    trips = [at(hour + k / 10, 0, 3) for hour in (7, 19) for k in range(5)]
    in_bands = {"evening": (as_matrix([[INF] * 5, [INF, INF, INF, 50.0, INF]]), CENTRE)}
    found = direct(trips, ["7"] * 10, (AM, EVENING), in_bands=in_bands)
    assert found.iloc[0].tolist() == [5.0, "7", 0.0, ""]
    in_bands = {"evening": (TO_STOP, as_matrix([[INF] * 5]))}
    assert direct(trips, ["7"] * 10, (AM, EVENING), in_bands=in_bands).iloc[0].tolist() == [5.0, "7", 0.0, ""]
    assert direct(trips, ["7"] * 10, (AM, EVENING)).iloc[0].tolist() == [5.0, "7", 2.5, "7"]


def test_headways_and_other_days_count_as_they_run():
    feed = feed_at(PLACES, [at(7, 0, 3), plain_trip([0, 3], [31 * HOUR, 31 * HOUR + 600], service=1)], ["7"])
    feed.frequencies.loc[0] = [0, 7 * HOUR, 8 * HOUR, 600, True]
    feed.frequencies["trip_index"] = feed.frequencies["trip_index"].astype(np.int32)
    timetable = build_timetable(feed, TUESDAY, as_matrix(np.full((5, 5), INF)), parameters=Parameters())
    is_centre = np.arange(5) == 3
    found = direct_departures_at_stops(feed, timetable, is_centre, AM, parameters=Parameters())
    assert found.values.tolist() == [[0, "7", 7]], "six by headway and one that set off yesterday"


def test_walks_that_do_not_fit_are_refused():
    with pytest.raises(UsageError, match="feed's 5 stops"):
        direct([at(7, 0, 3)], ["7"], to_stop=as_matrix([[1.0]]))


def test_unknown_bands_and_places_off_the_streets_stay_unknown():
    network = grid(41, 2, 100.0)
    lat, lon = degrees([0, 4000], [0, 0])
    feed = feed_at({"Home": (0, 0), "Centre": (4000, 0)}, [at(7, 0, 1)], ["7"])
    stops, centre = snap_points(network, lat, lon), snap_points(network, lat[1:], lon[1:])
    cells = snap_points(network, [lat[0], 51.0, lat[1]], [lon[0], -2.0, lon[1]])
    points = CityPoints(cells, np.zeros(3), np.zeros(3), np.ones(3), centre, centre, stops)
    parameters = Parameters()
    timetable = build_timetable(feed, TUESDAY, as_matrix(np.full((2, 2), INF)), parameters=parameters)
    found = direct_departures_to_centre(
        build_graph(network), points, feed, {"weekday": timetable}, unknown_bands=["evening"], parameters=parameters
    )  # fmt: skip
    np.testing.assert_array_equal(found["direct_departures_per_h_am"], [0.5, np.nan, 0.0])
    assert found["direct_line_am"].tolist() == ["7", "", ""]
    for band in ("evening", "sunday"):
        assert found[f"direct_departures_per_h_{band}"].isna().all()
        assert (found[f"direct_line_{band}"] == "").all()


def columns_of(town: Town) -> pd.DataFrame:
    return direct_departures_to_centre(
        town.graph, town.points, town.feed, town.timetables,
        unknown_bands=town.unknown_bands, parameters=town.parameters,
    )  # fmt: skip


def test_line_1_of_the_demo_town(demo_atlas: Atlas):
    town = town_of(demo_atlas)
    found = columns_of(town)
    bands = [band.name for band in town.parameters.bands]
    per_h = found[[f"direct_departures_per_h_{band}" for band in bands]]
    frequent = (per_h >= 4).all(axis=1)
    assert frequent.sum() > 10
    for band in bands:
        assert set(found.loc[frequent, f"direct_line_{band}"]) == {"1"}
    assert (town.cells.loc[frequent, "area_name"] == "Ropewalk").any()


@pytest.mark.data
def test_newport_by_counting_departures_one_by_one(newport_atlas: Atlas):
    """The best line of some cells, counted straight from the feed's stop times."""
    town = town_of(newport_atlas)
    found = columns_of(town)
    band = town.parameters.bands[0]
    feed, parameters = town.feed, town.parameters
    limit_m = parameters.stop_walk_min * 60 * parameters.walk_m_per_s
    near = walk_matrix(town.graph, town.points.cells, town.points.stops, limit_m)
    centre = set(walk_matrix(town.graph, town.points.centre, town.points.stops, limit_m).indices.tolist())
    running = feed.trips_on(town.timetables["weekday"].day)
    label = feed.routes["route_label"].to_numpy()[feed.trips["route_index"].to_numpy()]
    counts: dict[int, dict[str, int]] = {}
    calls = feed.stop_times[running[feed.stop_times["trip_index"]]]
    is_bus = (feed.routes["mode"] == "bus").to_numpy()[feed.trips["route_index"].to_numpy()]
    for trip, rows in calls[is_bus[calls["trip_index"]]].groupby("trip_index"):
        stops, leaves = rows["stop_index"].tolist(), rows["departure_s"].tolist()
        board, alight = rows["can_board"].tolist(), rows["can_alight"].tolist()
        seen = set()
        for k, stop in enumerate(stops):
            reaches = any(stops[j] in centre and alight[j] for j in range(k + 1, len(stops)))
            in_band = band.start_s <= leaves[k] < band.end_s
            if reaches and in_band and board[k] and stop not in centre and stop not in seen:
                seen.add(stop)
                at_stop = counts.setdefault(stop, {})
                at_stop[label[trip]] = at_stop.get(label[trip], 0) + 1
    cells = np.flatnonzero(np.diff(near.indptr))[::7]
    assert len(cells) > 40
    for cell in cells:
        lines: dict[str, int] = {}
        for stop in near.row(cell)[0].tolist():
            for line, number in counts.get(stop, {}).items():
                lines[line] = max(lines.get(line, 0), number)
        line, per_h = found.loc[cell, ["direct_line_am", "direct_departures_per_h_am"]]
        if line != "train":
            assert per_h * band.hours == lines.get(line, 0), (cell, line, lines)
        if not lines:
            assert line in ("", "train")
