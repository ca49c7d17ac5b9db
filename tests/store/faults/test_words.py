"""A fault of the database is told for what it is, with its own remedy; and nobody waits for others without end."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from geo.errors import BusyError
from plan.records import Finding, Person
from store.faults import WRITE_S, StoreBusyError, Turn, answered_within, told_fault
from store.plan_store import PlanStore, StoreError
from tests.servers.command import run

WHO = Person("Ann", "planner")


def _fault(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorcode = code  # type: ignore[misc]
    return error


class _OfServer(Exception):
    def __init__(self, sqlstate: str | None) -> None:
        self.sqlstate = sqlstate
        super().__init__("words of the server")


@pytest.mark.parametrize(
    ("cause", "found", "do"),
    [
        (_fault(sqlite3.SQLITE_FULL), "is full", "Make room"),
        (_fault(sqlite3.SQLITE_READONLY), "read-only", "right to write"),
        (_fault(sqlite3.SQLITE_IOERR | (3 << 8)), "did not answer", "plugged in"),
        (_fault(sqlite3.SQLITE_CORRUPT), "damaged", "everyday restore"),
        (_fault(sqlite3.SQLITE_NOTADB), "damaged", "everyday restore"),
        (_fault(sqlite3.SQLITE_BUSY), "Others are writing", "send it again"),
        (_OfServer("53100"), "is full", "Make room"),
        (_OfServer("55P03"), "Others are writing", "send it again"),
        (_OfServer("25006"), "read-only", "right to write"),
        (_OfServer("28P01"), "does not let this user in", "password"),
        (_OfServer("57P01"), "cannot be reached", "Is it running"),
        (_OfServer(None), "cannot be reached", "Is it running"),
    ],
)  # fmt: skip
def test_each_fault_has_its_own_words_and_remedy(tmp_path: Path, cause: Exception, found: str, do: str) -> None:
    path = None if isinstance(cause, _OfServer) else tmp_path / "plan.gpkg"
    told = told_fault(cause, path=path)
    assert found in told.found
    assert do in told.do
    assert ("restore" in told.do) == ("damaged" in found), "a back-up is only for what is damaged"


def test_a_folder_that_is_gone_is_no_damage(tmp_path: Path) -> None:
    told = told_fault(_fault(sqlite3.SQLITE_CANTOPEN), path=tmp_path / "away" / "plan.gpkg")
    assert "not there any more" in told.found


@pytest.fixture
def held(tmp_path: Path):
    """A plan, open here, while another program holds the right to write to it."""
    store = PlanStore(tmp_path)
    finding = store.add(Finding(title="kept"), WHO)
    other = sqlite3.connect(tmp_path / "plan.gpkg", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield store, finding, other
    other.close()
    store.close()


def test_a_lock_of_another_program_ends_no_reading_and_a_save_is_asked_for_again(held) -> None:
    store, finding, other = held
    with pytest.raises(StoreBusyError, match="send it again") as busy, answered_within(0.05):
        store.add(Finding(title="mine"), WHO)
    assert isinstance(busy.value, BusyError)
    assert [one.title for one in store.all(Finding)] == ["kept"]
    assert store.history(finding.id)
    second = PlanStore(Path(str(store.engine.url.database)).parent)  # opening waits for nobody either
    assert [one.title for one in second.all(Finding)] == ["kept"]
    second.close()
    other.execute("ROLLBACK")
    with answered_within(0.05):
        store.add(Finding(title="mine"), WHO)


def test_waiting_for_the_others_of_this_process_counts_towards_the_same_deadline() -> None:
    turn = Turn()
    with answered_within(3.0), turn.taken() as left_s:
        assert left_s <= 3.0
        with pytest.raises(StoreBusyError), answered_within(0.0), turn.taken():
            pass
    with turn.taken() as left_s:
        assert 3.0 < left_s <= WRITE_S


def test_a_table_that_postgresql_holds_locked_is_waited_for_no_longer(postgres_url: str, tmp_path: Path) -> None:
    import psycopg

    store = PlanStore(tmp_path, url=postgres_url)
    with psycopg.connect(postgres_url) as other:
        other.execute("LOCK TABLE revision IN EXCLUSIVE MODE")
        with pytest.raises(StoreBusyError), answered_within(0.2):
            store.add(Finding(title="mine"), WHO)
        assert store.all(Finding) == []
    store.add(Finding(title="mine"), WHO)
    store.close()


def test_the_command_says_what_is_wrong_with_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.gpkg").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="is damaged") as fault:
        PlanStore(tmp_path)
    assert "everyday restore" in fault.value.do
    assert run(capsys, "restore", "--help")[1].find("--replace") > 0, "the remedy names an option that there is"
