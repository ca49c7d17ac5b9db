"""How often each line runs, from when to when, and what each trip is like.

Headways are counted per line, direction and stop: mixing the two directions of a line would flatter it. What a
direction is says :mod:`analysis.transit.directions`; what can be boarded on a day, :mod:`analysis.transit.departures`.

Sources: gtfs_kit (Raichev) for the window 07:00–19:00, the span and the statistics of trips;
docs/definitions.md#headways-and-waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from analysis.transit.departures import _departures, expected_wait_min
from analysis.transit.directions import trip_directions, visits_apart
from geo.crs import haversine_m, local_crs, to_local

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["RouteDepartures", "route_departures", "route_headways", "route_spans", "trip_statistics"]

WINDOW_S = (7 * 3600, 19 * 3600)
LOOP_M = 400.0


@dataclass(frozen=True)
class RouteDepartures:
    """Departures of one day by stop, line and direction, in time order inside a group.

    Attributes:
        stop_index, route_index: int64 (g,), rows of the feed's stops and routes; groups are sorted by stop, line and
            direction.
        direction: int64 (g,), ``direction_id``, or a number of 2 or more that tells the directions of a line apart,
            also those of a trip that leaves a stop twice to different next stops.
        indptr: int64 (g + 1,), where each group begins.
        departure_s: int64 (d,), seconds after midnight of the day, may pass 86,400.
    """

    stop_index: NDArray[np.int64]
    route_index: NDArray[np.int64]
    direction: NDArray[np.int64]
    indptr: NDArray[np.int64]
    departure_s: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.stop_index)

    def group(self, number: int) -> NDArray[np.int64]:
        """Departures of one group, ascending."""
        return self.departure_s[self.indptr[number] : self.indptr[number + 1]]

    def counts(self, start_s: float, end_s: float) -> NDArray[np.int64]:
        """Departures of each group (g,) from ``start_s`` (included) to ``end_s`` (not included)."""
        is_in = (self.departure_s >= start_s) & (self.departure_s < end_s)
        return np.diff(np.concatenate([[0], np.cumsum(is_in)])[self.indptr])


def route_departures(feed: Feed, day: date) -> RouteDepartures:
    """Everything that can be boarded on ``day``, by stop, line and direction.

    Counts what :func:`analysis.transit.departures.stop_departures` counts: the day's own trips, yesterday's after
    midnight, one departure per vehicle of trips by headway.
    """
    row, leaves, _ = _departures(feed, day)
    trip = feed.stop_times["trip_index"].to_numpy()[row]
    stop = feed.stop_times["stop_index"].to_numpy()[row].astype(np.int64)
    route = feed.trips["route_index"].to_numpy()[trip].astype(np.int64)
    direction = trip_directions(feed, trip)[trip]
    ways_n = int(direction.max(initial=0)) + 1
    direction += ways_n * visits_apart(feed, row, (stop * len(feed.routes) + route) * ways_n + direction)
    order = np.lexsort((leaves, direction, route, stop))
    stop, route, direction, leaves = stop[order], route[order], direction[order], leaves[order]
    begins = np.ones(len(stop), bool)
    begins[1:] = (np.diff(stop) != 0) | (np.diff(route) != 0) | (np.diff(direction) != 0)
    start = np.flatnonzero(begins)
    indptr = np.append(start, len(stop)).astype(np.int64)
    return RouteDepartures(stop[start], route[start], direction[start], indptr, leaves)


def route_headways(
    departures: RouteDepartures, *, start_s: float = WINDOW_S[0], end_s: float = WINDOW_S[1]
) -> pd.DataFrame:
    """Headways of each line, direction and stop in a window, both ends included.

    Args:
        departures: of a day.
        start_s, end_s: the window, seconds; 07:00–19:00 as in gtfs_kit.

    Returns:
        One row per group that leaves at least once in the window: ``stop_index``, ``route_index``, ``direction``,
        ``departures_n``; ``mean_headway_min``, ``shortest_headway_min``, ``longest_headway_min`` (differences of
        departures one after the other inside the window; NaN with fewer than two); ``expected_wait_min``, of a person
        who comes at random (Σh² / 2Σh, the last headway running on past the window, see
        :func:`analysis.transit.departures.expected_wait_min`; NaN if the only departure is at the very end of the
        window); ``first_s``, ``last_s``, ``span_h`` (of the whole day).
    """
    rows = []
    for number in range(len(departures)):
        leaves = departures.group(number)
        inside = leaves[(leaves >= start_s) & (leaves <= end_s)]
        if not len(inside):
            continue
        headway_min = np.diff(inside) / 60
        spread = (headway_min.mean(), headway_min.min(), headway_min.max()) if len(headway_min) else (np.nan,) * 3
        wait_min = expected_wait_min(leaves, start_s, end_s)
        ends = (int(leaves[0]), int(leaves[-1]), (leaves[-1] - leaves[0]) / 3600)
        key = (departures.stop_index[number], departures.route_index[number], departures.direction[number])
        rows.append((*key, len(inside), *spread, wait_min, *ends))
    columns = [
        "stop_index", "route_index", "direction", "departures_n", "mean_headway_min", "shortest_headway_min",
        "longest_headway_min", "expected_wait_min", "first_s", "last_s", "span_h",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def route_spans(feed: Feed, day: date) -> pd.DataFrame:
    """From the first departure to the last arrival of each line and direction on a day.

    Args:
        feed: the timetable.
        day: service day; only its own trips count, also after midnight.

    Returns:
        ``route_index``, ``direction``, ``trips_n`` (a trip by headway counts once per vehicle), ``first_s``, ``last_s``
        and ``span_h``.
    """
    running = np.flatnonzero(np.asarray(feed.trips_on(day), bool))
    begin_s, end_s = _ends_s(feed)
    running = running[~np.isnan(begin_s[running])]
    trips = pd.DataFrame({"trip_index": running, "first_s": begin_s[running], "last_s": end_s[running], "trips_n": 1})
    trips = _with_vehicles(feed, trips)
    trip = trips["trip_index"].to_numpy()
    trips["route_index"] = feed.trips["route_index"].to_numpy()[trip]
    trips["direction"] = trip_directions(feed, trip)[trip]
    whole = {"trips_n": "sum", "first_s": "min", "last_s": "max"}
    found = trips.groupby(["route_index", "direction"], as_index=False).agg(whole)
    return found.assign(span_h=(found["last_s"] - found["first_s"]) / 3600)


def trip_statistics(feed: Feed) -> pd.DataFrame:
    """What each trip is like, one row per trip of the feed, in its order.

    The distance is measured along the trip's shape in the local grid: between the projections of the first and the last
    stop where the shape does not cross itself and the trip is no loop, else the whole shape (as in gtfs_kit). Without a
    shape it is the sum of the straight lines between the stops, and ``is_along_shape`` is False.

    Args:
        feed: the timetable, read ``with_shapes`` if it has any. Trips by headway appear once, as their template.

    Returns:
        ``gtfs_trip_id``, ``route_index``, ``direction_id``, ``shape_id``, ``stops_n``, ``start_s``, ``end_s``,
        ``start_stop_id``, ``end_stop_id``, ``is_loop`` (first and last stop less than 400 m apart), ``duration_h``,
        ``distance_km``, ``speed_kmh`` (NaN where the trip takes no time) and ``is_along_shape``. A trip without stop
        times has 0 stops, NaN and no stop ids.
    """
    trip_of_row = feed.stop_times["trip_index"].to_numpy()
    trip = np.arange(len(feed.trips))
    first, last = np.searchsorted(trip_of_row, trip, "left"), np.searchsorted(trip_of_row, trip, "right") - 1
    stops_n = last - first + 1
    has_stops = stops_n > 0
    at = np.append(feed.stop_times["stop_index"].to_numpy(), -1)
    from_stop, to_stop = (at[np.where(has_stops, row, -1)] for row in (first, last))
    start_s, end_s = _ends_s(feed)
    lat, lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    apart_m = haversine_m(lat[from_stop], lon[from_stop], lat[to_stop], lon[to_stop])
    is_loop = has_stops & (apart_m < LOOP_M)
    shape_km = _shape_km(feed, from_stop, to_stop, is_loop)
    is_along_shape = ~np.isnan(shape_km) & has_stops
    distance_km = np.where(is_along_shape, shape_km, np.where(has_stops, _straight_km(feed, lat, lon), np.nan))
    duration_h = (end_s - start_s) / 3600
    ids = np.append(feed.stops["stop_id"].astype(str).to_numpy(dtype=object), "")
    given = {name: feed.trips[name].to_numpy() for name in ("gtfs_trip_id", "route_index", "direction_id", "shape_id")}
    return pd.DataFrame(
        given
        | {
            "stops_n": stops_n,
            "start_s": start_s,
            "end_s": end_s,
            "start_stop_id": ids[from_stop],
            "end_stop_id": ids[to_stop],
            "is_loop": is_loop,
            "duration_h": duration_h,
            "distance_km": distance_km,
            "speed_kmh": np.divide(distance_km, duration_h, out=np.full(len(trip), np.nan), where=duration_h > 0),
            "is_along_shape": is_along_shape,
        }
    )


def _ends_s(feed: Feed) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """First departure and last arrival of every trip of the feed, NaN for those without stop times."""
    times = feed.stop_times
    trip = times["trip_index"].to_numpy()
    begin_s, end_s = np.full((2, len(feed.trips)), np.nan)
    is_first = np.concatenate([[True], trip[1:] != trip[:-1]])[: len(trip)]
    is_last = np.concatenate([trip[1:] != trip[:-1], [True]])[: len(trip)]
    begin_s[trip[is_first]] = times["departure_s"].to_numpy()[is_first]
    end_s[trip[is_last]] = times["arrival_s"].to_numpy()[is_last]
    return begin_s, end_s


def _with_vehicles(feed: Feed, trips: pd.DataFrame) -> pd.DataFrame:
    """Trips by headway: a row per row of the frequencies, from the first vehicle's departure to the last's arrival."""
    if not len(feed.frequencies):
        return trips
    by_headway = feed.frequencies[["trip_index", "start_s", "end_s", "headway_s"]].merge(trips, on="trip_index")
    takes_s = by_headway["last_s"] - by_headway["first_s"]
    headway_s = by_headway["headway_s"].clip(lower=1)
    vehicles_n = np.ceil((by_headway["end_s"] - by_headway["start_s"]).clip(lower=0) / headway_s).astype(int)
    last_s = by_headway["start_s"] + (vehicles_n - 1) * headway_s + takes_s
    spread = by_headway.assign(first_s=by_headway["start_s"].astype(float), last_s=last_s, trips_n=vehicles_n)
    plain = trips[~trips["trip_index"].isin(feed.frequencies["trip_index"])]
    return pd.concat([plain, spread.loc[vehicles_n > 0, list(trips.columns)]], ignore_index=True)


def _straight_km(feed: Feed, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Straight lines from stop to stop, summed over each trip."""
    stop, trip = feed.stop_times["stop_index"].to_numpy(), feed.stop_times["trip_index"].to_numpy()
    metres = np.asarray(haversine_m(lat[stop[:-1]], lon[stop[:-1]], lat[stop[1:]], lon[stop[1:]]))
    same = trip[1:] == trip[:-1]
    return np.bincount(trip[1:][same], weights=metres[same], minlength=len(feed.trips)) / 1000


def _shape_km(
    feed: Feed, from_stop: NDArray[np.integer], to_stop: NDArray[np.integer], is_loop: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Length of each trip along its shape; NaN without one."""
    result = np.full(len(feed.trips), np.nan)
    if feed.shapes is None or not len(feed.shapes) or not len(feed.stops):
        return result
    crs = local_crs(float(feed.stops["lat"].mean()), float(feed.stops["lon"].mean()))
    lines = _lines(feed.shapes, crs)
    x, y = to_local(feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float), crs)
    points = shapely.points(x, y)
    keys = pd.DataFrame(
        {"shape": feed.trips["shape_id"].astype(str), "from": from_stop, "to": to_stop, "loop": is_loop}
    )
    for key, rows in keys.groupby(["shape", "from", "to", "loop"]).groups.items():
        name, begin, end, loop = key  # type: ignore[misc]
        line = lines.get(str(name))
        if line is None:
            continue
        metres = line.length
        if line.is_simple and not loop and begin >= 0:
            along = line.project(points[end]) - line.project(points[begin])
            metres = along if along > 0 else metres
        result[rows.to_numpy()] = metres / 1000
    return result


def _lines(shapes: pd.DataFrame, crs: str) -> dict[str, shapely.LineString]:
    """Shapes with two points or more, in the local grid."""
    x, y = to_local(shapes["lat"].to_numpy(float), shapes["lon"].to_numpy(float), crs)
    names, owner, counts = np.unique(shapes["shape_id"].astype(str), return_inverse=True, return_counts=True)
    order = np.argsort(owner, kind="stable")
    usable = counts[owner[order]] > 1
    order = order[usable]
    whole = np.flatnonzero(counts > 1)
    position = np.searchsorted(whole, owner[order])
    drawn = shapely.linestrings(np.column_stack([x, y])[order], indices=position) if len(order) else []
    return dict(zip(names[whole].tolist(), drawn, strict=True))
