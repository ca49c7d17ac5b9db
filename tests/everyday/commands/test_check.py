"""``everyday check`` on files that are broken in every way: a message a planner understands, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.makers.gps.logs import gpx, put, walk
from tests.servers.command import run

FOLDERS = ("malformed", "gtfs_only")
# Shapefile members without the .shp are not files a person would name.
MEMBERS = {".cpg", ".dbf", ".prj", ".shx"}
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
def test_every_malformed_file_gets_a_message(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [path for folder in FOLDERS for path in sorted((real_data / folder).rglob("*")) if path.is_file()]
    assert len(files) > 60
    faults = []
    for path in files:
        code, out, err = run(capsys, "check", path)
        if code not in (0, 1) or "Traceback" in out + err or path.name not in out:
            faults.append(f"{path.name}: exit {code}, {out[:200]} {err[:200]}")
        verdict = "can be used" if code == 0 else "cannot be used"
        if verdict not in out:
            faults.append(f"{path.name}: exit {code} without '{verdict}': {out[:200]}")
        if code == 1 and "Cannot be used:" not in out:
            faults.append(f"{path.name}: refused without a reason: {out[:200]}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("malformed/gtfs/transitfeed_good_feed.zip", 0),
        ("malformed/gtfs/transitfeed_missing_stops.zip", 1),
        ("malformed/gtfs/transitfeed_missing_calendar.zip", 1),
        ("malformed/gtfs/transitfeed_utf8bom.zip", 0),
        ("malformed/boundaries/r5_empty.geojson", 1),
        ("malformed/boundaries/goat_shapefile_missing_member.zip", 1),
        ("malformed/boundaries/r5_hkzones-extra-attribute.geojson", 0),
        ("malformed/geojsonhint_bad/bad-json.geojson", 1),
        ("malformed/csv/nomis_wf01bew_lsoa_commuting_bristol.csv", 1),
        ("gtfs_only/google_sample_gtfs.zip", 0),
    ],
)
def test_exit_codes(name: str, code: int, real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "check", real_data / name)[0] == code


def test_json_report_is_machine_readable(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = real_data / "malformed/gtfs/transitfeed_missing_stops.zip"
    code, out, _ = run(capsys, "check", path, "--json")
    report = json.loads(out)
    assert code == 1
    assert "GTFS" in report["kind"]
    assert not report["usable"]
    assert any("stops.txt" in problem["found"] for problem in report["problems"])


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "check", tmp_path / "nothing.zip")
    assert code == 1
    assert "nothing.zip" in err


def test_a_kind_that_does_not_exist_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.zip").write_bytes(b"")
    code, _, err = run(capsys, "check", tmp_path / "a.zip", "--as", "banana")
    assert code == 2
    assert "boundaries" in err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.zip", b""),
        ("noise.zip", bytes(range(256)) * 20),
        ("noise.osm.pbf", bytes(range(256)) * 20),
        ("empty.osm", b""),
        ("noise.osm.gz", b"\x1f\x8b" + bytes(100)),
        ("page.geojson", b"<html><body>404 Not Found</body></html>"),
        ("empty.csv", b""),
        ("noise.csv", bytes(range(256)) * 20),
        ("noise.gpkg", bytes(range(256)) * 20),
        ("noise.parquet", bytes(range(256)) * 20),
        ("letter.docx", b"PK\x03\x04" + bytes(50)),
        ("entities.osm", b'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><osm>&x;</osm>'),
    ],
)
def test_noise_is_refused_in_words(
    name: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, out, err = run(capsys, "check", path)
    assert code == 1, out + err
    assert "Cannot be used:" in out
    assert "root:" not in out


def test_a_bad_input_leaves_no_half_made_atlas(
    real_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "atlas"
    bad = real_data / "malformed/boundaries/r5_empty.geojson"
    assert run(capsys, "new", folder, "--name", "X", "--boundaries", bad)[0] == 1
    assert list(tmp_path.iterdir()) == []
    wards = real_data / "newport/boundaries/wards_2011.geojson"
    assert run(capsys, "new", folder, "--name", "Newport", "--boundaries", wards)[0] == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for kind, name in (
        ("gtfs", "malformed/gtfs/transitfeed_missing_stops.zip"),
        ("osm", "malformed/csv/goat_no_header.csv"),
        ("population", "malformed/geojsonhint_bad/bad-json.geojson"),
        ("boundaries", "malformed/boundaries/r5_empty.geojson"),
    ):
        assert run(capsys, "add", folder, kind, real_data / name)[0] == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_gps_logs_are_checked_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "logs"
    for name, minute in (("Ann", 0), ("Bob", 10)):
        put(folder, f"{name}.gpx", gpx(walk(2, minute=minute)))
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    code, out, _ = run(capsys, "check", folder / "Ann.gpx")
    assert (code, "Ann.gpx: GPS logs, can be used." in out, "First and last: 2024-05-01 10:00:00" in out) == (
        0,
        True,
        True,
    )
    code, out, _ = run(capsys, "check", folder, "--as", "gps")
    assert (code, "2 files do not say whose they are" in out) == (0, True)
    code, out, _ = run(capsys, "check", folder, "--as", "gps", "--person", "file", "--json")
    assert (code, json.loads(out)["facts"]["People"]) == (0, 2)
    text = "who,y,x,seen\nMo,51.5,-2.9,05/07/2024 10:00\n"
    table = put(folder, "a.csv", text)
    named = ["--column", "person=who", "--column", "time=seen", "--dates", "month-first", "--times", "local"]
    code, out, _ = run(capsys, "check", table, "--as", "gps", *named, "--timezone", "Europe/Berlin")
    assert (code, "2024-05-07 08:00:00" in out, "Europe/Berlin, as was said" in out) == (0, True, True)
    code, out, err = run(capsys, "check", table, "--as", "gps", "--id-column", "x")
    assert (code, "GPS logs take no option id_column" in out + err) == (2, True)
    assert sorted(path for path in tmp_path.rglob("*") if path != table) == before


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("cases/boundaries/wards.kml", 0, "boundaries, can be used"),
        ("cases/boundaries/wards.kmz", 0, "boundaries, can be used"),
        ("cases/plan/actions_with_thousands.csv", 1, "everyday import FOLDER actions"),
        ("cases/plan/findings_german_dates.csv", 1, "everyday import FOLDER findings"),
        ("cases/population/nomis.csv", 1, "it is joined when it is added"),
        ("cases/README.md", 1, "it is not known here what kind of file this is"),
        ("data/malformed/boundaries/shp_projected/valid-polygon-projected.dbf", 1, "Give valid-polygon-projected.shp"),
        ("data/newport/survey/wimd2019_lsoa11.csv", 1, "statistics, cannot be used"),
        ("data/newport/points/supermarkets.parquet", 0, "nothing says that people live at these places"),
        ("data/newport/points/oa2021_population_weighted_centroids.parquet", 0, "no counts of people"),
        ("data/bristol/mobility/od_travel_to_work_2011_msoa.csv", 1, "a table of journeys"),
        ("data/belo_horizonte/travel_matrix.parquet", 1, "is a plain table"),
        ("data/porto_alegre/elevation/poa_elevation.tif", 1, "it is not known here what kind of file this is"),
        ("data/gps/gpsbabel/nmea", 1, "NMEA sentences"),
        ("data/gps/csv/google_trajectory.csv", 0, "GPS logs, can be used"),
        ("data/gps/geojson/trackintel_pfs_tutorial.geojson", 0, "GPS logs, can be used"),
        ("data/gps/google_takeout/2013_MAY.json", 0, "GPS logs, can be used"),
        ("data/gps/gpsbabel/google_ext.kml", 0, "GPS logs, can be used"),
    ],
)
def test_a_file_is_taken_for_what_it_is(
    name: str, code: int, said: str, real_data: Path, cases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _, rest = name.partition("/")
    found, out, err = run(capsys, "check", ({"cases": cases, "data": real_data}[folder]) / rest)
    assert (found, err) == (code, "")
    assert said in out


def test_a_towns_own_kinds_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "place_kinds.toml"
    path.write_text('[kind.pub]\nis_off = true\n[kind.cafe]\ntitle = "<i>"\n', encoding="utf-8")
    code, out, _ = run(capsys, "check", path)
    assert (code, "line 4" in out) == (1, True)
    path.write_text("[kind.pub]\nis_off = true\n", encoding="utf-8")
    assert run(capsys, "check", path)[0] == 0
