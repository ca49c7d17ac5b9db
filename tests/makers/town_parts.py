"""The parts of a built town that measures about journeys need, read back from its edition and its timetables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.parameters import Parameters
from analysis.transit.points import CityPoints
from analysis.transit.timetable.day import Timetable
from analysis.walking.graph import snap_points
from analysis.walking.streets import Snap, WalkGraph
from everyday import Atlas
from everyday.atlas.inputs import read_input
from geo.feed import Feed
from geo.gtfs.reading import duplicate_trips, keep_trips, merge_feeds


@dataclass(frozen=True)
class Town:
    """Cells, streets, stops and timetables of an edition."""

    cells: pd.DataFrame
    graph: WalkGraph
    points: CityPoints
    feed: Feed
    timetables: dict[str, Timetable]
    unknown_bands: list[str]
    parameters: Parameters


def town_of(atlas: Atlas) -> Town:
    """Read an atlas' current edition for measures about journeys."""
    edition = atlas.edition()
    records = atlas.config.inputs_of("gtfs")
    feed = merge_feeds([read_input("gtfs", atlas.input_path(record))[0] for record in records])
    feed = keep_trips(feed, ~duplicate_trips(feed))
    cells, network, centre = edition.cells(), edition.network, edition.manifest["centre"]
    snap = snap_points(network, cells["lat"], cells["lon"])
    on = cells["on_network"].to_numpy()
    town_centre = snap_points(network, [centre["lat"]], [centre["lon"]], max_m=1500.0)
    points = CityPoints(
        cells=Snap(np.where(on, snap.link, -1).astype(np.int32), snap.along_m, snap.snap_m),
        lat=cells["lat"].to_numpy(),
        lon=cells["lon"].to_numpy(),
        weight_n=cells["weight_n"].to_numpy(),
        area_centres=town_centre,
        centre=town_centre,
        stops=snap_points(network, feed.stops["lat"], feed.stops["lon"]),
    )
    found = {day: edition.timetable(day) for day in ("weekday", "sunday")}
    unknown = [name for name, band in edition.manifest["bands"].items() if not band["is_known"]]
    timetables = {day: timetable for day, timetable in found.items() if timetable is not None}
    return Town(cells, edition.graph, points, feed, timetables, unknown, atlas.config.parameters)
