"""The towns that the benchmarks run on. The data are not in the repository: set EVERYDAY_TEST_DATA to their folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from analysis.parameters import Parameters  # noqa: E402
from analysis.walking import (  # noqa: E402
    Snap,
    WalkGraph,
    WalkMatrix,
    build_graph,
    snap_points,
    walk_matrix,
)
from geo.feed import Feed  # noqa: E402
from geo.gtfs import merge_feeds, read_gtfs  # noqa: E402
from geo.network import WalkNetwork  # noqa: E402
from geo.osm import read_osm  # noqa: E402

DATA = Path(os.environ.get("EVERYDAY_TEST_DATA", ROOT.parent / "shared" / "data"))


@dataclass(frozen=True)
class Town:
    """A town's files, day, departure window and points."""

    name: str
    osm: Path
    gtfs: tuple[Path, ...]
    day: date
    start_s: int
    end_s: int
    points: pd.DataFrame

    def network(self) -> WalkNetwork:
        """Streets."""
        return read_osm(self.osm).network

    def feed(self) -> Feed:
        """Timetable."""
        return merge_feeds([read_gtfs(path)[0] for path in self.gtfs])


def town(name: str) -> Town:
    """``porto_alegre`` (1,227 cells) or ``newport`` (511 small areas)."""
    folder = DATA / name
    if not folder.is_dir():
        raise SystemExit(f"No data at {folder}. Set EVERYDAY_TEST_DATA to the folder that has {name}.")
    if name == "porto_alegre":
        points = pd.read_csv(folder / "points" / "poa_hexgrid.csv")[["id", "lat", "lon"]]
        feeds = ("poa_eptc.zip", "poa_trensurb.zip")
        day, start_h, osm = date(2019, 5, 13), 14, "poa_osm.pbf"
    else:
        import geopandas as gpd

        path = folder / "points" / "oa2021_population_weighted_centroids.parquet"
        centres = gpd.read_parquet(path).geometry.to_crs(4326)
        points = pd.DataFrame({"id": np.arange(len(centres)).astype(str), "lat": centres.y, "lon": centres.x})
        feeds = ("newport_bus_coach_20240305.zip", "newport_rail_20240305.zip")
        day, start_h, osm = date(2024, 3, 5), 7, "newport-2023-06-13.osm.pbf"
    gtfs = tuple(folder / "gtfs" / feed for feed in feeds)
    return Town(name, folder / "osm" / osm, gtfs, day, start_h * 3600, (start_h + 2) * 3600, points)


@dataclass(frozen=True)
class Walks:
    """What the transit engine needs to know about walking."""

    access: WalkMatrix
    egress: WalkMatrix
    direct: WalkMatrix


def stop_walks(network: WalkNetwork, graph: WalkGraph, feed: Feed, parameters: Parameters) -> tuple[Snap, WalkMatrix]:
    """Where the stops meet the streets, and the walks between them."""
    stops = snap_points(network, feed.stops["lat"].to_numpy(), feed.stops["lon"].to_numpy())
    return stops, walk_matrix(graph, stops, stops, minutes_m(parameters.transfer_walk_min, parameters))


def point_walks(
    network: WalkNetwork, graph: WalkGraph, stops: Snap, points: pd.DataFrame, parameters: Parameters
) -> Walks:
    """Walks from points to stops and to each other."""
    places = snap_points(network, points["lat"].to_numpy(), points["lon"].to_numpy())
    limit_m = minutes_m(parameters.access_walk_min, parameters)
    access = walk_matrix(graph, places, stops, limit_m)
    return Walks(access, access, walk_matrix(graph, places, places, limit_m))


def minutes_m(minutes: float, parameters: Parameters) -> float:
    """Metres walked in so many minutes."""
    return minutes * 60 * parameters.walk_m_per_s


__all__ = ["DATA", "Town", "Walks", "build_graph", "minutes_m", "point_walks", "stop_walks", "town"]
