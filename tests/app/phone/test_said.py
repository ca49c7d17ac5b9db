"""You said, we did: what became of every pin, on a page for everybody who has its address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from everyday.acting.said import share_key, shared_by, what_became
from plan.records import Action, Finding, Person, ShareKey, Update
from plan.roles import NotAllowedError
from tests.servers.phone_client import Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas

PLANNER = Person("Ada Planner", "planner")


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("said") / "atlas") as made:
        yield made


def test_every_pin_ends_in_an_action_a_merge_a_reason_or_is_open(room: Room) -> None:
    store = room.store
    kept = store.add(Finding(kind="barrier", title="No bus to <b>Samphire</b>", created_by="Jo"), PLANNER)
    other = store.add(Finding(kind="barrier", title="No bus at all", status="merged", merged_into=kept.id), PLANNER)
    gone = store.add(
        Finding(kind="barrier", title="No path", status="retired", status_reason="There is one, by the mill"), PLANNER
    )
    still = store.add(Finding(kind="enabler", title="A good café"), PLANNER)
    hidden = store.add(Finding(kind="barrier", title="Not for all", moderation="waiting"), PLANNER)
    action = store.add(
        Action(title="A direct bus", finding_ids=(kept.id,), responsible=("Council",), team_note="hush"), PLANNER
    )
    store.add(Update(action_id=action.id, text="The first bus ran", happened_on="2027-01-31"), PLANNER)
    store.add(Update(action_id=action.id, text="hush", visibility="team"), PLANNER)
    store.add(Action(title="hush", finding_ids=(still.id,), visibility="team"), PLANNER)
    found = {one.finding.id: one for one in what_became(store)}
    assert [found[one.id].became for one in (kept, other, gone, still)] == ["action", "action", "retired", "open"]
    assert hidden.id not in found
    key = share_key(store, PLANNER)
    page = room.stranger().get(f"/join/said/{key.key}")
    assert page.status_code == 200
    for words in ("No bus to &lt;b&gt;Samphire&lt;/b&gt;", "A direct bus", "Council", "The first bus ran",
                  "There is one, by the mill", "Not decided yet.",
                  f"Put together with entry {found[kept.id].number}."):  # fmt: skip
        assert words in page.text, words
    for words in ("Ada Planner", "Jo<", "hush", "Not for all", "<b>Samphire"):
        assert words not in page.text, words
    assert page.headers["cache-control"] == "no-store"


def test_a_key_opens_only_its_own_page_until_it_is_withdrawn(room: Room) -> None:
    session = room.session()
    room.store.add(Finding(kind="barrier", title="Said in this room", session=session.id), PLANNER)
    room.store.add(Finding(kind="barrier", title="Said elsewhere"), PLANNER)
    key = share_key(room.store, PLANNER, session=session.id)
    assert len(key.key) >= 22, "128 bits"
    phone = room.stranger()
    text = phone.get(f"/join/said/{key.key}").text
    assert "Said in this room" in text
    assert "Said elsewhere" not in text
    room.store.save(replace(key, withdrawn_at="2026-11-28T12:00:00Z"), PLANNER)
    for wrong in (key.key, key.key[:-1], "x" * 500, "%00"):
        answer = phone.get(f"/join/said/{wrong}")
        assert answer.status_code == 404
        assert "Said in this room" not in answer.text


def test_the_page_takes_nothing(room: Room) -> None:
    key = share_key(room.store, PLANNER)
    before = room.store.revision()
    assert room.stranger().post(f"/join/said/{key.key}", {"text": "x"}).status_code in (404, 405)
    assert room.store.revision() == before


def test_who_may_not_hold_a_session_gives_out_no_key(room: Room) -> None:
    with pytest.raises(NotAllowedError):
        share_key(room.store, Person("x", "viewer"))
    assert shared_by(room.store, "") is None
    assert all(one.key for one in room.store.all(ShareKey))
