"""Where streets are known: follows the cut-out, keeps rural land inside, leaves out what long ways drag in."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geo.crs import to_local
from geo.errors import Report
from geo.osm.elements import read_osm_file
from geo.osm.extent import COLLAR_M, STUB_M
from geo.osm.walk import walk_network
from tests.makers.osm import OsmMaker

SLACK_M = COLLAR_M + STUB_M + 100
STREET = {"highway": "residential"}


def extent_of(town: OsmMaker, folder) -> shapely.Geometry:
    """Extent in metres from the town's corner."""
    osm = read_osm_file(town.write(folder / "town.osm.pbf"), Report("town", "test"), place_keys=frozenset())
    extent = walk_network(osm, Report("town", "test")).extent
    return shapely.transform(
        extent, lambda xy: np.column_stack(to_local(xy[:, 1], xy[:, 0], town.crs)) - np.array(town.corner)
    )


def assert_follows(extent: shapely.Geometry, outline: shapely.Geometry) -> None:
    """Everything well inside is inside, nothing far outside is."""
    assert extent.covers(outline.buffer(-100)), extent.wkt
    assert outline.buffer(SLACK_M, join_style="mitre").covers(extent), extent.wkt


def test_a_town_of_streets(tmp_path):
    town = OsmMaker()
    town.grid(31, 21, 100)
    assert_follows(extent_of(town, tmp_path), shapely.box(0, 0, 3000, 2000))


@pytest.mark.parametrize("pieces", [1, 15])
def test_a_long_road_out_of_town_adds_nothing(tmp_path, pieces):
    town = OsmMaker()
    grid = town.grid(31, 31, 100)
    road = [grid[15][-1], *(town.node(3000 + 15_000 * step / 60, 1500) for step in range(1, 61))]
    size = 60 // pieces
    for start in range(0, 60, size):
        town.way(road[start : start + size + 1], {"highway": "primary"})
    assert_follows(extent_of(town, tmp_path), shapely.box(0, 0, 3000, 3000))


def test_a_dual_carriageway_out_of_town_adds_nothing(tmp_path):
    town = OsmMaker()
    grid = town.grid(31, 31, 100)
    there = [grid[15][-1], *(town.node(3000 + 250 * step, 1500) for step in range(1, 41))]
    back = [grid[16][-1], *(town.node(3000 + 250 * step, 1530) for step in range(1, 41))]
    town.way(there, {"highway": "trunk", "oneway": "yes"})
    town.way(back[::-1], {"highway": "trunk", "oneway": "yes"})
    for step in range(5, 41, 5):
        town.way([there[step], back[step]], {"highway": "trunk_link"})
    extent = extent_of(town, tmp_path)
    assert extent.covers(shapely.box(100, 100, 2900, 2900))
    assert extent.bounds[2] < 3000 + SLACK_M + 150, "of ten kilometres, some hundred metres at the root remain"


def test_rural_land_between_sparse_roads_belongs_to_the_town(tmp_path):
    town = OsmMaker()
    town.grid(6, 6, 2000, {"highway": "unclassified"})
    extent = extent_of(town, tmp_path)
    assert_follows(extent, shapely.box(0, 0, 10_000, 10_000))
    assert extent.covers(shapely.Point(5000, 5000))


def test_a_lake_inside_the_town_is_known_to_have_no_streets(tmp_path):
    town = OsmMaker()
    for offset in (0, 100, 200):
        corners = [
            (-offset, -offset),
            (5000 + offset, -offset),
            (5000 + offset, 5000 + offset),
            (-offset, 5000 + offset),
        ]
        town.line([*corners, corners[0]], STREET)
    assert extent_of(town, tmp_path).covers(shapely.Point(2500, 2500))


@pytest.mark.parametrize("tails_m", [0, 800, 3000])
def test_an_outline_that_is_no_box(tmp_path, tails_m):
    """An L-shaped cut-out whose border streets run on outside it."""
    town = OsmMaker()
    outline = shapely.union(shapely.box(0, 0, 8000, 3000), shapely.box(0, 0, 3000, 8000))
    nodes = {}

    def node(east: int, north: int) -> int:
        return nodes.setdefault((east, north), town.node(east, north))

    rng = np.random.default_rng(3)
    for at in range(0, 8001, 250):
        end = 3000 if at > 3000 else 8000
        for flip in (False, True):
            path = [node(*((at, north) if not flip else (north, at))) for north in range(0, end + 1, 250)]
            town.way(path, STREET)
            if tails_m and rng.random() < 0.3:
                beyond = end + int(rng.integers(50, tails_m))
                town.way([path[-1], town.node(*((at, beyond) if not flip else (beyond, at)))], STREET)
    extent = extent_of(town, tmp_path)
    assert extent.covers(outline.buffer(-100))
    inner_corner = shapely.box(3000, 3000, 3000 + 1500, 3000 + 1500)  # gaps below 2.4 km close, also this one
    assert shapely.union(outline, inner_corner).buffer(SLACK_M + 300).covers(extent)
    assert not extent.covers(shapely.Point(6000, 6000))


def test_two_towns_far_apart_are_both_known(tmp_path):
    town = OsmMaker()
    town.grid(15, 15, 100)
    for row in range(15):
        town.line([(10_000 + 100 * column, 100 * row) for column in range(15)], STREET)
    for column in range(15):
        town.line([(10_000 + 100 * column, 100 * row) for row in range(15)], STREET)
    extent = extent_of(town, tmp_path)
    assert len(shapely.get_parts(extent)) == 2


def test_a_single_street_still_has_an_extent(tmp_path):
    town = OsmMaker()
    town.line([(0, 0), (80, 0)], STREET)
    extent = extent_of(town, tmp_path)
    assert extent.covers(shapely.Point(40, 0))
    assert extent.area < 1e6


def test_a_village_at_the_end_of_a_long_road_is_known_and_the_road_is_not(tmp_path):
    town = OsmMaker()
    grid = town.grid(31, 31, 100)
    rows = [[town.node(9000 + 80 * column, 1300 + 80 * row) for column in range(5)] for row in range(5)]
    for line in rows:
        town.way(line, STREET)
    for column in range(5):
        town.way([line[column] for line in rows], STREET)
    town.way([grid[13][-1], rows[0][0]], STREET)
    extent = extent_of(town, tmp_path)
    assert extent.covers(shapely.box(9050, 1350, 9270, 1570))
    assert not extent.intersects(shapely.box(4000, 0, 8000, 3000))
