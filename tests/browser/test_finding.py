"""Searching, as somebody sees it: Enter takes the best match, what was found is marked where it is, and the map flies
there once."""

from __future__ import annotations

import math
import re
import time
from pathlib import Path
from typing import Any

import pytest

from everyday import Atlas
from tests.browser.visiting import PATIENCE_MS, Visit, served, settled, visit
from tests.makers.forum_room import HOSTILE, Room, forum_room

pytestmark = pytest.mark.browser(about_s=45)
LABEL = "Find an area, street, stop or place"


def search(seen: Visit, words: str, key: str = "Enter") -> None:
    box = seen.page.get_by_role("combobox", name=LABEL)
    box.press("ControlOrMeta+a")
    box.press_sequentially(words)
    box.press(key)


def view(seen: Visit) -> tuple[float, float, float]:
    """Latitude, longitude and zoom of the map."""
    seen.page.wait_for_timeout(700)  # a flight takes a quarter of a second
    lat, lon, zoom = (float(part) for part in seen.wait_map("view").split())
    return lat, lon, zoom


def view_at(seen: Visit, lat: float, lon: float) -> tuple[float, float, float]:
    """The map's view once its middle is near a place, or as it is when that has not come about in time."""
    until_s = time.monotonic() + PATIENCE_MS / 1000
    while True:
        found = view(seen)
        is_there = abs(found[0] - lat) < 0.002 and abs(found[1] - lon) < 0.003
        if is_there or time.monotonic() > until_s:
            return found


def world(lat: float, lon: float, zoom: float) -> tuple[float, float]:
    """Web Mercator in pixels."""
    size = 256 * 2**zoom
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / (2 * math.pi)
    return (lon / 360 + 0.5) * size, (0.5 - y) * size


def off_by(seen: Visit, at: tuple[float, float]) -> float:
    """How many pixels the mark is away from where the coordinates are on the map now."""
    lat, lon, zoom = view(seen)
    here, there = world(lat, lon, zoom), world(*at, zoom)
    box, mark = seen.map.bounding_box(), seen.frame.locator(".ea-found").bounding_box()
    wanted = (
        box["x"] + box["width"] / 2 + there[0] - here[0],
        box["y"] + box["height"] / 2 + there[1] - here[1],
    )
    return math.dist(wanted, (mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2))


def test_a_stop_is_marked_where_it_is_and_not_in_the_middle_of_its_cell(town: Visit, demo_atlas: Atlas) -> None:
    stops, cells = demo_atlas.edition().stops(), demo_atlas.edition().cells().set_index("cell")
    stop = stops[stops["stop_name"].map((stops["stop_name"].value_counts() == 1).to_dict())].iloc[3]
    at = float(stop["lat"]), float(stop["lon"])
    town.open()
    search(town, stop["stop_code"])
    town.wait_map("found", stop["stop_name"])
    assert off_by(town, at) < 2
    middle = cells.loc[town.wait_map("chosen")]
    assert off_by(town, (middle["lat"], middle["lon"])) > 10
    assert town.frame.locator(".ea-found span").inner_text() == stop["stop_name"]
    # … and it moves with the ground.
    town.frame.get_by_role("button", name="Zoom in").click()
    assert off_by(town, at) < 2


def test_typed_coordinates_are_marked_and_outside_says_why(town: Visit, demo_atlas: Atlas) -> None:
    town.open()
    search(town, "52.94123, 0.26321")
    town.wait_map("found", "52.94123, 0.26321")
    assert off_by(town, (52.94123, 0.26321)) < 2
    search(town, "0.26321, 52.94123")
    town.page.get_by_text("Latitude and longitude look swapped").first.wait_for()
    search(town, "51.5, -3.0")
    town.page.get_by_text("lies outside Wrenmouth, about").first.wait_for()
    assert town.map.get_attribute("data-found").startswith("52.94123"), "what cannot be found changes nothing"
    cell = demo_atlas.edition().cells().query("on_network").iloc[40]
    search(town, cell["cell"])
    town.frame.locator(f"#map_div[data-chosen='{cell['cell']}']").wait_for(state="attached")


def test_the_map_flies_once_and_nothing_later_brings_it_back(town: Visit) -> None:
    town.open()
    start = view(town)[2]
    search(town, "samphire shops")
    town.wait_map("found", "Samphire Shops")
    assert start < view(town)[2] == 15
    town.map.focus()
    for _ in range(3):
        town.page.keyboard.press("ArrowLeft")
    town.frame.get_by_role("button", name="Zoom out").click()
    moved = view(town)
    assert moved[2] < 15
    town.page.get_by_role("radio", name="Across town").click()
    town.wait_painted("values-city_reach_45min_share_am")
    town.page.get_by_role("radio", name="Evening").click()
    town.wait_painted("values-city_reach_45min_share_evening")
    town.click_cell(0.3, 0.3)
    settled(town.page)
    assert view(town) == moved
    assert town.map.get_attribute("data-found"), "it is marked until it is forgotten"
    # Asked for anew, it goes there again; nearer than it goes by itself it stays as near.
    before = town.wait_map("view")
    search(town, "samphire shops")
    town.frame.locator(f"#map_div:not([data-view='{before}'])").wait_for(state="attached")
    assert view(town)[2] == 15
    town.frame.get_by_role("button", name="Zoom in").click()
    near = view(town)[2]
    search(town, "brickfields community centre")
    town.frame.locator("#map_div:not([data-found^='Samphire'])").wait_for(state="attached")
    assert view(town)[2] == near > 15


def test_the_whole_town_forgets_the_search_the_mark_and_the_choice(town: Visit) -> None:
    town.open()
    before = view(town)[2]
    search(town, "samphire shops")
    town.wait_map("found", "Samphire Shops")
    town.page.get_by_role("button", name="Back to the whole town").click()
    town.frame.locator("#map_div[data-found='']").wait_for(state="attached")
    town.page.get_by_role("heading", name="The town in brief").wait_for()
    settled(town.page)
    assert abs(view(town)[2] - before) <= 0.5
    assert town.frame.locator(".ea-found").count() == 0
    assert town.page.get_by_role("combobox", name=LABEL).input_value() == ""
    assert "at=" not in town.page.url
    town.page.get_by_role("radio", name="Across town").click()
    town.wait_painted("values-city_reach_45min_share_am")
    assert abs(view(town)[2] - before) <= 0.5


ASKED_IN_BETWEEN = """(_, asked) => new Promise((done) => {
  const map = everydayLabels.layer()._map;
  map.once("zoomanim", () => setTimeout(() => { eval(asked); done() }, 30));
  map.setZoom(map.getZoom() + 2);
})"""


@pytest.mark.parametrize(
    ("asked", "zoom"),
    [("document.querySelector('.ea-home button').click()", None),
     ("everydayFound.show(null, {serial: 9e15, at: map.getCenter(), zoom: 17}, {})", 17)],
    ids=["the whole town", "a place"],
)  # fmt: skip
def test_where_the_map_is_sent_while_it_zooms_it_goes_when_it_has(town: Visit, asked: str, zoom: float | None) -> None:
    """Leaflet 1.9 does nothing when it is told where to go in such a moment."""
    town.open()
    opened = view(town)[2]
    town.map.evaluate(ASKED_IN_BETWEEN, asked)
    until_s = time.monotonic() + PATIENCE_MS / 1000
    while abs(view(town)[2] - (zoom or opened)) > 0.5:
        assert time.monotonic() < until_s


def test_an_area_is_fitted_and_enter_takes_it_before_streets(town: Visit, demo_atlas: Atlas) -> None:
    town.open()
    search(town, "samph")
    town.page.locator("#ea-chosen", has_text="Samphire").wait_for()
    west, south, east, north = demo_atlas.edition().areas().set_index("area_name").loc["Samphire"].geometry.bounds
    middle = (south + north) / 2, (west + east) / 2
    lat, lon, zoom = view_at(town, *middle)
    assert (lat, lon) == (pytest.approx(middle[0], abs=0.002), pytest.approx(middle[1], abs=0.003))
    box = town.map.bounding_box()
    wide = world(north, east, zoom)[0] - world(south, west, zoom)[0]
    high = world(south, west, zoom)[1] - world(north, east, zoom)[1]
    assert wide <= box["width"]
    assert high <= box["height"]
    assert max(wide / box["width"], high / box["height"]) > 0.45


def test_arrows_choose_escape_closes_and_the_list_is_told(town: Visit) -> None:
    town.open()
    page, box = town.page, town.page.get_by_role("combobox", name=LABEL)
    box.press_sequentially("marsh")
    options = page.get_by_role("listbox", name=LABEL).get_by_role("option")
    options.first.wait_for()
    assert 1 < options.count() <= 10
    page.get_by_text(re.compile(r"^\d+ matches\. Enter takes Marsh")).wait_for(state="attached")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    box.press("ArrowDown")
    second = options.nth(1)
    assert second.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
    wanted = second.locator("strong").inner_text()
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "marsh"
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    town.frame.locator("#map_div[data-found]:not([data-found=''])").wait_for(state="attached")
    assert box.input_value().startswith(wanted)
    box.press("Escape")
    town.frame.locator("#map_div[data-found='']").wait_for(state="attached")


def test_a_misspelled_name_and_a_name_being_composed(town: Visit) -> None:
    town.open()
    search(town, "samphir shopps")
    town.wait_map("found", "Samphire Shops")
    box = town.page.get_by_role("combobox", name=LABEL)
    box.fill("")
    town.frame.locator("#map_div[data-found='']").wait_for(state="attached")
    box.press_sequentially("samphire shops")
    box.evaluate("e => e.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true}))")
    town.page.wait_for_timeout(500)
    assert town.map.get_attribute("data-found") == "", "Enter that ends a composed sign is not for the search"


def test_in_the_lists_of_what_if_enter_takes_one_stop_and_not_all_that_match(town: Visit) -> None:
    page = town.page
    town.go("what-if")
    box = page.get_by_role("combobox", name="Stops")
    box.click()
    box.press_sequentially("marsh")
    page.get_by_role("option").first.wait_for()
    first = page.get_by_role("option").first.inner_text()
    assert first.startswith("Marsh")
    box.press("Enter")
    chosen = page.locator("button[aria-label^='Remove Marsh']:visible")
    chosen.first.wait_for()
    settled(page)
    assert chosen.count() == 1
    assert chosen.first.get_attribute("aria-label") == f"Remove {first}"


def test_a_finding_is_found_by_its_number_and_is_no_html(
    chromium: Path, demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Any
) -> None:
    with (
        forum_room(demo_atlas, tmp_path, monkeypatch) as room,
        served(room.atlas.folder, tmp_path / "log.txt") as url,
        visit(url, engine) as seen,
    ):
        known = _pinned(room)
        seen.open()
        dialogs: list[str] = []
        seen.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        search(seen, str(room.atlas.plan().numbers()[known.id]))
        seen.wait_map("found", "<img src=x")
        assert known.geometry is not None
        assert off_by(seen, (known.geometry.y, known.geometry.x)) < 2
        assert "<img src=x onerror=alert(1)>" in seen.frame.locator(".ea-found span").inner_text()
        assert (dialogs, seen.faults) == ([], [])


def _pinned(room: Room) -> Any:
    return room.pin(HOSTILE, "Samphire Shops (stop, Samphire)")
