"""The city level of an edition: timetables of its days, times across town, and the usual journey to the centre."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.areas import weighted_centres
from analysis.city import city_level, unknown_city_columns
from analysis.transit import CityPoints, StopDepartures, stop_departures
from analysis.transit.journeys import direct_departures_to_centre, legs_table, usual_journeys_to_centre
from analysis.transit.timetable import Timetable, build_timetable
from analysis.walking import KnownWalks, Snap, WalkMatrix, snap_again, snap_points
from everyday.atlas import Steps
from geo.errors import BuildError

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import ArrayLike

    from everyday.atlas import AtlasConfig
    from everyday.pipeline.depth import Ground
    from everyday.pipeline.forecast import Forecast
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
        access: walks from cells to stops by day, None without a timetable.
        band_access, band_timetables, band_flags: walks to stops, the timetable with the changes then, and flags of the
            links, by band, where other ways are open than by day.
        legs: the usual journey of each cell to the centre, ``cell, legs_json``.
    """

    columns: pd.DataFrame
    timetables: dict[str, Timetable] = field(default_factory=dict)
    is_near_stop: np.ndarray = field(default_factory=lambda: np.zeros(0, bool))
    access: WalkMatrix | None = None
    band_access: dict[str, WalkMatrix] = field(default_factory=dict)
    band_timetables: dict[str, Timetable] = field(default_factory=dict)
    band_flags: dict[str, np.ndarray] = field(default_factory=dict)
    legs: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"cell": [], "legs_json": []}, dtype=str))


@dataclass
class _Layout:
    """What searches of the bands in which the same ways are open share."""

    ground: Ground
    bands: set[str]
    points: CityPoints
    access: WalkMatrix
    timetables: dict[str, Timetable]
    area_points: pd.DataFrame


def across_town(
    material: Material,
    config: AtlasConfig,
    ground: Ground | None,
    grounds: Mapping[str, Ground],
    weights: pd.DataFrame,
    centre: dict[str, Any],
    workers: int,
    steps: Steps,
) -> AcrossTown:
    """Times across town for every cell and band.

    Args:
        material: timetable, days, cells and pieces.
        config: parameters and bands.
        ground: streets with cells and stops, by day; None without streets.
        grounds: the same with what is open in each band, where it is known.
        weights: ``weight_n`` of each cell.
        centre: ``lat``, ``lon`` of the town centre.
        workers: threads.
        steps: told which band is measured.
    """
    feed, days, parameters = material.feed, material.days, config.parameters
    if feed is None or days is None or ground is None or ground.stops is None:
        stops_n = len(feed.stops) if feed is not None else 0
        unknown = unknown_city_columns(len(material.cells), parameters)
        if material.forecast is not None:
            material.forecast.say_now()
        return AcrossTown(unknown, is_near_stop=np.zeros(stops_n, bool))
    stop_lat, stop_lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    west, south, east, north = ground.extract.network.extent.bounds
    is_near = (stop_lon >= west) & (stop_lon <= east) & (stop_lat >= south) & (stop_lat <= north)
    with steps.step(LAYOUT_STEP) as tell:
        needed = {band.day for band in parameters.bands if band.name not in days.band_unknown}
        chosen = {
            name: day
            for name, day in (("weekday", days.weekday), ("sunday", days.sunday))
            if day is not None and name in needed
        }
        departures = {name: stop_departures(feed, day) for name, day in chosen.items()}
        day_of_band = {band.name: band.day for band in parameters.bands}
        layouts: list[_Layout] = []
        for one in (ground, *(other for other in grounds.values() if other is not ground)):
            if all(known.ground is not one for known in layouts):
                bands = {name for name, of_band in grounds.items() if of_band is one}
                days_of = chosen if one is ground else {name: chosen[name] for name in {day_of_band[b] for b in bands}}
                by_day = layouts[0] if layouts else None
                layouts.append(_laid_out(material, config, one, bands, days_of, weights, centre, workers, by_day))
        tell(0.8)
    city = _measured(layouts, departures, set(days.band_unknown), config, workers, steps, material.forecast)
    by_day, of_band = layouts[0], {name: one for one in layouts[1:] for name in sorted(one.bands)}
    found = AcrossTown(
        city,
        by_day.timetables,
        is_near,
        by_day.access,
        {name: one.access for name, one in of_band.items()},
        {name: one.timetables[day_of_band[name]] for name, one in of_band.items()},
        {name: one.ground.extract.network.link_flags for name, one in of_band.items()},
    )
    with steps.step(JOURNEYS_STEP) as tell:
        if "weekday" in by_day.timetables:
            direct = direct_departures_to_centre(
                ground.graph,
                by_day.points,
                feed,
                by_day.timetables,
                unknown_bands=days.band_unknown,
                parameters=parameters,
                frequent_per_h=config.suggestions.frequent_per_h,
                access=by_day.access,
                in_bands={name: (one.ground.graph, one.points, one.access) for name, one in of_band.items()},
                workers=workers,
            )
            found.columns = pd.concat([found.columns, direct], axis=1)
        tell(0.4)
        morning = [band for band in parameters.bands if band.name == "am" and band.name not in days.band_unknown]
        if morning and "weekday" in by_day.timetables:
            then = of_band.get("am", by_day)
            usual = usual_journeys_to_centre(
                then.ground.graph,
                then.points,
                feed,
                then.timetables["weekday"],
                morning[0],
                parameters=parameters,
                access=then.access,
                workers=workers,
            )
            found.columns = pd.concat([found.columns, usual.table], axis=1)
            found.legs = legs_table(material.cells["cell"], usual.legs)
        else:
            found.columns = found.columns.assign(transit_indirectness=np.nan)
    return found


def _laid_out(
    material: Material,
    config: AtlasConfig,
    ground: Ground,
    bands: set[str],
    days: Mapping[str, date],
    weights: pd.DataFrame,
    centre: dict[str, Any],
    workers: int,
    by_day: _Layout | None,
) -> _Layout:
    """Walks, points and timetables on one ground; what is as it is ``by_day`` is taken from there."""
    parameters, feed, stops = config.parameters, material.feed, ground.stops
    if feed is None or stops is None:
        raise BuildError("There is no timetable.", do="Add a GTFS timetable.")
    speed = parameters.walk_m_per_s * 60
    walks = ground.walks or KnownWalks(ground.graph)
    footpaths = walks.matrix(
        "stops to stops", stops, stops, parameters.transfer_walk_min * speed + ROUNDING_M, workers=workers
    )
    access = walks.matrix(
        f"cells to stops {parameters.access_walk_min}",
        ground.cells,
        stops,
        parameters.access_walk_min * speed + ROUNDING_M,
        workers=workers,
    )
    if by_day is None:
        timetables = {name: build_timetable(feed, day, footpaths, parameters=parameters) for name, day in days.items()}
    else:
        timetables = {
            name: by_day.timetables[name].walked(footpaths, feed.transfers, parameters=parameters) for name in days
        }
    area_points = weighted_centres(material.cells.assign(on_network=ground.cells.is_on_network), material.pieces)

    def snapped(lat: ArrayLike, lon: ArrayLike, known: Snap | None) -> Snap:
        network = ground.extract.network
        if by_day is None or known is None:
            return snap_points(network, lat, lon, max_m=CENTRE_SNAP_M, is_step_free=parameters.is_step_free)
        return snap_again(
            network,
            by_day.ground.extract.network,
            known,
            lat,
            lon,
            max_m=CENTRE_SNAP_M,
            is_step_free=parameters.is_step_free,
        )

    is_same = by_day is not None and area_points[["lat", "lon"]].equals(by_day.area_points[["lat", "lon"]])

    points = CityPoints(
        cells=ground.cells,
        lat=material.cells["lat"].to_numpy(),
        lon=material.cells["lon"].to_numpy(),
        weight_n=weights["weight_n"].to_numpy(),
        area_centres=snapped(
            area_points["lat"].to_numpy(),
            area_points["lon"].to_numpy(),
            by_day.points.area_centres if by_day is not None and is_same else None,
        ),
        centre=snapped([centre["lat"]], [centre["lon"]], by_day.points.centre if by_day is not None else None),
        stops=stops,
    )
    return _Layout(ground, bands, points, access, timetables, area_points)


def _measured(
    layouts: Sequence[_Layout],
    departures: Mapping[str, StopDepartures],
    unknown: set[str],
    config: AtlasConfig,
    workers: int,
    steps: Steps,
    forecast: Forecast | None,
) -> pd.DataFrame:
    """The city columns: each band on its own ground, what belongs to no band by day."""
    names = [band.name for band in config.parameters.bands]
    city = pd.DataFrame()
    with _BandSteps(steps, forecast) as band_steps:
        for layout in layouts:
            others = unknown | {name for name in names if name not in layout.bands}
            table = city_level(
                layout.ground.graph,
                layout.points,
                timetables=layout.timetables,
                departures=departures,
                unknown_bands=others,
                parameters=config.parameters,
                workers=workers,
                progress=band_steps.tell,
                walks=layout.ground.walks,
            )
            if city.empty:
                city = table
            else:
                own = [name for name in table.columns if any(name.endswith(f"_{band}") for band in layout.bands)]
                own += ["service_span_h"] if city["service_span_h"].isna().all() else []
                city = city.assign(**{name: table[name] for name in own})
    if forecast is not None:
        forecast.say_now()
    return city


class _BandSteps(ExitStack):
    """Turns the progress of bands into named steps, one at a time."""

    def __init__(self, steps: Steps, forecast: Forecast | None) -> None:
        super().__init__()
        self._steps, self._forecast, self._band = steps, forecast, ""
        self._teller: Callable[[float], None] = steps.tell

    def tell(self, band: str, share: float) -> None:
        if band != self._band:
            self.close()
            self._band = band
            self._teller = self.enter_context(self._steps.step(BAND_STEPS[band]))
        self._teller(share)
        if self._forecast is not None:
            self._forecast.heard(band, share)
