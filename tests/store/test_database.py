"""The databases themselves: GeoPackage and PostGIS as other programs see them, migrations, crashes."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point, box

from plan.records import Action, Comment, Correction, Finding, Person, Vote
from store.columns import decode_geopackage, encode_geopackage
from store.database import newest_version
from store.faults import StoreError
from store.geopackage import views
from store.plan_store import PlanStore
from tests import ROOT, needs
from tests.servers.prepared import Program, told

WHO = Person("Ann", "planner")


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    foreign = (
        "gpkg_",
        "alembic",
        "everyday_mark",
        "sqlite",
        "spatial_ref_sys",
        "rtree",
        "geography",
        "geometry_columns",
        "raster",
    )
    return not (kind == "table" and str(name).startswith(foreign))


COMPARED = """
import sys
from pathlib import Path
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from store.plan_store import PlanStore
from store.schema import METADATA
from tests.store.test_database import is_ours

store = PlanStore(Path(sys.argv[1]), url=sys.argv[2])
with store.reading() as connection:
    options = {"include_name": is_ours, "compare_type": True}
    found = compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)
store.close()
# SQLite and the reflection of PostgreSQL do not know the type of geometry columns; OGR does, see below.
print([one for one in found if not (isinstance(one, list) and one[0][3] == "geometry")])
"""


def test_the_migrations_lead_to_the_tables_of_the_program(
    plan_store: PlanStore, tmp_path: Path, database_url: str
) -> None:
    """In a process of its own: GeoAlchemy2, which trackintel brings into a test run, changes how tables are read."""
    _, said, faults = told(COMPARED, tmp_path, database_url)
    assert said.strip() == "[]", faults


def test_a_plan_that_is_there_is_opened_and_not_made_again(
    plan_store: PlanStore, tmp_path: Path, database_url: str
) -> None:
    kept = plan_store.add(Finding(title="x", geometry=Point(-3, 51.5)), WHO)
    for _ in range(3):
        again = PlanStore(tmp_path, url=database_url)
        assert again.all(Finding) == [kept]
        again.close()


def test_two_processes_may_open_a_new_plan_at_once(tmp_path: Path, database_url: str) -> None:
    code = (
        "import sys; from pathlib import Path; from store.plan_store import PlanStore; "
        "PlanStore(Path(sys.argv[1]), url=sys.argv[2]).close()"
    )
    started = [Program(code, tmp_path, database_url) for _ in range(4)]
    assert [one.ended() for one in started] == [(0, "", "")] * 4


def test_opening_waits_where_sqlite_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that turn a new file to a write-ahead log at once: one is told at once that the file is busy."""

    class Busy(sqlite3.Connection):
        refused = 0

        def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
            if "journal_mode" in sql and Busy.refused < 3:
                Busy.refused += 1
                error = sqlite3.OperationalError("database is locked")
                error.sqlite_errorcode = sqlite3.SQLITE_BUSY
                raise error
            return super().execute(sql, *more)

    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3.dbapi2, "connect", lambda *given, **options: connect(*given, **options | {"factory": Busy})
    )
    store = PlanStore(tmp_path)
    assert store.all(Finding) == []
    store.close()
    assert Busy.refused == 3


# Another program, as QGIS is one. In this process GDAL's own SQLite would give up the locks of Python's: a process has
# one set of locks on a file, and closing the file drops them all (findings/two_sqlites_in_one_process.sh).
READER = """
import sys, time, geopandas, pyogrio
for line in sys.stdin:
    layer, rows_n, target = line.rstrip().split("|")
    until = time.monotonic() + 5
    while len(read := pyogrio.read_dataframe(sys.argv[1], layer=layer)) < int(rows_n) and time.monotonic() < until:
        time.sleep(0.02)
    geopandas.GeoDataFrame(read, geometry=read.get("geometry", [None] * len(read)), crs=4326).to_parquet(target)
    print("read", flush=True)
"""


@contextmanager
def another_program(path: Path) -> Iterator[Callable[[str, int], gpd.GeoDataFrame]]:
    """Reads a layer as GDAL does without locks, once it has so many rows (or after five seconds)."""
    program, target = Program(READER, path), path.with_name("read.parquet")

    def read(layer: str, rows_n: int) -> gpd.GeoDataFrame:
        print(f"{layer}|{rows_n}|{target}", file=program.stdin, flush=True)
        assert program.stdout.readline() == "read\n"
        return gpd.read_parquet(target)

    try:
        yield read
    finally:
        program.ended()


def test_ogr_reads_the_layers_while_the_plan_is_written(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    path = tmp_path / "plan.gpkg"
    shapes = [Point(-3, 51.5), LineString([(-3, 51.5), (-2.9, 51.6)]), box(-3, 51.5, -2.9, 51.6), None]
    with another_program(path) as read_soon:
        for number, shape in enumerate(shapes):
            store.add(Finding(title=f"Nº {number}", geometry=shape, dimensions=("social", "civic")), WHO)
            # What was acknowledged is there for another program in a moment, without closing the app.
            read = read_soon(f"findings_{('points', 'lines', 'areas', 'without_place')[number]}", 1)
            assert read["title"].tolist() == [f"Nº {number}"]
            assert read["dimensions"].tolist() == ["social; civic"]
            if shape is not None:
                assert read.crs.to_epsg() == 4326
                assert shapely.equals(shape, read.geometry[0])
        store.add(Action(title="A bus", geometry=Point(-3, 51.5), responsible=("Council", "Operator")), WHO)
        assert read_soon("actions_points", 1)["responsible"].tolist() == ["Council; Operator"]
    store.close()
    assert set(dict(pyogrio.list_layers(path))) == {view.name for view in views()}


def _ogr_counts(path: Path) -> int:
    """How many findings ``ogrinfo`` reads; it must find no fault."""
    program = needs.gdal()
    command = [str(program), "-ro", "-q", str(path), "findings_points"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.count("OGRFeature(")


@pytest.mark.gdal
def test_ogr_reads_a_whole_layer_in_the_middle_of_writing(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    is_over = threading.Event()

    def write() -> None:
        while not is_over.wait(0.005):
            store.add(Finding(title="x", geometry=Point(-3, 51.5)), WHO)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [_ogr_counts(tmp_path / "plan.gpkg") for _ in range(20)]
    finally:
        is_over.set()
        writer.join()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    assert _ogr_counts(tmp_path / "plan.gpkg") == len(store.all(Finding))
    store.close()


@pytest.mark.gdal
def test_ogrinfo_finds_no_fault_with_the_file(tmp_path: Path) -> None:
    program = needs.gdal()
    store = PlanStore(tmp_path)
    store.add(Finding(title="x", geometry=Point(-3, 51.5)), WHO)
    command = [str(program), "-ro", "-al", str(tmp_path / "plan.gpkg")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "Warning" not in done.stderr
    assert "ERROR" not in done.stderr
    assert "POINT (-3 51.5)" in done.stdout
    store.close()


def test_a_closed_plan_is_one_file(tmp_path: Path) -> None:
    store = PlanStore(tmp_path)
    store.add(Finding(title="x"), WHO)
    store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["plan.gpkg"]


@pytest.mark.usefixtures("postgres_plan")
def test_postgis_has_views_that_qgis_can_read(postgres_url: str, tmp_path: Path) -> None:
    import psycopg

    store = PlanStore(tmp_path, url=postgres_url)
    store.add(Finding(title="Point", geometry=Point(-3, 51.5)), WHO)
    store.add(Finding(title="Area", geometry=box(-3, 51.5, -2.9, 51.6)), WHO)
    store.add(Finding(title="Hidden", geometry=Point(-3, 51.5), moderation="waiting"), WHO)
    store.add(Correction(kind="place_missing", name="Hall", place_kind="community_centre", geometry=Point(-3, 51)), WHO)
    with psycopg.connect(postgres_url) as connection:
        rows = connection.execute(
            "SELECT title, GeometryType(geometry), ST_SRID(geometry), ST_X(ST_Centroid(geometry)) "
            "FROM qgis_findings_points"
        ).fetchall()
        assert rows == [("Point", "MULTIPOINT", 4326, -3.0)]
        listed = connection.execute(
            "SELECT f_table_name, type FROM geometry_columns WHERE f_table_name LIKE 'qgis_%' ORDER BY 1"
        ).fetchall()
        assert len(listed) == 10, "a layer for every shape that a kind of record may have"
        assert ("qgis_findings_areas", "MULTIPOLYGON") in listed
        columns = [column.name for column in connection.execute("SELECT * FROM qgis_findings_points").description or ()]
        assert "device_id" not in columns
    store.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"not a database at all" * 100, "cannot be opened"), (None, "another program"), ("newer", "newer version")],
)
def test_what_is_no_plan_is_refused_and_left_alone(tmp_path: Path, content: object, words: str) -> None:
    path = tmp_path / "plan.gpkg"
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif content is None:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE accounts (x)")
        connection.close()
    else:
        PlanStore(tmp_path).close()
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE everyday_mark SET is_open = 1")
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=words):
        PlanStore(tmp_path)
    assert path.read_bytes() == before


_ENDED_AT_ONCE = """
import os, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
for sql in ("PRAGMA cache_size = 1", "BEGIN", *(f"CREATE TABLE half_{n} (x)" for n in range(30))):
    file.execute(sql)
os._exit(0)
"""


def test_a_plan_whose_beginning_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    """A power cut before the file had its log leaves a journal that only somebody who may write can roll back."""
    path = tmp_path / "plan.gpkg"
    path.touch()
    subprocess.run([sys.executable, "-c", _ENDED_AT_ONCE, str(path)], check=True)
    assert path.with_name("plan.gpkg-journal").stat().st_size
    store = PlanStore(tmp_path)
    finding = store.add(Finding(title="Kept"), WHO)
    store.close()
    with closing(sqlite3.connect(path)) as file:
        assert not file.execute("SELECT name FROM sqlite_master WHERE name LIKE 'half%'").fetchall()
    assert not path.with_name("plan.gpkg-journal").exists()
    again = PlanStore(tmp_path)
    assert again.get(Finding, finding.id).title == "Kept"
    again.close()


def test_the_version_is_the_newest_migration() -> None:
    files = sorted(path.stem[:4] for path in (ROOT / "store/migrations/versions").glob("0*.py"))
    assert newest_version() == files[-1]


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    plan_store = PlanStore(tmp_path)
    kept = plan_store.add(Finding(title="before"), WHO)
    with plan_store.engine.connect() as connection:
        pages = int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
    plan_store.engine.dispose()

    from sqlalchemy import event

    @event.listens_for(plan_store.engine, "connect")
    def limit(connection: Any, _record: Any) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(StoreError, match="full"):
        for number in range(1000):
            plan_store.add_all(
                [Finding(title=f"{number}", text="x" * 9000), Comment(finding_id=kept.id, text="y")], WHO
            )
    event.remove(plan_store.engine, "connect", limit)
    plan_store.engine.dispose()
    findings, comments = plan_store.all(Finding), plan_store.all(Comment)
    assert len(findings) == len(comments) + 1
    plan_store.add(Finding(title="after"), WHO)
    plan_store.close()


def _killed(folder: Path, url: str, rounds: int) -> list[dict[str, int]]:
    code, said, faults = told("from tests.servers.killed.writers import main; main()", folder, rounds, url)
    assert code == 0, faults[-2000:]
    return [json.loads(line) for line in said.splitlines()]


@pytest.mark.slow
@pytest.mark.fork
def test_fifty_killed_writers_lose_nothing_that_was_acknowledged(tmp_path: Path, database_url: str) -> None:
    rounds = _killed(tmp_path, database_url, 50)
    assert len(rounds) == 50
    acknowledged = {record_id: version for one in rounds for record_id, version in one.items()}
    assert len(acknowledged) >= 50
    store = PlanStore(tmp_path, url=database_url)
    kept = {one.id: one for one in store.all(Finding)}
    assert {record_id for record_id in acknowledged if record_id not in kept} == set()
    assert [one for one, version in acknowledged.items() if kept[one].version < version] == []
    # Whole: every record has its entry in the trail, every vote its finding, and no number was given twice.
    trail = store.changes_since(0, most=10**9)
    assert {entry.record_id for entry in trail if entry.record_kind == "findings"} == set(kept)
    assert {vote.finding_id for vote in store.all(Vote)} <= set(kept)
    assert store.revision() == max(entry.revision for entry in trail)
    again = store.save(replace(next(iter(kept.values())), title="It goes on"), WHO)
    assert store.get(Finding, again.id).title == "It goes on"
    if store.is_file:
        with store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        layers = [view.name for view in views() if view.kind is Finding]
        assert sum(len(pyogrio.read_dataframe(tmp_path / "plan.gpkg", layer=one)) for one in layers) == len(kept)
    store.close()


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=2, max_size=20))
def test_geopackage_geometry_comes_back(points: list[tuple[float, float]]) -> None:
    for shape in (Point(points[0]), LineString(points), MultiPolygon([box(0, 0, 1, 1)])):
        assert shapely.equals_exact(decode_geopackage(encode_geopackage(shape)), shape)


def test_geometry_of_other_programs_is_read(tmp_path: Path) -> None:
    import geopandas as gpd

    shape = box(-3, 51.5, -2.9, 51.6)
    gpd.GeoDataFrame({"a": [1]}, geometry=[shape], crs="EPSG:4326").to_file(tmp_path / "other.gpkg", layer="o")
    with sqlite3.connect(tmp_path / "other.gpkg") as connection:
        blob = connection.execute("SELECT geom FROM o").fetchone()[0]
    connection.close()
    assert shapely.equals(decode_geopackage(blob), shape)
    with pytest.raises(ValueError, match="not a GeoPackage"):
        decode_geopackage(b"XX" + blob[2:])


@pytest.mark.proc
def test_asking_from_many_threads_leaves_no_connections_behind(plan_store: PlanStore) -> None:
    folder = Path("/proc/self/fd")
    plan_store.all(Finding)
    before = len(list(folder.iterdir()))
    for _ in range(100):  # Streamlit runs every drawing in a thread of its own
        thread = threading.Thread(target=plan_store.revision)
        thread.start()
        thread.join()
    assert len(list(folder.iterdir())) <= before + 2
