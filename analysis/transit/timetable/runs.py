"""Which vehicles run, when: trips of a day, of the day before past midnight and of the next morning, and headways."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.transit.timetable.overtaking import split_overtaking
from geo.clock import between_days_s
from geo.errors import UsageError
from geo.staying import stays_between

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["DAY_S", "UNTIL_S", "Runs", "runs_of_day", "trip_rows"]

DAY_S = 86_400
UNTIL_S = 36 * 3600


@dataclass(frozen=True)
class Runs:
    """Vehicle runs, sorted so that those of one pattern follow each other and never overtake.

    Attributes:
        trip: row in the feed's trips.
        shift_s: seconds to add to that trip's times.
        pattern: number of the pattern, 0, 0, 0, 1, 1 …; runs of a pattern call at the same stops in the same order
            with the same rules for boarding and alighting.
        stays: (n, 2), from which run to which one stays on board (:mod:`geo.staying`), sorted.
    """

    trip: npt.NDArray[np.int32]
    shift_s: npt.NDArray[np.int32]
    pattern: npt.NDArray[np.int32]
    stays: npt.NDArray[np.int32]


def trip_rows(feed: Feed) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First row in ``stop_times`` of each trip, and how many."""
    trips_n = len(feed.trips)
    counts = np.bincount(feed.stop_times["trip_index"].to_numpy(), minlength=trips_n)
    return np.cumsum(counts) - counts, counts


def runs_of_day(feed: Feed, day: date, trips: npt.NDArray[np.bool_] | None = None) -> Runs:
    """Every run between 00:00 of ``day`` and noon of the next day.

    Yesterday's trips past 24:00 and tomorrow's trips are included, an hour nearer or farther where clocks change. A
    trip in ``frequencies.txt`` runs at start, start + headway … before end, whether or not ``exact_times`` is set, and
    not at its own times.

    Args:
        feed: the timetable.
        day: the service day.
        trips: mask over the feed's trips, to leave some out.
    """
    first, counts = trip_rows(feed)
    _check_times(feed, first, counts)
    arrival = feed.stop_times["arrival_s"].to_numpy()
    departure = feed.stop_times["departure_s"].to_numpy()
    safe_first = np.where(counts > 0, first, 0)
    safe_last = np.where(counts > 0, first + counts - 1, 0)
    usable = counts > 1
    if trips is not None:
        usable &= np.asarray(trips, dtype=bool)
    by_headway = np.zeros(len(feed.trips), dtype=bool)
    by_headway[feed.frequencies["trip_index"].to_numpy(np.int64)] = True
    zones = feed.agencies["agency_timezone"]
    zone = next((str(one) for one in zones if one), "")
    trip_parts, shift_parts, stays = [], [], []
    for days in (-1, 0, 1):
        running = usable & np.asarray(feed.trips_on(day + timedelta(days=days)), dtype=bool)
        fixed = np.flatnonzero(running & ~by_headway)
        trip_parts.append(fixed)
        apart_s = between_days_s(day, days, zone)
        shift_parts.append(np.full(len(fixed), apart_s))
        stays.append((apart_s, stays_between(feed, running).pairs))
        trip, start_s = _departures_by_headway(feed.frequencies, running)
        trip_parts.append(trip)
        shift_parts.append(start_s - departure[safe_first[trip]] + apart_s)
    trip, shift = np.concatenate(trip_parts).astype(np.int64), np.concatenate(shift_parts).astype(np.int64)
    in_time = (arrival[safe_last[trip]] + shift >= 0) & (departure[safe_first[trip]] + shift < UNTIL_S)
    trip, shift = trip[in_time], shift[in_time]
    runs = _without_overtaking(feed, trip, shift, first, counts)
    return replace(runs, stays=_stays(runs, stays, by_headway))


def _stays(
    runs: Runs, pairs: list[tuple[int, npt.NDArray[np.int64]]], by_headway: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int32]:
    """From which run to which one stays on board; runs that are not of the day are passed over."""
    rows = np.flatnonzero(~by_headway[runs.trip])
    found = [np.zeros((0, 2), dtype=np.int64)]
    for shift_s, trips in pairs:
        if not len(trips):
            continue
        run_of = np.full(len(by_headway), -1, dtype=np.int64)
        own = rows[runs.shift_s[rows] == shift_s]
        run_of[runs.trip[own]] = own
        linked = run_of[trips]
        found.append(linked[(linked >= 0).all(axis=1)])
    return np.unique(np.concatenate(found), axis=0).astype(np.int32)


def _check_times(feed: Feed, first: npt.NDArray, counts: npt.NDArray) -> None:
    """Refuse trips that run backwards; the reader of timetables repairs them before."""
    arrival = feed.stop_times["arrival_s"].to_numpy()
    departure = feed.stop_times["departure_s"].to_numpy()
    is_next = np.ones(len(arrival), dtype=bool)
    is_next[first[counts > 0]] = False
    later = np.flatnonzero(is_next)
    faults = np.concatenate([np.flatnonzero(departure < arrival), later[arrival[later] < departure[later - 1]]])
    if len(faults):
        trip = feed.stop_times["trip_index"].to_numpy()[faults[0]]
        raise UsageError(
            f"{len(faults)} stop times run backwards, the first in trip {feed.trips['gtfs_trip_id'].iloc[trip]}.",
            "Needed: times that never fall along a trip.",
            "Read the timetable with read_gtfs, which repairs or drops such trips.",
        )


def _departures_by_headway(
    frequencies: pd.DataFrame, running: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray, npt.NDArray]:
    """(trip, first departure in seconds) for each vehicle of ``frequencies.txt``."""
    columns = ("trip_index", "start_s", "end_s", "headway_s")
    table = np.stack([frequencies[name].to_numpy(np.int64) for name in columns])
    trip, start, end, headway = table[:, running[table[0]] & (table[3] > 0)]
    counts = np.maximum(-((start - end) // headway), 0)
    number = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(trip, counts), np.repeat(start, counts) + number * np.repeat(headway, counts)


def _without_overtaking(
    feed: Feed, trip: npt.NDArray, shift: npt.NDArray, first: npt.NDArray, counts: npt.NDArray
) -> Runs:
    """Group runs by stops and boarding rules, then split each group into lanes without overtaking."""
    times = feed.stop_times
    call = (
        times["stop_index"].to_numpy(np.int64) * 4 + times["can_board"].to_numpy() * 2 + times["can_alight"].to_numpy()
    )
    arrival, departure = times["arrival_s"].to_numpy(np.int64), times["departure_s"].to_numpy(np.int64)
    number: dict[bytes, int] = {}
    group_of_trip = np.full(len(feed.trips), -1, np.int64)
    for row in np.unique(trip):
        key = call[first[row] : first[row] + counts[row]].tobytes()
        group_of_trip[row] = number.setdefault(key, len(number))
    group = group_of_trip[trip]
    order = np.lexsort((trip, arrival[first[trip] + counts[trip] - 1] + shift, departure[first[trip]] + shift, group))
    trip, shift, group = trip[order], shift[order], group[order]
    indptr = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=len(number)))]).astype(np.int64)
    lane = split_overtaking(indptr, first[trip], shift, counts[trip], arrival, departure)
    order = np.lexsort((np.arange(len(trip)), lane, group))
    trip, shift, group, lane = trip[order], shift[order], group[order], lane[order]
    is_new = np.ones(len(trip), dtype=bool)
    is_new[1:] = (group[1:] != group[:-1]) | (lane[1:] != lane[:-1])
    pattern = np.cumsum(is_new) - 1
    nobody = np.zeros((0, 2), dtype=np.int32)
    return Runs(trip.astype(np.int32), shift.astype(np.int32), pattern.astype(np.int32), nobody)
