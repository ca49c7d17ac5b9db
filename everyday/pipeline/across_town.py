"""The city level of an edition: timetables of its days, times across town, and the usual journey to the centre."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.areas import weighted_centres
from analysis.city import city_level, unknown_city_columns
from analysis.transit import CityPoints, stop_departures
from analysis.transit.journeys import direct_departures_to_centre, legs_table, usual_journeys_to_centre
from analysis.transit.timetable import Timetable, build_timetable
from analysis.walking import WalkMatrix, snap_points, walk_matrix
from everyday.atlas import Steps

if TYPE_CHECKING:
    from everyday.atlas import AtlasConfig
    from everyday.pipeline.depth import Ground
    from everyday.pipeline.material import Material

__all__ = ["BAND_STEPS", "AcrossTown", "across_town"]

BAND_STEPS = {
    "am": "Measuring the weekday morning across town",
    "evening": "Measuring the weekday evening across town",
    "sunday": "Measuring the Sunday across town",
}
LAYOUT_STEP = "Laying out the timetables"
JOURNEYS_STEP = "Choosing the usual journeys to the centre"
CENTRE_SNAP_M = 1500.0
ROUNDING_M = 1e-6


@dataclass
class AcrossTown:
    """The city level.

    Attributes:
        columns: one row per cell; beside the measures also ``usual_journey_lines`` and the best direct lines, which
            suggestions look at.
        timetables: by day.
        is_near_stop: bool per stop of the feed: inside the extent of the street data.
        access: walks from cells to stops, None without a timetable.
        legs: the usual journey of each cell to the centre, ``cell, legs_json``.
    """

    columns: pd.DataFrame
    timetables: dict[str, Timetable] = field(default_factory=dict)
    is_near_stop: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    access: WalkMatrix | None = None
    legs: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"cell": [], "legs_json": []}, dtype=str))


def across_town(
    material: Material,
    config: AtlasConfig,
    ground: Ground | None,
    weights: pd.DataFrame,
    centre: dict[str, Any],
    workers: int,
    steps: Steps,
) -> AcrossTown:
    """Times across town for every cell and band.

    Args:
        material: timetable, days, cells and pieces.
        config: parameters and bands.
        ground: streets with cells and stops; None without streets.
        weights: ``weight_n`` of each cell.
        centre: ``lat``, ``lon`` of the town centre.
        workers: threads.
        steps: told which band is measured.
    """
    feed, days, parameters = material.feed, material.days, config.parameters
    if feed is None or days is None or ground is None or ground.stops is None:
        stops_n = len(feed.stops) if feed is not None else 0
        unknown = unknown_city_columns(len(material.cells), parameters)
        return AcrossTown(unknown, is_near_stop=np.zeros(stops_n, bool))
    network, stops = ground.extract.network, ground.stops
    stop_lat, stop_lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    west, south, east, north = network.extent.bounds
    is_near = (stop_lon >= west) & (stop_lon <= east) & (stop_lat >= south) & (stop_lat <= north)
    with steps.step(LAYOUT_STEP) as tell:
        speed = parameters.walk_m_per_s * 60
        footpaths = walk_matrix(
            ground.graph, stops, stops, parameters.transfer_walk_min * speed + ROUNDING_M, workers=workers
        )
        tell(0.2)
        access = walk_matrix(
            ground.graph, ground.cells, stops, parameters.access_walk_min * speed + ROUNDING_M, workers=workers
        )
        tell(0.4)
        needed = {band.day for band in parameters.bands if band.name not in days.band_unknown}
        chosen = {
            name: day
            for name, day in (("weekday", days.weekday), ("sunday", days.sunday))
            if day is not None and name in needed
        }
        timetables = {
            name: build_timetable(feed, day, footpaths, parameters=parameters) for name, day in chosen.items()
        }
        departures = {name: stop_departures(feed, day) for name, day in chosen.items()}
        tell(0.8)
        area_points = weighted_centres(material.cells.assign(on_network=ground.cells.is_on_network), material.pieces)
        points = CityPoints(
            cells=ground.cells,
            lat=material.cells["lat"].to_numpy(),
            lon=material.cells["lon"].to_numpy(),
            weight_n=weights["weight_n"].to_numpy(),
            area_centres=snap_points(
                network,
                area_points["lat"].to_numpy(),
                area_points["lon"].to_numpy(),
                max_m=CENTRE_SNAP_M,
                is_step_free=parameters.is_step_free,
            ),
            centre=snap_points(
                network, [centre["lat"]], [centre["lon"]], max_m=CENTRE_SNAP_M, is_step_free=parameters.is_step_free
            ),
            stops=stops,
        )
    with _BandSteps(steps) as band_steps:
        city = city_level(
            ground.graph,
            points,
            timetables=timetables,
            departures=departures,
            unknown_bands=days.band_unknown,
            parameters=parameters,
            workers=workers,
            progress=band_steps.tell,
        )
    found = AcrossTown(city, timetables, is_near, access)
    with steps.step(JOURNEYS_STEP) as tell:
        if "weekday" in timetables:
            direct = direct_departures_to_centre(
                ground.graph,
                points,
                feed,
                timetables,
                unknown_bands=days.band_unknown,
                parameters=parameters,
                frequent_per_h=config.suggestions.frequent_per_h,
                access=access,
                workers=workers,
            )
            found.columns = pd.concat([found.columns, direct], axis=1)
        tell(0.4)
        morning = [band for band in parameters.bands if band.name == "am" and band.name not in days.band_unknown]
        if morning and "weekday" in timetables:
            usual = usual_journeys_to_centre(
                ground.graph,
                points,
                feed,
                timetables["weekday"],
                morning[0],
                parameters=parameters,
                access=access,
                workers=workers,
            )
            found.columns = pd.concat([found.columns, usual.table], axis=1)
            found.legs = legs_table(material.cells["cell"], usual.legs)
        else:
            found.columns = found.columns.assign(transit_indirectness=np.nan)
    return found


class _BandSteps(ExitStack):
    """Turns the progress of bands into named steps, one at a time."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._steps, self._band = steps, ""
        self._teller: Callable[[float], None] = steps.tell

    def tell(self, band: str, share: float) -> None:
        if band != self._band:
            self.close()
            self._band = band
            self._teller = self.enter_context(self._steps.step(BAND_STEPS[band]))
        self._teller(share)
