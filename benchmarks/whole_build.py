"""A whole town, from files to an edition: seconds by step, processor time and memory.

    python benchmarks/whole_build.py [--repeat 5]
    python benchmarks/whole_build.py --region [--repeat 5]

Newport with 2011 wards, streets, bus and rail timetables and population points. Each build runs in a process of its
own, from a fresh atlas folder; the first one, which also compiles, does not count.

With ``--region`` the buses come from a timetable of two million stop times, Newport's and nine copies of it elsewhere,
that is cut to the town and 15 km round it as a fetch cuts it; taking in and cutting count, and each such build stands
beside one of plain Newport.
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

from shared.regions import regional_timetable
from shared.towns import DATA

BUILD = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from everyday import Atlas
from everyday.fetch import cut_to_town
source, folder, region = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
started = time.process_time()
atlas = Atlas.new(folder, name="Newport", boundaries=source / "newport/boundaries/wards_2011.geojson")
for kind, name in (("osm", "osm/newport-2023-06-13.osm.pbf"), ("gtfs", "gtfs/newport_bus_coach_20240305.zip"),
                   ("gtfs", "gtfs/newport_rail_20240305.zip"),
                   ("population", "points/oa2021_population_weighted_centroids.parquet")):
    path = source / "newport" / name
    if region and "bus" in name:
        with cut_to_town(atlas, "gtfs", Path(region)) as (cut, _words):
            atlas.add(kind, cut)
    else:
        atlas.add(kind, path)
taken_in = time.process_time() - started
wall, cpu = time.perf_counter(), time.process_time()
edition = atlas.build(date=date(2024, 3, 5), workers=2)
print(json.dumps({"wall_s": time.perf_counter() - wall, "cpu_s": time.process_time() - cpu,
                  "taken_in_s": taken_in, "all_cpu_s": taken_in + time.process_time() - cpu,
                  "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  "steps": edition.manifest["seconds"], "rows": edition.manifest["rows"]}))
"""


def build_once(source: Path, region: Path | None = None) -> dict[str, Any]:
    """One build in a process of its own, with the buses cut out of a region's timetable where one is given."""
    with tempfile.TemporaryDirectory() as temporary:
        command = [sys.executable, "-c", BUILD, str(source), str(Path(temporary) / "atlas"), str(region or "")]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def of_region(source: Path, repeat: int) -> None:
    """Print what a region's timetable takes, and its share of plain Newport's in the same run."""
    with tempfile.TemporaryDirectory() as temporary:
        region = Path(temporary) / "region.zip"
        rows = regional_timetable(source / "newport/gtfs/newport_bus_coach_20240305.zip", region)
        print(f"{rows:,} stop times, {region.stat().st_size / 1e6:,.0f} MB")
        build_once(source)
        pairs = [(build_once(source), build_once(source, region)) for _ in range(repeat)]
    for key, unit in (("all_cpu_s", "CPU s"), ("taken_in_s", "CPU s"), ("peak_mb", "MB")):
        plain, cut = (statistics.median(pair[which][key] for pair in pairs) for which in (0, 1))
        ratio = statistics.median(pair[1][key] / pair[0][key] for pair in pairs)
        print(f"{key:<11} plain {plain:8.1f}, region {cut:8.1f} {unit}: {ratio:.2f}")
    print("the same cells, departures and streets:", all(pair[0]["rows"] == pair[1]["rows"] for pair in pairs))


def main() -> None:
    """Build several times and print medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--region", action="store_true", help="against a region's timetable, cut to the town")
    given = parser.parse_args()
    source, repeat = DATA, given.repeat
    if given.region:
        of_region(source, repeat)
        return
    build_once(source)
    runs = [build_once(source) for _ in range(repeat)]
    for key, unit in (("wall_s", "s"), ("cpu_s", "CPU s"), ("peak_mb", "MB")):
        print(f"{key:<8} {statistics.median(run[key] for run in runs):8.1f} {unit}")
    steps = {name: statistics.median(run["steps"][name] for run in runs) for name in runs[0]["steps"]}
    for name, seconds in steps.items():
        print(f"  {name:<45} {seconds:6.2f} s")


if __name__ == "__main__":
    main()
