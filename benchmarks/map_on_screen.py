"""Using the map, this tree against another: bytes for a change of measure, click to profile, frames of dragging.

    python benchmarks/map_on_screen.py OTHER_TREE [--atlas FOLDER] [--repeat 5]

Both trees show the same atlas (the demo town made by each, or copies of FOLDER). Bytes are everything that the browser
receives between the press on another measure and a second of silence after the map is painted, websocket and requests.
A click is timed until the heading of the panel has changed. Then the map of this tree is dragged to and fro near the
ground with places, stops and names on it, and the longest frame is told. Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.first_map import HERE, build_demo, environment  # noqa: E402
from tests import needs  # noqa: E402
from tests.browser.visiting import FLAGS, free_port  # noqa: E402

FRAME = "iframe[title*='st_folium']"
MEASURES = ("Across town", "Near home")
PLACES = ((0.6, 0.4), (0.55, 0.5), (0.65, 0.45), (0.6, 0.55), (0.58, 0.42), (0.62, 0.52))
FRAMES = """async () => {
  const map = window.everydayLabels.layer()._map, steps = 120, times = [];
  let last = performance.now();
  for (let i = 0; i < steps; i += 1) {
    map.panBy([(i % 40 < 20 ? 1 : -1) * 14, 6 * Math.sin(i / 9)], { animate: false });
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
  }
  return times;
}"""


@contextmanager
def served(tree: Path, atlas: Path) -> Iterator[str]:
    """The atlas, served by the code of a tree."""
    port = free_port()
    command = [sys.executable, "-m", "everyday", "serve", str(atlas), "--port", str(port), "--no-open"]
    process = subprocess.Popen(
        command, cwd=tree, env=environment(tree), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(8)
        yield f"http://{HERE}:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


class Screen:
    """One page of one tree, which counts what it receives."""

    def __init__(self, browser: Any, url: str) -> None:
        self.page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.received = 0
        tools = self.page.context.new_cdp_session(self.page)
        tools.send("Network.enable")
        tools.on("Network.webSocketFrameReceived", lambda told: self._add(len(told["response"]["payloadData"])))
        tools.on("Network.loadingFinished", lambda told: self._add(int(told["encodedDataLength"])))
        self.page.goto(url)
        self.map = self.page.frame_locator(FRAME).locator("#map_div")
        self._painted("values-")
        self.page.wait_for_timeout(4000)

    def _add(self, count: int) -> None:
        self.received += count

    def _painted(self, layer: str) -> None:
        self.page.frame_locator(FRAME).locator(f"#map_div[data-painted*='{layer}']").wait_for(state="attached")

    def bytes_of_change(self, name: str) -> int:
        """Bytes of a change of measure. Payloads of the websocket are counted as base64 has them."""
        before = self.received
        self.page.get_by_role("radio", name=name).click()
        self._painted("amenity" if name == "Near home" else "city_reach")
        self.page.wait_for_timeout(1000)
        return self.received - before

    def seconds_of_click(self, place: tuple[float, float]) -> float | None:
        """From a click on the map to another heading; None where it stays the same."""
        heading = self.page.locator("#ea-chosen")
        before = heading.inner_text() if heading.count() else ""
        box = self.map.bounding_box()
        started = time.perf_counter()
        self.map.click(position={"x": box["width"] * place[0], "y": box["height"] * place[1]})
        from playwright.sync_api import TimeoutError

        changed = "before => { const e = document.querySelector('#ea-chosen'); return e && e.innerText !== before }"
        try:
            self.page.wait_for_function(changed, arg=before, timeout=5000, polling=10)
        except TimeoutError:
            return None
        return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    parser.add_argument("--atlas", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    trees = {"this tree": ROOT, "the other": options.other.resolve()}
    sizes: dict[str, list[int]] = {name: [] for name in trees}
    clicks: dict[str, list[float]] = {name: [] for name in trees}
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=needs.browser(), headless=True, args=FLAGS)
        for name, tree in trees.items():
            atlas = options.atlas or build_demo(tree, Path(temporary) / name.replace(" ", "-"))
            with served(tree, atlas) as url:
                screen = Screen(browser, f"{url}/?by=cells")
                for turn in range(options.repeat):
                    sizes[name].append(screen.bytes_of_change(MEASURES[turn % 2]))
                    found = screen.seconds_of_click(PLACES[turn % len(PLACES)])
                    clicks[name] += [] if found is None else [found]
                if tree == ROOT:
                    _drag(browser, f"{url}/?by=cells&layers=places,stops&level=near")
        browser.close()
    for label, found, unit in (("bytes for a change of measure", sizes, "B"), ("click to profile", clicks, "s")):
        ours, theirs = (statistics.median(found[name]) for name in trees)
        print(f"{label}: {ours:,.2f} {unit} against {theirs:,.2f} {unit}: {ours / theirs:.2f}")


def _drag(browser: Any, url: str) -> None:
    screen = Screen(browser, url)
    for zoom in (13, 15, 16):
        screen.map.evaluate("(_, zoom) => window.everydayLabels.layer()._map.setZoom(zoom, {animate: false})", zoom)
        screen.page.wait_for_timeout(1500)
        times = screen.map.evaluate(FRAMES)
        print(f"zoom {zoom}: median frame {statistics.median(times):.0f} ms, longest {max(times):.0f} ms", flush=True)


if __name__ == "__main__":
    main()
