"""From starting the server to the first painted map, this tree against another, in turns.

    python benchmarks/first_map.py OTHER_TREE [--repeat 5] [--atlas FOLDER]

Each tree shows an atlas that its own code made: the demo town, or FOLDER, which both then have to be able to read. A
run is ``python -m everyday serve`` in a new process; as soon as its port answers, a browser with an empty profile,
which waits beside it, opens the first page; the run ends when the map says that it has painted its values. The trees
take turns; the first run of each only counts requests and bytes. Processor seconds are those of the processes of the
server and of the browser from the start of the server until the map is painted (read from /proc, so Linux only).

Prints the medians of both trees and their ratio; ``--all`` prints every run too.
"""

from __future__ import annotations

import argparse
import os
import socket
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

from tests import needs  # noqa: E402
from tests.browser.visiting import FLAGS, PATIENCE_MS, free_port  # noqa: E402

HERE = "127.0.0.1"
MEASURED = {
    "server answers": "s",
    "map painted": "s",
    "processor, server": "s",
    "processor, browser": "s",
    "requests": "",
    "bytes received": "MB",
}
COUNTED = ("requests", "bytes received")
CALM_MS = 1500
"""So long a browser has until it has started altogether."""
TICKS = os.sysconf("SC_CLK_TCK")


def environment(tree: Path) -> dict[str, str]:
    """This environment, but with the code of ``tree``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVERYDAY_")}
    return kept | {"PYTHONPATH": str(tree), "PYTHONUNBUFFERED": "1"}


def build_demo(tree: Path, folder: Path) -> Path:
    """The demo town, made by the code of ``tree``."""
    command = [sys.executable, "-m", "everyday", "demo", str(folder), "--no-serve"]
    subprocess.run(command, cwd=tree, env=environment(tree), check=True, stdout=subprocess.DEVNULL)
    return folder


def family_of(first: int) -> set[int]:
    """A process and all below it."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # it has just ended
                continue
            parents[int(entry.name)] = int(fields[1])
    found, fresh = set(), {first}
    while fresh:
        found |= fresh
        fresh = {one for one, parent in parents.items() if parent in fresh} - found
    return found


def processor_seconds(first: int) -> float:
    """Processor seconds of a process, of those below it, and of those that have ended there."""
    ticks = 0
    for one in family_of(first):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


@contextmanager
def waiting_browser(profile: Path) -> Iterator[tuple[Any, int]]:
    """A browser with an empty profile, showing nothing yet: its page, and the process that started it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        context = tools.chromium.launch_persistent_context(
            profile, executable_path=needs.browser(), args=FLAGS, viewport={"width": 1440, "height": 1000}
        )
        try:
            page = context.pages[0]
            page.goto("about:blank")
            page.wait_for_timeout(CALM_MS)
            yield page, os.getpid()
        finally:
            context.close()


def answers(port: int) -> bool:
    """True if somebody listens: what ``everyday serve`` waits for before it opens a person's browser."""
    with socket.socket() as probe:
        return probe.connect_ex((HERE, port)) == 0


def one_run(tree: Path, atlas: Path, scratch: Path, *, is_counting: bool) -> dict[str, float]:
    """Start the server, open the page, wait for the map; what it took, and with ``is_counting`` what was fetched."""
    port = free_port()
    command = [sys.executable, "-m", "everyday", "serve", str(atlas), "--no-open", "--port", str(port)]
    log = scratch / "server.log"
    received: list[Any] = []
    with (
        tempfile.TemporaryDirectory(dir=scratch, ignore_cleanup_errors=True) as profile,
        waiting_browser(Path(profile)) as (page, browser_parent),
        open(log, "w", encoding="utf-8") as output,
    ):
        if is_counting:  # which costs time itself
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            network.on("Network.loadingFinished", lambda told: received.append(told))
        before = processor_seconds(browser_parent)
        started = time.perf_counter()
        server = subprocess.Popen(
            command, cwd=tree, env=environment(tree), stdout=output, stderr=output, start_new_session=True
        )
        try:
            while not answers(port):
                if server.poll() is not None or time.perf_counter() - started > 180:
                    raise SystemExit(f"The server did not start:\n{log.read_text(encoding='utf-8')}")
                time.sleep(0.02)
            up = time.perf_counter() - started
            page.goto(f"http://{HERE}:{port}/", wait_until="commit")
            frame = page.frame_locator("iframe[title*='st_folium']")
            frame.locator("#map_div[data-painted*='values-']").wait_for(state="attached", timeout=PATIENCE_MS)
            painted = time.perf_counter() - started
            of_server = processor_seconds(server.pid)
            of_browser = processor_seconds(browser_parent) - before - of_server
            page.wait_for_timeout(200)  # what was counted on the way
        finally:
            server.terminate()
            server.wait(timeout=60)
    size = sum(float(one["encodedDataLength"]) for one in received) / 1e6
    return dict(zip(MEASURED, (up, painted, of_server, of_browser, len(received), size), strict=True))


def main() -> None:
    """Measure both trees and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="a checkout to compare with")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--atlas", type=Path, action="append", default=[], help="once for both, or one for each tree")
    parser.add_argument("--all", action="store_true", help="print every run")
    given = parser.parse_args()
    trees = {"this": ROOT, "other": given.other.resolve()}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in trees}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        if given.atlas:
            atlases = dict(zip(trees, [one.resolve() for one in (given.atlas * 2)[:2]], strict=True))
        else:
            atlases = {name: build_demo(tree, folder / name) for name, tree in trees.items()}
        for turn in range(given.repeat + 1):
            for name, tree in trees.items():
                seen = one_run(tree, atlases[name], folder, is_counting=not turn)
                runs[name].append(seen)
                if given.all:
                    print(turn or "-", name, " ".join(f"{value:.2f}" for value in seen.values()), flush=True)
    print(f"{'median of ' + str(given.repeat):<22}{'this':>8}{'other':>8}{'ratio':>7}")
    for what, unit in MEASURED.items():
        chosen = slice(1) if what in COUNTED else slice(1, None)
        mine, theirs = (statistics.median(run[what] for run in runs[name][chosen]) for name in trees)
        print(f"{what + (f', {unit}' if unit else ''):<22}{mine:>8.2f}{theirs:>8.2f}{mine / theirs:>7.2f}")


if __name__ == "__main__":
    main()
