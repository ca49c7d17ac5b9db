"""What open phones are told: written once for all to whom it is the same, each phone's own words to itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from app.phone import live
from app.phone.pages import served_files
from app.routes import PhoneDoor
from tests.servers.asgi_client import Client
from tests.servers.phone_client import Phone, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("live") / "atlas") as made:
        yield made


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do is seen at once."""
    monkeypatch.setattr(live, "NOT_OWN_S", 0.0)


def told(phone: Phone, since: int = 0) -> dict[str, Any]:
    answer = phone.get(f"/join/state.json?since={since}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def own(state: dict[str, Any]) -> list[str]:
    return [pin["title"] for pin in state["pins"] if pin["is_mine"]]


def test_phones_to_whom_the_same_is_new_share_one_answer_and_none_gets_anothers(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = room.session(is_moderated=True)
    first, second, third, fourth = (room.phone(session) for _ in range(4))
    start = told(third)["revision"]
    written: list[int] = []
    write = live._written
    monkeypatch.setattr(live, "_written", lambda visit, state: written.append(1) or write(visit, state))
    first.pinned("Seen by its own phone alone until it is shown")
    assert own(told(first, start)) == ["Seen by its own phone alone until it is shown"]
    for phone in (second, third, fourth):
        assert told(phone, start - 1)["pins"] == []
    written.clear()
    states = [told(phone, start - 1) for phone in (second, third, fourth)]
    assert states[0] == states[1] == states[2]
    assert written == [], "as it was written for the first of them"
    assert [pin["title"] for pin in told(first, start - 1)["pins"]] == ["Seen by its own phone alone until it is shown"]


def test_a_phone_knows_its_own_among_what_all_see_and_votes_reach_everybody(room: Room) -> None:
    session = room.session()
    first, second = room.phone(session), room.phone(session)
    start = told(second)["revision"]
    pin = first.pinned("The bus is late")
    assert own(told(first, start)) == ["The bus is late"]
    assert own(told(second, start)) == []
    assert own(told(first)) == ["The bus is late"]
    before = told(second)["revision"]
    second.vote(pin, importance="4")
    for phone in (first, second):
        (seen,) = told(phone, before)["pins"]
        assert seen["votes"]["importance_mean"] == 4
        assert "4" in seen["votes_words"]


def test_a_pin_is_put_into_words_once_for_those_who_are_told_the_same_of_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = room.session()
    first, second, third = (room.phone(session) for _ in range(3))
    pins = [first.pinned("The bus is late"), second.pinned("There is no bench")]
    worded: list[tuple[str, bool]] = []
    words = live.pin_words
    monkeypatch.setattr(live, "_PIECES", WeakKeyDictionary())
    monkeypatch.setattr(
        live, "pin_words", lambda pin, *more: worded.append((pin["id"], pin["is_mine"])) or words(pin, *more)
    )
    whole = [told(phone) for phone in (first, second, third)]
    assert [own(state) for state in whole] == [["The bus is late"], ["There is no bench"], []]
    assert sorted(worded) == sorted((pin, is_mine) for pin in pins for is_mine in (False, True)), "each once"
    assert [pin["kind_words"] for pin in whole[2]["pins"]] == ["Barrier"] * 2
    worded.clear()
    third.vote(pins[0], importance="4")
    again = told(second)
    assert "1 vote" in next(pin["votes_words"] for pin in again["pins"] if pin["id"] == pins[0])
    assert worded == [(pins[0], False)], "only what has changed"


def test_what_was_written_once_is_not_told_for_ever(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new edition or another day changes words and no revision."""
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    phone.pinned("No bench")
    told(other)
    monkeypatch.setattr(live, "NEWS_LAST_S", 0.0)
    monkeypatch.setattr(live, "pin_words", lambda *_given: {"kind_words": "Other words"})
    assert [pin["kind_words"] for pin in told(other)["pins"]] == ["Other words"]


@pytest.mark.parametrize("takes", ["gzip", "identity"])
@pytest.mark.parametrize("path", ["/join/pin", "/join/phone.js", "/join/state.json"])
def test_pages_files_and_news_leave_packed_for_who_can_unpack_them(room: Room, path: str, takes: str) -> None:
    phone = room.phone(room.session())
    phone.pinned("x" * 900)
    answer = phone.get(path, headers={"accept-encoding": takes})
    assert answer.headers.get("content-encoding", "identity") == takes
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(answer.content) > 1_000
    if path.endswith(".js"):
        assert answer.content == served_files()["phone.js"]


def test_the_phones_door_takes_what_is_below_join_and_nothing_else() -> None:
    class Below:
        """What stands behind the door."""

        def __init__(self, app: Any) -> None:
            self.app = app

        async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
            asked.append(scope.get("path", scope["type"]))
            await self.app(scope, receive, send)

    asked: list[str] = []
    routes = [Route("/{rest:path}", lambda request: PlainTextResponse("a page"))]
    below = Client(Starlette(routes=routes, middleware=[Middleware(PhoneDoor), Middleware(Below)]))
    for path in ("/joinery", "/jo", "/", "/assets/join/x", "/Join"):
        assert below.get(path).text == "a page"
    assert asked == ["/joinery", "/jo", "/", "/assets/join/x", "/Join"]
    asked.clear()
    for path in ("/join", "/join/", "/join/nowhere", "/join//static/x", "/join/../join/pin", "/join/%2e%2e/static"):
        assert "a page" not in below.get(path).text
    assert asked == [], "nothing of them reaches what stands behind"
