"""Transit matrix: processor seconds per origin, ours against cafein (trip-based and RAPTOR), same points and window.

    python benchmarks/transit_against_cafein.py --repeat 5

Both start from coordinates: linking to streets, walks to stops and between points, and percentiles 25, 50, 75 over
every minute are inside the measured time for both. What each prepares once per day or window is printed beside it. With
``--same-times`` cafein reads the timetable as our reader understood it (blank times between timepoints filled in, that
day's trips only), and ours runs without the minute for a change, which cafein does not know: then the results can be
compared.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
import warnings
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
from shared.timing import median_cpu, peak_mb
from shared.towns import build_graph, point_walks, stop_walks, town

from analysis.parameters import Parameters
from analysis.transit.search import travel_times, window_of
from analysis.transit.timetable import build_timetable

PERCENTILES = (25, 50, 75)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--town", default="porto_alegre", choices=["porto_alegre", "newport"])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--routers", nargs="*", default=["tbtr", "raptor"])
    parser.add_argument("--origins", type=int, help="only so many of the points")
    parser.add_argument("--same-times", action="store_true")
    options = parser.parse_args()
    place = town(options.town)
    points = place.points
    if options.origins:
        points = points.iloc[np.linspace(0, len(points) - 1, options.origins).astype(int)].reset_index(drop=True)
    with tempfile.TemporaryDirectory() as folder:
        parameters = Parameters()
        if options.same_times:
            parameters = dataclasses.replace(parameters, change_s=0)
        ours, ours_s = run_ours(place, points, parameters, options)
        print(f"  peak memory of this process so far: {peak_mb():.0f} MB")
        if options.same_times:
            place = dataclasses.replace(place, gtfs=(write_gtfs(place, Path(folder) / "feed.zip"),))
        compare(place, points, ours, ours_s, options)
    print(f"  peak memory of this process, cafein included: {peak_mb():.0f} MB")


def compare(place, points, ours: np.ndarray, ours_s: float, options) -> None:
    """Run cafein and print the ratios."""
    for router in options.routers:
        theirs, theirs_s = run_cafein(place, points, router, options)
        both = (ours >= 0) & (theirs >= 0)
        apart = np.abs(ours[both] - theirs[both])
        print(f"ratio ours / cafein {router}: {ours_s / theirs_s:.2f}")
        print(
            f"  agreement (rules differ, see README): {(apart <= 60).mean():.1%} of values within a minute; "
            f"reachable ours {(ours >= 0).mean():.1%}, cafein {(theirs >= 0).mean():.1%}"
        )


def write_gtfs(place, path: Path) -> Path:
    """The day's trips as our reader understood them, as a GTFS file with a time at every stop."""
    feed = place.feed()
    runs = feed.trips_on(place.day)
    times = feed.stop_times[runs[feed.stop_times["trip_index"].to_numpy()]]
    day = place.day.strftime("%Y%m%d")
    trips = feed.trips[runs]

    def clock(seconds: pd.Series) -> list[str]:
        return [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in seconds]

    name = {"agency_id": "A", "agency_name": "A", "agency_url": "https://example.org", "agency_timezone": "Etc/UTC"}
    week = "monday tuesday wednesday thursday friday saturday sunday".split()
    tables = {
        "agency": pd.DataFrame([name]),
        "stops": pd.DataFrame(
            {
                "stop_id": feed.stops.index, "stop_name": "-",
                "stop_lat": feed.stops["lat"], "stop_lon": feed.stops["lon"],
            }
        ),
        "routes": pd.DataFrame({"route_id": feed.routes.index, "route_short_name": "-", "route_type": 3}),
        "trips": pd.DataFrame({"route_id": trips["route_index"], "service_id": "D", "trip_id": trips.index}),
        "stop_times": pd.DataFrame(
            {
                "trip_id": times["trip_index"], "stop_id": times["stop_index"], "stop_sequence": times["sequence"],
                "arrival_time": clock(times["arrival_s"]), "departure_time": clock(times["departure_s"]),
            }
        ),
        "calendar": pd.DataFrame([{"service_id": "D", **dict.fromkeys(week, 1), "start_date": day, "end_date": day}]),
    }  # fmt: skip
    with zipfile.ZipFile(path, "w") as archive:
        for table, frame in tables.items():
            archive.writestr(f"{table}.txt", frame.to_csv(index=False))
    return path


def run_ours(place, points, parameters: Parameters, options) -> tuple[np.ndarray, float]:
    """Seconds (origins, destinations, percentiles), and processor seconds."""
    network, feed = place.network(), place.feed()
    graph = build_graph(network)
    stops, footpaths = stop_walks(network, graph, feed, parameters)
    timetable = build_timetable(feed, place.day, footpaths, parameters=parameters)
    horizon_s = place.end_s - 60 + int(parameters.max_trip_min * 60)

    def prepare():
        timetable.windows.clear()
        return window_of(timetable, place.start_s, horizon_s)

    prepare_s, _, window = median_cpu(prepare, 3)

    def matrix() -> np.ndarray:
        walks = point_walks(network, graph, stops, points, parameters)
        blocks = travel_times(
            timetable, walks.access, walks.egress, walks.direct, start_s=place.start_s, end_s=place.end_s,
            parameters=parameters, percentiles=PERCENTILES, workers=options.workers,
        )  # fmt: skip
        return np.concatenate([seconds for _, seconds in blocks])

    cpu, wall, seconds = median_cpu(matrix, options.repeat)
    print(f"{place.name}: {len(points)} origins × {len(points)} destinations, {place.day}, 120 departures")
    print(
        f"ours: {1000 * cpu / len(points):.1f} ms CPU per origin ({cpu:.1f} s CPU, {wall:.1f} s wall, "
        f"{options.workers} thread(s)); changes prepared in {prepare_s:.2f} s CPU, {window.bytes_n / 1e6:.1f} MB"
    )
    return seconds, cpu


def run_cafein(place, points, router: str, options) -> tuple[np.ndarray, float]:
    """The same by cafein; -1 for unreachable and for points that it cannot link."""
    import cafein
    import geopandas as gpd

    warnings.simplefilter("ignore")
    parameters = Parameters()
    network = cafein.TransportNetwork.from_gtfs(
        [str(path) for path in place.gtfs], osm_pbf=str(place.osm), walking_speed_kmph=parameters.walk_kmh,
        max_walking_time=parameters.transfer_walk_min, snap_distance=500, trip_distances=False, leg_geometries=False,
    )  # fmt: skip
    prepare_s = 0.0
    if router == "tbtr":
        prepare_s, _, _ = median_cpu(lambda: network.compute_tbtr_transfers(str(place.day)), 1, warm=False)
    frame = gpd.GeoDataFrame(
        {"id": points["id"].astype(str)}, geometry=gpd.points_from_xy(points["lon"], points["lat"]), crs=4326
    )

    def matrix() -> np.ndarray:
        return network.travel_time_matrix(
            frame, departure=f"{place.day} {place.start_s // 3600:02d}:00",
            departure_time_window=(place.end_s - place.start_s) // 60, percentiles=list(PERCENTILES),
            max_rides=parameters.max_rides, router=router, walking_speed_kmph=parameters.walk_kmh,
            max_walking_time=parameters.access_walk_min, snap_distance=500, workers=options.workers,
        )  # fmt: skip

    cpu, wall, found = median_cpu(matrix, options.repeat)
    print(
        f"cafein {cafein.__version__} {router}: {1000 * cpu / len(points):.1f} ms CPU per origin ({cpu:.1f} s CPU, "
        f"{wall:.1f} s wall); prepared in {prepare_s:.2f} s CPU; result {found.shape}"
    )
    seconds = np.where(found == np.iinfo(np.uint32).max, -1, found.astype(np.int64))
    return _on_all_points(seconds, len(points)), cpu


def _on_all_points(seconds: np.ndarray, points_n: int) -> np.ndarray:
    """Fails if rows were dropped, because then the two results could not be compared."""
    if seconds.shape[:2] != (points_n, points_n):
        raise SystemExit(f"cafein answered for {seconds.shape[:2]} points, asked {points_n}.")
    limit = Parameters().max_trip_min * 60
    return np.where(seconds > limit, -1, seconds)


if __name__ == "__main__":
    main()
