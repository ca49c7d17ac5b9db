"""Cells: nothing missing, nothing twice, and every point in the piece that covers it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import h3
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geo.boundaries.reading import read_boundaries
from geo.cells import assign_areas, cell_of, cell_polygons, cover_areas, piece_outlines, polygon_size
from geo.crs import local_crs, to_local
from geo.errors import UsageError
from geo.tables import CELLS, PIECES, check_table


def areas_of(outlines: dict[str, BaseGeometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"area_id": list(outlines), "area_name": [f"Area {code}" for code in outlines], "area_name_cy": ""},
        geometry=list(outlines.values()),
        crs="EPSG:4326",
    )


def square_m2(geometry: BaseGeometry) -> float:
    """Slow oracle: size in a local grid after cutting edges so short that they are straight in any grid."""
    if geometry.is_empty:
        return 0.0
    crs = local_crs(51.58, -2.99)
    dense = shapely.segmentize(geometry, 2e-5)
    moved = shapely.transform(dense, lambda p: np.column_stack(to_local(p[:, 1], p[:, 0], crs)))
    return float(moved.area)


def brute_force(outlines: list[BaseGeometry], resolution: int) -> dict[str, float]:
    """Inside share of every cell around, one cell at a time."""
    union = shapely.union_all(outlines)
    west, south, east, north = union.bounds
    seeds = {
        h3.latlng_to_cell(lat, lon, resolution)
        for lat in np.linspace(south, north, 40)
        for lon in np.linspace(west, east, 40)
    }
    around = {near for seed in seeds for near in h3.grid_disk(seed, 2)}
    found = {}
    for cell in around:
        outline = shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)])
        part = outline.intersection(union)
        if part.area > 1e-16:
            found[cell] = square_m2(part) / square_m2(outline)
    return found


RING = shapely.Point(-2.99, 51.58).buffer(0.02).difference(shapely.Point(-2.99, 51.58).buffer(0.012))
SHAPES = {
    "square": shapely.box(-3.0, 51.57, -2.97, 51.59),
    "far smaller than a cell": shapely.box(-2.99, 51.58, -2.9899, 51.5801),
    "thin": shapely.Polygon([(-3.02, 51.56), (-2.96, 51.60), (-2.96, 51.60002)]),
    "ring": RING,
    "islands": shapely.MultiPolygon([shapely.box(-3.0, 51.57, -2.995, 51.575), shapely.box(-2.97, 51.59, -2.96, 51.6)]),
    "star": shapely.Polygon(
        [
            (-3 + radius * np.cos(angle), 51.58 + 0.6 * radius * np.sin(angle))
            for angle, radius in zip(np.linspace(0, 1.9 * np.pi, 20), [0.03, 0.004] * 10, strict=True)
        ]
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("resolution", [8, 9])
def test_cover_equals_brute_force(shape: str, resolution: int) -> None:
    cells, pieces = cover_areas(areas_of({"A": SHAPES[shape]}), resolution)
    expected = brute_force([SHAPES[shape]], resolution)
    assert set(cells["cell"]) == set(expected)
    shares = np.array([expected[cell] for cell in cells["cell"]])
    assert np.allclose(cells["inside_share"], shares, atol=2e-6)
    assert np.isclose(pieces["piece_m2"].sum(), (cells["inside_share"] * cells["area_m2"]).sum(), rtol=1e-12)


def test_tables_are_as_declared_and_sorted() -> None:
    cells, pieces = cover_areas(areas_of({"A": SHAPES["square"], "B": shapely.box(-2.97, 51.57, -2.95, 51.59)}), 9)
    assert check_table(cells, CELLS) == []
    assert check_table(pieces, PIECES) == []
    assert cells["cell"].is_monotonic_increasing
    assert list(cells.columns) == CELLS.names
    assert np.allclose(cells["area_m2"], [h3.cell_area(cell, unit="m^2") for cell in cells["cell"]])


def test_shared_ground_belongs_to_the_smaller_area_and_counts_once() -> None:
    ward, centre = shapely.box(-3.02, 51.56, -2.96, 51.60), shapely.box(-3.0, 51.57, -2.98, 51.59)
    areas = areas_of({"ward": ward, "centre": centre})
    cells, pieces = cover_areas(areas, 9)
    assert cells["inside_share"].max() <= 1
    expected = brute_force([ward], 9)
    assert np.isclose(cells["inside_share"].sum(), sum(expected.values()), rtol=1e-6)
    size = pieces.groupby("area_id")["piece_m2"].sum()
    assert np.isclose(size["centre"] / size["ward"], centre.area / (ward.area - centre.area), rtol=1e-3)
    assert areas["area_id"][assign_areas([51.58], [-2.99], areas)[0]] == "centre"


def test_the_largest_share_names_the_cell() -> None:
    areas = areas_of({"A": shapely.box(-3.0, 51.57, -2.985, 51.59), "B": shapely.box(-2.985, 51.57, -2.97, 51.59)})
    cells, pieces = cover_areas(areas, 9)
    for cell in cells.itertuples():
        parts = pieces[pieces["cell"] == cell.cell]
        assert parts.set_index("area_id").loc[cell.area_id, "piece_share"] == parts["piece_share"].max()
        assert cell.area_name == f"Area {cell.area_id}"


def test_points_outside_and_missing_points_belong_nowhere() -> None:
    areas = areas_of({"A": SHAPES["square"]})
    assert assign_areas([51.58, 10.0, np.nan], [-2.99, 10.0, -2.99], areas).tolist() == [0, -1, -1]
    assert cell_of([51.58, np.nan], [-2.99, -2.99], 9).tolist() == [h3.latlng_to_cell(51.58, -2.99, 9), ""]
    assert assign_areas([51.58], [-2.99], areas.iloc[:0]).tolist() == [-1]


def test_a_point_on_a_common_edge_has_one_area_whatever_the_order() -> None:
    areas = areas_of({"A": shapely.box(-3.0, 51.57, -2.985, 51.59), "B": shapely.box(-2.985, 51.57, -2.96, 51.59)})
    forward = areas["area_id"][assign_areas([51.58], [-2.985], areas)[0]]
    turned = areas.iloc[::-1].reset_index(drop=True)
    assert turned["area_id"][assign_areas([51.58], [-2.985], turned)[0]] == forward == "A"


def test_the_callers_areas_are_not_changed() -> None:
    areas = areas_of({"ward": shapely.box(-3.02, 51.56, -2.96, 51.60), "centre": SHAPES["square"]})
    before = areas.copy(deep=True)
    cover_areas(areas, 8)
    assign_areas([51.58], [-2.99], areas)
    assert areas.equals(before)


@pytest.mark.parametrize("resolution", [-1, 16, 9.5, True])
def test_a_resolution_that_does_not_exist_is_refused(resolution: int) -> None:
    with pytest.raises(UsageError, match="resolution"):
        cover_areas(areas_of({"A": SHAPES["square"]}), resolution)


def test_too_many_cells_are_refused_before_they_are_made() -> None:
    with pytest.raises(UsageError, match="lower resolution"):
        cover_areas(areas_of({"A": shapely.box(-4, 51, -2, 53)}), 12)


def test_outlines_of_cells_keep_the_order_asked_for() -> None:
    names = h3.grid_disk(h3.latlng_to_cell(51.58, -2.99, 9), 2)[::-1]
    outlines = cell_polygons(names)
    assert outlines.index.tolist() == names
    assert outlines.crs.to_epsg() == 4326
    for name, outline in outlines.items():
        lat, lon = h3.cell_to_latlng(str(name))
        assert outline.contains(shapely.Point(lon, lat))
    assert len(cell_polygons([])) == 0


def test_size_on_the_sphere_is_that_of_h3() -> None:
    cells = h3.grid_disk(h3.latlng_to_cell(51.58, -2.99, 9), 1)
    size = polygon_size(np.asarray(cell_polygons(cells).array, dtype=object))
    expected = [h3.cell_area(cell, unit="rads^2") for cell in cells]
    assert np.allclose(size, expected, rtol=1e-5)


@pytest.mark.parametrize(
    ("resolution", "cell", "area_m2"),
    [(7, "871958392ffffff", 4_759_183), (8, "8819583923fffff", 679_919), (9, "89195839227ffff", 97_131),
     (10, "8a1958392267fff", 13_876), (11, "8b1958392260fff", 1_982)],
)  # fmt: skip
def test_cells_of_bristol(resolution: int, cell: str, area_m2: int) -> None:
    # docs/definitions.md#cells
    assert cell_of([51.4545], [-2.5879], resolution).tolist() == [cell]
    assert round(h3.cell_area(cell, unit="m^2")) == area_m2
    whole, _ = cover_areas(areas_of({"A": shapely.box(-2.62, 51.43, -2.55, 51.48)}), resolution)
    assert whole.set_index("cell").loc[cell, "area_m2"] == pytest.approx(area_m2, abs=0.5)


corner = st.tuples(st.floats(-3.05, -2.95), st.floats(51.55, 51.61))
triangles = st.lists(corner, min_size=3, max_size=6).map(lambda points: shapely.MultiPoint(points).convex_hull)
areas_drawn = st.lists(triangles.filter(lambda g: g.geom_type == "Polygon" and g.area > 1e-7), min_size=1, max_size=4)


@settings(max_examples=30, deadline=None)
@given(areas_drawn, st.randoms(use_true_random=False))
def test_row_order_is_irrelevant_and_nothing_counts_twice(outlines: list[BaseGeometry], random: object) -> None:
    areas = areas_of({f"E{number:02d}": outline for number, outline in enumerate(outlines)})
    cells, pieces = cover_areas(areas, 8)
    order = list(range(len(areas)))
    random.shuffle(order)  # type: ignore[attr-defined]
    cells_again, pieces_again = cover_areas(areas.iloc[order].reset_index(drop=True), 8)
    assert cells.equals(cells_again)
    assert pieces.equals(pieces_again)
    assert (cells["inside_share"] <= 1).all()
    union = polygon_size(np.array([shapely.union_all(outlines)], dtype=object))[0]
    covered = polygon_size(piece_outlines(areas, pieces)).sum()
    assert np.isclose(covered, union, rtol=1e-9, atol=1e-16)


@settings(max_examples=30, deadline=None)
@given(areas_drawn, st.lists(corner, min_size=1, max_size=20))
def test_every_point_inside_has_its_piece(outlines: list[BaseGeometry], points: list[tuple[float, float]]) -> None:
    areas = areas_of({f"E{number:02d}": outline for number, outline in enumerate(outlines)})
    _, pieces = cover_areas(areas, 8)
    lon, lat = np.array(points).T
    rows = assign_areas(lat, lon, areas)
    for row, cell, point in zip(rows, cell_of(lat, lon, 8), shapely.points(lon, lat), strict=True):
        covering = [number for number, outline in enumerate(outlines) if outline.intersects(point)]
        assert (row >= 0) == bool(covering)
        if covering:
            assert row in covering
            near_edge = any(outlines[number].boundary.distance(point) < 1e-9 for number in covering)
            assert near_edge or ((pieces["cell"] == cell) & (pieces["area_id"] == areas["area_id"][row])).any()


@pytest.mark.data
def test_newport_is_covered_whole(real_data: Path) -> None:
    areas = read_boundaries(real_data / "newport" / "boundaries" / "wards_2011.geojson").areas
    cells, pieces = cover_areas(areas, 9)
    km2 = sum(square_m2(outline) for outline in areas.geometry) / 1e6
    assert np.isclose(pieces["piece_m2"].sum() / 1e6, km2, rtol=5e-3)  # sphere against ellipsoid
    assert set(pieces["area_id"]) == set(areas["area_id"])
    centre_outside = assign_areas(cells["lat"], cells["lon"], areas) < 0
    assert 0.03 < centre_outside.mean() < 0.2, "a cover by cell centres would lose these"
