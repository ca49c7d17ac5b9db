"""Privacy on the Forum page: erasure leaves nothing, and what is due is said and erased."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from everyday import Atlas
from everyday.exchange.council import Matching, load_matching, save_matching
from everyday.forum.retention import due_sessions
from plan.records import (
    Comment,
    Device,
    Erasure,
    Finding,
    Person,
    Session,
)
from tests.makers.forum_room import HOSTILE, PLANNER, Room, forum_room, keys
from tests.makers.pages import words
from tests.servers.other_programs import reader, wait_until_gone

pytestmark = pytest.mark.slow  # draws whole pages


@pytest.fixture
def room(demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A copy of the demo town with a session going on."""
    with forum_room(demo_atlas, tmp_path, monkeypatch) as opened_room:
        yield opened_room


# ---- privacy ---------------------------------------------------------------------------------------------------------
def everything_on_disk(room: Room) -> bytes:
    """All bytes of the plan, also of free pages and of the write-ahead log."""
    return b"".join(path.read_bytes() for path in sorted(room.atlas.folder.glob("plan.gpkg*")))


def ask_for(page: AppTest, wanted: str) -> AppTest:
    page.text_input(key="erase_words").set_value(wanted).run()
    page.button(key="erase_find").click().run()
    return page


def test_words_are_shown_where_they_stand_and_are_nowhere_after_the_erasure(room: Room) -> None:
    store = room.atlas.plan()
    finding = room.pin("Joanna Quibble waits in the rain, says <b>Jo</b>")
    store.save(replace(finding, title="She waits in the rain", text="so says JOANNA  quibble"), room.who)
    store.add(Comment(finding_id=finding.id, session=room.session.id, text="Joanna Quibble is right"), room.who)
    changed = room.pin("Joanna Quibble once more")
    store.save(replace(changed, title="Once more"), room.who)
    page = ask_for(room.page("privacy"), "joanna quibble")
    read = words(page)
    assert "These words stand in 2 findings, 1 comment:" in read
    assert f"{changed.id}: an earlier version, in the record of changes" in read
    assert page.button(key="erase_words_do").disabled
    page.text_input(key="erase_reason").set_value("Joanna Quibble asked").run()
    page.checkbox(key="erase_sure").check().run()
    page.button(key="erase_words_do").click().run()
    assert "The reason holds the very words" in words(page)
    assert b"quibble" in everything_on_disk(room).lower()
    page.text_input(key="erase_reason").set_value("Asked for by the person").run()
    page.date_input(key="erase_requested").set_value(date(2026, 11, 20)).run()
    page.button(key="erase_words_do").click().run()
    read = words(page)
    assert "Erased in 2 findings, 1 comment." in read
    assert "Asked for by the person 20 November 2026" in read
    assert b"quibble" not in everything_on_disk(room).lower()
    assert store.get(Finding, finding.id).title == "She waits in the rain"
    (done,) = store.all(Erasure)
    assert (done.created_by, done.requested_on) == ("Rosa", "2026-11-20")


def test_words_that_are_remembered_of_the_register_are_found_and_go(room: Room) -> None:
    known = Matching(meanings={"organisation": {"j quibble": "Joanna Quibble", "parks": "Parks Trust"}})
    save_matching(room.atlas.folder, known)
    page = ask_for(room.page("privacy"), "Quibble")
    assert "register: 1 of its words" in words(page)
    page.text_input(key="erase_reason").set_value("Asked for by the person").run()
    page.checkbox(key="erase_sure").check().run()
    page.button(key="erase_words_do").click().run()
    assert "Forgotten of the council's register: 1." in words(page)
    assert b"quibble" not in everything_on_disk(room).lower()
    assert load_matching(room.atlas.folder).meanings == {"organisation": {"parks": "Parks Trust"}}
    assert "quibble" not in f"{page.session_state}".lower()
    assert "No record holds these words." in words(ask_for(page, "joanna quibble"))


def test_words_too_short_are_refused(room: Room) -> None:
    room.pin("An old tree")
    page = ask_for(room.page("privacy"), "an")
    assert "shorter than 3 letters" in words(page)
    assert "erase_words_do" not in keys(page)


def test_a_whole_finding_is_erased_with_its_comments(room: Room) -> None:
    store = room.atlas.plan()
    one, other = room.pin(HOSTILE), room.pin("Stays")
    store.add(Comment(finding_id=one.id, session=room.session.id, text="Very private words"), room.who)
    page = room.page("privacy")
    page.multiselect(key="erase_findings").set_value([one.id]).run()
    page.text_input(key="erase_reason").set_value("Asked for").run()
    page.checkbox(key="erase_sure").check().run()
    page.button(key="erase_findings_do").click().run()
    assert "Erased in 1 finding, 1 comment. The words are gone from the files of the plan." in words(page)
    assert [found.title for found in room.findings()] == ["[erased on request]", other.title]
    assert b"Very private words" not in everything_on_disk(room)
    assert b"onerror" not in everything_on_disk(room)


def test_the_page_says_that_words_are_not_gone_while_somebody_reads_and_then_that_they_are(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.gone.WAIT_S", 0.2)
    one = room.pin("Joanna Quibble waits in the rain")
    page = room.page("privacy")
    with reader(room.atlas.folder):
        page.multiselect(key="erase_findings").set_value([one.id]).run()
        page.text_input(key="erase_reason").set_value("Asked for").run()
        page.checkbox(key="erase_sure").check().run()
        page.button(key="erase_findings_do").click().run()
        assert "Erased in 1 finding" in page.warning[0].value
        assert "somebody is still reading it as it was before" in page.warning[0].value
        assert [said.value for said in page.success] == []
        read = words(page.run())
        assert "Not yet gone from the files of the plan: 1 erasure." in read
        assert "not yet: tried again until it is" in read
        assert b"Quibble" in everything_on_disk(room)
    (erasure,) = room.atlas.plan().all(Erasure)
    wait_until_gone(room.atlas.plan(), erasure.id)
    assert b"Quibble" not in everything_on_disk(room)
    read = words(page.run())
    assert "What was erased is gone from the files of the plan now." in read
    assert "Not yet gone" not in read
    assert "not yet" not in read


def test_a_session_past_its_date_is_listed_until_what_is_due_is_erased(room: Room) -> None:
    store = room.atlas.plan()
    finding = room.pin("Stays without a name")
    store.add(Comment(finding_id=finding.id, session=room.session.id, text="Goes away"), room.who)
    room.pin("Goes as well", moderation="refused")
    assert due_sessions(store, date.today()) == []
    assert "No session is past the date" in words(room.page("privacy"))
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    store.save(replace(room.session, retention_until=yesterday, attendance="Joanna Quibble"), room.who)
    page = room.page("privacy")
    what = "2 findings, 1 session, 1 comment, 2 pieces of evidence."
    assert f"Still holding words or names of people: {what}" in words(page)
    page.button(key=f"retention_{room.session.id}").click().run()
    assert f"Erased what was due of Forum: {what}" in words(page)
    assert "No session is past the date" in words(page)
    assert [one.title for one in room.findings()] == ["Stays without a name", "[erased on request]"]
    left = everything_on_disk(room)
    assert not any(gone in left for gone in (b"Goes away", b"Goes as well", b"Quibble"))


@settings(max_examples=8, deadline=None)
@given(comments_n=some.integers(0, 3), has_device=some.booleans(), attendance=some.sampled_from(("", "Ann")))
def test_what_is_due_is_exactly_what_ending_the_retention_erases(
    tmp_path_factory: pytest.TempPathFactory, comments_n: int, has_device: bool, attendance: str
) -> None:
    from store.plan_store import PlanStore

    store = PlanStore(tmp_path_factory.mktemp("due"))
    session = store.add(
        Session(name="F", date="2026-01-01", retention_until="2026-02-01", attendance=attendance), PLANNER
    )
    who = replace(PLANNER, session=session.id)
    finding = store.add(Finding(title="T", session=session.id), who)
    for _ in range(comments_n):
        store.add(Comment(finding_id=finding.id, session=session.id, text="x"), who)
    if has_device:
        store.add(Device(session=session.id, device_id="d"), who)
    (due,) = due_sessions(store, date(2026, 2, 1))
    done = store.end_retention(session, who)
    assert done is not None
    assert set(due.record_ids) == set(done.record_ids)
    assert [one.record_ids for one in due_sessions(store, date(2026, 2, 1))] == [()]
    store.close()


def test_only_planners_see_the_button(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "forum_privacy" in keys(room.page("button"))
    monkeypatch.setattr("app.forum.here.current_person", lambda: Person("Sam", "facilitator"))
    assert "forum_privacy" not in keys(room.page("button"))
    assert "Somebody asks for erasure" not in words(room.page("privacy"))
