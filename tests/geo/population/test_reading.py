"""People: every format councils use, and nobody lost or counted twice on the way to the cells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.boundaries.reading import read_boundaries
from geo.cells import assign_areas, cell_of, cover_areas
from geo.crs import to_local
from geo.errors import InputError, Problem, Report
from geo.population.reading import Population, population_per_piece, read_population

WEST, EAST = shapely.box(-3.0, 51.57, -2.985, 51.585), shapely.box(-2.985, 51.57, -2.97, 51.585)
AREAS = gpd.GeoDataFrame(
    {"area_id": ["W01000001", "W01000002"], "area_name": ["West", "East"], "area_name_cy": ""},
    geometry=[WEST, EAST],
    crs="EPSG:4326",
)
_, PIECES = cover_areas(AREAS, 9)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def small_areas(path: Path) -> Path:
    AREAS.rename(columns={"area_id": "LSOA21CD", "area_name": "LSOA21NM"}).to_file(path, driver="GeoJSON")
    return path


def problem(report: Report, code: str) -> Problem:
    found = [entry for entry in report.problems if entry.code == code]
    assert found, f"{code} not among {[entry.code for entry in report.problems]}"
    return found[0]


def refusal(path: Path, **options: Any) -> Report:
    with pytest.raises(InputError) as caught:
        read_population(path, **options)
    return caught.value.report


def counts(population: Population) -> dict[str, float]:
    return dict(zip(population.points["unit_id"], population.points["count"], strict=True))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("code,lat,lon,population\nA,51.58,-2.99,120\nB,51.58,-2.98,80\n", "utf-8"),
        ("code,lat,lon,population\r\nA,51.58,-2.99,120\r\nB,51.58,-2.98,80\r\n", "utf-8-sig"),
        ("code;latitude;longitude;Usual residents\nA;51,58;-2,99;120\nB;51,58;-2,98;80\n", "cp1252"),
        ("code\tLat\tLong\tAll people\nA\t51.58\t-2.99\t120\nB\t51.58\t-2.98\t80\n", "utf-16"),
        (
            'Small areas of Trelin\n\ncode,lng,lat,Persons\nA,-2.99,51.58,"120"\nB,-2.98,51.58,80\n\nSource: census\n',
            "utf-8",
        ),
        ('code,lat,lon,population\nA,51.58,-2.99,"  120 "\nB,51.58,-2.98,80.0\n', "latin-1"),
    ],
)
def test_csv_of_any_dialect(tmp_path: Path, text: str, encoding: str) -> None:
    population = read_population(write(tmp_path / "p.csv", text, encoding))
    assert counts(population) == {"A": 120, "B": 80}
    assert population.noun == "residents"
    assert population.is_counted
    assert shapely.get_coordinates(population.points.geometry)[0].tolist() == [-2.99, 51.58]


def test_british_grid_columns_are_recognised(tmp_path: Path) -> None:
    x, y = to_local(51.58, -2.99, "EPSG:27700")
    population = read_population(write(tmp_path / "p.csv", f"id,Easting,Northing,pop\n7,{x:.2f},{y:.2f},5\n"))
    assert np.allclose(shapely.get_coordinates(population.points.geometry), [[-2.99, 51.58]], atol=1e-6)
    assert "British National Grid" in str(population.report.facts["Coordinate system"])


def test_blank_degrees_are_filled_from_the_grid(tmp_path: Path) -> None:
    x, y = to_local(51.58, -2.98, "EPSG:27700")
    text = f"code,Easting,Northing,Longitude,Latitude,population\nA,{x},{y},,,1\nB,0,0,-2.99,51.58,2\nC,0,0,,,4\n"
    population = read_population(write(tmp_path / "p.csv", text))
    assert counts(population) == {"A": 1, "B": 2}
    assert "line 4" in str(problem(population.report, "no_place"))


def test_thousands_and_bad_counts_by_row(tmp_path: Path) -> None:
    text = 'code,lat,lon,population\nA,51.58,-2.99,"1,234"\nB,51.58,-2.99,-5\nC,51.58,-2.99,\n'
    text += "D,51.58,-2.99,many\nE,51.58,-2.99,1 200\n"
    population = read_population(write(tmp_path / "p.csv", text))
    assert counts(population) == {"A": 1234, "E": 1200}
    assert "line 3" in str(problem(population.report, "count_negative"))
    assert "line 4" in str(problem(population.report, "count_missing"))
    assert 'line 5 "many"' in str(problem(population.report, "count_not_number"))


def test_points_without_counts_weigh_the_same(tmp_path: Path) -> None:
    population = read_population(
        write(tmp_path / "p.csv", "OA21CD,lat,lon\nW00000001,51.58,-2.99\nW00000002,51.58,-2.98\n")
    )
    assert not population.is_counted
    assert population.noun == "small areas"
    assert counts(population) == {"W00000001": 1, "W00000002": 1}
    made = population_per_piece(population, AREAS, PIECES, 9)
    assert made.pieces["population_n"].isna().all()
    assert made.pieces["weight_n"].sum() == 2


@pytest.mark.parametrize("suffix", ["geojson", "gpkg", "parquet"])
def test_map_files_of_points_and_polygons(tmp_path: Path, suffix: str) -> None:
    table = gpd.GeoDataFrame(
        {"OA21CD": ["W00000002", "W00000001"], "households": [3, 4]},
        geometry=[shapely.Point(-2.99, 51.58), EAST],
        crs="EPSG:4326",
    ).to_crs(27700)
    path = tmp_path / f"p.{suffix}"
    table.to_parquet(path) if suffix == "parquet" else table.to_file(path)
    population = read_population(path)
    assert counts(population) == {"W00000001": 4, "W00000002": 3}
    assert population.noun == "households"
    made = population_per_piece(population, AREAS, PIECES, 9)
    by_area = made.pieces.groupby("area_id")["population_n"].sum()
    assert np.allclose(by_area[["W01000001", "W01000002"]], [3, 4], atol=1e-4)


def test_a_long_table_is_summed_over_its_rows(tmp_path: Path) -> None:
    text = (
        "lsoa21_code,households_dimensions,count,percent\n"
        "W01000001,0,10,50\nW01000001,1,10,50\nW01000002,0,5,100\nW01000009,0,7,100\n"
    )
    population = read_population(write(tmp_path / "t.csv", text), boundaries=small_areas(tmp_path / "a.geojson"))
    assert counts(population) == {"W01000001": 20, "W01000002": 5}
    assert population.noun == "households"
    assert population.unmatched == ["W01000009"]
    assert "7 of 32" in problem(population.report, "code_not_in_boundaries").found
    assert "added up" in problem(population.report, "summed_rows").action
    assert population.report.facts["Count column"] == "count"


def test_totals_other_years_and_percentages_are_not_counted_as_well(tmp_path: Path) -> None:
    rows = ["Date,Code,Sex,Measures,Value", "Newport total,,Total,Value,999", "2021,Newport total,Total,Value,45"]
    for year, factor in ((2011, 3), (2021, 1)):
        for code, women, men in (("W01000001", 10, 12), ("W01000002", 11, 12)):
            for sex, number in (("Total", women + men), ("Female", women), ("Male", men)):
                rows.append(f"{year},{code},{sex},Value,{number * factor}")
                rows.append(f"{year},{code},{sex},Percent,{number / (women + men) * 100:.0f}")
    path = write(tmp_path / "t.csv", "\n".join(rows) + "\n")
    population = read_population(path, boundaries=small_areas(tmp_path / "a.geojson"))
    assert counts(population) == {"W01000001": 22, "W01000002": 23}
    said = " ".join(str(entry) for entry in population.report.problems)
    assert "2021 is used" in said
    assert '"Total"' in said
    assert "Newport total" in said


def test_the_towns_own_row_is_no_small_area(tmp_path: Path) -> None:
    squares = {f"W0100000{i}": shapely.box(-3 + i / 100, 51.57, -2.99 + i / 100, 51.58) for i in range(4)}
    areas = gpd.GeoDataFrame({"LSOA21CD": list(squares)}, geometry=list(squares.values()), crs="EPSG:4326")
    areas.to_file(tmp_path / "a.geojson")
    text = "code,population\n" + "".join(f"{code},10\n" for code in squares) + "W06000022,40\nW01000009,6\n"
    population = read_population(write(tmp_path / "t.csv", text), boundaries=tmp_path / "a.geojson")
    assert population.points["count"].sum() == 40
    assert population.unmatched == ["W01000009"]
    assert "W06000022" in str(problem(population.report, "total_row"))


def test_all_saints_is_a_place_and_no_total(tmp_path: Path) -> None:
    text = "code,name,lat,lon,population\nAll Saints,All Saints,51.58,-2.99,5\nB,Totland,51.58,-2.99,6\n"
    assert read_population(write(tmp_path / "p.csv", text)).points["count"].sum() == 11


def test_small_areas_without_a_row_are_unknown_not_empty(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "code,population\nW01000001,40\n")
    population = read_population(path, boundaries=small_areas(tmp_path / "a.geojson"))
    assert population.unmatched == ["W01000002"]
    assert len(population.unknown) == 1
    made = population_per_piece(population, AREAS, PIECES, 9)
    by_area = made.pieces.groupby("area_id")["population_n"]
    assert by_area.sum()["W01000001"] == pytest.approx(40, rel=1e-9)
    assert made.pieces.loc[made.pieces["area_id"] == "W01000002", "population_n"].isna().sum() > 5


def test_counts_join_points_of_small_areas_too(tmp_path: Path) -> None:
    points = AREAS.set_geometry(shapely.points([-2.99, -2.98], [51.58, 51.58]))
    points.rename(columns={"area_id": "OA21CD"})[["OA21CD", "geometry"]].to_crs(27700).to_parquet(
        tmp_path / "a.parquet"
    )
    path = write(tmp_path / "t.csv", "OA21CD,population\nW01000001,40\nW01000002,2\n")
    population = read_population(path, boundaries=tmp_path / "a.parquet")
    assert counts(population) == {"W01000001": 40, "W01000002": 2}
    assert set(population.points.geom_type) == {"Point"}


def test_codes_of_another_year_are_refused_with_an_example(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "code,population\nE05000001,40\n")
    report = refusal(path, boundaries=small_areas(tmp_path / "a.geojson"))
    assert "E05000001" in problem(report, "no_code_matches").found
    assert "W01000001" in problem(report, "no_code_matches").found


def test_wrong_options_are_refused_together_with_the_columns_there_are(tmp_path: Path) -> None:
    path = write(tmp_path / "p.csv", "code,lat,lon,population\nA,51.58,-2.99,1\n")
    report = refusal(path, count_column="people", id_column="OA21CD")
    assert [entry.code for entry in report.problems] == ["column_missing", "column_missing"]
    assert "code, lat, lon, population" in str(report.problems[0])
    assert counts(read_population(path, count_column="LAT")) == {"A": 51.58}


def test_broken_boundaries_of_a_join_are_named(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "code,population\nE05000001,40\n")
    report = refusal(path, boundaries=write(tmp_path / "broken.geojson", '{"type": "Feature'))
    assert "broken.geojson" in problem(report, "json_broken").found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("code,population\nA,1\n", "no_coordinates"),
        ("1,51.5,-3.0,12\n2,51.6,-3.1,13\n", "no_header"),
        ("code,lat,lon,population\n", "no_rows"),
        ("code,lat,lon,population\nA,x,y,1\n", "no_place"),
        ("code,lat,lon,population\nA,51.5,-3,none\n", "no_counts"),
        ("just words\nand more words\n", "not_a_table"),
        ("", "empty_file"),
        ("code,easting,northing,population\nA,9000000,9000000,1\n", "crs_undeclared"),
    ],
)
def test_what_cannot_work_is_refused_in_words(tmp_path: Path, text: str, code: str) -> None:
    report = refusal(write(tmp_path / "p.csv", text))
    refused = [entry for entry in report.problems if entry.severity == "refused"]
    assert code in {entry.code for entry in refused}
    assert all(entry.found and entry.needed and entry.action for entry in refused)


def test_people_elsewhere_are_counted_as_outside(tmp_path: Path) -> None:
    population = read_population(write(tmp_path / "p.csv", "id,lat,lon,population\n1,51.58,-2.99,30\n2,40,0,12\n"))
    made = population_per_piece(population, AREAS, PIECES, 9)
    assert (made.pieces["weight_n"].sum(), made.outside_n, made.outside_places_n) == (30, 12, 1)
    assert "12 of 42 residents" in made.report.problems[0].found


def test_a_point_is_in_its_area_and_cell(tmp_path: Path) -> None:
    lat, lon = 51.5777, -2.9849
    population = read_population(write(tmp_path / "p.csv", f"id,lat,lon,population\n1,{lat},{lon},30\n"))
    pieces = population_per_piece(population, AREAS, PIECES, 9).pieces
    row = pieces[pieces["weight_n"] > 0].iloc[0]
    assert row["cell"] == cell_of([lat], [lon], 9)[0]
    assert row["area_id"] == AREAS["area_id"][assign_areas([lat], [lon], AREAS)[0]]


place = st.tuples(st.floats(-3.01, -2.96), st.floats(51.56, 51.595), st.floats(0, 5000))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(place, min_size=1, max_size=15), st.booleans(), st.randoms(use_true_random=False))
def test_nobody_is_lost_and_row_order_is_irrelevant(
    tmp_path: Path, places: list[tuple[float, float, float]], are_polygons: bool, random: Any
) -> None:
    def features(chosen: list[int]) -> Path:
        rows = []
        for number in chosen:
            lon, lat, count = places[number]
            shape = shapely.Point(lon, lat)
            shape = shapely.box(lon, lat, lon + 0.003, lat + 0.002) if are_polygons else shape
            geometry = shapely.geometry.mapping(shape)
            rows.append(
                {"type": "Feature", "geometry": geometry, "properties": {"id": f"P{number}", "population": count}}
            )
        path = tmp_path / "p.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
        return path

    order = list(range(len(places)))
    population = read_population(features(order))
    random.shuffle(order)
    again = read_population(features(order))
    assert population.points.equals(again.points)
    made = population_per_piece(population, AREAS, PIECES, 9)
    total = sum(count for _, _, count in places)
    assert made.pieces["weight_n"].sum() + made.outside_n == pytest.approx(total, rel=1e-9, abs=1e-9)
    per_cell = made.pieces.groupby("cell")["weight_n"].sum()
    per_area = made.pieces.groupby("area_id")["weight_n"].sum()
    assert per_cell.sum() == pytest.approx(per_area.sum(), rel=1e-9)
    assert (made.pieces["weight_n"] >= 0).all()
    pd.testing.assert_frame_equal(made.pieces, population_per_piece(again, AREAS, PIECES, 9).pieces)


@pytest.mark.data
def test_newport_small_areas(real_data: Path) -> None:
    newport = real_data / "newport"
    areas = read_boundaries(newport / "boundaries" / "wards_2011.geojson").areas
    _, pieces = cover_areas(areas, 9)
    points = read_population(newport / "points" / "oa2021_population_weighted_centroids.parquet")
    assert (len(points.points), points.is_counted, points.noun) == (511, False, "small areas")
    made = population_per_piece(points, areas, pieces, 9)
    assert made.pieces["weight_n"].sum() + made.outside_n == 511
    households = read_population(
        newport / "survey" / "census2021_household_deprivation_lsoa21.csv",
        boundaries=newport / "boundaries" / "lsoa_2011.geojson",
    )
    table = pd.read_csv(newport / "survey" / "census2021_household_deprivation_lsoa21.csv")
    lsoas = set(read_boundaries(newport / "boundaries" / "lsoa_2011.geojson").areas["area_id"])
    known = table[table["lsoa21_code"].isin(lsoas)]
    assert households.noun == "households"
    assert households.points["count"].sum() == known["count"].sum()
    assert set(households.unmatched) == lsoas ^ set(table["lsoa21_code"])
    made = population_per_piece(households, areas, pieces, 9)
    assert made.pieces["weight_n"].sum() + made.outside_n == pytest.approx(known["count"].sum(), rel=1e-12)


@pytest.mark.data
def test_other_real_tables(real_data: Path) -> None:
    town = read_population(real_data / "porto_alegre" / "points" / "poa_hexgrid.csv")
    assert (
        town.points["count"].sum() == pd.read_csv(real_data / "porto_alegre/points/poa_hexgrid.csv")["population"].sum()
    )
    twice = read_population(real_data / "malformed" / "points" / "test_invalid_points_duplicate_ids.geojson")
    assert twice.points["count"].sum() == 389 + 296 + 636
    assert "feature 2" in str(problem(twice.report, "duplicate_code"))


@pytest.mark.data
@pytest.mark.parametrize("folder", ["boundaries", "geojsonhint_bad", "points", "csv", "gtfs"])
@pytest.mark.parametrize("is_joined", [False, True])
def test_every_malformed_file_is_read_or_refused_in_words(
    tmp_path: Path, real_data: Path, folder: str, is_joined: bool
) -> None:
    lsoas = small_areas(tmp_path / "a.geojson")
    said = {}
    for path in sorted(file for file in (real_data / "malformed" / folder).rglob("*") if file.is_file()):
        try:
            read_population(path, boundaries=lsoas if is_joined else None)
        except InputError as error:
            said[path.name] = error
    for name, error in said.items():
        refused = [entry for entry in error.report.problems if entry.severity == "refused"]
        assert all(entry.found and entry.needed and entry.action for entry in refused), name
        assert "Error" not in str(error), name
