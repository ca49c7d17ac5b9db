"""From nothing in a real browser: an empty folder, files put in at once, the finished atlas at its own address."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from everyday.demo.build import demo_inputs
from tests.browser.visiting import (
    PATIENCE_MS,
    Windows,
    beyond_the_window,
    is_foreign,
    served,
    settled,
)
from tests.oracles.axe import grave
from tests.servers.forked import REACHED
from tests.servers.open_demo import demo_services
from tests.servers.open_services import Answer, Services, serving

pytestmark = [pytest.mark.browser(about_s=35), pytest.mark.slow]
BUILT_MS = 300_000


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The open services on this computer: the made-up town is their Bristol."""
    made, folder = demo_services(), tmp_path_factory.mktemp("services")
    with serving(made, folder) as sources, pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVERYDAY_SOURCES", str(sources))
        yield made


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server says, and which other computers it has reached for."""
    return tmp_path_factory.mktemp("server") / "server.log"


@pytest.fixture(scope="module")
def server(
    chromium: Path, services: Services, log: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:  # fmt: skip
    """A server that was started with an empty folder."""
    folder = tmp_path_factory.mktemp("home") / "atlases"
    folder.mkdir()
    with served(folder, log) as url:
        yield url


def start_page(engine: Windows, server: str, width: int, height: int, asked: list[str] | None = None) -> Any:
    seen = asked if asked is not None else []
    page = engine.lend(width, height, {"request": lambda request: seen.append(request.url)})
    page.goto(server)
    page.get_by_role("heading", name="New atlas").wait_for(timeout=PATIENCE_MS)
    settled(page)
    return page


@pytest.fixture(scope="module")
def opened(engine: Windows, server: str) -> Iterator[Any]:
    """The start page, opened once for those who only look at it."""
    page = start_page(engine, server, 320, 640)
    yield page
    engine.take_back(page)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (390, 844), (683, 384), (1366, 768), (1920, 1080)])
def test_the_start_page_is_for_everybody(opened: Any, width: int, height: int) -> None:
    """Phones, a laptop also magnified to twice the size (half as wide), and a large screen."""
    opened.set_viewport_size({"width": width, "height": height})
    settled(opened)
    assert beyond_the_window(opened) == [0, []]
    assert grave(opened.main_frame) == []


def test_by_the_keyboard_alone_every_way_is_reached(engine: Windows, server: str) -> None:
    page = start_page(engine, server, 1366, 900)
    wanted = {"Town, local authority or its code (press Enter)", "Name of the town", "Upload", "Make the atlas",
              "Make the demo"}  # fmt: skip
    reached: set[str] = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "() => { const one = document.activeElement; return (one.ariaLabel || one.innerText || '').trim() }"
            ).split("\n")[-1]
        )
    assert wanted <= reached
    engine.take_back(page)


def test_from_an_empty_folder_to_the_map(engine: Windows, server: str, log: Path) -> None:
    asked: list[str] = []
    page = start_page(engine, server, 1366, 900, asked)
    page.get_by_label("Name of the town").fill("Wren Town")
    page.keyboard.press("Tab")
    wanted = ("boundaries", "osm", "gtfs", "population")
    given = [str(path) for kind, paths in demo_inputs().items() if kind in wanted for path in paths]
    page.locator("input[type=file]").set_input_files(given)
    for path in given:
        page.get_by_text(f"{Path(path).name} can be used").wait_for(timeout=PATIENCE_MS)
    settled(page)
    page.get_by_role("button", name="Make the atlas").click()
    page.get_by_text("Being made: Wren Town").wait_for(timeout=PATIENCE_MS)
    page.goto("about:blank")
    page.goto(server)
    page.get_by_text("Wren Town is ready.").wait_for(timeout=BUILT_MS)
    page.get_by_role("link", name="Open Wren Town").click()
    page.get_by_text("The town in brief").wait_for(timeout=PATIENCE_MS)
    assert "/atlas/wren-town/" in page.url
    page.reload()
    page.get_by_text("The town in brief").wait_for(timeout=PATIENCE_MS)
    assert page.locator(".ea-masthead strong").inner_text() == "Wren Town"
    page.locator("iframe[title*='st_folium']").first.wait_for(timeout=PATIENCE_MS)
    host = server.removeprefix("http://")
    assert [url for url in asked if is_foreign(url, host) and not url.startswith("about:")] == []
    assert reached(log) == []
    page.get_by_role("link", name="Other atlases").click()
    page.get_by_role("link", name="Wren Town", exact=True).wait_for(timeout=PATIENCE_MS)
    engine.take_back(page)


def reached(log: Path) -> list[str]:
    """Other computers that the server itself reached for, whatever library asked, a public DNS service included.

    Only a server that is a fork tells it (on Linux).
    """
    return [line for line in log.read_text(encoding="utf-8").splitlines() if REACHED in line]


def said(page: Any) -> str:
    return str(page.locator(".stMain").inner_text())


def test_a_ward_that_no_list_has_is_searched_for_only_when_somebody_presses_the_button(
    engine: Windows, server: str, services: Services
) -> None:
    page = start_page(engine, server, 1366, 900)
    services.asked.clear()
    page.get_by_label("Town, local authority or its code (press Enter)").fill("Wren Quay Ward")
    page.keyboard.press("Enter")
    page.get_by_text("None of the listed towns is called “Wren Quay Ward”").wait_for(timeout=PATIENCE_MS)
    settled(page)
    assert services.asked == []
    page.get_by_role("button", name="Search OpenStreetMap for it").click()
    page.get_by_text("© OpenStreetMap contributors").wait_for(timeout=PATIENCE_MS)
    page.get_by_text("Wren Quay Ward (place, Bristol, England)").click(timeout=PATIENCE_MS)
    page.get_by_text("Wren Quay Ward lies in Bristol, City of").wait_for(timeout=PATIENCE_MS)
    assert services.asked[0].startswith("nominatim.openstreetmap.org/search?")
    engine.take_back(page)


def test_bristol_by_its_name_with_one_source_broken_and_then_whole(
    engine: Windows, server: str, services: Services, log: Path
) -> None:
    services.faults = [("download.geofabrik.de", [Answer(500)])]
    services.asked.clear()
    asked: list[str] = []
    page = start_page(engine, server, 1366, 900, asked)
    page.get_by_label("Town, local authority or its code (press Enter)").fill("Bristol")
    page.keyboard.press("Enter")
    page.get_by_text("Bristol, City of (local authority, England, 482,998 people").click(timeout=PATIENCE_MS)
    page.get_by_text("What would be fetched").wait_for(timeout=PATIENCE_MS)
    settled(page)
    for words in ("Streets and places: about 60.0 MB", "Open Database Licence", "About 14", "together"):
        assert words in said(page)
    assert services.asked == [], "nothing is asked before it is wanted"
    assert grave(page.main_frame) == []
    page.get_by_role("button", name="Fetch and build").click()
    page.get_by_text("Being made: Bristol, City of").wait_for(timeout=PATIENCE_MS)
    page.goto("about:blank")
    page.goto(server)
    page.get_by_text("could not be built").first.wait_for(timeout=BUILT_MS)
    settled(page)
    text = said(page)
    assert grave(page.main_frame) == []
    assert "Streets and places: failed." in text
    assert "has a fault of its own (500)" in text
    assert "take the .osm.pbf of the county or region from download.geofabrik.de" in text, "what to do by hand"
    for words in ("Wards: fetched. 18 wards", "People by output area, Census 2021: fetched", "Bus timetables: fetched"):
        assert words in text, "the rest goes on"

    services.faults = []
    services.asked.clear()
    page.get_by_role("button", name="Go on with Bristol, City of").click()
    page.get_by_text("Being made: Bristol, City of").wait_for(timeout=PATIENCE_MS)
    page.get_by_text("Bristol, City of is ready.").wait_for(timeout=BUILT_MS)
    settled(page)
    assert "Streets and places: fetched." in said(page)
    assert {path.split("/")[0] for path in services.asked} == {"download.geofabrik.de"}, "the rest is there"
    page.get_by_role("link", name="Open Bristol, City of").click()
    page.get_by_text("The town in brief").wait_for(timeout=PATIENCE_MS)
    page.locator("iframe[title*='st_folium']").first.wait_for(timeout=PATIENCE_MS)
    host = server.removeprefix("http://")
    assert [url for url in asked if is_foreign(url, host) and not url.startswith("about:")] == []
    assert reached(log) == []
    engine.take_back(page)
