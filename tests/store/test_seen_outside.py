"""What another program did while the plan was open: who sees it, how soon, and what of it is copied."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from plan.records import Comment, Finding, Person
from store.copying import copy_into_database, copy_plan
from store.database import guard_again
from store.outside import watching
from store.plan_store import PlanStore
from tests.servers.other_programs import Outsider, filled

WHO = Person("Ann", "planner")


@pytest.fixture(autouse=True)
def asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server is asked for changes by others as often as somebody asks for the revision."""
    monkeypatch.setattr(watching, "EVERY_S", 0.0)


def wait_for_revision(store: PlanStore, more_than: int) -> int:
    """The revision once it is above a number; it is raised a moment after a change by others was seen."""
    until = time.monotonic() + 60
    while (found := store.revision()) <= more_than:
        assert time.monotonic() < until, "the revision was not raised"
        time.sleep(0.05)
    return found


@pytest.fixture
def outsider(plan_store: PlanStore) -> Iterator[Outsider]:
    found = Outsider(plan_store)
    yield found
    found.connection.close()


def test_every_page_and_every_other_server_hears_of_it(
    plan_store: PlanStore, outsider: Outsider, tmp_path: Path, database_url: str
) -> None:
    """Pages and phones ask for what is new since a revision: so it is raised, by who sees the change first."""
    finding = filled(plan_store)
    other = PlanStore(tmp_path, url=database_url)
    assert (other.get(Finding, finding.id).title, bool(other.outside())) == ("The bus", False)
    before = plan_store.revision()
    outsider.run_unguarded("findings", "UPDATE findings SET title = 'Theirs' WHERE id = ?", finding.id)
    after = wait_for_revision(plan_store, before)
    told = plan_store.changes_since(before)
    assert [(one.change, one.record_id, one.reason, one.after) for one in told] == [
        ("seen_outside", finding.id, "title", None)
    ]
    # The other had not asked meanwhile, and by now the revision is another: still it reads and says it.
    assert (other.revision(), other.get(Finding, finding.id).title) == (after, "Theirs")
    assert [one.record_id for one in other.outside().changes] == [finding.id]
    assert (plan_store.revision(), other.revision()) == (after, after), "once is enough"
    outsider.run_unguarded("votes", "DELETE FROM votes")
    wait_for_revision(other, after)
    assert {one.what for one in other.outside().changes} == {"changed", "removed"}
    other.close()


def test_own_writing_is_never_taken_for_somebody_elses(plan_store: PlanStore) -> None:
    finding = filled(plan_store)
    plan_store.save(replace(finding, title="Mine"), WHO)
    plan_store.erase(WHO, record_ids=[finding.id], reason="asked for")
    revision = plan_store.revision()
    assert not plan_store.outside()
    assert not plan_store._is_disturbed
    assert plan_store._ask() == (revision, False)
    assert plan_store.revision() == revision


def test_rows_that_no_plan_may_hold_are_named_and_not_copied(tmp_path: Path, postgres_url: str) -> None:
    """From a file into PostgreSQL and back: one wrong row used to keep everything from being copied."""
    (tmp_path / "atlas").mkdir()
    store = PlanStore(tmp_path / "atlas")
    right, wrong = store.add_all([Finding(title=one, dimensions=("spatial",)) for one in ("right", "wrong")], WHO)
    store.add(Comment(finding_id=wrong.id, text="of the wrong one"), WHO)
    other = Outsider(store)
    other.run_unguarded("findings", "UPDATE findings SET dimensions = 'spatial;social' WHERE id = ?", wrong.id)
    other.connection.close()
    copy_plan(store, tmp_path / "copy.gpkg")
    store.close()
    said = copy_into_database(tmp_path / "copy.gpkg", postgres_url)
    assert said[0].startswith(f"findings, row 2 ({wrong.id}): ")
    assert "semicolon" in said[0]
    assert [one.partition(",")[0] for one in said] == ["findings", "comments"], "what belongs to it goes with it"
    served = PlanStore(tmp_path / "atlas", url=postgres_url)
    assert served.all(Finding) == [right]
    assert {one.record_id for one in served.outside().changes} >= {wrong.id}, "it is said to be missing"
    served.settle_outside(WHO, is_taken=False)
    assert [one.title for one in served.all(Finding)] == ["right", "wrong"], "and brought back from the trail"
    assert [one.text for one in served.all(Comment)] == ["of the wrong one"]
    broken = Outsider(served)
    broken.run_unguarded("findings", "UPDATE findings SET created_at = '28/11/2026' WHERE id = ?", right.id)
    broken.connection.close()
    made = copy_plan(served, tmp_path / "again.gpkg")
    served.close()
    assert [one.partition(":")[0] for one in made.left_out] == [f"findings, row 1 ({right.id})"]


def test_guards_come_back_while_others_read(postgres_url: str, tmp_path: Path) -> None:
    """Who reads one table after the other and who guarded one after the other waited for each other, until the server
    ended one of the two."""
    store = PlanStore(tmp_path, url=postgres_url)
    finding = filled(store)
    outsider, reader = Outsider(store), Outsider(store)
    with closing(outsider.connection), closing(reader.connection):
        reader.run("BEGIN")
        reader.run("SELECT n FROM revision")
        for table in ("votes", "findings"):
            outsider.run_unguarded(table, f"UPDATE {table} SET version = version")
        outsider.run("DROP TRIGGER everyday_guard ON votes")
        reader.run("SELECT id FROM findings")  # from now on nobody changes a column of it before the reader has ended
        assert set(store.look_outside().unguarded) == {"votes", "findings"}, "while it reads on"
        for table in ("votes", "findings"):
            with pytest.raises(psycopg.Error, match="changed in Everyday Atlas"):
                outsider.run(f"DELETE FROM {table}")
        assert reader.run("SELECT id FROM votes")
    assert store.get(Finding, finding.id) == finding
    store.close()


def test_guards_wait_for_a_writer_and_hold_nothing_meanwhile(postgres_url: str, tmp_path: Path) -> None:
    store = PlanStore(tmp_path, url=postgres_url)
    filled(store)
    outsider, writer = Outsider(store), Outsider(store)
    with closing(outsider.connection), closing(writer.connection), ThreadPoolExecutor(1) as pool:
        for table in ("findings", "votes"):
            outsider.run_unguarded(table, f"UPDATE {table} SET version = version")
        writer.run("BEGIN")
        writer.run("UPDATE votes SET version = version")
        guarding = pool.submit(guard_again, store.engine)
        time.sleep(0.5)
        writer.run("UPDATE findings SET version = version")
        assert not guarding.done()
        writer.run("COMMIT")
        assert set(guarding.result(timeout=30)) == {"votes", "findings"}
    store.close()
