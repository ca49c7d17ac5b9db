"""A whole town, from files to an edition: seconds by step, processor time and memory.

    python benchmarks/whole_build.py [--repeat 5]
    python benchmarks/whole_build.py --region [--repeat 3]

Newport with 2011 wards, streets, bus and rail timetables and population points. Each build runs in a process of its
own, from a fresh atlas folder; the first one, which also compiles, does not count.

``--region`` sets two side by side, in turns: that build with its inputs added, and the same where the buses come as a
region of two million stop times (Newport's and copies of them elsewhere), cut to the town and 15 km round it first.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from shared.towns import DATA

COPIES = 9
"""Of Newport's 204,361 stop times, beside themselves: 2.04 million."""

BUILD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from everyday import Atlas
source, folder = Path(sys.argv[1]), Path(sys.argv[2])
begun = time.process_time()
buses, trips = "gtfs/newport_bus_coach_20240305.zip", ""
if len(sys.argv) > 3:
    import shapely
    from geo.gtfs.cropping import crop_gtfs
    cut = crop_gtfs(sys.argv[3], shapely.box(-3.35, 51.37, -2.58, 51.79), folder.parent / "cut.zip")
    buses, trips = cut.path, f"{cut.trips_n:,} of {cut.all_trips_n:,} trips, {cut.all_stop_times_n:,} stop times"
atlas = Atlas.new(folder, name="Newport", boundaries=source / "newport/boundaries/wards_2011.geojson")
for kind, name in (("osm", "osm/newport-2023-06-13.osm.pbf"), ("gtfs", buses),
                   ("gtfs", "gtfs/newport_rail_20240305.zip"),
                   ("population", "points/oa2021_population_weighted_centroids.parquet")):
    atlas.add(kind, source / "newport" / name)
wall, cpu = time.perf_counter(), time.process_time()
edition = atlas.build(date=date(2024, 3, 5), workers=2)
print(json.dumps({"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu,
                  "all_cpu_s": time.process_time() - begun, "trips": trips,
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  "steps": edition.manifest["seconds"], "cells": edition.manifest["rows"]["cells"]}))
"""


def build_once(source: Path, *region: str) -> dict[str, Any]:
    """One build in a process of its own; with a region its timetable is cut first."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "-c", BUILD, str(source), str(Path(temporary) / "atlas"), *region]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def beside_region(source: Path, repeat: int) -> None:
    """Plain Newport and Newport cut out of a region, in turns: processor time of adding and building, and memory."""
    from tests.servers.open_newport import region_of_copies

    with tempfile.TemporaryDirectory() as temporary:
        region = Path(temporary) / "region.zip"
        region_of_copies(source / "newport/gtfs/newport_bus_coach_20240305.zip", region, COPIES)
        build_once(source, str(region))
        pairs = [(build_once(source), build_once(source, str(region))) for _ in range(repeat)]
        print(f"region: {region.stat().st_size / 1e6:.0f} MB, cut to {pairs[0][1]['trips']}")
    for key, unit in (("all_cpu_s", "CPU s"), ("peak_mb", "MB")):
        plain, cut = (statistics.median(pair[place][key] for pair in pairs) for place in (0, 1))
        ratio = statistics.median(pair[1][key] / pair[0][key] for pair in pairs)
        print(f"{key:<10} plain {plain:8.1f} {unit}, cut out of the region {cut:8.1f} {unit}: {ratio:.2f}")


def main() -> None:
    """Build several times and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--region", action="store_true")
    options = parser.parse_args()
    repeat, source = options.repeat, DATA
    if options.region:
        beside_region(source, repeat)
        return
    build_once(source)
    runs = [build_once(source) for _ in range(repeat)]
    for key, unit in (("wall_s", "s"), ("cpu_s", "CPU s"), ("peak_mb", "MB")):
        print(f"{key:<8} {statistics.median(float(run[key]) for run in runs):8.1f} {unit}")  # type: ignore[arg-type]
    steps = {name: statistics.median(run["steps"][name] for run in runs) for name in runs[0]["steps"]}  # type: ignore[index,attr-defined]
    for name, seconds in steps.items():
        print(f"  {name:<45} {seconds:6.2f} s")


if __name__ == "__main__":
    main()
