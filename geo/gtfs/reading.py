"""GTFS timetables to a :class:`geo.feed.Feed` that can be trusted, with a report in plain English.

``read_gtfs`` checks everything and says all of it at once; what it repairs or leaves out it names. ``merge_feeds`` puts
several timetables into one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from geo.errors import Report
from geo.feed import Feed, Services
from geo.gtfs.archive import FeedFiles, open_feed_files
from geo.gtfs.calendar import CALENDAR_COLUMNS, CALENDAR_DATES_COLUMNS, read_services
from geo.gtfs.checks import check_feed, check_repeats
from geo.gtfs.facts import feed_facts
from geo.gtfs.merge import duplicate_trips, keep_trips, merge_feeds
from geo.gtfs.rules import FREQUENCY_COLUMNS, TRANSFER_COLUMNS, clean_frequencies, clean_in_seat, clean_transfers
from geo.gtfs.running import believable_times
from geo.gtfs.stops import STOP_COLUMNS, clean_stops, hops_m
from geo.gtfs.streaming import read_tidy_stop_times
from geo.gtfs.text import TextTable, counted, read_text_table
from geo.gtfs.times import STOP_TIME_COLUMNS, clean_stop_times
from geo.gtfs.trips import (
    AGENCY_COLUMNS,
    ROUTE_COLUMNS,
    TRIP_COLUMNS,
    clean_agencies,
    clean_routes,
    clean_trips,
)

__all__ = ["Progress", "duplicate_trips", "keep_trips", "merge_feeds", "read_gtfs"]

Progress = Callable[[str, float], None]

_COLUMNS = {
    "agency.txt": AGENCY_COLUMNS,
    "stops.txt": STOP_COLUMNS,
    "routes.txt": ROUTE_COLUMNS,
    "trips.txt": TRIP_COLUMNS,
    "stop_times.txt": STOP_TIME_COLUMNS,
    "calendar.txt": CALENDAR_COLUMNS,
    "calendar_dates.txt": CALENDAR_DATES_COLUMNS,
    "frequencies.txt": FREQUENCY_COLUMNS,
    "transfers.txt": TRANSFER_COLUMNS,
    "shapes.txt": ("shape_id", "shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"),
}
_REQUIRED = {
    "stops.txt": ("the stops and where they are", ("stop_id", "stop_lat", "stop_lon")),
    "routes.txt": ("the lines and whether they are a bus or a train", ("route_id",)),
    "trips.txt": ("the journeys of each line", ("trip_id", "route_id", "service_id")),
    "stop_times.txt": ("when each journey calls at each stop", ("trip_id", "stop_id")),
}


def read_gtfs(path: str | Path, *, with_shapes: bool = False, progress: Progress | None = None) -> tuple[Feed, Report]:
    """Read and check one GTFS timetable: a zip file (its tables may lie in a folder inside) or a folder.

    Args:
        path: the file or folder.
        with_shapes: also read shapes.txt into ``Feed.shapes`` (``shape_id, lat, lon`` in order).
        progress: called with the name of a step and the share done (0–1).

    Returns:
        the timetable, clean, and the report that names everything found, repaired or left out.

    Raises:
        InputError: the timetable cannot be used; its ``report`` names every reason.
        NotFoundError: there is nothing at ``path``.
    """
    path = Path(path)
    report = Report(path.name, "timetable (GTFS)")
    tell = progress or (lambda _text, _share: None)
    tell("opening the timetable", 0.0)
    files = open_feed_files(path, report)
    try:
        report.raise_if_refused()
        tables = _read_tables(files, report, with_shapes=with_shapes, progress=tell)
    finally:
        files.close()
    _check_required(tables, report)
    report.raise_if_refused()
    feed = _build(tables, path.name, report, tell)
    tell("timetable read", 1.0)
    return feed, report


def _read_tables(files: FeedFiles, report: Report, *, with_shapes: bool, progress: Progress) -> dict[str, TextTable]:
    tables: dict[str, TextTable] = {}
    wanted = [name for name in _COLUMNS if name in files and (with_shapes or name != "shapes.txt")]
    for number, name in enumerate(wanted):
        progress(f"reading {name}", 0.6 * number / len(wanted))
        if name == "stop_times.txt" and (tidy := read_tidy_stop_times(files)) is not None:
            tables[name] = tidy
            continue
        content = files.read(name, report)
        if content is None:
            continue
        tables[name] = read_text_table(name, content, _COLUMNS[name], report)
    return tables


def _check_required(tables: dict[str, TextTable], report: Report) -> None:
    for name, (meaning, columns) in _REQUIRED.items():
        table = tables.get(name)
        if table is None:
            report.add(
                "refused",
                "missing_file",
                f"{name} is missing.",
                needed=f"{name}: {meaning}.",
                action="Ask the publisher for the complete timetable.",
                where=[name],
            )
            continue
        lacking = table.lacks(*columns)
        if name == "stop_times.txt" and len(table.lacks("arrival_time", "departure_time")) == 2:
            lacking.append("arrival_time")
        if lacking:
            report.add(
                "refused",
                "missing_column",
                f"{name} {'is empty' if not table.header else 'lacks ' + ', '.join(lacking)}.",
                needed=f"{name} with the columns {', '.join(columns)}.",
                action="Ask the publisher for the complete timetable.",
                where=[f"{name} column {column}" for column in lacking],
            )
        elif not table.frame.height:
            report.add(
                "refused",
                "empty_file",
                f"{name} has a header but no rows.",
                needed=f"{name}: {meaning}.",
                action="Ask the publisher for the complete timetable.",
                where=[name],
            )
    _check_calendars(tables, report)


def _check_calendars(tables: dict[str, TextTable], report: Report) -> None:
    needs = {"calendar.txt": ("service_id", "start_date", "end_date"), "calendar_dates.txt": CALENDAR_DATES_COLUMNS}
    usable = [name for name in needs if name in tables and not tables[name].lacks(*needs[name])]
    for name in needs:
        if name in tables and tables[name].header and name not in usable:
            report.add(
                "refused",
                "missing_column",
                f"{name} lacks {', '.join(tables[name].lacks(*needs[name]))}.",
                needed=f"{name} with the columns {', '.join(needs[name])}.",
                action="Ask the publisher for the complete timetable.",
                where=[f"{name} column {column}" for column in tables[name].lacks(*needs[name])],
            )
    if not any(tables[name].frame.height for name in usable):
        report.add(
            "refused",
            "no_calendar",
            "Neither calendar.txt nor calendar_dates.txt says on which days the services run.",
            needed="at least one of the two: without it nobody can tell when a trip runs.",
            action="Ask the publisher for the complete timetable.",
            where=["calendar.txt", "calendar_dates.txt"],
        )


def _calendar(tables: dict[str, TextTable], name: str) -> TextTable | None:
    table = tables.get(name)
    return table if table is not None and table.header else None


def _build(tables: dict[str, TextTable], name: str, report: Report, progress: Progress) -> Feed:
    progress("checking stops and lines", 0.6)
    agencies = clean_agencies(tables.get("agency.txt"), report)
    stops = clean_stops(tables["stops.txt"], report)
    routes = clean_routes(tables["routes.txt"], agencies, report)
    services = read_services(_calendar(tables, "calendar.txt"), _calendar(tables, "calendar_dates.txt"), report)
    trips = clean_trips(tables["trips.txt"], routes, services, report)
    progress("checking stop times", 0.7)
    times = clean_stop_times(tables.pop("stop_times.txt"), trips, stops, report)  # the largest: freed when read
    trips = trips.filter(pl.Series(times.is_kept))
    if not trips.height:
        report.add(
            "refused",
            "no_trips",
            "No trip is left: none has a line, running days and at least two stops with a time.",
            needed="at least one usable trip.",
            action="See the other problems; ask the publisher for the complete timetable.",
        )
        report.raise_if_refused()
    calls, hop_m = times.frame, times.hop_m
    if not times.is_kept.all():
        new_index = (np.cumsum(times.is_kept) - 1).astype(np.int32)
        calls = calls.with_columns(pl.Series("trip_index", new_index[calls["trip_index"].to_numpy()]))
    del times
    frequencies = clean_frequencies(tables.get("frequencies.txt"), trips["gtfs_trip_id"], report)
    transfers = clean_transfers(tables.get("transfers.txt"), stops, report)
    in_seat = clean_in_seat(tables.get("transfers.txt"), trips["gtfs_trip_id"], report)
    services, trips = _used_services(services, trips, report)
    progress("looking for oddities", 0.9)
    if hop_m is None:
        hop_m = hops_m(stops, calls["stop_index"].to_numpy())
    calls = believable_times(routes, trips, calls, hop_m, report)
    check_feed(stops, routes, trips, calls, hop_m, report)
    del hop_m
    number = pl.lit(0, dtype=pl.Int32).alias("feed")
    feed = Feed(
        agencies=agencies.with_columns(number).to_pandas(),
        stops=stops.drop("row").with_columns(number).to_pandas(),
        routes=routes.with_columns(number).to_pandas(),
        trips=trips.drop("row").with_columns(number).to_pandas(),
        stop_times=calls.drop("row").to_pandas(),
        frequencies=frequencies.to_pandas(),
        transfers=transfers.to_pandas(),
        services=services,
        shapes=_shapes(tables["shapes.txt"], report) if "shapes.txt" in tables else None,
        names=(name,),
        in_seat=in_seat.to_pandas(),
    )
    check_repeats(feed, report)
    feed_facts(feed, report)
    return feed


def _used_services(services: Services, trips: pl.DataFrame, report: Report) -> tuple[Services, pl.DataFrame]:
    """Only the services that some trip uses, and trips that point to them."""
    used = np.unique(trips["service_index"].to_numpy())
    unused = len(services) - len(used)
    if unused:
        report.add(
            "note",
            "unused_services",
            counted(unused, "services in the calendar belong to no usable trip.", of=len(services)),
            action="They were left out.",
            count=unused,
        )
    position = np.full(len(services), -1, dtype=np.int32)
    position[used] = np.arange(len(used), dtype=np.int32)
    trips = trips.with_columns(pl.Series("service_index", position[trips["service_index"].to_numpy()]))
    keep = position[services.exception_service] >= 0
    smaller = Services(
        service_id=services.service_id[used],
        feed=services.feed[used],
        weekdays=services.weekdays[used],
        start=services.start[used],
        end=services.end[used],
        exception_service=position[services.exception_service[keep]],
        exception_date=services.exception_date[keep],
        exception_added=services.exception_added[keep],
    )
    return smaller, trips


def _shapes(table: TextTable, report: Report) -> pd.DataFrame:
    frame = table.frame.select(
        "row",
        "shape_id",
        pl.col("shape_pt_lat").cast(pl.Float64, strict=False).alias("lat"),
        pl.col("shape_pt_lon").cast(pl.Float64, strict=False).alias("lon"),
        pl.col("shape_pt_sequence").cast(pl.Float64, strict=False).alias("place"),
    )
    good = frame.drop_nulls().filter(pl.col("lat").abs() <= 90, pl.col("lon").abs() <= 180)
    if good.height < frame.height:
        report.add(
            "repaired",
            "bad_shape_points",
            counted(frame.height - good.height, "points of shapes.txt have no usable id, position or order."),
            action="They were left out.",
            count=frame.height - good.height,
        )
    return good.sort("shape_id", "place", "row").select("shape_id", "lat", "lon").to_pandas()
