"""The runs of a line on a kind of day, and departures spaced anew, added before the first or after the last.

A *run* is one vehicle, once: a trip, or one repetition of a trip that runs by headway. Its *anchor* is the stop where
most runs of its direction call, so that short workings that begin halfway are spaced with the others.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from analysis.transit import FIRST_FOUND, trip_directions
from everyday.timetables import DAYS, Dates, running_dates, trip_starts
from geo.feed import Feed, as_date

__all__ = ["LineRuns", "calls_at", "continued", "line_runs", "reference_dates", "respaced"]


@dataclass(frozen=True)
class LineRuns:
    """Runs of one direction of a line on one day, sorted by the time at the anchor. Arrays of shape (runs,).

    Attributes:
        trip: row of the feed's trip of which this is a run.
        leaves_s: when it leaves its first stop.
        anchor_s: when it leaves the anchor; only runs that call there are held.
        course: equal numbers for runs that call at the same stops in the same order; 0 is the commonest.
        direction: as in :func:`analysis.transit.directions.trip_directions`.
        anchor: row of that stop.
        members: all trips of the line in this direction, on whatever day: bool, one per trip of the feed.
    """

    trip: NDArray[np.int64]
    leaves_s: NDArray[np.int64]
    anchor_s: NDArray[np.int64]
    course: NDArray[np.int64]
    direction: int
    anchor: int
    members: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.trip)

    def take(self, rows: NDArray) -> LineRuns:
        """Some of the runs, by position or mask."""
        arrays = {name: getattr(self, name)[rows] for name in ("trip", "leaves_s", "anchor_s", "course")}
        return replace(self, **arrays)


def reference_dates(
    feed: Feed, trips: NDArray[np.bool_], weekday: date | None, sunday: date | None
) -> dict[str, tuple[date, Dates]]:
    """For each kind of day on which these trips run: the day that stands for it, and all such days.

    Weekdays are stood for by ``weekday`` and Sundays by ``sunday`` where the trips run on them; otherwise by the day
    with most of these trips, of equals the nearest to ``weekday``. Kinds of day without a trip are absent.
    """
    found = {}
    for name, numbers in DAYS.items():
        dates, counts = running_dates(feed, trips, numbers)
        if not len(dates):
            continue
        wanted = {"weekday": weekday, "sunday": sunday}.get(name)
        if wanted is not None and np.datetime64(wanted, "D") in dates:
            found[name] = (wanted, dates)
            continue
        about = np.datetime64(weekday, "D") if weekday is not None else dates[0]
        best = np.lexsort((np.abs((dates - about).astype(np.int64)), -counts))[0]
        found[name] = (as_date(dates[best]), dates)
    return found


def line_runs(feed: Feed, trips: NDArray[np.bool_], day: date) -> list[LineRuns]:
    """Runs of these trips on a day, one group for each direction (of each route, where the feed gives none)."""
    direction = trip_directions(feed, np.flatnonzero(trips))
    route = feed.trips["route_index"].to_numpy().astype(np.int64)
    key = np.where(direction < FIRST_FOUND, direction, FIRST_FOUND + route * (direction.max() + 1) + direction)
    running = np.asarray(feed.trips_on(day), dtype=bool)
    groups = []
    for number in np.unique(key[trips]):
        members = trips & (key == number)
        on = np.flatnonzero(members & running)
        if len(on):
            groups.append(_group(feed, on, int(direction[on[0]]), members))
    return groups


def calls_at(feed: Feed, runs: LineRuns, start_s: int, end_s: int) -> NDArray[np.bool_]:
    """Which members leave the anchor in this time on the days they run, at least once: bool, one per trip."""
    times = feed.stop_times
    trip = times["trip_index"].to_numpy(np.int64)
    first, counts = trip_starts(feed)
    departure = times["departure_s"].to_numpy(np.int64)
    rows = np.flatnonzero(runs.members[trip] & (times["stop_index"].to_numpy() == runs.anchor))
    rows = rows[rows < first[trip[rows]] + counts[trip[rows]] - 1]
    rows = rows[np.unique(trip[rows], return_index=True)[1]]
    offset = departure[rows] - departure[first[trip[rows]]]
    own, leaves = _departures(feed, trip[rows], departure[first[trip[rows]]])
    place = np.searchsorted(trip[rows], own)
    at = leaves + offset[place]
    found = np.zeros(len(feed.trips), dtype=bool)
    found[own[(at >= start_s) & (at < end_s)]] = True
    return found


def _group(feed: Feed, trips: NDArray[np.int64], direction: int, members: NDArray[np.bool_]) -> LineRuns:
    first, counts = trip_starts(feed)
    departure = feed.stop_times["departure_s"].to_numpy(np.int64)
    stops = feed.stop_times["stop_index"].to_numpy(np.int64)
    own, leaves = _departures(feed, trips, departure[first[trips]])
    calls = [stops[first[trip] : first[trip] + counts[trip]] for trip in own]
    names = [one.tobytes() for one in calls]
    distinct, number, frequency = np.unique(np.array(names, dtype=object), return_inverse=True, return_counts=True)
    rank = np.empty(len(distinct), dtype=np.int64)
    rank[np.lexsort((np.arange(len(distinct)), -frequency))] = np.arange(len(distinct))
    course = rank[number.ravel()]
    served, times = np.unique(np.concatenate([np.unique(one[:-1]) for one in calls]), return_counts=True)
    main = calls[int(np.flatnonzero(course == 0)[0])][:-1]
    most = set(served[times == times.max()].tolist())
    anchor = next((int(stop) for stop in main if int(stop) in most), int(served[np.argmax(times)]))
    keep, anchor_s = [], []
    for row, (trip, one) in enumerate(zip(own, calls, strict=True)):
        at = np.flatnonzero(one[:-1] == anchor)
        if len(at):
            keep.append(row)
            anchor_s.append(leaves[row] + departure[first[trip] + at[0]] - departure[first[trip]])
    order = np.lexsort((np.array(keep), np.array(anchor_s)))
    rows = np.array(keep)[order]
    return LineRuns(
        own[rows], leaves[rows], np.array(anchor_s, dtype=np.int64)[order], course[rows], direction, anchor, members
    )


def _departures(
    feed: Feed, trips: NDArray[np.int64], leaves: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(trip, departure from its first stop) of every run; trips by headway once per vehicle."""
    rows = feed.frequencies[np.isin(feed.frequencies["trip_index"].to_numpy(), trips)]
    plain = ~np.isin(trips, rows["trip_index"].to_numpy())
    own, starts = [trips[plain]], [leaves[plain]]
    for trip, start, end, headway in rows[["trip_index", "start_s", "end_s", "headway_s"]].to_numpy(np.int64):
        starts.append(np.arange(start, end, headway))
        own.append(np.full(len(starts[-1]), trip))
    return np.concatenate(own), np.concatenate(starts)


def respaced(
    times_s: NDArray[np.int64], headway_s: int, start_s: int | None = None, end_s: int | None = None
) -> NDArray[np.int64]:
    """Departures spaced anew from ``start_s`` to before ``end_s``; those given, sorted, are all of the day.

    The first of the day and the last of the day stay what they are. Where the day goes on beyond ``start_s`` or
    ``end_s``, departures fill the whole of the time up to there. Empty if there is none between the two.
    """
    start = times_s[0] if start_s is None else start_s
    end = times_s[-1] + 1 if end_s is None else end_s
    inside = times_s[(times_s >= start) & (times_s < end)]
    if not len(inside):
        return inside
    first, last = int(inside[0]), int(inside[-1])
    low = start if (times_s < start).any() else first
    is_open = bool((times_s >= end).any())
    high = end - 1 if is_open else last
    before = np.arange(first, low - 1, -headway_s)[::-1]
    after = np.arange(first + headway_s, high + 1, headway_s)
    grid = np.concatenate([before, after]).astype(np.int64)
    if is_open or grid[-1] == last:
        return grid
    if last - grid[-1] < headway_s / 2 and len(grid) > 1:
        grid = grid[:-1]
    return np.append(grid, last)


def continued(times_s: NDArray[np.int64], limit_s: int, headway_s: int | None) -> NDArray[np.int64]:
    """Departures after the last of ``times_s`` (sorted) up to ``limit_s``, included.

    Without a headway the gap between the last two is kept, an hour at most and where there is only one departure.
    """
    if headway_s is None:
        gaps = np.diff(times_s)
        gaps = gaps[gaps > 0]
        headway_s = min(int(gaps[-1]), 3600) if len(gaps) else 3600
    return np.arange(times_s[-1] + headway_s, limit_s + 1, headway_s)
