"""What looks odd in a timetable but was used as it stands: the questions a planner would put to the bus company."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.feed import Feed
from geo.gtfs.merge import repeated_trips
from geo.gtfs.stops import nearest_other_m
from geo.gtfs.text import counted, rows_at

__all__ = ["FASTEST_KMH", "check_feed", "check_repeats"]

FASTEST_KMH = {"bus": 200.0, "coach": 200.0, "tram": 200.0, "metro": 250.0, "ferry": 200.0, "rail": 400.0}
"""km/h that no vehicle reaches between two stops; as times are often whole minutes, one minute is allowed on top."""
_ALLOWED_S = 60.0
_LONELY_M = 100_000.0


def check_feed(
    stops: pl.DataFrame,
    routes: pl.DataFrame,
    trips: pl.DataFrame,
    calls: pl.DataFrame,
    hop_m: NDArray[np.float64],
    report: Report,
) -> None:
    """Add warnings about speeds, stops and names. ``calls`` are stop times with ``row``, ``hop_m`` the metres from the
    call before."""
    _check_speeds(stops, routes, trips, calls, hop_m[1:], report)
    used = np.zeros(stops.height, dtype=bool)
    used[calls["stop_index"].to_numpy()] = True
    _check_unused(stops, used, report)
    _check_lonely(stops, used, report)
    _check_names(routes, report)
    _check_kinds(stops, used, report)


def _check_speeds(
    stops: pl.DataFrame,
    routes: pl.DataFrame,
    trips: pl.DataFrame,
    calls: pl.DataFrame,
    metres: NDArray[np.float64],
    report: Report,
) -> None:
    mode_speed = np.array([FASTEST_KMH.get(mode, 400.0) for mode in routes["mode"].to_list()])
    trip = calls["trip_index"].to_numpy()
    stop = calls["stop_index"].to_numpy()
    taken_s = calls["arrival_s"].to_numpy()[1:] - calls["departure_s"].to_numpy()[:-1]
    fast = np.flatnonzero((trip[1:] == trip[:-1]) & (3.6 * metres > mode_speed.min() * (taken_s + _ALLOWED_S)))
    limit = mode_speed[trips["route_index"].to_numpy()[trip[1:][fast]]]
    fast = fast[3.6 * metres[fast] > limit * (taken_s[fast] + _ALLOWED_S)]
    if not len(fast):
        return
    pairs = np.unique(np.column_stack([stop[fast], stop[fast + 1]]), axis=0, return_index=True)[1]
    names = stops["stop_name"].to_list()
    rows = calls["row"].to_numpy()
    shown = [
        f"{names[stop[at]]} to {names[stop[at + 1]]}, {metres[at] / 1000:,.0f} km in {taken_s[at] / 60:,.0f} min "
        f"(stop_times.txt row {rows[at + 1]})"
        for at in fast[np.sort(pairs)[:5]]
    ]
    report.add(
        "warning",
        "too_fast",
        counted(len(np.unique(trip[fast])), "trips travel faster between two stops than their vehicle can."),
        needed="stops in their right place and times that allow for the way.",
        action="They were used as they stand; journeys that ride them may look too quick.",
        where=shown,
        count=len(pairs),
    )


def _check_unused(stops: pl.DataFrame, used: NDArray[np.bool_], report: Report) -> None:
    idle = stops.filter(pl.Series(~used), pl.col("location_type") == 0)
    if idle.height:
        report.add(
            "note",
            "unused_stops",
            counted(idle.height, "stops are served by no trip.", of=stops.height),
            action="They were kept; they count as stops without departures.",
            where=rows_at("stops.txt", idle, "stop_name"),
            count=idle.height,
        )


def _check_kinds(stops: pl.DataFrame, used: NDArray[np.bool_], report: Report) -> None:
    odd = stops.filter(pl.Series(used), pl.col("location_type").is_in([1, 2, 3]))
    if odd.height:
        report.add(
            "warning",
            "call_at_station",
            counted(odd.height, "stops of trips are stations, entrances or nodes."),
            needed="trips that call at stops or platforms.",
            action="They were used as stops.",
            where=rows_at("stops.txt", odd, "stop_name"),
            count=odd.height,
        )


def _check_lonely(stops: pl.DataFrame, used: NDArray[np.bool_], report: Report) -> None:
    served = stops.filter(pl.Series(used))
    if served.height < 5:
        return
    away_m = nearest_other_m(served["lat"].to_numpy(), served["lon"].to_numpy())
    lonely = served.filter(pl.Series(away_m > _LONELY_M))
    if lonely.height:
        report.add(
            "warning",
            "stop_far_away",
            counted(lonely.height, f"stops are more than {_LONELY_M / 1000:.0f} km from any other stop."),
            action="They were used as they stand; check their position.",
            where=rows_at("stops.txt", lonely, "stop_name"),
            count=lonely.height,
        )


def _check_names(routes: pl.DataFrame, report: Report) -> None:
    same = ["agency_id", "route_name", "route_long_name", "mode"]
    twice = routes.filter(pl.len().over(same) > 1)
    if twice.height:
        names_n = twice.select(same).unique().height
        report.add(
            "note",
            "line_names_repeated",
            counted(names_n, "names of lines are used by more than one line of the same operator."),
            action="The lines were kept apart.",
            where=[f"{name!r}" for name in twice["route_name"].unique().sort().head(5).to_list()],
            count=names_n,
        )


def check_repeats(feed: Feed, report: Report) -> None:
    """Warn about trips that run twice: same line name, mode, stops and times, on all the same days or on one day."""
    days = feed.service_by_day()
    if not len(days):
        return
    busiest = days["date"].iloc[int(days["trips_n"].to_numpy().argmax())].date()
    always, then = repeated_trips(feed, busiest)
    on = f"{busiest:%A} {busiest.day} {busiest:%B} {busiest.year}"
    for code, copies, found in (
        ("repeated_trips", always, "trips are the same as another: same line name, stops, times and days."),
        ("runs_of_several_services", then & ~always,
         f"trips run on {on} at the same times and stops as another, under another service."),
    ):  # fmt: skip
        number = int(copies.sum())
        if number:
            report.add(
                "warning",
                code,
                counted(number, found),
                action="On each day that is counted such a run counts once.",
                where=[f"trip {one!r}" for one in feed.trips["gtfs_trip_id"].to_numpy()[copies][:5]],
                count=number,
            )
