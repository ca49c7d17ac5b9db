"""What there is to do in a build, counted in what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from analysis.parameters import Parameters
    from geo.feed import Feed
    from geo.gtfs import ServiceDays
    from geo.osm import Extract

__all__ = ["Work", "work_of"]

_AROUND_DEGREES = 0.05
_ON_THE_WAY_S = 5400
"""Vehicles that leave later than this after a band are part of few journeys of it."""
_SQUARE_M = 500.0
_SQUARES_AROUND = 5  # each way: about as far as neighbours and amenities are looked for on foot


@dataclass(frozen=True)
class Work:
    """What the time of a build follows from, once its inputs are read.

    Attributes:
        all_cells_n: of the town.
        cells_n: near a street.
        nodes_n: of the streets.
        walked_n: nodes within 2.5 km east or west, north or south, summed over the cells near a street.
        paired_n: the same of cells near a street.
        calls_n: of vehicles at stops in and around the town by band, as far as journeys of the band ride them; only
            bands of which the timetable knows.
        stop_times_n: of the timetables, wherever and whenever they are.
        named_n: places and stops in the tables of the edition.
        has_logs: whether people of a sample are counted.
    """

    all_cells_n: int = 0
    cells_n: int = 0
    nodes_n: int = 0
    walked_n: int = 0
    paired_n: int = 0
    calls_n: Mapping[str, int] = field(default_factory=dict)
    stop_times_n: int = 0
    named_n: int = 0
    has_logs: bool = False


def work_of(
    cells: pd.DataFrame,
    extract: Extract | None,
    feed: Feed | None,
    days: ServiceDays | None,
    parameters: Parameters,
    *,
    has_logs: bool,
) -> Work:
    """What there is to do with what was read."""
    if extract is None:
        return Work(len(cells), has_logs=has_logs)
    import numpy as np
    from scipy.spatial import cKDTree

    from geo.crs import to_local

    network, lat, lon = extract.network, cells["lat"], cells["lon"]
    nodes = np.column_stack([network.x, network.y])
    centres = np.column_stack(to_local(lat.to_numpy(float), lon.to_numpy(float), network.crs))
    away_m, _ = cKDTree(nodes).query(centres, distance_upper_bound=parameters.snap_max_m)
    centres = centres[np.isfinite(away_m)]
    calls_n: dict[str, int] = {}
    stop_times_n, named_n = 0, len(extract.places)
    if feed is not None and days is not None:
        stops, times = feed.stops, feed.stop_times
        in_town = stops["lat"].between(lat.min() - _AROUND_DEGREES, lat.max() + _AROUND_DEGREES)
        in_town &= stops["lon"].between(lon.min() - _AROUND_DEGREES, lon.max() + _AROUND_DEGREES)
        is_town = in_town.to_numpy(bool)[times["stop_index"].to_numpy()]
        trip, leaves_s = times["trip_index"].to_numpy(), times["departure_s"].to_numpy()
        stop_times_n, named_n = len(times), named_n + int(in_town.sum())
        for band in parameters.bands:
            date = days.weekday if band.day == "weekday" else days.sunday
            if date is not None and band.name not in days.band_unknown:
                is_then = (leaves_s >= band.start_s) & (leaves_s < band.end_s + _ON_THE_WAY_S)
                runs = np.asarray(feed.trips_on(date), dtype=bool)
                calls_n[band.name] = int((is_town & is_then & runs[trip]).sum())
    return Work(
        len(cells),
        len(centres),
        network.nodes_n,
        _around(centres, nodes),
        _around(centres, centres),
        calls_n,
        stop_times_n,
        named_n,
        has_logs,
    )


def _around(points: NDArray[np.float64], others: NDArray[np.float64]) -> int:
    """How many ``others`` (m, 2) lie in the squares of half a kilometre around each of ``points`` (n, 2), summed."""
    import numpy as np

    if not len(points):
        return 0
    least = points.min(axis=0) - _SQUARE_M * (_SQUARES_AROUND + 1)
    places = ((points - least) // _SQUARE_M).astype(np.intp)
    size = places.max(axis=0) + _SQUARES_AROUND + 2
    squares = ((others - least) // _SQUARE_M).astype(np.intp)
    squares = squares[((squares >= 0) & (squares < size)).all(axis=1)]
    below = np.zeros(size + 1, dtype=np.int64)  # how many lie south-west of the corner of each square
    np.add.at(below, (squares[:, 0] + 1, squares[:, 1] + 1), 1)
    below = below.cumsum(axis=0).cumsum(axis=1)
    (west, south), (east, north) = (places - _SQUARES_AROUND).T, (places + _SQUARES_AROUND + 1).T
    return int((below[east, north] - below[west, north] - below[east, south] + below[west, south]).sum())
