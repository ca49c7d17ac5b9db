"""Coming into a session with a phone: the code, the cookie, and what stays outside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from app.phone.limits import Pace, WrongCodes, address_group
from plan.ids import new_code, shown_code
from plan.records import Device, Finding, Session
from tests.servers.phone_client import DESK, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("join") / "atlas") as made:
        yield made


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.phone.limits.FIRST_WAIT_S", 0.001)


def test_without_a_session_it_says_so(room: Room) -> None:
    for session in room.store.all(Session):
        room.store.close_session(session, DESK)
    page = room.stranger().get("/join")
    assert page.status_code == 200
    assert "No session is open at the moment" in page.text
    assert 'name="code"' not in page.text


def test_a_link_fills_the_code_in_and_does_not_join(room: Room) -> None:
    session = room.session()
    phone = room.stranger()
    page = phone.get(f"/join?code={shown_code(session.join_code)}")
    assert f'value="{shown_code(session.join_code)}"' in page.text
    assert phone.set_cookies == []
    assert room.store.all(Device, session=session.id) == []
    answer = phone.post("/join", {"code": shown_code(session.join_code).lower(), "name": "Table 4"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/join/pin"
    assert [device.name for device in room.store.all(Device, session=session.id)] == ["Table 4"]


def test_the_cookie_is_for_this_page_only_and_its_token_is_not_stored(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    (cookie,) = phone.set_cookies
    assert cookie.startswith(f"everyday_device={session.id}.")
    for part in ("HttpOnly", "Path=/join", "SameSite=strict", "expires=Sun, 31 Jan 2100"):
        assert part in cookie
    assert "Secure" not in cookie
    token = phone.cookies["everyday_device"].partition(".")[2]
    assert len(token) == 32
    (device,) = room.store.all(Device, session=session.id)
    assert token not in device.device_id
    assert len(device.device_id) == 64


def test_over_tls_the_cookie_is_secure(room: Room) -> None:
    phone = room.stranger(headers={"origin": "https://localhost:8501"})
    session = room.session()
    asked = asyncio.run(_over_tls(phone, session.join_code))
    assert "Secure" in asked


async def _over_tls(phone: Any, code: str) -> str:
    import httpx

    transport = httpx.ASGITransport(app=phone.application)
    async with httpx.AsyncClient(transport=transport, base_url="https://localhost:8501") as client:
        answer = await client.post("/join", data={"code": code}, headers=phone.headers)
    return str(answer.headers["set-cookie"])


def test_joining_again_is_the_same_phone(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    before = dict(phone.cookies)
    phone.join(session.join_code)
    assert phone.cookies == before
    assert len(room.store.all(Device, session=session.id)) == 1
    assert phone.get("/join").headers["location"] == "/join/pin"


@pytest.mark.parametrize("typed", ["", "AAAA-AAAA", "x" * 5000, "' OR 1=1 --", "１２３４５６７８", "\x00" * 8])
def test_wrong_codes_open_nothing(room: Room, typed: str) -> None:
    room.session()
    phone = room.stranger()
    answer = phone.post("/join", {"code": typed})
    assert answer.status_code == 403
    assert "This code opens no session" in answer.text
    assert 'href="#code"' in answer.text
    assert phone.set_cookies == []


def test_expired_and_closed_codes_open_nothing(room: Room) -> None:
    old = room.store.add(
        Session(name="Old", date="2020-01-01", join_code=new_code(), expires_at="2020-01-01T00:00:00Z"), DESK
    )
    closed = room.session()
    room.store.close_session(closed, DESK)
    room.session()
    for code in (old.join_code, closed.join_code):
        assert room.stranger().post("/join", {"code": code}).status_code == 403


def test_wrong_codes_wait_longer_each_time_and_a_right_one_does_not(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def wait(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("app.phone.limits.asyncio", SimpleNamespace(sleep=wait))
    monkeypatch.setattr("app.phone.limits.FIRST_WAIT_S", 0.2)
    monkeypatch.setattr("app.phone.joining.WRONG_CODES", WrongCodes())
    session = room.session()
    phone = room.stranger(address="127.0.0.1")
    for _ in range(8):
        phone.post("/join", {"code": "AAAA-AAAA"})
    assert waits == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 8.0, 8.0]
    phone.join(session.join_code)
    assert len(waits) == 8


def test_many_wrong_codes_at_once_are_refused_and_sixty_right_ones_come_in(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.phone.joining.WRONG_CODES", WrongCodes())
    session = room.session()
    waiting, may_go_on = [], asyncio.Event()

    async def wait(seconds: float) -> None:
        waiting.append(seconds)
        await may_go_on.wait()

    async def try_all() -> tuple[list[int], list[int]]:
        guesses = [
            asyncio.create_task(room.stranger().ask_in_loop("POST", "/join", data={"code": f"AAAA-AA{number:02d}"}))
            for number in range(20)
        ]
        while len(waiting) < 8 or sum(guess.done() for guess in guesses) < 12:
            await asyncio.sleep(0.01)
        # Eight wrong codes wait for as long as it takes; whoever knows the code comes in meanwhile.
        right = await asyncio.gather(
            *(room.stranger().ask_in_loop("POST", "/join", data={"code": session.join_code}) for _ in range(60))
        )
        assert sum(guess.done() for guess in guesses) == 12
        may_go_on.set()
        return [one.status_code for one in await asyncio.gather(*guesses)], [one.status_code for one in right]

    monkeypatch.setattr("app.phone.limits.asyncio", SimpleNamespace(sleep=wait))
    wrong, right = asyncio.run(try_all())
    assert right == [303] * 60
    assert len({device.device_id for device in room.store.all(Device, session=session.id)}) == 60
    assert wrong.count(403) == 8
    assert wrong.count(429) == 12


def test_a_group_is_asked_for_and_never_a_number(room: Room) -> None:
    session = room.session()
    answer = room.stranger().post("/join", {"code": session.join_code, "name": "Ann 07700 900123"})
    assert answer.status_code == 422
    assert "a group or table is enough" in answer.text
    assert room.store.all(Device, session=session.id) == []
    page = room.stranger().get("/join").text
    assert "Please not your own name" in page


def test_the_privacy_notice_comes_before_the_first_entry(room: Room) -> None:
    session = room.session(retention_until="2027-05-17")
    phone = room.phone(session)
    page = phone.get("/join/pin").text
    assert page.index("Before you write") < page.index("<textarea")
    assert "erased by 17 May 2027 at the latest" in page
    assert "is not encrypted" in page
    phone.pinned("There is no bench")
    assert "Before you write" not in phone.get("/join/pin").text
    assert "17 May 2027" in phone.get("/join/notice").text


def test_the_towns_own_notice_is_shown_as_text(room: Room) -> None:
    phone = room.phone(room.session(notice="Ask <b>Sam</b>\n{name} {{ 7*7 }}"))
    page = phone.get("/join/pin").text
    assert "Ask &lt;b&gt;Sam&lt;/b&gt;\n{name} {{ 7*7 }}" in page


def test_who_has_not_joined_sees_and_writes_nothing(room: Room) -> None:
    session = room.session()
    inside = room.phone(session)
    pin = inside.pinned("A secret of this room")
    stranger = room.stranger()
    for path in ("/join/pin", "/join/list", "/join/notice", f"/join/pin/{pin}", "/join/vote", "/join/correction"):
        answer = stranger.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/join"
    for path in ("/join/state.json", "/join/map.json", "/join/where.json?q=mar"):
        answer = stranger.get(path, headers={"accept": "application/json"})
        assert answer.status_code == 401
        assert "secret" not in answer.text
    answer = stranger.post("/join/pin", {"kind": "barrier", "words": "My long text", "where": "whole town"})
    assert answer.status_code == 401
    assert "My long text" in answer.text  # to be copied, not lost
    assert len(room.store.all(Finding, session=session.id)) == 1


@pytest.mark.parametrize(
    "cookie",
    ["x", "S-00000000." + "0" * 32, "S-AAAAAAAA.", "S-AAAAAAAA." + "a" * 3000, "../../etc", "%00", "\"';--"],
)
def test_made_up_cookies_are_nobody(room: Room, cookie: str) -> None:
    room.session()
    assert room.stranger(cookies={"everyday_device": cookie}).get("/join/list").status_code == 303


def test_a_cookie_of_one_session_is_nothing_in_another(room: Room) -> None:
    one, other = room.session("One"), room.session("Two")
    phone = room.phone(one)
    pin = room.phone(other).pinned("Said in the other room")
    token = phone.cookies["everyday_device"].partition(".")[2]
    forged = room.stranger(cookies={"everyday_device": f"{other.id}.{token}"})
    assert forged.get("/join/list").status_code == 303
    assert phone.get(f"/join/pin/{pin}").status_code == 404
    for answer in (
        phone.send("/join/list", "/join/leave"),
        phone.get("/join/state.json"),
    ):
        assert "Said in the other room" not in answer.text


def test_a_session_that_is_over_says_goodbye(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    fields = phone.fields(phone.get("/join/pin").text, "/join/pin")
    room.store.close_session(room.store.get(Session, session.id), DESK)
    answer = phone.post("/join/pin", fields | {"kind": "barrier", "words": "Too late?", "where": "whole town"})
    assert answer.status_code == 410
    assert "This session is over" in answer.text
    assert "Too late?" in answer.text
    assert room.store.all(Finding, session=session.id) == []


def test_a_device_that_was_sent_out_can_do_nothing(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    (device,) = room.store.all(Device, session=session.id)
    room.store.save(replace(device, is_blocked=True), DESK)
    assert phone.get("/join/list").status_code == 403


def test_who_has_left_is_in_no_session(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    answer = phone.send("/join/list", "/join/leave")
    assert answer.status_code == 303
    page = phone.get(answer.headers["location"]).text
    assert "You have left the session" in page
    assert phone.get("/join/list").status_code == 303


def test_pages_are_not_kept_by_browsers_and_run_no_foreign_script(room: Room) -> None:
    phone = room.phone(room.session())
    for path in ("/join/pin", "/join/list", "/join/correction?kind=bus_missing"):
        answer = phone.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "<script>" not in answer.text
        assert " style=" not in answer.text
        assert " onclick=" not in answer.text


def test_files_are_kept_for_ever_by_their_version(room: Room) -> None:
    page = room.stranger().get("/join").text
    address = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    answer = room.stranger().get(address)
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]


def test_the_language_of_the_browser_or_the_one_chosen(room: Room) -> None:
    from everyday.language.words import SHIPPED

    folder = room.atlas.folder / "locale"
    folder.mkdir()
    catalogue = (
        (SHIPPED / "en.po").read_text(encoding="utf-8").partition("\n\n")[0].replace("Language: en", "Language: cy")
    )
    catalogue = catalogue.replace("nplurals=2; plural=(n != 1);", "nplurals=2; plural=(n != 1);")
    (folder / "cy.po").write_text(catalogue + '\n\nmsgid "Join"\nmsgstr "Ymuno"\n', encoding="utf-8")
    try:
        room.session()
        phone = room.stranger()
        welsh = phone.get("/join", headers={"accept-language": "cy-GB,en;q=0.5"}).text
        assert '<html lang="cy" dir="ltr">' in welsh
        assert "Ymuno" in welsh
        assert '<html lang="en"' in phone.get("/join").text
        assert '<html lang="cy"' in phone.get("/join?lang=cy").text
        assert '<html lang="cy"' in phone.get("/join").text  # remembered
        (folder / "cy.po").write_text("this is no catalogue", encoding="utf-8")
        broken = phone.get("/join")
        assert broken.status_code == 200
        assert '<html lang="en"' in broken.text
    finally:
        (folder / "cy.po").unlink()
        folder.rmdir()


def test_addresses_of_one_household_count_together() -> None:
    assert address_group("2001:db8::1") == address_group("2001:db8::ffff:2")
    assert address_group("2001:db8:0:1::1") != address_group("2001:db8::1")
    assert address_group("::ffff:10.0.0.7") == address_group("10.0.0.7")
    assert address_group("fe80::1%eth0") == address_group("fe80::2")
    assert address_group("unix") == "unix"


def test_a_pace_lets_through_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("app.phone.limits.time.monotonic", lambda: now)
    pace = Pace(3, 60.0)
    assert [pace.wait_s("a") for _ in range(3)] == [0.0, 0.0, 0.0]
    now += 10
    assert pace.wait_s("a") == 50.0
    assert pace.wait_s("b") == 0.0
    now += 50
    assert pace.wait_s("a") == 0.0
