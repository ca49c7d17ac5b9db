"""Coordinate systems: the right grid for a town, and exact ways there and back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.crs import (
    EARTH_RADIUS_M,
    haversine_m,
    local_crs,
    shapes_to_degrees,
    shapes_to_local,
    to_degrees,
    to_local,
    transformation_name,
)
from geo.errors import UsageError


@pytest.mark.parametrize(
    ("place", "lat", "lon", "crs"),
    [
        ("Newport", 51.588, -2.998, "EPSG:27700"),
        ("Lerwick", 60.155, -1.145, "EPSG:27700"),
        ("Lowestoft", 52.476, 1.752, "EPSG:27700"),
        ("Dover", 51.128, 1.313, "EPSG:27700"),
        ("Penzance", 50.119, -5.537, "EPSG:27700"),
        ("St Davids", 51.882, -5.269, "EPSG:27700"),
        ("Stranraer", 54.903, -5.026, "EPSG:27700"),
        ("Campbeltown", 55.425, -5.605, "EPSG:27700"),
        ("Port Ellen, Islay", 55.63, -6.19, "EPSG:27700"),
        ("Douglas, Isle of Man", 54.15, -4.48, "EPSG:27700"),
        ("Belfast", 54.597, -5.93, "EPSG:2157"),
        ("Portaferry", 54.38, -5.545, "EPSG:2157"),
        ("Derry", 54.997, -7.31, "EPSG:2157"),
        ("Dublin", 53.35, -6.26, "EPSG:2157"),
        ("Wexford", 52.336, -6.463, "EPSG:2157"),
        ("Calais", 50.951, 1.859, "EPSG:32631"),
        ("Dieppe", 49.924, 1.08, "EPSG:32631"),
        ("Porto Alegre", -30.03, -51.2, "EPSG:32722"),
        ("Hong Kong", 22.3, 114.17, "EPSG:32650"),
        ("Date line", 0.0, 180.0, "EPSG:32660"),
    ],
)
def test_local_crs_is_the_national_grid_or_the_utm_zone(place: str, lat: float, lon: float, crs: str) -> None:
    assert local_crs(lat, lon) == crs, place


@pytest.mark.parametrize(("lat", "lon"), [(95.0, 0.0), (float("nan"), 0.0), (51.0, 400.0), (-85.0, 0.0)])
def test_a_point_that_is_nowhere_is_refused_in_words(lat: float, lon: float) -> None:
    with pytest.raises(UsageError, match="swapped"):
        local_crs(lat, lon)


@given(st.floats(50.0, 58.5), st.floats(-5.0, 1.5))
def test_degrees_survive_the_way_to_metres_and_back(lat: float, lon: float) -> None:
    x, y = to_local(lat, lon, "EPSG:27700")
    back_lat, back_lon = to_degrees(x, y, "EPSG:27700")
    assert abs(float(back_lat) - lat) < 1e-7
    assert abs(float(back_lon) - lon) < 1e-7


def test_british_grid_agrees_with_a_published_point() -> None:
    # Newport Transporter Bridge, grid reference ST 318 862, at 51.5706 N 2.9854 W.
    x, y = to_local([51.5706], [-2.9854], "EPSG:27700")
    assert x.shape == (1,)
    assert np.hypot(x[0] - 331_800, y[0] - 186_200) < 150


HELMERT = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3"
    " +step +proj=cart +ellps=WGS84 +step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247"
    " +rz=0.842 +s=-20.489 +convention=position_vector +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3"
    " +step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)
"""Ordnance Survey's published way from WGS 84 to the National Grid ("A guide to coordinate systems in Great Britain",
section 6.6), within a few metres of OSTN15."""


@given(lat=st.floats(49.8, 61), lon=st.floats(-9, 2.2))
@example(lat=52.4, lon=1.93)
@example(lat=60.95, lon=-0.8)
@example(lat=61.0, lon=0.0)
def test_the_national_grid_has_no_step_where_an_area_of_proj_ends(lat: float, lon: float) -> None:
    """East of 1.92 degrees and north of 60.94 PROJ takes the datums for one: 100 m off, and another way back."""
    x, y = to_local(lat, lon, "EPSG:27700")
    back_lat, back_lon = to_degrees(x, y, "EPSG:27700")
    assert float(haversine_m(lat, lon, back_lat, back_lon)) < 0.05
    published_x, published_y = Transformer.from_pipeline(HELMERT).transform(lon, lat)
    assert float(np.hypot(x - published_x, y - published_y)) < 6


def test_shapes_go_the_way_of_their_points() -> None:
    box, there = shapely.box(1.9, 52.4, 1.94, 52.42), "EPSG:27700"
    line = shapely.LineString([(0.1, 52.1, 7.0), (0.2, 52.2, 8.0)])
    local = shapes_to_local(np.array([[box, None], [line, shapely.Point()]]), there)
    assert local.shape == (2, 2)
    assert local[0, 1] is None
    assert local[1, 1].is_empty
    for degrees, metres in ((box, local[0, 0]), (line, local[1, 0])):
        lon, lat = shapely.get_coordinates(degrees).T
        assert np.array_equal(shapely.get_coordinates(metres).T, to_local(lat, lon, there))
        assert not metres.has_z
    back = shapes_to_degrees(local[0, 0], there)
    assert shapely.get_coordinates(back) == pytest.approx(shapely.get_coordinates(box), abs=1e-6)


def test_the_transformation_is_named_with_its_method() -> None:
    name = transformation_name("EPSG:27700")
    assert "British National Grid" in name
    assert "OSTN15" in name or "Helmert" in name
    assert "already" in transformation_name("EPSG:4326")


def test_an_unknown_crs_is_refused() -> None:
    with pytest.raises(UsageError, match="EPSG:27700"):
        to_local(51.0, -3.0, "EPSG:999999")


def test_haversine_equals_the_sphere_of_another_library() -> None:
    random = np.random.default_rng(1)
    lat1, lat2 = random.uniform(-80, 80, (2, 50))
    lon1, lon2 = random.uniform(-180, 180, (2, 50))
    _, _, expected = Geod(a=EARTH_RADIUS_M, b=EARTH_RADIUS_M).inv(lon1, lat1, lon2, lat2)
    assert np.allclose(haversine_m(lat1, lon1, lat2, lon2), expected, rtol=1e-9)
    assert haversine_m(51.5, -3.0, 51.5, -3.0) == 0
    # docs/definitions.md#rounding-and-missing-values
    assert haversine_m(51.4545, -2.5879, 51.5010, -2.6560) == pytest.approx(6998.396, abs=5e-4)
