"""A line put into a timetable: a planner's idea (:mod:`everyday.scenario.feed`) or a bus that open data lacks
(:mod:`everyday.pipeline.corrections.buses`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from everyday.timetables.trips import Calls, Dates, add_rows, add_service, add_trips, fresh_id
from everyday.timetables.vocabulary import MODES
from geo.crs import haversine_m
from geo.feed import Feed

__all__ = ["SHORTEST_RUN_S", "AddedLine", "add_line", "add_stops", "departures_s", "run_times_s", "straight_m"]

DETOUR = 1.3
DEFAULT_SPEED_KMH = 18.0
SHORTEST_RUN_S = 20


@dataclass(frozen=True)
class AddedLine:
    """A line to be added.

    Attributes:
        key: what its ids begin with; a number is put behind where they are taken.
        name, operator, mode: as people know it. An operator of that name that is there is used.
        stops: rows of ``feed.stops`` in order (n).
        run_s: seconds from each stop to the next (n - 1).
        leaves_s: departures from each end, seconds after midnight.
        dates: days on which it runs, sorted.
        is_both_ways: it also runs back, at the same times.
        columns: further columns of its row in ``feed.routes``.
    """

    key: str
    name: str
    operator: str
    stops: NDArray[np.int64]
    run_s: NDArray[np.int64]
    leaves_s: NDArray[np.int64]
    dates: Dates
    is_both_ways: bool = True
    mode: str = "bus"
    columns: dict[str, Any] | None = None


def straight_m(feed: Feed, stops: NDArray[np.int64]) -> NDArray[np.float64]:
    """Metres as the crow flies from each stop (row) to the next."""
    lat, lon = feed.stops["lat"].to_numpy(float)[stops], feed.stops["lon"].to_numpy(float)[stops]
    return np.asarray(haversine_m(lat[:-1], lon[:-1], lat[1:], lon[1:]))


def run_times_s(metres: NDArray[np.float64], speed_kmh: float | None = None) -> NDArray[np.int64]:
    """Seconds from stop to stop: the straight way made 1.3 times longer, at this speed with stops included."""
    run_s = np.rint(metres * DETOUR / ((speed_kmh or DEFAULT_SPEED_KMH) / 3.6))
    return np.maximum(run_s, SHORTEST_RUN_S).astype(np.int64)


def departures_s(first_s: int, last_s: int, headway_min: float) -> NDArray[np.int64]:
    """Departures from the first on, none after the last; seconds after midnight."""
    return np.arange(first_s, last_s + 1, max(round(headway_min * 60), 60))


def add_stops(feed: Feed, key: str, stops: Sequence[tuple[str, float, float]], **columns: Any) -> Feed:
    """The timetable with more stops at its end.

    Args:
        feed: the timetable.
        key: what their ids are; a number is put behind where it is taken.
        stops: name, latitude and longitude of each.
        columns: further columns of their rows in ``feed.stops``.
    """
    ids: list[str] = []
    for _ in stops:
        ids.append(fresh_id(key, [*feed.stops["stop_id"], *ids]))
    given = {"stop_id": ids, "stop_name": [stop[0] for stop in stops], "lat": [stop[1] for stop in stops],
             "lon": [stop[2] for stop in stops], "parent_index": -1}  # fmt: skip
    return replace(feed, stops=add_rows(feed.stops, given | columns))


def add_line(feed: Feed, line: AddedLine) -> Feed:
    """The timetable with one more line; everything that was there keeps its row."""
    source = int(feed.services.feed[0]) if len(feed.services) else 0
    feed, service = add_service(feed, line.key, line.dates, source)
    feed, route = _add_route(feed, line, source)
    names = feed.stops["stop_name"].to_numpy(dtype=object)
    courses = ((line.stops, line.run_s), (line.stops[::-1], line.run_s[::-1]))
    for direction, (course, runs) in enumerate(courses[: 2 if line.is_both_ways else 1]):
        feed = add_trips(
            feed,
            _calls(course, runs, line.leaves_s),
            trip_ids=[
                f"{feed.routes['route_id'].iloc[route]}-{direction}-{number}"
                for number in range(1, len(line.leaves_s) + 1)
            ],
            route=route,
            service=service,
            headsign=str(names[course[-1]]),
            direction=direction,
        )
    return feed


def _add_route(feed: Feed, line: AddedLine, source: int) -> tuple[Feed, int]:
    """The timetable with the line's row in ``routes``, and with its operator if that is not there; also the row."""
    agencies = feed.agencies
    own = np.flatnonzero((agencies["agency_name"] == line.operator).to_numpy())
    if len(own):
        agency_id = str(agencies["agency_id"].iloc[own[0]])
    else:
        agency_id = fresh_id(f"{line.key}-operator", agencies["agency_id"])
        zone = str(agencies["agency_timezone"].iloc[0]) if len(agencies) else ""
        columns = {"agency_id": [agency_id], "agency_name": line.operator, "agency_timezone": zone, "feed": source}
        agencies = add_rows(agencies, columns)
    columns = {
        "route_id": [fresh_id(line.key, feed.routes["route_id"])],
        "route_name": line.name,
        "route_label": line.name,
        "route_type": MODES[line.mode],
        "mode": line.mode,
        "agency_id": agency_id,
        "feed": source,
    }
    routes = add_rows(feed.routes, columns | (line.columns or {}))
    return replace(feed, agencies=agencies, routes=routes), len(feed.routes)


def _calls(stops: NDArray[np.int64], run_s: NDArray[np.int64], leaves_s: NDArray[np.int64]) -> Calls:
    along = np.concatenate([[0], np.cumsum(run_s)])
    calls_n, trips_n = len(stops), len(leaves_s)
    times = (leaves_s[:, None] + along[None, :]).ravel()
    place = np.tile(np.arange(calls_n), trips_n)
    trip = np.repeat(np.arange(trips_n), calls_n)
    return Calls(trip, np.tile(stops, trips_n), times, times, place < calls_n - 1, place > 0)
