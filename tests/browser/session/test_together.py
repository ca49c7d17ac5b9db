"""Figure 1 in a real browser: read from the back of the room, drawn anew by itself, tidied up with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import TimeoutError

from app.forum.together import step
from everyday import Atlas
from everyday.atlas.open_plan import close_plans
from plan.records import Finding, Session
from tests.browser.visiting import PATIENCE_MS, Visit, served, settled, visit
from tests.makers.forum_figure import FACILITATOR, HOSTILE, copied, many, said, session_of, vote
from tests.oracles.axe import grave

pytestmark = pytest.mark.browser(about_s=30)

LIVE_S = 3.0


@dataclass(frozen=True)
class Served:
    """A forum that is served: its sessions by name."""

    atlas: Atlas
    url: str
    sessions: dict[str, Session]


@pytest.fixture(scope="module")
def forum(chromium: Path, demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo town with sessions of several sizes."""
    folder = tmp_path_factory.mktemp("together")
    atlas = copied(demo_atlas, folder / "atlas")
    counts = {"few": 6, "forty": 34, "sixty": 60, "live": 3, "keys": 0}
    sessions = {name: session_of(atlas, name=f"Session {name}") for name in counts}
    for name, count in counts.items():
        for place, finding in enumerate(many(atlas, sessions[name], count)):
            vote(atlas, finding, f"p{place % 3}", 1 + place % 5, 1 + place % 4)
    for title in HOSTILE:
        said(atlas, sessions["forty"], title, dimensions=("digital",))
    for title in ("No late bus to the estate", "The estate has no late bus", "Something else"):
        said(atlas, sessions["keys"], title)
    with served(atlas.folder, folder / "server.log") as url:
        yield Served(atlas, url, sessions)
    close_plans()


@pytest.fixture(scope="module")
def projector(forum: Served, engine: Any) -> Iterator[Visit]:
    """A browser on a projector."""
    with visit(forum.url, engine, width=1920, height=1080) as seen:
        seen.page.on("dialog", lambda dialog: seen.faults.append(dialog.message))
        yield seen
        assert seen.foreign == []
        assert seen.faults == []


def show(projector: Visit, forum: Served, name: str, *, is_tidy: bool = False) -> Any:
    """Open the last step of a session; gives the page."""
    page = projector.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    projector.go(f"forum?session={forum.sessions[name].id}")
    page.locator(".ea-figure-themes").wait_for(timeout=PATIENCE_MS)
    page.locator(".ea-foot").wait_for(timeout=PATIENCE_MS)
    if is_tidy:
        page.get_by_text("Tidy up: tick, merge, agree").click()
        page.locator(".st-key-together_tidy").wait_for(timeout=PATIENCE_MS)
    return page


def text_sizes_px(page: Any) -> list[float]:
    """Sizes of all letters that are seen in the figure."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('.ea-figure *')]
              .filter(e => !e.closest('.ea-unseen') && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
              .map(e => parseFloat(getComputedStyle(e).fontSize))"""
        )
    )


def tops_px(page: Any, selector: str) -> set[int]:
    """How far down elements begin."""
    return set(page.locator(selector).evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().top))"))


# ---- to look at ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "least_px"), [("few", 24.0), ("forty", 22.0), ("sixty", 18.0)])
def test_letters_can_be_read_from_the_back(forum: Served, projector: Visit, name: str, least_px: float) -> None:
    page = show(projector, forum, name)
    assert min(text_sizes_px(page)) >= least_px
    assert len(tops_px(page, ".ea-figure-column > h3")) == 1
    for side in ("barrier", "enabler"):
        assert len(tops_px(page, f".ea-figure-side.ea-figure-{side}")) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".ea-figure").evaluate("figure => figure.getBoundingClientRect().width") > 1750


def test_the_figure_alone_begins_at_the_top(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "few")
    page.get_by_text("Figure only").click()
    page.locator(".ea-figure-alone").wait_for(timeout=PATIENCE_MS)
    assert tops_px(page, ".ea-figure").pop() < 160
    assert not page.locator(".ea-masthead").is_visible()
    assert page.get_by_text("is a made-up town").is_visible()
    page.get_by_text("Figure only").click()
    page.locator(".ea-masthead").wait_for(timeout=PATIENCE_MS)


def test_on_a_phone_the_dimensions_stand_below_one_another(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "forty")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.querySelector('.ea-figure').getBoundingClientRect().width < 390")
    assert len(tops_px(page, ".ea-figure-column")) == 5
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".ea-figure").evaluate("figure => figure.scrollWidth <= figure.clientWidth")
    assert min(text_sizes_px(page)) >= 18


def test_what_others_say_and_vote_appears_by_itself(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "live")
    page.wait_for_timeout(2_500)
    session = forum.sessions["live"]
    finding = said(forum.atlas, session, "Pinned just now", dimensions=("economic",))
    page.evaluate("window.isSame = true")
    page.locator(".ea-figure").get_by_text("Pinned just now").wait_for(timeout=PATIENCE_MS)
    assert step.EVERY_S < LIVE_S, "asked for so often, it is there in three seconds on a machine that keeps up"
    vote(forum.atlas, finding, "phone", 5)
    page.locator(".ea-figure").get_by_text("Importance 5.0 of 5 (1 vote)").wait_for(
        timeout=PATIENCE_MS, state="attached"
    )
    assert page.evaluate("window.isSame"), "by itself, without loading the page again"


def test_nothing_serious_is_found_by_axe(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "forty")
    assert [str(one) for one in grave(page)] == []
    page = show(projector, forum, "keys", is_tidy=True)
    page.locator("[class*='st-key-tick_'] label").first.click()
    page.get_by_text("1 ticked").wait_for(timeout=PATIENCE_MS)
    assert [str(one) for one in grave(page)] == []


def test_the_word_file_is_made_on_asking(forum: Served, projector: Visit, tmp_path: Path) -> None:
    page = show(projector, forum, "few")
    page.get_by_text("Word and PDF").click()
    for label, ending in (("Word", ".docx"), ("PDF, A3", "-a3.pdf"), ("PDF, A4", "-a4.pdf")):
        with page.expect_download(timeout=60_000) as waiting:
            page.get_by_role("button", name=label, exact=True).click()
        name = waiting.value.suggested_filename
        assert name.startswith("wrenmouth-figure-1-20")
        assert name.endswith(ending)
        waiting.value.save_as(tmp_path / name)
    document = docx.Document(str(next(tmp_path.glob("*.docx"))))
    words = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "The last bus from the estate leaves at seven in the evening" in words
    assert all(path.read_bytes().startswith(b"%PDF-") for path in tmp_path.glob("*.pdf"))


# ---- tidying up ------------------------------------------------------------------------------------------------------


def focused(page: Any) -> str:
    """What a person would call the control that has the focus."""
    return str(
        page.evaluate(
            """() => { const e = document.activeElement;
              return e.matches('button, input, a, [role]')
                ? (e.getAttribute('aria-label') || e.closest('label')?.innerText || e.innerText || '').trim() : '' }"""
        )
    )


def tab_to(page: Any, name: str, *, key: str = "Tab") -> None:
    """Press Tab until the control that contains ``name`` has the focus."""
    for _ in range(80):
        if name in focused(page):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} cannot be reached; the last was {focused(page)!r}")


def test_duplicates_are_merged_and_agreed_with_the_keyboard_alone(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "keys")
    tab_to(page, "Tidy up")
    page.keyboard.press("Space")
    page.locator(".st-key-together_tidy").wait_for(timeout=PATIENCE_MS)
    for number, title in enumerate(("No late bus to the estate", "The estate has no late bus"), start=1):
        tab_to(page, title)
        page.keyboard.press("Space")
        page.get_by_text(f"{number} ticked").wait_for(timeout=PATIENCE_MS)
    top, bottom = page.evaluate("(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())")
    bar = page.locator(".st-key-together_bar").bounding_box()
    assert top >= bar["y"] + bar["height"] or bottom <= bar["y"]  # what has the focus is not covered
    tab_to(page, "Merge", key="Shift+Tab")
    page.keyboard.press("Enter")
    number = forum.atlas.plan().numbers()
    kept, merged = forum.atlas.plan().all(Finding, session=forum.sessions["keys"].id)[:2]
    page.get_by_text(f"{number[merged.id]} merged into {number[kept.id]}").wait_for(timeout=PATIENCE_MS)
    tab_to(page, "No late bus to the estate")
    page.keyboard.press("Space")
    page.get_by_text("1 ticked").wait_for(timeout=PATIENCE_MS)
    tab_to(page, "Sense-checked", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text(f"Now “Sense-checked”: {number[kept.id]}.").wait_for(timeout=PATIENCE_MS)
    found = forum.atlas.plan().all(Finding, session=forum.sessions["keys"].id)
    assert [one.status for one in found] == ["sense_checked", "merged", "proposed"]


def test_what_can_be_done_with_the_ticked_stays_in_view(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "sixty", is_tidy=True)
    page.locator("[class*='st-key-tick_'] label").first.click()
    page.get_by_text("1 ticked").wait_for(timeout=PATIENCE_MS)
    page.locator("[class*='st-key-tick_'] label").last.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    assert 0 < page.locator(".st-key-together_bar").bounding_box()["y"] < 150
    page.locator("[class*='st-key-open_'] button").last.click()
    page.locator("#ea-chosen").wait_for(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_000)
    assert 0 < page.locator("#ea-chosen").bounding_box()["y"] < page.viewport_size["height"]
    for _ in range(6):  # the page is drawn anew every two seconds, and a click in that moment may be lost
        settled(page)
        page.get_by_role("button", name="Close").click()
        with suppress(TimeoutError):
            page.locator("#ea-chosen").wait_for(state="detached", timeout=PATIENCE_MS / 6)
            break
    assert page.locator("#ea-chosen").count() == 0
    settled(page)
    page.get_by_role("button", name="Untick all").click()
    page.get_by_text("1 ticked").wait_for(state="detached", timeout=PATIENCE_MS)


def test_what_others_change_is_told_and_shown_when_asked(forum: Served, projector: Visit) -> None:
    page = show(projector, forum, "live", is_tidy=True)
    page.wait_for_timeout(1_000)
    finding = forum.atlas.plan().all(Finding, session=forum.sessions["live"].id)[0]
    forum.atlas.plan().save(replace(finding, title="Said again in other words"), FACILITATOR)
    page.get_by_text("1 finding has changed since this was drawn.").wait_for(timeout=PATIENCE_MS)
    assert page.get_by_text("Said again in other words").count() == 0
    page.get_by_role("button", name="Show what has changed").click()
    page.get_by_text("Said again in other words").first.wait_for(timeout=PATIENCE_MS)
    page.get_by_text("1 finding has changed since this was drawn.").wait_for(state="detached", timeout=PATIENCE_MS)
