"""What-if on the made-up town: the estate whose bus goes round by the docks gets a direct line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from everyday import Atlas
from everyday.atlas.editions import Edition
from everyday.demo.planted import PLANTED
from everyday.scenario.running import check_edits, export_gtfs, run_scenario, scenario_feed, scenarios
from geo.crs import haversine_m
from geo.errors import BuildError, InputError
from geo.gtfs.reading import read_gtfs
from tests.oracles.timetables import validated

ESTATE = next(one for one in PLANTED if one.rule == "indirect_bus")
DIRECT = {"kind": "new_line", "name": "20", "stops": ["Samphire Shops", "Bus Station"], "headway_min": 15,
          "start": "06:00", "end": "23:00"}  # fmt: skip
EXACT = 1e-9


@pytest.fixture(scope="module")
def demo_atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A copy of the made-up town, beside whose edition scenarios may be kept."""
    return Atlas(shutil.copytree(demo_atlas.folder, tmp_path_factory.mktemp("scenarios") / "atlas"))


@pytest.fixture(scope="module")
def base(demo_atlas: Atlas) -> Iterator[Edition]:
    edition = demo_atlas.edition()
    yield edition
    assert demo_atlas.edition().id == edition.id, "a scenario moved the edition that is shown"


@pytest.fixture(scope="module")
def direct(demo_atlas: Atlas, base: Edition) -> Edition:
    return run_scenario(demo_atlas, [DIRECT], name="Direct line to Samphire")


def near(cells: pd.DataFrame, metres: float) -> np.ndarray:
    return np.asarray(haversine_m(cells["lat"], cells["lon"], ESTATE.lat, ESTATE.lon) <= metres)


def change(base: Edition, after: Edition, column: str) -> pd.Series:
    before, now = base.cells(), after.cells()
    assert before["cell"].tolist() == now["cell"].tolist()
    return now[column] - before[column]


def test_a_direct_line_brings_the_estate_nearer_to_the_centre(base: Edition, direct: Edition) -> None:
    estate = near(base.cells(), 400)
    saved = -change(base, direct, "centre_min_am")[estate]
    assert (saved > 2).all()
    assert saved.median() >= 5
    assert (change(base, direct, "city_reach_45min_share_am")[estate] > 0.05).all()
    assert (change(base, direct, "departures_per_h_sunday")[estate] >= 1).any()


def test_nobody_loses_by_a_new_line(base: Edition, direct: Edition) -> None:
    for band in ("am", "evening", "sunday"):
        assert change(base, direct, f"centre_min_{band}").max() <= EXACT
        assert change(base, direct, f"city_reach_45min_share_{band}").min() >= -EXACT
        lost = base.cells()[f"centre_min_{band}"].notna() & direct.cells()[f"centre_min_{band}"].isna()
        assert not lost.any()


def test_what_is_near_home_stays(base: Edition, direct: Edition) -> None:
    before, now = base.cells(), direct.cells()
    same = ["cell_name", "bumping_places_15min_n", "people_15min_n", "nearest_park_min", "population_n", "on_network"]
    same = [column for column in same if column in before]
    assert len(same) >= 4
    pd.testing.assert_frame_equal(before[same], now[same])
    assert base.places()["place_id"].tolist() == direct.places()["place_id"].tolist()


def test_the_record_says_what_was_changed_and_what_it_costs(base: Edition, direct: Edition) -> None:
    record = direct.manifest["scenario"]
    assert (record["name"], record["base"]) == ("Direct line to Samphire", base.id)
    assert record["edits"][0]["stops"] == ["Samphire Shops", "Bus Station"]
    (cost,) = record["costs"]
    assert cost["line"] == "20"
    assert cost["extra_departures_per_week"] == 69 * 2 * 7
    assert cost["extra_vehicle_h_per_week"] > 100
    for key in ("weekday", "sunday", "centre", "map_date", "weight"):
        assert direct.manifest[key] == base.manifest[key]
    assert "20" in direct.lines()["line"].tolist()


def test_the_same_scenario_is_recognised(demo_atlas: Atlas, direct: Edition, tmp_path: Path) -> None:
    path = tmp_path / "edits.toml"
    path.write_text(
        'name = "Direct line to Samphire"\n[[edit]]\nkind = "new_line"\nname = "20"\n'
        'stops = ["Samphire Shops", "Bus Station"]\nheadway_min = 15\nstart = 06:00:00\nend = "23:00"\n',
        encoding="utf-8",
    )
    assert run_scenario(demo_atlas, path).id == direct.id
    assert [one["id"] for one in scenarios(demo_atlas) if one["name"] == "Direct line to Samphire"] == [direct.id]


@pytest.mark.validator
def test_the_timetable_of_a_scenario_is_valid_gtfs(direct: Edition, tmp_path: Path) -> None:
    path = export_gtfs(direct, tmp_path / "scenario.zip")
    back, _ = read_gtfs(path)
    feed = scenario_feed(direct)
    assert len(back.trips) == len(feed.trips)
    assert "20" in back.routes["route_label"].tolist()
    assert validated(path) == []


@pytest.mark.slow
def test_nobody_gains_when_a_line_is_withdrawn(demo_atlas: Atlas, base: Edition) -> None:
    gone = run_scenario(demo_atlas, [{"kind": "remove_line", "line": "9"}])
    assert gone.manifest["scenario"]["name"] == "Line withdrawn 9"
    for band in ("am", "evening", "sunday"):
        assert not (change(base, gone, f"centre_min_{band}") < -EXACT).any()
        assert change(base, gone, f"city_reach_45min_share_{band}").max() <= EXACT
    estate = near(base.cells(), 400)
    assert (gone.cells()["departures_per_h_am"][estate] < base.cells()["departures_per_h_am"][estate]).any()
    assert not any("9" in lines.split("; ") for lines in gone.stops()["lines"])


@pytest.mark.slow
def test_sunday_and_evening_buses_where_there_were_none(demo_atlas: Atlas, base: Edition) -> None:
    edits = [
        {"kind": "extend_hours", "line": "5", "days": ["sunday"], "headway_min": 20},
        {"kind": "extend_hours", "line": "6", "until": "22:30", "headway_min": 20},
    ]
    after = run_scenario(demo_atlas, edits, name="Sundays and evenings")
    for rule, column in (("sunday_cut", "departures_per_h_sunday"), ("evening_cut", "departures_per_h_evening")):
        place = next(one for one in PLANTED if one.rule == rule)
        cells = base.cells()
        there = haversine_m(cells["lat"], cells["lon"], place.lat, place.lon) <= 250
        assert change(base, after, column)[there].median() >= 2


@pytest.mark.slow
def test_a_new_crossing_of_the_railway_brings_neighbours_together(demo_atlas: Atlas, base: Edition) -> None:
    place = next(one for one in PLANTED if one.place == "Wrenmouth Branch")
    north, south = _across(base, place.lat, place.lon)
    edit = {"kind": "new_footpath", "from": north, "to": south, "is_crossing": True, "name": "Newtown footbridge"}
    after = run_scenario(demo_atlas, [edit], name="Newtown footbridge")
    assert after.network.links_n > base.network.links_n
    gained = change(base, after, "people_15min_n")
    assert gained.max() > 300
    assert after.cells()["on_network"].equals(base.cells()["on_network"])
    assert "new crossing" in after.manifest["scenario"]["notes"][0]


def _across(base: Edition, lat: float, lon: float) -> tuple[dict[str, float], dict[str, float]]:
    """Two points of the streets near a place that are near as the crow flies and far apart on foot."""
    from analysis.walking.graph import walk_matrix
    from analysis.walking.streets import Snap

    network = base.network
    rows = np.flatnonzero((haversine_m(network.lat, network.lon, lat, lon) < 500) & (network.component == 0))
    link = np.full(network.nodes_n, -1)
    link[network.link_v] = np.arange(network.links_n)
    rows = rows[link[rows] >= 0]
    snap = Snap(link[rows].astype(np.int32), network.link_length_m[link[rows]], np.zeros(len(rows)))
    walks = walk_matrix(base.graph, snap, snap, 3000.0)
    metres = np.full((len(rows), len(rows)), np.inf)
    metres[np.repeat(np.arange(len(rows)), np.diff(walks.indptr)), walks.indices] = walks.metres
    crow = haversine_m(network.lat[rows][:, None], network.lon[rows][:, None], network.lat[rows], network.lon[rows])
    gain = np.where(crow < 120, np.minimum(metres, 3000.0) - crow, -np.inf)
    a, b = np.unravel_index(int(np.argmax(gain)), gain.shape)
    ends = [{"lat": float(network.lat[rows[one]]), "lon": float(network.lon[rows[one]])} for one in (a, b)]
    return ends[0], ends[1]


def test_faults_are_said_before_anything_is_computed(demo_atlas: Atlas, base: Edition) -> None:
    known = demo_atlas.editions()
    edits = [
        {"kind": "remove_line", "line": "99"},
        {"kind": "headway", "line": "9"},
        {"kind": "new_footpath", "from": {"lat": 52.0, "lon": 0.2}, "to": {"lat": 52.94, "lon": 0.26}},
    ]
    with pytest.raises(InputError) as caught:
        run_scenario(demo_atlas, edits)
    text = str(caught.value)
    assert all(f"Edit {number}" in text for number in (1, 2, 3))
    assert demo_atlas.editions() == known
    assert not check_edits(demo_atlas, edits).is_usable
    assert check_edits(demo_atlas, [DIRECT]).is_usable


def test_an_atlas_that_has_changed_must_be_built_first(demo_atlas: Atlas, base: Edition) -> None:
    other = Atlas(demo_atlas.folder)
    other.config = type(other.config)(**{**vars(other.config), "is_complete": not other.config.is_complete})
    with pytest.raises(BuildError, match="everyday build"):
        run_scenario(other, [DIRECT])
