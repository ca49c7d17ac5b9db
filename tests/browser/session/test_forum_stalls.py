"""What would stall a room: the form opens whatever is open, the map stays where one was, Escape closes what is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest
import shapely

from everyday.documents.figure.gathering import figure_of
from everyday.documents.figure.word import figure_word
from everyday.language.words import language
from plan.records import Dismissal, Finding, Person
from tests.browser.session.screens import Room, Screen
from tests.browser.visiting import PATIENCE_MS, settled

pytestmark = pytest.mark.browser(about_s=45)


RUN_CLOCKS = """() => {
  const usual = window.usualInterval = window.setInterval;
  window.ticks_n = 0;
  window.setInterval = (does, ms, ...rest) =>
    usual((...given) => { window.ticks_n += 1; does(...given); }, ms / 8, ...rest);
}"""
USUAL_CLOCKS = "() => { window.setInterval = window.usualInterval; }"


@contextmanager
def clocks_run(page: Any) -> Iterator[None]:
    """The page's clocks that are set meanwhile go eight times as fast, and are counted; the window is used again."""
    page.evaluate(RUN_CLOCKS)
    try:
        yield
    finally:
        page.evaluate(USUAL_CLOCKS)


def frame(seen: Screen) -> Any:
    return seen.page.frame_locator("iframe[title*='st_folium']")


def zoom(seen: Screen) -> float:
    seen.page.wait_for_timeout(700)  # a flight takes a quarter of a second
    frame(seen).locator("#map_div[data-view]").wait_for(state="attached")
    return float(str(seen.map.get_attribute("data-view")).split()[2])


def test_add_and_a_click_on_the_map_open_the_form_whatever_is_open(room: Room) -> None:
    session = room.session(step="know")
    kept = room.finding("The footbridge has no ramp", session, geometry=shapely.Point(0.26, 52.94))
    desk = room.open(f"/forum?session={session.id}&pin={kept.id}")
    desk.page.get_by_role("heading", name="The footbridge has no ramp").wait_for()
    desk.step("3 · Add")
    desk.page.get_by_role("heading", name="New pin").wait_for()
    desk.page.get_by_role("button", name="The footbridge has no ramp").click()
    desk.page.get_by_role("heading", name="The footbridge has no ramp").wait_for()
    desk.wait_map("live", "1")
    desk.click_map(0.3, 0.4)
    desk.page.get_by_role("heading", name="New pin").wait_for()
    desk.page.get_by_text("Place: ").wait_for()
    assert "pin=" not in desk.page.url
    room.atlas.plan().save(session_closed(room, session), Person("Ann", "planner"))


def session_closed(room: Room, session: Any) -> Any:
    """A session that has ended: the next test has its own."""
    from dataclasses import replace

    return replace(room.atlas.plan().get(type(session), session.id), closed_at="2026-11-26T12:00:00Z")


def test_pin_a_barrier_here_arrives_at_the_place_as_near_as_one_was(room: Room) -> None:
    session = room.session(step="know", date="2026-11-27")
    cell = room.atlas.edition().cells().query("on_network").iloc[60]
    seen = room.open(f"/?at={cell['cell']}&by=cells&map={cell['lat']:.4f},{cell['lon']:.4f},15.5")
    seen.page.locator("#ea-chosen").wait_for()
    assert zoom(seen) == 15.5
    frame(seen).get_by_role("button", name="Zoom in").click()
    near = zoom(seen)
    assert near > 15.5
    seen.page.get_by_role("button", name="Pin a barrier here").click()
    seen.page.get_by_role("heading", name="New pin").wait_for()
    assert f"session={session.id}" in seen.page.url
    frame(seen).locator("#map_div[data-flown]").wait_for(state="attached")
    assert zoom(seen) == near
    box, mark = seen.map.bounding_box(), frame(seen).locator(".ea-spot").bounding_box()
    assert abs(mark["x"] + mark["width"] / 2 - box["x"] - box["width"] / 2) < 3
    assert abs(mark["y"] + mark["height"] / 2 - box["y"] - box["height"] / 2) < 3
    # What is done there moves nothing.
    frame(seen).get_by_role("button", name="Zoom out").click()
    zoom(seen)
    moved = seen.map.get_attribute("data-view")
    seen.write("In one sentence", "No shelter")
    seen.press("Save the pin")
    seen.page.get_by_text("Pinned: No shelter").wait_for()
    settled(seen.page)
    zoom(seen)
    there, then = ([float(part) for part in str(one).split()] for one in (seen.map.get_attribute("data-view"), moved))
    assert there == pytest.approx(then, abs=0.0005)


def test_accepted_and_dismissed_suggestions_leave_the_map_at_once(room: Room) -> None:
    store = room.atlas.plan()
    session = room.session(step="know")
    decided = {one.suggestion_key for one in store.all(Finding)} | {one.suggestion_key for one in store.all(Dismissal)}
    suggested = room.atlas.edition().suggestions()
    suggested = suggested[~suggested["key"].isin(decided)]
    desk = room.facilitator(session)
    frame(desk).locator(f"#map_div[data-shapes='suggestions {len(suggested)}']").wait_for(state="attached")
    codes = frame(desk).locator(".leaflet-codes-pane .ea-code")
    first = codes.first.inner_text()
    desk.page.get_by_role("button", name="Dismiss", exact=True).first.click()
    field = desk.page.locator("[class*='st-key-reason_'] input").first
    field.fill("We walked it")
    field.blur()
    desk.page.locator("[class*='st-key-dismiss_'] button").first.click()
    frame(desk).locator(f"#map_div[data-shapes='suggestions {len(suggested) - 1}']").wait_for(state="attached")
    assert first not in codes.all_inner_texts()
    desk.page.keyboard.press("Escape")
    desk.page.locator("[class*='st-key-accept_'] button").first.click()
    frame(desk).locator(f"#map_div[data-shapes='suggestions {len(suggested) - 2}']").wait_for(state="attached")
    assert codes.count() == len(suggested) - 2


def test_a_finding_has_one_number_on_every_screen_and_in_the_word_file(room: Room, tmp_path: Path) -> None:
    store, who = room.atlas.plan(), Person("Ann", "planner")
    before, session = room.session(step="know"), room.session(step="know")
    room.finding("Said in another session", before)
    at = {"geometry": shapely.Point(0.26, 52.94)}
    first = room.finding("No shelter at the stop", session, **at)
    second = room.finding("The market brings everybody together", session, kind="enabler", **at)
    third = room.finding("It rains in at the stop", session, **at)
    fourth = room.finding("Drivers wait for slow walkers", session, kind="enabler", **at)
    wanted = {one.title: str(store.numbers()[one.id]) for one in (second, third, fourth)}
    store.merge(store.get(Finding, third.id), [store.get(Finding, first.id)], who)

    desk = room.facilitator(session)
    frame(desk).locator("#map_div[data-pins='3']").wait_for(state="attached")
    assert set(frame(desk).locator(".ea-pin").all_inner_texts()) == set(wanted.values())
    for title, number in wanted.items():
        desk.page.get_by_role("button", name=re.compile(f"^{number} (Barrier|Enabler) · {title}")).wait_for()
    phone = room.phone(session.join_code)
    phone.page.goto(f"http://localhost:{room.server.port}/join/list")
    for title, number in wanted.items():
        entry = phone.page.locator("li.pin", has_text=title)
        assert entry.locator("[data-part=number]").inner_text() == number
    desk.step("4 · Draw together")
    for title, number in wanted.items():
        entry = desk.page.locator(".ea-figure-words", has_text=title).first
        entry.wait_for()
        assert entry.locator(".ea-mark").inner_text() == number
    file = tmp_path / "figure.docx"
    figure, facts = figure_of(room.atlas, room.atlas.edition(), session=session.id)
    figure_word(figure, facts, file, language())
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[-1].rows]
    assert {row[2]: row[0] for row in rows[1:]} == wanted
    bare = room.open("/?level=near")
    box = bare.page.get_by_role("combobox", name="Find an area, street, stop or place")
    box.press_sequentially(wanted[third.title])
    box.press("Enter")
    frame(bare).locator(f"#map_div[data-found^='{third.title}']").wait_for(state="attached")


@pytest.mark.parametrize("opens", ["Enlarge", "Privacy", "Edit", "Retire", "Vote", "History"])
def test_escape_closes_whatever_is_open(room: Room, opens: str) -> None:
    session = room.session(step="know")
    kept = room.finding("The footbridge has no ramp", session)
    desk = room.open(f"/forum?session={session.id}")
    with clocks_run(desk.page):
        desk.page.get_by_role("button", name=kept.title).click()
        desk.page.get_by_role("heading", name=kept.title).wait_for()
        settled(desk.page)
        button = desk.page.get_by_role("button", name=re.compile(opens)).first
        opened = desk.page.locator("[data-testid='stDialog'] [role='dialog'], [data-testid='stPopoverBody']")
        for then in ("at once", "after a click", "while writing"):
            button.click()
            opened.first.wait_for()
            seen_n = desk.page.evaluate("window.ticks_n")
            desk.page.wait_for_function("seen => window.ticks_n > seen + 2", arg=seen_n)  # parts are drawn anew
            settled(desk.page)
            fields = opened.first.get_by_role("textbox")
            if then == "after a click":  # on words, which take no focus
                opened.first.click(position={"x": 6, "y": 6})
            elif then == "while writing" and fields.count():
                fields.first.press_sequentially("half a")
            desk.page.keyboard.press("Escape")
            opened.first.wait_for(state="detached", timeout=PATIENCE_MS / 10)
            settled(desk.page)
