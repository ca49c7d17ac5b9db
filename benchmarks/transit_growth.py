"""How the transit matrix grows: seconds and memory for 300, 1,227 and 5,000 origins × as many destinations.

    python benchmarks/transit_growth.py

Each size runs in a process of its own, so that the peak memory is its own. Blocks of rows are written to one uint16
array of minutes, as a build would keep them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

import h3
import numpy as np
import pandas as pd
from shared.timing import peak_mb
from shared.towns import build_graph, point_walks, stop_walks, town

from analysis.parameters import Parameters
from analysis.transit.search import reached_within, travel_times
from analysis.transit.timetable import build_timetable


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[300, 1227, 5000])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--here", action="store_true", help="in this process (used by the script itself)")
    options = parser.parse_args()
    if options.here:
        for size in options.sizes:
            run(size, options.workers)
        return
    reach_s = []
    for size in options.sizes:
        command = [sys.executable, __file__, "--here", "--workers", str(options.workers), "--sizes", str(size)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        print(done.stdout, end="", flush=True)
        reach_s.append(float(done.stdout.split("reach: ")[1].split()[0]))
    if len(options.sizes) > 1:
        exponent = np.polyfit(np.log(options.sizes), np.log(reach_s), 1)[0]
        print(f"reach grows with the number of cells to the power of {exponent:.2f}")


def spread(points: pd.DataFrame, size: int) -> pd.DataFrame:
    """``size`` points of the town: some of its cells, or the centres of the cells' children."""
    if size > len(points):
        children = sorted(child for cell in points["id"] for child in h3.cell_to_children(cell, 10))
        centres = np.array([h3.cell_to_latlng(child) for child in children])
        points = pd.DataFrame({"id": children, "lat": centres[:, 0], "lon": centres[:, 1]})
    return points.iloc[np.linspace(0, len(points) - 1, size).astype(int)].reset_index(drop=True)


def run(size: int, workers: int) -> None:
    """One size."""
    place, parameters = town("porto_alegre"), Parameters()
    points = spread(place.points, size)
    network, feed = place.network(), place.feed()
    graph = build_graph(network)
    stops, footpaths = stop_walks(network, graph, feed, parameters)
    timetable = build_timetable(feed, place.day, footpaths, parameters=parameters)
    before = peak_mb()
    options = {"start_s": place.start_s, "end_s": place.end_s, "parameters": parameters, "percentiles": (25, 50, 75)}

    def matrix(part: pd.DataFrame) -> np.ndarray:
        walks = point_walks(network, graph, stops, part, parameters)
        minutes = np.zeros((len(part), len(part), 3), np.uint16)
        for rows, seconds in travel_times(
            timetable, walks.access, walks.egress, walks.direct, workers=workers, **options
        ):  # fmt: skip
            minutes[rows] = np.where(seconds < 0, 65535, seconds // 60)
        return minutes

    def reach(part: pd.DataFrame) -> float:
        walks = point_walks(network, graph, stops, part, parameters)
        cpu = time.process_time()
        for _ in reached_within(
            timetable, walks.access, walks.egress, walks.direct, workers=workers, max_trip_min=parameters.reach_min,
            start_s=place.start_s, end_s=place.end_s, parameters=parameters,
        ):  # fmt: skip
            pass
        return time.process_time() - cpu

    matrix(points.iloc[:40])
    cpu, wall = time.process_time(), time.perf_counter()
    result = matrix(points)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(
        f"{size:5d} × {size}: {cpu:6.1f} s CPU, {wall:6.1f} s wall with {workers} thread(s), "
        f"{1000 * cpu / size:.1f} ms an origin; result {result.nbytes / 1e6:.0f} MB, "
        f"peak {peak_mb():.0f} MB ({before:.0f} MB after loading)",
        flush=True,
    )
    reach(points.iloc[:40])
    cpu = reach(points)
    print(f"  reach: {cpu:.1f} s CPU, {1000 * cpu / size:.1f} ms an origin", flush=True)


if __name__ == "__main__":
    main()
