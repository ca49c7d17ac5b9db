"""On which days services run: calendar.txt and calendar_dates.txt to :class:`geo.feed.Services`."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report
from geo.feed import DAY_NAMES, Services, weekday_of
from geo.gtfs.text import TextTable, counted, rows_at

__all__ = ["CALENDAR_COLUMNS", "CALENDAR_DATES_COLUMNS", "read_services"]

_DAYS = tuple(day.lower() for day in DAY_NAMES)
CALENDAR_COLUMNS = ("service_id", *_DAYS, "start_date", "end_date")
CALENDAR_DATES_COLUMNS = ("service_id", "date", "exception_type")
_LONGEST_DAYS = 366 * 100


def _dates(column: str) -> pl.Expr:
    """YYYYMMDD, also written with dashes or slashes, as a date; null if it is none."""
    return pl.col(column).str.replace_all(r"[-/.]", "").str.to_date("%Y%m%d", strict=False)


def read_services(calendar: TextTable | None, exceptions: TextTable | None, report: Report) -> Services:
    """Services of both files, sorted by id. Faults are repaired and reported; see the messages below."""
    rules = _read_calendar(calendar, report) if calendar is not None else _no_rules()
    changes = _read_exceptions(exceptions, report) if exceptions is not None else _no_changes()
    ids = sorted(set(rules["service_id"].to_list()) | set(changes["service_id"].to_list()))
    number = {service: position for position, service in enumerate(ids)}
    repeated = rules.filter(~pl.col("service_id").is_first_distinct())
    first = rules.filter(pl.col("service_id").is_first_distinct())
    weekdays = np.zeros((len(ids), 7), dtype=bool)
    start = np.full(len(ids), np.datetime64("NaT"), dtype="datetime64[D]")
    end = start.copy()
    rows = np.array([number[service] for service in first["service_id"].to_list()], dtype=np.int64)
    if len(rows):
        weekdays[rows] = first.select(_DAYS).to_numpy()
        start[rows] = first["start_date"].to_numpy().astype("datetime64[D]")
        end[rows] = first["end_date"].to_numpy().astype("datetime64[D]")
    extra = _days_of_repeats(repeated, number, weekdays, start, end, report)
    service = np.array([number[one] for one in changes["service_id"].to_list()], dtype=np.int64)
    when = changes["date"].to_numpy().astype("datetime64[D]")
    added = changes["is_added"].to_numpy().astype(bool)
    service = np.concatenate([service, extra[0]])
    when = np.concatenate([when, extra[1]])
    added = np.concatenate([added, np.ones(len(extra[0]), dtype=bool)])
    keep = _first_of_pairs(service, when)
    order = keep[np.lexsort((service[keep], when[keep]))]
    return Services(
        service_id=np.array(ids, dtype=object),
        feed=np.zeros(len(ids), dtype=np.int32),
        weekdays=weekdays,
        start=start,
        end=end,
        exception_service=service[order].astype(np.int32),
        exception_date=when[order],
        exception_added=added[order],
    )


def _first_of_pairs(service: NDArray[np.int64], when: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Positions of the first of each pair of service and date: calendar_dates.txt stands before what was added."""
    pairs = np.column_stack([service, when.astype(np.int64)])
    return np.unique(pairs, axis=0, return_index=True)[1] if len(pairs) else np.zeros(0, dtype=np.int64)


def _no_rules() -> pl.DataFrame:
    days = dict.fromkeys(_DAYS, pl.Boolean)
    return pl.DataFrame(schema={"service_id": pl.String, **days, "start_date": pl.Date, "end_date": pl.Date})


def _no_changes() -> pl.DataFrame:
    return pl.DataFrame(schema={"service_id": pl.String, "date": pl.Date, "is_added": pl.Boolean})


def _read_calendar(table: TextTable, report: Report) -> pl.DataFrame:
    name = table.name
    lacking = table.lacks(*_DAYS)
    if lacking:
        report.add(
            "repaired",
            "no_weekday_column",
            f"{name} does not say which services run on {', '.join(day.title() for day in lacking)}.",
            needed="one column for each day of the week.",
            action="They were taken not to run on those days; ask the publisher before you trust them.",
            where=[f"{name} column {day}" for day in lacking],
        )
    is_bad = (
        pl.col("service_id").is_null() | pl.col("from").is_null() | pl.col("to").is_null()
        | ((pl.col("to") - pl.col("from")).dt.total_days() > _LONGEST_DAYS)
    )  # fmt: skip
    is_odd = [~pl.col(day).is_in(["0", "1"]).fill_null(False) for day in _DAYS if day not in lacking]
    frame = (
        table.frame.lazy()
        .with_columns(_dates("start_date").alias("from"), _dates("end_date").alias("to"))
        .with_columns(
            is_bad.alias("is_bad"),
            (pl.any_horizontal(is_odd) if is_odd else pl.lit(False)).alias("is_odd"),
            (pl.col("from") > pl.col("to")).alias("is_backwards"),
            *((pl.col(day) == "1").fill_null(False).alias(f"on {day}") for day in _DAYS),
        )
        .collect()
    )
    if frame["is_bad"].any():
        bad = frame.filter("is_bad")
        report.add(
            "repaired",
            "bad_calendar_row",
            counted(bad.height, f"rows of {name} have no service or no readable first and last date."),
            needed="dates as YYYYMMDD, such as 20240305, at most a hundred years apart.",
            action="They were left out.",
            where=rows_at(name, bad, "start_date", "end_date"),
            count=bad.height,
        )
        frame = frame.filter(~frame["is_bad"])
    if frame["is_odd"].any():
        odd = frame.filter("is_odd")
        report.add(
            "repaired",
            "bad_weekday_flag",
            counted(odd.height, f"rows of {name} have something other than 0 or 1 for a day of the week."),
            action="Only 1 was taken as running.",
            where=rows_at(name, odd, "service_id"),
            count=odd.height,
        )
    if frame["is_backwards"].any():
        backwards = frame.filter("is_backwards")
        report.add(
            "warning",
            "ends_before_start",
            counted(backwards.height, f"services of {name} end before they begin."),
            action="They run on no day, except those that calendar_dates.txt adds.",
            where=rows_at(name, backwards, "service_id"),
            count=backwards.height,
        )
    flags = [pl.col(f"on {day}").alias(day) for day in _DAYS]
    dates = pl.col("from").alias("start_date"), pl.col("to").alias("end_date")
    chosen = frame.lazy().sort("row").select("service_id", *flags, *dates)
    return chosen.sort("service_id", "start_date", "end_date", *_DAYS).collect()


def _read_exceptions(table: TextTable, report: Report) -> pl.DataFrame:
    name = table.name
    is_good = (
        pl.col("service_id").is_not_null()
        & pl.col("when").is_not_null()
        & pl.col("type").is_in([1, 2]).fill_null(False)
    )
    given = (_dates("date").alias("when"), pl.col("exception_type").cast(pl.Int32, strict=False).alias("type"))
    frame = table.frame.lazy().with_columns(*given).with_columns(is_good.alias("is_good")).collect()
    if not frame["is_good"].all():
        bad = frame.filter(~frame["is_good"])
        report.add(
            "repaired",
            "bad_exception_row",
            counted(bad.height, f"rows of {name} have no service, no readable date or no known type."),
            needed="a service, a date as YYYYMMDD, and 1 (runs) or 2 (does not run).",
            action="They were left out.",
            where=rows_at(name, bad),
            count=bad.height,
        )
        frame = frame.filter("is_good")
    by_day = frame.group_by("service_id", "when").agg(
        pl.col("type").n_unique().alias("types_n"),
        pl.col("row").min().alias("row"),
        (pl.col("type").max() == 1).alias("is_added"),
    )
    if (by_day["types_n"] > 1).any():
        clash = by_day.filter(pl.col("types_n") > 1)
        report.add(
            "repaired",
            "exception_clash",
            counted(clash.height, f"services are both added and taken away on the same day in {name}."),
            action="They were taken not to run on that day.",
            where=rows_at(name, clash, "service_id"),
            count=clash.height,
        )
    dated = by_day.lazy().sort("service_id", "when").select("service_id", pl.col("when").alias("date"), "is_added")
    return dated.collect()


def _days_of_repeats(
    repeated: pl.DataFrame,
    number: dict[str, int],
    weekdays: NDArray[np.bool_],
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
    report: Report,
) -> tuple[NDArray[np.int64], NDArray[np.datetime64]]:
    """Days that further rows of a service add to its first row, as exceptions."""
    services: list[NDArray[np.int64]] = []
    days: list[NDArray[np.datetime64]] = []
    for row in repeated.iter_rows(named=True):
        service = number[row["service_id"]]
        span = np.arange(np.datetime64(row["start_date"]), np.datetime64(row["end_date"]) + 1)
        weekday = weekday_of(span)
        runs = np.array([row[day] for day in _DAYS])[weekday]
        already = weekdays[service, weekday] & (start[service] <= span) & (span <= end[service])
        chosen = span[runs & ~already]
        days.append(chosen)
        services.append(np.full(len(chosen), service, dtype=np.int64))
    if repeated.height:
        report.add(
            "repaired",
            "repeated_service_id",
            counted(repeated.height, "rows of calendar.txt repeat a service that is already there."),
            needed="each service_id once.",
            action="The service was taken to run on the days of either row; its trips count once.",
            where=[f"service_id {one!r}" for one in repeated["service_id"].unique().sort().to_list()],
            count=repeated.height,
        )
    if not services:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype="datetime64[D]")
    return np.concatenate(services), np.concatenate(days)
