"""Departures at stops: by direction, how often, how long one waits, from when to when.

What counts is what a person at the stop can board. Departures are those of one day of the timetable: its own trips,
also those after midnight, and yesterday's trips that leave after midnight. Trips by headway (``frequencies.txt``)
count once per vehicle.

Headways that mixed the two directions of a line would flatter it: what a direction is says
:mod:`analysis.transit.directions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.parameters import Band
from analysis.transit.directions import directions_at_stops

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = [
    "StopDepartures",
    "best_directions",
    "departures_by_hour_per_stop",
    "expected_wait_min",
    "stop_departures",
]

DAY_S = 86_400
HOURS_N = 30


@dataclass(frozen=True)
class StopDepartures:
    """Departures of one day, grouped by stop and direction, in time order inside a group.

    Attributes:
        stop_index: int32 (g,), row in the feed's stops; groups are sorted by it, then by ``direction``.
        direction: int32 (g,), 0, 1 … at each stop; a number means nothing beyond its stop.
        indptr: int64 (g + 1,), where each group begins in the next two.
        departure_s: int64 (d,), seconds after midnight of the day, may pass 86,400.
        is_own_day: bool (d,), False for yesterday's trips after midnight.
        stops_n: number of stops of the feed.
        stop_id: their ids (stops_n,), to break ties.
    """

    stop_index: NDArray[np.int32]
    direction: NDArray[np.int32]
    indptr: NDArray[np.int64]
    departure_s: NDArray[np.int64]
    is_own_day: NDArray[np.bool_]
    stops_n: int
    stop_id: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.stop_index)

    def group(self, number: int) -> NDArray[np.int64]:
        """Departures of one group, ascending."""
        return self.departure_s[self.indptr[number] : self.indptr[number + 1]]

    @property
    def is_served(self) -> NDArray[np.bool_]:
        """Bool per stop of the feed: something can be boarded there on this day."""
        served = np.zeros(self.stops_n, bool)
        served[self.stop_index] = True
        return served

    def first_and_last_s(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """First and last departure of the day's own trips per stop of the feed; NaN where none."""
        stop = np.repeat(self.stop_index, np.diff(self.indptr))[self.is_own_day]
        leaves = self.departure_s[self.is_own_day].astype(float)
        first, last = np.full(self.stops_n, np.inf), np.full(self.stops_n, -np.inf)
        np.minimum.at(first, stop, leaves)
        np.maximum.at(last, stop, leaves)
        return np.where(np.isfinite(first), first, np.nan), np.where(np.isfinite(last), last, np.nan)


def stop_departures(feed: Feed, day: date) -> StopDepartures:
    """Everything that can be boarded on ``day``, by stop and direction.

    Args:
        feed: the timetable.
        day: service day.
    """
    row, leaves, own = _departures(feed, day)
    stop = feed.stop_times["stop_index"].to_numpy()[row]
    label = directions_at_stops(feed, row)
    order = np.lexsort((own, leaves, label, stop))
    stop, label, leaves, own = stop[order], label[order], leaves[order], own[order]
    begins = np.ones(len(stop), bool)
    begins[1:] = (stop[1:] != stop[:-1]) | (label[1:] != label[:-1])
    start = np.flatnonzero(begins)
    return StopDepartures(
        stop_index=stop[start].astype(np.int32),
        direction=label[start].astype(np.int32),
        indptr=np.append(start, len(stop)).astype(np.int64),
        departure_s=leaves,
        is_own_day=own,
        stops_n=len(feed.stops),
        stop_id=feed.stops["stop_id"].astype(str).to_numpy(dtype=object),
    )


def departures_by_hour_per_stop(feed: Feed, day: date) -> NDArray[np.int32]:
    """Departures from each stop in the hours 0–29 of the service day: int (stops, 30); later ones count in the last.

    The day's own trips only, so 00:30 of the following night is hour 24.
    """
    row, leaves, own = _departures(feed, day)
    stop = feed.stop_times["stop_index"].to_numpy()[row[own]]
    hour = np.clip(leaves[own] // 3600, 0, HOURS_N - 1)
    counts = np.bincount(stop * HOURS_N + hour, minlength=len(feed.stops) * HOURS_N)
    return counts.reshape(len(feed.stops), HOURS_N).astype(np.int32)


def expected_wait_min(departures_s: ArrayLike, start_s: float, end_s: float) -> float:
    """Average wait in minutes of a person who comes at random: Σh²/(2Σh) over the headways of the band.

    Headways run from each departure in the band to the next, the last to the first departure after the band. Where none
    leaves after it, the band is taken to repeat: the last headway runs to the first departure, one band later. So one
    departure and none after gives half the band, and a service that ends early is not made to look frequent.

    Args:
        departures_s: departures in one direction, seconds, in any order.
        start_s, end_s: the band, start included, end not.

    Returns:
        Minutes; NaN if nothing leaves in the band.
    """
    leaves = np.sort(np.asarray(departures_s, dtype=float))
    first, last = np.searchsorted(leaves, [start_s, end_s])
    if first == last:
        return float("nan")
    following = leaves[last] if last < len(leaves) else leaves[first] + (end_s - start_s)
    headway = np.diff(np.append(leaves[first:last], following))
    return float(np.dot(headway, headway) / (2 * headway.sum()) / 60)


def best_directions(departures: StopDepartures, band: Band) -> tuple[NDArray, NDArray, NDArray]:
    """The best direction of each stop in a band, and an order of stops from best to worst.

    Best is the most departures; ties go to the shorter expected wait, then the stop id, then the lower direction.

    Returns:
        ``rank`` int64 (stops,): 0 is the best stop of the feed, larger is worse; stops at which nothing leaves in the
        band have the number of stops. ``per_h`` float (stops,), departures an hour (0 where none). ``wait_min`` float
        (stops,), NaN where none.
    """
    stops_n = departures.stops_n
    rank = np.full(stops_n, stops_n, dtype=np.int64)
    per_h, wait_min = np.zeros(stops_n), np.full(stops_n, np.nan)
    is_in = (departures.departure_s >= band.start_s) & (departures.departure_s < band.end_s)
    counts = np.diff(np.concatenate([[0], np.cumsum(is_in)])[departures.indptr])
    groups = np.flatnonzero(counts)
    waits = _expected_waits_min(departures, groups, counts[groups], band)
    stop = departures.stop_index[groups]
    order = np.lexsort((departures.direction[groups], departures.stop_id[stop].astype(str), waits, -counts[groups]))
    _, first = np.unique(stop[order], return_index=True)
    chosen = order[np.sort(first)]
    rank[stop[chosen]] = np.arange(len(chosen))
    per_h[stop[chosen]] = counts[groups[chosen]] / band.hours
    wait_min[stop[chosen]] = waits[chosen]
    return rank, per_h, wait_min


def _expected_waits_min(
    departures: StopDepartures, groups: NDArray[np.intp], counts: NDArray[np.int64], band: Band
) -> NDArray[np.float64]:
    """:func:`expected_wait_min` of many groups at once, each with so many departures in the band, at least one."""
    leaves = departures.departure_s
    begin, end = departures.indptr[groups], departures.indptr[groups + 1]
    before_n = np.concatenate([[0], np.cumsum(leaves < band.start_s)])
    first = begin + before_n[end] - before_n[begin]
    last = first + counts
    after = leaves[np.minimum(last, len(leaves) - 1)]
    following = np.where(last < end, after, leaves[first] + (band.end_s - band.start_s))
    squares = np.concatenate([[0], np.cumsum(np.diff(leaves) ** 2)])  # whole seconds: sums are exact
    within = squares[last - 1] - squares[first] + (following - leaves[last - 1]) ** 2
    return within / (2 * (following - leaves[first])) / 60


def _departures(feed: Feed, day: date) -> tuple[NDArray, NDArray, NDArray]:
    """Row of stop_times, seconds, and whether of the day itself, of every departure one can board on ``day``."""
    parts = [_of_service_day(feed, day, is_own=True), _of_service_day(feed, day - timedelta(days=1), is_own=False)]
    row, leaves, own = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return row, leaves, own


def _of_service_day(feed: Feed, day: date, *, is_own: bool) -> tuple[NDArray, NDArray, NDArray]:
    runs = np.asarray(feed.trips_on(day), dtype=bool)
    times = feed.stop_times
    trip_of_row = times["trip_index"].to_numpy()
    row = np.flatnonzero(runs[trip_of_row] & times["can_board"].to_numpy(bool))
    leaves = times["departure_s"].to_numpy().astype(np.int64)[row]
    row, leaves = _with_headways(feed, row, leaves)
    if not is_own:
        late = leaves >= DAY_S
        row, leaves = row[late], leaves[late] - DAY_S
    return row, leaves, np.full(len(row), is_own)


def _with_headways(feed: Feed, row: NDArray[np.intp], leaves: NDArray[np.int64]) -> tuple[NDArray, NDArray]:
    """Departures of trips by headway, once per vehicle instead of once."""
    if not len(feed.frequencies):
        return row, leaves
    trip_of_row = feed.stop_times["trip_index"].to_numpy()
    trip = trip_of_row[row]
    all_leave = feed.stop_times["departure_s"].to_numpy()
    is_plain = ~np.isin(trip, feed.frequencies["trip_index"].to_numpy())
    rows, seconds = [row[is_plain]], [leaves[is_plain]]
    names = ["trip_index", "start_s", "end_s", "headway_s"]
    for trip_index, start_s, end_s, headway_s in feed.frequencies[names].itertuples(index=False, name=None):
        first, last = np.searchsorted(trip, [trip_index, trip_index + 1])
        if first == last:
            continue
        begins_s = int(all_leave[np.searchsorted(trip_of_row, trip_index)])
        starts = np.arange(start_s, end_s, max(int(headway_s), 1), dtype=np.int64)
        rows.append(np.tile(row[first:last], len(starts)))
        seconds.append((starts[:, None] + (leaves[first:last] - begins_s)[None, :]).ravel())
    return np.concatenate(rows), np.concatenate(seconds)
