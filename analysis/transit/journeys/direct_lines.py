"""Lines that run to the town centre without a change, and how often: docs/definitions.md#direct-lines.

A line counts where one can board it within ``stop_walk_min`` (8 minutes) of home and get off within as long a walk of
the centre, within the longest journey. A stop that is itself so near to the centre is no place to take a bus there,
and is left out. A line's departures are those at the one stop where it leaves most often, a run once: the two sides of
a road are not added up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.parameters import Band, Parameters
from analysis.transit.journeys.usual import line_of_trips
from analysis.transit.points import CityPoints
from analysis.transit.timetable import Timetable, longest_walk_m, rows_of
from analysis.walking import WalkGraph, WalkMatrix, walk_matrix
from geo.errors import UsageError

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["FREQUENT_PER_H", "direct_departures", "direct_departures_at_stops", "direct_departures_to_centre"]

FREQUENT_PER_H = 4.0


def direct_departures_to_centre(
    graph: WalkGraph,
    points: CityPoints,
    feed: Feed,
    timetables: Mapping[str, Timetable],
    *,
    unknown_bands: Collection[str],
    parameters: Parameters,
    frequent_per_h: float = FREQUENT_PER_H,
    access: WalkMatrix | None = None,
    in_bands: Mapping[str, tuple[WalkGraph, CityPoints, WalkMatrix]] | None = None,
    workers: int = 1,
) -> pd.DataFrame:
    """The most frequent direct line to the centre from each cell, in each band.

    Args:
        graph: the streets. points: cells, centre and stops on them.
        feed: the timetable. timetables: by day, ``"weekday"`` and ``"sunday"``.
        unknown_bands: bands of which the timetable cannot tell anything.
        parameters: walking speed, ``stop_walk_min``, bands.
        frequent_per_h: see :func:`direct_departures`.
        access: all cells × stops within at least ``stop_walk_min``, if known already.
        in_bands: streets, points on them and ``access`` of the bands in which other ways are open.
        workers: threads for the walks.

    Returns:
        One row per cell, the columns of :func:`direct_departures` for every band; NaN and "" where not known.
    """
    table = _unknown(len(points.cells), parameters.bands)
    known = [band for band in parameters.bands if band.name not in unknown_bands and band.day in timetables]
    rows = np.flatnonzero(points.cells.is_on_network)
    if not known or not len(rows) or not points.centre.is_on_network.any():
        return table
    near_m = longest_walk_m(parameters.stop_walk_min, parameters)
    if access is None:
        access = walk_matrix(graph, points.cells, points.stops, near_m, workers=workers)
    centre_walks = walk_matrix(graph, points.centre, points.stops, near_m, workers=workers)
    found = direct_departures(
        feed,
        timetables,
        access.within(near_m),
        centre_walks,
        in_bands={
            name: (then.within(near_m), walk_matrix(streets, at.centre, at.stops, near_m, workers=workers))
            for name, (streets, at, then) in (in_bands or {}).items()
        },
        bands=known,
        parameters=parameters,
        frequent_per_h=frequent_per_h,
    )
    for name in found.columns:
        values = table[name].to_numpy(copy=True)
        values[rows] = found[name].to_numpy()[rows]
        table[name] = values
    return table


def _unknown(cells_n: int, bands: Sequence[Band]) -> pd.DataFrame:
    columns: dict[str, NDArray] = {}
    for band in bands:
        columns[f"direct_departures_per_h_{band.name}"] = np.full(cells_n, np.nan)
        columns[f"direct_line_{band.name}"] = np.full(cells_n, "", dtype=object)
    return pd.DataFrame(columns)


def direct_departures(
    feed: Feed,
    timetables: Mapping[str, Timetable],
    to_stop: WalkMatrix,
    centre_walks: WalkMatrix,
    *,
    bands: Sequence[Band],
    parameters: Parameters,
    frequent_per_h: float = FREQUENT_PER_H,
    in_bands: Mapping[str, tuple[WalkMatrix, WalkMatrix]] | None = None,
) -> pd.DataFrame:
    """The most frequent direct line of each cell in each band; of equals the first in the alphabet.

    If there are lines that run at least ``frequent_per_h`` times an hour in *every* band, the one that is most frequent
    in its worst band (then in all together) is named in each of them: what matters is whether one line can be relied
    on all day, and another that beats it in the morning alone must not hide it.

    Args:
        feed: the timetable. timetables: by day.
        to_stop: metres from cells to stops near enough to board.
        centre_walks: metres from the centre (one row) to stops near enough to get off.
        bands: those that are known, with their day in ``timetables``.
        parameters: ``max_trip_min`` limits the ride.
        frequent_per_h: departures an hour that make a line frequent (threshold of the rule ``direct_and_frequent``).
        in_bands: ``to_stop`` and ``centre_walks`` of the bands in which other ways are open.

    Returns:
        One row per cell, per band ``direct_departures_per_h_<band>`` (0 where no line runs direct) and
        ``direct_line_<band>`` ("" likewise).

    Raises:
        UsageError: if the walks do not belong to the feed's stops.
    """
    stops_n = len(feed.stops)
    by_day, others = (to_stop, centre_walks), in_bands or {}
    for near, at_centre in (by_day, *others.values()):
        if near.columns_n != stops_n or at_centre.columns_n != stops_n:
            raise UsageError(
                f"Walks to {near.columns_n} and {at_centre.columns_n} stops.",
                f"Needed: walks to the feed's {stops_n} stops.",
            )
    counts = pd.DataFrame({"cell": np.zeros(0, np.int64), "line": np.zeros(0, object)})
    for band in bands:
        near, at_centre = others.get(band.name, by_day)
        is_centre = np.zeros(stops_n, dtype=bool)
        is_centre[at_centre.indices] = True
        at_stops = direct_departures_at_stops(feed, timetables[band.day], is_centre, band, parameters=parameters)
        per_cell = _best_stop(at_stops, near).rename(columns={"departures_n": band.name})
        counts = counts.merge(per_cell, on=["cell", "line"], how="outer")
    return _chosen(counts, to_stop.rows_n, bands, frequent_per_h)


def direct_departures_at_stops(
    feed: Feed, timetable: Timetable, is_centre: NDArray[np.bool_], band: Band, *, parameters: Parameters
) -> pd.DataFrame:
    """Departures in a band from stops away from the centre that get to a stop near it without a change.

    Staying on board of a vehicle that goes on as another line is no change; the line is the one that is boarded.

    Args:
        feed, timetable: of the band's day.
        is_centre: bool per stop row: near enough to the centre to get off.
        band: start included, end not.
        parameters: ``max_trip_min`` limits the ride.

    Returns:
        ``stop`` (row), ``line``, ``departures_n``; sorted by stop and line.
    """
    run_calls = np.diff(timetable.run_events)
    pattern = np.repeat(np.arange(timetable.patterns_n), np.diff(timetable.pattern_runs))
    call = rows_of(timetable.pattern_calls[pattern], run_calls)
    stop = timetable.call_stop[call]
    run = np.repeat(np.arange(timetable.runs_n), run_calls)
    events_n = len(stop)
    # The next event, in order of events, at which one gets off near the centre; of another run if none is left.
    gets_off = np.where(timetable.call_can_alight[call] & is_centre[stop], np.arange(events_n), events_n)
    following = np.append(np.minimum.accumulate(gets_off[::-1])[::-1][1:], events_n)
    leaves = timetable.departure_s
    is_wanted = timetable.call_can_board[call] & ~is_centre[stop] & (leaves >= band.start_s) & (leaves < band.end_s)
    is_last = np.append(run[1:] != run[:-1], True)[:events_n]
    rows = np.flatnonzero(is_wanted & ~is_last)
    following, run = np.append(following, events_n), np.append(run, -1)
    there = following[rows]
    is_same_run = run[there] == run[rows]
    if len(timetable.stays):
        onward = _onward(timetable, run, following, events_n)[run[rows]]
        goes_on = ~is_same_run & (onward < events_n)
        there, is_same_run = np.where(goes_on, onward, there), is_same_run | goes_on
    arrival_s = np.append(timetable.arrival_s, np.int32(0))
    in_time = arrival_s[there] - leaves[rows] <= parameters.max_trip_min * 60
    rows = rows[is_same_run & in_time]
    trip = timetable.run_trip[run[rows]]
    table = pd.DataFrame({"stop": stop[rows].astype(np.int64), "line": line_of_trips(feed)[trip], "run": run[rows]})
    counts = table.drop_duplicates().groupby(["stop", "line"], sort=True).size()
    return counts.rename("departures_n").reset_index()


def _onward(
    timetable: Timetable, run: NDArray[np.int64], following: NDArray[np.int64], events_n: int
) -> NDArray[np.int64]:
    """Of each run, the event at which one first gets off near the centre by staying on board at its end."""
    found = np.full(timetable.runs_n, events_n, dtype=np.int64)
    arrival = np.append(timetable.arrival_s.astype(np.int64), np.iinfo(np.int64).max)
    ends = timetable.arrival_s[timetable.run_events[1:] - 1]
    # A vehicle goes on as a run that ends later, which is therefore known before.
    for one, other in timetable.stays[np.argsort(-ends[timetable.stays[:, 0]], kind="stable")].tolist():
        own = int(following[timetable.run_events[other]])
        there = own if run[own] == other else int(found[other])
        if arrival[there] < arrival[found[one]]:
            found[one] = there
    return found


def _best_stop(at_stops: pd.DataFrame, to_stop: WalkMatrix) -> pd.DataFrame:
    """Departures of each line at the best stop near each cell: ``cell, line, departures_n``."""
    pairs = pd.DataFrame({"cell": to_stop.rows().astype(np.int64), "stop": to_stop.indices.astype(np.int64)})
    joined = pairs.merge(at_stops, on="stop")
    return joined.groupby(["cell", "line"], sort=True)["departures_n"].max().reset_index()


def _chosen(counts: pd.DataFrame, cells_n: int, bands: Sequence[Band], frequent_per_h: float) -> pd.DataFrame:
    table = pd.DataFrame(index=pd.RangeIndex(cells_n))
    for band in bands:
        counts[band.name] = counts[band.name].fillna(0) / band.hours
    names = [band.name for band in bands]
    ranked = counts.assign(least=counts[names].min(axis=1), whole=counts[names].sum(axis=1))
    ranked = ranked.sort_values(["cell", "least", "whole", "line"], ascending=[True, False, False, True])
    all_day = ranked[ranked["least"] >= frequent_per_h].drop_duplicates("cell").set_index("cell")
    for band in bands:
        own = counts[counts[band.name] > 0]
        own = own.sort_values(["cell", band.name, "line"], ascending=[True, False, True])
        own = own.drop_duplicates("cell").set_index("cell")
        best = all_day[["line", band.name]].combine_first(own[["line", band.name]]).reindex(table.index)
        table[f"direct_departures_per_h_{band.name}"] = best[band.name].fillna(0.0).astype(float)
        table[f"direct_line_{band.name}"] = best["line"].fillna("").astype(object)
    return table
