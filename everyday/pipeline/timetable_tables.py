"""Stops, lines and departures of a timetable as tables that a map and a profile can show."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from everyday.pipeline.corrected import correction_ids

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["LINES_COLUMNS", "STOPS_COLUMNS", "departures_table", "lines_table", "route_labels", "stops_table"]

HOURS = 30
STOPS_COLUMNS = (
    "stop_id", "stop_name", "stop_code", "lat", "lon", "modes", "lines", "departures_n", "correction_id", "geometry",
)  # fmt: skip
LINES_COLUMNS = ("line", "mode", "operator", "towards", "trips_n", "correction_id", "geometry")


def route_labels(feed: Feed) -> np.ndarray:
    """What is written on the front of the bus, per route."""
    column = "route_label" if "route_label" in feed.routes.columns else "route_name"
    return feed.routes[column].astype(str).to_numpy(dtype=object)


def _running(feed: Feed, days: list[date]) -> np.ndarray:
    """Trips that run on any of the days."""
    running = np.zeros(len(feed.trips), dtype=bool)
    for day in days:
        running |= np.asarray(feed.trips_on(day), dtype=bool)
    return running


def departures_table(feed: Feed, days: dict[str, date | None], is_near: np.ndarray) -> pd.DataFrame:
    """Departures by stop, day and hour: ``stop_id, day, hour, line, departures_n``.

    ``hour`` runs from 0 to 29: a bus at 00:30 of the night belongs to hour 24 of the day before, as in the timetable.

    Args:
        feed: the timetable.
        days: date per day name (``weekday``, ``sunday``), None where unknown.
        is_near: bool per stop row; other stops are left out.
    """
    labels = route_labels(feed)
    parts = []
    times = feed.stop_times
    repeats = _headway_counts(feed)
    for name, day in days.items():
        if day is None:
            continue
        running = np.asarray(feed.trips_on(day), dtype=bool)
        rows = times[times["can_board"].to_numpy() & running[times["trip_index"]] & is_near[times["stop_index"]]]
        trip = rows["trip_index"].to_numpy()
        stop = rows["stop_index"].to_numpy()
        seconds = rows["departure_s"].to_numpy()
        stop, trip, seconds = _spread(stop, trip, seconds, repeats)
        part = pd.DataFrame(
            {
                "stop_id": feed.stops["stop_id"].to_numpy()[stop],
                "day": name,
                "hour": np.clip(seconds // 3600, 0, HOURS - 1).astype(int),
                "line": labels[feed.trips["route_index"].to_numpy()[trip]],
            }
        )
        parts.append(part.value_counts(sort=False).rename("departures_n").reset_index())
    columns = ["stop_id", "day", "hour", "line", "departures_n"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True).sort_values(columns[:4], ignore_index=True)[columns]


def _headway_counts(feed: Feed) -> pd.DataFrame:
    """Shifts in seconds at which a trip of ``frequencies.txt`` repeats: ``trip_index, shift_s``."""
    rows = []
    first = feed.stop_times.groupby("trip_index")["departure_s"].first()
    for line in feed.frequencies.itertuples(index=False):
        starts = np.arange(line.start_s, line.end_s, max(int(line.headway_s), 1))
        rows.append(pd.DataFrame({"trip_index": line.trip_index, "shift_s": starts - int(first[line.trip_index])}))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame({"trip_index": [], "shift_s": []}, dtype=int)


def _spread(
    stop: np.ndarray, trip: np.ndarray, seconds: np.ndarray, repeats: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Repeat the departures of trips that run by headway."""
    if repeats.empty:
        return stop, trip, seconds
    by_headway = np.isin(trip, repeats["trip_index"].to_numpy())
    base = pd.DataFrame({"stop": stop[by_headway], "trip_index": trip[by_headway], "seconds": seconds[by_headway]})
    many = base.merge(repeats, on="trip_index")
    return (
        np.concatenate([stop[~by_headway], many["stop"].to_numpy()]),
        np.concatenate([trip[~by_headway], many["trip_index"].to_numpy()]),
        np.concatenate([seconds[~by_headway], (many["seconds"] + many["shift_s"]).to_numpy()]),
    )


def stops_table(feed: Feed, days: dict[str, date | None], is_near: np.ndarray) -> gpd.GeoDataFrame:
    """Stops near the study area where something stops: names, modes, lines, departures on the weekday.

    ``correction_id`` is the correction that added the stop, empty for those of the open timetables.
    """
    departures = departures_table(feed, days, is_near)
    weekday = departures[departures["day"] == "weekday"].groupby("stop_id")["departures_n"].sum()
    running = _running(feed, [day for day in days.values() if day is not None])
    times = feed.stop_times
    rows = times[running[times["trip_index"]] & is_near[times["stop_index"]]]
    route = feed.trips["route_index"].to_numpy()[rows["trip_index"]]
    served = pd.DataFrame(
        {
            "row": rows["stop_index"].to_numpy(),
            "line": route_labels(feed)[route],
            "mode": feed.routes["mode"].to_numpy()[route],
        }
    ).drop_duplicates()
    lines = served.groupby("row")["line"].agg(lambda values: "; ".join(sorted(set(values), key=_natural)))
    modes = served.groupby("row")["mode"].agg(lambda values: "; ".join(sorted(set(values))))
    stops = feed.stops.loc[lines.index, ["stop_id", "stop_name", "stop_code", "lat", "lon"]].copy()
    stops["modes"] = modes
    stops["lines"] = lines
    stops["departures_n"] = stops["stop_id"].map(weekday).fillna(0).astype(int)
    stops["correction_id"] = correction_ids(feed.stops).loc[stops.index]
    geometry = gpd.points_from_xy(stops["lon"], stops["lat"])
    return gpd.GeoDataFrame(stops, geometry=geometry, crs="EPSG:4326").sort_values("stop_id", ignore_index=True)


def _natural(text: str) -> tuple[int, int, str]:
    """Sort 2 before 10, numbers before letters."""
    digits = "".join(character for character in text if character.isdigit())
    return (0, int(digits), text) if text[:1].isdigit() and digits else (1, 0, text)


def lines_table(feed: Feed, days: dict[str, date | None], is_near: np.ndarray) -> gpd.GeoDataFrame:
    """Lines that stop at least twice near the study area, drawn along their commonest course each way.

    Columns: ``line, mode, operator, towards`` ("; " between), ``trips_n`` on the weekday (by headway once per vehicle),
    ``correction_id`` (of the correction that added the line, else empty), ``geometry``. What a correction adds to a
    line has a row of its own.
    """
    columns = list(LINES_COLUMNS)
    weekday = days.get("weekday")
    vehicles_n = feed.vehicles_by_trip()
    is_today = np.zeros(len(feed.trips), dtype=bool) if weekday is None else np.asarray(feed.trips_on(weekday), bool)
    times = feed.stop_times
    near_calls = np.bincount(
        times["trip_index"].to_numpy()[is_near[times["stop_index"].to_numpy()]], minlength=len(feed.trips)
    )
    chosen = np.flatnonzero(is_today & (vehicles_n > 0) & (near_calls >= 2))
    if not len(chosen):
        return gpd.GeoDataFrame({column: [] for column in columns}, geometry="geometry", crs="EPSG:4326")
    courses = _courses(feed, chosen)
    trips = feed.trips.iloc[chosen]
    operators = dict(zip(feed.agencies["agency_id"], feed.agencies["agency_name"], strict=True))
    routes = feed.routes.iloc[trips["route_index"].to_numpy()]
    table = pd.DataFrame(
        {
            "line": route_labels(feed)[trips["route_index"].to_numpy()],
            "mode": routes["mode"].to_numpy(),
            "operator": [operators.get(agency, "") for agency in routes["agency_id"]],
            "correction_id": correction_ids(routes).to_numpy(),
            "headsign": trips["headsign"].fillna("").to_numpy(),
            "course": courses,
            "vehicles_n": vehicles_n[chosen],
        }
    )
    drawn = _course_geometries(feed, chosen, courses)
    rows = []
    keys = ["line", "mode", "operator", "correction_id"]
    for (line, mode, operator, correction_id), group in table.groupby(keys, sort=True):
        each = group[["course", "headsign"]].take(np.repeat(np.arange(len(group)), group["vehicles_n"]))
        counts = each["course"].value_counts()
        geometry = shapely.union_all([drawn[course] for course in counts.index[:2]])
        towards = each["headsign"][each["headsign"] != ""].value_counts().index[:2]
        rows.append((line, mode, operator, "; ".join(sorted(towards)), len(each), correction_id, geometry))
    lines = gpd.GeoDataFrame(pd.DataFrame(rows, columns=columns), geometry="geometry", crs="EPSG:4326")
    order = sorted(range(len(lines)), key=lambda row: (_natural(lines["line"].iloc[row]), lines["operator"].iloc[row]))
    return lines.iloc[order].reset_index(drop=True)


def _courses(feed: Feed, chosen: np.ndarray) -> np.ndarray:
    """A number per chosen trip that is equal for trips calling at the same stops in the same order."""
    stop = feed.stop_times["stop_index"].to_numpy()
    begins, ends = (
        np.searchsorted(feed.stop_times["trip_index"].to_numpy(), chosen, side) for side in ("left", "right")
    )
    calls = [stop[begin:end].tobytes() for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    return pd.factorize(np.array(calls, dtype=object))[0]


def _course_geometries(feed: Feed, chosen: np.ndarray, courses: np.ndarray) -> dict[int, shapely.Geometry]:
    """A line for each course: the feed's shape where there is one, else straight from stop to stop."""
    numbers, first = np.unique(courses, return_index=True)
    shapes: dict[str, shapely.Geometry] = {}
    if feed.shapes is not None and len(feed.shapes):
        wanted = set(feed.trips["shape_id"].to_numpy()[chosen[first]])
        points = feed.shapes[feed.shapes["shape_id"].isin(wanted)]
        number, names = pd.factorize(points["shape_id"])
        is_line = np.bincount(number, minlength=len(names)) >= 2
        order = np.argsort(number, kind="stable")
        order = order[is_line[number[order]]]
        at = points[["lon", "lat"]].to_numpy()[order]
        lines = shapely.linestrings(at, indices=(np.cumsum(is_line) - 1)[number[order]]) if len(order) else []
        drawn = shapely.simplify(lines, 0.00003)
        shapes = {str(name): line for name, line in zip(names[is_line], drawn, strict=True)}
    lat, lon = feed.stops["lat"].to_numpy(), feed.stops["lon"].to_numpy()
    times = feed.stop_times
    sampled = times[np.isin(times["trip_index"].to_numpy(), chosen[first])]
    calls = {trip: group["stop_index"].to_numpy() for trip, group in sampled.groupby("trip_index")}
    geometries: dict[int, shapely.Geometry] = {}
    for number, position in zip(numbers, first, strict=True):
        trip = chosen[position]
        shape = shapes.get(str(feed.trips["shape_id"].iloc[trip]))
        stops = calls[trip]
        geometries[int(number)] = shape if shape is not None else shapely.linestrings(lon[stops], lat[stops])
    return geometries
