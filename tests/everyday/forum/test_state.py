"""What a session shows, brought up to date by what has changed, is what looking at everything would show."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from everyday.forum import session_state
from everyday.forum import state as state_module
from plan.ids import new_code
from plan.records import Comment, Device, Evidence, Finding, Person, Photo, Session
from plan.roles import NotAllowedError
from plan.rules import RecordFault
from store.plan_store import PlanStore

DESK = Person("Femi", "facilitator")
PLANNER = Person("Ann", "planner")


class Room:
    """Two sessions with phones; works that somebody in them may do, each by chance."""

    def __init__(self, store: PlanStore, seed: int) -> None:
        self.store, self.random = store, random.Random(seed)
        session = Session(name="Forum", date="2026-11-26", expires_at="2100-01-01T00:00:00Z")
        self.sessions = [store.add(replace(session, join_code=new_code()), PLANNER) for _ in range(2)]
        self.people = []
        for number in range(6):
            joined = self.sessions[number % 2].id
            device = store.join(joined, f"d{number}", name=f"Table {number}")
            self.people.append(Person(device.name, "participant", joined, device.device_id))
        for _ in range(4):
            self.pin()

    def _one(self, kind: type[Any]) -> Any:
        return self.random.choice(self.store.all(kind))

    def pin(self) -> None:
        who = self.random.choice(self.people)
        finding = self.store.add(Finding(title=f"Pin {self.random.random()}", session=who.session), who)
        self.store.add(Evidence(finding_id=finding.id, kind="quote", content={"text": "x"}), PLANNER)

    def vote(self) -> None:
        self.store.vote(self._one(Finding).id, self.random.choice(self.people), importance=self.random.randint(1, 5))

    def comment(self) -> None:
        who = self.random.choice(self.people)
        self.store.add(Comment(finding_id=self._one(Finding).id, text="So it is"), who)

    def photo(self) -> None:
        who = self.random.choice(self.people)
        self.store.add(Photo(finding_id=self._one(Finding).id, alt="A stop", content=b"\xff\xd8"), who)

    def moderate(self) -> None:
        self.store.moderate(
            self._one(self.random.choice([Finding, Comment])), DESK, is_shown=self.random.random() < 0.5
        )

    def send_out(self) -> None:
        self.store.send_out(self._one(Device), DESK, is_out=self.random.random() < 0.5)

    def join(self) -> None:
        number = len(self.store.all(Device))
        self.store.join(self.sessions[number % 2].id, f"d{number}", name="Late")

    def merge(self) -> None:
        kept, other = self.random.sample(self.store.all(Finding), 2)
        self.store.merge(kept, [other], DESK)

    def reopen(self) -> None:
        self.store.set_status(self._one(Finding), "proposed", DESK, reason="again")

    def erase(self) -> None:
        self.store.erase(PLANNER, record_ids=[self._one(Comment).id], reason="asked for")


def _told(store: PlanStore, folder: Path, session_id: str, **named: Any) -> dict[str, Any]:
    atlas: Any = SimpleNamespace(plan=lambda: store, folder=folder)
    return session_state(atlas, session_id, is_facilitator=True, **named)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_state_brought_up_to_date_is_the_whole_one(
    plan_store: PlanStore, tmp_path: Path, database_url: str, seed: int
) -> None:
    room, other = Room(plan_store, seed), PlanStore(tmp_path, url=database_url)
    works: list[Callable[[], None]] = [
        room.pin, room.vote, room.vote, room.vote, room.comment, room.comment, room.photo, room.moderate,
        room.send_out, room.join, room.merge, room.reopen, room.erase,
    ]  # fmt: skip
    done: set[str] = set()
    watched = ["", *(one.id for one in room.sessions)]
    seen = {session_id: _told(plan_store, tmp_path, session_id) for session_id in watched}
    for number in range(60):
        room.store = other if number % 7 == 6 else plan_store  # another process writes as well
        work = room.random.choice(works)
        try:
            work()
            done.add(work.__name__)
        except (NotAllowedError, RecordFault, LookupError):
            pass  # who was sent out, what is merged already: nothing is changed then
        state_module._KEPT.pop(other, None)  # it looks at everything
        for session_id in watched:
            here, whole = _told(plan_store, tmp_path, session_id), _told(other, tmp_path, session_id)
            assert (here["pins"], here["order"]) == (whole["pins"], whole["order"]), work.__name__
            news = _told(plan_store, tmp_path, session_id, since=seen[session_id]["revision"])
            before = {pin["id"]: pin for pin in seen[session_id]["pins"]}
            changed = [pin["id"] for pin in here["pins"] if before.get(pin["id"]) != pin]
            assert set(changed) <= {pin["id"] for pin in news["pins"]}, "a screen misses what has changed"
            seen[session_id] = here
    assert {"vote", "comment", "merge", "send_out", "moderate", "pin"} <= done
    other.close()


def test_what_nobody_touched_is_not_looked_at_again(
    plan_store: PlanStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(plan_store, 3)
    _told(plan_store, tmp_path, "")
    counted: list[int] = []
    tally = state_module.tally_votes
    monkeypatch.setattr(state_module, "tally_votes", lambda *given: counted.append(1) or tally(*given))
    monkeypatch.setattr(state_module, "_are_same", lambda *_: counted.append(2) and False)
    room.store.vote(plan_store.all(Finding)[0].id, DESK, importance=4)
    changed = _told(plan_store, tmp_path, "")
    assert changed["pins"][0]["votes"]["importance_n"] == 1
    assert counted == [2, 1], "one finding was looked at, and counted"
