"""Importing from a plan that is open: from the atlas's own file, or another's that is being served from here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from shapely import Point

from everyday.exchange.corrections import read_corrections
from everyday.exchange.records.formats import read_table
from plan.exchange.columns import exchange_of
from plan.records import Correction, Finding
from plan.taxonomy import default_taxonomy
from store.plan_store import PlanStore
from tests.makers.exchange_records import PLANNER, Town, finding
from tests.servers.other_programs import another_writer

FINDINGS_N = 30


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PlanStore]:
    """A plan whose findings stand in the write-ahead log only, as somebody still reads it as it was."""
    (tmp_path / "served").mkdir()
    store = PlanStore(tmp_path / "served")
    with closing(sqlite3.connect(tmp_path / "served" / "plan.gpkg", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM findings").fetchone() == (0,)
        for number in range(FINDINGS_N):
            store.add(finding(title=f"Number {number}"), PLANNER)
        yield store
    store.close()


def assert_undisturbed(store: PlanStore, path: Path, findings_n: int) -> None:
    """Others are kept out while the store writes, its files are there, and it writes and reads on."""
    with store.engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        assert another_writer(path) == "kept out: database is locked"
    assert {one.name for one in path.parent.iterdir()} >= {"plan.gpkg", "plan.gpkg-shm", "plan.gpkg-wal"}
    last = store.add(finding(title="Writing goes on"), PLANNER)
    assert store.get(Finding, last.id).title == "Writing goes on"
    with closing(PlanStore(path.parent)) as another:
        assert len(another.all(Finding)) == findings_n + 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_reading_an_open_plan_gives_every_row_and_disturbs_nobody(store: PlanStore, tmp_path: Path) -> None:
    path = tmp_path / "served" / "plan.gpkg"
    with store.engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        table, _ = read_table(path, exchange_of("findings"))
        assert another_writer(path) == "kept out: database is locked"
    assert sorted(str(row.cells["id"]) for row in table.rows) == sorted(one.id for one in store.all(Finding))
    assert_undisturbed(store, path, FINDINGS_N)


def test_importing_an_atlas_s_own_plan_changes_nothing(store: PlanStore, tmp_path: Path) -> None:
    path = tmp_path / "served" / "plan.gpkg"
    result = Town(tmp_path / "served", store).import_plan("findings", path, who=PLANNER)
    assert (result.rows_n, len(result.unchanged), result.refused) == (FINDINGS_N, FINDINGS_N, ())
    assert_undisturbed(store, path, FINDINGS_N)


def test_importing_the_plan_of_another_atlas_that_is_open_here(store: PlanStore, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with closing(PlanStore(tmp_path / "mine")) as mine:
        path = tmp_path / "served" / "plan.gpkg"
        result = Town(tmp_path / "mine", mine).import_plan("findings", path, who=PLANNER)
        assert (len(result.added), result.refused) == (FINDINGS_N, ())
        assert {one.id for one in mine.all(Finding)} == {one.id for one in store.all(Finding)}
    assert_undisturbed(store, path, FINDINGS_N)


def test_corrections_of_an_open_plan(store: PlanStore, tmp_path: Path) -> None:
    caffi = Correction(kind="place_missing", name="Caffi", place_kind="cafe", geometry=Point(-3, 51.5))
    one = store.add(caffi, PLANNER)
    path = tmp_path / "served" / "plan.gpkg"
    found, report = read_corrections(path, None, default_taxonomy())
    assert [each.id for each in found] == [one.id], report.to_text()
    assert_undisturbed(store, path, FINDINGS_N)
