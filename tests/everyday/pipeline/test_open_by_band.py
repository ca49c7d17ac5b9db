"""A path that is open in the morning only: measures, reach and exact times of each time of the week see it or not.

The kind: a walk through a gate that is shut at that hour.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import shapely

from everyday import Atlas
from everyday.questions import home_from, point_travel_times, points_of, there_by
from tests.makers.gtfs import calls, small_feed
from tests.makers.osm import OsmMaker

STREET = {"highway": "residential"}
MORNING = {"highway": "footway", "access": "no", "access:conditional": "yes @ (06:00-14:00)"}


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Homes in the west, a bus in the east, a path of 300 m between them, and 5 km of road round about."""
    folder = tmp_path_factory.mktemp("gate")
    town = OsmMaker()
    west = [[town.node(200 * column, 200 * row) for column in range(5)] for row in range(5)]
    east = [[town.node(1100 + 200 * column, 200 * row) for column in range(5)] for row in range(5)]
    for side in (west, east):
        for line in (*side, *zip(*side, strict=True)):
            town.way(line, STREET)
    town.way([west[2][4], east[2][0]], MORNING)
    town.way([west[0][0], town.node(0, -1500), town.node(1900, -1500), east[0][4]], STREET)
    town.node(800, 800, {"place": "town", "name": "Gateford"})
    ring = [town.degrees(*point) for point in ((-50, -50), (1950, -50), (1950, 850), (-50, 850))]
    feature = {"type": "Feature", "properties": {"WD24CD": "E05000001", "WD24NM": "Gateford"},
               "geometry": shapely.geometry.mapping(shapely.Polygon([(lon, lat) for lat, lon in ring]))}  # fmt: skip
    wards = folder / "wards.geojson"
    wards.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    stops = {"A": town.degrees(1105, 400), "B": town.degrees(1900, 800)}
    starts = [hour * 60 + minute for hour in range(6, 23) for minute in (0, 20, 40)]
    at = [f"{one // 60:02d}:{one % 60:02d}:00" for one in starts]
    then = [f"{(one + 4) // 60:02d}:{(one + 4) % 60:02d}:00" for one in starts]
    gtfs = small_feed(
        folder / "bus.zip",
        stops=[{"stop_id": key, "stop_name": key, "stop_lat": lat, "stop_lon": lon}
               for key, (lat, lon) in stops.items()],
        trips=[{"route_id": "R7", "service_id": "daily", "trip_id": f"t{one}"} for one in starts],
        stop_times=[row for one, a, b in zip(starts, at, then, strict=True)
                    for row in calls(f"t{one}", ("A", a), ("B", b))],
    )  # fmt: skip
    made = Atlas.new(folder / "atlas", name="Gateford", boundaries=wards, resolution=10)
    made.add("osm", town.write(folder / "town.osm.pbf"))
    made.add("gtfs", gtfs)
    made.build()
    return made


def cell_at(atlas: Atlas, east: float, north: float) -> pd.Series:
    lat, lon = OsmMaker().degrees(east, north)
    cells = pd.read_parquet(atlas.edition().folder / "cells.parquet")
    return cells.loc[((cells["lat"] - lat) ** 2 + ((cells["lon"] - lon) * 0.62) ** 2).idxmin()]


def test_each_band_has_its_own_walks_to_stops(atlas):
    home = cell_at(atlas, 800, 400)
    assert home["departures_per_h_am"] == 3
    assert home["departures_per_h_evening"] == 0
    assert home["departures_per_h_sunday"] == 3, "from 10 to 12 it is open"
    assert home["city_reach_45min_share_am"] == 1
    assert home["city_reach_45min_share_evening"] < 1
    assert home["ptal_ai"] > 0
    beyond = cell_at(atlas, 1300, 400)
    assert beyond["departures_per_h_evening"] == 3


def test_what_a_band_takes_over_is_what_walking_all_again_gives(atlas, tmp_path, monkeypatch):
    shutil.copytree(atlas.folder, tmp_path / "again", ignore=shutil.ignore_patterns("editions"))
    monkeypatch.setattr("analysis.walking.altered.LIMIT_DIFFERENT", -1.0)
    again = Atlas(tmp_path / "again")
    again.build()
    for table in ("cells", "journeys", "ranks"):
        one, other = (pd.read_parquet(each.edition().folder / f"{table}.parquet") for each in (atlas, again))
        pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_near_home_goes_by_what_is_open_by_day(atlas):
    assert cell_at(atlas, 800, 400)["nearest_stop_min"] < 6


def test_the_reach_of_a_cell_is_that_of_the_hour(atlas):
    home, beyond = cell_at(atlas, 800, 400), cell_at(atlas, 1100, 400)
    minutes = atlas.reach(home["cell"]).minutes.set_index("cell").loc[beyond["cell"]]
    assert minutes["am"] < 8
    assert not minutes["evening"] < 45


def test_who_is_there_by_an_hour_and_home_after_another(atlas):
    lat, lon = OsmMaker().degrees(1100, 400)
    points = points_of(atlas.edition(), lat, lon, limit_min=30, walk_min=30)
    row = list(pd.read_parquet(atlas.edition().folder / "cells.parquet")["cell"]).index(
        cell_at(atlas, 800, 400)["cell"]
    )
    assert there_by(points, "weekday", 8 * 60 + 30)[row, 0]
    assert not home_from(points, "weekday", 20 * 60)[row, 0]


@pytest.mark.parametrize(("hour", "is_open"), [(8, True), (20, False)])
def test_exact_times_go_by_the_minute_asked(atlas, hour, is_open):
    places = [OsmMaker().degrees(*point) for point in ((800, 400), (1100, 400))]
    points = [
        pd.DataFrame({"id": [key], "lat": [lat], "lon": [lon]}) for key, (lat, lon) in zip("ab", places, strict=True)
    ]
    table = point_travel_times(atlas, points[0], points[1], depart=f"2024-03-05T{hour:02d}:00", mode="walk")
    assert bool(table.iloc[0, 2] < 5) is is_open


def test_a_scenario_keeps_the_hours(atlas):
    from everyday.scenario import run_scenario

    lat, lon = OsmMaker().degrees(400, 0)
    to = OsmMaker().degrees(600, 200)
    edit = {"kind": "new_footpath", "points": [{"lat": lat, "lon": lon}, {"lat": to[0], "lon": to[1]}]}
    made = run_scenario(atlas, [edit], name="A path")
    cells = pd.read_parquet(made.folder / "cells.parquet").set_index("cell")
    home = cells.loc[cell_at(atlas, 800, 400)["cell"]]
    assert home["departures_per_h_am"] == 3
    assert home["departures_per_h_evening"] == 0


def test_the_report_counts_it(atlas):
    (report,) = [one for one in atlas.edition().manifest["reports"] if one["kind"] == "OpenStreetMap extract"]
    assert report["facts"]["Open at some times only"].startswith("1 ways and 0 gates")


def test_viaduct(cases: Path, tmp_path: Path) -> None:
    """The road bridge high over a park: 4.6 km from its head to the path's entrance, nearer where it is a street."""
    found = []
    for name in ("viaduct", "street"):
        made = Atlas.new(tmp_path / name, name="T", boundaries=cases / "osm" / "viaduct" / "w.geojson")
        made.add("osm", cases / "osm" / "viaduct" / f"{name}.osm.pbf")
        made.add("population", cases / "osm" / "viaduct" / "p.csv")
        cells = pd.read_parquet(made.build().folder / "cells.parquet").set_index("cell")
        found.append(cells.loc["89195844b47ffff", "nearest_green_space_min"])
    assert found == [pytest.approx(57.5, abs=1), pytest.approx(6.27, abs=0.05)]
