"""Worksheets of a session about levers on the Forum page: the files, and the sheet that comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from plan.records import Proposal
from tests.makers.forum_room import Room, forum_room
from tests.makers.pages import words

pytestmark = pytest.mark.slow  # draws whole pages

KEYS = [f"forum_levers_{key}" for key in ("a4", "a3", "xlsx", "csv")]


@pytest.fixture
def room(demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A copy of the demo town with a session going on."""
    with forum_room(demo_atlas, tmp_path, monkeypatch) as opened_room:
        yield opened_room


def _about_levers(room: Room) -> None:
    store = room.atlas.plan()
    room.session = store.save(replace(store.get(type(room.session), room.session.id), stage="levers"), room.who)


def _given(page: AppTest, content: str) -> AppTest:
    uploader = next(one for one in page.get("file_uploader") if one.key == "forum_levers_file")
    return uploader.upload("typed.csv", content.encode(), "text/csv").run()  # type: ignore[no-any-return]


def test_only_a_session_about_levers_offers_worksheets(room: Room) -> None:
    room.pin("No bus")
    room.page("paper")
    assert not set(KEYS) & set(room.downloads)
    _about_levers(room)
    room.page("paper")
    assert set(KEYS) <= set(room.downloads)
    name, made = room.downloads["forum_levers_a3"]
    assert "worksheet-a3" in name
    assert made().startswith(b"%PDF")


def test_without_findings_it_says_so(room: Room) -> None:
    _about_levers(room)
    assert "This session has no findings yet" in words(room.page("paper"))


@pytest.mark.parametrize("personal", [False, True])
def test_what_was_typed_is_looked_at_and_kept_once(room: Room, personal: bool) -> None:
    finding = room.pin("No bus")
    _about_levers(room)
    number = room.atlas.plan().numbers()[finding.id]
    who = "Ring 01633 496 123" if personal else "Council"
    page = _given(
        room.page("paper"), f"finding,what could be done,who could do it\n{number},A line,{who}\n999,Chairs,\n"
    )
    said = words(page)
    assert "typed.csv: 1 row ready to be kept as proposals, 1 row refused, no row there already." in said
    assert "“999” is no finding" in said
    assert "There is nothing" not in said
    keep = next(one for one in page.button if one.key == "forum_levers_keep")
    assert keep.disabled == personal
    if personal:
        page = next(one for one in page.checkbox if one.key == "forum_levers_personal").check().run()
        keep = next(one for one in page.button if one.key == "forum_levers_keep")
    page = keep.click().run()
    assert "1 row added to the findings." in " ".join(str(one.value) for one in page.success)
    kept = room.atlas.plan().all(Proposal)
    assert [(one.finding_id, one.text, one.lever, one.session) for one in kept] == [
        (finding.id, "A line", who, room.session.id)
    ]  # fmt: skip
