"""Transit engine against the brute-force connection scan: every destination, every departure.

    python benchmarks/transit_against_csa.py --town porto_alegre --origins 30

Fails (exit 1) at the first difference. ``--origins 0`` takes every point of the town.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from shared.towns import build_graph, point_walks, stop_walks, town

from analysis.parameters import Parameters
from analysis.transit.search import travel_times
from analysis.transit.timetable import build_timetable
from tests.oracles.csa import Oracle


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--town", nargs="*", default=["porto_alegre", "newport"])
    parser.add_argument("--origins", type=int, default=10)
    options = parser.parse_args()
    for name in options.town:
        compare(name, options.origins)


def compare(name: str, origins_n: int) -> None:
    """Compare one town, raise SystemExit on a difference."""
    place, parameters = town(name), Parameters()
    network, feed = place.network(), place.feed()
    graph = build_graph(network)
    stops, footpaths = stop_walks(network, graph, feed, parameters)
    walks = point_walks(network, graph, stops, place.points, parameters)
    timetable = build_timetable(feed, place.day, footpaths, parameters=parameters)
    departures_n = (place.end_s - place.start_s) // 60
    # One percentile for each departure: all of them, sorted.
    percentiles = [(k + 0.5) / departures_n * 100 for k in range(departures_n)]
    window = {"start_s": place.start_s, "end_s": place.end_s}
    walked = np.flatnonzero(np.diff(walks.access.indptr) > 0)
    chosen = walked if origins_n == 0 else np.random.default_rng(0).permutation(walked)[:origins_n]
    oracle = Oracle(feed, place.day, footpaths, walks.egress, parameters)
    spent = {"engine": 0.0, "oracle": 0.0}
    compared = reachable = 0
    for origin in chosen:
        row = slice(origin, origin + 1)
        began = time.process_time()
        blocks = travel_times(
            timetable, walks.access.slice_rows(row), walks.egress, walks.direct.slice_rows(row),
            parameters=parameters, percentiles=percentiles, **window,
        )  # fmt: skip
        (_, seconds), *_ = blocks
        between = time.process_time()
        exact = oracle.travel_times(walks.access, walks.direct, origin, **window)
        spent["oracle"] += time.process_time() - between
        spent["engine"] += between - began
        ordered = np.sort(unreachable_last(exact), axis=0).T
        differs = unreachable_last(seconds[0]) != ordered
        if differs.any():
            raise SystemExit(f"{name}: origin {origin} differs at {int(differs.sum())} of {differs.size} values.")
        compared += differs.size
        reachable += int((seconds >= 0).sum())
    print(
        f"{name} {place.day}: {len(chosen)} origins × {len(place.points)} destinations × {departures_n} departures, "
        f"{compared:,} values ({reachable / compared:.0%} reachable): all equal. CPU: engine {spent['engine']:.1f} s, "
        f"oracle {spent['oracle']:.1f} s."
    )


def unreachable_last(seconds: np.ndarray) -> np.ndarray:
    """-1 becomes larger than any travel time."""
    return np.where(seconds < 0, np.iinfo(np.int64).max, seconds.astype(np.int64))


if __name__ == "__main__":
    main()
