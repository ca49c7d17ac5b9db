"""The five questions on phones: in a session about the plan, moderated as everything else, once for each form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from plan.records import Action, Feedback, Intervention, Person
from plan.roles import NotAllowedError
from tests.servers.phone_client import DESK, Phone, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("answers") / "atlas") as made:
        made.store.add(Action(title="A <b>direct</b> bus", interventions=("A line", "Fares"), team_note="hush"), DESK)
        made.store.add(Action(title="hush: for the network", visibility="network"), DESK)
        yield made


@pytest.fixture
def bus(room: Room) -> Action:
    return next(one for one in room.store.all(Action) if "direct" in one.title)


def about(action: Action) -> str:
    return f"/join/action/{action.id}"


def send(phone: Phone, action: Action, **more: str) -> object:
    return phone.send(about(action), about(action), **more)


def mine(room: Room, group: str) -> list[Feedback]:
    return [one for one in room.store.all(Feedback) if one.group == group]


def test_a_group_answers_some_of_the_five_questions(room: Room, bus: Action) -> None:
    session = room.session(stage="monitoring", forum="advocacy_group")
    phone = room.phone(session, "Table 1")
    listed = phone.get("/join/actions").text
    assert "A &lt;b&gt;direct&lt;/b&gt; bus" in listed
    assert "hush" not in listed
    page = phone.get(about(bus)).text
    for label in room.store.taxonomy.labels("advocacy_questions").values():
        assert label in page
    assert 'value="Table 1"' in page, "the group is the table that joined"
    line = next(one for one in room.store.all(Intervention, action_id=bus.id) if one.text == "A line")
    answer = phone.send(
        about(bus), about(bus), group="Riders", about=line.id, verdict_implemented="in_part",
        words_implemented="Only by <i>day</i>", words_further="Buses until midnight",
    )  # fmt: skip
    assert answer.status_code == 303
    first, second = mine(room, "Riders")
    assert (first.question, first.verdict, first.intervention_id) == ("implemented", "in_part", line.id)
    assert (second.question, second.answer) == ("further", "Buses until midnight")
    assert first.session == session.id
    assert first.given_on == first.created_at[:10]
    seen = phone.get(answer.headers["location"].partition("#")[0]).text
    assert "Your answers are kept" in seen
    assert "Only by &lt;i&gt;day&lt;/i&gt;" in seen
    assert "You answered about this" in phone.get("/join/actions").text


def test_a_form_sent_twice_is_kept_once(room: Room, bus: Action) -> None:
    phone = room.phone(room.session(stage="monitoring"))
    fields = phone.fields(phone.get(about(bus)).text, about(bus))
    fields |= {"group": "Twice", "verdict_effective": "no"}
    assert [phone.post(about(bus), fields).status_code for _ in range(2)] == [303, 303]
    assert len(mine(room, "Twice")) == 1


def test_answers_wait_for_the_nod_where_the_session_says_so(room: Room, bus: Action) -> None:
    session = room.session(stage="monitoring", is_moderated=True)
    phone, other = room.phone(session), room.phone(session)
    send(phone, bus, group="Waiting", words_in_the_way="A locked gate")
    (one,) = mine(room, "Waiting")
    assert one.moderation == "waiting"
    assert "A locked gate" in phone.get(about(bus)).text
    assert "A locked gate" not in other.get(about(bus)).text
    room.store.moderate(one, DESK, is_shown=True)
    assert "A locked gate" in other.get(about(bus)).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Answer at least one of the questions."),
        ({"verdict_effective": "perhaps"}, "Choose one of the answers."),
        ({"verdict_further": "yes"}, "Choose one of the answers."),
        ({"words_further": "x" * 2001}, "There is room for"),
        ({"words_further": "x", "group": "x" * 101}, "There is room for"),
        ({"words_further": "x", "about": "I-NOTTHERE"}, "not part of the action"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(room: Room, bus: Action, fields: dict[str, str], words: str) -> None:
    phone = room.phone(room.session(stage="monitoring"))
    before = room.store.revision()
    answer = phone.send(about(bus), about(bus), **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert room.store.revision() == before


def test_personal_data_is_asked_about_first(room: Room, bus: Action) -> None:
    phone = room.phone(room.session(stage="monitoring"))
    asked = phone.send(about(bus), about(bus), group="Personal", words_further="Ring 0117 496 0000")
    assert asked.status_code == 200
    assert mine(room, "Personal") == []
    fields = phone.fields(asked.text, about(bus)) | {"personal": "remove"}
    assert phone.post(about(bus), fields).status_code == 303
    assert mine(room, "Personal")[0].answer == "Ring [phone number removed]"


def test_other_sessions_know_nothing_of_it(room: Room, bus: Action) -> None:
    phone = room.phone(room.session(stage="understanding"))
    assert phone.get("/join/actions").status_code == 404
    assert phone.get(about(bus)).status_code == 404
    assert "/join/actions" not in phone.get("/join/list").text
    who = Person("phone", "participant", room.session(stage="levers").id, "d")
    with pytest.raises(NotAllowedError):
        room.store.add(Feedback(action_id=bus.id, question="effective", verdict="yes"), who)


def test_a_phone_answers_only_about_what_everybody_may_see(room: Room) -> None:
    hidden = next(one for one in room.store.all(Action) if one.visibility == "network")
    session = room.session(stage="monitoring")
    phone = room.phone(session)
    assert phone.get(about(hidden)).status_code == 404
    who = Person("phone", "participant", session.id, "d")
    with pytest.raises(NotAllowedError):
        room.store.add(Feedback(action_id=hidden.id, question="effective", verdict="yes"), who)


def test_a_phone_proposes_no_change_by_itself(room: Room, bus: Action) -> None:
    session = room.session(stage="monitoring", is_moderated=True)
    who = Person("phone", "participant", session.id, "d")
    kept = room.store.add(
        Feedback(action_id=bus.id, question="further", answer="More", change="Mine", change_status="proposed",
                 led_to="F-1", moderation="shown"), who,
    )  # fmt: skip
    assert (kept.change, kept.change_status, kept.led_to, kept.moderation) == ("", "", "", "waiting")
