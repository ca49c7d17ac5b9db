"""The phone page in a real browser: with and without JavaScript, live, offline, narrow, for everybody."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from everyday import Atlas
from plan.ids import new_code, shown_code
from plan.records import Correction, Finding, Session, Vote
from tests import ROOT
from tests.browser.visiting import PATIENCE_MS, Windows, served
from tests.oracles.axe import grave
from tests.servers.phone_client import DESK

pytestmark = pytest.mark.browser(about_s=40)

HOSTILE = (
    "<img src=x onerror=alert(1)> ${alert(1)} </script><script>alert(2)</script> =HYPERLINK(\"http://x\") "
    "\u202e\u05e9\u05dc\u05d5\u05dd 🚌"
)  # fmt: skip
WITHIN_S = 3.0


@dataclass
class Served:
    """A server of its own, and the store it writes into."""

    url: str
    atlas: Atlas

    def session(self, **more: Any) -> Session:
        """A session that phones may join."""
        session = Session(
            name="Forum", date="2026-11-26", join_code=new_code(), expires_at="2100-01-01T00:00:00Z", **more
        )
        return self.atlas.plan().add(session, DESK)

    def findings(self, session: Session) -> list[Finding]:
        """What has been kept."""
        return self.atlas.plan().all(Finding, session=session.id)


@dataclass
class Screen:
    """One phone in the browser. ``alarms`` are dialogs that opened, ``faults`` errors of scripts and of the policy."""

    page: Any
    url: str
    alarms: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def join(self, session: Session) -> Screen:
        """Open the address of the QR code and tap once."""
        self.page.goto(f"{self.url}/join?code={shown_code(session.join_code)}")
        self.page.get_by_role("button", name="Join").click()
        self.page.wait_for_url("**/join/pin")
        return self

    def fill(self, words: str, where: str = "", kind: str = "barrier") -> Screen:
        """Fill in the form for a pin; without a place it is about the whole town."""
        self.page.check(f"input[name=kind][value={kind}]")
        self.page.fill("#words", words)
        if where:
            self.page.fill("#where", where)
        else:
            self.page.check("input[name=is_town]")
        return self

    def send(self) -> None:
        """Send it and wait until it is saved."""
        self.page.get_by_role("button", name="Send", exact=True).click()
        self.page.wait_for_selector("#saved", timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def server(chromium: Path, demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("phones")
    shutil.copytree(demo_atlas.folder, folder / "atlas", ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(folder / "atlas")
    with served(folder / "atlas", folder / "log.txt") as url:
        yield Served(url, atlas)
        assert "Traceback" not in (folder / "log.txt").read_text(encoding="utf-8")


Opener = Callable[..., Screen]


@contextmanager
def _screens(url: str, engine: Windows) -> Iterator[tuple[Opener, list[Screen]]]:
    opened: list[Screen] = []

    def open_one(*, width: int = 390, height: int = 844, has_script: bool = True) -> Screen:
        screen = Screen(None, url)
        listeners = {
            "dialog": lambda dialog: (screen.alarms.append(dialog.message), dialog.dismiss()),
            "weberror": lambda told: screen.faults.append(str(told.error)),
            "console": lambda message: _note(screen, message),
            "request": lambda request: _note_host(screen, request.url),
        }
        screen.page = engine.lend(
            width, height, listeners, java_script_enabled=has_script, is_mobile=True, has_touch=True
        )
        opened.append(screen)
        return screen

    try:
        yield open_one, opened
    finally:
        for screen in opened:
            engine.take_back(screen.page)


def _note(screen: Screen, message: Any) -> None:
    if message.type == "error" and "Failed to load resource" not in message.text:
        screen.faults.append(message.text)


def _note_host(screen: Screen, address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme in ("http", "https") and parts.netloc != urlsplit(screen.url).netloc:
        screen.foreign.append(address)


@pytest.fixture
def phones(server: Served, engine: Windows) -> Iterator[Opener]:
    """Opens phones; afterwards no dialog had opened, no script had failed, no other host was asked."""
    with _screens(server.url, engine) as (open_one, opened):
        yield open_one
        for screen in opened:
            assert screen.alarms == []
            assert screen.faults == []
            assert screen.foreign == []


def test_everything_works_without_scripts(server: Served, phones: Opener) -> None:
    session = server.session()
    phone = phones(width=320, height=640, has_script=False).join(session)
    page = phone.page
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("heading", name="There is something to put right").wait_for()
    page.get_by_role("link", name="Say in one sentence what it is.").click()
    assert page.url.endswith("#words")
    phone.fill("The last bus leaves before the library closes", "Marsh Road")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_label("Marsh Road, Marsh End").check()
    assert page.locator("#words").input_value() == "The last bus leaves before the library closes"
    phone.send()
    assert page.get_by_role("heading", level=1).inner_text() == "The last bus leaves before the library closes"
    assert "Nearest stop: Marsh Road" in page.inner_text("main")
    page.check("input[name=importance][value='5']")
    page.check("input[name=amenability][value='2']")
    page.get_by_role("button", name="Save my vote").click()
    assert "Your vote is saved" in page.inner_text("#saved")
    page.fill("#comment", "It is the same on Sundays")
    page.get_by_role("button", name="Send the comment").click()
    assert "It is the same on Sundays" in page.inner_text(".comments")
    page.get_by_role("link", name="See and vote").click()
    assert "Importance 5.0 of 5 (1 vote)" in page.inner_text("#pins")
    assert "1 comment" in page.inner_text("#pins")
    page.get_by_role("button", name="Leave this session").click()
    assert "You have left the session" in page.inner_text("main")
    (vote,) = server.atlas.plan().all(Vote, session=session.id)
    assert (vote.importance, vote.amenability) == (5, 2)


def test_personal_data_and_a_correction_without_scripts(server: Served, phones: Opener) -> None:
    session = server.session()
    phone = phones(width=320, height=640, has_script=False).join(session)
    page = phone.page
    phone.fill("Ring Sam on 07700 900123")
    page.get_by_role("button", name="Send", exact=True).click()
    assert "phone number: 07700 900123" in page.inner_text("main")
    page.get_by_role("button", name="Change what I wrote").click()
    assert page.locator("#words").input_value() == "Ring Sam on 07700 900123"
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("button", name="Leave it out, and send").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ring Sam on [phone number removed]"
    page.get_by_role("link", name="Correct the map").click()
    page.get_by_role("link", name="A place is missing from the map").click()
    page.fill("#name", "Community garden")
    page.select_option("#place_kind", "green_space")
    page.fill("#where", "Marsh Road, Marsh End")
    page.get_by_role("button", name="Send").click()
    assert "A planner looks at it" in page.inner_text("main")
    assert len(server.atlas.plan().all(Correction, session=session.id)) == 1


def test_open_screens_show_new_pins_and_votes_within_three_seconds(server: Served, phones: Opener) -> None:
    session = server.session()
    watching, sending = phones().join(session), phones().join(session)
    watching.page.goto(f"{server.url}/join/list")
    watching.page.evaluate("window.isSame = true")
    script = (ROOT / "app/assets/everyday_pins.js").read_text(encoding="utf-8")
    assert int(re.findall(r"EVERY_MS = (\d+)", script)[0]) < 1000 * WITHIN_S
    for words in ("No bench at the stop", HOSTILE):
        sending.page.goto(f"{server.url}/join/pin")
        sending.fill(words, "Samphire")
        sending.page.get_by_role("button", name="Send", exact=True).click()
        watching.page.get_by_role("link", name=words).wait_for(timeout=PATIENCE_MS)
        sending.page.wait_for_selector("#saved")
    entry = watching.page.locator("#pins > li").first
    assert entry.locator("h2").inner_text().strip() == HOSTILE.strip()
    assert "New entries: 1" in watching.page.inner_text("#count")
    assert entry.locator("img, script").count() == 0
    sending.page.check("input[name=importance][value='4']")
    sending.page.get_by_role("button", name="Save my vote").click()
    entry.get_by_text("Importance 4.0 of 5 (1 vote)").wait_for(timeout=PATIENCE_MS)
    assert watching.page.evaluate("window.isSame"), "by itself, without loading the page again"
    entry.get_by_role("link").click()
    assert watching.page.get_by_role("heading", level=1).inner_text().strip() == HOSTILE.strip()


def test_what_the_facilitator_does_reaches_open_screens(server: Served, phones: Opener) -> None:
    session = server.session(is_moderated=True)
    watching, sending = phones().join(session), phones().join(session)
    sending.fill("Is this fit to be shown?").send()
    assert "The facilitator will show it" in sending.page.inner_text("#saved")
    watching.page.goto(f"{server.url}/join/list")
    store = server.atlas.plan()
    assert watching.page.locator("#pins > li").count() == 0
    (finding,) = server.findings(session)
    shown = store.moderate(finding, DESK, is_shown=True)
    watching.page.get_by_role("link", name="Is this fit to be shown?").wait_for(timeout=PATIENCE_MS)
    store.set_status(shown, "retired", DESK, reason="twice")
    watching.page.locator("#pins > li").wait_for(state="detached", timeout=PATIENCE_MS)
    store.close_session(store.get(Session, session.id), DESK)
    watching.page.get_by_text("This session is over").wait_for(timeout=PATIENCE_MS)


def test_what_is_written_offline_is_kept_and_sent_once(server: Served, phones: Opener) -> None:
    session = server.session()
    phone = phones().join(session)
    page = phone.page
    page.context.set_offline(True)
    for words in ("Written in the cellar", "Another from the cellar"):
        phone.fill(words)
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#unsent li", has_text=words).wait_for()
        assert page.locator("#words").input_value() == ""
    assert "No connection" in page.inner_text("#live")
    assert server.findings(session) == []
    page.context.set_offline(False)
    page.locator("#unsent").wait_for(state="hidden", timeout=PATIENCE_MS)
    assert [one.title for one in server.findings(session)] == ["Written in the cellar", "Another from the cellar"]


def test_an_answer_that_got_lost_makes_no_second_entry(server: Served, phones: Opener) -> None:
    session = server.session()
    phone = phones().join(session)
    page = phone.page
    phone.fill("Sent, but the answer was lost")
    lost: list[int] = []

    def lose_the_answer(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort("connectionreset")

    page.route("**/join/api/pin", lose_the_answer)
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("#unsent li").wait_for()
    page.get_by_role("button", name="Send again").click()
    page.locator("#unsent").wait_for(state="hidden", timeout=PATIENCE_MS)
    assert lost == [201]
    assert [one.title for one in server.findings(session)] == ["Sent, but the answer was lost"]


def test_a_busy_server_is_sent_the_same_again_when_it_said_and_not_before(server: Served, phones: Opener) -> None:
    session = server.session()
    page = phones().join(session).page
    page.clock.install()
    page.reload()
    tries: list[str] = []

    def be_busy_once(route: Any) -> None:
        tries.append(route.request.post_data)
        if len(tries) > 1:
            route.continue_()
        else:
            route.fulfill(status=503, headers={"Retry-After": "600"}, json={"message": "Others were sending"})

    page.route("**/join/api/pin", be_busy_once)
    page.check("input[name=kind][value=barrier]")
    page.check("input[name=is_town]")
    page.fill("#words", "Said while everybody sent")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator("#unsent li").wait_for()
    page.clock.run_for(300_000)
    assert len(tries) == 1, "its own clock did not wait"
    page.clock.run_for(302_000)
    page.locator("#unsent").wait_for(state="hidden", timeout=PATIENCE_MS)
    assert tries[1:] == tries[:1], "the same entry, once"
    assert [one.title for one in server.findings(session)] == ["Said while everybody sent"]


def test_a_place_is_chosen_on_the_map_by_finger_and_by_keyboard(server: Served, phones: Opener) -> None:
    session = server.session()
    server.atlas.plan().add(Finding(title=HOSTILE, session=session.id, area_id="E05999018"), DESK)
    phone = phones().join(session)
    page = phone.page
    page.get_by_role("button", name="Choose on a map").click()
    page.locator("#map[data-ready]").wait_for(timeout=PATIENCE_MS)
    mark = page.locator("#map .mark-barrier")
    mark.wait_for(timeout=PATIENCE_MS)
    mark.click()
    popup = page.locator(".leaflet-popup-content")
    assert popup.inner_text().strip() == f"Barrier: {HOSTILE}".strip()
    page.locator(".leaflet-popup-close-button").click()
    box, marked = page.locator("#map").bounding_box(), mark.bounding_box()
    near = {"x": marked["x"] - box["x"] - 12, "y": marked["y"] - box["y"] + 13}
    page.locator("#map").tap(position=near)
    page.locator("#where-found:not(.unknown)", has_text=re.compile("Around|Part of")).wait_for()
    tapped = page.locator("#where").input_value()
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    page.get_by_role("button", name="Use the middle of the map").press("Enter")
    assert page.locator("#where").input_value() != tapped
    page.check("input[name=kind][value=enabler]")
    page.fill("#words", "Here it is")
    phone.send()
    kept = server.findings(session)[1]
    assert kept.geometry is not None


def test_places_are_looked_up_while_they_are_typed(server: Served, phones: Opener) -> None:
    phone = phones().join(server.session())
    page = phone.page
    page.fill("#where", "marsh ro")
    page.locator("#known-places option[value^='Marsh Ro']").first.wait_for(state="attached")
    page.fill("#where", "52.94, 0.26")
    page.locator("#where-found", has_text="Around Wrenmouth Town Hall, Market").wait_for()
    page.fill("#where", "Nowhere Street")
    page.locator("#where").blur()
    page.locator("#where-found", has_text="No place here").wait_for()


def _pages(server: Served, session: Session) -> Iterator[tuple[str, str]]:
    """Names and addresses of every page a phone that has joined can open."""
    pin = server.findings(session)[0].id
    yield from (
        ("form", "/join/pin"), ("list", "/join/list?kind=barrier"), ("pin", f"/join/pin/{pin}"),
        ("saved", f"/join/pin/{pin}?saved=1"), ("notice", "/join/notice"), ("corrections", "/join/correction"),
        ("missing place", "/join/correction?kind=place_missing"), ("bus", "/join/correction?kind=bus_missing"),
        ("not there", "/join/pin/F-00000000"), ("other session's code", "/join?code=AAAA-AAAA"),
    )  # fmt: skip


SIZES = """size => [...document.querySelectorAll('a, button, select, summary, input:not([type=hidden]), textarea')]
  .map(e => e.matches('input[type=radio], input[type=checkbox]') ? e.closest('label') : e)
  .filter(e => e.getClientRects().length && !e.closest('.leaflet-container, .skip') && !e.matches('.skip'))
  .filter(e => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
  .filter(e => e.getBoundingClientRect().height < size)
  .map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("letters", ["", "200%"])
def test_every_page_is_for_everybody(server: Served, phones: Opener, letters: str) -> None:
    session = server.session(retention_until="2027-05-17")
    phone = phones(width=320, height=640).join(session)
    page = phone.page
    words = "A sentence with a verylongwordthatnobodywouldeverwritebutsomebodymight, and more"
    phone.fill(words, "Samphire").send()
    addresses = list(_pages(server, session))

    def look(name: str) -> None:
        if letters:
            page.evaluate("letters => { document.documentElement.style.fontSize = letters }", letters)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, f"{name} is {wide} px wide"
        assert [str(one) for one in grave(page)] == [], name
        assert page.evaluate(SIZES, 31 if name == "errors" else 44) == [], name
        assert page.title(), name
        assert page.locator("h1").count() == 1, name

    for name, address in addresses:
        page.goto(f"{server.url}{address}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        look(name)
    page.goto(f"{server.url}/join/pin")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("heading", name="There is something to put right").wait_for()
    assert page.evaluate("document.activeElement.className") == "summary"
    assert page.title().startswith("Error:")
    look("errors")
    phone.fill("Ring 07700 900123")
    page.get_by_role("button", name="Send", exact=True).click()
    page.get_by_role("heading", name="Is this meant to be here?").wait_for()
    look("asked")
    page.goto(f"{server.url}/join/list")
    page.get_by_role("button", name="Leave this session").click()
    page.get_by_text("You have left the session").wait_for()
    look("left")


def test_the_form_can_be_filled_in_with_the_keyboard_alone(server: Served, phones: Opener) -> None:
    session = server.session()
    phone = phones().join(session)
    page = phone.page
    reached: list[str] = []
    page.locator("main").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "document.activeElement.id || document.activeElement.name || document.activeElement.textContent.trim()"
        )
        reached.append(name)
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", name
        if name == "kind":
            page.keyboard.press("Space")
        elif name == "words":
            page.keyboard.type("Typed without a mouse")
        elif name == "where":
            page.keyboard.type("Samphire")
            page.keyboard.press("Escape")
        elif name == "Send":
            page.keyboard.press("Enter")
            break
    page.wait_for_selector("#saved", timeout=PATIENCE_MS)
    assert reached[-1] == "Send"
    assert [one.title for one in server.findings(session)] == ["Typed without a mouse"]


def test_a_photo_is_sent(server: Served, phones: Opener, tmp_path: Path) -> None:
    from PIL import Image

    from plan.records import Photo

    session = server.session()
    phone = phones(has_script=False).join(session)
    phone.fill("No bench").send()
    Image.new("RGB", (40, 30), "red").save(tmp_path / "bench.png")
    page = phone.page
    page.get_by_text("Add a photo").click()
    page.set_input_files("#photo", tmp_path / "bench.png")
    page.fill("#alt", "The stop has no bench")
    page.get_by_role("button", name="Send the photo").click()
    assert "The facilitator will show your photo" in page.inner_text("#saved")
    store = server.atlas.plan()
    (photo,) = store.all(Photo, session=session.id)
    store.moderate(photo, DESK, is_shown=True)
    page.wait_for_timeout(1100)
    page.reload()
    shown = page.get_by_role("img", name="The stop has no bench")
    assert shown.evaluate("image => image.naturalWidth") == 40
