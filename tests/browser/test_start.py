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

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BUILT_MS = 300_000


@pytest.fixture(scope="module")
def server(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that was started with an empty folder."""
    folder = tmp_path_factory.mktemp("home") / "atlases"
    folder.mkdir()
    with served(folder, tmp_path_factory.mktemp("server") / "server.log") as url:
        yield url


def start_page(engine: Windows, server: str, width: int, height: int, asked: list[str] | None = None) -> Any:
    seen = asked if asked is not None else []
    page = engine.lend(width, height, {"request": lambda request: seen.append(request.url)})
    page.goto(server)
    page.get_by_role("heading", name="New atlas").wait_for(timeout=PATIENCE_MS)
    settled(page)
    return page


@pytest.mark.parametrize(("width", "height"), [(320, 640), (1366, 768), (1920, 1080)])
def test_the_start_page_is_for_everybody(engine: Windows, server: str, width: int, height: int) -> None:
    page = start_page(engine, server, width, height)
    assert beyond_the_window(page) == [0, []]
    assert grave(page.main_frame) == []
    engine.take_back(page)


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


def test_from_an_empty_folder_to_the_map(engine: Windows, server: str) -> None:
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
    page.get_by_role("link", name="Other atlases").click()
    page.get_by_role("link", name="Wren Town", exact=True).wait_for(timeout=PATIENCE_MS)
    engine.take_back(page)
