"""Across town: every column against plain loops, on a made-up street with a bus, and on blocks of given times."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.city import city_column_names, city_level, reduce_reach, unknown_city_columns
from analysis.parameters import Parameters
from analysis.registry.table import measures
from analysis.transit.departures import stop_departures
from analysis.transit.points import CityPoints
from analysis.transit.timetable.day import build_timetable
from analysis.walking.graph import build_graph, snap_points, walk_matrix
from analysis.walking.streets import Snap
from geo.crs import haversine_m
from geo.gtfs.reading import read_gtfs
from tests.makers.small_streets import degrees, node_distances, slow_metres, streets

DAY = date(2024, 3, 5)
PARAMETERS = Parameters()
SPEED = PARAMETERS.walk_m_per_s


# --- reducing blocks of what is reached ------------------------------------------------------------------------------


def test_ones_own_cell_is_always_reached() -> None:
    reached = np.repeat([[False, True, False, True, False, False]], 3, axis=0)
    found = reduce_reach(iter([(slice(0, 3), reached)]), weight_n=np.array([1.0, 2.0, 5.0]))
    assert found["reach_share"].tolist() == [3 / 8, 2 / 8, 7 / 8]
    assert found["areas_n"].tolist() == [1, 1, 1]


def test_without_any_weight_a_share_is_not_known() -> None:
    reached = np.ones((2, 2), dtype=bool)
    found = reduce_reach(iter([(slice(0, 2), reached)]), weight_n=np.zeros(2))
    assert np.isnan(found["reach_share"]).all()


def test_transport_performance_is_nought_where_nobody_is_near() -> None:
    lat, lon = np.array([51.0, 52.0]), np.array([-3.0, -3.0])
    reached = np.ones((2, 2), dtype=bool)
    found = reduce_reach(
        iter([(slice(0, 2), reached)]), weight_n=np.array([0.0, 10.0]), lat=lat, lon=lon, near_m=11_250
    )
    assert found["performance"].tolist() == [0, 100]


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(0, 3), st.integers(1, 5), st.floats(0.01, 1000))
def test_reduction_equals_loops_whatever_the_blocks_and_the_unit_of_weight(
    seed: int, cells_n: int, areas_n: int, block: int, factor: float
) -> None:
    rng = np.random.default_rng(seed)
    is_there = rng.random((cells_n, cells_n + areas_n)) < 0.5
    weight = rng.integers(0, 50, cells_n).astype(float)
    lat, lon = rng.uniform(51.4, 51.6, cells_n), rng.uniform(-3.1, -2.8, cells_n)

    def blocks():
        for first in range(0, cells_n, block):
            part = slice(first, min(first + block, cells_n))
            yield part, is_there[part].copy()

    given_values = {"lat": lat, "lon": lon, "near_m": 11_250.0}
    found = reduce_reach(blocks(), weight_n=weight, **given_values)
    scaled = reduce_reach(blocks(), weight_n=weight * factor, **given_values)
    for name in ("reach_share", "performance"):
        np.testing.assert_allclose(found[name], scaled[name], rtol=1e-9)
    for i in range(cells_n):
        reached = near_reached = near = 0.0
        for j in range(cells_n):
            is_reached = i == j or is_there[i, j]
            is_near = haversine_m(lat[i], lon[i], lat[j], lon[j]) <= 11_250
            reached += weight[j] * is_reached
            near += weight[j] * is_near
            near_reached += weight[j] * (is_reached and is_near)
        share = reached / weight.sum() if weight.sum() else math.nan
        assert found["reach_share"][i] == pytest.approx(share, nan_ok=True)
        assert found["performance"][i] == pytest.approx(100 * near_reached / near if near else 0)
        assert found["areas_n"][i] == is_there[i, cells_n:].sum()


# --- a whole small town ----------------------------------------------------------------------------------------------

STREET_M = 12_000.0
STOP_M = [500.0, 3000.0, 6000.0, 11_000.0]
CELL_M = [0.0, 900.0, 2000.0, 3100.0, 4500.0, 6500.0, 8600.0, 11_300.0]
WEIGHT = [5.0, 10.0, 0.0, 20.0, 1.0, 3.0, 7.0, 40.0, 99.0]
CENTRE_M, AREA_M = 500.0, [1000.0, 9000.0]
LIMITS = Parameters(access_walk_min=10.0, performance_km=6.0)


def bus_times() -> list[tuple[int, list[tuple[int, int]]]]:
    """(direction, calls as (stop, seconds)): every 20 minutes in, every 30 out, until 20:15."""
    inward = [(0, [(3, s), (2, s + 480), (1, s + 780), (0, s + 1020)]) for s in range(6 * 3600, 20 * 3600 + 900, 1200)]
    outward = [(1, [(0, s), (1, s + 300), (2, s + 600), (3, s + 1080)]) for s in range(6 * 3600, 20 * 3600 + 900, 1800)]
    return inward + outward


def write_feed(folder: Path) -> Path:
    lat, lon = degrees(STOP_M, [10.0] * len(STOP_M))

    def clock(seconds: int) -> str:
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"

    trips = ["route_id,service_id,trip_id,direction_id"]
    times = ["trip_id,arrival_time,departure_time,stop_id,stop_sequence"]
    for number, (direction, calls) in enumerate(bus_times()):
        trips.append(f"r,week,t{number},{direction}")
        times += [f"t{number},{clock(s)},{clock(s)},s{stop},{place}" for place, (stop, s) in enumerate(calls)]
    texts = {
        "agency": ["agency_id,agency_name,agency_url,agency_timezone", "a,Bus,https://example.org,Europe/London"],
        "routes": ["route_id,agency_id,route_short_name,route_type", "r,a,1,3"],
        "calendar": [
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
            "week,1,1,1,1,1,0,0,20240101,20241231",
        ],
        "stops": ["stop_id,stop_name,stop_lat,stop_lon"]
        + [f"s{row},Stop {row},{lat[row]:.9f},{lon[row]:.9f}" for row in range(len(lat))],
        "trips": trips,
        "stop_times": times,
    }
    folder.mkdir()
    for name, lines in texts.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory):
    network = streets([0.0, 5000.0, STREET_M], [0.0, 0.0, 0.0], [(0, 1), (1, 2)])
    graph = build_graph(network)

    def snapped(x: list[float], y: float = 0.0) -> Snap:
        return snap_points(network, *degrees(x, [y] * len(x)), max_m=500.0, min_component_nodes=1)

    lat, lon = degrees([*CELL_M, 5000.0], [25.0] * len(CELL_M) + [3000.0])  # the last cell is far from any street
    cells = snap_points(network, lat, lon, max_m=500.0, min_component_nodes=1)
    feed, _ = read_gtfs(write_feed(tmp_path_factory.mktemp("feed") / "gtfs"))
    order = [feed.stops["stop_id"].tolist().index(f"s{row}") for row in range(len(STOP_M))]
    stops = snap_points(network, feed.stops["lat"], feed.stops["lon"], max_m=500.0, min_component_nodes=1)
    footpaths = walk_matrix(graph, stops, stops, LIMITS.transfer_walk_min * 60 * SPEED)
    points = CityPoints(cells, lat, lon, np.asarray(WEIGHT), snapped(AREA_M), snapped([CENTRE_M]), stops)
    return network, graph, points, feed, order, build_timetable(feed, DAY, footpaths, parameters=LIMITS)


@pytest.fixture(scope="module")
def found(town) -> pd.DataFrame:
    _, graph, points, feed, _, timetable = town
    return city_level(
        graph, points, timetables={"weekday": timetable}, departures={"weekday": stop_departures(feed, DAY)},
        unknown_bands=["sunday"], parameters=LIMITS,
    )  # fmt: skip


def slow_times(town, origin: int, goals: Snap, band) -> list[list[float]]:
    """Sorted seconds of each departure minute, by trying every pair of stops of every bus: one ride or a walk."""
    network, _, points, _, order, _ = town
    between = node_distances(network)
    rows = {stop: order[stop] for stop in range(len(STOP_M))}

    def walk_s(a: Snap, i: int, b: Snap, j: int, limit_min: float) -> float:
        metres = slow_metres(network, between, a, i, b, j)
        return round(metres / SPEED) if metres <= limit_min * 60 * SPEED else math.inf

    to_stop = [walk_s(points.cells, origin, points.stops, rows[s], LIMITS.access_walk_min) for s in rows]
    every = []
    for goal in range(len(goals)):
        from_stop = [walk_s(goals, goal, points.stops, rows[s], LIMITS.access_walk_min) for s in rows]
        on_foot = walk_s(points.cells, origin, goals, goal, LIMITS.max_trip_min)
        times = []
        for start in range(band.start_s, band.end_s, 60):
            best = on_foot
            for _, calls in bus_times():
                for place, (board, leaves) in enumerate(calls):
                    if start + to_stop[board] > leaves:
                        continue
                    for alight, arrives in calls[place + 1 :]:
                        best = min(best, arrives + from_stop[alight] - start)
            times.append(best if best <= LIMITS.max_trip_min * 60 else math.inf)
        every.append(sorted(times))
    return every


def percentile(times: list[float], share: float) -> float:
    return times[math.ceil(share * len(times)) - 1]


def test_every_column_is_there_in_the_registrys_order(found: pd.DataFrame) -> None:
    assert list(found.columns) == city_column_names(LIMITS)
    assert list(found.columns) == [name for name in measures([]) if name in found.columns]


def test_journeys_equal_plain_loops_over_all_buses(town, found: pd.DataFrame) -> None:
    _, _, points, *_ = town
    on = np.flatnonzero(points.cells.is_on_network)
    total = sum(WEIGHT[cell] for cell in on)
    for band in LIMITS.bands[:2]:
        for origin in on:
            to_centre = slow_times(town, origin, points.centre, band)[0]
            middle = percentile(to_centre, 0.5)
            expected = middle / 60 if math.isfinite(middle) else math.nan
            assert found.loc[origin, f"centre_min_{band.name}"] == pytest.approx(expected, nan_ok=True)
            to_cells = [percentile(times, 0.5) for times in slow_times(town, origin, points.cells.take(on), band)]
            reached = {int(cell) for cell, time in zip(on, to_cells, strict=True) if time <= 2700} | {int(origin)}
            share = sum(WEIGHT[cell] for cell in reached) / total
            assert found.loc[origin, f"city_reach_45min_share_{band.name}"] == pytest.approx(share)
            to_areas = [percentile(times, 0.5) for times in slow_times(town, origin, points.area_centres, band)]
            assert found.loc[origin, f"areas_reach_45min_n_{band.name}"] == sum(time <= 2700 for time in to_areas)
            if band.name == "am":
                low, high = percentile(to_centre, 0.05), percentile(to_centre, 0.95)
                spread = (high - low) / 60 if math.isfinite(high) else math.nan
                assert found.loc[origin, "centre_spread_min_am"] == pytest.approx(spread, nan_ok=True)
                away = haversine_m(points.lat[origin], points.lon[origin], points.lat[on], points.lon[on])
                near = {int(cell) for cell, metres in zip(on, away, strict=True) if metres <= 6000}
                weight = sum(WEIGHT[cell] for cell in near)
                performance = 100 * sum(WEIGHT[cell] for cell in near & reached) / weight
                assert found.loc[origin, "transport_performance_am"] == pytest.approx(performance)


def test_the_town_is_interesting_enough_to_test(found: pd.DataFrame) -> None:
    shares = found["city_reach_45min_share_am"].dropna()
    assert shares.nunique() > 3
    assert (found["city_reach_45min_share_evening"] <= found["city_reach_45min_share_am"]).iloc[:-1].all()
    assert (found["city_reach_45min_share_evening"] < found["city_reach_45min_share_am"]).any()
    assert (found["centre_spread_min_am"] > 0).any()


def test_stops_and_departures_near_each_cell(town, found: pd.DataFrame) -> None:
    network, _, points, _, order, _ = town
    between = node_distances(network)
    for cell in np.flatnonzero(points.cells.is_on_network):
        metres = [slow_metres(network, between, points.cells, cell, points.stops, row) for row in order]
        assert found.loc[cell, "nearest_stop_min"] == pytest.approx(min(metres) / SPEED / 60)
        near = [stop for stop, away in enumerate(metres) if away <= 640]
        inward, outward = any(stop > 0 for stop in near), any(stop < 3 for stop in near)
        per_h = 3.0 if inward else 2.0 if outward else 0.0
        assert found.loc[cell, "departures_per_h_am"] == per_h
        wait = 10.0 if inward else 15.0 if outward else math.nan
        assert found.loc[cell, "expected_wait_min_am"] == pytest.approx(wait, nan_ok=True)
        leaves = [s for _, calls in bus_times() for stop, s in calls[:-1] if stop in near]
        span = (max(leaves) - min(leaves)) / 3600 if leaves else 0.0
        assert found.loc[cell, "service_span_h"] == pytest.approx(span)
    assert found["departures_per_h_am"].dropna().nunique() == 3


def test_unknown_is_not_nought(town, found: pd.DataFrame) -> None:
    assert found.iloc[-1].isna().all()  # off the network
    sunday = [name for name in found if name.endswith("_sunday")]
    assert len(sunday) == 5
    assert found[sunday].isna().all().all()
    assert unknown_city_columns(3).isna().all().all()
    assert list(unknown_city_columns(3).columns) == list(found.columns)


def test_without_a_centre_on_the_streets_only_the_centre_is_unknown(town) -> None:
    _, graph, points, feed, _, timetable = town
    nowhere = Snap(np.array([-1], np.int32), np.zeros(1), np.array([np.inf]))
    lost = CityPoints(points.cells, points.lat, points.lon, points.weight_n, points.area_centres, nowhere, points.stops)
    seen: list[tuple[str, float]] = []
    table = city_level(
        graph, lost, timetables={"weekday": timetable}, departures={"weekday": stop_departures(feed, DAY)},
        unknown_bands=["sunday"], parameters=LIMITS, workers=2, progress=lambda band, share: seen.append((band, share)),
    )  # fmt: skip
    assert table["centre_min_am"].isna().all()
    assert table["city_reach_45min_share_am"].notna().sum() == len(CELL_M)
    assert {band for band, share in seen if share == 1.0} == {"am", "evening"}


def test_the_order_of_cells_does_not_matter(town, found: pd.DataFrame) -> None:
    _, graph, points, feed, _, timetable = town
    order = np.random.default_rng(1).permutation(len(points.lat))
    shuffled = CityPoints(
        points.cells.take(order), points.lat[order], points.lon[order], points.weight_n[order] * 3.0,
        points.area_centres, points.centre, points.stops,
    )  # fmt: skip
    table = city_level(
        graph, shuffled, timetables={"weekday": timetable}, departures={"weekday": stop_departures(feed, DAY)},
        unknown_bands=["sunday"], parameters=LIMITS,
    )  # fmt: skip
    pd.testing.assert_frame_equal(table, found.iloc[order].reset_index(drop=True))
