"""One phone is one voice: it is known again, many from one address are seen, and who is sent out stays out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from app.phone.limits import Pace
from app.server.signing_in import NAME_KEY
from everyday.forum import refresh_state
from plan.ids import new_code
from plan.records import Device, Person, Session, Vote
from plan.roles import NotAllowedError
from tests.makers.pages import words
from tests.servers.phone_client import DESK, Phone, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("one") / "atlas") as made:
        yield made


@pytest.fixture(autouse=True)
def _forum(monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones come from addresses of their own."""
    monkeypatch.setattr("app.server.guard.is_forum", lambda: True)


def devices(room: Room, session: Session) -> list[Device]:
    """The phones of a session in the order in which they joined."""
    return sorted(room.store.all(Device, session=session.id), key=lambda one: one.name)


def change(room: Room, session: Session, **fields: str) -> Session:
    return room.store.save(replace(room.store.get(Session, session.id), **fields), DESK)


def test_who_leaves_and_comes_back_is_the_same_phone_with_the_same_vote(room: Room) -> None:
    session = room.session()
    phone = room.phone(session, "Table 4")
    pin = phone.pinned("No bench")
    phone.vote(pin, importance="5")
    phone.send("/join/list", "/join/leave")
    assert phone.get("/join/list").status_code == 303, "it has left"
    phone.join(session.join_code, "Table 5")
    phone.vote(pin, importance="1")
    assert [one.importance for one in room.store.all(Vote, finding_id=pin)] == [1]
    assert [one.name for one in devices(room, session)] == ["Table 5"]


def test_a_code_closed_and_opened_again_finds_the_same_phones(room: Room) -> None:
    session = room.session()
    phone = room.phone(session, "Table 4")
    pin = phone.pinned("No bench")
    change(room, session, join_code="", expires_at="")
    assert phone.get("/join/list").status_code == 410
    assert phone.get("/join").status_code == 200
    again = change(room, session, join_code=new_code(), expires_at="2100-01-01T00:00:00Z")
    assert phone.get("/join/list").status_code == 200, "it need not even join again"
    assert phone.join(again.join_code).vote(pin, importance="5").status_code == 303
    assert len(devices(room, session)) == 1
    room.store.close_session(room.store.get(Session, session.id), DESK)
    assert phone.get("/join/list").status_code == 410
    change(room, session, closed_at="", join_code=new_code())
    assert phone.vote(pin, importance="4").status_code == 303
    assert [one.importance for one in room.store.all(Vote, finding_id=pin)] == [4]


def test_a_prolonged_session_finds_the_same_phones(room: Room) -> None:
    soon = (date.today() + timedelta(days=1)).isoformat()
    session = room.store.add(
        Session(name="F", date=soon, join_code=new_code(), expires_at=f"{soon}T12:00:00Z"), DESK
    )  # fmt: skip
    phone = room.phone(session)
    ends = date.fromisoformat(soon) + timedelta(days=30)
    assert f"{ends:%a, %d %b %Y} 12:00:00 GMT" in phone.set_cookies[0], "the cookie outlives the session"
    other = room.session("Another forum")
    phone.join(other.join_code)
    phone.join(session.join_code)
    assert len(devices(room, session)) == 1, "also with another session in between"
    assert devices(room, session)[0].device_id != devices(room, other)[0].device_id, "and nobody can tell from outside"


def test_a_phone_that_is_sent_out_stays_out_and_its_votes_are_set_aside(room: Room) -> None:
    session = room.session()
    good, bad = room.phone(session, "A good one", address="10.0.0.1"), room.phone(session, "Bad", address="10.0.0.2")
    pin = good.pinned("No bench")
    good.vote(pin, importance="5", amenability="5")
    bad.vote(pin, importance="1", amenability="1")
    assert room.store.tally(session.id)[pin].importance_mean == 3
    out = room.store.send_out(devices(room, session)[1], DESK)
    with pytest.raises(NotAllowedError):
        room.store.send_out(out, Person("v", "viewer"), is_out=False)
    assert (room.store.tally(session.id)[pin].importance_mean, room.store.tally()[pin].importance_n) == (5, 1)
    refresh_state(room.atlas, session.id)  # phones look at the votes of others every few seconds
    shown = good.get("/join/state.json", headers={"accept": "application/json"}).json()["pins"][0]["votes"]
    assert (shown["importance_mean"], shown["importance_n"]) == (5, 1)
    for way_back in (bad, room.stranger(address="10.0.0.2"), room.stranger(address="10.0.0.2")):
        way_back.post("/join", {"code": session.join_code, "name": "Me again"})
        assert way_back.get("/join/list").status_code == 403, "neither with its cookie nor without"
    assert room.phone(session, address="10.0.0.3").get("/join/list").status_code == 200
    room.store.send_out(room.store.get(Device, out.id), DESK, is_out=False)
    assert room.store.tally(session.id)[pin].importance_mean == 3, "let in again, its vote counts again"
    assert bad.get("/join/list").status_code == 200


def test_votes_that_were_set_aside_stay_so_when_the_phones_have_been_erased(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bench")
    phone.vote(pin, importance="1")
    room.store.vote(pin, replace(DESK, session=session.id), importance=5)
    room.store.send_out(devices(room, session)[0], DESK)
    room.store.end_retention(room.store.get(Session, session.id), DESK)
    assert room.store.tally(session.id)[pin].importance_mean == 5
    assert len(room.store.all(Vote, finding_id=pin)) == 2


def test_new_phones_from_one_address_are_paced_and_others_come_in(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.phone.joining.NEW_PHONES", Pace(2, 600.0))
    session = room.session()
    first, _ = (room.phone(session, address="10.0.0.9") for _ in range(2))
    answer = room.stranger(address="10.0.0.9").post("/join", {"code": session.join_code})
    assert answer.status_code == 429
    assert "Very many phones came from here at once" in answer.text
    assert int(answer.headers["retry-after"]) > 0
    first.join(session.join_code)
    room.phone(session, address="10.0.0.10")
    assert len(devices(room, session)) == 3


def facilitators_list(room: Room, session: Session) -> AppTest:
    def draw() -> None:
        import streamlit as st

        from app.forum.here import here
        from app.forum.session.devices import draw_devices_contents, phones_line

        at = here()
        if at is not None:
            st.write(phones_line(at))
            draw_devices_contents()

    page = AppTest.from_function(draw, default_timeout=60)
    page.session_state[NAME_KEY] = "Rosa"
    page.query_params["session"] = session.id
    return page.run()


def test_the_facilitator_sees_many_of_one_address_and_sends_them_out_at_once(room: Room) -> None:
    session = room.session()
    many = [room.phone(session, f"T{number}", address="10.0.0.7") for number in range(4)]
    one = room.phone(session, "<b>Table</b>", address="10.0.0.8")
    pin = one.pinned("No bench")
    for phone in (*many, one):
        phone.vote(pin, importance="3")
    page = facilitators_list(room, session)
    said = words(page)
    assert "5 phones have joined, 4 from one address" in said
    assert "10.0.0.7" not in said, "no address is shown, only that it is the same"
    choice = page.multiselect(key="forum_devices_chosen")
    assert choice.options[0] == "All 4 phones of address 1"
    choice.set_value(["@1"]).run()
    page.button(key="devices_out").click().run()
    assert "1 phone has joined, 4 from one address, 4 not let in" in words(page)
    assert room.store.tally(session.id)[pin].importance_n == 1
    page.multiselect(key="forum_devices_chosen").set_value([devices(room, session)[1].id]).run()
    page.button(key="devices_in").click().run()
    assert room.store.tally(session.id)[pin].importance_n == 2
    assert [one.is_blocked for one in devices(room, session)] == [False, False, True, True, True]


def shown_code_to(room: Room, session: Session, role: str, monkeypatch: pytest.MonkeyPatch) -> str:
    def draw() -> None:
        from app.forum.here import here
        from app.forum.session.phones import draw_phones

        at = here()
        if at is not None:
            draw_phones(at)

    monkeypatch.setattr("app.forum.here.current_person", lambda: Person("Vi", role))
    page = AppTest.from_function(draw, default_timeout=60)
    page.query_params["session"] = session.id
    return words(page.run())


def test_who_only_looks_is_not_shown_the_code(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    session = room.session()
    monkeypatch.setattr("app.forum.session.phones.room_url", lambda _host: "http://10.0.0.1/join")
    code = f"{session.join_code[:4]}-{session.join_code[4:]}"
    assert code in shown_code_to(room, session, "facilitator", monkeypatch)
    assert code not in shown_code_to(room, session, "viewer", monkeypatch)


def test_who_is_signed_in_to_look_only_becomes_no_participant_by_a_code(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = room.session()
    monkeypatch.setattr("app.phone.joining.sign_in_path", lambda: room.atlas.folder / "sign_in.toml")
    monkeypatch.setattr("app.phone.joining.person_of_request", lambda _request: Person("Vi", "viewer"))
    phone: Phone = room.stranger()
    for code in (session.join_code, "AAAA-AAAA"):
        answer = phone.post("/join", {"code": code})
        assert answer.status_code == 403
        assert "You are signed in to look only" in answer.text, "and it does not say whether the code was right"
    assert devices(room, session) == []
    monkeypatch.setattr("app.phone.joining.person_of_request", lambda _request: None)
    assert phone.join(session.join_code).get("/join/list").status_code == 200
