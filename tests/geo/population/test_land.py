"""People of a small area that reaches into the sea live on its land.

The kind: a census area drawn to the low-water line or into an estuary, whose people were shared out over the water.
"""

from __future__ import annotations

import geopandas as gpd
import h3
import numpy as np
import pytest
import shapely

from geo.cells import cover_areas
from geo.population.land import Water, on_land
from geo.population.reading import population_per_piece, read_population

LAND, SEA = shapely.box(-3.0, 51.57, -2.98, 51.58), shapely.box(-3.0, 51.55, -2.98, 51.57)
KNOWN = shapely.box(-3.01, 51.555, -2.97, 51.59)
WARD = gpd.GeoDataFrame(
    {"area_id": ["W1"], "area_name": ["Coast"], "area_name_cy": ""}, geometry=[LAND], crs="EPSG:4326"
)
WATER = Water(np.array([shapely.intersection(SEA, KNOWN)], dtype=object), KNOWN)


@pytest.fixture
def coastal(tmp_path):
    """A small area of 900 people, a third of it land, the rest sea, also beyond the streets map."""
    path = tmp_path / "areas.geojson"
    frame = gpd.GeoDataFrame({"code": ["W01"], "people": [900]}, geometry=[shapely.union(LAND, SEA)], crs="EPSG:4326")
    frame.to_file(path, driver="GeoJSON")
    return read_population(path)


def test_they_live_on_its_land(coastal):
    _, pieces = cover_areas(WARD, 9)
    made = population_per_piece(coastal, WARD, pieces, 9, WATER)
    assert made.pieces["population_n"].sum() == pytest.approx(900)
    assert made.outside_n == 0
    assert made.report.facts["Areas that reach into water"].startswith("1, by the coastline")


def test_and_were_lost_to_the_sea_without_a_streets_map_which_is_said(coastal):
    _, pieces = cover_areas(WARD, 9)
    made = population_per_piece(coastal, WARD, pieces, 9)
    assert made.pieces["population_n"].sum() == pytest.approx(300, rel=0.01)
    assert made.report.facts["Areas that reach into water"].startswith("not looked for")


def test_where_the_ward_reaches_into_the_sea_too_nobody_lives_there(coastal):
    ward = WARD.assign(geometry=[shapely.union(LAND, SEA)])
    _, pieces = cover_areas(ward, 9)
    made = population_per_piece(coastal, ward, pieces, 9, WATER).pieces
    dry = made["cell"].map(lambda cell: h3.cell_to_latlng(cell)[0] > 51.5715)
    wet = made["cell"].map(lambda cell: h3.cell_to_latlng(cell)[0] < 51.5675)
    assert made.loc[wet, "population_n"].sum() == 0
    assert made.loc[dry, "population_n"].sum() > 700


def test_an_inland_area_stays_as_it_is_and_one_of_water_alone_too():
    inland, lake = shapely.box(-3.0, 51.575, -2.99, 51.58), shapely.box(-3.0, 51.56, -2.99, 51.565)
    made, is_wet = on_land(np.array([inland, lake], dtype=object), WARD, WATER)
    assert made[0] is inland
    assert made[1] is lake
    assert not is_wet.any()


def test_a_neighbour_of_whom_half_lives_elsewhere_keeps_that_half():
    shape = shapely.union_all([shapely.box(-3.02, 51.572, -2.98, 51.58), shapely.box(-3.0, 51.565, -2.98, 51.572)])
    known = shapely.box(-3.05, 51.555, -2.97, 51.59)
    water = Water(np.array([shapely.box(-3.0, 51.55, -2.98, 51.57)], dtype=object), known)
    (land,), _ = on_land(np.array([shape], dtype=object), WARD, water)
    inside = shapely.intersection(land, LAND).area / land.area
    assert inside == pytest.approx(0.55, abs=0.05)
