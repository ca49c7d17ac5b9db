"""Activities in a browser: stars on the map with their key, one added by hand, the gap map of another week."""

from __future__ import annotations

import shutil

import pytest

from everyday import Atlas
from everyday.demo.build import demo_activities
from plan.records import Activity, Person
from tests.browser.visiting import PATIENCE_MS, Visit, serving, settled

pytestmark = pytest.mark.browser

ANN = Person("Ann", "planner")


@pytest.fixture(scope="module")
def atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The made-up town with its list of activities."""
    folder = tmp_path_factory.mktemp("activities") / "atlas"
    shutil.copytree(demo_atlas.folder, folder, ignore=shutil.ignore_patterns("plan.gpkg*"))
    found = Atlas(folder)
    found.add_activities(demo_activities(), who=ANN)
    return found


address = serving("atlas")


def test_stars_on_the_map_have_a_key_and_say_what_they_are(town: Visit) -> None:
    town.open("?by=cells")
    town.frame.get_by_role("button", name="Layers").click()
    key = town.frame.get_by_text("Known to run")
    assert not key.is_visible()
    town.frame.get_by_label("Activities").check()
    assert town.wait_map("activities", "18") == "18"
    assert key.is_visible()
    town.frame.get_by_role("button", name="Layers").click()
    stars = town.frame.locator(".leaflet-marker-icon.ea-activity")
    assert stars.count() == 18
    assert town.frame.locator(".leaflet-marker-icon.ea-activity-faded").count() == 2
    assert "layers=activities" in town.page.url
    box = town.frame.locator(".leaflet-marker-icon.ea-activity-faded").first.bounding_box()
    assert box is not None
    town.page.mouse.move(box["x"] + box["width"] / 2 + 1, box["y"] + box["height"] / 2)
    town.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tip = town.frame.locator(".ea-tip")
    tip.wait_for()
    assert "Not confirmed for six months" in tip.inner_text()
    town.frame.get_by_role("button", name="Layers").click()
    town.frame.get_by_label("Activities").uncheck()
    town.frame.locator(".leaflet-marker-icon.ea-activity").first.wait_for(state="detached")


def test_one_is_added_by_hand_and_stands_on_the_map(town: Visit, atlas: Atlas) -> None:
    page = town.page
    town.go("activities?view=form")
    page.locator(".ea-foot").wait_for(timeout=PATIENCE_MS)
    when = page.get_by_role("textbox", name="When, in your own words")
    when.fill("sat 10-12, term time")
    when.press("Tab")
    page.get_by_text("Understood as: Saturdays 10am to 12 noon, term time").wait_for()
    page.get_by_label("What it is", exact=True).fill("Repair morning")
    page.get_by_role("textbox", name="Its place on the map").fill("Samphire Community Centre")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    settled(page)
    made = next(one for one in atlas.plan().all(Activity) if one.title == "Repair morning")
    assert (made.when, made.area_id) == ("sat 10-12, term time", "E05999005")
    town.open("?layers=activities")
    assert town.wait_map("activities", "19") == "19"


def test_the_gap_map_of_another_week_names_it(town: Visit) -> None:
    page = town.page
    town.go("activities?view=gaps")
    page.locator(".ea-gap-maps").wait_for(timeout=PATIENCE_MS)
    assert page.locator(".ea-gap-maps img").count() == 4
    for picture in page.locator(".ea-gap-maps img").all():
        assert (picture.get_attribute("alt") or "").startswith("Map of ")
    page.get_by_role("radio", name="By kind").click()
    page.locator(".ea-gap-maps img").nth(5).wait_for()
    settled(page)
    page.get_by_text("The same as a table, and a sentence each").click()
    page.get_by_text("reach nothing for Celebration").first.wait_for()
    with page.expect_download() as got:
        page.get_by_role("button", name="Gaps as CSV").click()
    assert "-activity-gaps-" in got.value.suggested_filename
