"""How long from a click on the map to the changed profile, and until the first map is painted.

    python benchmarks/map_clicks.py ATLAS [--clicks 15]

Needs Chromium and playwright. Every click chooses another cell; the time runs from the click until the heading of the
panel has changed. Prints the median and all times, and how many requests went to other hosts (there must be none).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from tests.browser.visiting import Visit, served, visit  # noqa: E402

CHANGED = "before => { const e = document.querySelector('#ea-chosen'); return e && e.innerText !== before }"


def clicks_of(seen: Visit, count: int) -> list[float]:
    """Seconds from each click to the changed profile; clicks that chose a cell of the same name are left out."""
    seconds = []
    box = seen.map.bounding_box()
    for number in range(count):
        before = seen.chosen()
        place = {"x": box["width"] * (0.3 + 0.4 * number / count), "y": box["height"] * (0.4 + 0.1 * (number % 3))}
        started = time.perf_counter()
        seen.map.click(position=place)
        try:
            seen.page.wait_for_function(CHANGED, arg=before, timeout=4000)
        except Exception as error:
            if "Timeout" not in str(error):
                raise
            continue
        seconds.append(time.perf_counter() - started)
        seen.page.wait_for_timeout(300)
    return seconds


def main() -> None:
    """Measure one atlas."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("atlas", type=Path)
    parser.add_argument("--clicks", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        with served(given.atlas.resolve(), folder / "server.log") as url, visit(url) as seen:
            started = time.perf_counter()
            seen.open("?by=cells")
            painted = time.perf_counter() - started
            seconds = clicks_of(seen, given.clicks)
            print(f"first map painted after {painted:.1f} s")
            print(f"click to profile: median {statistics.median(seconds):.2f} s of {len(seconds)}")
            print("all: " + " ".join(f"{value:.2f}" for value in seconds))
            print(f"requests to other hosts: {len(seen.foreign)}")


if __name__ == "__main__":
    main()
