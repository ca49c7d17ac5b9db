"""A timetable that has been checked and can be trusted: :class:`Feed` and its :class:`Services`.

Nothing here reads files. Frames follow the declarations in :mod:`geo.tables`; every id is unique, stop times are
sorted along each trip and never run backwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["DAY_NAMES", "DAY_S", "SUNDAY", "Feed", "Services", "as_date", "weekday_of", "with_own_services"]

DAY_S = 86_400
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SUNDAY = 6
_HOURS = 30


def as_date(day: np.datetime64) -> date:
    """A numpy day as :class:`datetime.date`."""
    return date.fromisoformat(str(day.astype("datetime64[D]")))


def weekday_of(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Day of the week of each date, Monday 0 … Sunday 6 (1 January 1970 was a Thursday)."""
    return (days.astype("datetime64[D]").astype(np.int64) + 3) % 7


@dataclass(frozen=True)
class Services:
    """On which days services run, kept as rules and never expanded into one row per day.

    Arrays of length n (services): ``service_id`` (str), ``feed`` (int), ``weekdays`` (bool, (n, 7), Monday first),
    ``start`` and ``end`` (datetime64[D], both included; NaT for a service that has only exceptions).
    Arrays of length m (exceptions, sorted by date, each service and date once): ``exception_service`` (row of the
    service), ``exception_date`` (datetime64[D]), ``exception_added`` (True: runs, False: does not run).
    """

    service_id: NDArray[np.object_]
    feed: NDArray[np.int32]
    weekdays: NDArray[np.bool_]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    exception_service: NDArray[np.int32]
    exception_date: NDArray[np.datetime64]
    exception_added: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.service_id)

    def active_on(self, day: date) -> NDArray[np.bool_]:
        """Which services run on ``day``: bool (n,)."""
        when = np.datetime64(day, "D")
        active = self.weekdays[:, day.weekday()] & (self.start <= when) & (when <= self.end)
        first, last = np.searchsorted(self.exception_date, [when, when + 1])
        active[self.exception_service[first:last]] = self.exception_added[first:last]
        return active

    def _is_regular(self, service: NDArray[np.int32], when: NDArray[np.datetime64]) -> NDArray[np.bool_]:
        """Whether each service runs on the day beside it by its weekly rule alone."""
        is_inside = (self.start[service] <= when) & (when <= self.end[service])
        return np.asarray(self.weekdays[service, weekday_of(when)] & is_inside)

    def weight_by_day(self, weight: NDArray[np.float64] | NDArray[np.int64]) -> tuple[np.datetime64, NDArray[np.int64]]:
        """Sum of ``weight`` (n,) over the services that run, for every day from the first to the last named day.

        Returns that first day and one sum per day; an empty array where no service names any day.
        """
        bounded = ~np.isnat(self.start) & ~np.isnat(self.end) & (self.start <= self.end) & self.weekdays.any(axis=1)
        named = np.concatenate([self.start[bounded], self.end[bounded], self.exception_date[self.exception_added]])
        if not len(named):
            return np.datetime64("1970-01-01", "D"), np.zeros(0, dtype=np.int64)
        first, last = named.min(), named.max()
        days_n = int((last - first).astype(np.int64)) + 1
        weight = np.asarray(weight, dtype=np.int64)
        weekday = weekday_of(first + np.arange(days_n))
        sums = np.zeros(days_n, dtype=np.int64)
        begins = (self.start[bounded] - first).astype(np.int64)
        stops = (self.end[bounded] - first).astype(np.int64) + 1
        for number in range(7):
            part = np.where(self.weekdays[bounded, number], weight[bounded], 0)
            change = np.zeros(days_n + 1, dtype=np.int64)
            np.add.at(change, begins, part)
            np.subtract.at(change, stops, part)
            running = np.cumsum(change[:-1])
            sums[weekday == number] = running[weekday == number]
        inside = (self.exception_date >= first) & (self.exception_date <= last)
        service, when = self.exception_service[inside], self.exception_date[inside]
        added = self.exception_added[inside]
        regular = self._is_regular(service, when)
        effect = np.where(added & ~regular, 1, np.where(~added & regular, -1, 0)) * weight[service]
        np.add.at(sums, (when - first).astype(np.int64), effect)
        return first, sums

    def days_of_week(self) -> NDArray[np.bool_]:
        """Days of the week on which each service runs at least once: bool (n, 7)."""
        runs = np.zeros((len(self), 7), dtype=bool)
        length = np.where(np.isnat(self.start) | np.isnat(self.end), 0, (self.end - self.start).astype(np.int64) + 1)
        begins = np.where(np.isnat(self.start), 0, weekday_of(self.start))
        for number in range(7):
            runs[:, number] = self.weekdays[:, number] & ((number - begins) % 7 < length)
        removed = np.zeros((len(self), 7), dtype=np.int64)
        gone = ~self.exception_added & self._is_regular(self.exception_service, self.exception_date)
        np.add.at(removed, (self.exception_service[gone], weekday_of(self.exception_date[gone])), 1)
        for service, number in zip(*np.nonzero(runs & (removed > 0)), strict=True):
            offset = (number - begins[service]) % 7
            times_n = (length[service] - offset + 6) // 7
            runs[service, number] = removed[service, number] < times_n
        extra = self.exception_added
        runs[self.exception_service[extra], weekday_of(self.exception_date[extra])] = True
        return runs

    @property
    def first_date(self) -> date | None:
        """First day on which any service runs; None if none ever does."""
        first, sums = self.weight_by_day(np.ones(len(self), dtype=np.int64))
        running = np.flatnonzero(sums)
        return as_date(first + running[0]) if len(running) else None

    @property
    def last_date(self) -> date | None:
        """Last day on which any service runs; None if none ever does."""
        first, sums = self.weight_by_day(np.ones(len(self), dtype=np.int64))
        running = np.flatnonzero(sums)
        return as_date(first + running[-1]) if len(running) else None


def _nobody_stays() -> pd.DataFrame:
    kinds = {"from_trip": np.int32, "to_trip": np.int32, "may_stay": bool}
    return pd.DataFrame({name: np.zeros(0, dtype=kind) for name, kind in kinds.items()})


@dataclass(frozen=True)
class Feed:
    """One timetable, or several merged into one. Frames as declared in :mod:`geo.tables` (extra columns allowed).

    ``routes`` has one extra column, ``route_label``: the line's name as people say it ("7" where the feed writes
    "7-6491"). ``shapes`` (``shape_id, lat, lon`` in order) is None unless asked for. ``names`` are the source feeds.
    """

    agencies: pd.DataFrame
    stops: pd.DataFrame
    routes: pd.DataFrame
    trips: pd.DataFrame
    stop_times: pd.DataFrame
    frequencies: pd.DataFrame
    transfers: pd.DataFrame
    services: Services
    shapes: pd.DataFrame | None
    names: tuple[str, ...]
    in_seat: pd.DataFrame = field(default_factory=_nobody_stays)

    def trips_on(self, day: date) -> NDArray[np.bool_]:
        """Which trips run on the service day ``day``: bool, one per row of ``trips``."""
        return self.services.active_on(day)[self.trips["service_index"].to_numpy()]

    def vehicles_by_trip(self) -> NDArray[np.int64]:
        """How often each trip runs on a day of its service: int, one per row of ``trips``.

        1, but for a trip by headway one for each vehicle: at start, start + headway … before end, whether or not its
        times are exact, summed over its rows, and not at its own times.
        """
        start_s, end_s, headway_s = (
            self.frequencies[name].to_numpy().astype(np.int64) for name in ("start_s", "end_s", "headway_s")
        )
        trip = self.frequencies["trip_index"].to_numpy().astype(np.int64)
        vehicles = np.ones(len(self.trips), dtype=np.int64)
        vehicles[trip] = 0
        np.add.at(vehicles, trip, np.maximum(-((start_s - end_s) // np.maximum(headway_s, 1)), 0))
        return vehicles

    def vehicles_on(self, day: date) -> int:
        """How many vehicles set off on the service day ``day``: its trips, those by headway once per vehicle."""
        return int(self.vehicles_by_trip()[self.trips_on(day)].sum())

    def trips_by_service(self, feed: int | None = None) -> NDArray[np.int64]:
        """Number of trips of each service, all of them or those of one source feed; by headway once per vehicle."""
        service, vehicles = self.trips["service_index"].to_numpy(), self.vehicles_by_trip()
        if feed is not None:
            vehicles = np.where(self.trips["feed"].to_numpy() == feed, vehicles, 0)
        trips_n = np.zeros(len(self.services), dtype=np.int64)
        np.add.at(trips_n, service, vehicles)
        return trips_n

    def service_by_day(self, feed: int | None = None) -> pd.DataFrame:
        """Trips a day: ``date`` (datetime64), ``weekday`` (0 Monday … 6 Sunday), ``trips_n``.

        Trips by headway count once per vehicle. Every day from the first with service to the last, also those without
        any in between; empty if none.
        """
        first, sums = self.services.weight_by_day(self.trips_by_service(feed))
        running = np.flatnonzero(sums)
        if len(running):
            sums, first = sums[running[0] : running[-1] + 1], first + running[0]
        else:
            sums = sums[:0]
        days = first + np.arange(len(sums))
        return pd.DataFrame(
            {"date": days.astype("datetime64[s]"), "weekday": weekday_of(days), "trips_n": sums.astype(np.int64)}
        )

    def departures_s(self, day: date, feed: int | None = None) -> NDArray[np.int64]:
        """Seconds after midnight of ``day`` of every departure from a stop where one may board, sorted.

        Trips of the service day only (so values may pass 86,400). Trips by frequency count once per vehicle.
        """
        runs = self.trips_on(day)
        if feed is not None:
            runs &= self.trips["feed"].to_numpy() == feed
        trip = self.stop_times["trip_index"].to_numpy()
        by_own_times = runs.copy()
        by_own_times[self.frequencies["trip_index"].to_numpy()] = False
        leaves = self.stop_times["departure_s"].to_numpy()
        plain = leaves[by_own_times[trip] & self.stop_times["can_board"].to_numpy()].astype(np.int64)
        parts = [plain, *(self._repeated(row, leaves) for row in self._headway_rows(runs))]
        return np.sort(np.concatenate(parts))

    def _headway_rows(self, runs: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
        columns = ["trip_index", "start_s", "end_s", "headway_s"]
        rows = self.frequencies.loc[runs[self.frequencies["trip_index"].to_numpy()], columns]
        return [(int(a), int(b), int(c), int(d)) for a, b, c, d in rows.itertuples(index=False, name=None)]

    def _repeated(self, row: tuple[int, int, int, int], leaves: NDArray[np.int32]) -> NDArray[np.int64]:
        trip_index, start_s, end_s, headway_s = row
        trip = self.stop_times["trip_index"].to_numpy()
        first, last = np.searchsorted(trip, [trip_index, trip_index + 1])
        offsets = leaves[first:last] - leaves[first]
        offsets = offsets[self.stop_times["can_board"].to_numpy()[first:last]]
        return (np.arange(start_s, end_s, headway_s, dtype=np.int64)[:, None] + offsets[None, :]).ravel()

    def departures_by_hour(self, day: date) -> NDArray[np.int64]:
        """Departures from stops (where one may board) in each hour 0–29 of the service day: int (30,).

        Later hours, which some overnight trains have, are counted in the last.
        """
        hours = np.minimum(self.departures_s(day) // 3600, _HOURS - 1)
        return np.bincount(hours, minlength=_HOURS).astype(np.int64)


def with_own_services(
    feed: Feed,
    trips: NDArray[np.bool_],
    ending: str,
    *,
    days: int = 0,
    without: Sequence[int] = (),
    idle_on: date | None = None,
) -> Feed:
    """The timetable in which some trips run on other days than before; other trips of their services do not.

    Their services are copied and the copies changed; services that no trip uses any longer stay.

    Args:
        feed: the timetable.
        trips: bool, one per row of ``feed.trips``.
        ending: put behind the ids of the copies; a number follows where that is taken.
        days: how many days later they run, -1 for a day earlier.
        without: days of the week (0 Monday …, before they are moved) on which they no longer run.
        idle_on: a day on which they do not run.
    """
    services, service = feed.services, feed.trips["service_index"].to_numpy().astype(np.int64)
    old = np.unique(service[trips])
    copy_of = np.full(len(services), -1, dtype=np.int64)
    copy_of[old] = len(services) + np.arange(len(old))
    rules = services.weekdays[old].copy()
    rules[:, list(without)] = False
    mine = copy_of[services.exception_service] >= 0
    mine &= ~np.isin(weekday_of(services.exception_date), list(without))
    number, when = copy_of[services.exception_service[mine]], services.exception_date[mine] + days
    added = services.exception_added[mine]
    if idle_on is not None:
        idle = np.datetime64(idle_on, "D")
        others = when != idle
        number, when = np.append(number[others], copy_of[old]), np.append(when[others], np.repeat(idle, len(old)))
        added = np.append(added[others], np.zeros(len(old), dtype=bool))
    number, when = np.append(services.exception_service, number), np.append(services.exception_date, when)
    added = np.append(services.exception_added, added)
    order = np.argsort(when, kind="stable")
    changed = Services(
        service_id=np.append(services.service_id, _free_ids(services.service_id, services.service_id[old], ending)),
        feed=np.append(services.feed, services.feed[old]),
        weekdays=np.vstack([services.weekdays, np.roll(rules, days, axis=1)]),
        start=np.append(services.start, services.start[old] + days),
        end=np.append(services.end, services.end[old] + days),
        exception_service=number[order].astype(np.int32),
        exception_date=when[order],
        exception_added=added[order],
    )
    new = np.where(trips, copy_of[service], service).astype(np.int32)
    return replace(feed, services=changed, trips=feed.trips.assign(service_index=new))


def _free_ids(known: NDArray[np.object_], wanted: NDArray[np.object_], ending: str) -> NDArray[np.object_]:
    """Each id with the ending, and a number behind it where that is taken."""
    taken, ids = set(known), np.empty(len(wanted), dtype=object)
    for place, one in enumerate(wanted):
        name, number = f"{one}{ending}", 2
        while name in taken:
            name, number = f"{one}{ending}-{number}", number + 1
        taken.add(name)
        ids[place] = name
    return ids
