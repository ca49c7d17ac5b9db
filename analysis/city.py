"""City level: where one can get in the rest of the town, by public transport and on foot, in each band.

What is reached comes from :func:`analysis.transit.search.times.reached_within` in blocks of origins and is reduced
block by block, so that no table of all pairs is ever held. Times to the centre come from one search backwards from it
(:func:`analysis.transit.journeys.best.journeys_to_point`), which has the arrival of every departure to the second.
Origins are the cells on the street network; a cell off it is not known (NaN). Times are whole seconds and a limit of
45 minutes includes 45 minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.parameters import Band, Parameters
from analysis.transit import CityPoints, StopDepartures, best_directions
from analysis.transit.journeys import journeys_to_point
from analysis.transit.search import percentiles_of, reached_within
from analysis.transit.timetable import Timetable, furthest_in_s
from analysis.walking import CompactWalks, KnownWalks, Snap, WalkGraph, WalkMatrix, nearest_m, walk_matrix
from geo.crs import haversine_m

__all__ = [
    "city_column_names",
    "city_level",
    "reduce_reach",
    "service_columns",
    "unknown_city_columns",
]

Block = tuple[slice, NDArray[np.bool_]]
Progress = Callable[[str, float], None]
_ROUNDING_M = 1e-6
_SPREAD_BAND = "am"


@dataclass(frozen=True)
class _Walks:
    """Walking matrices that every band shares; rows of the first and last two are the cells on the network."""

    rows: NDArray[np.intp]
    access: WalkMatrix
    egress: WalkMatrix
    near: CompactWalks
    centre_egress: WalkMatrix
    centre_direct: WalkMatrix


def city_column_names(parameters: Parameters) -> list[str]:
    """Columns of the city level in the order of the registry."""
    bands = [band.name for band in parameters.bands]
    return [
        *(f"centre_min_{band}" for band in bands),
        "centre_spread_min_am",
        *(f"city_reach_45min_share_{band}" for band in bands),
        *(f"areas_reach_45min_n_{band}" for band in bands),
        "transport_performance_am",
        "nearest_stop_min",
        *(f"departures_per_h_{band}" for band in bands),
        *(f"expected_wait_min_{band}" for band in bands),
        "service_span_h",
    ]


def unknown_city_columns(cells_n: int, parameters: Parameters | None = None) -> pd.DataFrame:
    """Every city column as NaN, for an atlas without a timetable or without streets."""
    names = city_column_names(parameters or Parameters())
    return pd.DataFrame({name: np.full(cells_n, np.nan) for name in names})


def city_level(
    graph: WalkGraph,
    points: CityPoints,
    *,
    timetables: Mapping[str, Timetable],
    departures: Mapping[str, StopDepartures],
    unknown_bands: Collection[str],
    parameters: Parameters,
    workers: int = 1,
    progress: Progress | None = None,
    walks: KnownWalks | None = None,
) -> pd.DataFrame:
    """The city columns of the cell table.

    Args:
        graph: the streets.
        points: cells, destinations and stops.
        timetables: by day, ``"weekday"`` and ``"sunday"``; the bands of a day that is absent are not known.
        departures: likewise, from :func:`analysis.transit.departures.stop_departures`.
        unknown_bands: names of bands that the timetable cannot tell anything about.
        parameters: walking, riding, limits and bands.
        workers: threads.
        progress: called with a band's name and the share of its work done, 0–1. May raise to stop.
        walks: on ``graph``; with those of a ground that is nearly the same only what differs is walked again.

    Returns:
        n rows (0 … n-1), the columns of :func:`city_column_names`, float. NaN is *not known*, except that
        ``centre_min_<band>`` is also NaN where the centre cannot be reached within ``max_trip_min`` (then
        ``city_reach_45min_share_<band>`` of that cell is a number), and ``expected_wait_min_<band>`` where nothing
        leaves (then ``departures_per_h_<band>`` is 0).
    """
    table = unknown_city_columns(len(points.cells), parameters)
    known = [band for band in parameters.bands if band.name not in unknown_bands and band.day in timetables]
    if known:
        _teller(progress, known[0].name)(0.0)
    on_foot = KnownWalks(graph) if walks is None else walks
    rows = np.flatnonzero(points.cells.is_on_network)
    access = _access(on_foot, points, rows, parameters.access_walk_min, parameters, workers)
    if known:
        known_walks = _walks(on_foot, points, rows, access, parameters, workers)
        for band in known:
            tell = _teller(progress, band.name)
            tell(0.0)
            timetable = timetables[band.day]
            _fill(table, rows, _reach_columns(timetable, known_walks, points, band, parameters, workers, tell))
            _fill(table, rows, _centre_columns(timetable, known_walks, points, band, parameters))
            tell(1.0)
    if parameters.stop_walk_min <= parameters.access_walk_min:
        to_stop = access.within(_limit_m(parameters.stop_walk_min, parameters))
    else:
        to_stop = _access(on_foot, points, rows, parameters.stop_walk_min, parameters, workers)
    found = service_columns(graph, points, to_stop, departures, known, parameters)
    _fill(table, rows, found)
    return table


def reduce_reach(
    blocks: Iterable[Block],
    *,
    weight_n: NDArray[np.float64],
    lat: NDArray[np.float64] | None = None,
    lon: NDArray[np.float64] | None = None,
    near_m: float | None = None,
    on_block: Callable[[int], None] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Shares and counts of what is reached.

    Args:
        blocks: origins (n in all), in any order, and what they reach, bool (block, n + a); the first n destinations are
            the origins themselves, the others the centres of areas.
        weight_n: weight of each origin as a destination (n,).
        lat, lon, near_m: with these also ``performance``: reached weight per 100 of weight within ``near_m`` metres as
            the crow flies (``<=``), 0 where there is none to reach; the own cell is included
                (docs/definitions.md#transport-performance).
        on_block: called with the number of origins done.

    Returns:
        float (n,): ``reach_share`` (NaN if there is no weight at all), ``areas_n`` and perhaps ``performance``.
    """
    cells_n = len(weight_n)
    total = weight_n.sum()
    share, areas_n, performance = np.full((3, cells_n), np.nan)
    done_n = 0
    for part, reached in blocks:
        own = np.arange(part.start, part.stop)
        done_n += len(own)
        reached[np.arange(len(own)), own] = True
        cells, areas = reached[:, :cells_n], reached[:, cells_n:]
        share[part] = cells @ weight_n / total if total > 0 else np.nan
        areas_n[part] = areas.sum(axis=1)
        if lat is not None and lon is not None and near_m is not None:
            is_near = haversine_m(lat[part, None], lon[part, None], lat[None, :], lon[None, :]) <= near_m
            below = is_near @ weight_n
            top = (is_near & cells) @ weight_n
            performance[part] = 100 * np.divide(top, below, out=np.zeros_like(top), where=below > 0)
        if on_block is not None:
            on_block(done_n)
    result = {"reach_share": share, "areas_n": areas_n}
    return result | {"performance": performance} if near_m is not None else result


def service_columns(
    graph: WalkGraph,
    points: CityPoints,
    to_stop: WalkMatrix,
    departures: Mapping[str, StopDepartures],
    known_bands: Collection[Band],
    parameters: Parameters,
) -> dict[str, NDArray[np.float64]]:
    """Stops and departures near each cell on the network.

    The best stop and direction among the stops of ``to_stop`` has the most departures in the band (ties: the shorter
    wait, then the stop id); departures and wait are that one's. Where no stop is near, or none has a departure: 0 and
    NaN.

    Args:
        graph, points: as in :func:`city_level`.
        to_stop: cells on the network × stops within ``stop_walk_min``.
        departures: by day.
        known_bands: bands to fill.
        parameters: walking speed.

    Returns:
        float (cells on the network,) by column name. ``service_span_h`` runs from the first to the last departure of
        the weekday's own trips over all those stops, at most 24; it is left out (not known) if no weekday band is
        known.
    """
    columns: dict[str, NDArray[np.float64]] = {}
    if not departures:
        return columns
    served = np.logical_or.reduce([day.is_served for day in departures.values()])
    cells = points.cells.take(points.cells.is_on_network)
    metres, _ = nearest_m(graph, points.stops.take(np.flatnonzero(served)), cells)
    minutes = metres / parameters.walk_m_per_s / 60
    columns["nearest_stop_min"] = np.where(np.isfinite(minutes), minutes, np.nan)
    for band in known_bands:
        if band.day not in departures:
            continue
        rank, per_h, wait_min = best_directions(departures[band.day], band)
        worst = len(rank)
        best = _least_per_row(to_stop, rank, worst)
        stop_of_rank = np.zeros(worst + 1, dtype=np.intp)
        is_ranked = rank < worst
        stop_of_rank[rank[is_ranked]] = np.flatnonzero(is_ranked)
        stop = stop_of_rank[best]
        columns[f"departures_per_h_{band.name}"] = np.where(best < worst, per_h[stop], 0.0)
        columns[f"expected_wait_min_{band.name}"] = np.where(best < worst, wait_min[stop], np.nan)
    if "weekday" in departures and any(band.day == "weekday" for band in known_bands):
        first, last = departures["weekday"].first_and_last_s()
        begins = _least_per_row(to_stop, np.where(np.isnan(first), np.inf, first), np.inf)
        ends = -_least_per_row(to_stop, np.where(np.isnan(last), np.inf, -last), np.inf)
        span_h = np.where(np.isfinite(begins), (ends - begins) / 3600, 0.0)
        columns["service_span_h"] = np.minimum(span_h, 24.0)
    return columns


def _least_per_row(matrix: WalkMatrix, values: NDArray, otherwise: float) -> NDArray:
    """Smallest of ``values`` (columns,) over the pairs of each row, ``otherwise`` for rows without a pair."""
    least = np.full(matrix.rows_n, otherwise, dtype=values.dtype)
    np.minimum.at(least, matrix.rows(), values[matrix.indices])
    return least


def _limit_m(minutes: float, parameters: Parameters) -> float:
    return minutes * 60 * parameters.walk_m_per_s + _ROUNDING_M


def _reach_min(parameters: Parameters) -> float:
    return min(parameters.reach_min, parameters.max_trip_min)


def _access(
    on_foot: KnownWalks,
    points: CityPoints,
    rows: NDArray[np.intp],
    minutes: float,
    parameters: Parameters,
    workers: int,
) -> WalkMatrix:
    """Walks from the cells on the network (``rows``) to stops."""
    limit_m = _limit_m(minutes, parameters)
    every = on_foot.matrix(f"cells to stops {minutes}", points.cells, points.stops, limit_m, workers=workers)
    # Cells off the network have no pairs: leaving them out leaves the pairs as they are.
    return WalkMatrix(np.append(every.indptr[rows], every.indptr[-1]), every.indices, every.metres, every.columns_n)


def _walks(
    on_foot: KnownWalks,
    points: CityPoints,
    rows: NDArray[np.intp],
    access: WalkMatrix,
    parameters: Parameters,
    workers: int,
) -> _Walks:
    cells = points.cells.take(rows)
    targets = Snap.joined([cells, points.area_centres])
    ride_m = _limit_m(parameters.access_walk_min, parameters)
    # Walks all the way take at most so many seconds when rounded to whole ones, as travel times are.
    near_m = furthest_in_s(round(_reach_min(parameters) * 60), parameters)
    centre_m = _limit_m(parameters.max_trip_min + 0.5 / 60, parameters)
    from_areas = on_foot.matrix("areas to stops", points.area_centres, points.stops, ride_m, workers=workers)
    return _Walks(
        rows=rows,
        access=access,
        egress=_stacked(access, from_areas),
        near=on_foot.near("cells to cells and areas", cells, targets, near_m, workers=workers),
        centre_egress=walk_matrix(on_foot.graph, points.centre, points.stops, ride_m, workers=workers),
        # Streets are as long in both directions: one search from the centre instead of one from each cell.
        centre_direct=walk_matrix(on_foot.graph, points.centre, cells, centre_m, workers=workers).transposed(),
    )


def _stacked(first: WalkMatrix, second: WalkMatrix) -> WalkMatrix:
    return WalkMatrix(
        np.concatenate([first.indptr, first.indptr[-1] + second.indptr[1:]]),
        np.concatenate([first.indices, second.indices]),
        np.concatenate([first.metres, second.metres]),
        first.columns_n,
    )


def _reach_columns(
    timetable: Timetable,
    walks: _Walks,
    points: CityPoints,
    band: Band,
    parameters: Parameters,
    workers: int,
    tell: Callable[[float], None],
) -> dict[str, NDArray[np.float64]]:
    """Reach within 45 minutes. Longer journeys cannot matter here, so the search stops there: the medians that are at
    most 45 minutes are the same, the others count as not reached either way."""
    rows = walks.rows
    is_performance = band.name == _SPREAD_BAND
    blocks = reached_within(
        timetable,
        walks.access,
        walks.egress,
        walks.near,
        start_s=band.start_s,
        end_s=band.end_s,
        parameters=parameters,
        workers=workers,
        max_trip_min=_reach_min(parameters),
    )
    found = reduce_reach(
        blocks,
        weight_n=np.nan_to_num(_as_floats(points.weight_n)[rows]),
        lat=_as_floats(points.lat)[rows],
        lon=_as_floats(points.lon)[rows],
        near_m=parameters.performance_km * 1000 if is_performance else None,
        on_block=lambda done: tell(0.9 * done / max(len(rows), 1)),
    )
    columns = {
        f"city_reach_45min_share_{band.name}": found["reach_share"],
        f"areas_reach_45min_n_{band.name}": found["areas_n"],
    }
    return columns | ({f"transport_performance_{band.name}": found["performance"]} if is_performance else {})


def _centre_columns(
    timetable: Timetable, walks: _Walks, points: CityPoints, band: Band, parameters: Parameters
) -> dict[str, NDArray[np.float64]]:
    if not points.centre.is_on_network.any():
        return {}
    is_spread = band.name == _SPREAD_BAND
    journeys = journeys_to_point(
        timetable,
        walks.access,
        walks.centre_egress,
        walks.centre_direct,
        trip_line=np.full(int(timetable.run_trip.max(initial=-1)) + 1, "", dtype=object),
        start_s=band.start_s,
        end_s=band.end_s,
        parameters=parameters,
    )
    seconds = percentiles_of(journeys.seconds, (5, 50, 95) if is_spread else (50,))
    minutes = np.where(seconds >= 0, seconds / 60, np.nan)
    if not is_spread:
        return {f"centre_min_{band.name}": minutes[:, 0]}
    return {
        f"centre_min_{band.name}": minutes[:, 1],
        f"centre_spread_min_{band.name}": minutes[:, 2] - minutes[:, 0],
    }


def _fill(table: pd.DataFrame, rows: NDArray[np.intp], columns: Mapping[str, NDArray[np.float64]]) -> None:
    for name, values in columns.items():
        whole = np.full(len(table), np.nan)
        whole[rows] = values
        table[name] = whole


def _as_floats(values: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


def _teller(progress: Progress | None, name: str) -> Callable[[float], None]:
    return (lambda share: progress(name, share)) if progress is not None else (lambda share: None)
