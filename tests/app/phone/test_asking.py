"""The town's own questions on a phone: asked of whoever has the address, kept for planners, shown to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import pytest

from everyday.asking import CONSENT, QUESTIONS
from everyday.voices import ask_key, readable, survey_keys
from plan.records import Answer, Person, ShareKey
from plan.roles import NotAllowedError
from tests.servers.phone_client import Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas

PLANNER, FACILITATOR = Person("Ada Planner", "planner"), Person("Fay", "facilitator")
SAMPHIRE = "E05999005"


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("asking") / "atlas") as made:
        yield made


@pytest.fixture
def address(room: Room) -> str:
    return f"/join/ask/{ask_key(room.store, PLANNER, name='Library').key}"


def nonce_of(text: str) -> str:
    found = re.search(r'name="nonce" value="([0-9a-f]{32})"', text)
    assert found is not None
    return found[1]


def kept(room: Room, nonce_words: str) -> list[Answer]:
    return [one for one in room.store.all(Answer) if nonce_words in one.text]


def test_the_form_asks_the_same_and_sets_no_cookie(room: Room, address: str) -> None:
    page = room.stranger().get(address)
    assert page.status_code == 200
    assert "set-cookie" not in page.headers
    for one in QUESTIONS:
        assert one.words in page.text
        for label in one.choices.values():
            assert label in page.text
    assert CONSENT.replace("'", "&#39;") in page.text
    assert f'<option value="{SAMPHIRE}">Samphire</option>' in page.text


def test_answers_go_to_planners_with_consent_and_an_end_and_twice_is_once(room: Room, address: str) -> None:
    phone = room.stranger()
    sent = {"nonce": nonce_of(phone.get(address).text), "may_use": "use", "ward": SAMPHIRE,
            "near_home": ["dark", "rest"], "change_words": "A bench by the heron pond"}  # fmt: skip
    for _ in range(2):
        answer = phone.post(address, sent)
        assert answer.status_code == 303
    thanks = phone.get(answer.headers["location"])
    assert "Nobody else sees them." in thanks.text
    assert "heron" not in thanks.text
    (bench,) = kept(room, "heron pond")
    (ticked,) = kept(room, "Dark or lonely ways")
    assert ticked.text == "Dark or lonely ways; Nowhere to sit down, no toilet"
    assert bench.respondent == ticked.respondent != ""
    for one in (bench, ticked):
        assert (one.area_id, one.is_quotable, one.readers, one.consent) == (SAMPHIRE, False, "planner", CONSENT)
        assert one.retention_until[:4] == str(date.today().year + 2)
    assert bench.id not in [one.id for one in readable(room.store, FACILITATOR, date.today())]


def test_who_says_no_leaves_nothing(room: Room, address: str) -> None:
    phone = room.stranger()
    before = len(room.store.all(Answer))
    answer = phone.post(address, {"nonce": nonce_of(phone.get(address).text), "may_use": "no", "change_words": "x"})
    assert "You said no, so nothing was saved." in phone.get(answer.headers["location"]).text
    assert len(room.store.all(Answer)) == before


def test_what_is_wrong_is_said_with_what_was_written_still_there(room: Room, address: str) -> None:
    phone = room.stranger()
    nonce = nonce_of(phone.get(address).text)
    page = phone.post(address, {"nonce": nonce, "district": "BS5 6XX", "change_words": "A <b>lamp</b>"})
    assert page.status_code == 422
    assert "Say whether we may use what you write." in page.text
    assert "Only the first half of your postcode" in page.text
    assert "A &lt;b&gt;lamp&lt;/b&gt;" in page.text
    assert nonce_of(page.text) == nonce
    empty = phone.post(address, {"nonce": nonce, "may_use": "use"})
    assert "Answer at least one question." in empty.text
    assert kept(room, "lamp") == []


def test_a_phone_number_is_asked_about_first(room: Room, address: str) -> None:
    phone = room.stranger()
    sent = {"nonce": nonce_of(phone.get(address).text), "may_use": "quote", "district": "bs5",
            "change_words": "Ring 07700 900123 about the ferry"}  # fmt: skip
    page = phone.post(address, sent)
    assert page.status_code == 422
    assert "phone number" in page.text
    assert kept(room, "ferry") == []
    assert phone.post(address, sent | {"personal": "remove"}).status_code == 303
    (one,) = kept(room, "ferry")
    assert one.text == "Ring [phone number removed] about the ferry"
    assert (one.district, one.is_quotable) == ("BS5", True)


def test_an_address_that_was_closed_opens_and_takes_nothing(room: Room, address: str) -> None:
    from dataclasses import replace

    phone = room.stranger()
    nonce = nonce_of(phone.get(address).text)
    key = next(one for one in survey_keys(room.store) if address.endswith(one.key))
    room.store.save(replace(room.store.get(ShareKey, key.id), withdrawn_at="2026-11-28T12:00:00Z"), PLANNER)
    assert phone.get(address).status_code == 404
    assert phone.post(address, {"nonce": nonce, "may_use": "use", "change_words": "too late"}).status_code == 404
    assert kept(room, "too late") == []
    assert phone.get(f"/join/said/{key.key}").status_code == 404, "it opens nothing else"
    with pytest.raises(NotAllowedError):
        ask_key(room.store, Person("Guest", "viewer"))
