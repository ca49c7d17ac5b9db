"""What this process has written it knows as it would read it: nothing is asked again, and a save asks little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from plan.ids import new_code
from plan.records import RECORDS, Comment, Finding, Person, Session, Vote
from plan.roles import NotAllowedError
from store.plan_store import PlanStore
from tests.makers.one_of_each import one_of_each

PLANNER = Person("Ann", "planner")
MOST_STATEMENTS_N = 10
"""A vote took 19 on either database."""


@contextmanager
def asked(store: PlanStore) -> Iterator[list[str]]:
    """Every statement that the store sends by its engine meanwhile."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def room(store: PlanStore) -> tuple[Finding, Person]:
    """A pin of a session, and a phone in it."""
    session = store.add(
        Session(name="Forum", date="2026-11-26", join_code=new_code(), expires_at="2100-01-01T00:00:00Z"), PLANNER
    )
    finding = store.add(Finding(title="First", session=session.id), PLANNER)
    store.join(session.id, "d1", name="Table 1")
    return finding, Person("Table 1", "participant", session.id, "d1")


def shapes(value: object) -> object:
    """A value with the types of all that is in it."""
    if isinstance(value, tuple | list):
        return type(value), [shapes(one) for one in value]
    if isinstance(value, dict):
        return {name: shapes(one) for name, one in value.items()}
    return type(value), value


def test_what_was_written_is_known_as_it_is_read(plan_store: PlanStore, tmp_path: Path, database_url: str) -> None:
    finding, who = room(plan_store)
    plan_store.revision()
    with asked(plan_store) as statements:
        given = plan_store.add_all(one_of_each(finding.id, who.session), PLANNER)
        sent_n = len(statements)
        changed = plan_store.save(replace(plan_store.get(Finding, finding.id), title="Second; a café"), PLANNER)
        saved_n = len(statements)
        here = {kind: {one.id: one for one in plan_store.all(kind)} for kind in RECORDS}
        numbers = dict(plan_store.numbers())
    assert 0 < sent_n < saved_n == len(statements), "what was just written was read again"
    assert here[Finding][finding.id] == changed
    again = PlanStore(tmp_path, url=database_url)
    for kind in RECORDS:
        assert list(here[kind]) == [one.id for one in again.all(kind)], "the oldest first"
        for one in again.all(kind):
            known = here[kind][one.id]
            assert known == one
            assert {name: shapes(value) for name, value in vars(known).items()} == {
                name: shapes(value) for name, value in vars(one).items()
            }
    assert {one.id for one in given} <= {id_ for kind in RECORDS for id_ in here[kind]}
    assert numbers == again.numbers()
    again.close()


def test_a_save_of_a_phone_asks_the_database_little(plan_store: PlanStore) -> None:
    finding, who = room(plan_store)
    for work in (
        lambda: plan_store.vote(finding.id, who, importance=3),
        lambda: plan_store.vote(finding.id, who, importance=5),
        lambda: plan_store.add(Comment(finding_id=finding.id, text="So it is"), who),
        lambda: plan_store.add(Finding(title="Another", session=who.session), who),
    ):
        plan_store.all(Finding)
        with asked(plan_store) as statements:
            work()
            plan_store.all(Vote)
        assert len(statements) <= MOST_STATEMENTS_N, statements


def test_what_another_process_wrote_is_asked_for(plan_store: PlanStore, tmp_path: Path, database_url: str) -> None:
    finding, who = room(plan_store)
    plan_store.all(Finding)
    other = PlanStore(tmp_path, url=database_url)
    other.close_session(other.get(Session, who.session), PLANNER)
    with pytest.raises(NotAllowedError, match="over"):
        plan_store.vote(finding.id, who, importance=3)
    elsewhere = other.add(Finding(title="Of the other", session=who.session), PLANNER)
    here = plan_store.add(Finding(title="Of this one", session=who.session), PLANNER)
    assert [one.id for one in plan_store.all(Finding)] == [finding.id, elsewhere.id, here.id]
    assert plan_store.numbers() == other.numbers()
    other.close()


def test_a_save_that_fails_is_known_to_nobody(plan_store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> None:
    finding, who = room(plan_store)
    before = plan_store.revision()

    def break_off(*_: object, **__: object) -> None:
        raise RuntimeError("no trail")

    with monkeypatch.context() as patched:
        patched.setattr("store.writing.Writing.all_written", break_off)
        with pytest.raises(RuntimeError, match="no trail"):
            plan_store.vote(finding.id, who, importance=3)
    assert plan_store.revision() == before
    assert plan_store.all(Vote) == []


def test_only_a_change_of_the_files_counter_that_can_be_anothers_has_everything_read_again(tmp_path: Path) -> None:
    """SQLite begins its log anew in the middle of a commit: whoever looks just then sees another number."""
    store = PlanStore(tmp_path)
    place = store._place
    assert place is not None
    revision = store.revision()

    def is_disturbed() -> bool:
        place._last, place._asked_s = (place._last[0], -1), -1.0
        return place.look()[1]

    with pytest.raises(ZeroDivisionError), store._writing(PLANNER):
        assert not is_disturbed()
        _ = 1 / 0
    assert is_disturbed(), "after it, it may have been another"
    assert store.revision() == revision
    store.close()
