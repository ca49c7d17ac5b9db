"""From a suggestion to a measured change in a browser: pin, action, forecast, next year's timetable and what became."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from everyday import Atlas
from everyday.demo.build import next_timetable
from plan.ids import new_code
from plan.records import Action, Ask, Evidence, Finding, Milestone, Person, Session
from tests.browser.visiting import PATIENCE_MS, Visit, beyond_the_window, served, settled, visit
from tests.oracles.axe import grave

pytestmark = pytest.mark.browser

TITLE = "Samphire reaches the centre without the way round by the docks"
COUNCIL = "Wrenmouth Council"


@pytest.fixture
def own(demo_atlas: Atlas, tmp_path: Path) -> Atlas:
    """The made-up town in its first year, with a session and nothing else; a second try begins anew."""
    folder = tmp_path / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    atlas = Atlas(folder)
    atlas.plan().add(
        Session(name="Forum", date="2026-03-12", step="know", join_code=new_code(), expires_at="2100-01-01T00:00:00Z"),
        Person("Ann", "planner"),
    )
    return atlas


@pytest.fixture
def address(own: Atlas, chromium: Path, tmp_path: Path) -> Iterator[str]:
    """It, served."""
    with served(own.folder, tmp_path / "server.log") as url:
        yield url


def _choose(scope: Any, label: str, words: str) -> None:
    """Type into a field that offers choices, and take what is typed."""
    box = scope.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    box.press("Enter")


def _pinned(page: Any, url: str, own: Atlas) -> Finding:
    """The suggested indirect bus, accepted by the room."""
    suggested = own.edition().suggestions().set_index("rule").loc["indirect_bus"]
    page.goto(f"{url}/forum?session={own.plan().all(Session)[0].id}")
    page.locator(f".st-key-accept_{suggested['key']} button").click(
        timeout=3 * PATIENCE_MS
    )  # the first page of a server
    page.locator("#ea-chosen", has_text="Bus goes a long way round, in Samphire").wait_for()
    return own.plan().all(Finding)[0]


def _planned(page: Any, own: Atlas) -> Action:
    """An action about it, with who is responsible, a milestone, a measure and a target."""
    page.get_by_role("button", name="Plan an action").click()
    page.wait_for_url(re.compile("/action-plan"))
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("In a sentence").fill(TITLE)
    sheet.get_by_role("button", name="A direct line to the town centre").click()
    _choose(sheet, "Who holds the lever (responsible)?", COUNCIL)
    sheet.get_by_label("Who of them leads?").fill(COUNCIL)
    sheet.get_by_label("Milestones, one a line").fill(f"2027-01-05 First bus ({COUNCIL})")
    _choose(sheet, "Measured by", "Minutes to the town centre, weekday morning")
    sheet.get_by_label("Target (in the measure's unit").fill("30")
    sheet.get_by_role("button", name="Save").click()
    page.locator("#ea-chosen", has_text=TITLE).wait_for()
    return own.plan().all(Action)[0]


def _forecast(page: Any, own: Atlas, action: Action) -> None:
    """What if is opened from the action with place, line and stops filled in, and its result hangs on it."""
    page.get_by_role("button", name="What if …").click()
    page.get_by_text(f"For action A1: {TITLE}").wait_for(timeout=PATIENCE_MS)
    assert action.id in page.url
    from playwright.sync_api import expect

    form = page.locator("[data-testid='stForm']")
    expect(form).to_contain_text("Market Place")
    assert re.sub(r"\s+", " ", form.inner_text()).count("Samphire Shops") == 1
    expect(form.get_by_role("textbox", name="Name of the line")).to_have_value("20")
    page.get_by_role("button", name="Add this change").click()
    page.get_by_text("Changes of this scenario (1)").wait_for()
    name = page.get_by_role("textbox", name="Name of the scenario")
    name.fill("Direct line")
    name.blur()
    settled(page)
    page.get_by_role("button", name="Work it out").click()
    page.get_by_text(f"It hangs on the action {TITLE} as its forecast.").wait_for(timeout=4 * PATIENCE_MS)
    hung = own.plan().get(Action, action.id)
    assert own.edition(hung.scenario).manifest["scenario"]["name"] == "Direct line"
    assert hung.baseline_edition == own.edition().id


def test_from_a_suggestion_to_a_measured_change(own: Atlas, address: str, engine: Any) -> None:
    with visit(address, engine, height=900) as seen:
        finding = _pinned(seen.page, address, own)
        assert finding.suggestion_key.startswith("indirect_bus-")
        assert {one.kind for one in own.plan().all(Evidence, finding_id=finding.id)} == {"measures", "suggestion"}
        action = _planned(seen.page, own)
        assert (action.responsible, action.lead, action.target) == ((COUNCIL,), COUNCIL, 30.0)
        assert [(one.text, one.owner) for one in own.plan().all(Milestone)] == [("First bus", COUNCIL)]
        _forecast(seen.page, own, action)

        first = own.edition()
        own.add("gtfs", next_timetable(), is_replacing=True)
        second = own.build()
        assert "20" in second.lines()["line"].tolist()
        assert "20" not in first.lines()["line"].tolist()

        _read_monitor(seen, own)
        told = _given_address(seen)
        assert seen.foreign == []
        assert seen.faults == []
    own.plan().add(Ask(action_id=action.id, organisation=COUNCIL, asked_on="2026-04-23", answered_on="2026-05-14",
                       answer="in_part", answer_text="Not before the election"), Person("Ann", "planner"))  # fmt: skip
    _read_on_a_phone(told, engine, finding)


def _read_monitor(seen: Visit, own: Atlas) -> None:
    """Baseline, forecast, measured value and target, in words and as bars of the same lengths."""
    page = seen.page
    page.goto(f"{seen.url}/monitor")
    card = page.locator("[class*='st-key-impact_']", has_text=TITLE)
    card.get_by_text("It went from 46 minutes to 28 minutes, which is better.").wait_for(timeout=PATIENCE_MS)
    card.get_by_text("All of the 18 minutes gained comes from the new timetable.").wait_for(timeout=PATIENCE_MS)
    words = card.inner_text()
    assert "The target of 30 minutes is met" in words
    forecast = re.search(r"The forecast \(Direct line\) was (\d+) minutes", words)
    assert forecast is not None
    settled(page)
    widths = card.locator(".ea-series .ea-bar i").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert len(widths) == 4
    began, measured, said, target = widths
    assert began == max(widths)
    for wide, minutes in ((measured, 28), (said, int(forecast[1])), (target, 30)):
        assert abs(wide / began - minutes / 46) < 0.03, (wide, began, minutes)
    for label in ("At the beginning, 6 January 2026", "Forecast: Direct line", "Target"):
        assert label in words, words
    assert [str(one) for one in grave(page)] == []


def _given_address(seen: Visit) -> str:
    page = seen.page
    page.goto(f"{seen.url}/action-plan")
    page.get_by_role("button", name="You said, we did").click()
    page.get_by_role("button", name="New address").click()
    return str(page.locator("code", has_text="/join/said/").first.inner_text().strip())


def _read_on_a_phone(told: str, engine: Any, finding: Finding) -> None:
    """What became of the pin, on a phone; who was asked and what they answered stays with the team."""
    with visit(told.partition("/join")[0], engine, width=390, height=844) as phone:
        phone.page.goto(told)
        entry = phone.page.locator("li.pin", has_text=finding.title)
        words = entry.inner_text()
        assert f"Action: {TITLE} (" in words
        assert COUNCIL in words
        assert "Not before the election" not in phone.page.locator("body").inner_text()
        assert beyond_the_window(phone.page) == [0, []]
        assert [str(one) for one in grave(phone.page)] == []
        assert phone.foreign == []
