"""The app as somebody sees it: a server, a browser, the demo town, and no other host."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from everyday import Atlas
from tests.browser.visiting import Visit, settled

pytestmark = pytest.mark.browser(about_s=30)
MOST_TOLD = 26_000
"""Bytes that a change of measure may say, before they are compressed (48,000 when the whole page was said again)."""


def test_the_first_page_shows_the_town_its_dates_and_a_painted_map(town: Visit) -> None:
    town.open()
    assert "Wrenmouth" in town.page.locator(".ea-masthead").inner_text()
    assert "Made-up town" in town.page.locator(".ea-masthead").inner_text()
    assert town.wait_painted("areas") == "areas values-amenity_completeness_share"
    assert "residents" in town.frame.locator(".ea-legend-title").inner_text()
    assert town.frame.locator(".ea-legend li").count() >= 4


def test_a_click_chooses_a_cell_and_says_its_name(town: Visit, demo_atlas: Atlas) -> None:
    town.open("?by=cells")
    first = town.click_map(0.5, 0.5)
    second = town.click_map(0.62, 0.4)
    names = set(demo_atlas.edition().cells()["cell_name"])
    assert {first, second} <= names
    assert "at=" in town.page.url


def test_a_click_where_areas_are_shown_chooses_the_area(town: Visit, demo_atlas: Atlas) -> None:
    town.open()
    assert town.click_map(0.5, 0.5) in set(demo_atlas.edition().areas()["area_name"])


def test_another_measure_recolours_and_leaves_the_ground_alone(town: Visit) -> None:
    town.open()
    town.map.evaluate("element => { element.dataset.same = 'yes' }")
    town.page.get_by_role("radio", name="Across town").click()
    town.wait_painted("values-city_reach_45min_share_am")
    town.page.get_by_role("radio", name="Evening").click()
    town.wait_painted("values-city_reach_45min_share_evening")
    town.page.get_by_role("radio", name="Cells").click()
    town.wait_painted("cells values")
    assert town.map.get_attribute("data-same") == "yes"
    assert sum("/background.json" in url for url in town.asked) == 1
    assert sum("/cells.json" in url for url in town.asked) == 1


def test_another_measure_changes_all_that_says_it_and_nothing_else(town: Visit, demo_atlas: Atlas) -> None:
    town.open("?level=near")
    town.page.get_by_text("Show the table and its downloads").click()
    town.page.get_by_role("button", name="CSV (spreadsheet)").wait_for()
    settled(town.page)
    for part in (".ea-masthead", ".ea-foot"):
        town.page.locator(part).evaluate("element => { element.dataset.same = 'yes' }")
    for level, band, column, title in (
        ("Across town", None, "city_reach_45min_share_am", "Share of the town within 45 minutes, weekday morning"),
        (None, "Evening", "city_reach_45min_share_evening", "Share of the town within 45 minutes, weekday evening"),
    ):
        town.page.get_by_role("radio", name=level or band).click()
        town.wait_painted(f"values-{column}")
        settled(town.page)
        assert town.frame.locator(".ea-legend-title").inner_text().startswith(title)
        words = town.page.locator("[class*='st-key-ea_panel']").inner_text()
        assert f"Furthest from the rest of the town: {title}" in words
        median = town.frame.locator(".ea-median").inner_text().removeprefix("town median").strip()
        assert f"Half have {median} or less" in words
        assert title in town.page.locator("[data-testid='stCaptionContainer']").inner_text()
        with town.page.expect_download() as waiting:
            town.page.get_by_role("button", name="CSV (spreadsheet)").click()
        assert column in pd.read_csv(waiting.value.path(), encoding="utf-8-sig").columns
        assert "level=across" in town.page.url
    assert "band=evening" in town.page.url
    town.page.get_by_role("radio", name="Suggested barriers").click()
    town.wait_map("shapes", "suggestions")
    town.page.get_by_role("heading", name="All suggestions as a table").wait_for()
    settled(town.page)
    assert town.page.get_by_text("Show the table and its downloads").count() == 0
    town.page.get_by_role("radio", name="Near home").click()
    town.wait_painted("values-amenity_completeness_share")
    town.page.get_by_text("Show the table and its downloads").wait_for()
    for part in (".ea-masthead", ".ea-foot"):
        assert town.page.locator(part).get_attribute("data-same") == "yes", "drawn once"


@pytest.mark.first_visit
def test_what_travels_for_another_measure_is_little_and_compressed(town: Visit) -> None:
    agreed: list[str] = []
    said: list[int] = []
    tools = town.page.context.new_cdp_session(town.page)
    tools.send("Network.enable")
    tools.on("Network.webSocketHandshakeResponseReceived", lambda told: agreed.append(told["response"]["headersText"]))
    tools.on("Network.webSocketFrameReceived", lambda told: said.append(3 * len(told["response"]["payloadData"]) // 4))
    town.open("?level=near")
    settled(town.page)
    town.page.wait_for_timeout(1500)
    assert any("permessage-deflate" in one for one in agreed)
    for name, layer in (("Across town", "city_reach_45min_share_am"), ("Sunday", "city_reach_45min_share_sunday")):
        said.clear()
        town.page.get_by_role("radio", name=name).click()
        town.wait_painted(f"values-{layer}")
        settled(town.page)
        town.page.wait_for_timeout(500)
        assert 2_000 < sum(said) < MOST_TOLD


def test_search_works_from_the_keyboard(town: Visit) -> None:
    town.open()
    box = town.page.get_by_role("combobox", name="Find an area, street, stop or place")
    box.focus()
    town.page.keyboard.type("Samphire (area)")
    town.page.keyboard.press("Enter")
    town.page.locator("#ea-chosen").wait_for()
    assert town.chosen() == "Samphire"
    assert "home to" in town.page.locator(".ea-note").filter(has_text="Home to").inner_text().lower()


def test_coordinates_can_be_typed(town: Visit, demo_atlas: Atlas) -> None:
    cell = demo_atlas.edition().cells().query("on_network").iloc[40]
    town.open()
    field = town.page.get_by_role("combobox", name="Find an area, street, stop or place")
    field.fill(f"{cell['lat']:.6f}, {cell['lon']:.6f}")
    field.press("Enter")
    town.page.locator("#ea-chosen").wait_for()
    assert town.chosen() == cell["cell_name"]


def test_an_address_brings_a_view_back(town: Visit, demo_atlas: Atlas) -> None:
    cell = demo_atlas.edition().cells().query("on_network").iloc[100]
    town.open(f"?level=across&measure=centre_min&band=evening&by=cells&layers=stops&at={cell['cell']}")
    assert town.wait_painted("centre_min_evening") == "cells values-centre_min_evening"
    assert town.chosen() == cell["cell_name"]
    assert town.wait_map("overlays", "stops") == "stops"
    assert town.wait_map("chosen") == cell["cell"]


def test_moving_the_map_changes_the_address_and_draws_nothing_anew(town: Visit) -> None:
    town.open()
    town.map.evaluate("element => { element.dataset.same = 'yes' }")
    town.frame.get_by_role("button", name="Zoom in").click()
    town.page.wait_for_url("**map=**")
    assert town.map.get_attribute("data-same") == "yes"
    assert town.map.get_attribute("data-turn") == "1"


def test_zooming_in_shows_cells(town: Visit) -> None:
    town.open()
    zoom_in = town.frame.get_by_role("button", name="Zoom in")
    for _ in range(5):
        zoom_in.click()
        town.page.wait_for_timeout(400)
    assert town.wait_painted("cells ") == "cells values-amenity_completeness_share"


def test_reach_is_painted_and_its_numbers_are_beside_it(town: Visit, demo_atlas: Atlas) -> None:
    cell = demo_atlas.edition().cells().sort_values("weight_n").iloc[-1]["cell"]
    town.open(f"?level=across&by=cells&at={cell}")
    town.page.get_by_role("button", name="Show reach from here").click()
    town.wait_painted(f"reach-am-usual-{cell}")
    table = town.page.locator(".ea-three").inner_text()
    expected = demo_atlas.reach(cell).summary.set_index(["way", "limit_min"])
    assert f"{round(100 * expected.loc[('am', 30), 'weight_share'])} %" in table
    assert f"{expected.loc[('walk', 60), 'bumping_places_n']:,} places" in table
    town.page.get_by_role("radio", name="Only on foot").click()
    town.wait_painted(f"reach-walk-usual-{cell}")
    town.page.get_by_role("combobox", name="Walking").click()
    town.page.get_by_role("option", name="Slowly: 2.9 km/h").click()
    town.wait_painted(f"reach-walk-w29-{cell}")
    slower = demo_atlas.reach(cell, walk_kmh=2.9).summary.set_index(["way", "limit_min"])
    town.page.get_by_text(f"{slower.loc[('walk', 60), 'bumping_places_n']:,} places").first.wait_for()


def test_the_download_holds_the_numbers_of_the_edition(town: Visit, demo_atlas: Atlas, tmp_path: Path) -> None:
    town.open("?level=across&measure=centre_min&band=sunday")
    assert town.page.get_by_role("button", name="CSV (spreadsheet)").count() == 0, "sent when somebody opens it"
    town.page.get_by_text("Show the table and its downloads").click()
    with town.page.expect_download() as waiting:
        town.page.get_by_role("button", name="CSV (spreadsheet)").click()
    path = tmp_path / "down.csv"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename.startswith("wrenmouth-areas-centre_min_sunday-")
    down = pd.read_csv(path, encoding="utf-8-sig").set_index("area_id")["centre_min_sunday"]
    areas = demo_atlas.edition().areas().set_index("area_id")["centre_min_sunday"]
    read = np.floor(areas + 0.5)
    pd.testing.assert_series_equal(down.sort_index(), read.sort_index(), check_dtype=False, check_index_type=False)


@pytest.mark.parametrize(
    "query",
    [
        "?level=<script>alert(1)</script>&band=xx&by=%00",
        "?at=../../etc/passwd&measure=__class__&layers=places,<b>,stops&map=nan,inf,99",
        "?map=1e309,2,3&edition=..%2F..%2F&reach=1&at=ffffffffffffffff",
    ],
)
def test_a_hostile_address_is_harmless(town: Visit, query: str) -> None:
    town.open(query)
    assert town.wait_painted("areas").startswith("areas values-amenity_completeness_share")
    assert town.chosen() == ""


def test_the_map_works_without_a_mouse(town: Visit) -> None:
    town.open()
    assert "Map of Wrenmouth" in str(town.map.get_attribute("aria-label"))
    town.map.focus()
    before = town.page.url
    town.page.keyboard.press("+")
    town.page.wait_for_url(lambda url: url != before)
