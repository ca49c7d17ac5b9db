"""Adding trips to a timetable and taking them away, without changing the timetable given.

A :class:`geo.feed.Feed` is a set of frames that point at each other by row. The functions here return a new Feed
in which everything that stood before keeps its row, except where trips are taken out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.feed import Feed, Services, weekday_of, with_own_services
from geo.gtfs import keep_trips
from geo.staying import cut_blocks

__all__ = [
    "Calls",
    "add_rows",
    "add_service",
    "add_trips",
    "copy_calls",
    "fresh_id",
    "not_on_days",
    "running_dates",
    "trip_starts",
    "without_trips",
]

Dates = NDArray[np.datetime64]


@dataclass(frozen=True)
class Calls:
    """Stop times of new trips, one after the other; ``trip`` counts them from 0. Times are seconds of the day."""

    trip: NDArray[np.int64]
    stop: NDArray[np.int64]
    arrival_s: NDArray[np.int64]
    departure_s: NDArray[np.int64]
    can_board: NDArray[np.bool_]
    can_alight: NDArray[np.bool_]

    @property
    def trips_n(self) -> int:
        """Number of trips."""
        return int(self.trip[-1]) + 1 if len(self.trip) else 0


def fresh_id(wanted: str, taken: Sequence[str] | NDArray[np.object_] | pd.Series) -> str:
    """``wanted``, or with a number behind it where that id is taken."""
    known = set(taken)
    number, name = 2, wanted
    while name in known:
        name, number = f"{wanted}-{number}", number + 1
    return name


def add_rows(table: pd.DataFrame, columns: dict[str, Any]) -> pd.DataFrame:
    """The table with rows at its end. Columns not given are empty, 0 or False; kinds of columns stay as they were."""
    rows_n = max(len(values) for values in columns.values() if not isinstance(values, (str, int, float, bool)))
    added = {}
    for name, kind in table.dtypes.items():
        if name in columns:
            added[name] = columns[str(name)]
        else:
            added[name] = 0 if kind.kind in "iuf" else False if kind.kind == "b" else ""
    extra = pd.DataFrame(added, index=range(rows_n)).astype(table.dtypes.to_dict())
    return pd.concat([table, extra], ignore_index=True) if len(table) else extra


def trip_starts(feed: Feed) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First row in ``stop_times`` of each trip, and the number of its rows."""
    counts = np.bincount(feed.stop_times["trip_index"].to_numpy(), minlength=len(feed.trips))
    return np.cumsum(counts) - counts, counts


def copy_calls(feed: Feed, template: NDArray[np.int64], first_departure_s: NDArray[np.int64]) -> Calls:
    """Stop times of copies of trips (rows in ``trips``), each moved so that it leaves its first stop as asked."""
    first, counts = trip_starts(feed)
    lengths = counts[template]
    ends = np.cumsum(lengths)
    rows = np.arange(int(lengths.sum())) + np.repeat(first[template] - (ends - lengths), lengths)
    times = feed.stop_times
    departure = times["departure_s"].to_numpy(np.int64)
    shift = np.repeat(first_departure_s - departure[first[template]], lengths)
    return Calls(
        np.repeat(np.arange(len(template)), lengths),
        times["stop_index"].to_numpy(np.int64)[rows],
        times["arrival_s"].to_numpy(np.int64)[rows] + shift,
        departure[rows] + shift,
        times["can_board"].to_numpy(bool)[rows],
        times["can_alight"].to_numpy(bool)[rows],
    )


def add_trips(
    feed: Feed,
    calls: Calls,
    *,
    trip_ids: Sequence[str],
    route: int | NDArray[np.int64],
    service: int,
    headsign: str | Sequence[str],
    direction: int | NDArray[np.int64],
    shape_id: str | Sequence[str] = "",
    block_id: str | Sequence[str] = "",
) -> Feed:
    """The timetable with more trips, all of one service (row). Arrays have one value per trip."""
    if not calls.trips_n:
        return feed
    start = len(feed.trips)
    sequence = np.arange(len(calls.trip)) - np.searchsorted(calls.trip, calls.trip)
    trips = add_rows(
        feed.trips,
        {
            "gtfs_trip_id": list(trip_ids),
            "route_index": route,
            "service_index": service,
            "headsign": headsign,
            "direction_id": direction,
            "shape_id": shape_id,
            "block_id": block_id,
            "feed": int(feed.services.feed[service]),
        },
    )
    stop_times = add_rows(
        feed.stop_times,
        {
            "trip_index": calls.trip + start,
            "stop_index": calls.stop,
            "sequence": sequence,
            "arrival_s": calls.arrival_s,
            "departure_s": calls.departure_s,
            "can_board": calls.can_board,
            "can_alight": calls.can_alight,
            "is_timepoint": np.ones(len(sequence), dtype=bool),
        },
    )
    return replace(feed, trips=trips, stop_times=stop_times)


def running_dates(feed: Feed, trips: NDArray[np.bool_], weekdays: Sequence[int]) -> tuple[Dates, NDArray[np.int64]]:
    """Days of the week asked for (0 Monday …) on which any of the trips runs, and how many vehicles do. Sorted."""
    weight = np.zeros(len(feed.services), dtype=np.int64)
    np.add.at(weight, feed.trips["service_index"].to_numpy()[trips], feed.vehicles_by_trip()[trips])
    first, sums = feed.services.weight_by_day(weight)
    days = first + np.arange(len(sums))
    chosen = (sums > 0) & np.isin(weekday_of(days), list(weekdays)) if len(sums) else np.zeros(0, dtype=bool)
    return days[chosen], sums[chosen]


def add_service(feed: Feed, service_id: str, dates: Dates, source: int) -> tuple[Feed, int]:
    """The timetable with one more service, that runs on exactly these days; also its row.

    Args:
        feed: the timetable.
        service_id: a name for it; a number is added where it is taken.
        dates: sorted, not empty.
        source: number of the source feed it counts to.
    """
    services = feed.services
    weekdays = np.zeros(7, dtype=bool)
    weekdays[weekday_of(dates)] = True
    span = np.arange(dates[0], dates[-1] + 1)
    missing = np.setdiff1d(span[weekdays[weekday_of(span)]], dates)
    row = len(services)
    when = np.concatenate([services.exception_date, missing])
    order = np.argsort(when, kind="stable")
    number = np.concatenate([services.exception_service, np.full(len(missing), row, dtype=np.int32)])
    added = np.concatenate([services.exception_added, np.zeros(len(missing), dtype=bool)])
    name = fresh_id(service_id, services.service_id)
    return replace(
        feed,
        services=Services(
            service_id=np.append(services.service_id, np.array([name], dtype=object)),
            feed=np.append(services.feed, np.int32(source)).astype(np.int32),
            weekdays=np.vstack([services.weekdays, weekdays[None, :]]),
            start=np.append(services.start, dates[0]),
            end=np.append(services.end, dates[-1]),
            exception_service=number[order].astype(np.int32),
            exception_date=when[order],
            exception_added=added[order],
        ),
    ), row


def not_on_days(feed: Feed, trips: NDArray[np.bool_], weekdays: Sequence[int]) -> Feed:
    """The timetable in which these trips no longer run on these days of the week; what then never runs is left out."""
    if not trips.any():
        return feed
    feed = cut_blocks(feed, trips)
    after = with_own_services(feed, trips, "~changed", without=weekdays)
    is_run = np.asarray(after.services.days_of_week().any(axis=1))
    return without_trips(after, trips & ~is_run[after.trips["service_index"].to_numpy()])


def without_trips(feed: Feed, trips: NDArray[np.bool_]) -> Feed:
    """The timetable without these trips, and without services that no trip uses any longer."""
    if trips.any():
        feed = keep_trips(cut_blocks(feed, trips), ~trips)
    return _without_unused_services(feed)


def _without_unused_services(feed: Feed) -> Feed:
    services = feed.services
    used = np.unique(feed.trips["service_index"].to_numpy())
    if len(used) == len(services):
        return feed
    position = np.full(len(services), -1, dtype=np.int32)
    position[used] = np.arange(len(used), dtype=np.int32)
    keep = position[services.exception_service] >= 0
    return replace(
        feed,
        trips=feed.trips.assign(service_index=position[feed.trips["service_index"].to_numpy()]),
        services=Services(
            service_id=services.service_id[used],
            feed=services.feed[used],
            weekdays=services.weekdays[used],
            start=services.start[used],
            end=services.end[used],
            exception_service=position[services.exception_service[keep]],
            exception_date=services.exception_date[keep],
            exception_added=services.exception_added[keep],
        ),
    )
