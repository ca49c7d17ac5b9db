"""A whole town, from files to an edition: seconds by step, processor time and memory.

    python benchmarks/whole_build.py [--repeat 5]

Newport with 2011 wards, streets, bus and rail timetables and population points. Each build runs in a process of its
own, from a fresh atlas folder; the first one, which also compiles, does not count.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from shared.towns import DATA

BUILD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from everyday import Atlas
source, folder = Path(sys.argv[1]), Path(sys.argv[2])
atlas = Atlas.new(folder, name="Newport", boundaries=source / "newport/boundaries/wards_2011.geojson")
for kind, name in (("osm", "osm/newport-2023-06-13.osm.pbf"), ("gtfs", "gtfs/newport_bus_coach_20240305.zip"),
                   ("gtfs", "gtfs/newport_rail_20240305.zip"),
                   ("population", "points/oa2021_population_weighted_centroids.parquet")):
    atlas.add(kind, source / "newport" / name)
wall, cpu = time.perf_counter(), time.process_time()
edition = atlas.build(date=date(2024, 3, 5), workers=2)
print(json.dumps({"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu,
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  "steps": edition.manifest["seconds"], "cells": edition.manifest["rows"]["cells"]}))
"""


def build_once(source: Path) -> dict[str, object]:
    """One build in a process of its own."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "-c", BUILD, str(source), str(Path(temporary) / "atlas")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Build several times and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    source = DATA
    build_once(source)
    runs = [build_once(source) for _ in range(repeat)]
    for key, unit in (("wall_s", "s"), ("cpu_s", "CPU s"), ("peak_mb", "MB")):
        print(f"{key:<8} {statistics.median(float(run[key]) for run in runs):8.1f} {unit}")  # type: ignore[arg-type]
    steps = {name: statistics.median(run["steps"][name] for run in runs) for name in runs[0]["steps"]}  # type: ignore[index,attr-defined]
    for name, seconds in steps.items():
        print(f"  {name:<45} {seconds:6.2f} s")


if __name__ == "__main__":
    main()
