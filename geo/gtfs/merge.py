"""Several timetables in one: ids kept apart, trips that two publishers both carry found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.feed import Feed, Services, with_own_services
from geo.gtfs.stops import places_of

__all__ = ["count_runs_once", "duplicate_trips", "keep_trips", "merge_feeds", "repeated_trips"]


def merge_feeds(feeds: Sequence[Feed]) -> Feed:
    """One timetable of several. No trip is lost or joined to another.

    With more than one feed every id gets the feed's number and a colon in front (``"0:1234"``), so that equal ids stay
    apart, and ``feed`` columns say where a row came from. A single feed comes back as it is.

    Raises:
        ValueError: there is no feed.
    """
    feeds = list(feeds)
    if not feeds:
        raise ValueError("merge_feeds needs at least one feed.")
    if len(feeds) == 1:
        return feeds[0]
    starts = {
        name: np.cumsum([0, *(len(getattr(feed, name)) for feed in feeds)])
        for name in ("stops", "routes", "trips", "services")
    }
    sources = np.cumsum([0, *(len(feed.names) for feed in feeds)])
    parts = [
        _shifted(feed, number, int(sources[number]), {name: int(start[number]) for name, start in starts.items()})
        for number, feed in enumerate(feeds)
    ]
    joined = {name: _stack([getattr(part, name) for part in parts]) for name in _FRAMES}
    shapes = [part.shapes for part in parts if part.shapes is not None]
    return Feed(
        **joined,
        services=_stack_services([part.services for part in parts]),
        shapes=_stack(shapes) if shapes else None,
        names=tuple(name for part in parts for name in part.names),
    )


_FRAMES = ("agencies", "stops", "routes", "trips", "stop_times", "frequencies", "transfers", "in_seat")


def _stack(frames: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(filled, ignore_index=True)


def _shifted(feed: Feed, number: int, source: int, start: dict[str, int]) -> Feed:
    mark = f"{number}:"

    def named(frame: pd.DataFrame, *ids: str) -> pd.DataFrame:
        changed: dict[str, object] = {column: mark + frame[column] for column in ids}
        if "feed" in frame.columns:
            changed["feed"] = (frame["feed"] + source).astype(np.int32)
        return pd.DataFrame(frame.assign(**changed))  # type: ignore[arg-type]

    def moved(frame: pd.DataFrame, **columns: int) -> pd.DataFrame:
        return frame.assign(**{name: (frame[name] + shift).astype(np.int32) for name, shift in columns.items()})

    stops = named(feed.stops, "stop_id")
    parent = stops["parent_index"].to_numpy()
    trips = named(feed.trips, "gtfs_trip_id")
    own = {column: (mark + trips[column]).where(trips[column] != "", "") for column in ("shape_id", "block_id")}
    return replace(
        feed,
        agencies=named(feed.agencies, "agency_id"),
        stops=stops.assign(parent_index=np.where(parent >= 0, parent + start["stops"], -1).astype(np.int32)),
        routes=named(feed.routes, "route_id", "agency_id"),
        trips=moved(trips.assign(**own), route_index=start["routes"], service_index=start["services"]),
        stop_times=moved(feed.stop_times, trip_index=start["trips"], stop_index=start["stops"]),
        frequencies=moved(feed.frequencies, trip_index=start["trips"]),
        transfers=moved(feed.transfers, from_index=start["stops"], to_index=start["stops"]),
        in_seat=moved(feed.in_seat, from_trip=start["trips"], to_trip=start["trips"]),
        services=replace(
            feed.services,
            service_id=np.array([mark + service for service in feed.services.service_id], dtype=object),
            feed=(feed.services.feed + source).astype(np.int32),
            exception_service=(feed.services.exception_service + start["services"]).astype(np.int32),
        ),
        shapes=None if feed.shapes is None else named(feed.shapes, "shape_id"),
    )


def _stack_services(services: list[Services]) -> Services:
    when = np.concatenate([one.exception_date for one in services])
    order = np.argsort(when, kind="stable")
    return Services(
        service_id=np.concatenate([one.service_id for one in services]),
        feed=np.concatenate([one.feed for one in services]),
        weekdays=np.concatenate([one.weekdays for one in services]),
        start=np.concatenate([one.start for one in services]),
        end=np.concatenate([one.end for one in services]),
        exception_service=np.concatenate([one.exception_service for one in services])[order],
        exception_date=when[order],
        exception_added=np.concatenate([one.exception_added for one in services])[order],
    )


def duplicate_trips(feed: Feed, day: date | None = None) -> NDArray[np.bool_]:
    """Trips that another, earlier trip already is: same line name and mode, same stops and times, same days.

    Stops are the same if they lie at the same place (to about ten metres), whatever their ids, so that a trip carried
    by two publishers is found. With ``day`` only trips that run then are compared, and days need not otherwise agree:
    the right question for a build. Trips by headway are never called duplicates.

    Returns:
        bool, one per row of ``feed.trips``; True for the later ones, in order of rows.
    """
    return _repeated(feed, run_kinds(feed), day)


def repeated_trips(feed: Feed, day: date) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """:func:`duplicate_trips` by the rules of all days, and on one day, the timetable being looked through once."""
    kinds = run_kinds(feed)
    return _repeated(feed, kinds, None), _repeated(feed, kinds, day)


def run_kinds(feed: Feed) -> NDArray[np.int64]:
    """Equal numbers for trips of the same line name and mode with the same stops and times, -1 for those by headway.

    The whole timetable is looked through once; which of them run on the same day is asked of the numbers.
    """
    trips = feed.trips
    place = places_of(feed.stops["lat"].to_numpy(), feed.stops["lon"].to_numpy())[1]
    hashes = _mixed(
        place[feed.stop_times["stop_index"].to_numpy()],
        *(feed.stop_times[name].to_numpy() for name in ("arrival_s", "departure_s", "sequence")),
    )
    starts = np.searchsorted(feed.stop_times["trip_index"].to_numpy(), np.arange(len(trips)))
    pattern = np.add.reduceat(hashes, starts) if len(hashes) else np.zeros(len(trips), dtype=np.uint64)
    route = trips["route_index"].to_numpy()
    line = _alike(feed.routes["route_label"].str.casefold(), feed.routes["mode"])
    kinds = _alike(pattern, np.diff(np.append(starts, len(hashes))), line[route])
    kinds[feed.frequencies["trip_index"].to_numpy()] = -1
    return kinds


_ODD = tuple(int(one) for one in np.random.default_rng(20_240_305).integers(1 << 62, 1 << 63, 8) | 1)
"""Multipliers of :func:`_mixed`."""


def _mixed(*columns: NDArray[Any]) -> NDArray[np.uint64]:
    """One number for the whole numbers of a row: equal rows have equal ones, others hardly ever (1 in 2**64)."""
    mixed = np.zeros(len(columns[0]), dtype=np.uint64)
    for column, odd in zip(columns, _ODD[: len(columns)], strict=True):
        times = column.astype(np.uint64)
        times *= np.uint64(odd)
        mixed += times
    for odd in _ODD[-2:]:
        mixed ^= mixed >> np.uint64(31)
        mixed *= np.uint64(odd)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _alike(*columns: NDArray[Any] | pd.Series) -> NDArray[np.int64]:
    """Equal numbers for rows that are equal in all columns."""
    numbers = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(column)
        numbers = pd.factorize(numbers * (len(values) + 1) + codes + 1)[0].astype(np.int64)
    return numbers


def _repeated(feed: Feed, kinds: NDArray[np.int64], day: date | None) -> NDArray[np.bool_]:
    """Trips whose kind an earlier one has that runs on the day, or on all the same days."""
    usable = kinds >= 0
    if day is not None:
        usable &= feed.trips_on(day)
        days = np.zeros(len(kinds), dtype=np.int64)
    else:
        days = _service_kind(feed.services)[feed.trips["service_index"].to_numpy()]
    is_copy = np.zeros(len(kinds), dtype=bool)
    alike = _alike(kinds[usable], days[usable])  # numbered in order of rows: an earlier number comes again
    is_copy[usable] = alike <= np.maximum.accumulate(np.append(-1, alike[:-1])) if len(alike) else False
    return is_copy


def _service_kind(services: Services) -> NDArray[np.int64]:
    """Equal numbers for services that run on the same days by the same rules."""
    changes = pd.DataFrame(
        {
            "date": services.exception_date.astype("datetime64[s]"),
            "added": services.exception_added,
        }
    )
    sums = np.zeros(len(services), dtype=np.uint64)
    np.add.at(sums, services.exception_service, pd.util.hash_pandas_object(changes, index=False).to_numpy())
    weekdays = services.weekdays @ (1 << np.arange(7))
    return _alike(weekdays, services.start.astype(np.int64), services.end.astype(np.int64), sums)


def keep_trips(feed: Feed, is_kept: NDArray[np.bool_]) -> Feed:
    """The same timetable with only the trips marked True (bool, one per row of ``feed.trips``)."""
    position = np.cumsum(is_kept) - 1

    def kept(frame: pd.DataFrame) -> pd.DataFrame:
        rows = frame[is_kept[frame["trip_index"].to_numpy()]].reset_index(drop=True)
        return rows.assign(trip_index=position[rows["trip_index"].to_numpy()].astype(np.int32))

    named = feed.in_seat
    pair = named[["from_trip", "to_trip"]].to_numpy()
    named = named[is_kept[pair].all(axis=1)].reset_index(drop=True)
    moved = {name: position[named[name].to_numpy()].astype(np.int32) for name in ("from_trip", "to_trip")}
    return replace(
        feed,
        trips=feed.trips[is_kept].reset_index(drop=True),
        in_seat=named.assign(**moved),
        stop_times=kept(feed.stop_times),
        frequencies=kept(feed.frequencies),
    )


def count_runs_once(feed: Feed, days: Iterable[date | None]) -> tuple[Feed, int]:
    """The same timetable in which a run that stands under several services or feeds counts once on each of the days.

    Two services that both run on a day may carry the same run; on other days only one of them may, so no trip is
    taken out: the later copies do not run on that day. Days that are None are passed over.

    Returns:
        the timetable, and how many copies there are (a trip that is one on several of the days counts once).
    """
    copies, kinds = np.zeros(len(feed.trips), dtype=bool), run_kinds(feed)
    for day in dict.fromkeys(day for day in days if day is not None):
        is_copy = _repeated(feed, kinds, day)
        if is_copy.any():
            copies |= is_copy
            feed = with_own_services(feed, is_copy, f"~not {day}", idle_on=day)
    return feed, int(copies.sum())
