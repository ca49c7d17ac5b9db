"""A slow, plain reader of GTFS days and departures: the oracle of the timetable tests. Shares no code with geo."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def rows_of(path: Path, name: str) -> list[dict[str, str]]:
    """Rows of one table of a zipped feed; none if it is absent."""
    with zipfile.ZipFile(path) as archive:
        if name not in archive.namelist():
            return []
        text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def as_date(text: str) -> date:
    """YYYYMMDD as a date."""
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


@lru_cache(maxsize=4)
def services_by_day(path: Path) -> dict[date, set[str]]:
    """Every day of the feed with the services that run on it, day by day."""
    running: dict[date, set[str]] = defaultdict(set)
    for row in rows_of(path, "calendar.txt"):
        day, last = as_date(row["start_date"]), as_date(row["end_date"])
        while day <= last:
            if row[DAYS[day.weekday()]] == "1":
                running[day].add(row["service_id"])
            day += timedelta(days=1)
    for row in rows_of(path, "calendar_dates.txt"):
        day = as_date(row["date"])
        if row["exception_type"] == "1":
            running[day].add(row["service_id"])
        else:
            running[day].discard(row["service_id"])
    return running


def as_seconds(text: str) -> int:
    """H:MM:SS as seconds."""
    hours, minutes, seconds = map(int, text.strip().split(":"))
    return hours * 3600 + minutes * 60 + seconds


def vehicles_by_trip(path: Path) -> dict[str, int]:
    """Vehicles of every trip by headway, counted one by one."""
    vehicles: dict[str, int] = defaultdict(int)
    for row in rows_of(path, "frequencies.txt"):
        leaves = as_seconds(row["start_time"])
        while leaves < as_seconds(row["end_time"]):
            vehicles[row["trip_id"]] += 1
            leaves += int(row["headway_secs"])
    return dict(vehicles)


def trips_by_day(path: Path) -> dict[date, int]:
    """Trips on every day that has any, those by headway once per vehicle."""
    per_service: dict[str, int] = defaultdict(int)
    vehicles = vehicles_by_trip(path)
    for row in rows_of(path, "trips.txt"):
        per_service[row["service_id"]] += vehicles.get(row["trip_id"], 1)
    counts = {day: sum(per_service[one] for one in services) for day, services in services_by_day(path).items()}
    return {day: count for day, count in counts.items() if count}


def waits_in_two_rows(path: Path) -> dict[str, int]:
    """Rows of each trip that go on at the stop of the row before; trips without any are absent."""
    stops: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows_of(path, "stop_times.txt"):
        stops[row["trip_id"]].append((int(row["stop_sequence"]), row["stop_id"]))
    found = {trip: sum(a[1] == b[1] for a, b in pairwise(sorted(rows))) for trip, rows in stops.items()}
    return {trip: number for trip, number in found.items() if number}


def departures_by_hour(path: Path, day: date) -> list[int]:
    """Departures with a time given, from stops other than the last of a trip, in hours 0–29; no headways.

    Where a trip has two rows for one stop in a row it leaves once.
    """
    services = services_by_day(path)[day]
    trips = {row["trip_id"] for row in rows_of(path, "trips.txt") if row["service_id"] in services}
    by_trip: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    for row in rows_of(path, "stop_times.txt"):
        if row["trip_id"] in trips:
            by_trip[row["trip_id"]].append(
                (int(row["stop_sequence"]), row["departure_time"], row.get("pickup_type") or "0", row["stop_id"])
            )
    hours = [0] * 30
    for stops in by_trip.values():
        stops.sort()
        for (_, time, pickup, here), (*_, following) in pairwise(stops):
            if pickup != "1" and here != following:  # a wait in two rows leaves once
                hours[min(int(time.strip().split(":")[0]), 29)] += 1
    return hours
