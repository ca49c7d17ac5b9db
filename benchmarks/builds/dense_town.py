"""How a build grows with the cells of a dense town: processor seconds and memory of each size beside a fitted line.

    python benchmarks/builds/dense_town.py [--sizes 2500 5000 10000 18000]
    python benchmarks/builds/dense_town.py --town porto_alegre --resolution 11 --sizes 4000 8000 16465

A size is the cells of an area of hexagons around the town's middle, as many as have so many cells; how many of them
are on the street network is printed. Each is added and built in a process of its own, with one thread.

``porto`` has the real streets of Porto (Portugal), which go on for far more than 15,000 cells at resolution 10. There
is no timetable of Porto among the data: the town gets that of Porto Alegre, moved so that its stops lie around Porto's
middle, as far from each other as they are; its cells all weigh the same. ``porto_alegre`` is all its own: its streets
end at 11,101 cells at
resolution 10; at resolution 11 cells are less than half as far apart, and most lie within a walk of most others.
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import h3
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "benchmarks/builds")]

from against_checkout import AFTERNOON, one_area, run  # noqa: E402
from shared.towns import DATA, town  # noqa: E402

MIDDLES = {"porto": (41.155, -8.612), "porto_alegre": (-30.0552, -51.192)}
LIMIT_MB = 4096


def hexagons(name: str, resolution: int, cells_n: int) -> set[str]:
    """The hexagons of resolution 9 nearest to a town's middle, as many as have ``cells_n`` cells."""
    middle = MIDDLES[name]
    wanted_n = math.ceil(cells_n / 7 ** (resolution - 9))
    start = h3.latlng_to_cell(*middle, 9)
    around = h3.grid_disk(start, math.ceil(math.sqrt(wanted_n)))
    return set(sorted(around, key=lambda cell: h3.great_circle_distance(middle, h3.cell_to_latlng(cell)))[:wanted_n])


def moved(source: Path, target: Path, start: tuple[float, float], goal: tuple[float, float]) -> Path:
    """A timetable whose stops lie around ``goal`` as they lay around ``start``, as many metres from each other."""
    wider = math.cos(math.radians(start[0])) / math.cos(math.radians(goal[0]))
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in given.namelist():
            if name == "shapes.txt":  # the courses of lines, which no measure follows from
                continue
            content = given.read(name)
            if name == "stops.txt":
                rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
                for row in rows:
                    row["stop_lat"] = f"{float(row['stop_lat']) - start[0] + goal[0]:.6f}"
                    row["stop_lon"] = f"{(float(row['stop_lon']) - start[1]) * wider + goal[1]:.6f}"
                text = io.StringIO(newline="")
                writer = csv.DictWriter(text, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
                content = text.getvalue().encode()
            written.writestr(name, content)
    return target


def task(name: str, resolution: int, cells_n: int, work: Path) -> dict[str, Any]:
    """What a run is given, but for its folder."""
    place = town("porto_alegre")
    osm, gtfs = place.osm, list(place.gtfs)
    if name == "porto":
        osm = DATA / "osm_small/porto_portugal.osm.pbf"
        gtfs = [moved(one, work / one.name, MIDDLES["porto_alegre"], MIDDLES["porto"]) for one in gtfs]
    inputs = [("osm", str(osm), {}), *(("gtfs", str(path), {}) for path in gtfs)]
    return {
        "boundaries": str(one_area(work / "outline.geojson", hexagons(name, resolution, cells_n), "T", name)),
        "resolution": resolution, "timezone": "America/Sao_Paulo", "inputs": inputs,
        "day": str(place.day), "band": AFTERNOON,
    }  # fmt: skip


def main() -> None:
    """Build every size and print what it took, and the lines fitted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--town", choices=sorted(MIDDLES), default="porto")
    parser.add_argument("--resolution", type=int, default=10)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2500, 5000, 10000, 18000])
    options = parser.parse_args()
    if options.town == "porto":
        print("Streets of Porto (Portugal); the timetable is Porto Alegre's, moved there.", flush=True)
    found = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as work:
            found.append(run(ROOT, task(options.town, options.resolution, size, Path(work))))
        one = found[-1]
        print(
            f"{one['cells']:7,d} cells, {one['on_network']:7,d} on the network: build {one['build']:6.1f} CPU s, "
            f"{one['memory']:6,.0f} MB at most",
            flush=True,
        )
    cells, build_s, memory_mb = (
        np.array([one[key] for one in found], float) for key in ("on_network", "build", "memory")
    )
    largest = int(cells.argmax())
    under = "within" if memory_mb[largest] < LIMIT_MB else "above"
    print(f"{int(cells[largest]):,} cells on the network: {under} 4 GB ({memory_mb[largest]:,.0f} MB).")
    if len(found) < 3:
        return
    slope, first = np.polyfit(cells, memory_mb, 1)
    power, log_s = np.polyfit(np.log(cells), np.log(build_s), 1)
    print(f"memory: {first:,.0f} MB + {1000 * slope:.0f} MB for 1,000 cells; build: cells to the power {power:.2f}")
    of_line, of_curve = memory_mb / (first + slope * cells), build_s / (np.exp(log_s) * cells**power)
    for at, number in enumerate(cells):
        print(
            f"{number:7,.0f} cells: {memory_mb[at]:6,.0f} MB, {of_line[at]:.2f} of the line; "
            f"{build_s[at]:6.1f} CPU s, {of_curve[at]:.2f} of the curve"
        )


if __name__ == "__main__":
    main()
