"""The page Voices in a browser: nothing is cut off, nothing grave for axe, an answer pinned with the keyboard."""

from __future__ import annotations

import shutil
from typing import Any

import pytest
import shapely

from everyday import Atlas
from everyday.voices import ask_key
from plan.records import Answer, Evidence, ExistingReport, Finding, Person, PlannedMethod
from tests.browser.visiting import (
    PATIENCE_MS,
    Visit,
    beyond_the_window,
    for_everybody,
    opened_once,
    serving,
    settled,
    visit,
)
from tests.oracles.axe import grave

pytestmark = pytest.mark.browser

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with things that people said."""
    folder = tmp_path_factory.mktemp("voices") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    (folder / "plan.gpkg").unlink(missing_ok=True)
    found = Atlas(folder)
    given = {"consent": "Without a name", "retention_until": "2090-01-01", "is_quotable": True, "area_id": SAMPHIRE}
    said = [Answer(text="The buses stop at six", respondent=f"r{n}", **given) for n in range(12)]  # type: ignore[arg-type]
    way = Answer(
        kind="journey", title="To the depot", method="shadowing", text="Ninety minutes", given_on="2026-11-20",
        geometry=shapely.LineString([(-3, 51.5), (-2.9, 51.5)]),
        remarks={"along": [{"at": "08:10", "text": "No shelter"}]},
        **given,
    )  # type: ignore[arg-type]  # fmt: skip
    store = found.plan()
    store.add_all([*said, way], ANN)
    store.add(Finding(title="A very long title about buses that stop in the evening " * 3, method="shadowing"), ANN)
    store.add(
        ExistingReport(title="Buses after six", publisher="Council", year="2019", link="https://example.org"), ANN
    )
    store.add(PlannedMethod(method="photographs", planned_for="Spring 2027"), ANN)
    return found


address = serving("atlas")


@pytest.fixture(scope="module")
def ids(atlas: Atlas) -> dict[str, str]:
    """The way that somebody was accompanied on."""
    (way,) = atlas.plan().all(Answer, kind="journey")
    return {"way": way.id}


opened = opened_once(
    [f"voices?view={view}" for view in ("answers&answer={way}", "add", "words", "reports", "methods", "ask")], "ids"
)


@pytest.mark.parametrize("width", [1440, 320])
def test_everybody_can_read_it_and_nothing_is_cut_off(opened: Visit, width: int) -> None:
    for_everybody(opened, width)


def test_the_questions_on_a_phone_are_sent_with_the_keyboard_alone(atlas: Atlas, address: str, engine: Any) -> None:
    key = ask_key(atlas.plan(), ANN, name="Library")
    with visit(address, engine, width=320, height=700) as seen:
        page = seen.page
        page.goto(f"{seen.url}/join/ask/{key.key}")
        assert beyond_the_window(page) == [0, []]
        assert [str(one) for one in grave(page)] == []
        page.get_by_role("radio", name="Yes, but please do not quote my words").focus()
        page.keyboard.press("Space")
        page.get_by_role("checkbox", name="Dark or lonely ways").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Send").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Nobody else sees them.").wait_for(timeout=PATIENCE_MS)
        assert [str(one) for one in grave(page)] == []
        assert seen.foreign == []
    assert [one.text for one in atlas.plan().all(Answer) if one.readers == "planner" and "lonely" in one.text] == [
        "Dark or lonely ways"
    ]


def test_an_answer_is_found_and_pinned_with_the_keyboard_alone(atlas: Atlas, address: str, engine: Any) -> None:
    with visit(address, engine) as seen:
        page = seen.read("voices")
        page.get_by_role("textbox", name="Search in what was said").focus()
        page.keyboard.type("ninty minute")
        page.keyboard.press("Enter")
        page.get_by_text("1 answer", exact=True).wait_for(timeout=PATIENCE_MS)
        page.get_by_role("button", name="Read, tag, pin").focus()
        page.keyboard.press("Enter")
        page.get_by_text("No shelter").wait_for(timeout=PATIENCE_MS)
        pin = page.locator("summary", has_text="Pin it")
        pin.focus()
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="One sentence, in your words").focus()
        page.keyboard.type("The way to the depot takes too long")
        page.keyboard.press("Tab")
        page.keyboard.type("Ninety minutes")
        page.keyboard.press("Tab")
        settled(page)
        page.get_by_role("button", name="Pin it").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Pinned as finding 2.").wait_for(timeout=PATIENCE_MS)
    (kept,) = [one for one in atlas.plan().all(Finding) if one.method == "shadowing" and "depot" in one.title]
    assert (kept.area_id, kept.geometry) == (SAMPHIRE, None)
    quotes = [one.title for one in atlas.plan().all(Evidence, finding_id=kept.id, kind="quote")]
    assert quotes == ["“Ninety minutes” (Shadowing, November 2026)"]
