"""A session about levers: two phones propose, the facilitator nods, the worksheet takes it up, the plan is printed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from everyday.exchange.exporting import export_to
from plan.records import Action, Intervention, Person, Proposal
from tests import needs
from tests.browser.session.screens import Room, Screen

pytestmark = pytest.mark.browser(about_s=20)

BUS = "The bus goes all round the docks"


def _propose(room: Room, phone: Screen, finding_id: str, what: str, who: str) -> None:
    phone.page.goto(f"http://localhost:{room.server.port}/join/pin/{finding_id}")
    phone.page.get_by_label("What could be done about it?").fill(what)
    phone.page.get_by_label("Who could do it? An organisation, not a person").fill(who)
    phone.press("Send the proposal")
    phone.page.get_by_text("Only you see this until the facilitator shows it.").wait_for()


def test_what_two_phones_propose_is_ticked_in_the_worksheet(room: Room) -> None:
    session = room.session(stage="levers", step="discuss", is_moderated=True)
    finding = room.finding(BUS, session, kind="barrier", level="city", policy_spheres=("transport",))
    first, second = room.phone(session.join_code), room.phone(session.join_code)
    _propose(room, first, finding.id, "A direct line to the centre", "Marsh Line Buses")
    _propose(room, second, finding.id, "National money for evening buses", "Department for Transport")
    assert first.page.get_by_text("National money").count() == 0, "nobody has nodded"

    desk = room.facilitator(session)
    desk.page.get_by_text("2 entries wait for your nod").first.wait_for()
    desk.page.get_by_role("button", name="Show", exact=True).first.click()
    desk.page.get_by_text("1 entry waits for your nod").first.wait_for()
    desk.page.get_by_role("button", name="Show", exact=True).first.click()
    desk.page.get_by_text("for your nod").first.wait_for(state="detached")
    second.page.reload()
    second.page.get_by_text("A direct line to the centre (Marsh Line Buses)").wait_for()
    assert second.page.get_by_text("Only you see this").count() == 0

    desk.go(f"forum?session={session.id}&pin={finding.id}")
    desk.press("Plan an action")
    desk.page.wait_for_url(re.compile("/action-plan"))
    sheet = desk.page.get_by_role("dialog")
    sheet.get_by_label("In a sentence").fill("A direct bus for the estate")
    late = room.atlas.plan().add(
        Proposal(finding_id=finding.id, session=session.id, text="A stop by the shops", lever="Marsh Line Buses"),
        Person("Ann", "planner"),
    )
    for offered in ("A direct line to the centre (Marsh Line Buses)",
                    "National money for evening buses (Department for Transport)"):  # fmt: skip
        sheet.get_by_text(offered, exact=True).click()
    sheet.get_by_role("button", name="Look for new ones").click()
    sheet.get_by_text("A stop by the shops (Marsh Line Buses)").wait_for()
    assert sheet.get_by_label("In a sentence").input_value() == "A direct bus for the estate"
    sheet.get_by_role("button", name="Save").click()
    desk.page.locator("#ea-chosen", has_text="A direct bus for the estate").wait_for()
    store = room.atlas.plan()
    action = next(one for one in store.all(Action) if one.finding_ids == (finding.id,))
    assert sorted(one.text for one in store.all(Intervention, action_id=action.id)) == [
        "A direct line to the centre", "National money for evening buses",
    ]  # fmt: skip
    kept = {one.id: one.action_id for one in store.all(Proposal, session=session.id)}
    assert kept.pop(late.id) == "", "nobody has ticked it"
    assert set(kept.values()) == {action.id}


@pytest.mark.poppler
def test_worksheets_are_printed_and_what_was_written_comes_back(room: Room, tmp_path: Path) -> None:
    session = room.session(stage="levers", step="add")
    room.finding("Nowhere to sit down together", session, kind="barrier", level="neighbourhood")
    number = max(room.atlas.plan().numbers().values())
    desk = room.facilitator(session)
    desk.wait_map("live", "1")
    desk.press("Session")
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("button", name="Worksheets, A3 (PDF)").click()
    path = tmp_path / "worksheets.pdf"
    coming.value.save_as(path)
    printed = subprocess.run([needs.poppler("pdftotext"), path, "-"], capture_output=True, check=True).stdout.decode()
    assert f"Barrier {number}" in printed
    assert "Nowhere to sit down together" in printed

    filled = tmp_path / "typed.csv"
    filled.write_text(
        f"finding,what could be done,who could do it\n{number},Open the library,Council\n999,Chairs,Council\n", "utf-8"
    )
    desk.page.locator(".st-key-forum_levers_file input[type=file]").set_input_files(filled)
    desk.page.get_by_text("typed.csv: 1 row ready to be kept as proposals, 1 row refused").wait_for()
    assert "“999” is no finding" in desk.page.locator("table.ea-evidence").last.inner_text()
    desk.press("Keep the proposals")
    desk.page.get_by_text("1 row added to the findings.").wait_for()
    kept = room.atlas.plan().all(Proposal, session=session.id)
    assert [(one.text, one.lever) for one in kept] == [("Open the library", "Council")]


def _pages(path: Path) -> list[str]:
    done = subprocess.run([needs.poppler("pdftotext"), "-layout", path, "-"], capture_output=True, check=True)
    return done.stdout.decode().removesuffix("\f").split("\f")


@pytest.mark.poppler
def test_the_printed_plan_repeats_its_heads_and_breaks_no_row(room: Room, tmp_path: Path) -> None:
    store = room.atlas.plan()
    for number in range(24):
        store.add(
            Action(title=f"Begin{number:02d} a row of the plan", level="national",
                   interventions=tuple(f"Step {step} of it, said at some length" for step in range(1, 6)),
                   responsible=("Wrenmouth Council",), benefits=(f"End{number:02d}",)),
            Person("Ann", "planner"),
        )  # fmt: skip
    export_to(room.atlas, "plan", tmp_path / "plan.html")
    page: Any = room.engine.browser.new_page()
    page.goto((tmp_path / "plan.html").as_uri())
    heads = page.locator("table thead tr").first.locator("th").all_inner_texts()
    page.pdf(path=tmp_path / "plan.pdf", prefer_css_page_size=True)
    page.close()
    pages = _pages(tmp_path / "plan.pdf")
    with_rows = [one for one in pages if re.search(r"(Begin|End)\d\d", one)]
    assert len(with_rows) >= 3
    for one in with_rows:
        assert all(head.split()[0] in one for head in heads), one[:400]
        assert set(re.findall(r"Begin(\d\d)", one)) == set(re.findall(r"End(\d\d)", one)), "a row is broken"
    assert sum(len(re.findall(r"Begin\d\d", one)) for one in pages) == 24
