"""Kinds of boundary files: zips that may come from anywhere, shapefiles with a part missing, layers, encodings."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.boundaries.files import decode_text, kind_of_file
from geo.boundaries.reading import read_boundaries
from geo.errors import InputError

WARDS = gpd.GeoDataFrame(
    {"WD24CD": ["W05000001", "W05000002"], "WD24NM": ["Gaer", "Malpas ŵ"]},
    geometry=[shapely.box(-3.0, 51.57, -2.99, 51.58), shapely.box(-2.99, 51.57, -2.98, 51.58)],
    crs="EPSG:4326",
)
TOPOLOGY = {
    "type": "Topology",
    "objects": {"wards": {"type": "GeometryCollection", "geometries": [
        {"type": "Polygon", "arcs": [[0]], "properties": {"WD24CD": "W05000001", "WD24NM": "Gaer"}},
        {"type": "Polygon", "arcs": [[1]], "properties": {"WD24CD": "W05000002", "WD24NM": "Malpas ŵ"}},
    ]}},
    "arcs": [[[-3.0, 51.57], [-2.99, 51.57], [-2.99, 51.58], [-3.0, 51.58], [-3.0, 51.57]],
             [[-2.99, 51.57], [-2.98, 51.57], [-2.98, 51.58], [-2.99, 51.58], [-2.99, 51.57]]],
}  # fmt: skip


def shapefile(folder: Path, crs: str = "EPSG:27700") -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    WARDS.to_crs(crs).to_file(folder / "wards.shp", encoding="utf-8")
    return {path.suffix: path for path in folder.iterdir()}


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def wards_like(path: Path) -> None:
    areas = read_boundaries(path).areas
    assert areas["area_id"].tolist() == ["W05000001", "W05000002"]
    assert areas["area_name"].tolist() == ["Gaer", "Malpas ŵ"]
    assert shapely.symmetric_difference(areas.geometry.values, WARDS.geometry.values)[0].area < 1e-9


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_boundaries(path)
    assert all(p.needed and p.action for p in caught.value.report.problems if p.severity == "refused")
    return str(caught.value)


def test_each_format_gives_the_same_areas(tmp_path: Path) -> None:
    WARDS.to_file(tmp_path / "wards.gpkg", layer="wards")
    WARDS.to_file(tmp_path / "wards.geojson")
    WARDS.to_parquet(tmp_path / "wards.parquet")
    WARDS.to_file(tmp_path / "wards.fgb")
    (tmp_path / "wards.topojson").write_text(json.dumps(TOPOLOGY), encoding="utf-8")
    parts = shapefile(tmp_path / "shp")
    zipped(tmp_path / "shp.zip", {f"some folder/Wards{s}": p.read_bytes() for s, p in parts.items()})
    zipped(tmp_path / "json.zip", {"wards.geojson": (tmp_path / "wards.geojson").read_bytes()})
    zipped(tmp_path / "gpkg.zip", {"__MACOSX/._wards.gpkg": b"x", "wards.gpkg": (tmp_path / "wards.gpkg").read_bytes()})
    for name in ("wards.gpkg", "wards.geojson", "wards.parquet", "wards.fgb", "wards.topojson", "shp/wards.shp",
                 "shp.zip", "json.zip", "gpkg.zip"):  # fmt: skip
        wards_like(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_of_geojson(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "wards.geojson"
    path.write_bytes(json.dumps(json.loads(WARDS.to_json()), ensure_ascii=False).encode(encoding))
    wards_like(path)


def test_text_is_decoded_whatever_it_is() -> None:
    assert decode_text("Caffé".encode("latin-1")) == "Caffé"
    assert decode_text("a,b\n".encode("utf-16-le")) == "a,b\n"
    assert decode_text(("ŵ" * 10).encode()) == "ŵ" * 10
    assert decode_text(("ŵ" * 10).encode()[:-1], is_sample=True) == "ŵ" * 9


def test_newline_delimited_features(tmp_path: Path) -> None:
    path = tmp_path / "wards.geojsonl"
    features = json.loads(WARDS.to_json())["features"]
    path.write_text("\n".join(json.dumps(feature) for feature in features), encoding="utf-8")
    wards_like(path)


def test_the_layer_with_polygons_is_taken_and_said(tmp_path: Path) -> None:
    path = tmp_path / "town.gpkg"
    WARDS.set_geometry(WARDS.geometry.to_crs(27700).centroid.to_crs(4326)).to_file(path, layer="a_points")
    WARDS.to_file(path, layer="wards")
    found = read_boundaries(path)
    assert len(found.areas) == 2
    assert "wards is read" in str(found.report.problems[0])


def test_a_table_without_shapes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.gpkg"
    import pyogrio

    pyogrio.write_dataframe(pd.DataFrame({"WD24CD": ["W05000001"]}), path, layer="wards")
    assert "wards" in refusal(path)


def test_a_shapefile_without_its_index_is_repaired(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "shp")
    parts[".shx"].unlink()
    wards_like(tmp_path / "shp" / "wards.shp")
    assert not parts[".shx"].exists(), "the folder of the person is not written to"
    report = read_boundaries(tmp_path / "shp" / "wards.shp").report
    assert ".shx" in str(report.problems[0])
    parts[".shp"].write_bytes(parts[".shp"].read_bytes()[:-20])
    assert "damaged" in refusal(parts[".shp"])


def test_a_shapefile_without_codes_or_outlines_is_refused_in_words(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "shp")
    no_dbf = zipped(tmp_path / "a.zip", {f"w{s}": p.read_bytes() for s, p in parts.items() if s != ".dbf"})
    assert "lacks its .dbf part, which holds the codes and names" in refusal(no_dbf)
    no_shp = zipped(tmp_path / "b.zip", {f"w{s}": p.read_bytes() for s, p in parts.items() if s != ".shp"})
    assert "lacks its .shp part, which holds the outlines" in refusal(no_shp)


def test_a_shapefile_without_projection_is_recognised(tmp_path: Path) -> None:
    parts = shapefile(tmp_path / "shp")
    parts[".prj"].unlink()
    found = read_boundaries(parts[".shp"])
    codes = {problem.code for problem in found.report.problems}
    assert {"prj_missing", "crs_recognised"} <= codes
    wards_like(parts[".shp"])


@pytest.mark.parametrize("name", ["../wards.geojson", "/etc/wards.geojson", "C:/wards.geojson", "a\\..\\..\\w.geojson"])
def test_names_that_leave_the_zip_are_refused(tmp_path: Path, name: str) -> None:
    assert "point outside" in refusal(zipped(tmp_path / "a.zip", {name: WARDS.to_json().encode()}))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert "far more than its zipped size" in refusal(zipped(tmp_path / "a.zip", {"w.geojson": b" " * 60_000_000}))


def test_zips_of_something_else_are_explained(tmp_path: Path) -> None:
    assert "GTFS timetable" in refusal(zipped(tmp_path / "a.zip", {"stop_times.txt": b"x", "trips.txt": b"x"}))
    assert "Excel" in refusal(zipped(tmp_path / "b.zip", {"[Content_Types].xml": b"x"}))
    assert "thousand" not in refusal(zipped(tmp_path / "c.zip", {}))
    whole = zipped(tmp_path / "d.zip", {"w.geojson": WARDS.to_json().encode()}).read_bytes()
    (tmp_path / "e.zip").write_bytes(whole[: len(whole) // 2])
    assert "cannot be unpacked" in refusal(tmp_path / "e.zip")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"\xef\xbb\xbf {", "json"),
        (b"<html>", "xml"),
        (b"a,b", "text"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_kinds_are_told_by_content(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "file.geojson"
    path.write_bytes(content)
    assert kind_of_file(path) == kind
    refusal(path)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    assert "no file" in refusal(tmp_path / "nothing.geojson")
    assert "folder" in refusal(tmp_path)


def test_damaged_geopackages_are_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "wards.gpkg"
    WARDS.to_file(path, layer="wards")
    capfd.readouterr()
    path.write_bytes(path.read_bytes()[:9000])
    assert "complete file" in refusal(path)
    (tmp_path / "b.topojson").write_text('{"type": "Topology", "objects": {}}', encoding="utf-8")
    refusal(tmp_path / "b.topojson")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"type": "FeatureCollection", "features": [', "breaks off"),
        ("[" * 100_000, "nested deeper"),
        ('{"type": "FeatureCollection"}', "no list"),
        ('{"a": 1}', "not GeoJSON"),
        ("[1, 2]", "not GeoJSON"),
        ("[]", "not GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "no areas"),
        ('{"type": "FeatureCollection", "features": [null, 7]}', "cannot be read"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}', "encloses nothing"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, 1e999], [2, 0]]]}', "infinite"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [1, NaN], [2, 0]]]}', "infinite"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [true, 1], [2, 0]]]}', "not numbers"),
        ('{"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [0, 2], [0, 0]]]}', "no ground"),
        ('{"type": "MultiPolygon", "coordinates": [-0.08, 51.5]}', "cannot be read"),
    ],
)
def test_broken_geojson_is_refused_in_words(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, encoding="utf-8")
    assert says in refusal(path)


def test_an_open_ring_is_closed_and_case_of_types_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(
        '{"type": "featurecollection", "features": [{"type": "feature", "properties": {"name": "A"}, "geometry": '
        '{"type": "polygon", "coordinates": [[[-3, 51.5], [-2.99, 51.5], [-2.99, 51.51]]]}}]}',
        encoding="utf-8",
    )
    found = read_boundaries(path)
    assert "feature 1" in str(found.report.problems[0])
    assert found.report.problems[0].code == "ring_not_closed"
