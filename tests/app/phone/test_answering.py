"""Voting, commenting, photos and corrections with a phone."""

from __future__ import annotations

import html
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import httpx
import pytest

from app.phone.correcting import clock
from everyday.language.words import SHIPPED
from geo.osm import load_place_kinds
from plan.records import Comment, Correction, Finding, Photo, Proposal, Session, Vote
from store.faults import answered_within
from tests.servers.phone_client import DESK, Phone, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("live", "reading"):
        monkeypatch.setattr(f"app.phone.{module}.NOT_OWN_S", 0.0)


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("answers") / "atlas") as made:
        yield made


def test_two_phones_vote_and_one_changes_its_mind(room: Room) -> None:
    session = room.session()
    one, two = room.phone(session), room.phone(session)
    pin = one.pinned("No bench at the stop")
    assert one.vote(pin, importance="5", amenability="1").status_code == 303
    assert two.vote(pin, importance="2").status_code == 303
    page = two.get(f"/join/pin/{pin}").text
    assert "Importance 3.5 of 5 (2 votes) · Open to change 1.0 of 5 (1 vote)" in page
    assert 'name="importance" value="2" checked' in page
    assert 'name="amenability" value="1" checked' not in page  # the other phone's answer
    two.vote(pin, importance="4")
    tally = room.store.tally(session.id)[pin]
    assert (tally.importance_mean, tally.importance_n, tally.amenability_n) == (4.5, 2, 1)
    assert len(room.store.all(Vote, session=session.id)) == 2


@pytest.mark.parametrize(
    "answers",
    [{}, {"importance": "6"}, {"importance": "0"}, {"importance": "4.5"}, {"amenability": "²"}, {"importance": "-1"}],
)  # fmt: skip
def test_a_vote_off_the_scale_is_not_kept(room: Room, answers: dict[str, str]) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bench")
    answer = phone.vote(pin, **answers)
    assert answer.status_code == 422
    assert 'href="#vote"' in answer.text
    assert room.store.all(Vote, session=session.id) == []


def test_voting_goes_on_to_what_is_left_in_an_order_of_its_own(room: Room) -> None:
    session = room.session()
    pins = {room.store.add(Finding(title=f"Thing {number}", session=session.id), DESK).id for number in range(8)}
    orders = []
    for _ in range(4):
        phone = room.phone(session)
        order = []
        address = phone.get("/join/vote").headers["location"]
        while "/join/pin/" in address:
            order.append(address.removeprefix("/join/pin/").partition("#")[0])
            address = phone.vote(order[-1], importance="3", then="next").headers["location"]
        assert address == "/join/list?said=all-voted"
        assert set(order) == pins
        orders.append(tuple(order))
    assert len(set(orders)) > 1
    assert "You have voted on everything" in phone.get(address).text
    assert phone.get("/join/list").text.count("You voted on this") == 8


def test_no_votes_while_voting_is_closed_or_on_what_is_not_there(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bench")
    fields = phone.fields(phone.get(f"/join/pin/{pin}").text, f"/join/pin/{pin}/vote") | {"importance": "3"}
    other = room.phone(room.session()).pinned("In another room")
    for wrong in (other, "F-00000000", "x", "F-" + "A" * 500, "%2e%2e", "F-7K3M9Q2X'"):
        assert phone.post(f"/join/pin/{wrong}/vote", fields).status_code == 404
    room.store.save(replace(room.store.get(Session, session.id), is_voting=False), DESK)
    assert "Voting is not open at the moment" in phone.get(f"/join/pin/{pin}").text
    answer = phone.post(f"/join/pin/{pin}/vote", fields)
    assert answer.status_code == 422
    assert room.store.all(Vote, session=session.id) == []


def test_a_device_votes_at_most_so_often_in_a_minute(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.phone.limits import Pace

    monkeypatch.setattr("app.phone.answering.VOTES", Pace(3, 60.0))
    phone = room.phone(room.session())
    pin = phone.pinned("No bench")
    assert [phone.vote(pin, importance="3").status_code for _ in range(4)] == [303, 303, 303, 429]


def test_comments_are_shown_once_and_as_text(room: Room) -> None:
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    pin = phone.pinned("No bench")
    words = "<script>alert(1)</script>\nsecond line \u202eback"
    page = other.get(f"/join/pin/{pin}").text
    fields = other.fields(page, f"/join/pin/{pin}/comment") | {"comment": words}
    for _ in range(2):
        assert other.post(f"/join/pin/{pin}/comment", fields).status_code == 303
    (comment,) = room.store.all(Comment, session=session.id)
    assert comment.text == words
    shown = phone.get(f"/join/pin/{pin}").text
    assert html.escape(words) in shown
    assert "<script>alert" not in shown
    assert "1 comment" in phone.get("/join/list").text
    assert other.comment(pin, " ").status_code == 422
    assert other.comment(pin, "x" * 5001).status_code == 422
    asked = other.comment(pin, "Ring 0117 496 0000")
    assert "Nothing has been saved yet" in asked.text
    kept = other.post(
        f"/join/pin/{pin}/comment", other.fields(asked.text, f"/join/pin/{pin}/comment") | {"personal": "remove"}
    )
    assert kept.status_code == 303
    assert room.store.all(Comment, session=session.id)[1].text == "Ring [phone number removed]"


def test_comments_wait_in_a_moderated_session(room: Room) -> None:
    session = room.session(is_moderated=True)
    phone, other = room.phone(session), room.phone(session)
    pin = room.store.add(Finding(title="From the desk", session=session.id), DESK).id
    phone.comment(pin, "Is this fit?")
    assert "Only you see this" in phone.get(f"/join/pin/{pin}").text
    assert "Is this fit?" not in other.get(f"/join/pin/{pin}").text


def picture(size: tuple[int, int] = (60, 40)) -> bytes:
    """A JPEG that knows where it was taken."""
    from PIL import Image

    image = Image.new("RGB", size, "green")
    exif = image.getexif()
    exif[0x010E] = "SECRET PLACE"
    stream = BytesIO()
    image.save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def send_photo(phone: Phone, pin: str, content: bytes, **fields: str) -> httpx.Response:
    """Fill in the photo form of a pin."""
    action = f"/join/pin/{pin}/photo"
    hidden = phone.fields(phone.get(f"/join/pin/{pin}").text, action)
    return phone.post(action, hidden | fields, files={"photo": ("x.jpg", content, "image/jpeg")})


def test_while_another_program_writes_everybody_reads_and_what_was_typed_is_sent_again_by_a_button(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bench")
    action = f"/join/pin/{pin}/comment"
    hidden = phone.fields(phone.get(f"/join/pin/{pin}").text, action)
    monkeypatch.setattr("store.faults.deadline.WRITE_S", 0.05)
    monkeypatch.setattr("app.phone.turns.writing.answered_within", lambda: answered_within(0.05))
    other = sqlite3.connect(room.atlas.folder / "plan.gpkg", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    busy = phone.post(action, hidden | {"comment": "A shelter “would” <b>help</b>"})
    assert busy.status_code == 503
    assert "could not be saved just now" in busy.text
    assert int(busy.headers["retry-after"]) in range(1, 4)
    assert phone.get("/join/list").status_code == 200
    other.close()
    again = phone.fields(busy.text, action)
    assert again["comment"] == "A shelter “would” <b>help</b>"
    assert phone.post(action, again).status_code == 303
    assert [one.text for one in room.store.all(Comment, session=session.id)] == ["A shelter “would” <b>help</b>"]


def test_nothing_is_received_from_somebody_whom_nobody_knows(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    async def received(*_: object) -> None:
        raise AssertionError("the photo was received")

    session = room.session()
    pin = room.phone(session).pinned("No bench")
    monkeypatch.setattr("app.phone.endpoints._arrived", received)
    photo = {"photo": ("x.jpg", picture(), "image/jpeg")}
    assert room.stranger().post(f"/join/pin/{pin}/photo", {"alt": "x"}, files=photo).status_code == 401


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_an_address_that_is_none_and_a_fault_of_ours_are_answered_in_the_same_design(
    room: Room, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    phone = room.phone(room.session())
    for path in ("/join/nothing", "/join/pin/x/y/z"):
        answer = phone.ask(method, path)
        assert answer.status_code == 404
        assert "There is no such page" in answer.text
        assert "phone.css" in answer.text
    assert phone.ask("DELETE", "/join/list").status_code == 405

    def broken(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("app.phone.reading.state_of", broken)
    answer = phone.get("/join/list")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "secret" not in answer.text
    assert "phone.css" in answer.text


def test_a_photo_is_cleaned_waits_and_is_then_shown_in_its_session_only(room: Room) -> None:
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    pin = phone.pinned("No bench")
    assert b"SECRET PLACE" in picture()
    assert send_photo(phone, pin, picture(), alt="The stop <b>").status_code == 303
    assert send_photo(phone, pin, picture(), alt="The stop <b>").status_code == 303  # the same again
    (photo,) = room.store.all(Photo, session=session.id)
    assert (photo.moderation, photo.alt, photo.width_px, photo.height_px) == ("waiting", "The stop <b>", 60, 40)
    assert "1 photo of yours waits" in phone.get(f"/join/pin/{pin}").text
    for one in (phone, other):
        assert one.get(f"/join/photo/{photo.id}.jpg").status_code == 404
        assert photo.id not in one.get(f"/join/pin/{pin}").text
    room.store.moderate(photo, DESK, is_shown=True)
    page = other.get(f"/join/pin/{pin}").text
    assert f'src="/join/photo/{photo.id}.jpg" alt="The stop &lt;b&gt;"' in page
    answer = other.get(f"/join/photo/{photo.id}.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.content.startswith(b"\xff\xd8")
    assert b"SECRET PLACE" not in answer.content
    outside = room.phone(room.session())
    assert outside.get(f"/join/photo/{photo.id}.jpg").status_code == 404
    assert room.stranger().get(f"/join/photo/{photo.id}.jpg").status_code == 303


@pytest.mark.parametrize(
    ("content", "alt", "problem"),
    [
        (b"", "The stop", "Choose a photo"),
        (b"%PDF-1.4", "The stop", "not a photo"),
        (b"<svg onload=alert(1)>", "The stop", "not a photo"),
        (b"\xff\xd8\xff", "The stop", "not a photo that can be read here"),
        (None, "", "for people who cannot see it"),
        (None, "Ring 07700 900123", "tick “keep it”"),
        (None, "x" * 301, "There is room for 300 letters"),
    ],
)
def test_photos_that_are_none_and_photos_without_words_are_refused(
    room: Room, content: bytes | None, alt: str, problem: str
) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bench")
    answer = send_photo(phone, pin, picture() if content is None else content, alt=alt)
    assert answer.status_code == 422
    assert problem in answer.text
    assert room.store.all(Photo, session=session.id) == []


def test_words_of_a_photo_are_kept_when_somebody_means_them(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bench")
    assert send_photo(phone, pin, picture(), alt="Sign: ring 07700 900123", keep="1").status_code == 303


def test_a_body_that_is_too_large_is_refused(room: Room) -> None:
    phone = room.phone(room.session())
    pin = phone.pinned("No bench")
    assert send_photo(phone, pin, b"\xff\xd8" + b"0" * (12 * 2**20), alt="Large").status_code == 413


def corrected(phone: Phone, kind: str, **fields: object) -> httpx.Response:
    """Fill in the form of one kind of correction."""
    page = phone.get(f"/join/correction?kind={kind}").text
    return phone.post("/join/correction", phone.fields(page, "/join/correction") | fields)


def test_a_missing_place_is_proposed(room: Room) -> None:
    session = room.session()
    phone = room.phone(session, "Table 1")
    answer = corrected(
        phone, "place_missing", name="Community garden", place_kind="green_space", where="52.94, 0.26", text="x"
    )
    assert answer.headers["location"] == "/join/correction?sent=1"
    assert "A planner looks at it" in phone.get("/join/correction?sent=1").text
    (correction,) = room.store.all(Correction, session=session.id)
    assert (correction.kind, correction.name, correction.status) == ("place_missing", "Community garden", "proposed")
    assert correction.place_kind == "green_space"
    assert correction.geometry is not None
    assert (correction.geometry.x, correction.geometry.y) == pytest.approx((0.26, 52.94))
    wrong = corrected(phone, "place_missing", place_kind="palace", where="Samphire")
    assert wrong.status_code == 422
    assert "Choose what kind of place it is" in wrong.text
    assert "Say it more exactly" in wrong.text


def test_kinds_of_places_are_offered_in_the_language_of_the_room(room: Room) -> None:
    folder = room.atlas.folder / "locale"
    folder.mkdir()
    head = (SHIPPED / "en.po").read_text(encoding="utf-8").partition("\n\n")[0].replace("Language: en", "Language: cy")
    template = (SHIPPED / "everyday.pot").read_text(encoding="utf-8")
    titles = [kind.title for kind in load_place_kinds() if f'msgid "{kind.title}"\n' in template]
    entries = [f'msgid "{title}"\nmsgstr "Cy: {title}"\n' for title in titles]
    (folder / "cy.po").write_text("\n\n".join([head, *entries]), encoding="utf-8")
    try:
        phone = room.phone(room.session())
        page = phone.get("/join/correction?kind=place_missing&lang=cy").text
        for kind in load_place_kinds():
            assert f">{html.escape(f'Cy: {kind.title}')}<" in page
    finally:
        (folder / "cy.po").unlink()
        folder.rmdir()


@pytest.mark.parametrize("kind", ["place_closed", "place_misnamed"])
def test_a_place_of_the_map_is_corrected(room: Room, kind: str) -> None:
    places = room.atlas.edition().places()
    named = places[places["name"].fillna("") != ""]
    once = named[~named["name"].duplicated(keep=False)].iloc[0]
    session = room.session()
    phone = room.phone(session)
    answer = corrected(phone, kind, where=str(once["name"]), name="The right name" if kind == "place_misnamed" else "")
    assert answer.status_code == 303, answer.text
    (correction,) = room.store.all(Correction, session=session.id)
    assert correction.place_id == once["place_id"]
    assert corrected(phone, kind, where="No such place", name="x").status_code == 422
    assert corrected(phone, kind, where="").status_code == 422


def test_a_missing_bus_is_proposed(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    bus = {
        "name": "Village minibus", "operator": "Community Wheels", "stops": "Marsh Road, Marsh End\r\n\r\n52.94, 0.26",
        "days": ["weekday", "saturday"], "first": "7.30", "last": "6:45 pm", "headway": "30", "ways": "one",
    }  # fmt: skip
    answer = corrected(phone, "bus_missing", **bus)
    assert answer.status_code == 303, answer.text
    (correction,) = room.store.all(Correction, session=session.id)
    details = correction.details
    assert [stop["name"] for stop in details["stops"]] == [
        "Marsh Road, Marsh End",
        "Around Wrenmouth Town Hall, Market",
    ]
    assert (details["first"], details["last"], details["headway_min"]) == ("07:30", "18:45", 30)
    assert details["days"] == ["weekday", "saturday"]
    assert details["is_both_ways"] is False
    wrong = corrected(
        phone, "bus_missing", **(bus | {"stops": "Marsh Road\nNowhere at all", "last": "7:00", "headway": "x"})
    )
    assert wrong.status_code == 422
    for problem in ("Marsh Road: There is more than one", "Nowhere at all: No place here", "from 1 to 240"):
        assert problem in wrong.text
    assert "Community Wheels" in wrong.text  # nothing typed is lost
    nothing = corrected(phone, "bus_missing")
    for field in ("name", "stops", "headway", "days", "first", "last"):
        assert f'href="#{field}"' in nothing.text


def test_personal_data_in_a_correction_is_asked_about(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    asked = corrected(
        phone, "place_missing", name="Shop", place_kind="library", where="52.94, 0.26", text="Ask 07700 900123"
    )
    assert "Nothing has been saved yet" in asked.text
    fields = phone.fields(asked.text, "/join/correction")
    assert phone.post("/join/correction", fields | {"personal": "remove"}).status_code == 303
    (correction,) = room.store.all(Correction, session=session.id)
    assert correction.text == "Ask [phone number removed]"
    again = phone.post("/join/correction", fields | {"personal": "remove"})
    assert again.status_code == 303
    assert len(room.store.all(Correction, session=session.id)) == 1


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("7:30", "07:30"), ("7.30", "07:30"), ("0730", "07:30"), ("7", "07:00"), ("6:45 pm", "18:45"), ("12 am", "00:00"),
     ("12:15pm", "12:15"), ("24:30", "24:30"), ("soon", "soon"), ("7:75", "7:75"), ("", "")],
)  # fmt: skip
def test_times_as_people_write_them(typed: str, expected: str) -> None:
    assert clock(typed) == expected


def test_in_a_session_about_levers_phones_say_what_could_be_done_and_who(room: Room) -> None:
    session = room.session(stage="levers")
    one, two = room.phone(session), room.phone(session)
    pin = one.pinned("No bus in the evening")
    page = one.get(f"/join/pin/{pin}").text
    assert "What could be done about it?" in page
    sent = one.send(f"/join/pin/{pin}", f"/join/pin/{pin}/proposal", proposal="A later <b>bus</b>", lever="Marsh Buses")
    assert sent.status_code == 303
    kept = room.store.all(Proposal, session=session.id)
    assert [(one.finding_id, one.text, one.lever) for one in kept] == [(pin, "A later <b>bus</b>", "Marsh Buses")]
    assert "A later &lt;b&gt;bus&lt;/b&gt; (Marsh Buses)" in two.get(f"/join/pin/{pin}").text
    nothing = two.send(f"/join/pin/{pin}", f"/join/pin/{pin}/proposal", proposal=" ", lever="Council")
    assert nothing.status_code == 422
    assert 'value="Council"' in nothing.text, "what was typed comes back"
    asked = two.send(f"/join/pin/{pin}", f"/join/pin/{pin}/proposal", proposal="Ring me on 07700 900123", lever="")
    assert asked.status_code == 200
    assert len(room.store.all(Proposal, session=session.id)) == 1, "a telephone number is asked about first"


def test_other_sessions_take_no_proposals(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    pin = phone.pinned("No bus in the evening")
    assert "What could be done about it?" not in phone.get(f"/join/pin/{pin}").text
    fields = phone.fields(phone.get(f"/join/pin/{pin}").text, f"/join/pin/{pin}/comment")
    answer = phone.post(f"/join/pin/{pin}/proposal", fields | {"proposal": "A later bus"})
    assert answer.status_code == 422
    assert room.store.all(Proposal, session=session.id) == []
