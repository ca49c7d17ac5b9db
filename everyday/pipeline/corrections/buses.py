"""Buses that the open timetables lack, put into the timetable as lines with trips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from everyday.pipeline.corrected import Corrected, correction_ids
from everyday.timetables import DAYS, AddedLine, Dates, add_line, add_stops, departures_s, run_times_s, straight_m
from geo.crs import haversine_m
from geo.feed import Feed, Services, weekday_of
from geo.tables import AGENCIES, FREQUENCIES, ROUTES, STOP_TIMES, STOPS, TRANSFERS, TRIPS, Table
from plan.corrections import BUS, bus_times_s, correction_words, problems_of_correction
from plan.records import Correction

__all__ = ["CorrectedFeed", "correct_feed"]

SAME_STOP_M = 60.0
FAR_M = 50_000.0
OPERATOR = "Community transport"
_BOARDED = (0, 4)  # a stop or platform, a boarding area
_DTYPES = {"string": "str", "int": "int32", "float": "float64", "bool": "bool"}


@dataclass(frozen=True)
class CorrectedFeed:
    """A timetable with the buses it lacked (None: there is none), and what became of each correction."""

    feed: Feed | None
    corrected: list[Corrected]


def correct_feed(
    feed: Feed | None,
    corrections: Iterable[Correction],
    *,
    bounds: tuple[float, float, float, float],
    near: date,
    timezone: str,
) -> CorrectedFeed:
    """Add the buses among the corrections, in order; the timetable given is not changed.

    A bus calls at the stop that lies within 60 m of the place given, else at a new one. It runs on every day of its
    kinds from the first week of the timetable to the last, whatever else runs then. Stops and lines that were added
    carry the correction's id in a text column ``correction_id`` of ``stops`` and ``routes``.

    Args:
        feed: the timetable; None begins one of nothing but these buses.
        corrections: those of places are passed over.
        bounds: (west, south, east, north) of the town; a stop 50 km outside is a mistake.
        near: a day in the week in which the timetable begins where there is none.
        timezone: likewise, of its operators.
    """
    buses = [one for one in corrections if one.kind == BUS]
    if not buses:
        return CorrectedFeed(feed, [])
    before = feed if feed is not None else _nothing()
    changed = replace(
        before,
        stops=before.stops.assign(correction_id=correction_ids(before.stops)),
        routes=before.routes.assign(correction_id=correction_ids(before.routes)),
    )
    week = _weeks(before, near)
    found = []
    for one in buses:
        problems = problems_of_correction(one) or _far_stops(one, bounds)
        if problems:
            found.append(Corrected(one, correction_words(one), False, " ".join(problems)))
            continue
        notes = _same_name(changed, one)
        changed = _with_bus(changed, one, week)
        way = shapely.LineString([(stop["lon"], stop["lat"]) for stop in one.details["stops"]])
        found.append(Corrected(one, correction_words(one), True, " ".join(notes), way))
    if not any(one.is_applied for one in found):
        return CorrectedFeed(feed, found)
    if feed is None:
        changed = replace(changed, agencies=changed.agencies.assign(agency_timezone=timezone))
    return CorrectedFeed(changed, found)


def _weeks(feed: Feed, near: date) -> Dates:
    """All days from the Monday of the timetable's first week to the Sunday of its last; a year where it has none."""
    days = feed.service_by_day()
    if len(days):
        first, last = days["date"].to_numpy().astype("datetime64[D]")[[0, -1]]
    else:
        first, last = np.datetime64(near, "D"), np.datetime64(near, "D") + 363
    monday, sunday = first - int(weekday_of(np.array([first]))[0]), last + 6 - int(weekday_of(np.array([last]))[0])
    return np.arange(monday, sunday + 1)


def _far_stops(one: Correction, bounds: tuple[float, float, float, float]) -> list[str]:
    west, south, east, north = bounds
    far = []
    for number, stop in enumerate(one.details["stops"], start=1):
        nearest = float(np.clip(stop["lat"], south, north)), float(np.clip(stop["lon"], west, east))
        if haversine_m(stop["lat"], stop["lon"], *nearest) > FAR_M:
            far.append(f"Stop {number} lies far outside the town; perhaps latitude and longitude are exchanged.")
    return far


def _same_name(feed: Feed, one: Correction) -> list[str]:
    labels = feed.routes["route_label" if "route_label" in feed.routes.columns else "route_name"].astype(str)
    if (labels.str.casefold() == one.name.casefold()).any():
        return ["A line of this name is in the timetable: check whether the correction is still needed."]
    return []


def _with_bus(feed: Feed, one: Correction, week: Dates) -> Feed:
    details = one.details
    feed, stops = _stops_of(feed, one)
    first_s, last_s = bus_times_s(one)
    wanted = [number for day in details["days"] for number in DAYS[day]]
    line = AddedLine(
        key=f"correction-{one.id}",
        name=one.name,
        operator=str(details.get("operator", "")).strip() or OPERATOR,
        stops=stops,
        run_s=run_times_s(straight_m(feed, stops), details.get("kmh")),
        leaves_s=departures_s(first_s, last_s, details["headway_min"]),
        dates=week[np.isin(weekday_of(week), wanted)],
        is_both_ways=details.get("is_both_ways", True),
        columns={"correction_id": one.id},
    )
    return add_line(feed, line)


def _stops_of(feed: Feed, one: Correction) -> tuple[Feed, NDArray[np.int64]]:
    """Rows of the stops in order: those there are within 60 m, and new ones."""
    is_boarded = np.isin(feed.stops["location_type"].to_numpy(), _BOARDED)
    lat, lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    rows: list[int] = []
    new: list[tuple[str, float, float]] = []
    made: dict[tuple[float, float], int] = {}
    for number, stop in enumerate(one.details["stops"], start=1):
        at = float(stop["lat"]), float(stop["lon"])
        away_m = np.where(is_boarded, haversine_m(lat, lon, *at), np.inf)
        row = int(np.argmin(away_m)) if len(away_m) and away_m.min() <= SAME_STOP_M else -1
        if row < 0 or (rows and row == rows[-1]):
            if at not in made:
                made[at] = len(feed.stops) + len(new)
                new.append((str(stop.get("name", "")).strip() or f"{one.name}, stop {number}", *at))
            row = made[at]
        rows.append(row)
    return _added(feed, one, new), np.array(rows, dtype=np.int64)


def _added(feed: Feed, one: Correction, new: Sequence[tuple[str, float, float]]) -> Feed:
    return add_stops(feed, f"x{one.id}", new, correction_id=one.id) if new else feed


def _empty(table: Table, **more: str) -> pd.DataFrame:
    columns = {column.name: _DTYPES[column.kind] for column in table.columns} | more
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})


def _nothing() -> Feed:
    """A timetable without anything in it."""
    none, no_days, no_flags = np.empty(0, dtype=np.int32), np.empty(0, dtype="datetime64[D]"), np.empty(0, dtype=bool)
    names, weekdays = np.empty(0, dtype=object), np.zeros((0, 7), dtype=bool)
    return Feed(
        agencies=_empty(AGENCIES),
        stops=_empty(STOPS),
        routes=_empty(ROUTES, route_label="str"),
        trips=_empty(TRIPS),
        stop_times=_empty(STOP_TIMES),
        frequencies=_empty(FREQUENCIES),
        transfers=_empty(TRANSFERS),
        services=Services(names, none, weekdays, no_days, no_days, none, no_days, no_flags),
        shapes=None,
        names=("Corrections",),
    )
