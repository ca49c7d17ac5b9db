"""What a change of the timetable costs to run: vehicle hours and departures a week, line by line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

import numpy as np
import pandas as pd

from everyday.scenario.names import line_names
from everyday.timetables import trip_starts
from geo.feed import Feed

__all__ = ["cost_drivers"]

_KEY = ["line", "operator", "mode"]
_COSTS = ["vehicle_h_per_week", "departures_per_week"]


class Days(Protocol):
    """The days of a build (:class:`geo.gtfs.service_days.ServiceDays`)."""

    @property
    def weekday(self) -> date | None: ...
    @property
    def sunday(self) -> date | None: ...


def cost_drivers(before: Feed, after: Feed, days: Days) -> pd.DataFrame:
    """Lines that cost more or less to run than before.

    A week is five times the build's weekday, the Saturday that follows it and the build's Sunday (else the one that
    follows). A vehicle hour is an hour between the first departure and the last arrival of a trip: time at the ends,
    empty runs and breaks come on top, by about a fifth in towns.

    Returns:
        ``line, operator, mode, vehicle_h_per_week, departures_per_week`` (after),
        ``extra_vehicle_h_per_week, extra_departures_per_week`` (after minus before), the largest change first.
        Lines without a change are left out. A departure is one vehicle setting off, each direction counted.
    """
    was, now = _per_line(before, days), _per_line(after, days)
    table = now.merge(was, on=_KEY, how="outer", suffixes=("", "_before")).fillna(0.0)
    for name in _COSTS:
        table[f"extra_{name}"] = table[name] - table[f"{name}_before"]
    extras = [f"extra_{name}" for name in _COSTS]
    table = table[(table[extras].abs() > 1e-9).any(axis=1)]
    order = np.lexsort((table["line"], -table[extras[0]].abs()))
    return table.iloc[order].reset_index(drop=True)[[*_KEY, *_COSTS, *extras]]


def _per_line(feed: Feed, days: Days) -> pd.DataFrame:
    first, counts = trip_starts(feed)
    safe = np.minimum(first, max(len(feed.stop_times) - 1, 0))
    last = np.maximum(first + counts - 1, safe)
    arrival = feed.stop_times["arrival_s"].to_numpy(np.int64)
    departure = feed.stop_times["departure_s"].to_numpy(np.int64)
    hours = (arrival[last] - departure[safe]) / 3600 if len(arrival) else np.zeros(len(feed.trips))
    runs = feed.vehicles_by_trip().astype(float)
    weekly = np.zeros(len(runs))
    for day, times in _week(days):
        weekly += times * np.asarray(feed.trips_on(day), dtype=float)
    rows_by_line = []
    for line in line_names(feed):
        mine = line.trips(feed)
        departures = weekly[mine] * runs[mine]
        rows_by_line.append(
            (line.label, line.operator, line.mode, float((departures * hours[mine]).sum()), float(departures.sum()))
        )
    return pd.DataFrame(rows_by_line, columns=[*_KEY, *_COSTS])


def _week(days: Days) -> list[tuple[date, int]]:
    week: list[tuple[date, int]] = []
    if days.weekday is not None:
        week = [(days.weekday, 5), (days.weekday + timedelta(days=5 - days.weekday.weekday()), 1)]
    sunday = days.sunday
    if sunday is None and days.weekday is not None:
        sunday = days.weekday + timedelta(days=6 - days.weekday.weekday())
    return [*week, (sunday, 1)] if sunday is not None else week
