"""Boundary files that say something else than they seem to say: each test stands for a kind of fault."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.boundaries.reading import read_boundaries
from geo.boundaries.service import straightened
from geo.boundaries.words_in_dbf import encoding_of_dbf
from geo.crs import haversine_m, known_grid
from geo.errors import InputError, Report

WARDS = gpd.GeoDataFrame(
    {"WD24CD": ["W05000001", "W05000002"], "WD24NM": ["Bôn-y-maen", "Llanrhos"]},
    geometry=[shapely.box(-3.0, 51.57, -2.99, 51.58), shapely.box(-2.99, 51.57, -2.98, 51.58)],
    crs="EPSG:4326",
)
GRID = (
    'PROJCS["{name}",GEOGCS["{gcs}",DATUM["{datum}",SPHEROID["Airy_1830",6377563.396,299.3249646]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",{easting}],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],'
    'PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]'
)


def codes_of(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def shapefile(folder: Path, *, encoding: str = "utf-8", cpg: str | None = None, prj: str | None = None) -> Path:
    """The wards as a zipped Shapefile in the National Grid, with the parts as given."""
    folder.mkdir(exist_ok=True)
    WARDS.to_crs("EPSG:27700").to_file(folder / "w.shp", encoding=encoding)
    (folder / "w.cpg").unlink()
    if cpg is not None:
        (folder / "w.cpg").write_text(cpg)
    if prj is not None:
        (folder / "w.prj").write_text(prj)
    dbf = bytearray((folder / "w.dbf").read_bytes())
    dbf[29] = 0  # no language driver, as most programs write it
    (folder / "w.dbf").write_bytes(dbf)
    made = folder / "wards.zip"
    with zipfile.ZipFile(made, "w") as archive:
        for part in sorted(folder.glob("w.*")):
            archive.write(part, part.name)
    return made


def furthest_m(found: gpd.GeoDataFrame) -> float:
    """How far the corners of the areas lie from those of WARDS."""
    mine, right = (shapely.get_coordinates(shapely.normalize(np.asarray(frame.geometry.array)))
                   for frame in (found, WARDS))  # fmt: skip
    return float(haversine_m(mine[:, 1], mine[:, 0], right[:, 1], right[:, 0]).max())


def collection(number: int = 2, **more: Any) -> dict[str, Any]:
    features = json.loads(WARDS.to_json())["features"]
    width = 0.001
    listed = [
        {**features[0], "properties": {"WD24CD": f"W05{n:06d}", "WD24NM": f"Ward {n}"},
         "geometry": shapely.geometry.mapping(shapely.box(-3 + n * width, 51, -3 + (n + 1) * width, 51.001))}
        for n in range(number)
    ]  # fmt: skip
    return {"type": "FeatureCollection", "features": listed, **more}


@pytest.mark.parametrize(
    "more", [{"exceededTransferLimit": True}, {"properties": {"exceededTransferLimit": True}},
             {"exceededTransferLimit": "true"}],
)  # fmt: skip
def test_a_download_that_says_it_was_cut_off_is_warned_of(tmp_path: Path, more: dict[str, Any]) -> None:
    path = tmp_path / "w.geojson"
    path.write_text(json.dumps(collection(3, **more)))
    report = read_boundaries(path).report
    assert codes_of(report) == ["cut_off_download"]
    assert "3 features" in report.problems[0].found
    assert "resultOffset" in report.problems[0].action


def test_a_whole_download_is_not_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "w.geojson"
    path.write_text(json.dumps(collection(3, exceededTransferLimit=False)))
    assert codes_of(read_boundaries(path).report) == []


@pytest.mark.parametrize(("number", "is_said"), [(999, False), (1000, True), (1001, False)])
def test_a_round_number_of_features_is_asked_about(tmp_path: Path, number: int, is_said: bool) -> None:
    path = tmp_path / "w.geojson"
    path.write_text(json.dumps(collection(number)))
    report = read_boundaries(path).report
    assert ("round_number_of_features" in codes_of(report)) is is_said


@pytest.mark.parametrize(
    ("name", "gcs", "datum", "scale"),
    [
        ("British_National_Grid", "GCS_OSGB_1936", "D_OSGB_1936", "0.9996012717"),
        ("Transverse_Mercator", "GCS_unknown", "D_unknown", "0.9996012717"),
        ("unnamed", "unnamed", "Based on Airy", "0.99960127"),
    ],
)
def test_a_grid_with_the_national_grids_numbers_is_the_national_grid(
    tmp_path: Path, name: str, gcs: str, datum: str, scale: str
) -> None:
    prj = GRID.format(name=name, gcs=gcs, datum=datum, scale=scale, easting="400000.0")
    found = read_boundaries(shapefile(tmp_path / "s", prj=prj))
    assert furthest_m(found.areas) < 0.1
    assert found.report.facts["Coordinate system"] == "British National Grid (EPSG:27700)"
    assert "transformation_guessed" not in codes_of(found.report)


def test_a_guessed_transformation_is_named_with_its_size(tmp_path: Path) -> None:
    """Another grid on an unknown datum: PROJ takes the datum for WGS 84, which is about 100 m wrong in Wales."""
    prj = GRID.format(name="Own", gcs="own", datum="own", scale="0.9996012717", easting="400000.5")
    found = read_boundaries(shapefile(tmp_path / "s", prj=prj))
    off = furthest_m(found.areas)
    assert 80 < off < 130
    (guessed,) = [problem for problem in found.report.problems if problem.code == "transformation_guessed"]
    said = float(guessed.found.split("about ")[1].split(" m")[0])
    assert abs(said - off) < 10
    assert "27700" not in str(found.report.facts["Coordinate system"])


def test_known_grids_are_known_by_their_numbers_alone() -> None:
    assert known_grid("EPSG:27700") == "EPSG:27700"
    assert known_grid("EPSG:2157") == "EPSG:2157"
    assert known_grid("EPSG:32630") is None
    assert known_grid("EPSG:4326") is None
    assert known_grid("EPSG:3857") is None


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [("utf-8", None), ("utf-8", "ISO-8859-1"), ("cp1252", None), ("cp1252", "UTF-8"), ("cp850", None),
     ("utf-8", "UTF-8"), ("cp1252", "ANSI 1252"), ("cp1252", "1252"), ("utf-8", "nonsense")],
)  # fmt: skip
def test_welsh_names_arrive_whatever_the_shapefile_says(tmp_path: Path, encoding: str, cpg: str | None) -> None:
    found = read_boundaries(shapefile(tmp_path / "s", encoding=encoding, cpg=cpg))
    assert found.areas["area_name"].tolist() == ["Bôn-y-maen", "Llanrhos"]
    is_told_rightly = (encoding, cpg) in (("utf-8", "UTF-8"), ("cp1252", "ANSI 1252"), ("cp1252", "1252"))
    assert ("encoding_recognised" in codes_of(found.report)) is not is_told_rightly


@given(names=st.lists(st.text("abcdeéôŵŷñüß -", min_size=1, max_size=20), min_size=1, max_size=8))
def test_utf8_is_always_recognised(names: list[str]) -> None:
    """The fields of a dBASE table, whatever they hold and wherever they are cut."""
    import tempfile

    width = 12
    rows = b"".join(b" " + name.encode()[:width].ljust(width) for name in names)
    field = b"NAME".ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([width, 0]) + b"\0" * 14
    head = 32 + 32 + 1
    start = b"\x03" + b"\0" * 3 + len(names).to_bytes(4, "little") + head.to_bytes(2, "little")
    table = (start + (width + 1).to_bytes(2, "little")).ljust(32, b"\0") + field + b"\r" + rows
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.dbf"
        path.write_bytes(table)
        found = encoding_of_dbf(path, None, Report("w.dbf", "boundaries"))
    assert found == (None if "".join(names).isascii() else "utf-8")


KML = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Schema name="wards" id="wards"><SimpleField name="WD24CD" type="string"/></Schema>
<Folder><name>West side</name><Placemark><name>Gaer</name>{one}{shape_one}</Placemark></Folder>
<Folder><name>East side</name><Placemark><name>Malpas ŵ</name>{two}{shape_two}</Placemark></Folder>
</Document></kml>"""


def kml_shape(west: float) -> str:
    ring = " ".join(f"{x:.6f},{y:.6f},0" for x, y in shapely.box(west, 51.57, west + 0.01, 51.58).exterior.coords)
    line = f"<LinearRing><coordinates>{ring}</coordinates></LinearRing>"
    return f"<Polygon><outerBoundaryIs>{line}</outerBoundaryIs></Polygon>"


def kml_text() -> str:
    return KML.format(
        one='<ExtendedData><Data name="WD24CD"><value>W05000001</value></Data></ExtendedData>',
        two='<ExtendedData><SchemaData schemaUrl="#wards"><SimpleData name="WD24CD">W05000002</SimpleData>'
        "</SchemaData></ExtendedData>",
        shape_one=kml_shape(-3.0), shape_two=kml_shape(-2.99),
    )  # fmt: skip


@pytest.mark.parametrize("suffix", [".kml", ".kmz"])
def test_google_earths_areas_are_read_with_their_codes(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"wards{suffix}"
    if suffix == ".kml":
        path.write_text(kml_text(), encoding="utf-8")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("doc.kml", kml_text())
            archive.writestr("files/icon.png", b"\x89PNG")
    found = read_boundaries(path)
    assert found.areas["area_id"].tolist() == ["W05000001", "W05000002"]
    assert found.areas["area_name"].tolist() == ["Gaer", "Malpas ŵ"]
    assert furthest_m(found.areas) < 0.2


def test_kml_with_entities_of_its_own_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.kml"
    path.write_text(kml_text().replace("<kml", '<!DOCTYPE kml [<!ENTITY a "b">]><kml'), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_boundaries(path)
    assert codes_of(caught.value.report) == ["xml_with_entities"]


def test_a_page_is_still_no_map(tmp_path: Path) -> None:
    path = tmp_path / "w.kml"
    path.write_text("<html><body>Not found</body></html>")
    with pytest.raises(InputError, match="web page"):
        read_boundaries(path)


def esri(ring: list[Any]) -> dict[str, Any]:
    return {
        "geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 27700},
        "fields": [{"name": "WD24CD", "type": "esriFieldTypeString"}],
        "features": [{"attributes": {"WD24CD": "W05000001"}, "geometry": {"curveRings": [ring]}}],
    }  # fmt: skip


CIRCLE = np.pi * 1000**2


@pytest.mark.parametrize(
    ("ring", "size"),
    [
        ([[330000, 190000], {"c": [[332000, 190000], [331000, 191000]]}, [330000, 190000]], CIRCLE / 2),
        ([[330000, 190000], {"c": [[332000, 190000], [331000, 189000]]}, [330000, 190000]], CIRCLE / 2),
        ([[330000, 190000], {"c": [[330000, 190000], [332000, 190000]]}], CIRCLE),
        ([[330000, 190000], {"a": [[332000, 190000], [331000, 190000], 0, 1]}, [330000, 190000]], CIRCLE / 2),
        ([[330000, 190000], {"a": [[330000, 190000], [331000, 190000], 0, 1, 0, 1000, 0.5]}], CIRCLE / 2),
        ([[330000, 190000], {"b": [[332000, 190000], [330000, 192000], [332000, 192000]]}, [330000, 190000]], 2.4e6),
    ],
)
def test_curves_become_short_lines_of_the_same_ground(tmp_path: Path, ring: list[Any], size: float) -> None:
    """Circle arcs by their area; the Bezier's is 3/20 of products of its corners: exactly 2.4 km² here."""
    path = tmp_path / "w.json"
    path.write_text(json.dumps(esri(ring)))
    found = read_boundaries(path)
    assert "curves_straightened" in codes_of(found.report)
    assert found.areas.to_crs("EPSG:27700").area.iloc[0] == pytest.approx(size, rel=0.005)


def test_a_curve_that_cannot_be_read_is_named_and_the_rest_read() -> None:
    document = esri([[0, 0], {"x": [[1, 1]]}])
    report = Report("w.json", "boundaries")
    assert straightened(document, report) is not None
    assert codes_of(report) == ["feature_unreadable"]
    assert report.problems[0].where == ("feature 1",)
    assert straightened({"features": [{"geometry": {"rings": []}}]}, report) is None


def test_the_inputs_that_went_wrong(cases: Path) -> None:
    folder = cases / "boundaries"
    for name in ("cut_off_download.geojson", "cut_off_download_esri.json"):
        assert "cut_off_download" in codes_of(read_boundaries(folder / name).report)
    assert read_boundaries(folder / "welsh_without_cpg.zip").areas["area_name"].tolist()[0] == "Bôn-y-maen"
    for name in ("wards.kml", "wards.kmz"):
        assert read_boundaries(folder / name).areas["area_id"].tolist() == ["E05000001", "E05000002"]
    named = read_boundaries(folder / "grid_with_unnamed_datum.zip").areas
    assert len(named) == 2
