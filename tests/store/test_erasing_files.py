"""Erased words leave the files of the plan, whoever is reading; until they have, the store says so and tries on."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plan.records import Comment, Erasure, Finding, Person, Session
from store import gone
from store.plan_store import PlanStore
from tests.servers.other_programs import reader, wait_until_gone
from tests.servers.prepared import told

PLANNER = Person("Ann", "planner")
SECRET = "Zebedee Quillfeather"


def stands_in(folder: Path) -> list[str]:
    """Names of the plan's files that hold the secret words."""
    return [path.name for path in sorted(folder.glob("plan.gpkg*")) if SECRET.encode() in path.read_bytes()]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlanStore]:
    """A plan with the secret words; whoever erases is kept waiting for a moment only."""
    monkeypatch.setattr(gone, "WAIT_S", 0.3)
    opened = PlanStore(tmp_path)
    opened.add(Finding(title=f"Ask {SECRET}", text=f"{SECRET} knows. " * 200), PLANNER)
    yield opened
    opened.close()


def test_the_state_of_an_erasure_is_true_on_both_databases(plan_store: PlanStore) -> None:
    one = plan_store.add(Finding(title=SECRET), PLANNER)
    done = plan_store.erase(PLANNER, record_ids=[one.id], reason="asked for")
    assert done.state == (gone.GONE if plan_store.is_file else gone.VACUUMED)
    assert done.says == gone.SAYS[done.state]
    assert plan_store.erasure_states() == {done.record.id: done.state}
    assert [entry.change for entry in plan_store.history(done.record.id)] == ["added", done.state]


def test_words_that_somebody_still_reads_are_said_to_be_there_and_go_when_the_reader_has_gone(
    store: PlanStore, tmp_path: Path
) -> None:
    with reader(tmp_path) as connection:
        before = time.monotonic()
        done = store.erase(PLANNER, words=SECRET, reason="asked for")
        assert time.monotonic() - before < 5, "whoever erases is not kept waiting for the reader"
        assert done.state == gone.NOT_YET
        assert "Not yet gone" in done.says
        assert "still reading" in done.says
        assert store.holding(SECRET) == {}, "the erasure itself is kept"
        assert stands_in(tmp_path) != []
        time.sleep(1.5)  # long enough for the store to have tried again
        assert store.erasure_states() == {done.record.id: gone.NOT_YET}
        assert SECRET in connection.execute("SELECT title FROM findings").fetchone()[0]
        store.add(Comment(finding_id=store.all(Finding)[0].id, text="Writing goes on"), PLANNER)
    wait_until_gone(store, done.record.id)
    assert stands_in(tmp_path) == []
    assert [entry.change for entry in store.history(done.record.id)] == ["added", gone.GONE]


def test_every_way_of_erasing_says_whether_it_is_gone(store: PlanStore, tmp_path: Path) -> None:
    session = store.add(Session(name="Forum", date="2026-11-26", attendance="Two schools"), PLANNER)
    with reader(tmp_path):
        by_words = store.erase(PLANNER, words=SECRET, reason="asked for")
        ended = store.end_retention(session, PLANNER)
        again = store.repeat_erasures([by_words.record], PLANNER)
        ways = [by_words, ended, again]
        assert [one and one.state for one in ways] == [gone.NOT_YET] * 3
        assert store.erasure_states() == {one.record.id: gone.NOT_YET for one in ways if one}
    for one in ways:
        assert one is not None
        wait_until_gone(store, one.record.id)
    assert stands_in(tmp_path) == []
    assert store.repeat_erasures([Erasure(record_ids=("F-NOTHERE",))], PLANNER) is None


CRASH = f"""
import os, sqlite3, sys
from pathlib import Path
from plan.records import Finding, Person
from store import gone
from store.plan_store import PlanStore
gone.WAIT_S = 0.3
who, store = Person("Ann", "planner"), PlanStore(Path(sys.argv[1]))
store.add(Finding(title="{SECRET}"), who)
other = sqlite3.connect(Path(sys.argv[1]) / "plan.gpkg", isolation_level=None)
other.execute("BEGIN")
other.execute("SELECT title FROM findings").fetchall()
print(store.erase(who, words="{SECRET}", reason="asked for").state, flush=True)
os._exit(9)
"""


def crashed(folder: Path) -> None:
    """A program that dies right after an erasure, before the words could leave the files."""
    code, said, faults = told(CRASH, folder)
    assert (code, said) == (9, "not_yet\n"), faults
    assert stands_in(folder) != []


def test_a_crash_before_the_words_were_gone_is_made_good_when_the_plan_is_opened(tmp_path: Path) -> None:
    crashed(tmp_path)
    store = PlanStore(tmp_path)
    try:
        assert list(store.erasure_states().values()) == [gone.GONE]
        assert stands_in(tmp_path) == []
    finally:
        store.close()


def test_after_a_crash_it_is_tried_on_even_where_somebody_reads_while_the_plan_is_opened(tmp_path: Path) -> None:
    crashed(tmp_path)
    with reader(tmp_path):
        # What the reader reads is the erased state in the log: it keeps the log from being emptied.
        store = PlanStore(tmp_path)
        ((erasure_id, state),) = store.erasure_states().items()
        assert state == gone.NOT_YET
    try:
        wait_until_gone(store, erasure_id)
        assert stands_in(tmp_path) == []
    finally:
        store.close()


def test_a_plan_closed_too_early_is_seen_to_when_it_is_opened_again(store: PlanStore, tmp_path: Path) -> None:
    with reader(tmp_path):
        done = store.erase(PLANNER, words=SECRET, reason="asked for")
        before = time.monotonic()
        store.close()
        assert time.monotonic() - before < 10, "closing does not wait for the reader"
        assert stands_in(tmp_path) != []
    again = PlanStore(tmp_path)
    try:
        assert again.erasure_states() == {done.record.id: gone.GONE}
        assert stands_in(tmp_path) == []
    finally:
        again.close()


def test_a_fault_of_the_disk_is_not_yet_gone_and_does_not_undo_the_erasure(
    store: PlanStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_log: gone.Log, **_how: Any) -> bool:
        raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as broken:
        broken.setattr(gone.Log, "empty", fails)
        done = store.erase(PLANNER, words=SECRET, reason="asked for")
        assert done.state == gone.NOT_YET
        time.sleep(2.5)  # it was tried again twice, and said once
    assert caplog.text.count("Erased words could not leave the files yet.") == 1
    wait_until_gone(store, done.record.id)
    assert stands_in(tmp_path) == []


def test_an_erasure_beside_busy_readers_and_writers_is_gone_when_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = PlanStore(tmp_path)
    is_over = threading.Event()
    faults: list[BaseException] = []

    def busy(work: Any) -> None:
        try:
            while not is_over.wait(0.002):
                work()
        except BaseException as error:  # shown by the test, which would not see it otherwise
            faults.append(error)

    def read() -> None:
        with reader(tmp_path):
            time.sleep(0.02)

    works = (read, lambda: store.all(Finding), lambda: store.add(Finding(title="other"), PLANNER))
    threads = [threading.Thread(target=busy, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            one = store.add(Finding(title=SECRET), PLANNER)
            done = store.erase(PLANNER, record_ids=[one.id], reason="asked for")
            if done.state == gone.NOT_YET:
                wait_until_gone(store, done.record.id)
            assert stands_in(tmp_path) == []
    finally:
        is_over.set()
        for thread in threads:
            thread.join()
        store.close()
    assert faults == []
