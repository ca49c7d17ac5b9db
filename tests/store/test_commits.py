"""What is sent at once is committed at once: each writing stands for itself, and nobody is told before the commit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from plan.ids import new_code
from plan.records import Finding, Person, Session, Vote
from plan.rules import RecordFault
from store.commits import shared
from store.mirror import SEEN_OUTSIDE
from store.plan_store import PlanStore, StoreError
from tests.servers.other_programs import Outsider

PLANNER = Person("Ann", "planner")
PHONES_N = 5
Work = Callable[[], object]


@pytest.fixture
def findings(plan_store: PlanStore, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """Pins of a session that five phones are in."""
    monkeypatch.setattr("store.plan_store.OTHERS_WRITE_S", 60.0)  # nobody goes away here, however slow the computer is
    session = plan_store.add(
        Session(name="Forum", date="2026-11-26", join_code=new_code(), expires_at="2100-01-01T00:00:00Z"), PLANNER
    )
    for number in range(PHONES_N):
        plan_store.join(session.id, f"d{number}")
    return plan_store.add_all([Finding(title=f"Pin {n}", session=session.id) for n in range(3)], PLANNER)


def votes(store: PlanStore, finding: Finding) -> list[Work]:
    """A vote of each phone."""
    phones = [Person(f"d{number}", "participant", finding.session, f"d{number}") for number in range(PHONES_N)]
    return [lambda who=who: store.vote(finding.id, who, importance=3) for who in phones]


@contextmanager
def committed(store: PlanStore, then: Callable[[], None] = lambda: None) -> Iterator[list[int]]:
    """One entry for each commit meanwhile; ``then`` is called before it is made."""
    seen: list[int] = []

    def note(_connection: object) -> None:
        then()
        seen.append(1)

    event.listen(store.engine, "commit", note)
    try:
        yield seen
    finally:
        event.remove(store.engine, "commit", note)


def at_once(store: PlanStore, works: list[Work]) -> list[object]:
    """What becomes of each, an exception or what it gives, where they stand in line in this order first."""
    found: list[object] = [None] * len(works)

    def run(number: int) -> None:
        try:
            found[number] = works[number]()
        except Exception as error:
            found[number] = error

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(works))]
    with store._turn.taken():
        for number, thread in enumerate(threads, start=1):
            thread.start()
            until = time.monotonic() + 10
            while store._turn.waiting_n < number and time.monotonic() < until:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    return found


def test_what_comes_at_once_is_one_commit_and_each_has_its_own_revision(
    plan_store: PlanStore, findings: list[Finding]
) -> None:
    before, told = plan_store.revision(), [len(plan_store.all(Vote))]

    def nobody_knows_of_it() -> None:
        told.append(len(plan_store.all(Vote)))

    with committed(plan_store, nobody_knows_of_it) as commits:
        found = at_once(plan_store, votes(plan_store, findings[0]))
    assert len(commits) == 1
    assert told == [0, 0]
    assert all(isinstance(one, Vote) for one in found)
    changes = plan_store.changes_since(before)
    assert [one.revision for one in changes] == [before + n for n in range(1, PHONES_N + 1)]
    assert {one.record_id for one in changes} == {one.id for one in found if isinstance(one, Vote)}
    assert {one.actor for one in changes} == {f"d{number}" for number in range(PHONES_N)}
    assert plan_store.revision() == before + PHONES_N
    assert {one.id for one in plan_store.all(Vote, finding_id=findings[0].id)} == {one.record_id for one in changes}


@pytest.mark.parametrize("place", [0, 2, PHONES_N])
def test_one_that_is_refused_leaves_the_others_whole(
    plan_store: PlanStore, findings: list[Finding], place: int
) -> None:
    """Also where it has written something before, and where it stands first or last."""
    before, works = plan_store.revision(), votes(plan_store, findings[0])

    def half() -> None:
        with plan_store._writing(PLANNER) as writing:
            writing.add(Finding(title="Half", session=findings[0].session))
            raise RecordFault(["The other half is wrong."])

    works.insert(place, half)
    with committed(plan_store) as commits:
        found = at_once(plan_store, works)
    assert isinstance(found.pop(place), RecordFault)
    assert all(isinstance(one, Vote) for one in found)
    assert len(commits) == 1
    assert not [one for one in plan_store.all(Finding) if one.title == "Half"]
    assert [one.revision for one in plan_store.changes_since(before)] == [before + n for n in range(1, PHONES_N + 1)]
    assert not plan_store.look_outside()


def test_what_was_written_a_moment_before_in_the_same_commit_is_known(
    plan_store: PlanStore, findings: list[Finding]
) -> None:
    """A phone votes on what is merged by then; another changes what has just been written."""
    merge, (first, *_) = (lambda: plan_store.merge(findings[0], findings[1:2], PLANNER)), votes(plan_store, findings[1])
    with committed(plan_store) as commits:
        _merged, vote, again = at_once(plan_store, [merge, first, first])
    assert len(commits) == 1
    assert isinstance(vote, Vote)
    assert isinstance(again, Vote)
    assert (vote.finding_id, again.id, again.version) == (findings[0].id, vote.id, 2)
    assert plan_store.all(Vote) == [again]


def test_what_is_sent_twice_is_refused_when_the_first_of_it_is_there(
    plan_store: PlanStore, findings: list[Finding]
) -> None:
    """The phone page then takes it for kept."""

    def send() -> list[Finding]:
        try:
            return [plan_store.add(Finding(id="F-23456789", title="Twice", session=findings[0].session), PLANNER)]
        except RecordFault:
            return plan_store.all(Finding, id="F-23456789")

    with committed(plan_store) as commits:
        found = at_once(plan_store, [send] * 3)
    assert len(commits) == 1
    assert [[one.title for one in each] for each in found] == [["Twice"]] * 3  # type: ignore[attr-defined]


def test_what_was_settled_in_the_same_commit_is_told_as_seen_no_more(
    plan_store: PlanStore, findings: list[Finding]
) -> None:
    outsider = Outsider(plan_store)
    outsider.run_unguarded("findings", "UPDATE findings SET title = 'Theirs' WHERE id = ?", findings[0].id)
    outsider.connection.close()
    assert plan_store.look_outside().changes
    settle = lambda: plan_store.settle_outside(PLANNER, is_taken=True)  # noqa: E731
    at_once(plan_store, [settle, plan_store._tell_outside])
    assert [one.change for one in plan_store.history(findings[0].id)] == ["added", "edited_outside"]
    at_once(plan_store, [plan_store._tell_outside])
    assert SEEN_OUTSIDE not in {one.change for one in plan_store.changes_since(0)}


def test_a_commit_that_fails_is_told_to_all_who_wrote_and_kept_of_none(
    plan_store: PlanStore, findings: list[Finding]
) -> None:
    before = plan_store.revision()

    def full() -> None:
        raise StoreError("The disk is full.")

    with committed(plan_store, full):
        found = at_once(plan_store, votes(plan_store, findings[0]))
    assert [type(one) for one in found] == [StoreError] * PHONES_N
    assert plan_store.revision() == before
    assert plan_store.all(Vote) == []
    votes(plan_store, findings[0])[0]()
    assert plan_store.revision() == before + 1


def test_what_the_database_has_taken_back_by_itself_is_acknowledged_to_nobody(
    plan_store: PlanStore, findings: list[Finding]
) -> None:
    """Both databases answer a commit of nothing as they answer any other."""
    before, works = plan_store.revision(), votes(plan_store, findings[0])[:2]

    def break_it() -> None:
        with plan_store._writing(PLANNER) as writing:
            if plan_store.is_file:
                writing.connection.exec_driver_sql("ROLLBACK")
                return
            with pytest.raises(Exception, match="nowhere"):
                writing.connection.exec_driver_sql("SELECT 1 FROM nowhere")

    found = at_once(plan_store, [*works, break_it])
    assert [type(one) for one in found] == [StoreError] * 3
    assert plan_store.revision() == before
    assert plan_store.all(Vote) == []


def test_another_program_gets_its_turn_after_some_writings(
    plan_store: PlanStore, findings: list[Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "MOST_N", 2)
    with committed(plan_store) as commits:
        at_once(plan_store, votes(plan_store, findings[0]))
    assert len(commits) == 3
