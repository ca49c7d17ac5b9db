"""Using the map, this tree against another: bytes for a change of measure, click to profile, frames of dragging.

    python benchmarks/map_on_screen.py OTHER_TREE [--atlas FOLDER --other-atlas FOLDER] [--repeat 5]
    python benchmarks/map_on_screen.py --fine FOLDER

Both trees show the demo town, each as its own code made it, or FOLDER and what the other made of the same files.

Bytes are counted on the wire: a relay between browser and server counts every byte that the server sends
from the press on another measure until nothing has travelled for a second, whatever is in it: frames of the websocket
and heads of HTTP as well, compressed as they travel, for both trees alike. Each turn shows a measure that was not shown
before, so that its values are always part of it. A click is timed until the heading of the panel has changed.

``--fine`` drags the map of an atlas of many cells, with places, stops and names on it, as a hand does: the mouse goes
down, moves in small steps, and comes up while it moves. Frames are the times between two calls of
``requestAnimationFrame`` inside the map, from the press until a second after it was let go, with what is drawn anew
when the map rests; other work on the computer stretches them, so the processor time of the longest task is told too.
An atlas that is not there is built: Newport at resolution 10 with its timetables.
Needs Chromium and playwright.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.first_map import HERE, answers, build_demo, environment  # noqa: E402
from tests import needs  # noqa: E402
from tests.browser.visiting import FLAGS, free_port  # noqa: E402
from tests.makers.towns import newport_inputs  # noqa: E402

FRAME = "iframe[title*='st_folium']"
PLACES = ((0.6, 0.4), (0.55, 0.5), (0.65, 0.45), (0.6, 0.55), (0.58, 0.42), (0.62, 0.52))
QUIET_S = 1.0
ZOOMS = (13, 15, 16)
DRAGS = ((-260, 90), (230, -120), (-180, -160), (300, 60), (-120, 190), (240, -40))
"""Pixels to the right and down of each drag."""
STEPS, STEP_S = 24, 0.016
WATCH = """() => {
  const seen = window.everydayFrames = { times: [], isOn: true };
  let last = performance.now();
  const next = () => {
    const now = performance.now();
    seen.times.push(now - last);
    last = now;
    if (seen.isOn) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""
TOLD = "() => { window.everydayFrames.isOn = false; return window.everydayFrames.times }"


CHUNK = 1 << 16


class Relay:
    """Listens on a port of its own and passes on; ``received`` are bytes to the browser, ``sent`` bytes from it."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._count = threading.Lock()
        self._listening = socket.create_server((HERE, 0))
        self.port = int(self._listening.getsockname()[1])
        self.received = self.sent = 0
        self._last = time.monotonic()
        threading.Thread(target=self._accept, daemon=True).start()

    def quiet(self, seconds: float) -> None:
        """Wait until nothing has travelled either way for so long."""
        while (left := self._last + seconds - time.monotonic()) > 0:
            time.sleep(left)

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
            except OSError:  # closed
                return
            try:
                server = socket.create_connection((HERE, self._to))
            except OSError:  # the server has ended, the browser has not heard of it
                browser.close()
                continue
            for one, other, is_down in ((server, browser, True), (browser, server, False)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._pass_on, args=(one, other, is_down), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, is_down: bool) -> None:
        try:
            while part := one.recv(CHUNK):
                with self._count:
                    self.received += len(part) if is_down else 0
                    self.sent += 0 if is_down else len(part)
                    self._last = time.monotonic()
                other.sendall(part)
            other.shutdown(socket.SHUT_WR)
        except OSError:  # one side has gone
            other.close()


@contextmanager
def relayed(port: int) -> Iterator[Relay]:
    """A relay before the server on ``port``."""
    relay = Relay(port)
    try:
        yield relay
    finally:
        relay.close()


@contextmanager
def served(tree: Path, atlas: Path) -> Iterator[tuple[str, Relay]]:
    """The atlas, served by the code of a tree, behind a relay."""
    port = free_port()
    command = [sys.executable, "-m", "everyday", "serve", str(atlas), "--port", str(port), "--no-open"]
    process = subprocess.Popen(
        command, cwd=tree, env=environment(tree), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(port):
            time.sleep(0.1)
        time.sleep(6)  # what it loads ahead
        with relayed(port) as relay:
            yield f"http://{HERE}:{relay.port}", relay
    finally:
        process.terminate()
        process.wait(timeout=60)


class Screen:
    """One page of one tree."""

    def __init__(self, browser: Any, url: str, relay: Relay) -> None:
        self.page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        self.relay = relay
        self.page.goto(url)
        self.map = self.page.frame_locator(FRAME).locator("#map_div")
        self._painted("[data-painted]")
        self.page.wait_for_timeout(3000)

    def _painted(self, mark: str) -> None:
        self.page.frame_locator(FRAME).locator(f"#map_div{mark}").wait_for(state="attached")

    def bytes_of_change(self, turn: int) -> int:
        """Bytes of showing the next measure of the list."""
        self.page.get_by_role("combobox", name="Measure").click()
        wanted = self.page.get_by_role("option").nth(turn + 1)
        wanted.wait_for()
        self.relay.quiet(QUIET_S)
        before, painted = self.relay.received, self.map.get_attribute("data-painted")
        wanted.click()
        self._painted(f":not([data-painted='{painted}'])")
        self.relay.quiet(QUIET_S)
        return self.relay.received - before

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

    def frames_of_drag(self, right: float, down: float) -> list[float]:
        """Milliseconds between frames while a hand drags the map, lets go, and the map comes to rest."""
        box = self.page.locator(FRAME).bounding_box()
        x, y = box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.5
        mouse = self.page.mouse
        mouse.move(x, y)
        self.page.wait_for_timeout(200)
        self.map.evaluate(WATCH)
        mouse.down()
        for step in range(1, STEPS + 1):
            mouse.move(x + right * step / STEPS, y + down * step / STEPS)
            time.sleep(STEP_S)
        mouse.up()
        self.page.wait_for_timeout(1000)
        return list(self.map.evaluate(TOLD))


def compare(options: argparse.Namespace, browser: Any, temporary: Path) -> None:
    """Print bytes and clicks of both trees."""
    trees = {"this tree": (ROOT, options.atlas), "the other": (options.other.resolve(), options.other_atlas)}
    sizes: dict[str, list[int]] = {name: [] for name in trees}
    clicks: dict[str, list[float]] = {name: [] for name in trees}
    for name, (tree, given) in trees.items():
        atlas = given or build_demo(tree, temporary / name.replace(" ", "-"))
        with served(tree, atlas) as (url, relay):
            screen = Screen(browser, f"{url}/?by=cells", relay)
            for turn in range(options.repeat):
                sizes[name].append(screen.bytes_of_change(turn))
            for turn in range(options.repeat):
                found = screen.seconds_of_click(PLACES[turn % len(PLACES)])
                clicks[name] += [] if found is None else [found]
        print(f"{name}: {sizes[name]} B; {[round(one, 2) for one in clicks[name]]} s", flush=True)
    for label, found, unit in (("bytes for a change of measure", sizes, "B"), ("click to profile", clicks, "s")):
        ours, theirs = (statistics.median(found[name]) for name in trees)
        print(f"{label}: {ours:,.2f} {unit} against {theirs:,.2f} {unit}: {ours / theirs:.3f}")


def drag(options: argparse.Namespace, browser: Any) -> None:
    """Print the frames of dragging an atlas of many cells."""
    if not options.fine.exists():
        build_fine(options.fine)
    with served(ROOT, options.fine) as (url, relay):
        screen = Screen(browser, f"{url}/?by=cells&layers=places,stops&level=near", relay)
        screen.page.wait_for_timeout(15_000)  # the server loads ahead once it has shown its first map
        for zoom in ZOOMS:
            to = "(_, zoom) => window.everydayLabels.layer()._map.setZoom(zoom, {animate: false}) && null"
            screen.map.evaluate(to, zoom)
            screen.page.wait_for_timeout(2000)
            browser.start_tracing(page=screen.page, categories=["toplevel", "cc"])
            drags = [screen.frames_of_drag(*DRAGS[turn % len(DRAGS)]) for turn in range(options.repeat)]
            work = longest_work(browser.stop_tracing())
            longest = sorted(max(times) for times in drags)
            print(
                f"zoom {zoom}: median frame {statistics.median(chain(*drags)):.0f} ms; longest frame of a drag: "
                f"median {statistics.median(longest):.0f} ms, longest {longest[-1]:.0f} ms; "
                f"most that a page's thread works on one thing: {work:.0f} ms of processor",
                flush=True,
            )


def longest_work(trace: bytes) -> float:
    """Processor milliseconds of the longest task of a page's main thread, which other work does not stretch."""
    events = json.loads(trace)["traceEvents"]
    mains = {
        (one["pid"], one["tid"]) for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }  # fmt: skip
    return max(one.get("tdur", 0) for one in events if (one["pid"], one["tid"]) in mains) / 1000


def build_fine(folder: Path) -> None:
    """Newport in cells of resolution 10 (14,284), with its timetables and people."""
    from everyday import Atlas

    data = Path(os.environ.get("EVERYDAY_TEST_DATA", ROOT.parent / "shared" / "data"))
    boundaries = data / "newport/boundaries/wards_2011.geojson"
    atlas = Atlas.new(folder, name="Newport", boundaries=boundaries, resolution=10)
    for kind, path in newport_inputs(data):
        atlas.add(kind, path)
    atlas.build(date=date(2024, 3, 5))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, nargs="?")
    parser.add_argument("--atlas", type=Path)
    parser.add_argument("--other-atlas", type=Path)
    parser.add_argument("--fine", type=Path, help="an atlas of many cells; built if it is not there")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=needs.browser(), headless=True, args=FLAGS)
        if options.other:
            compare(options, browser, Path(temporary))
        if options.fine:
            drag(options, browser)
        browser.close()


if __name__ == "__main__":
    main()
