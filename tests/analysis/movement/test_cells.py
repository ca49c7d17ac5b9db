"""Cells of many fixes: those of H3, for every point."""

from __future__ import annotations

import h3
import numpy as np
import polars as pl
import pytest
from h3.api import basic_int
from hypothesis import given
from hypothesis import strategies as st

from analysis.movement import cells_of, cells_of_people
from analysis.movement.cells import _summed
from geo.errors import UsageError
from tests.makers.movement.walks import fixes_of


def by_h3(lat: np.ndarray, lon: np.ndarray, resolution: int) -> np.ndarray:
    return np.array([basic_int.latlng_to_cell(a, b, resolution) for a, b in zip(lat, lon, strict=True)], np.uint64)


@pytest.mark.slow
def test_a_million_points_of_the_globe_and_of_a_town() -> None:
    dice = np.random.default_rng(1)
    globe = np.degrees(np.arcsin(dice.uniform(-1, 1, 400_000))), dice.uniform(-180, 180, 400_000)
    town = 51.45 + dice.normal(0, 0.05, 600_000), -2.6 + dice.normal(0, 0.1, 600_000)
    for lat, lon in (globe, town):
        assert np.array_equal(cells_of(lat, lon, 9), by_h3(lat, lon, 9))


@pytest.mark.parametrize("resolution", range(16))
def test_every_resolution(resolution: int) -> None:
    dice = np.random.default_rng(resolution)
    lat, lon = np.degrees(np.arcsin(dice.uniform(-1, 1, 3000))), dice.uniform(-180, 180, 3000)
    steps = dice.normal(0, 1e-4, (2, 3000)).cumsum(axis=1)
    lat, lon = np.concatenate([lat, 51.45 + steps[0]]), np.concatenate([lon, -2.6 + steps[1]])
    assert np.array_equal(cells_of(lat, lon, resolution), by_h3(lat, lon, resolution))


@pytest.mark.parametrize("resolution", [3, 9, 10])
def test_corners_edges_and_pentagons_are_asked_of_h3_itself(resolution: int) -> None:
    cells = [*h3.get_pentagons(resolution)]
    cells += h3.grid_disk(h3.latlng_to_cell(51.45, -2.6, resolution), 8)
    cells += h3.grid_disk(h3.latlng_to_cell(64.7, 10.536, resolution), 2)
    corners = np.array([corner for cell in cells for corner in h3.cell_to_boundary(cell)])
    middles = np.array([
        np.mean(pair, axis=0) for cell in cells
        for pair in zip(h3.cell_to_boundary(cell), h3.cell_to_boundary(cell)[1:], strict=False)
        if abs(pair[0][1] - pair[1][1]) < 180
    ])  # fmt: skip
    lat, lon = np.concatenate([corners, middles]).T
    assert np.array_equal(cells_of(lat, lon, resolution), by_h3(lat, lon, resolution))


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=20), st.integers(0, 15))
def test_any_points(points: list[tuple[float, float]], resolution: int) -> None:
    lat, lon = np.array(points).T
    assert np.array_equal(cells_of(lat, lon, resolution), by_h3(lat, lon, resolution))


def test_what_is_nowhere_has_no_cell() -> None:
    lat, lon = [np.nan, 51.45, 91, 51.45, np.inf], [0, np.nan, 0, -2.6, 0]
    assert [int(cell) for cell in cells_of(lat, lon, 9)] == [
        0,
        0,
        0,
        h3.str_to_int(h3.latlng_to_cell(51.45, -2.6, 9)),
        0,
    ]
    assert cells_of([], [], 9).dtype == np.uint64
    with pytest.raises(UsageError, match="no resolution"):
        cells_of([0.0], [0.0], 16)


def test_more_cells_than_the_table_has_room_for_at_first() -> None:
    lat, lon = (grid.ravel() for grid in np.meshgrid(np.linspace(50, 52, 200), np.linspace(-4, 0, 200)))
    assert np.array_equal(cells_of(lat, lon, 9), by_h3(lat, lon, 9))


def test_how_often_somebody_was_where() -> None:
    there = fixes_of([(step * 60, 0 if step < 5 or step > 7 else 5000, 0) for step in range(10)], "a")
    walks = pl.concat([there, fixes_of([(0, 0, 0)], "b")])
    found = cells_of_people(walks, 9)
    here, away = (h3.str_to_int(h3.latlng_to_cell(walks["lat"][row], walks["lon"][row], 9)) for row in (0, 6))
    assert set(found.rows()) == {("a", here, 7, 2), ("a", away, 3, 1), ("b", here, 1, 1)}
    assert found["fixes_n"].sum() == len(walks)
    assert cells_of_people(walks.clear(), 9).schema == found.schema


@pytest.mark.parametrize("most", [60, 100_000])
def test_runs_are_summed_alike_in_a_table_of_all_keys_and_in_groups(most: int) -> None:
    """Few people in few cells, and many people in many: the same sums, in the order of their keys."""
    drawn = np.random.default_rng(3)
    keys, amounts = drawn.integers(0, 60, 400), drawn.integers(1, 1_000_000, 400)
    found = _summed(keys, amounts, most)
    wanted = [(key, amounts[keys == key].sum(), (keys == key).sum()) for key in sorted(set(keys.tolist()))]
    assert list(zip(*(one.tolist() for one in found), strict=True)) == wanted
    assert [one.dtype for one in found[1:]] == [np.uint32, np.uint32]
