"""Did it help: asked on the page for everybody, once for each device, and only where its key asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.phone import limits
from app.phone.limits import Pace
from everyday.acting import helped_counts, share_key
from plan.records import Action, Finding, Helped, ShareKey
from tests.servers.phone_client import DESK, Phone, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas

ASKED = "Has it helped at this place?"


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("helped") / "atlas") as made:
        yield made


@pytest.fixture
def asked(room: Room, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, Action, ShareKey]:
    """A pin whose action was carried out, and a key that asks; nobody has sent too much yet."""
    monkeypatch.setattr("app.phone.monitoring.helping.HELPED", Pace(30, 300.0))
    monkeypatch.setattr("app.phone.monitoring.helping.HELPED_FROM", Pace(200, 3600.0))
    session = room.session()
    pin = room.store.add(Finding(kind="barrier", title="No bus", session=session.id), DESK)
    action = room.store.add(
        Action(title="A direct bus", finding_ids=(pin.id,), status="done", carried_out="partly"), DESK
    )
    return pin, action, share_key(room.store, DESK, session=session.id, is_asking=True)


def say(phone: Phone, key: ShareKey, verdict: str, **more: str) -> int:
    address = f"/join/said/{key.key}"
    return int(phone.send(address, address, verdict=verdict, **more).status_code)


def test_a_phone_says_it_once_and_may_change_it(room: Room, asked: tuple[Finding, Action, ShareKey]) -> None:
    pin, action, key = asked
    phone = room.stranger()
    page = phone.get(f"/join/said/{key.key}").text
    assert ASKED in page
    assert "Thank you" not in page, "nothing assumes that it helped"
    assert say(phone, key, "yes") == 303
    assert say(phone, key, "no") == 303
    (one,) = room.store.all(Helped, action_id=action.id)
    assert (one.finding_id, one.verdict) == (pin.id, "no")
    again = phone.get(f"/join/said/{key.key}").text
    assert "Counted. You can change it here." in again
    assert 'value="no" aria-pressed="true"' in again
    assert say(room.stranger(), key, "yes") == 303
    count = helped_counts(room.store)[action.id]
    assert (count.yes_n, count.no_n) == (1, 1)
    assert room.store.get(Action, action.id) == action
    assert not any(one.device_id in cookie for cookie in phone.cookies.values()), "the cookie is not what is kept"


def test_the_cookie_is_read_nowhere_else(room: Room, asked: tuple[Finding, Action, ShareKey]) -> None:
    phone = room.stranger()
    phone.get(f"/join/said/{asked[2].key}")
    (line,) = [one for one in phone.set_cookies if one.startswith("everyday_said=")]
    for part in ("Path=/join/said", "HttpOnly", "SameSite=strict"):
        assert part in line


def test_two_pages_count_a_phone_once(room: Room, asked: tuple[Finding, Action, ShareKey]) -> None:
    _, action, key = asked
    other = share_key(room.store, DESK, session=key.only_session, is_asking=True)
    phone = room.stranger()
    say(phone, key, "yes")
    say(phone, other, "no")
    assert helped_counts(room.store)[action.id].devices_n == 1


def test_a_page_that_does_not_ask_sets_no_cookie_and_takes_nothing(
    room: Room, asked: tuple[Finding, Action, ShareKey]
) -> None:
    pin, action, _ = asked
    silent = share_key(room.store, DESK, session=pin.session)
    phone = room.stranger()
    page = phone.get(f"/join/said/{silent.key}")
    assert "A direct bus" in page.text
    assert ASKED not in page.text
    assert phone.set_cookies == []
    fields = {"pin": pin.id, "action": action.id, "verdict": "no", "token": "x"}
    assert phone.post(f"/join/said/{silent.key}", fields).status_code == 404
    assert room.store.all(Helped, action_id=action.id) == []


def test_what_is_not_done_is_not_asked_about(room: Room, asked: tuple[Finding, Action, ShareKey]) -> None:
    _, action, key = asked
    phone = room.stranger()
    fields = phone.fields(phone.get(f"/join/said/{key.key}").text, f"/join/said/{key.key}")
    room.store.save(replace(action, status="under_way"), DESK)
    assert ASKED not in phone.get(f"/join/said/{key.key}").text
    assert phone.post(f"/join/said/{key.key}", fields | {"verdict": "no"}).status_code == 404
    assert room.store.all(Helped, action_id=action.id) == []


def test_a_form_needs_the_page_and_its_cookie(room: Room, asked: tuple[Finding, Action, ShareKey]) -> None:
    _, action, key = asked
    address = f"/join/said/{key.key}"
    first, second = room.stranger(), room.stranger()
    fields = first.fields(first.get(address).text, address) | {"verdict": "no"}
    assert second.post(address, fields).status_code == 403, "no cookie"
    second.get(address)
    assert second.post(address, fields).status_code == 403, "the form of another phone"
    assert first.post(address, fields, headers={"origin": "http://evil.example"}).status_code == 403
    assert first.post(address, fields | {"verdict": "maybe"}).status_code == 422
    assert first.post(address, fields | {"pin": "F-NOTTHERE"}).status_code == 404
    assert first.post(address, fields | {"pin": "x" * 70_000}).status_code in (400, 413)
    room.store.save(replace(key, withdrawn_at="2026-11-28T12:00:00Z"), DESK)
    assert first.post(address, fields).status_code == 404
    assert room.store.all(Helped, action_id=action.id) == []


def test_a_program_that_throws_its_cookies_away_is_slowed(
    room: Room, asked: tuple[Finding, Action, ShareKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, action, key = asked
    monkeypatch.setattr("app.phone.monitoring.helping.HELPED_FROM", Pace(5, 3600.0))
    sent = [say(room.stranger(), key, "no") for _ in range(7)]
    assert sent == [303] * 5 + [429] * 2
    assert helped_counts(room.store)[action.id].no_n == 5
    assert limits.HELPED_FROM.most_n >= 100, "a hall full of phones gets through"


def test_one_phone_is_slowed(
    room: Room, asked: tuple[Finding, Action, ShareKey], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.phone.monitoring.helping.HELPED", Pace(2, 300.0))
    phone = room.stranger()
    assert [say(phone, asked[2], verdict) for verdict in ("yes", "no", "yes")] == [303, 303, 429]
