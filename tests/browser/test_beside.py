"""Side by side in a browser: two maps that move together, their size, their classes, and the file of the table."""

from __future__ import annotations

import csv
import io
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from everyday import Atlas
from tests.browser.visiting import PATIENCE_MS, Visit, serving, settled, visit

pytestmark = pytest.mark.browser(about_s=75)

FRAME = "iframe[title*='st_folium']"
LEFT, RIGHT = 0, 1
PIXEL = 1.5
"""Each map stands on whole pixels of its own."""
MAP = "window.everydayLabels.layer()._map"


@pytest.fixture(scope="module")
def atlas(direct_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The demo town with a scenario: two editions."""
    folder = tmp_path_factory.mktemp("beside") / "atlas"
    shutil.copytree(direct_atlas.folder, folder)
    return Atlas(folder)


address = serving("atlas")


@pytest.fixture(scope="module")
def two_places(atlas: Atlas) -> str:
    """An address that compares two areas."""
    areas = atlas.edition().areas()["area_id"]
    return f"?compare=places&left={areas.iloc[1]}&right={areas.iloc[5]}"


def the_map(seen: Visit, side: int) -> Any:
    """The Leaflet container of a side."""
    return seen.page.frame_locator(FRAME).nth(side).locator("#map_div")


def told(seen: Visit, side: int, script: str, given: Any = None) -> Any:
    """What a script inside the frame of a side gives."""
    return the_map(seen, side).evaluate(f"(_, given) => {script}", given)


def go(seen: Visit, query: str) -> None:
    """Open the page and wait until both maps are painted and at rest."""
    seen.go(f"side-by-side{query}")
    for side in (LEFT, RIGHT):
        seen.page.frame_locator(FRAME).nth(side).locator("#map_div[data-painted]").wait_for(
            state="attached", timeout=PATIENCE_MS
        )
    at_rest(seen)


def at_rest(seen: Visit) -> None:
    """Wait until all of the page stands and its maps no longer move."""
    settled(seen.page)
    seen.page.locator(".ea-foot").wait_for(timeout=PATIENCE_MS)
    seen.page.wait_for_timeout(800)


def view(seen: Visit, side: int) -> tuple[float, float, float]:
    """Latitude, longitude and zoom of a side."""
    lat, lon, zoom = told(seen, side, f"(m => [m.getCenter().lat, m.getCenter().lng, m.getZoom()])({MAP})")
    return float(lat), float(lon), float(zoom)


def apart(seen: Visit) -> tuple[float, float, float]:
    """How far the right map's middle is from the left map's, in pixels across and down, and the difference in zoom."""
    (lat, lon, zoom), (other_lat, other_lon, other_zoom) = view(seen, LEFT), view(seen, RIGHT)
    between = f"{MAP}.project(given[1], given[2]).subtract({MAP}.project(given[0], given[2]))"
    x, y = told(seen, LEFT, f"(p => [p.x, p.y])({between})", [[lat, lon], [other_lat, other_lon], zoom])
    return float(x), float(y), other_zoom - zoom


def drag(seen: Visit, side: int, right: float, down: float) -> Any:
    """Press in the middle of a map and move the mouse, without letting go."""
    box = seen.page.locator(FRAME).nth(side).bounding_box()
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x + right / 2, y + down / 2, steps=4)
    seen.page.mouse.move(x + right, y + down, steps=4)


def kept_address(seen: Visit) -> str:
    """The address once it says where the left map is, which it does when that has come to rest."""
    until_s = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until_s:
        said = parse_qs(urlsplit(seen.page.url).query).get("map")
        if said and [float(one) for one in said[0].split(",")] == pytest.approx(view(seen, LEFT), abs=0.0001):
            return str(seen.page.url)
        seen.page.wait_for_timeout(100)
    raise AssertionError(f"The map is at {view(seen, LEFT)}, and the address stays {seen.page.url}")


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_two_editions_show_the_same_ground_while_one_is_dragged(town: Visit, side: int) -> None:
    go(town, "?compare=editions")
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)
    before = view(town, 1 - side)
    town.asked.clear()
    drag(town, side, -140, 60)
    assert view(town, 1 - side)[1] > before[1], "it moves before the mouse is let go"
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)
    town.page.mouse.up()
    town.page.wait_for_timeout(700)
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)
    assert [one for one in town.asked if "favicon" not in one] == [], "the server was not asked"


@pytest.mark.parametrize("side", [LEFT, RIGHT])
def test_two_editions_zoom_together_by_button_wheel_and_keyboard(town: Visit, side: int) -> None:
    go(town, "?compare=editions")
    zoom = view(town, LEFT)[2]
    frame = town.page.frame_locator(FRAME).nth(side)
    frame.get_by_role("button", name="Zoom in").click()
    assert told(town, 1 - side, f"{MAP}._animatingZoom === true || {MAP}.getZoom() > given", zoom), "both at once"
    town.page.wait_for_timeout(600)
    assert view(town, 1 - side)[2] > zoom
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)
    box = town.page.locator(FRAME).nth(side).bounding_box()
    town.page.mouse.move(box["x"] + 500, box["y"] + 150)
    for _ in range(3):
        town.page.mouse.wheel(0, -240)
        town.page.wait_for_timeout(150)
    town.page.wait_for_timeout(900)
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)
    the_map(town, side).focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowRight", "-"):
        town.page.keyboard.press(key)
        town.page.wait_for_timeout(400)
    town.page.wait_for_timeout(600)
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)


def test_two_places_keep_their_distance(town: Visit, atlas: Atlas, two_places: str) -> None:
    go(town, two_places)
    x, y, zoom = apart(town)
    assert zoom == 0
    areas = atlas.edition().areas()
    (lat, lon, _), bounds = view(town, RIGHT), areas.geometry.iloc[5].bounds
    assert (lon, lat) == pytest.approx(((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2), abs=0.001)
    drag(town, RIGHT, 90, -70)
    assert apart(town) == pytest.approx((x, y, 0), abs=1.5)
    town.page.mouse.up()
    town.page.wait_for_timeout(700)
    town.page.frame_locator(FRAME).nth(LEFT).get_by_role("button", name="Zoom in").click()
    town.page.wait_for_timeout(700)
    assert apart(town) == pytest.approx((2 * x, 2 * y, 0), abs=3), "twice as near, so twice as many pixels"


def test_a_second_place_lets_both_maps_go_to_theirs_and_whole_town_brings_them_back(town: Visit, atlas: Atlas) -> None:
    areas = atlas.edition().areas()
    go(town, f"?compare=places&left={areas['area_id'].iloc[1]}")
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL), "until both are chosen the two show the same"
    box = town.page.get_by_role("combobox", name="Right place")
    box.focus()
    town.page.keyboard.type("Samphire (area)")
    town.page.keyboard.press("Enter")
    town.page.wait_for_url("**right=**")
    settled(town.page)
    town.page.wait_for_timeout(1200)
    for side, name in ((LEFT, areas["area_name"].iloc[1]), (RIGHT, "Samphire")):
        west, south, east, north = areas.set_index("area_name").loc[name].geometry.bounds
        lat, lon, _ = view(town, side)
        assert (lon, lat) == pytest.approx(((west + east) / 2, (south + north) / 2), abs=0.001)
    assert apart(town)[2] == 0
    town.page.frame_locator(FRAME).nth(RIGHT).get_by_role("button", name="Whole town").click()
    town.page.wait_for_url(lambda url: "right=" not in url)
    settled(town.page)
    town.page.wait_for_timeout(1500)
    assert apart(town) == pytest.approx((0, 0, 0), abs=PIXEL)
    west, south, east, north = areas.total_bounds
    shown = told(town, RIGHT, f"{MAP}.getBounds().toBBoxString()")
    assert float(shown.split(",")[0]) < west


def test_nothing_reaches_another_tab(town: Visit) -> None:
    go(town, "?compare=editions")
    other = Visit(town.page.context.new_page(), town.url)
    go(other, "?compare=editions")
    before = view(other, LEFT)
    town.page.bring_to_front()
    drag(town, LEFT, -100, 0)
    town.page.mouse.up()
    town.page.wait_for_timeout(500)
    assert view(other, LEFT) == before


def test_both_maps_have_one_measure_in_the_same_classes_and_colours_and_names_of_their_own(town: Visit) -> None:
    go(town, "?compare=editions&measure=city_reach_45min_share&by=cells")
    legends = [town.page.frame_locator(FRAME).nth(side).locator(".ea-map-legend") for side in (LEFT, RIGHT)]
    for one in legends:
        if not one.locator("li").first.is_visible():  # there is little room: it is folded
            one.locator("summary").click()
    classes = [one.locator("li strong").all_inner_texts() for one in legends]
    colours = [one.locator("li i").evaluate_all("all => all.map(e => e.style.background)") for one in legends]
    people = [one.locator("li span").all_inner_texts() for one in legends]
    assert "" not in classes[LEFT]
    assert classes[LEFT] == classes[RIGHT]
    assert colours[LEFT] == colours[RIGHT]
    assert people[LEFT] != people[RIGHT], "each counts its own people"
    labels = [str(frame.get_attribute("aria-label")) for frame in town.page.locator(FRAME).all()]
    assert labels[LEFT].startswith("Left map: Wrenmouth, Built on")
    assert labels[RIGHT].startswith("Right map: Wrenmouth, What if: Direct line to Samphire")


def test_wide_the_maps_stand_beside_each_other_and_fill_the_window(engine: Any, address: str, two_places: str) -> None:
    with visit(address, engine, width=1440, height=900) as seen:
        go(seen, two_places)
        left, right = (frame.bounding_box() for frame in seen.page.locator(FRAME).all())
        assert (left["y"], left["height"]) == (right["y"], right["height"])
        assert left["y"] < 200
        assert 900 - 24 <= left["y"] + left["height"] <= 900
        assert left["x"] + left["width"] <= right["x"]
        assert right["x"] + right["width"] > 1440 - 40
        assert abs(left["width"] - right["width"]) < 2
        assert not seen.faults


def test_a_map_that_slides_arrives_with_the_other_though_their_window_changes(engine: Any, address: str) -> None:
    with visit(address, engine) as seen:
        go(seen, "?compare=editions")
        goal = told(
            seen, LEFT,
            f"""(at => {{ {MAP}.panBy([90, 30], {{ duration: 1.5 }}); return [at.lat, at.lng]; }})(
                {MAP}.containerPointToLatLng({MAP}.getSize().divideBy(2).add([90, 30])))""",
        )  # fmt: skip
        seen.page.set_viewport_size({"width": 1440, "height": 900})
        seen.page.wait_for_timeout(2_500)
        for side in (LEFT, RIGHT):
            away = f"{MAP}.latLngToContainerPoint(given).subtract({MAP}.getSize().divideBy(2))"
            off = told(seen, side, f"(p => [p.x, p.y])({away})", goal)
            assert off == pytest.approx([0, 0], abs=2)


def test_a_layer_that_is_switched_on_one_map_is_switched_on_the_other(town: Visit) -> None:
    go(town, "?compare=editions&by=cells")
    frames = [town.page.frame_locator(FRAME).nth(side) for side in (LEFT, RIGHT)]
    frames[RIGHT].get_by_role("button", name="Layers").click()
    frames[RIGHT].get_by_label("Stops").check()
    for frame in frames:
        frame.locator("#map_div[data-overlays='stops']").wait_for(state="attached")
    town.page.wait_for_url("**layers=stops**")
    frames[LEFT].get_by_role("button", name="Layers").click()
    assert frames[LEFT].get_by_label("Stops").is_checked()
    frames[LEFT].get_by_label("Colour empty land").check()
    frames[RIGHT].locator("#map_div[data-empty='1']").wait_for(state="attached")
    assert frames[RIGHT].get_by_label("Colour empty land").is_checked()
    frames[LEFT].get_by_label("Stops").uncheck()
    frames[RIGHT].locator("#map_div[data-overlays='']").wait_for(state="attached")
    assert "layers=" not in town.page.url
    settled(town.page)
    town.page.get_by_role("radio", name="Areas").click()
    frames[RIGHT].locator("#map_div[data-painted^='areas']").wait_for(state="attached")
    assert frames[RIGHT].locator("#map_div").get_attribute("data-overlays") == "", "drawn again, it stays off"


@pytest.mark.parametrize("query", ["?compare=editions", "?compare=places"])
def test_what_is_chosen_on_a_map_lies_between_its_buttons(engine: Any, address: str, query: str) -> None:
    with visit(address, engine) as seen:
        go(seen, query)
        for width, height in ((1440, 900), (1024, 700), (1920, 1080)):
            seen.page.set_viewport_size({"width": width, "height": height})
            at_rest(seen)
            for side, name in enumerate(("left", "right")):
                choice = seen.page.locator(f".st-key-ea_choice_{name}").bounding_box()
                frame = seen.page.frame_locator(FRAME).nth(side)
                taken = [frame.locator(".ea-home"), frame.locator(".ea-layers"), frame.locator(".ea-take")]
                for other in [one.bounding_box() for one in taken]:
                    apart = choice["x"] >= other["x"] + other["width"] or other["x"] >= choice["x"] + choice["width"]
                    assert apart, (width, name)
                assert choice["width"] > 120


def test_narrow_the_maps_stand_one_above_the_other_and_both_can_be_seen(
    engine: Any, address: str, two_places: str
) -> None:
    with visit(address, engine, width=390, height=844) as seen:
        go(seen, two_places)
        left, right = (frame.bounding_box() for frame in seen.page.locator(FRAME).all())
        assert left["x"] == right["x"]
        assert left["height"] == right["height"]
        assert left["height"] > 300
        assert right["y"] + right["height"] - left["y"] <= 844
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert apart(seen)[2] == 0
        assert not seen.faults


def test_the_file_says_the_words_of_the_table(town: Visit, two_places: str) -> None:
    go(town, two_places)
    table = town.page.locator("table.ea-beside")
    assert table.locator("caption").inner_text()
    assert table.locator("thead th[scope='col']").count() == 4
    rows = [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]
    with town.page.expect_download() as download:
        town.page.get_by_role("button", name="This table (CSV)").click()
    read = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert [[line[0], *line[6:]] for line in read[1:]] == rows


def test_a_comparison_can_be_shared_by_its_address_and_opens_where_it_was(
    town: Visit, engine: Any, address: str, two_places: str
) -> None:
    go(town, two_places)
    drag(town, LEFT, -120, 40)
    town.page.mouse.up()
    shared = kept_address(town)
    x, y, _ = apart(town)
    with visit(address, engine) as other:
        go(other, shared.removeprefix(f"{address}/side-by-side"))
        assert view(other, LEFT) == pytest.approx(view(town, LEFT), abs=0.001)
        assert apart(other) == pytest.approx((x, y, 0), abs=2)
