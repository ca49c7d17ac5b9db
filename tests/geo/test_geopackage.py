"""A GeoPackage that somebody has open is read from a copy, and nobody notices."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from everyday.atlas.inputs import detect_kind
from everyday.disk import copy_input
from geo.boundaries.files import kind_of_file, read_features
from geo.errors import Report
from geo.geopackage import is_in_use, settled, views_of
from tests.servers.other_programs import another_writer


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """Two wards in a GeoPackage without a write-ahead log."""
    path = tmp_path / "wards.gpkg"
    squares = [shapely.box(-3 + 0.1 * number, 51.5, -2.9 + 0.1 * number, 51.6) for number in range(2)]
    table = gpd.GeoDataFrame({"code": ["W1", "W2"], "name": ["Bettws", "Pill"]}, geometry=squares, crs=4326)
    table.to_file(path, layer="wards", engine="pyogrio", SPATIAL_INDEX="NO")
    return path


def in_wal_mode(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    return connection


def test_a_file_at_rest_is_read_as_it_is(wards: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("SQLite format 4")
    for path in (wards, tmp_path / "notes.txt", tmp_path / "not there.gpkg", tmp_path):
        with settled(path) as at_rest:
            assert at_rest == path
        assert not is_in_use(path)


def test_a_stored_query_in_a_layers_place_is_never_run(wards: Path) -> None:
    """Whoever wrote it decides how long it takes: this one would fail as soon as a row of it is looked at."""
    with closing(sqlite3.connect(wards)) as connection, connection:
        connection.execute("CREATE VIEW a_view AS SELECT fid, geom, abs(-9223372036854775807 - fid) AS n FROM wards")
        listed = "INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('a_view', 'features', 4326)"
        connection.execute(listed)
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES ('a_view', 'geom', 'POLYGON', 4326, 0, 0)")
    before = wards.read_bytes()
    assert (views_of(wards), detect_kind(wards)) == (["a_view"], "boundaries")
    report = Report("wards", "boundaries")
    found = read_features(wards, report)
    assert found is not None
    assert found.attributes["name"].tolist() == ["Bettws", "Pill"]
    (said,) = [one for one in report.problems if one.code == "views_left_out"]
    assert "a_view" in str(said)
    with settled(wards) as at_rest:
        assert [name for name, _ in pyogrio.list_layers(at_rest)] == ["wards"]
    assert wards.read_bytes() == before


def test_a_file_in_use_is_read_with_all_that_is_in_it_and_stays_locked(wards: Path) -> None:
    with closing(in_wal_mode(wards)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("UPDATE wards SET name = 'Pillgwenlly' WHERE code = 'W2'")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE wards SET name = 'not yet' WHERE code = 'W1'")
        assert is_in_use(wards)
        assert kind_of_file(wards) == "sqlite"
        assert detect_kind(wards) == "boundaries"
        found = read_features(wards, Report("wards", "boundaries"))
        assert found is not None
        assert found.attributes["name"].tolist() == ["Bettws", "Pillgwenlly"]
        kept, _ = copy_input(wards, wards.parent / "inputs", "boundaries")
        assert another_writer(wards) == "kept out: database is locked"
        assert sorted(one.name for one in wards.parent.glob("wards*")) == [
            "wards.gpkg", "wards.gpkg-shm", "wards.gpkg-wal"
        ]  # fmt: skip
        connection.execute("COMMIT")
        assert connection.execute("SELECT name FROM wards").fetchall() == [("not yet",), ("Pillgwenlly",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert pyogrio.read_dataframe(kept)["name"].tolist() == ["Bettws", "Pillgwenlly"]
    assert [one.name for one in kept.parent.iterdir()] == [kept.name]


def test_a_file_that_a_link_leads_to_is_the_same_file(wards: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.gpkg"
    link.symlink_to(wards)
    with closing(in_wal_mode(wards)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        assert is_in_use(link)
        assert read_features(link, Report("wards", "boundaries")) is not None
        assert another_writer(wards) == "kept out: database is locked"


def test_a_file_with_a_log_that_nobody_has_open_gets_nothing_laid_beside_it(wards: Path) -> None:
    in_wal_mode(wards).close()
    before = wards.read_bytes()
    assert (before[18], before[19]) == (2, 2)
    assert not is_in_use(wards)
    if os.name != "nt":  # a folder of Windows has other rights
        wards.parent.chmod(0o555)
    try:
        with settled(wards) as copy:
            assert copy != wards
            assert pyogrio.read_dataframe(copy)["code"].tolist() == ["W1", "W2"]
        assert not copy.exists()
        assert [one.name for one in wards.parent.iterdir()] == ["wards.gpkg"]
    finally:
        wards.parent.chmod(0o755)
    assert wards.read_bytes() == before


def test_what_is_no_database_for_all_its_head_is_left_to_its_reader(tmp_path: Path) -> None:
    path = tmp_path / "broken.gpkg"
    path.write_bytes(b"SQLite format 3\x00\x10\x00\x02\x02" + b"no database" * 50)
    with settled(path) as at_rest:
        assert at_rest == path
    report = Report("broken.gpkg", "boundaries")
    assert read_features(path, report) is None
    assert [problem.code for problem in report.problems] == ["cannot_open"]
