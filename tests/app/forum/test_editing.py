"""Two people edit one pin: whoever saves last loses nothing that the other one changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from app.server.signing_in import NAME_KEY
from everyday import Atlas
from everyday.locate.place import locate_words
from plan.records import Finding, Person
from tests.makers.forum_room import Room, forum_room
from tests.makers.pages import words

pytestmark = pytest.mark.slow  # draws whole pages

OTHER = Person("Tomos", "planner")


@pytest.fixture
def room(demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A copy of the demo town with a session going on."""
    # The test runner draws the page as a whole, never the open dialog alone.
    monkeypatch.setattr("app.forum.pins.editing._draw_again", st.rerun)
    with forum_room(demo_atlas, tmp_path, monkeypatch) as opened_room:
        yield opened_room


def form_of(room: Room, finding: Finding) -> AppTest:
    """The form, opened on a finding as it is now."""

    def draw() -> None:
        from app.forum.pins.editing import draw_edit_contents
        from app.server.faults import shown_faults

        with shown_faults():
            draw_edit_contents()

    page = AppTest.from_function(draw, default_timeout=180)
    page.session_state[NAME_KEY] = "Rosa"
    page.session_state["forum_edited"] = page.session_state["forum_edit_read"] = finding
    page.query_params["session"] = room.session.id
    return page.run()


def field(page: AppTest, label: str) -> object:
    return next(one for one in (*page.text_area, *page.text_input) if one.label == label)


def save(page: AppTest, **fields: str) -> AppTest:
    for label, value in fields.items():
        field(page, label.replace("_", " ")).set_value(value)  # type: ignore[attr-defined]
    next(button for button in page.button if button.label == "Save the changes").click().run()
    assert not page.exception
    return page


def somebody_else(room: Room, finding: Finding) -> Finding:
    """Tomos moves the pin, says more and agrees it, while the form is open."""
    store, there = room.atlas.plan(), locate_words(room.shown, "Bus Station")
    moved = replace(finding, geometry=there.geometry, area_id=there.area_id, text="At the bus station")
    refused = replace(store.save(moved, OTHER), moderation="refused", status_reason="Said twice")
    return store.save(refused, OTHER)


def test_what_the_other_one_changed_is_shown_and_stays(room: Room) -> None:
    finding = room.pin("No bus", where="Samphire")
    page = form_of(room, finding)
    theirs = somebody_else(room, finding)
    page = save(page, In_one_sentence="No bus on Sundays")
    read = words(page)
    assert "Somebody else has changed this meanwhile" in read
    assert "Not changed by you: what Tomos saved stays." in read
    spot = theirs.geometry.representative_point()  # type: ignore[union-attr]
    assert f"({spot.y:.4f}, {spot.x:.4f})" in read
    assert "At the bus station" in read
    page.button(key="forum_yours").click().run()
    assert not page.exception
    kept = room.atlas.plan().get(Finding, finding.id)
    assert kept == replace(theirs, title="No bus on Sundays", version=theirs.version + 1, updated_at=kept.updated_at)


def test_my_own_move_goes_on_top_also_after_more_editing(room: Room) -> None:
    finding = room.pin("No bus", where="Samphire")
    page = form_of(room, finding)
    theirs = somebody_else(room, finding)
    page = save(page, **{"A_new_place_(leave_empty_to_keep_it)": "Whole town"})
    assert "Whole town" in words(page)
    page.button(key="forum_go_on").click().run()
    assert field(page, "More words").value == "At the bus station"  # type: ignore[attr-defined]
    again = room.atlas.plan().save(replace(theirs, groups=("night workers",)), OTHER)
    page = save(page, More_words="All over town")
    page.button(key="forum_yours").click().run()
    kept = room.atlas.plan().get(Finding, finding.id)
    assert (kept.geometry, kept.area_id, kept.text) == (None, "", "All over town")
    assert (kept.groups, kept.moderation, kept.title) == (("night workers",), "refused", "No bus")
    assert kept.version == again.version + 1
