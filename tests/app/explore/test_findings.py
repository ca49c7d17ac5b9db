"""Findings and decisions on the Explore page, and the way from a place to a new pin."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.parts.suggested import suggestions
from everyday import Atlas
from everyday.atlas.open_plan import has_plan
from plan.records import (
    Dismissal,
    Finding,
    Session,
)
from tests.browser.visiting import Windows, served, visit
from tests.makers.forum_room import HOSTILE, PLANNER, Room, forum_room, keys
from tests.makers.pages import asked, opened, words

pytestmark = pytest.mark.slow  # draws whole pages


@pytest.fixture
def room(demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A copy of the demo town with a session going on."""
    with forum_room(demo_atlas, tmp_path, monkeypatch) as opened_room:
        yield opened_room


# ---- explore ---------------------------------------------------------------------------------------------------------
def test_looking_at_a_place_starts_no_plan(demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    (folder / "plan.gpkg").unlink(missing_ok=True)
    area = demo_atlas.edition().areas()["area_id"].iloc[0]
    page = opened(folder, monkeypatch, at=area)
    assert "pin_here" in keys(page)
    assert "Findings here" not in words(page)
    opened(folder, monkeypatch, level="suggested")
    page.button(key="pin_here").click().run()
    assert "Open a session, or start one" in words(page)
    assert not has_plan(folder)


def test_findings_of_an_area_and_of_a_cell_are_listed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    in_area, at_stop = room.pin(HOSTILE, "Samphire"), room.pin("Wet stop", "Samphire Shops", kind="enabler")
    room.pin("Elsewhere", "Bus Station")
    store = room.atlas.plan()
    store.set_status(at_stop, "sense_checked", room.who)
    store.set_status(room.pin("Retired one"), "retired", room.who, reason="no")
    page = opened(room.atlas.folder, monkeypatch, at=in_area.area_id)
    read = words(page)
    assert "Findings here (2)" in read
    assert "Enabler · Sense-checked" in read
    labels = {str(button.key): button.label for button in page.button}
    assert "\\<img src=x" in labels[f"finding_{in_area.id}"]
    assert not any("Elsewhere" in label or "Retired" in label for label in labels.values())
    cell = room.shown.cell_at(at_stop.geometry.y, at_stop.geometry.x)
    page = opened(room.atlas.folder, monkeypatch, at=str(cell))
    assert "Findings here (1)" in words(page)
    page.button(key=f"finding_{at_stop.id}").click().run()
    assert (asked(page, "session"), asked(page, "pin")) == (room.session.id, at_stop.id)


def test_pin_a_barrier_here_opens_the_form_with_the_place_set(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = room.atlas.plan().add(Session(name="Over", date="2026-12-24"), PLANNER)
    room.atlas.plan().close_session(ended, PLANNER)
    area = room.shown.areas.iloc[2]
    page = opened(room.atlas.folder, monkeypatch, at=area["area_id"])
    page.button(key="pin_here").click().run()
    assert asked(page, "session") == room.session.id
    assert page.session_state["forum_place"].area_id == area["area_id"]
    assert room.atlas.plan().get(Session, room.session.id).step == "add"
    assert f"Place: Ward {area['area_name']}" in words(page)


def test_decided_suggestions_say_so_and_dismissed_ones_come_last(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = suggestions(room.shown)[:2]
    store = room.atlas.plan()
    store.add(Dismissal(suggestion_key=first.key, title=first.title, reason=HOSTILE), room.who)
    accepted = room.pin("As the numbers say", suggestion_key=second.key)
    page = opened(room.atlas.folder, monkeypatch, level="suggested")
    listed = [key.removeprefix("list_") for key in keys(page) if key.startswith("list_")]
    assert listed[-1] == first.key
    assert len(listed) == len(suggestions(room.shown))
    read = words(page)
    assert "Dismissed by the forum: &lt;img src=x onerror=alert(1)&gt;" in read
    assert f"Accepted as finding {accepted.id}: As the numbers say" in read
    page.button(key=f"list_{first.key}").click().run()
    assert "Dismissed by the forum" in words(page)
    other = room.pin("The same in other words")
    store.merge(other, [store.get(Finding, accepted.id)], room.who)
    page = opened(room.atlas.folder, monkeypatch, level="suggested")
    assert f"Accepted as finding {other.id}: The same in other words" in words(page)


def test_from_a_place_on_the_map_to_a_new_pin_in_a_real_browser(engine: Windows, room: Room, tmp_path: Path) -> None:
    known = room.pin(HOSTILE, "Samphire")
    with served(room.atlas.folder, tmp_path / "log.txt") as url, visit(url, engine) as seen:
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        seen.open(f"?at={known.area_id}")
        listed = seen.page.get_by_role("button", name=re.compile(rf"^{room.atlas.plan().numbers()[known.id]} · "))
        listed.wait_for()
        assert "<img src=x onerror=alert(1)>" in listed.inner_text()
        seen.page.get_by_role("button", name="Pin a barrier here").click()
        seen.page.get_by_text("Place: Ward Samphire").wait_for()
        assert f"session={room.session.id}" in seen.page.url
        seen.page.get_by_role("textbox", name="In one sentence").fill("No shelter")
        seen.page.get_by_role("textbox", name="In one sentence").press("Tab")
        seen.page.get_by_role("button", name="Save the pin").click()
        seen.page.get_by_text("Pinned: No shelter").wait_for()
        assert (dialogs, seen.faults, seen.foreign) == ([], [], [])
    assert [one.title for one in room.findings()] == [HOSTILE, "No shelter"]
