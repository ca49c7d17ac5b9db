"""Boundaries as councils publish them: read whole, said plainly, refused politely."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geo.boundaries.reading import Boundaries, read_boundaries
from geo.crs import to_local
from geo.errors import InputError, Problem, Report
from geo.tables import AREAS, check_table

WEST, EAST = shapely.box(-3.0, 51.57, -2.99, 51.58), shapely.box(-2.99, 51.57, -2.98, 51.58)


def feature(geometry: BaseGeometry | dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    shape = mapping(geometry) if isinstance(geometry, BaseGeometry) else geometry
    return {"type": "Feature", "properties": properties, "geometry": shape}


def write(path: Path, *features: dict[str, Any] | None, **more: Any) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), encoding="utf-8")
    return path


def problem(report: Report, code: str) -> Problem:
    found = [entry for entry in report.problems if entry.code == code]
    assert found, f"{code} not among {[entry.code for entry in report.problems]}"
    return found[0]


def refusal(path: Path, **options: Any) -> Report:
    with pytest.raises(InputError) as caught:
        read_boundaries(path, **options)
    assert not caught.value.report.is_usable
    return caught.value.report


def check(found: Boundaries) -> gpd.GeoDataFrame:
    assert check_table(found.areas, AREAS) == []
    assert found.areas.crs.to_epsg() == 4326
    assert found.areas.is_valid.all()
    assert found.areas["area_id"].is_monotonic_increasing
    return found.areas


def in_grid(geometry: BaseGeometry, crs: str) -> BaseGeometry:
    return shapely.transform(geometry, lambda p: np.column_stack(to_local(p[:, 1], p[:, 0], crs)))


def test_ons_columns_of_any_year_are_found(tmp_path: Path) -> None:
    path = write(
        tmp_path / "wards.geojson",
        feature(EAST, FID=1, LAD31CD="W06000022", WD31CD="W05000002", WD31NM="Alway", WD31NMW="Alway (cy)"),
        feature(WEST, FID=2, LAD31CD="W06000022", WD31CD="W05000001", WD31NM="Allt-yr-yn", WD31NMW="Allt-yr-ynn"),
    )
    found = read_boundaries(path)
    areas = check(found)
    assert (found.id_column, found.name_column) == ("WD31CD", "WD31NM")
    assert areas["area_id"].tolist() == ["W05000001", "W05000002"]
    assert areas["area_name_cy"].tolist() == ["Allt-yr-ynn", "Alway (cy)"]
    assert found.report.facts["Codes"] == "wards of 2031 (WD31CD)"
    assert found.report.problems == []


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("ward_id", "name"), ("ward_id", "name")),
        (("geo_code", "geo_name"), ("geo_code", "geo_name")),
        (("LSOA11CD", "LSOA11NM"), ("LSOA11CD", "LSOA11NM")),
        (("Ward Code", "Ward Name"), ("Ward Code", "Ward Name")),
        (("gss", "label"), ("gss", "label")),
        (("id", "title"), ("id", "title")),
        (("anything", "Neighbourhood"), ("anything", "Neighbourhood")),
    ],
)
def test_columns_are_found_by_pattern_or_by_what_is_in_them(
    tmp_path: Path, columns: tuple[str, str], expected: tuple[str, str]
) -> None:
    rows = [(WEST, "E05010918", "Ashley"), (EAST, "E05010919", "Avonmouth")]
    path = write(tmp_path / "a.geojson", *(feature(g, **{columns[0]: c, columns[1]: n}) for g, c, n in rows))
    found = read_boundaries(path)
    assert (found.id_column, found.name_column) == expected


def test_a_wrong_option_lists_the_columns_and_a_right_one_is_used(tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", feature(WEST, code="E05010918", other="007", name="Ashley"))
    report = refusal(path, id_column="WD24CD", name_column="WD24NM")
    assert [entry.code for entry in report.problems] == ["column_missing", "column_missing"]
    assert "code, other, name" in str(problem(report, "column_missing"))
    found = read_boundaries(path, id_column="OTHER", name_column="name")
    assert found.areas["area_id"].tolist() == ["007"]


@pytest.mark.parametrize(("given", "expected"), [("007", "007"), (7, "7"), (7.0, "7"), (" E05 ", "E05")])
def test_codes_stay_text(tmp_path: Path, given: Any, expected: str) -> None:
    path = write(tmp_path / "a.geojson", feature(WEST, ward_id=given, name="One"))
    assert check(read_boundaries(path))["area_id"].tolist() == [expected]


def test_without_a_code_column_the_names_serve_and_it_is_said(tmp_path: Path) -> None:
    found = read_boundaries(write(tmp_path / "a.geojson", feature(WEST, Name="Gaer"), feature(EAST, Name="Alway")))
    assert check(found)["area_id"].tolist() == ["Alway", "Gaer"]
    assert found.id_column is None
    assert problem(found.report, "codes_from_names").severity == "repaired"


def test_areas_without_any_label_are_refused_but_one_outline_will_do(tmp_path: Path) -> None:
    assert "no_code_column" in {
        p.code for p in refusal(write(tmp_path / "a.geojson", feature(WEST), feature(EAST))).problems
    }
    assert check(read_boundaries(write(tmp_path / "b.geojson", feature(WEST))))["area_name"].tolist() == ["Study area"]


def test_everything_wrong_is_named_at_once_with_feature_numbers(tmp_path: Path) -> None:
    bow = shapely.Polygon([(-2.97, 51.57), (-2.96, 51.58), (-2.96, 51.57), (-2.97, 51.58)])
    path = write(
        tmp_path / "a.geojson",
        feature(WEST, WD24CD="E05000001", WD24NM="One"),
        feature(None, WD24CD="E05000002", WD24NM="Two"),
        feature(shapely.Point(-2.9, 51.5), WD24CD="E05000003", WD24NM="Three"),
        feature(bow, WD24CD="E05000004", WD24NM="Four"),
        feature({"type": "Polygon", "coordinates": [[["a", 1]]]}, WD24CD="E05000005", WD24NM="Five"),
        feature(EAST, WD24CD="E05000006", WD24NM="One"),
    )
    found = read_boundaries(path)
    assert check(found)["area_id"].tolist() == ["E05000001", "E05000004", "E05000006"]
    assert "feature 2" in str(problem(found.report, "empty_geometry"))
    assert "feature 3" in str(problem(found.report, "not_polygon"))
    assert "feature 4" in str(problem(found.report, "invalid_ring"))
    assert "feature 5" in str(problem(found.report, "feature_unreadable"))
    assert "feature 1, feature 6" in str(problem(found.report, "duplicate_name"))


def test_a_collection_keeps_only_its_polygons(tmp_path: Path) -> None:
    mixed = shapely.GeometryCollection([WEST, shapely.Point(-3, 51), shapely.LineString([(-3, 51), (-3, 52)])])
    found = read_boundaries(write(tmp_path / "a.geojson", feature(mixed, ward_id="E05000001")))
    assert check(found).geometry.iloc[0].equals(WEST)
    assert "feature 1" in str(problem(found.report, "geometry_collection"))


def test_parts_of_one_area_are_joined_and_clashing_codes_refused(tmp_path: Path) -> None:
    parts = [feature(WEST, WD24CD="E05000001", WD24NM="One"), feature(EAST, WD24CD="E05000001", WD24NM="One")]
    third = feature(shapely.box(-2.98, 51.57, -2.97, 51.58), WD24CD="E05000002", WD24NM="Two")
    fourth = feature(shapely.box(-2.97, 51.57, -2.96, 51.58), WD24CD="E05000003", WD24NM="Three")
    found = read_boundaries(write(tmp_path / "a.geojson", *parts, third, fourth))
    assert np.isclose(check(found).geometry.iloc[0].area, WEST.area + EAST.area)
    assert "features 1, 2" in str(problem(found.report, "duplicate_code"))
    parts[1]["properties"]["WD24NM"] = "Another"
    report = refusal(write(tmp_path / "b.geojson", *parts, third, fourth))
    assert problem(report, "duplicate_code").severity == "refused"


def test_overlaps_and_gaps_are_told_in_square_metres(tmp_path: Path) -> None:
    frame = shapely.box(-3.0, 51.57, -2.97, 51.60).difference(shapely.box(-2.99, 51.58, -2.985, 51.585))
    over = shapely.box(-2.971, 51.57, -2.96, 51.60)
    found = read_boundaries(write(tmp_path / "a.geojson", feature(frame, ward_id="A1"), feature(over, ward_id="A2")))
    overlap, gap = problem(found.report, "overlap"), problem(found.report, "gap")
    expected = in_grid(frame, "EPSG:27700").intersection(in_grid(over, "EPSG:27700")).area
    assert f"{expected:,.0f} m²" in overlap.found
    hole = in_grid(shapely.box(-2.99, 51.58, -2.985, 51.585), "EPSG:27700").area
    assert f"{hole:,.0f} m²" in gap.found
    assert "feature 1" in str(overlap)
    assert "feature 2" in str(overlap)


def test_an_enclave_is_no_gap(tmp_path: Path) -> None:
    inner = shapely.box(-2.99, 51.58, -2.985, 51.585)
    outer = shapely.box(-3.0, 51.57, -2.97, 51.60).difference(inner)
    found = read_boundaries(write(tmp_path / "a.geojson", feature(outer, ward_id="A1"), feature(inner, ward_id="A2")))
    assert found.report.problems == [problem(found.report, "no_name_column")]


def test_an_island_in_a_lake_makes_the_gap_smaller(tmp_path: Path) -> None:
    lake, island = shapely.box(-2.99, 51.58, -2.98, 51.59), shapely.box(-2.987, 51.583, -2.983, 51.587)
    shore = shapely.box(-3.0, 51.57, -2.97, 51.60).difference(lake)
    features = [feature(shore, ward_id="A1"), feature(island, ward_id="A2")]
    gap = problem(read_boundaries(write(tmp_path / "a.geojson", *features)).report, "gap")
    water = in_grid(lake, "EPSG:27700").area - in_grid(island, "EPSG:27700").area
    assert f"{water:,.0f} m²" in gap.found


@pytest.mark.parametrize("declared", [None, "urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:OGC:1.3:CRS84"])
def test_undeclared_british_grid_is_recognised_and_said(tmp_path: Path, declared: str | None) -> None:
    crs = {"crs": {"type": "name", "properties": {"name": declared}}} if declared else {}
    path = write(tmp_path / "a.geojson", feature(in_grid(WEST, "EPSG:27700"), ward_id="E05000001"), **crs)
    found = read_boundaries(path)
    assert check(found).geometry.iloc[0].symmetric_difference(WEST).area < 1e-9
    assert "British National Grid" in problem(found.report, "crs_recognised").action
    assert "Helmert" in str(found.report.facts["Transformation"]) or "OSTN15" in str(
        found.report.facts["Transformation"]
    )


def test_a_declared_grid_is_used_without_ado(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    found = read_boundaries(
        write(tmp_path / "a.geojson", feature(in_grid(WEST, "EPSG:27700"), WD24CD="E05000001", WD24NM="One"), crs=crs)
    )
    assert check(found).geometry.iloc[0].symmetric_difference(WEST).area < 1e-9
    assert found.report.problems == []


def test_northern_irish_codes_mean_the_irish_grid(tmp_path: Path) -> None:
    belfast = shapely.box(-5.95, 54.58, -5.94, 54.59)
    path = write(tmp_path / "a.geojson", feature(in_grid(belfast, "EPSG:2157"), WD14CD="N08000301", WD14NM="Ormeau"))
    assert check(read_boundaries(path)).geometry.iloc[0].symmetric_difference(belfast).area < 1e-9


def test_degrees_in_a_file_that_declares_metres_and_swapped_degrees_are_put_right(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
    found = read_boundaries(write(tmp_path / "a.geojson", feature(WEST, WD24CD="E05000001", WD24NM="One"), crs=crs))
    assert check(found).geometry.iloc[0].equals(WEST)
    assert problem(found.report, "crs_wrong").severity == "repaired"
    swapped = shapely.transform(WEST, lambda p: p[:, ::-1])
    found = read_boundaries(write(tmp_path / "b.geojson", feature(swapped, WD24CD="E05000001", WD24NM="One")))
    assert check(found).geometry.iloc[0].equals(WEST)
    assert problem(found.report, "coordinates_swapped").severity == "repaired"


def test_coordinates_that_fit_nothing_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.geojson", feature(shapely.box(9e6, 9e6, 9.1e6, 9.1e6), ward_id="E05000001"))
    assert "QGIS" in problem(refusal(path), "crs_undeclared").action


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (shapely.box(-180, -80, 180, 80), "date_line"),
        (shapely.MultiPolygon([shapely.box(170, -40, 172, -38), shapely.box(-177, -44, -176, -43)]), "date_line"),
        (shapely.box(-10, 40, 10, 60), "too_large"),
        (shapely.box(-6, 50, -1, 54), "too_large"),
    ],
)
def test_what_is_no_town_is_refused(tmp_path: Path, shape: BaseGeometry, code: str) -> None:
    assert problem(refusal(write(tmp_path / "a.geojson", feature(shape, name="World"))), code).severity == "refused"


def test_boundary_line_water_is_pointed_out(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.geojson", feature(WEST, CODE="E06000023", NAME="Bristol", HECTARES=200.0, UNIT_ID=1, AREA=90.0)
    )
    assert "tidal water" in problem(read_boundaries(path).report, "reaches_over_water").found


def test_order_of_features_does_not_matter(tmp_path: Path) -> None:
    features = [feature(WEST, ward_id="A2", name="West"), feature(EAST, ward_id="A1", name="East")]
    forward = read_boundaries(write(tmp_path / "a.geojson", *features)).areas
    backward = read_boundaries(write(tmp_path / "b.geojson", *features[::-1])).areas
    assert forward.equals(backward)


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "areas_n", "id_column"),
    [
        ("newport/boundaries/wards_2011.geojson", 20, "WD13CD"),
        ("newport/boundaries/lsoa_2011.geojson", 95, "LSOA11CD"),
        ("newport/boundaries/oa_2011.geojson", 475, "OA11CD"),
        ("bristol/boundaries/wards_2016.geojson", 34, "ward_id"),
        ("bristol/boundaries/lsoa_2011.geojson", 263, "LSOA11CD"),
        ("bristol/boundaries/msoa_zones_ttwa.geojson", 102, "geo_code"),
        ("bristol/boundaries/city_boundary_full.geojson", 1, "CODE"),
        ("belo_horizonte/grid_h3r9.gpkg", 898, "id"),
    ],
)
def test_real_boundaries(real_data: Path, file: str, areas_n: int, id_column: str) -> None:
    found = read_boundaries(real_data / file)
    assert len(check(found)) == areas_n
    assert found.id_column == id_column


@pytest.mark.data
def test_real_oddities_are_named(real_data: Path) -> None:
    folder = real_data / "bristol" / "boundaries"
    assert "feature 187" in str(problem(read_boundaries(folder / "lsoa_2011.geojson").report, "invalid_ring"))
    full = read_boundaries(folder / "city_boundary_full.geojson").report
    assert "12,566 of 23,534 hectares" in problem(full, "reaches_over_water").found
    records = read_boundaries(real_data / "malformed" / "boundaries" / "bristol_wards_opendatasoft_records.json")
    assert (
        check(records)["area_id"].tolist() == read_boundaries(folder / "wards_2016.geojson").areas["area_id"].tolist()
    )


@pytest.mark.data
@pytest.mark.parametrize("folder", ["boundaries", "geojsonhint_bad", "points", "csv", "gtfs"])
def test_every_malformed_file_is_read_or_refused_in_words(real_data: Path, folder: str) -> None:
    said = {}
    for path in sorted(file for file in (real_data / "malformed" / folder).rglob("*") if file.is_file()):
        try:
            check(read_boundaries(path))
        except InputError as error:
            said[path.name] = error
    for name, error in said.items():
        refused = [entry for entry in error.report.problems if entry.severity == "refused"]
        assert all(entry.found and entry.needed and entry.action for entry in refused), name
        assert "Error" not in str(error), name
