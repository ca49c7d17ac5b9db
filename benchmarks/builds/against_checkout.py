"""A town taken in and built by this tree and by another checkout, in turns: processor seconds, memory, their ratios.

    python benchmarks/builds/against_checkout.py OTHER_TREE [--town newport] [--repeat 5]
    python benchmarks/builds/against_checkout.py OTHER_TREE --town porto_alegre --resolution 9 [--repeat 5]
    python benchmarks/builds/against_checkout.py --town porto_alegre --cells 15000 [--repeat 1]

A run is a process of its own that starts an atlas in a fresh folder, adds boundaries, streets, timetables and people,
and builds with one thread; what is imported for it counts. The trees take turns, and the first run of each, which also
compiles, does not count. Both get the same files: Newport's 2011 wards, and for Porto Alegre the outline of the 1,227
hexagons that its points are given by, as one area (``--cells``: drawn wider until it has so many cells), and the two
hours of the afternoon that its timetable has. Without another tree only this one is measured. What this tree said
beforehand it would take is printed beside what it then took.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import h3
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from shared.towns import DATA, town  # noqa: E402

RUN = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
import tomlkit
from everyday import Atlas
given = json.loads(sys.argv[1])
begun = time.process_time()
atlas = Atlas.new(Path(given["folder"]), name="A town", boundaries=Path(given["boundaries"]),
                  resolution=given["resolution"], timezone=given["timezone"])
if given["band"]:
    settings = Path(given["folder"]) / "atlas.toml"
    text = tomlkit.parse(settings.read_text(encoding="utf-8"))
    text["bands"]["am"].update(given["band"])
    settings.write_text(tomlkit.dumps(text), encoding="utf-8")
    atlas = Atlas(Path(given["folder"]))
for kind, path, options in given["inputs"]:
    atlas.add(kind, Path(path), options=options)
added = time.process_time()
said = []
def hear(words, share):
    if words.startswith("This takes"):
        said.append((words, time.process_time()))
edition = atlas.build(date=date.fromisoformat(given["day"]), workers=1, progress=hear)
built = time.process_time()
cells = edition.cells()
print(json.dumps({"add": added - begun, "build": built - added, "all": built - begun,
                  "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  "said": [words for words, _ in said[:1]], "then": [built - at for _, at in said[:1]],
                  "cells": len(cells), "on_network": int(cells["on_network"].sum()),
                  "steps": edition.manifest["seconds"]}))
"""
AFTERNOON = {"start": "14:00", "end": "16:00"}
UNITS = {"add": "CPU s", "build": "CPU s", "all": "CPU s", "memory": "MB"}


def outline(path: Path, resolution: int, cells_n: int) -> Path:
    """Porto Alegre's hexagons as one area, wider by rings of hexagons until it holds ``cells_n`` cells."""
    cells = set(pd.read_csv(DATA / "porto_alegre/points/poa_hexgrid.csv")["id"])
    while len(cells) * 7 ** (resolution - 9) < cells_n:
        cells |= {other for cell in cells for other in h3.grid_disk(cell, 1)}
    return one_area(path, cells, "POA", "Porto Alegre")


def one_area(path: Path, cells: set[str], code: str, name: str) -> Path:
    """Hexagons as one area, without the holes in it."""
    rings = [[(lon, lat) for lat, lon in h3.cell_to_boundary(cell)] for cell in sorted(cells)]
    shape = shapely.union_all([shapely.Polygon(ring) for ring in rings], grid_size=1e-9)
    shape = shapely.Polygon(shape.exterior) if shape.geom_type == "Polygon" else shape
    feature = {"type": "Feature", "properties": {"code": code, "name": name}}
    geometry = json.loads(shapely.to_geojson(shape))
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature | {"geometry": geometry}]}))
    return path


def task(name: str, resolution: int, cells_n: int, work: Path) -> dict[str, Any]:
    """What a run is given, but for its folder."""
    place = town(name)
    inputs: list[tuple[str, str, dict[str, str]]] = [("osm", str(place.osm), {})]
    inputs += [("gtfs", str(path), {}) for path in place.gtfs]
    if name == "newport":
        boundaries, zone = DATA / "newport/boundaries/wards_2011.geojson", "Europe/London"
        inputs.append(("population", str(DATA / "newport/points/oa2021_population_weighted_centroids.parquet"), {}))
    else:
        boundaries, zone = outline(work / "outline.geojson", resolution, cells_n), "America/Sao_Paulo"
        inputs.append(("population", str(DATA / "porto_alegre/points/poa_hexgrid.csv"), {}))
    return {
        "boundaries": str(boundaries), "resolution": resolution, "timezone": zone, "inputs": inputs,
        "day": str(place.day), "band": {} if name == "newport" else AFTERNOON,
    }  # fmt: skip


def run(tree: Path, given: dict[str, Any]) -> dict[str, Any]:
    """One town by the code of ``tree``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EVERYDAY_", "PYTHONDONT"))}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", RUN, json.dumps(given | {"folder": str(Path(folder) / "atlas")})]
        environment = kept | {"PYTHONPATH": str(tree)}
        done = subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Build in turns and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", nargs="?", type=Path, help="another checkout of this repository")
    parser.add_argument("--town", choices=["newport", "porto_alegre"], default="newport")
    parser.add_argument("--resolution", type=int, default=9)
    parser.add_argument("--cells", type=int, default=0, help="so many cells at least, at resolution 10")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--steps", action="store_true", help="print the seconds of each step, too")
    options = parser.parse_args()
    trees = {"now": ROOT} | ({"other": options.other.resolve()} if options.other else {})
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in trees}
    with tempfile.TemporaryDirectory() as work:
        given = task(options.town, 10 if options.cells else options.resolution, options.cells, Path(work))
        for number in range(options.repeat + 1):
            for name, tree in trees.items():
                found = run(tree, given)
                if number:
                    runs[name].append(found)
                    print("  ", name, " ".join(f"{key} {found[key]:.1f}" for key in UNITS), flush=True)
    last = runs["now"][-1]
    print(f"{options.town}: {last['cells']:,} cells, {last['on_network']:,} on the network")
    for found in runs["now"]:
        for words, taken in zip(found["said"], found["then"], strict=True):
            print(f"  said: {words}; taken: {taken:.1f} s of one processor")
    for key, unit in UNITS.items():
        medians = {name: statistics.median(found[key] for found in each) for name, each in runs.items()}
        words = ", ".join(f"{name} {value:.1f}" for name, value in medians.items())
        print(f"{key:<7} {words} {unit}" + (f": {medians['now'] / medians['other']:.2f}" if options.other else ""))
    if options.steps:
        for name, each in runs.items():
            print(name, {step: statistics.median(found["steps"][step] for found in each) for step in each[-1]["steps"]})


if __name__ == "__main__":
    main()
