"""The action plan in a browser: from a finding to an action on the map, read, agreed and told to everybody."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from everyday import Atlas
from everyday.demo.forum import add_example_plan
from plan.records import Action, Finding, Intervention, Milestone, Organisation, Person, Session
from tests.browser.visiting import Visit, serving, settled

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The demo town with its example plan."""
    folder = tmp_path_factory.mktemp("plan") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    atlas = Atlas(folder)
    add_example_plan(atlas, has_actions=False)
    session = atlas.plan().all(Session)[0]
    atlas.plan().save(replace(session, step="discuss"), Person("Facilitator", "planner"))
    return atlas


address = serving("own")


def test_from_a_finding_to_an_action_on_the_map_and_a_page_for_everybody(town: Visit, own: Atlas) -> None:
    finding = next(one for one in own.plan().all(Finding) if "docks" in one.title)
    page = town.page
    town.go(f"forum?session={finding.session}&pin={finding.id}")
    page.get_by_role("button", name="Plan an action").click()
    page.wait_for_url(re.compile("/action-plan"))
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("In a sentence").fill("A direct bus from Samphire")
    sheet.get_by_label("Interventions, one a line").fill("A line every 12 minutes\nLower fares")
    sheet.get_by_label("Milestones, one a line").fill("2027-03-01 Talks (Marsh Buses)")
    sheet.get_by_role("button", name="Save").click()
    page.locator("#ea-chosen", has_text="Action 1: A direct bus from Samphire").wait_for()
    assert page.get_by_role("dialog").count() == 0
    action = own.plan().all(Action)[0]
    assert action.finding_ids == (finding.id,)
    assert [one.text for one in own.plan().all(Intervention)] == ["A line every 12 minutes", "Lower fares"]
    assert [one.owner for one in own.plan().all(Milestone)] == ["Marsh Buses"]
    town.frame.locator(".ea-pin-action.ea-pin-chosen", has_text="A1").wait_for()
    box = town.map.bounding_box()
    assert box["y"] <= 200

    page.get_by_role("button", name="Close").first.click()
    page.get_by_text("On the map (1)").wait_for()
    pin = town.frame.locator(".ea-pin-action").bounding_box()
    page.mouse.click(pin["x"] + pin["width"] / 2, pin["y"] + pin["height"] / 2)
    page.locator("#ea-chosen", has_text="Action 1").wait_for()
    assert action.id in page.url

    page.get_by_role("button", name="You said, we did").click()
    page.get_by_role("button", name="New address").click()
    told = page.locator("code", has_text="/join/said/").first.inner_text().strip()
    settled(page)
    page.goto(told)
    assert "What became of everything" in page.locator("main").inner_text()
    entry = page.locator("li.pin", has_text=finding.title)
    assert "A direct bus from Samphire" in entry.inner_text()


def test_the_councils_register_comes_in_when_its_words_are_understood_and_a_report_tells_what_changed(
    town: Visit, own: Atlas, tmp_path: Path
) -> None:
    store, who = own.plan(), Person("Facilitator", "planner")
    store.add(Organisation(name="Marsh Buses", kind="transport_operator"), who)
    before = len(store.all(Action))
    path = tmp_path / "register.csv"
    path.write_text("Ref,Action,Owner,Target date\nT1,Evening buses,Marsh Busses,31/03/2027\n\nTotal,1 action\n",
                    encoding="utf-8")  # fmt: skip
    page = town.page
    town.go("action-plan")
    page.get_by_role("radio", name="Reports", exact=True).click()
    page.get_by_label("What the report is for").fill("Scrutiny committee")
    page.get_by_label("What the report is for").press("Tab")
    page.get_by_role("button", name="Freeze").click()
    page.get_by_text("Frozen: Scrutiny committee.").wait_for()

    page.get_by_role("radio", name="Council's register").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("Cells that need you: 1. Nothing was kept.").first.wait_for()
    assert "C2" in page.locator("table", has_text="What is wrong").inner_text()
    settled(page)
    meaning = page.get_by_role("combobox", name=re.compile("Marsh Busses")).last
    meaning.scroll_into_view_if_needed()  # a list that is opened while the page still moves closes again
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    settled(page)
    meaning.click()
    page.get_by_role("option", name="Marsh Buses (spelled much like it)").click()
    page.get_by_role("button", name="Say so and look again").click()
    page.get_by_text("New actions: 1; changed: 0").wait_for()
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_text("Brought in. New actions: 1").wait_for()
    (evening,) = [one for one in store.all(Action) if one.reference == "T1"]
    assert (len(store.all(Action)), evening.responsible, evening.due_date) == (
        before + 1,
        ("Marsh Buses",),
        "2027-03-31",
    )

    page.get_by_role("radio", name="Reports", exact=True).click()
    page.get_by_text("Added (1)").wait_for()
    assert "Evening buses" in page.locator("table.ea-changes").first.inner_text()
