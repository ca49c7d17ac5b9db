"""The numbered grid: what is read off a paper map leads back to the ground, whoever reads it and when."""

from __future__ import annotations

import contextlib
import math

import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from everyday.pictures.grid import SIZES_M, Grid, grid_of_code, session_grid
from geo.crs import local_crs, to_degrees, to_local
from geo.errors import NotFoundError, UsageError

NEWPORT = (-3.12418287, 51.50181764, -2.80300543, 51.64946874)
DEMO = (0.165554, 52.901346, 0.330635, 52.981337)
PORTO_ALEGRE = (-51.2680, -30.2690, -51.0190, -29.9320)
BELFAST = (-6.05, 54.54, -5.80, 54.66)


@st.composite
def towns(draw: st.DrawFn) -> tuple[float, float, float, float]:
    """Boxes of 300 m to 60 km, anywhere that is not near a pole or the date line."""
    lat, lon = draw(st.floats(-70, 75)), draw(st.floats(-175, 175))
    high = draw(st.floats(300, 60_000)) / 111_000
    wide = draw(st.floats(300, 60_000)) / 111_000 / math.cos(math.radians(lat))
    return lon - wide / 2, lat - high / 2, lon + wide / 2, lat + high / 2


@pytest.mark.parametrize("bounds", [NEWPORT, DEMO, PORTO_ALEGRE, BELFAST])
def test_a_town_has_a_hundred_to_five_hundred_squares_of_a_round_size(bounds: tuple[float, ...]) -> None:
    grid = session_grid(bounds)  # type: ignore[arg-type]
    assert 100 <= grid.squares_n <= 500
    assert grid.size_m in (200, 250, 500, 1000, 2000, 2500)
    covered = shapely.union_all([grid.square(name) for name in grid.names()])
    assert covered.buffer(1e-5).covers(shapely.box(*bounds))


def test_squares_are_square_on_the_ground_and_lie_on_ordnance_survey_lines() -> None:
    grid = session_grid(NEWPORT)
    for name in ("A1", "M9", "Y18"):
        corners = shapely.get_coordinates(grid.square(name))
        x, y = to_local(corners[:, 1], corners[:, 0], "EPSG:27700")
        sides = [math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]) for i in range(4)]
        assert sides == pytest.approx([grid.size_m] * 4, abs=0.01)
        assert x[0] / grid.size_m == pytest.approx(round(x[0] / grid.size_m), abs=1e-4)
        assert y[0] / grid.size_m == pytest.approx(round(y[0] / grid.size_m), abs=1e-4)


def test_numbers_run_from_the_top_left_and_letters_leave_out_i_and_o() -> None:
    grid = session_grid(NEWPORT)
    assert grid.names()[:9] == ["A1", "B1", "C1", "D1", "E1", "F1", "G1", "H1", "J1"]
    assert grid.number_of("A1") == 1
    assert grid.number_of("A2") == grid.columns_n + 1
    north_west, south_east = grid.square("1"), grid.square(str(grid.squares_n))
    assert north_west.centroid.x < south_east.centroid.x
    assert north_west.centroid.y > south_east.centroid.y


@pytest.mark.parametrize(
    "written",
    ["C3", "c3", " c 3 ", "C03", "C-3", "49", "049", "49.0", "no. 49", "Square 49", "#49", "49 / C3", "C3 (49)", "٤٩"],
)
def test_people_write_a_square_in_many_ways(written: str) -> None:
    grid = session_grid(NEWPORT)
    assert grid.number_of(written) == 2 * grid.columns_n + 3 == 49


@pytest.mark.parametrize("written", ["", "0", "9999", "I3", "O1", "ZZ1", "C0", "C99", "C", "3C3", "Market", "'; drop"])
def test_an_unknown_square_is_refused_with_those_that_exist(written: str) -> None:
    grid = session_grid(NEWPORT)
    with pytest.raises(NotFoundError, match=rf"numbers 1 to {grid.squares_n}, or letters A to Y .* rows 1 to 18"):
        grid.square(written)


def test_number_and_name_of_two_squares_are_not_guessed() -> None:
    with pytest.raises(NotFoundError, match="2 different squares"):
        session_grid(NEWPORT).square("50 / C3")


def test_a_point_off_the_map_is_refused() -> None:
    with pytest.raises(NotFoundError, match="not on the map"):
        session_grid(NEWPORT).name_at(lat=51.7, lon=-3.0)
    with pytest.raises(NotFoundError, match="not on the map"):
        session_grid(NEWPORT).name_at(lat=math.nan, lon=-3.0)


@settings(max_examples=200, deadline=None)
@given(bounds=towns(), across=st.floats(0, 1), up=st.floats(0, 1))
@example(bounds=(-0.0028, 60.9986, 0.0028, 61.0014), across=0.0, up=0.0)  # where PROJ's area of Great Britain ends
def test_every_point_of_a_town_has_a_square_that_holds_it(
    bounds: tuple[float, float, float, float], across: float, up: float
) -> None:
    grid = session_grid(bounds)
    west, south, east, north = bounds
    lat, lon = south + up * (north - south), west + across * (east - west)
    name = grid.name_at(lat=lat, lon=lon)
    square = grid.square(name)
    x, y = to_local(*square.exterior.xy[::-1], grid.crs)
    ground = shapely.Polygon(list(zip(x, y, strict=True)))
    here_x, here_y = to_local(lat, lon, grid.crs)
    assert ground.distance(shapely.Point(float(here_x), float(here_y))) < 0.05
    number = grid.number_at(lat=lat, lon=lon)
    assert grid.names()[number - 1] == name
    assert grid.square(str(number)).equals(square)


@settings(max_examples=100, deadline=None)
@given(bounds=towns(), pick=st.integers(0, 10_000))
def test_the_middle_of_a_square_is_in_it(bounds: tuple[float, float, float, float], pick: int) -> None:
    grid = session_grid(bounds)
    name = grid.names()[pick % grid.squares_n]
    middle = grid.square(name).centroid
    assert grid.name_at(lat=middle.y, lon=middle.x) == name


@settings(max_examples=300, deadline=None)
@given(bounds=towns(), columns_n=st.one_of(st.none(), st.integers(8, 60)))
def test_a_code_gives_its_grid_back(bounds: tuple[float, float, float, float], columns_n: int | None) -> None:
    try:
        grid = session_grid(bounds, columns_n=columns_n)
    except UsageError:
        assert columns_n is not None  # a long narrow box has too many rows for few columns
        return
    assert grid_of_code(grid.code) == grid
    assert grid_of_code(grid.code.replace("-", "").lower().replace("0", "o").replace("1", "l")) == grid
    assert session_grid(bounds, columns_n=columns_n).code == grid.code


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 12), other=st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_of_a_code_is_noticed(place: int, other: str) -> None:
    signs = session_grid(NEWPORT).code.replace("-", "")
    if signs[place] == other:
        return
    with pytest.raises(NotFoundError, match="not the code of a map"):
        grid_of_code(signs[:place] + other + signs[place + 1 :])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_square_or_is_refused_plainly(written: str) -> None:
    grid = session_grid(DEMO)
    for ask in (grid.square, grid_of_code):
        with contextlib.suppress(NotFoundError):
            assert ask(written)


def test_squares_tile_without_gaps() -> None:
    grid = session_grid(DEMO)
    east = shapely.get_coordinates(grid.square("C3"))
    west = shapely.get_coordinates(grid.square("D3"))
    assert east[1].tolist() == west[0].tolist()
    assert east[2].tolist() == west[3].tolist()


def test_what_is_no_town_is_refused() -> None:
    for bounds in [(0.0, 0.0, 0.0, 1.0), (1.0, 0.0, 0.0, 1.0), (math.nan, 0.0, 1.0, 1.0), (-60.0, -60.0, 60.0, 60.0)]:
        with pytest.raises(UsageError):
            session_grid(bounds)
    with pytest.raises(UsageError, match="0 columns"):
        session_grid(DEMO, columns_n=0)


def test_sizes_and_systems_fit_into_a_code() -> None:
    lat, lon = to_degrees(-900_000.0, 6_000_000.0, "EPSG:32633")
    assert local_crs(float(lat), float(lon)).startswith("EPSG:")
    for size_m in SIZES_M:
        grid = Grid("EPSG:32733", size_m, -3, 9_999_000 // size_m, 99, 1)
        assert grid_of_code(grid.code) == grid
