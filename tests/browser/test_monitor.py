"""Monitor in a browser: what a planner reads in two widths, axe, one click, and the page of a ward."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from everyday import Atlas
from everyday.acting import with_baseline
from everyday.atlas import open_edition
from plan.records import Action, Milestone, Person, Update
from tests.browser.visiting import PATIENCE_MS, Visit, for_everybody, opened_once, serving, visit

pytestmark = pytest.mark.browser

ANN = Person("Ann", "planner")
SAMPHIRE = "E05999005"


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, next_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with a second edition and an action that is late."""
    folder = tmp_path_factory.mktemp("monitor") / "atlas"
    shutil.copytree(next_atlas.folder, folder)
    found = Atlas(folder)
    wanted = Action(title="A direct bus from the estate to the centre, all day and every day of the week", target=30.0,
                    area_ids=(SAMPHIRE,), measure="centre_min_am", status="under_way", interventions=("Order buses",),
                    responsible=("Wrenmouth Buses", "Wrenmouth Borough Council"))  # fmt: skip
    action = found.plan().add(with_baseline(wanted, open_edition(demo_atlas.edition()), ()), ANN)
    found.plan().add(Milestone(action_id=action.id, number=1, text="Order two buses", date="2026-03-01"), ANN)
    return found


address = serving("atlas")


opened = opened_once(["monitor"])


@pytest.mark.parametrize("width", [1440, 320])
def test_everybody_can_read_it_and_nothing_is_cut_off(opened: Visit, width: int) -> None:
    for_everybody(opened, width)
    page = opened.page
    drawn = page.locator("[class*='st-key-impact_'] .ea-bar i").evaluate_all("all => all.map(one => one.offsetWidth)")
    assert len(drawn) >= 3
    assert all(drawn), "every bar of a value that is known can be seen"
    assert "gained comes from the new timetable" in page.locator(".stMain").inner_text()


def test_one_click_by_keyboard_says_that_somebody_looked(atlas: Atlas, address: str, engine: Any) -> None:
    with visit(address, engine) as seen:
        page = seen.read("monitor")
        page.get_by_role("button", name="Looked at, nothing new").focus()
        page.keyboard.press("Enter")
        page.get_by_text("Noted: looked at today").wait_for(timeout=PATIENCE_MS)
        assert [one.kind for one in atlas.plan().all(Update)] == ["looked"]
        assert page.get_by_role("button", name="Looked at, nothing new").count() == 0


def test_the_page_of_a_ward_comes_as_a_pdf(address: str, engine: Any) -> None:
    with visit(address, engine) as seen:
        page = seen.read(f"monitor?area={SAMPHIRE}")
        with page.expect_download(timeout=PATIENCE_MS) as coming:
            page.get_by_role("button", name="Samphire (PDF)").click()
        assert coming.value.suggested_filename.endswith(".pdf")
        assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
