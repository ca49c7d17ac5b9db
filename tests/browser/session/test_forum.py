"""A forum session from beginning to end in real browsers: a facilitator at the projector, phones in the room."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from app.forum.pins import lists
from plan.ids import shown_code
from plan.records import AuditEntry, Dismissal, Evidence, Finding, Person, Photo, Session, Vote
from tests import needs
from tests.browser.session.screens import Room, Screen
from tests.browser.visiting import PATIENCE_MS
from tests.oracles.laid_out import saved_as

pytestmark = pytest.mark.browser(about_s=60)

WITHIN_S = 3.0
HOSTILE = [
    "<img src=x onerror=alert(1)>", "${alert(1)} {{7*7}}", "</script><script>alert(2)</script>",
    '=HYPERLINK("http://x")', "\u202eright to left\u202c 🚌 ŵŷ", "[click](javascript:alert(3)) **bold** $x^2$ :red[no]",
]  # fmt: skip


def _send_from_phone(phone: Screen, words: str, where: str = "", kind: str = "barrier") -> None:
    phone.page.check(f"input[name=kind][value={kind}]")
    phone.page.fill("#words", words)
    if where:
        phone.page.fill("#where", where)
    else:
        phone.page.check("input[name=is_town]")
    phone.press("Send")
    phone.page.get_by_text("Thank you").first.wait_for()


def _save_pin(desk: Screen, words: str) -> None:
    desk.write("In one sentence", words)
    desk.press("Save the pin")
    desk.page.get_by_text(f"Pinned: {words}").wait_for()


@pytest.mark.office(is_late=True)
@pytest.mark.poppler(is_late=True)
def test_a_session_from_start_to_figure(room: Room, tmp_path: Path) -> None:
    desk = room.facilitator()
    desk.write("Name of the session", "Forum in Samphire hall")
    desk.press("Start the session")
    desk.page.get_by_role("heading", name="Forum in Samphire hall").wait_for()
    desk.page.wait_for_url("**/forum?*session=*")
    store = room.atlas.plan()
    session = store.get(Session, parse_qs(urlsplit(desk.page.url).query)["session"][0])
    assert session.name == "Forum in Samphire hall"
    assert shown_code(session.join_code) in desk.page.locator(".ea-join").inner_text()
    desk.step("3 · Add")
    desk.page.get_by_role("heading", name="New pin").wait_for()
    desk.wait_map("live", "1")

    # The facilitator pins by a click: the numbers of the place stand there at once, and are kept.
    desk.click_map(0.45, 0.5)
    desk.page.get_by_text("Place: ").wait_for()
    desk.page.locator(".ea-evidence-lines li").first.wait_for()
    shown_lines = desk.page.locator(".ea-evidence-lines li").all_inner_texts()
    assert any(line.startswith("To the centre") for line in shown_lines)
    _save_pin(desk, "The footbridge has no ramp")
    desk.wait_map("pins", "1")
    first = store.all(Finding, session=session.id)[0]
    frozen = store.all(Evidence, finding_id=first.id)[0]
    assert frozen.edition_id == room.atlas.edition().id
    assert first.geometry is not None

    # A phone joins by the code and pins: the projector shows it by itself within three seconds.
    phone = room.phone(session.join_code)
    _send_from_phone(phone, "You cannot get a pram over the footbridge", "Brickfields (area)")
    desk.page.evaluate("window.isSame = true")
    desk.wait_map("pins", "2")
    desk.page.locator("[class*='st-key-forum_list']").get_by_text("You cannot get a pram").first.wait_for()
    assert desk.page.evaluate("window.isSame"), "by itself, without loading the page again"
    assert lists.EVERY_S < WITHIN_S
    # … and what the desk pins shows on the phone's list.
    phone.page.goto(f"http://localhost:{room.server.port}/join/list")
    phone.page.get_by_text("The footbridge has no ramp").wait_for()
    desk.page.get_by_role("combobox", name="Where").fill("Market Place")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("Place: Stop Market Place").wait_for()
    desk.page.get_by_role("radio", name="Enabler").click()
    _save_pin(desk, "The Saturday market brings everybody together")
    phone.page.get_by_text("The Saturday market brings everybody together").wait_for(timeout=PATIENCE_MS)

    # Both vote.
    second = next(one for one in store.all(Finding, session=session.id) if "pram" in one.title)
    phone.page.goto(f"http://localhost:{room.server.port}/join/pin/{first.id}")
    phone.page.check("input[name=importance][value='5']")
    phone.press("Save my vote")
    phone.page.locator("#saved").wait_for()
    desk.page.get_by_role("button", name="The footbridge has no ramp").click()
    desk.page.locator("#ea-chosen").wait_for()
    desk.page.get_by_text("5.0 of 5 · 1 vote").wait_for()
    desk.press("Vote")
    desk.page.get_by_role("radiogroup", name="How important is it?").get_by_text("3", exact=True).click()
    desk.press("Save the vote")
    desk.page.get_by_text("4.0 of 5 · 2 votes").wait_for()
    desk.page.keyboard.press("Escape")
    desk.press("Sense-checked")
    desk.page.locator(".ea-status", has_text="Sense-checked").wait_for()
    desk.press("Close")

    # Two duplicates are merged; Figure 1 shows what came of it.
    desk.step("4 · Draw together")
    desk.page.get_by_text("Tidy up").click()
    for number, words in enumerate(
        ("The footbridge has no ramp", "You cannot get a pram over the footbridge"), start=1
    ):
        # The words stand in the figure as well, until the boxes are drawn.
        desk.page.locator("[class*='st-key-tick_'] label", has_text=words).click()
        desk.page.get_by_text(f"{number} ticked").wait_for()
    desk.press("Merge")
    desk.page.get_by_text("All words, votes and sources stay").wait_for()
    merged = [one for one in store.all(Finding, session=session.id) if one.status == "merged"]
    assert len(merged) == 1
    kept = first if merged[0].id == second.id else second
    desk.page.get_by_text("Tidy up").click()
    figure = desk.page.locator(".ea-figure")
    figure.wait_for()
    words = figure.inner_text()
    assert store.get(Finding, kept.id).title in words
    assert "The Saturday market brings everybody together" in words
    assert merged[0].title not in [line.strip() for line in words.splitlines()]

    # The Word file opens elsewhere and holds it.
    desk.press("Word and PDF")
    with desk.page.expect_download(timeout=60_000) as waiting:
        desk.press("Word")
    document = tmp_path / "figure.docx"
    waiting.value.save_as(document)
    converted = _as_pdf_text(document)
    assert store.get(Finding, kept.id).title in converted
    assert "The Saturday market brings everybody together" in converted
    votes = [vote for vote in store.all(Vote) if vote.finding_id in (first.id, second.id)]
    assert len(votes) == 2


def _as_pdf_text(document: Path) -> str:
    """What a Word file says after LibreOffice has made a PDF of it."""
    made = saved_as(document, "pdf", document.parent)
    done = subprocess.run([needs.poppler("pdftotext"), made, "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def test_hostile_words_are_words_on_every_page(room: Room) -> None:
    session = room.session(step="discuss")
    for words in HOSTILE:
        room.finding(words, session, text=words, groups=(words.replace(";", ","),))
    desk = room.facilitator(session)
    desk.wait_map("pins", str(len(HOSTILE)))
    for words in HOSTILE:
        desk.page.get_by_text(words.strip("\u202e\u202c")).first.wait_for()
    found = room.atlas.plan().all(Finding, session=session.id)
    for one in found[:3]:
        desk.go(f"forum?session={session.id}&pin={one.id}")
        desk.page.locator("#ea-chosen").wait_for()
        assert one.title in desk.page.locator("#ea-chosen").inner_text()
    desk.press("Close")
    desk.step("4 · Draw together")
    desk.page.locator(".ea-figure").wait_for()
    for words in HOSTILE[:4]:
        assert words in desk.page.locator(".ea-figure").inner_text()
    assert desk.page.locator(".ea-figure img, .ea-figure script, .ea-finding img, .ea-finding script").count() == 0
    phone = room.phone(session.join_code)
    phone.page.goto(f"http://localhost:{room.server.port}/join/list")
    for words in HOSTILE[:4]:
        phone.page.get_by_text(words).first.wait_for()


def test_two_people_editing_one_finding_choose(room: Room) -> None:
    session = room.session(step="discuss")
    finding = room.finding("No bus", session)
    screens = [room.open(f"/forum?session={session.id}&pin={finding.id}") for _ in range(2)]
    for screen in screens:
        screen.page.locator("#ea-chosen").wait_for()
        screen.press("Edit")
        screen.page.get_by_role("dialog").get_by_label("In one sentence", exact=True).wait_for()
    for screen, words in zip(screens, ("No bus in the evening", "No bus on Sundays"), strict=True):
        screen.page.get_by_role("dialog").get_by_label("In one sentence", exact=True).fill(words)
        screen.press("Save the changes")
        if words == "No bus in the evening":
            screen.page.locator("#ea-chosen", has_text=words).wait_for()
    second = screens[1].page.get_by_role("dialog")
    second.get_by_text("Somebody else has changed this meanwhile").wait_for()
    table = second.locator("table").inner_text()
    assert "No bus in the evening" in table
    assert "No bus on Sundays" in table
    screens[1].press("Save mine instead")
    screens[1].page.locator("#ea-chosen", has_text="No bus on Sundays").wait_for()
    trail: list[AuditEntry] = room.atlas.plan().history(finding.id)
    titles = [(entry.change, (entry.after or {})["title"]) for entry in trail]
    assert titles == [
        ("added", "No bus"), ("changed", "No bus in the evening"), ("not_saved", "No bus on Sundays"),
        ("changed", "No bus on Sundays"),
    ]  # fmt: skip


def test_a_line_is_drawn_by_clicks_and_by_keyboard(room: Room) -> None:
    session = room.session()
    desk = room.facilitator(session)
    desk.wait_map("live", "1")
    desk.page.get_by_role("radio", name="Draw a line").click()
    frame = desk.page.frame_locator("iframe[title*='st_folium']")
    frame.get_by_role("button", name="Finish").wait_for()
    desk.click_map(0.4, 0.5)
    desk.click_map(0.5, 0.55)
    desk.map.focus()
    desk.page.keyboard.press("Enter")
    desk.wait_map("sketch", "3")
    frame.get_by_role("button", name="Undo").press("Enter")
    desk.wait_map("sketch", "2")
    frame.get_by_role("button", name="Finish").press("Enter")
    desk.page.get_by_text("Place: ").wait_for()
    _save_pin(desk, "The road without a crossing")
    finding = room.atlas.plan().all(Finding, session=session.id)[0]
    assert finding.geometry is not None
    assert finding.geometry.geom_type == "LineString"
    assert len(finding.geometry.coords) == 2


def test_everything_of_a_pin_works_by_keyboard_alone(room: Room) -> None:
    session = room.session()
    desk = room.facilitator(session)
    desk.wait_map("live", "1")
    box = desk.page.get_by_role("combobox", name="Where")
    box.focus()
    desk.page.keyboard.type("Whole town")
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("Place: Whole town").wait_for()
    for _ in range(12):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    desk.page.keyboard.type("Evening shifts end after the last bus")
    for _ in range(6):
        desk.page.keyboard.press("Tab")
        if desk.page.evaluate("document.activeElement.innerText").strip() == "Save the pin":
            break
    desk.page.keyboard.press("Enter")
    desk.page.get_by_text("Pinned: Evening shifts end").wait_for()
    kept = room.atlas.plan().all(Finding, session=session.id)[0]
    assert (kept.geometry, kept.area_id) == (None, "")


def test_personal_data_is_asked_about(room: Room) -> None:
    session = room.session()
    desk = room.facilitator(session)
    desk.wait_map("live", "1")
    desk.press("Whole town")
    desk.write("In one sentence", "Ring me on 01633 496 123 about the path")
    desk.page.get_by_text("Should it be kept?").wait_for()
    assert desk.page.get_by_role("button", name="Save the pin").is_disabled()
    desk.press("Leave it out")
    desk.page.get_by_text("Should it be kept?").wait_for(state="detached")
    desk.press("Save the pin")
    desk.page.get_by_text("Pinned:").wait_for()
    kept = room.atlas.plan().all(Finding, session=session.id)[0]
    assert "496" not in kept.title
    assert "about the path" in kept.title


def test_what_waits_is_shown_after_a_nod(room: Room) -> None:
    session = room.session(is_moderated=True)
    desk = room.facilitator(session)
    desk.wait_map("live", "1")
    phone = room.phone(session.join_code)
    _send_from_phone(phone, "Waiting words")
    other = room.phone(session.join_code)
    other.page.goto(f"http://localhost:{room.server.port}/join/list")
    assert other.page.get_by_text("Waiting words").count() == 0
    desk.page.get_by_text("1 entry waits for your nod").first.wait_for()
    desk.press("Show")
    other.page.get_by_text("Waiting words").wait_for()
    store = room.atlas.plan()
    stream = BytesIO()
    Image.new("RGB", (90, 60), "red").save(stream, "JPEG")
    finding = store.all(Finding, session=session.id)[0]
    store.add(
        Photo(finding_id=finding.id, session=session.id, moderation="waiting", alt="A red bench",
              content=stream.getvalue(), width_px=90, height_px=60), Person("Facilitator", "planner"),
    )  # fmt: skip
    picture = desk.page.get_by_role("img", name="A red bench")
    picture.wait_for()
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") == 90
    desk.press("Show")
    desk.page.get_by_text("waits for your nod").wait_for(state="hidden")
    assert store.all(Photo, finding_id=finding.id)[0].moderation == "shown"


def test_a_suggestion_becomes_a_pin_or_is_dismissed_for_good(room: Room) -> None:
    session = room.session(step="know")
    dismissed = f"Dismissed ({len(room.atlas.plan().all(Dismissal)) + 1})"
    desk = room.facilitator(session)
    desk.wait_map("live", "1")
    title = desk.page.locator(".ea-item strong").first.inner_text()
    desk.page.get_by_role("button", name="Accept as a pin").first.click()
    desk.page.locator("#ea-chosen", has_text=title).wait_for()
    store = room.atlas.plan()
    kept = store.all(Finding, session=session.id)[0]
    assert kept.title == title
    assert {one.kind for one in store.all(Evidence, finding_id=kept.id)} == {"measures", "suggestion"}
    desk.press("Close")
    second = desk.page.locator(".ea-item strong").first.inner_text()
    assert second != title
    desk.page.get_by_role("button", name="Dismiss").first.click()
    desk.page.get_by_label("Why not?").fill("There is a path that the map lacks")
    desk.press("Dismiss it")
    desk.page.get_by_text(dismissed).wait_for()
    desk.page.reload()
    desk.page.get_by_text(dismissed).wait_for()
    assert second not in desk.page.locator(".ea-item strong").all_inner_texts()
