"""Operators, lines and trips of a timetable, checked."""

from __future__ import annotations

import polars as pl

from geo.errors import Report
from geo.feed import Services
from geo.gtfs.stops import drop_repeated
from geo.gtfs.text import TextTable, counted, rows_at

__all__ = [
    "AGENCY_COLUMNS",
    "ROUTE_COLUMNS",
    "TRIP_COLUMNS",
    "clean_agencies",
    "clean_routes",
    "clean_trips",
    "mode_of",
    "route_labels",
]

AGENCY_COLUMNS = ("agency_id", "agency_name", "agency_timezone")
ROUTE_COLUMNS = ("route_id", "agency_id", "route_short_name", "route_long_name", "route_type")
TRIP_COLUMNS = ("trip_id", "route_id", "service_id", "trip_headsign", "direction_id", "shape_id", "block_id")

_MAY_BE_NA = ("trip_headsign", "shape_id", "block_id")

_BASIC_MODES = {0: "tram", 1: "metro", 2: "rail", 3: "bus", 4: "ferry", 5: "tram", 6: "other", 7: "other",
                11: "bus", 12: "rail"}  # fmt: skip
_EXTENDED_MODES = (
    (100, 199, "rail"), (200, 299, "coach"), (300, 399, "rail"), (400, 499, "metro"), (500, 699, "metro"),
    (700, 899, "bus"), (900, 999, "tram"), (1000, 1099, "ferry"), (1200, 1299, "ferry"),
)  # fmt: skip


def mode_of(route_type: int) -> str:
    """Mode of a GTFS route type, basic or extended: bus, coach, rail, metro, tram, ferry or other."""
    if route_type in _BASIC_MODES:
        return _BASIC_MODES[route_type]
    return next((mode for low, high, mode in _EXTENDED_MODES if low <= route_type <= high), "other")


def clean_agencies(table: TextTable | None, report: Report) -> pl.DataFrame:
    """Operators: ``agency_id, agency_name, agency_timezone``, sorted. A timetable without any gets a nameless one."""
    if table is None or not table.frame.height:
        report.add(
            "repaired",
            "no_agency",
            "agency.txt is missing or empty: nobody can tell who runs the service or in which time zone.",
            needed="agency.txt with the operator's name and time zone.",
            action="The operator is shown as 'unknown operator'; times were taken as local.",
        )
        return pl.DataFrame({"agency_id": [""], "agency_name": ["Unknown operator"], "agency_timezone": [""]})
    frame = table.frame.with_columns(pl.col("agency_id").fill_null(""))
    blank = frame.filter(pl.col("agency_id") == "")
    if blank.height and frame.height > 1:
        report.add(
            "warning",
            "agency_without_id",
            counted(blank.height, "operators in agency.txt have no agency_id.", of=frame.height),
            needed="an id for each operator where there are several.",
            action="Lines without an operator id were given to the operator without an id.",
            where=rows_at(table.name, blank, "agency_name"),
            count=blank.height,
        )
    frame = drop_repeated(table.name, frame, "agency_id", report)
    zones = frame["agency_timezone"].drop_nulls().unique().sort().to_list()
    if len(zones) > 1:
        report.add(
            "warning",
            "time_zones",
            f"The operators give different time zones: {', '.join(zones)}.",
            needed="one time zone in a timetable.",
            action="All times were taken as they stand.",
            where=zones,
        )
    return frame.sort("agency_id").select(
        "agency_id", pl.col("agency_name").fill_null(pl.col("agency_id")), pl.col("agency_timezone").fill_null("")
    )


def clean_routes(table: TextTable, agencies: pl.DataFrame, report: Report) -> pl.DataFrame:
    """Lines sorted by id: ``route_id, route_name, route_long_name, route_label, route_type, mode, agency_id``."""
    name = table.name
    frame = drop_repeated(name, table.frame, "route_id", report)
    frame = frame.with_columns(pl.col("route_type").cast(pl.Int32, strict=False).alias("type")).sort("route_id")
    bad = frame.filter(pl.col("type").is_null())
    if bad.height:
        report.add(
            "repaired",
            "bad_route_type",
            counted(bad.height, "lines do not say whether they are a bus, a train or something else."),
            needed="route_type, such as 3 for a bus.",
            action="Their mode is 'other'.",
            where=rows_at(name, bad, "route_type"),
            count=bad.height,
        )
    frame = _give_agency(name, frame, agencies, report)
    unnamed = frame.filter(pl.col("route_short_name").is_null() & pl.col("route_long_name").is_null())
    if unnamed.height:
        report.add(
            "repaired",
            "line_without_name",
            counted(unnamed.height, "lines have neither a short nor a long name."),
            action="Their id is shown instead.",
            where=rows_at(name, unnamed, "route_id"),
            count=unnamed.height,
        )
    shown = pl.coalesce("route_short_name", "route_long_name", "route_id")
    frame = frame.with_columns(shown.alias("route_name"), pl.col("route_long_name").fill_null(""))
    modes = [mode_of(-1 if kind is None else kind) for kind in frame["type"].to_list()]
    labels = route_labels(frame["route_name"].to_list(), frame["route_id"].to_list())
    _note_labels(frame["route_name"].to_list(), labels, report)
    return frame.select(
        "route_id", "route_name", "route_long_name", pl.Series("route_label", labels, dtype=pl.String),
        pl.col("type").fill_null(-1).alias("route_type"), pl.Series("mode", modes, dtype=pl.String), "agency_id",
    )  # fmt: skip


def _give_agency(name: str, frame: pl.DataFrame, agencies: pl.DataFrame, report: Report) -> pl.DataFrame:
    ids = agencies["agency_id"].to_list()
    if len(ids) == 1:
        unknown = frame.filter(pl.col("agency_id").is_not_null() & ~pl.col("agency_id").is_in(ids) & (ids[0] != ""))
    else:
        unknown = frame.filter(~pl.col("agency_id").fill_null("").is_in(ids))
    if unknown.height:
        report.add(
            "repaired",
            "unknown_agency",
            counted(unknown.height, "lines name no operator, or one that is not in agency.txt."),
            action="They were kept; " + ("they were given to the only operator." if len(ids) == 1 else
                                         "their operator is unknown."),
            where=rows_at(name, unknown, "agency_id"),
            count=unknown.height,
        )  # fmt: skip
    if len(ids) == 1:
        return frame.with_columns(pl.lit(ids[0]).alias("agency_id"))
    return frame.with_columns(pl.col("agency_id").fill_null(""))


def _note_labels(names: list[str], labels: list[str], report: Report) -> None:
    changed = [f"{name!r} is shown as {label!r}" for name, label in zip(names, labels, strict=True) if name != label]
    if changed:
        report.add(
            "note",
            "line_names",
            counted(len(changed), "lines carry their id behind their name.", of=len(names)),
            action="They are shown without it.",
            where=changed,
        )


def route_labels(names: list[str], route_ids: list[str]) -> list[str]:
    """Lines' names as people say them.

    Some publishers make short names unique by putting the line's own id behind them ("7-6491" for route_id 6491).
    Only that exact ending goes: "7". Every other name stays as it is.
    """
    return [
        name.removesuffix(f"-{route_id}") or name if route_id.isdigit() else name
        for name, route_id in zip(names, route_ids, strict=True)
    ]


def _without_na(frame: pl.DataFrame, name: str, report: Report) -> pl.DataFrame:
    """Cells in which R wrote ``NA`` for "not known" are empty: else all such trips would be of one vehicle block."""
    written = [column for column in _MAY_BE_NA if (frame[column] == "NA").any()]
    if written:
        report.add(
            "repaired",
            "na_for_unknown",
            f"cells of {', '.join(written)} in {name} say NA, as R writes what is not known.",
            action="They were read as empty.",
            count=int(sum((frame[column] == "NA").sum() for column in written)),
        )
    return frame.with_columns(pl.when(pl.col(one) != "NA").then(pl.col(one)).alias(one) for one in written)


def clean_trips(table: TextTable, routes: pl.DataFrame, services: Services, report: Report) -> pl.DataFrame:
    """Trips sorted by id: ``gtfs_trip_id, route_index, service_index, headsign, direction_id, shape_id, block_id`` and
    ``row``.

    Trips of a line or a service that does not exist are left out and reported.
    """
    name = table.name
    frame = drop_repeated(name, table.frame, "trip_id", report)
    lines = pl.DataFrame({"route_id": routes["route_id"]}).with_row_index("route_index")
    days = pl.DataFrame({"service_id": services.service_id.tolist()}, schema={"service_id": pl.String})
    frame = frame.join(lines, on="route_id", how="left", maintain_order="left")
    frame = frame.join(days.with_row_index("service_index"), on="service_id", how="left", maintain_order="left")
    for column, index, file in (("route_id", "route_index", "routes.txt"),
                                ("service_id", "service_index", "calendar.txt or calendar_dates.txt")):  # fmt: skip
        unknown = frame.filter(pl.col(index).is_null())
        if unknown.height:
            word, verb = ("a line", "is") if column == "route_id" else ("running days", "are")
            report.add(
                "repaired",
                f"unknown_{column}",
                counted(unknown.height, f"trips name {word} ({column}) that {verb} not in {file}."),
                action="They were left out.",
                where=rows_at(name, unknown, column),
                count=unknown.height,
            )
            frame = frame.filter(pl.col(index).is_not_null())
    frame = _without_na(frame, name, report)
    direction = pl.col("direction_id").cast(pl.Int32, strict=False)
    return frame.sort("trip_id").select(
        pl.col("trip_id").alias("gtfs_trip_id"),
        pl.col("route_index").cast(pl.Int32),
        pl.col("service_index").cast(pl.Int32),
        pl.col("trip_headsign").fill_null("").alias("headsign"),
        pl.when(direction.is_in([0, 1])).then(direction).otherwise(-1).alias("direction_id"),
        pl.col("shape_id").fill_null(""),
        pl.col("block_id").fill_null(""),
        "row",
    )
