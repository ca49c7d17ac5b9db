"""Suggestions, types and scenarios as somebody sees them: a server, a browser, the demo town, and no other host."""

from __future__ import annotations

import shutil

import pytest

from everyday import Atlas
from everyday.scenario.running import run_scenario
from tests.browser.visiting import PATIENCE_MS, Visit, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_atlas(demo_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """A copy of the demo town with a scenario."""
    folder = tmp_path_factory.mktemp("suggested") / "atlas"
    shutil.copytree(demo_atlas.folder, folder)
    atlas = Atlas(folder)
    run_scenario(atlas, [{"kind": "remove_line", "line": "9"}], name="Without the 9")
    return atlas


address = serving("own_atlas")


def test_suggestions_are_drawn_with_hatch_line_and_code(town: Visit, own_atlas: Atlas) -> None:
    town.open()
    town.page.get_by_role("radio", name="Suggested barriers").click()
    suggested = own_atlas.edition().suggestions()
    assert town.wait_map("shapes", "suggestions") == f"suggestions {len(suggested)}"
    codes = town.frame.locator(".leaflet-codes-pane .ea-code").all_inner_texts()
    assert len(codes) == len(suggested)
    assert {"B1", "E1"} <= set(codes)
    barriers = town.frame.locator("path[fill='url(#ea-barrier)']")
    enablers = town.frame.locator("path[fill='url(#ea-enabler)'][stroke-dasharray]")
    polygons = suggested[suggested.geometry.geom_type.str.endswith("Polygon")]
    assert barriers.count() == int((polygons["kind"] == "barrier").sum())
    assert enablers.count() == int((polygons["kind"] == "enabler").sum())
    assert "level=suggested" in town.page.url


def test_the_list_works_from_the_keyboard_and_the_map_goes_there(town: Visit, own_atlas: Atlas) -> None:
    town.open("?level=suggested")
    town.wait_map("shapes", "suggestions")
    first = own_atlas.edition().suggestions().query("kind == 'barrier'").iloc[0]
    button = town.page.get_by_role("button", name=str(first["title"]))
    button.focus()
    town.page.keyboard.press("Enter")
    town.page.locator("#ea-chosen").wait_for(timeout=PATIENCE_MS)
    assert str(first["title"]) in town.chosen()
    assert town.wait_map("shape", str(first["key"])) == first["key"]
    assert town.page.locator(".ea-evidence tbody tr").count() >= 2
    town.page.wait_for_url("**suggestion=**")


def test_a_click_on_the_map_shows_what_is_suggested_there(town: Visit, own_atlas: Atlas) -> None:
    town.open("?level=suggested")
    town.wait_map("shapes", "suggestions")
    cell = town.click_cell(0.55, 0.48)
    assert cell in set(own_atlas.edition().cells()["cell"])
    heading = town.page.get_by_role("heading", name="Suggested here")
    heading.wait_for(timeout=PATIENCE_MS)


def test_types_are_hatched_outlines_and_leave_with_the_view(town: Visit) -> None:
    town.open("?level=both")
    town.page.get_by_role("radio", name="Types of place").click()
    assert town.wait_map("shapes", "types") == "types 4"
    for name in ("connected", "self-contained", "pass-through", "cut-off"):
        assert town.frame.locator(f"path[fill='url(#ea-{name})']").count() == 1
        assert town.frame.locator(f"pattern#ea-{name} line, pattern#ea-{name} circle").count() >= 1
    town.page.get_by_role("radio", name="Two scores").click()
    town.frame.locator("#map_div[data-shapes='']").wait_for(state="attached", timeout=PATIENCE_MS)
    assert town.wait_painted("values-city_score") == "areas values-neighbourhood_score values-city_score"


def test_a_scenario_is_found_and_its_difference_painted(town: Visit) -> None:
    town.go("what-if")
    box = town.page.get_by_role("combobox", name="Kept scenarios")
    box.focus()
    town.page.keyboard.type("Without the 9")
    town.page.keyboard.press("Enter")
    assert "change-" in town.wait_painted("cells change-")
    town.page.get_by_text("Who gains and who loses").first.wait_for(timeout=PATIENCE_MS)
    town.page.get_by_role("radio", name="Before").click()
    town.wait_painted("before-")
    town.page.get_by_role("radio", name="Areas").click()
    town.wait_painted("areas before-")
