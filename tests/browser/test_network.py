"""The network in a browser: a member added, two phones answer, a change accepted, a page that asks if it helped."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from everyday import Atlas
from everyday.acting import share_key
from plan.ids import new_code, shown_code
from plan.records import Action, Feedback, Finding, Helped, Membership, Organisation, Person, Session
from tests.browser.visiting import PATIENCE_MS, Visit, for_everybody, opened_once, serving, visit
from tests.oracles.axe import grave

pytestmark = pytest.mark.browser(about_s=20)

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with an action that goes on and one that was carried out."""
    folder = tmp_path_factory.mktemp("network") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    (folder / "plan.gpkg").unlink(missing_ok=True)
    found = Atlas(folder)
    store = found.plan()
    store.add(Organisation(name="Wrenmouth Borough Council", kind="local_authority"), ANN)
    pin = store.add(Finding(kind="barrier", title="No shelter at the stop by the mill"), ANN)
    store.add(Action(title="A direct bus from the estate to the centre, all day and every day of the week",
                     interventions=("A line every twelve minutes",), area_ids=(SAMPHIRE,)), ANN)  # fmt: skip
    store.add(Action(title="A shelter", finding_ids=(pin.id,), status="done", carried_out="wholly"), ANN)
    return found


address = serving("atlas")


opened = opened_once([f"network?view={view}" for view in ("who", "groups", "questions", "emerging")])


@pytest.mark.parametrize("width", [1440, 320])
def test_everybody_can_read_it_and_nothing_is_cut_off(opened: Visit, width: int) -> None:
    for_everybody(opened, width)


def test_a_member_is_added_by_its_post(atlas: Atlas, address: str, engine: Any) -> None:
    with visit(address, engine) as seen:
        page = seen.read("network")
        page.get_by_text("Nobody is in the network yet.").wait_for()
        page.get_by_role("textbox", name="Post that represents it").fill("Clerk")
        page.locator("[class*='st-key-member_post_']").locator("xpath=ancestor::*[@data-testid='stForm']").get_by_role(
            "button", name="Save"
        ).click()
        page.get_by_text("Saved: the membership.").wait_for(timeout=PATIENCE_MS)
        page.get_by_role("row", name="Wrenmouth Borough Council").get_by_text("Clerk").wait_for()
        assert [one.post for one in atlas.plan().all(Membership)] == ["Clerk"]


def test_two_phones_answer_and_a_planner_accepts_the_change(atlas: Atlas, address: str, engine: Any) -> None:
    store = atlas.plan()
    bus = next(one for one in store.all(Action) if "direct bus" in one.title)
    session = store.add(
        Session(name="Riders meet", date="2026-11-28", forum="advocacy_group", stage="monitoring", join_code=new_code(),
                expires_at="2100-01-01T00:00:00Z", is_moderated=True), ANN)  # fmt: skip
    for name, words in (("Table 1", "Buses until midnight"), ("Table 2", "A stop nearer the shops")):
        with visit(address, engine, width=390, height=844) as seen:
            phone = seen.page
            phone.goto(f"{address}/join?code={shown_code(session.join_code)}")
            phone.locator("[name=name]").fill(name)
            phone.get_by_role("button", name="Join").click()
            phone.get_by_role("link", name=bus.title).click()
            assert phone.get_by_label("Group that answers").input_value() == name
            phone.get_by_role("radio", name="In part").first.check()
            phone.locator("#words_further").fill(words)
            assert phone.evaluate("document.documentElement.scrollWidth") <= 390
            assert [str(one) for one in grave(phone)] == []
            phone.get_by_role("button", name="Send the answers").click()
            phone.get_by_text("The facilitator will show it.").wait_for(timeout=PATIENCE_MS)
    answers = store.all(Feedback, session=session.id)
    assert [one.moderation for one in answers] == ["waiting"] * 4
    with visit(address, engine) as seen:
        page = seen.read(f"network?view=questions&action={bus.id}")
        assert "Buses until midnight" not in page.locator("#ea-answers").inner_text(), "nobody has nodded yet"
        for one in answers:
            store.moderate(one, ANN, is_shown=True)
        page = seen.read(f"network?view=questions&action={bus.id}")
        said = page.locator("#ea-answers").inner_text()
        assert "Buses until midnight" in said
        assert "A stop nearer the shops" in said
        page.locator("summary", has_text="What follows from an answer").click()
        page.get_by_role("button", name="Propose it").click()
        page.get_by_text("The action stays as it is until somebody accepts it.").wait_for(timeout=PATIENCE_MS)
        before = store.get(Action, bus.id).interventions
        page.get_by_role("button", name="Accept").click()
        page.get_by_text("Accepted: the action was changed").wait_for(timeout=PATIENCE_MS)
        after = store.get(Action, bus.id).interventions
        assert after[: len(before)] == before
        assert len(after) == len(before) + 1


def test_a_page_asks_whether_it_helped_and_many_a_no_is_a_question(atlas: Atlas, address: str, engine: Any) -> None:
    store = atlas.plan()
    key = share_key(store, ANN, is_asking=True)
    for _ in range(3):
        with visit(address, engine, width=390, height=844) as seen:
            phone = seen.page
            phone.goto(f"{address}/join/said/{key.key}")
            phone.get_by_role("button", name="Yes").click()
            phone.get_by_role("button", name="No", exact=True).click()
            phone.get_by_text("Counted. You can change it here.").wait_for(timeout=PATIENCE_MS)
            assert phone.get_by_role("button", name="No").get_attribute("aria-pressed") == "true"
            assert [str(one) for one in grave(phone)] == []
    assert [one.verdict for one in store.all(Helped)] == ["no"] * 3
    with visit(address, engine) as seen:
        page = seen.read("network")
        page.get_by_text("3 of 3 phones say that it did not help").wait_for(timeout=PATIENCE_MS)
        seen.go("monitor")
        page.get_by_text("3 phones say of places of pins whether it helped: 0 yes, 0 partly, 3 no.").wait_for(
            timeout=PATIENCE_MS
        )
