"""Entrances of grounds are where a path meets the edge on the ground.

The kind: what crosses an outline on the map without touching it on the ground (a viaduct over a park, a subway under a
school, a walkway on another level) taken for a way in.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.walking import build_graph, snap_points, walk_matrix
from geo.crs import to_local
from geo.osm.reading import Extract, read_osm
from tests.makers.osm import OsmMaker

PATH = {"highway": "footway"}
OVER = [
    {"bridge": "viaduct", "layer": "1"},
    {"bridge": "yes"},
    {"tunnel": "yes", "layer": "-1"},
    {"layer": "2"},
    {"indoor": "yes", "level": "1"},
]
GROUNDS = [
    {"leisure": "park"},
    {"amenity": "school"},
    {"leisure": "pitch"},
    {"leisure": "playground"},
]


def extract_of(town: OsmMaker, folder: Path) -> Extract:
    town.line([(-500, -500), (-400, -500)], {"highway": "residential"})
    return read_osm(town.write(folder / "town.osm.pbf"))


def entered_at(extract: Extract, town: OsmMaker) -> list[tuple[int, int]]:
    rows = extract.place_access
    x, y = to_local(rows["lat"].to_numpy(), rows["lon"].to_numpy(), town.crs)
    return sorted(zip(np.rint(x - town.corner[0]).astype(int), np.rint(y - town.corner[1]).astype(int), strict=True))


@pytest.mark.parametrize("over", OVER)
@pytest.mark.parametrize("ground", GROUNDS)
def test_what_leads_over_or_under_is_no_entrance(tmp_path, over, ground):
    town = OsmMaker()
    town.box(0, 0, 400, 400, ground)
    town.line([(100, -100), (100, 500)], PATH | over)
    town.line([(300, -100), (300, 200)], PATH)
    assert entered_at(extract_of(town, tmp_path), town) == [(300, 0)]


@pytest.mark.parametrize("over", OVER)
def test_nor_where_nothing_else_leads_in(tmp_path, over):
    town = OsmMaker()
    town.box(0, 0, 400, 400, {"leisure": "park"})
    town.line([(100, -100), (100, 100), (100, 500)], PATH | over)
    points = entered_at(extract_of(town, tmp_path), town)
    assert (100, 100) not in points
    assert all(x in (0, 400) or y in (0, 400) for x, y in points), "anywhere along its edge"


def test_a_footbridge_that_comes_down_inside_is_an_entrance_where_it_comes_down(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 400, 400, {"leisure": "park"})
    outside, down, end = town.node(200, -100), town.node(200, 50), town.node(200, 200)
    town.way([outside, down], PATH | {"bridge": "yes", "layer": "1"})
    town.way([down, end], PATH)
    assert entered_at(extract_of(town, tmp_path), town) == [(200, 50)]


def test_a_garden_on_a_roof_is_entered_by_its_bridge(tmp_path):
    town = OsmMaker()
    town.box(0, 0, 100, 100, {"leisure": "park", "layer": "1"})
    town.line([(50, -100), (50, 50)], PATH | {"bridge": "yes", "layer": "1"})
    assert entered_at(extract_of(town, tmp_path), town) == [(50, 0)]


@pytest.mark.parametrize(("name", "minutes"), [("viaduct", 57.6), ("street", None)])
def test_the_inputs_that_went_wrong(cases: Path, name: str, minutes: float | None) -> None:
    extract = read_osm(cases / "osm" / "viaduct" / f"{name}.osm.pbf")
    network, entries = extract.network, extract.place_access
    head = snap_points(network, [51.6053933], [-3.0028924])
    park = snap_points(network, entries["lat"], entries["lon"])
    nearest = walk_matrix(build_graph(network), head, park, np.inf).metres.min() / 80
    assert nearest == pytest.approx(minutes, abs=0.1) if minutes else nearest < 20
