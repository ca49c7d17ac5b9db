"""Saying something with a phone: what is kept, what is asked about, what is refused."""

from __future__ import annotations

import asyncio
import html
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from everyday.forum.state import session_state
from plan.records import Evidence, Finding, Person, Session
from tests.servers.phone_client import DESK, Room, room_of

if TYPE_CHECKING:
    from everyday import Atlas

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "${alert(1)} {{7*7}} {x!r} %(a)s",
    "</textarea></script><script>alert(1)</script>",
    '=HYPERLINK("http://x") " onfocus=alert(1) autofocus="',
    "\u202eright to left\u2066 \u05e9\u05dc\u05d5\u05dd",
    "🚌👩‍🦽 no bus 🚫",
    "'; DROP TABLE findings; --",
]


A_FILE = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nA\r\n--x--'


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others do is seen at once; how old it may be is for the test in the browser."""
    for module in ("live", "reading"):
        monkeypatch.setattr(f"app.phone.{module}.NOT_OWN_S", 0.0)


@pytest.fixture(scope="module")
def room(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    with room_of(demo_atlas, tmp_path_factory.mktemp("pins") / "atlas") as made:
        yield made


def findings(room: Room, session: Session) -> list[Finding]:
    return room.store.all(Finding, session=session.id)


def test_a_pin_is_kept_with_the_numbers_of_its_place(room: Room) -> None:
    session = room.session()
    phone = room.phone(session, "Table 4")
    pin = phone.pinned("The last bus leaves before the library closes", "Marsh Road, Marsh End")
    (finding,) = findings(room, session)
    assert (finding.id, finding.kind, finding.created_by) == (pin, "barrier", "Table 4")
    assert finding.title == "The last bus leaves before the library closes"
    assert finding.status == "proposed"
    assert finding.geometry is not None
    assert finding.area_id == "E05999018"
    (evidence,) = room.store.all(Evidence, finding_id=pin)
    assert evidence.kind == "measures"
    assert evidence.edition_id == room.atlas.edition().id
    assert evidence.content["place"]["label"] == "Marsh Road, Marsh End"
    page = phone.get(f"/join/pin/{pin}?saved=1").text
    assert "It is on the screen now" in page
    assert "To the centre on a weekday morning" in page
    assert "Marsh Road, Marsh End" in page


def test_everything_that_can_be_said(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    words = "People meet in the library. " * 12
    phone.pinned(
        words, "Samphire", kind="enabler", dimensions=["social", "civic"], level="both",
        groups="older people, people with prams; carers", text="More about it.",
    )  # fmt: skip
    (finding,) = findings(room, session)
    assert finding.kind == "enabler"
    assert finding.dimensions == ("social", "civic")
    assert finding.level == "both"
    assert finding.groups == ("older people", "people with prams", "carers")
    assert len(finding.title) <= 200
    assert finding.text == f"{words.strip()}\n\nMore about it."
    assert (finding.geometry, finding.area_id) == (None, "E05999005")


@pytest.mark.parametrize(
    ("fields", "area_id", "is_point"),
    [
        ({"where": "52.94, 0.26"}, "E05999001", True),
        ({"where": "c7"}, None, True),
        ({"where": "Marsh Road", "area": "E05999018"}, "E05999018", True),
        ({"where": "", "area": "E05999018"}, "E05999018", False),
        ({"where": "", "is_town": "1"}, "", False),
        (
            {"where": "Marsh Road", "where_asked": "Marsh Road", "where_pick": "Marsh Road, Marsh End"},
            "E05999018",
            True,
        ),
    ],
)
def test_the_place_can_be_said_in_many_ways(
    room: Room, fields: dict[str, str], area_id: str | None, is_point: bool
) -> None:
    session = room.session()
    room.phone(session).pinned("Here", **fields)
    (finding,) = findings(room, session)
    assert (finding.geometry is not None) == is_point
    if area_id is not None:
        assert finding.area_id == area_id


def test_a_choice_for_other_words_does_not_count(room: Room) -> None:
    session = room.session()
    fields = {"where": "Samphire", "where_asked": "Marsh Road", "where_pick": "Marsh Road, Marsh End"}
    room.phone(session).pinned("Here", **fields)
    assert findings(room, session)[0].area_id == "E05999005"


def test_everything_that_is_missing_is_said_at_once_and_nothing_is_lost(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    answer = phone.pin("", "Nowhere Street", kind="", text="Typed already")
    assert answer.status_code == 422
    for field in ("kind", "words", "where"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}"' in answer.text
    assert "Error:" in answer.text.partition("</title>")[0]
    assert "Typed already" in answer.text
    assert 'value="Nowhere Street"' in answer.text
    assert "<details open>" in answer.text
    assert findings(room, session) == []


def test_several_places_of_one_name_are_offered(room: Room) -> None:
    phone = room.phone(room.session())
    answer = phone.pin("Here", "Marsh Road")
    assert answer.status_code == 422
    assert "There is more than one “Marsh Road”" in answer.text
    assert 'name="where_pick" value="Marsh Road, Marsh End"' in answer.text
    misspelt = phone.pin("Here", "Samphir")
    assert 'name="where_pick" value="Samphire"' in misspelt.text


def test_outside_the_town_is_refused(room: Room) -> None:
    answer = room.phone(room.session()).pin("Here", "51.5, -0.1")
    assert answer.status_code == 422
    assert 'id="where-problem"' in answer.text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_kept_and_shown_as_text(room: Room, words: str) -> None:
    session = room.session()
    phone = room.phone(session, words[:60])
    pin = phone.pinned(words, groups=words.replace(";", ""), text=words)
    (finding,) = findings(room, session)
    assert finding.title == words
    pages = [phone.get(path).text for path in (f"/join/pin/{pin}", "/join/list")]
    pages.append(phone.pin(words, words, kind="nonsense").text)
    for page in pages:
        assert html.escape(words, quote=False) in html.unescape(page).replace(words, html.escape(words, quote=False))
        for danger in ("<img src=x", "<script>alert", "</textarea></script>", '" onfocus='):
            assert danger not in page
    state = phone.get("/join/state.json").json()
    assert state["pins"][0]["title"] == words


def test_ten_thousand_letters_are_kept_and_more_are_refused(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    long = "é" * 9_990 + " the end"
    assert phone.pin(long).status_code == 303
    assert findings(room, session)[0].text == long
    assert len(findings(room, session)[0].title) <= 200
    answer = phone.pin("x" * 10_001)
    assert answer.status_code == 422
    assert "There is room for 10,000 letters" in answer.text
    assert phone.pin("x" * 70_000).status_code == 413


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(min_size=1, max_size=300).filter(lambda words: words.strip()))
def test_whatever_is_typed_comes_back_as_it_was_cleaned(room: Room, words: str) -> None:
    from app.phone import limits
    from plan.text.cleaning import clean_text, title_and_text
    from plan.text.personal import personal_data_in

    limits.ENTRIES._times.clear()
    session = room.session()
    phone = room.phone(session)
    answer = phone.pin(words, personal="keep" if personal_data_in(words) else "")
    if not clean_text(words):
        assert answer.status_code == 422
        return
    assert answer.status_code == 303
    (finding,) = findings(room, session)
    assert (finding.title, finding.text) == title_and_text(words)
    assert phone.get("/join/list").status_code == 200
    assert phone.get("/join/state.json").json()["pins"][0]["title"] == finding.title


def test_personal_data_is_asked_about_and_left_out_kept_or_changed(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    typed = "Ring Sam on 07700 900123 or sam@example.org, NP20 4XX"
    asked = phone.pin(typed, "Samphire", dimensions=["social", "civic"], text="More")
    assert asked.status_code == 200
    assert "Nothing has been saved yet" in asked.text
    for found in ("07700 900123", "sam@example.org", "NP20 4XX"):
        assert f'<bdi dir="auto">{found}</bdi>' in asked.text
    assert findings(room, session) == []
    fields = phone.fields(asked.text, "/join/pin") | {"dimensions": ["social", "civic"]}

    changed = phone.post("/join/pin", fields | {"personal": "change"})
    assert changed.status_code == 200
    assert typed in changed.text
    assert 'value="Samphire"' in changed.text
    assert findings(room, session) == []

    assert phone.post("/join/pin", fields | {"personal": "remove"}).status_code == 303
    (left_out,) = findings(room, session)
    assert left_out.title == "Ring Sam on [phone number removed] or [e-mail address removed], [postcode removed]"
    assert left_out.dimensions == ("social", "civic")

    asked = phone.pin(typed, "Samphire")
    kept = phone.post("/join/pin", phone.fields(asked.text, "/join/pin") | {"personal": "keep"})
    assert kept.status_code == 303
    assert findings(room, session)[1].title == typed


def test_the_same_form_sent_twice_is_one_entry_and_a_changed_one_another(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    fields = phone.fields(phone.get("/join/pin").text, "/join/pin") | {"kind": "barrier", "where": "whole town"}
    first = phone.post("/join/pin", fields | {"words": "No bench"})
    again = phone.post("/join/pin", fields | {"words": "No bench"})
    assert first.headers["location"] == again.headers["location"]
    assert len(findings(room, session)) == 1
    phone.post("/join/pin", fields | {"words": "No bench, and no shelter"})
    assert [one.title for one in findings(room, session)] == ["No bench", "No bench, and no shelter"]

    async def at_once() -> list[int]:
        sent = fields | {"words": "Five taps on a slow line"}
        answers = await asyncio.gather(*(phone.ask_in_loop("POST", "/join/pin", data=sent) for _ in range(5)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(at_once()) == [303] * 5
    assert len(findings(room, session)) == 3


def test_two_phones_with_one_number_have_two_entries(room: Room) -> None:
    session = room.session()
    for _ in range(2):
        phone = room.phone(session)
        fields = phone.fields(phone.get("/join/pin").text, "/join/pin")
        phone.post("/join/pin", fields | {"nonce": "1", "kind": "barrier", "words": "Same", "where": "whole town"})
    assert len(findings(room, session)) == 2


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_without_the_pages_own_token_nothing_is_saved(room: Room, token: str) -> None:
    session = room.session()
    phone = room.phone(session)
    answer = phone.pin("Forged", token=token)
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.text
    assert "Forged" in answer.text  # the words can be copied
    other = room.phone(room.session())
    stolen = other.fields(other.get("/join/pin").text, "/join/pin")["token"]
    assert phone.pin("Forged", token=stolen).status_code == 403
    assert findings(room, session) == []


def test_a_form_of_another_site_is_refused(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    fields = phone.fields(phone.get("/join/pin").text, "/join/pin") | {"kind": "barrier", "words": "x", "where": "town"}
    answer = phone.post("/join/pin", fields, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert findings(room, session) == []


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("text/plain", b"kind=barrier", 415),
        ("application/json", b"{}", 415),
        ("", b"kind=barrier", 415),
        ("multipart/form-data", b"x", 400),
        ("multipart/form-data; boundary=x", A_FILE, 400),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(500)), 400),
        ("application/x-www-form-urlencoded", b"words=%FF%FE%00&kind=barrier", 403),
    ],
)  # fmt: skip
def test_what_is_no_form_of_ours_is_refused(room: Room, kind: str, content: bytes, status: int) -> None:
    session = room.session()
    phone = room.phone(session)
    answer = phone.ask("POST", "/join/pin", content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert findings(room, session) == []


def test_a_device_that_sends_too_much_waits_and_others_do_not(room: Room) -> None:
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    for number in range(20):
        phone.pinned(f"Thing {number}")
    answer = phone.pin("One too many")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 200
    assert "One too many" in answer.text
    assert len(findings(room, session)) == 20
    assert other.pin("Mine is fine").status_code == 303


def test_a_script_gets_json(room: Room) -> None:
    session = room.session()
    phone = room.phone(session)
    fields = phone.fields(phone.get("/join/pin").text, "/join/pin")
    good = {"kind": "barrier", "words": "By script", "where": "whole town"}
    saved = phone.post("/join/api/pin", fields | good)
    assert saved.status_code == 201
    assert saved.json()["next"] == f"/join/pin/{saved.json()['id']}?saved=1"
    wrong = phone.post("/join/api/pin", fields | good | {"words": ""})
    assert (wrong.status_code, list(wrong.json()["problems"])) == (422, ["words"])
    asked = phone.post("/join/api/pin", fields | good | {"words": "07700 900123"})
    assert (asked.status_code, asked.json()["is_asking"]) == (409, True)
    nobody = room.stranger().post("/join/api/pin", good)
    assert nobody.status_code == 401
    assert nobody.json()["is_saved"] is False
    assert len(findings(room, session)) == 1


def test_in_a_moderated_session_entries_wait(room: Room) -> None:
    session = room.session(is_moderated=True)
    phone, other = room.phone(session), room.phone(session)
    pin = phone.pinned("Is this fit to be shown?")
    assert "The facilitator will show it" in phone.get(f"/join/pin/{pin}?saved=1").text
    own = phone.get("/join/list").text
    assert "Is this fit to be shown?" in own
    assert "Only you see this until the facilitator shows it" in own
    assert "Is this fit to be shown?" not in other.get("/join/list").text
    assert other.get(f"/join/pin/{pin}").status_code == 404
    assert other.get("/join/state.json").json()["pins"] == []
    room.store.moderate(room.store.get(Finding, pin), DESK, is_shown=True)
    assert other.get("/join/state.json?since=1").json()["order"] == [pin]
    assert other.get(f"/join/pin/{pin}").status_code == 200


def test_the_list_can_be_narrowed(room: Room) -> None:
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    phone.pinned("A barrier of mine", dimensions="digital")
    other.pinned("An enabler", kind="enabler", dimensions="civic")
    both = {"A barrier of mine", "An enabler"}
    titles = {
        "": both, "?kind=enabler": {"An enabler"}, "?kind=<b>": both, "?dimension=digital": {"A barrier of mine"},
        "?mine=1": {"A barrier of mine"}, "?page=99999": both, "?kind=enabler&dimension=digital": set(),
    }  # fmt: skip
    for query, expected in titles.items():
        page = phone.get(f"/join/list{query}").text
        assert {title for title in ("A barrier of mine", "An enabler") if title in page} == expected, query


def test_long_lists_have_pages(room: Room) -> None:
    session = room.session()
    for number in range(55):
        room.store.add(Finding(title=f"Thing number {number:02d}.", session=session.id), DESK)
    phone = room.phone(session)
    first, second = phone.get("/join/list").text, phone.get("/join/list?page=2").text
    assert first.count('class="pin"') == 51  # fifty, and the pattern for new ones
    assert "Thing number 54." in first
    assert "Thing number 04." not in first
    assert "Thing number 04." in second
    assert "Page 2 of 2" in second


def test_open_screens_get_only_what_is_new(room: Room) -> None:
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    one = phone.pinned("First")
    state = other.get("/join/state.json").json()
    assert state["is_whole"] is True
    assert [pin["title"] for pin in state["pins"]] == ["First"]
    assert "device_id" not in json.dumps(state)
    nothing = other.get(f"/join/state.json?since={state['revision']}")
    assert (nothing.status_code, nothing.content) == (204, b"")
    room.phone(room.session()).pinned("In another room")
    two = phone.pinned("Second")
    session_state(room.atlas, session.id)  # the page may be a second old; this brings it up to now
    fresh = other.get(f"/join/state.json?since={state['revision']}").json()
    assert fresh["is_whole"] is False
    assert [pin["id"] for pin in fresh["pins"]] == [two]
    assert fresh["order"] == [one, two]
    for odd in ("-1", "x", "9" * 30, "²"):
        assert other.get(f"/join/state.json?since={odd}").status_code == 200


def test_a_merged_pin_leads_to_the_one_that_was_kept(room: Room) -> None:
    session = room.session()
    phone, other = room.phone(session), room.phone(session)
    kept, same = phone.pinned("No bench at the stop"), other.pinned("There is no seat at the stop")
    other.comment(same, "My mother cannot stand for long.")
    room.store.merge(room.store.get(Finding, kept), [room.store.get(Finding, same)], DESK)
    assert other.get(f"/join/pin/{same}").headers["location"] == f"/join/pin/{kept}"
    page = phone.get(f"/join/pin/{kept}").text
    assert "There is no seat at the stop" in page
    assert "My mother cannot stand for long." in page
    state = session_state(room.atlas, session.id)
    assert [pin["id"] for pin in state["pins"]] == [kept]
    everything = session_state(room.atlas, session.id, is_facilitator=True)
    assert {pin["id"]: pin["merged_into"] for pin in everything["pins"]} == {kept: "", same: kept}


def test_the_facilitators_screen_shows_what_waits_and_who_sent_it(room: Room) -> None:
    session = room.session(is_moderated=True)
    pin = room.phone(session, "Table 2").pinned("Wait for me", "Marsh Road, Marsh End")
    (shown,) = session_state(room.atlas, session.id, is_facilitator=True)["pins"]
    assert (shown["id"], shown["by"], shown["moderation"]) == (pin, "Table 2", "waiting")
    assert shown["seq"] == room.atlas.plan().numbers()[pin]
    assert shown["where"] == "Marsh Road, Marsh End"
    assert shown["geometry"]["type"] == "Point"
    assert shown["geometry"]["coordinates"] == pytest.approx([shown["lon"], shown["lat"]])
    assert len(shown["device_id"]) == 64
    assert len(shown["evidence"]) == 5


def test_an_area_has_its_mark_inside_and_the_whole_town_none(room: Room) -> None:
    session = room.session()
    room.store.add(Finding(title="Area", session=session.id, area_id="E05999018"), DESK)
    room.store.add(Finding(title="Town", session=session.id), DESK)
    area, town = session_state(room.atlas, session.id)["pins"]
    assert area["where"] == "Marsh End"
    assert area["geometry"] is None
    assert 52 < area["lat"] < 53
    assert (town["where"], town["lat"], town["lon"]) == ("Whole town", None, None)


def test_a_new_edition_is_not_needed_for_old_state_to_be_right(room: Room) -> None:
    session = room.session()
    seen: dict[str, str] = {}
    revision = 0
    rng_words = [f"Said {number}" for number in range(12)]
    desk = Person("Facilitator", "facilitator")
    for number, words in enumerate(rng_words):
        kept = room.store.add(Finding(title=words, session=session.id), desk)
        if number % 3 == 2:
            room.store.set_status(kept, "retired", desk, reason="twice")
        state = session_state(room.atlas, session.id, since=revision)
        if state["is_whole"]:
            seen = {}
        seen |= {pin["id"]: pin["title"] for pin in state["pins"]}
        seen = {id_: title for id_, title in seen.items() if id_ in state["order"]}
        revision = state["revision"]
        whole = session_state(room.atlas, session.id)
        assert seen == {pin["id"]: pin["title"] for pin in whole["pins"]}


def test_the_ground_of_the_map_is_small_and_only_for_who_has_joined(room: Room) -> None:
    phone = room.phone(room.session())
    answer = phone.get("/join/map.json", headers={"accept-encoding": "gzip"})
    assert int(answer.headers["content-length"]) < 300_000
    content = answer.json()
    assert set(content) == {"bounds", "areas", "labels", "attribution", "layers"}
    assert "Marsh End" in content["areas"]["names"]
    assert content["layers"]["road_major"]
    assert room.stranger().get("/join/map.json").status_code == 303


def test_places_are_suggested_while_they_are_typed(room: Room) -> None:
    phone = room.phone(room.session())
    found = phone.get("/join/where.json?q=marsh").json()
    assert found["options"][0].lower().startswith("marsh")
    assert len(found["options"]) <= 12
    exact = phone.get("/join/where.json?q=52.94,0.26").json()
    assert exact["label"] == "Around Wrenmouth Town Hall, Market"
    assert exact["lat"] == pytest.approx(52.94)
    assert phone.get("/join/where.json?q=samphir").json()["fault"] == ""  # still typing
    assert phone.get("/join/where.json?q=samphir&done=1").json()["fault"].startswith("No place here is called")
    for odd in ("", "%3Cimg%3E", "x" * 1000, "%00"):
        assert phone.get(f"/join/where.json?q={odd}&done=1").status_code == 200
