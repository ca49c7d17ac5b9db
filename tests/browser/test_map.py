"""The map as it lies in the window: its size on every screen, what lies on it, names, symbols, bare ground, paper."""

from __future__ import annotations

import io
import json
import math
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from shapely.geometry import Point, shape

from app.map.empty_land import empty_cells
from app.server.shown import Shown
from everyday import Atlas
from tests import needs
from tests.browser.visiting import PATIENCE_MS, Visit, served, settled, visit

pytestmark = pytest.mark.browser(about_s=70)

FRAME = "iframe[title*='st_folium']"
LEAFLET = "window.everydayLabels.layer()._map"
STREETS = "?map=52.9400,0.2500,{zoom}"


@pytest.fixture(scope="module")
def shown(demo_atlas: Atlas) -> Shown:
    """The demo town."""
    return Shown(demo_atlas.edition())


@pytest.fixture(scope="module")
def at_first(engine: Any, address: str) -> Iterator[Visit]:
    """The page as it opens, for tests that leave it so."""
    with visit(address, engine) as seen:
        yield seen.open()
        assert seen.foreign == []
        assert seen.faults == []


def box(town: Visit) -> dict[str, float]:
    """Where the map's frame lies in the window."""
    found = town.page.locator(FRAME).bounding_box()
    assert found is not None
    return dict(found)


def told(town: Visit, script: str, given: Any = None) -> Any:
    """What a script inside the map's frame gives."""
    return town.map.evaluate(f"(_, given) => {script}", given)


def bounds(town: Visit) -> tuple[float, float, float, float]:
    """West, south, east, north of what the map shows."""
    west, south, east, north = map(float, told(town, f"{LEAFLET}.getBounds().toBBoxString()").split(","))
    return west, south, east, north


def labels(town: Visit) -> list[dict[str, Any]]:
    """Names that are drawn: kind, text, x, y, angle."""
    return list(told(town, "window.everydayLabels.shown()"))


COLOUR = """(element, {pane, at}) => {
  const map = window.everydayLabels.layer()._map, canvas = map.getPane(pane).querySelector('canvas');
  const box = canvas.getBoundingClientRect(), holder = map.getContainer().getBoundingClientRect();
  const point = map.latLngToContainerPoint(at), ratio = canvas.width / box.width;
  const x = (point.x + holder.left - box.left) * ratio, y = (point.y + holder.top - box.top) * ratio;
  return [...canvas.getContext('2d').getImageData(x, y, 1, 1).data];
}"""


def colour_at(town: Visit, lat: float, lon: float, pane: str = "values") -> list[int]:
    """Red, green, blue and cover (0–255) of one pane of the map at a point."""
    return list(town.map.evaluate(COLOUR, {"pane": pane, "at": [lat, lon]}))


LARGEST = """element => {
  const map = window.everydayLabels.layer()._map, crowds = window.everydaySymbols.items().places.filter(i => i.count);
  const point = map.latLngToContainerPoint(crowds.sort((a, b) => b.count - a.count)[0].at);
  return [point.x, point.y];
}"""


# Size


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1920, 1080), (1280, 720)])
def test_the_map_begins_near_the_top_and_fills_the_window(engine: Any, address: str, width: int, height: int) -> None:
    with visit(address, engine, width=width, height=height) as town:
        town.open("?level=across")
        settled(town.page)
        found = box(town)
        assert found["y"] < 200
        assert height - 24 <= found["y"] + found["height"] <= height
        assert town.map.bounding_box()["height"] == pytest.approx(found["height"], abs=2)
        assert not town.faults


def test_a_map_that_slides_arrives_though_its_window_changes_meanwhile(engine: Any, address: str) -> None:
    """Leaflet would end it half of the difference away: a shared address opened on another place by chance."""
    with visit(address, engine) as town:
        town.open()
        settled(town.page)
        goal = town.map.evaluate(
            f"""() => {{ const map = {LEAFLET}, goal = map.getSize().divideBy(2).add([150, 40]);
                const at = map.containerPointToLatLng(goal); map.panBy([150, 40], {{ duration: 1.5 }}); return at; }}"""
        )
        town.page.set_viewport_size({"width": 1100, "height": 600})
        town.page.wait_for_timeout(2_500)
        off = town.map.evaluate(
            f"(_, at) => {LEAFLET}.latLngToContainerPoint(at).subtract({LEAFLET}.getSize().divideBy(2))", goal
        )
        assert (off["x"], off["y"]) == pytest.approx((0, 0), abs=1.5)


@pytest.mark.parametrize(("width", "height"), [(390, 844), (720, 450), (400, 800)])
def test_in_a_narrow_or_zoomed_window_the_map_is_seen_and_a_drawer_has_every_control(
    engine: Any, address: str, width: int, height: int
) -> None:
    with visit(address, engine, width=width, height=height) as town:
        town.open("?level=across")
        found = box(town)
        assert found["y"] + 150 < height, "a good piece of the map is in the window"
        assert found["x"] >= 0
        assert found["x"] + found["width"] <= width
        level = town.page.get_by_role("radio", name="Across town")
        assert not level.is_visible()
        town.page.get_by_text("Choose what the map shows").click()
        level.wait_for()
        for name in ("Near home", "Evening", "Cells"):
            place = town.page.get_by_role("radio", name=name).bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
        town.page.get_by_role("radio", name="Evening").click()
        town.wait_painted("evening")
        assert town.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_on_the_map_moves_nothing(town: Visit) -> None:
    town.open("?by=cells")
    settled(town.page)
    before = box(town)
    town.click_map(0.5, 0.5)
    town.click_map(0.62, 0.4)
    settled(town.page)
    assert box(town) == before
    assert town.page.locator(".stMain").evaluate("element => element.scrollTop") == 0


# The town and what lies on the map


def test_the_whole_town_is_in_view_when_the_page_opens(at_first: Visit, shown: Shown) -> None:
    west, south, east, north = bounds(at_first)
    least_west, least_south, most_east, most_north = shown.areas.total_bounds
    assert west <= least_west
    assert south <= least_south
    assert east >= most_east
    assert north >= most_north
    assert (most_east - least_west) / (east - west) > 0.3, "and not far away"


def test_whole_town_goes_back_forgets_what_was_chosen_and_stays(town: Visit, shown: Shown) -> None:
    town.open("?by=cells")
    opened = bounds(town)
    town.click_map(0.5, 0.5)
    for _ in range(3):
        town.frame.get_by_role("button", name="Zoom in").click()
        town.page.wait_for_timeout(350)
    town.page.wait_for_url("**map=**")
    town.frame.get_by_role("button", name="Whole town").click()
    town.page.locator("#ea-chosen").wait_for(state="detached", timeout=PATIENCE_MS)
    settled(town.page)
    assert bounds(town) == pytest.approx(opened, abs=0.002)
    assert "map=" not in town.page.url
    town.page.get_by_role("radio", name="Across town").click()
    town.wait_painted("values-city_reach_45min_share_am")
    settled(town.page)
    assert bounds(town) == pytest.approx(opened, abs=0.002)


def test_the_legend_lies_on_the_map_and_says_people_and_not_known(at_first: Visit) -> None:
    legend = at_first.frame.locator(".ea-map-legend")
    legend.wait_for()
    assert "residents" in legend.locator(".ea-legend-title").inner_text()
    assert "not known" in legend.inner_text()
    assert legend.locator("script, img, a, style").count() == 0
    swatch = legend.locator("li i").first
    assert swatch.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    legend.locator("summary").click()
    assert not legend.locator(".ea-legend-title").is_visible()
    legend.locator("summary").click()
    legend.locator(".ea-legend-title").wait_for()


def test_a_switch_on_the_map_adds_a_layer_that_stays(town: Visit) -> None:
    town.open("?by=cells")
    town.frame.get_by_role("button", name="Layers").click()
    town.frame.get_by_label("Stops").check()
    assert town.wait_map("overlays", "stops") == "stops"
    town.page.wait_for_url("**layers=stops**")
    town.click_map(0.5, 0.5)
    settled(town.page)
    assert town.map.get_attribute("data-overlays") == "stops"
    town.page.get_by_role("radio", name="Across town").click()
    town.wait_painted("values-city_reach_45min_share_am")
    assert town.map.get_attribute("data-overlays") == "stops"
    assert "layers=stops" in town.page.url


def test_escape_closes_the_boxes_on_the_map_and_gives_the_focus_back(at_first: Visit) -> None:
    for name in ("Layers", "Take away"):
        button = at_first.frame.get_by_role("button", name=name)
        button.click()
        assert button.get_attribute("aria-expanded") == "true"
        at_first.page.keyboard.press("Escape")
        assert button.get_attribute("aria-expanded") == "false"
        assert button.evaluate("e => e === document.activeElement")


# Names and symbols


def test_street_names_come_when_near_and_lie_along_their_streets(town: Visit, shown: Shown) -> None:
    town.open(STREETS.format(zoom=14))
    assert {one["kind"] for one in labels(town)} <= {"town", "area", "place", "outside"}
    town.open(STREETS.format(zoom=16))
    town.wait_map("ground")
    town.page.wait_for_timeout(300)
    streets = [one for one in labels(town) if one["kind"] == "street"]
    assert len(streets) > 8
    with open(shown.edition.background_path, encoding="utf-8") as stream:
        features = json.load(stream)["features"]
    ways: dict[str, list[Any]] = {}
    for feature in features:
        ways.setdefault(feature["properties"].get("name") or "", []).append(shape(feature["geometry"]))
    for street in streets:
        assert street["text"] in ways
        lat, lon = told(town, f"(p => [p.lat, p.lng])({LEAFLET}.containerPointToLatLng([given.x, given.y]))", street)
        apart = min(way.distance(Point(lon, lat)) for way in ways[street["text"]])
        assert apart * 111_000 < 12, f"{street['text']} stands on its street"
        assert -math.pi / 2 - 0.02 <= street["angle"] <= math.pi / 2 + 0.02, "never upside down"


def test_names_give_way_to_badges(town: Visit) -> None:
    town.open("?level=suggested")
    town.wait_map("shapes", "suggestions")
    town.page.wait_for_timeout(500)
    badges = town.frame.locator(".leaflet-codes-pane .ea-code").evaluate_all(
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"
    )
    assert badges
    for one in labels(town):
        for left, top, right, bottom in badges:
            assert not (left < one["x"] < right and top < one["y"] < bottom), one["text"]


def test_no_name_stands_on_another(town: Visit) -> None:
    town.open(STREETS.format(zoom=15) + "&layers=stops,places")
    town.wait_map("overlays", "stops")
    town.page.wait_for_timeout(300)
    found = labels(town)
    assert len(found) > 10
    for one, other in combinations(found, 2):
        assert abs(one["x"] - other["x"]) + abs(one["y"] - other["y"]) > 12, (one["text"], other["text"])


def test_places_are_signs_by_group_with_a_key_and_numbers_where_they_crowd(town: Visit, demo_atlas: Atlas) -> None:
    town.open("?layers=places")
    town.wait_map("overlays", "places")
    items = told(
        town,
        "window.everydaySymbols.items().places.map(i => ({count: i.count || 1, cluster: i.cluster !== undefined}))",
    )
    places = demo_atlas.edition().places()
    assert sum(one["count"] for one in items) == len(places), "every place is counted once"
    assert any(one["cluster"] for one in items)
    town.frame.get_by_role("button", name="Layers").click()
    key = town.frame.locator(".ea-key li")
    assert key.count() == 9
    assert "Cafés, pubs and restaurants" in key.all_inner_texts()
    signs = town.frame.locator(".ea-key canvas").evaluate_all("all => all.map(c => c.toDataURL())")
    assert len(set(signs)) == 8, "no two groups look alike"


def test_a_click_on_a_number_goes_nearer_and_chooses_nothing(town: Visit) -> None:
    town.open("?layers=places&by=cells")
    town.wait_map("overlays", "places")
    spot = town.map.evaluate(LARGEST)
    before = told(town, f"{LEAFLET}.getZoom()")
    town.map.click(position={"x": spot[0], "y": spot[1]})
    town.page.wait_for_function("b => new URL(location.href).searchParams.has('map')", arg=before, timeout=PATIENCE_MS)
    assert told(town, f"{LEAFLET}.getZoom()") > before
    assert town.chosen() == ""


DRAWN = """() => {
  const map = window.everydayLabels.layer()._map, frame = map.getContainer().getBoundingClientRect();
  return ['ground', 'streets', 'values', 'names', 'stops', 'symbols'].filter((pane) => {
    const box = map.getPane(pane).querySelector('canvas').getBoundingClientRect();
    return box.left > frame.left || box.top > frame.top || box.right < frame.right || box.bottom < frame.bottom;
  });
}"""


def test_what_a_hand_drags_into_view_is_drawn_and_the_same_as_when_opened_there(town: Visit, shown: Shown) -> None:
    town.open(STREETS.format(zoom=15) + "&by=cells&layers=stops,places")
    town.wait_map("overlays", "stops")
    town.page.wait_for_timeout(500)
    found = box(town)
    x, y = found["x"] + found["width"] * 0.6, found["y"] + found["height"] * 0.5
    for right, down in ((-420, 160), (-380, -150)):  # farther than what was drawn beyond the edge
        town.page.mouse.move(x, y)
        town.page.mouse.down()
        town.page.mouse.move(x + right, y + down, steps=25)
        town.page.mouse.up()
        town.page.wait_for_timeout(1500)
        assert town.map.evaluate(DRAWN) == [], "no canvas ends inside the map"
    centre, names = told(town, f"(c => [c.lat, c.lng])({LEAFLET}.getCenter())"), {one["text"] for one in labels(town)}
    west, south, east, north = bounds(town)
    cells = shown.cells[
        shown.cells["lat"].between(south, north) & shown.cells["lon"].between(west, east) & ~empty_cells(shown)
        & shown.cells["amenity_completeness_share"].notna()
    ]  # fmt: skip
    assert len(cells) > 3
    dragged = [colour_at(town, lat, lon) for lat, lon in zip(cells["lat"], cells["lon"], strict=True)]
    assert all(one[3] > 100 for one in dragged)
    town.open(f"?map={centre[0]:.4f},{centre[1]:.4f},15&by=cells&layers=stops,places")
    town.wait_map("overlays", "stops")
    town.page.wait_for_timeout(500)
    assert [colour_at(town, lat, lon) for lat, lon in zip(cells["lat"], cells["lon"], strict=True)] == dragged
    opened = {one["text"] for one in labels(town)}
    assert len(names & opened) > 0.7 * len(opened)


def test_the_legend_of_two_measures_leaves_the_map_its_room(engine: Any, address: str) -> None:
    with visit(address, engine, width=1440, height=900) as town:
        town.open("?level=both&by=cells")
        legend = town.frame.locator(".ea-map-legend")
        found = legend.bounding_box()
        assert found["width"] <= 360
        assert found["height"] <= 320
        assert legend.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight"), "all of it"
        corners = legend.locator(".ea-corners li")
        assert corners.count() == 4
        assert "Much near home, much of the town" in corners.all_inner_texts()
        small = legend.locator("td span, li span, th").evaluate_all(
            "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
        )
        assert min(small) >= 12


# Bare ground and what is not mapped


def _empty_and_lived(shown: Shown) -> tuple[Any, Any]:
    """A cell where nobody lives in the middle of an area, and one where most live."""
    cells = shown.cells.assign(is_empty=empty_cells(shown))
    inner = cells[cells["is_empty"] & (cells["inside_share"] >= 1) & cells["on_network"]]
    value = inner["amenity_completeness_share"]
    return inner[value.notna()].iloc[len(inner) // 3], cells.sort_values("weight_n").iloc[-1]


@pytest.mark.parametrize("query", ["?by=cells", "?by=areas", "?level=both&by=cells", "?level=across&by=areas"])
def test_ground_where_nobody_lives_is_bare_until_it_is_asked_for(town: Visit, shown: Shown, query: str) -> None:
    empty, lived = _empty_and_lived(shown)
    town.open(query)
    settled(town.page)
    town.page.wait_for_timeout(500)
    assert colour_at(town, empty["lat"], empty["lon"])[3] == 0
    assert colour_at(town, lived["lat"], lived["lon"])[3] > 100
    town.frame.get_by_role("button", name="Layers").click()
    turn = town.map.get_attribute("data-turn")
    town.frame.get_by_label("Colour empty land").check()
    town.frame.locator(f"#map_div[data-empty='1']:not([data-turn='{turn}'])").wait_for(state="attached")
    town.page.wait_for_timeout(300)
    if "both" not in query:  # scores are known only where somebody lives
        assert colour_at(town, empty["lat"], empty["lon"])[3] > 100


def test_beyond_the_street_map_there_is_paper_that_says_not_mapped(town: Visit, shown: Shown) -> None:
    town.open()
    town.wait_map("ground")
    extent = shape(shown.manifest["extent"])
    west, south, east, north = bounds(town)
    frame = town.map.bounding_box()
    outside = [
        (lat, lon)
        for lat in np.linspace(south, north, 12)[1:-1] for lon in np.linspace(west, east, 12)[1:-1]
        if not extent.buffer(0.002).contains(Point(lon, lat))
    ]  # fmt: skip
    assert outside
    assert frame["width"] > 500
    for lat, lon in outside:
        assert colour_at(town, lat, lon, "veil")[3] == 255, "no sea and no road goes on there"
    assert any(one["kind"] == "outside" and one["text"] == "not mapped" for one in labels(town))


@pytest.mark.data
def test_areas_of_which_most_is_not_known_are_hatched_and_said(
    chromium: Path, engine: Any, newport_atlas: Atlas, tmp_path: Path
) -> None:
    areas = newport_atlas.edition().areas()
    doubtful = (areas["known_share"].fillna(0) < 0.5) & areas["amenity_completeness_share"].notna()
    with served(newport_atlas.folder, tmp_path / "server.log") as url, visit(url, engine) as town:
        town.open()
        assert int(town.wait_map("doubtful")) == int(doubtful.sum())
        sentences = town.page.locator(".ea-prose li").all_inner_texts()
        assert sentences
        for name in areas["area_name"][doubtful]:
            assert not any(one.startswith(f"{name}:") for one in sentences)
        assert town.foreign == []


# Taken away


def test_the_map_is_taken_away_as_a_picture_and_a_drawing_with_all_that_explains_it(town: Visit) -> None:
    town.open("?level=across&layers=places")
    town.wait_map("ground")
    town.wait_map("overlays", "places")
    files = {}
    for kind, words in (("png", "Picture (PNG)"), ("svg", "Drawing (SVG)")):
        town.frame.get_by_role("button", name="Take away").click()
        with town.page.expect_download() as download:
            town.frame.get_by_role("button", name=words).click()
        assert download.value.suggested_filename == (
            f"wrenmouth-share-of-the-town-within-45-minutes-weekday-morning-by-area.{kind}"
        )
        files[kind] = Path(download.value.path()).read_bytes()
    picture = Image.open(io.BytesIO(files["png"]))
    frame = box(town)
    assert picture.width == pytest.approx(2 * frame["width"], abs=4)
    assert picture.height > 2 * frame["height"] + 100, "title above, legend and sources below"
    assert len(set(picture.convert("RGB").resize((90, 90)).getdata())) > 40
    drawing = ElementTree.fromstring(files["svg"])
    words = " ".join("".join(one.itertext()) for one in drawing.iter("{http://www.w3.org/2000/svg}text"))
    for part in (
        "Wrenmouth · Share of the town within 45 minutes",
        "not known",
        "Made-up town",
        "6 January 2026",
        "Samphire",
    ):
        assert part in words
    assert not [one for one in drawing.iter() if one.tag.endswith("script")]


@pytest.mark.poppler
def test_a_printed_page_holds_the_map_its_legend_title_date_and_sources_and_no_controls(
    town: Visit, tmp_path: Path
) -> None:
    town.open("?level=across")
    town.wait_map("ground")
    settled(town.page)
    path = tmp_path / "page.pdf"
    for is_landscape in (True, False):
        town.page.pdf(path=path, format="A4", landscape=is_landscape, print_background=False)
        about = subprocess.run([needs.poppler("pdfinfo"), path], capture_output=True, text=True, check=True).stdout
        assert "Pages:           1" in about
        words = subprocess.run(
            [needs.poppler("pdftotext"), path, "-"], capture_output=True, text=True, check=True
        ).stdout
        for part in (
            "Share of the town within 45 minutes",
            "not known",
            "town median",
            "6 January 2026",
            "Made-up town",
        ):
            assert part in words.replace("\n", " ")
        for control in ("Near home", "Take away", "Layers", "Choose what", "The town in brief", "Explore"):
            assert control not in words
    assert town.page.locator(".ea-sheet").count() == 0, "the page is as it was"
    assert box(town)["height"] > 400
