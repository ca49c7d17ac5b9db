"""Clocks without a zone, to UTC by the zone they are said to be in; the two nights on which clocks change, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from zoneinfo import available_timezones

import polars as pl

__all__ = ["ZonedTimes", "in_utc", "is_zone"]


def is_zone(name: str) -> bool:
    """Whether a text names a time zone, such as Europe/London or UTC."""
    return name in _zones()


@cache
def _zones() -> frozenset[str]:
    """All there are: to look for them anew means to open some six hundred files."""
    return frozenset(available_timezones())


@dataclass(frozen=True)
class ZonedTimes:
    """Moments in UTC, and how many clocks showed an hour that came twice or not at all.

    An hour that came twice is read so that time goes on from row to row. One that did not come at all says that the
    clock was not put forward; it is read as the clock before the change.
    """

    times: pl.Series
    twice_n: int
    never_n: int


def in_utc(clocks: pl.DataFrame, zone: str) -> ZonedTimes:
    """Clocks and offsets (as :func:`clocks_of` gives them) to UTC; ``zone`` is for rows without an offset.

    Rows stand in the order of their file.
    """
    stated = pl.col("clock") - pl.duration(seconds=pl.col("offset"))
    has_zone = clocks.select((pl.col("offset").is_not_null() | pl.col("clock").is_null()).all()).item()
    if zone == "UTC" or has_zone:
        moments = pl.coalesce(stated, pl.col("clock")) if zone == "UTC" else stated
        return ZonedTimes(_as_utc(clocks.select(moments.alias("time"))["time"]), 0, 0)
    local = pl.when(pl.col("offset").is_null()).then(pl.col("clock"))
    rows = clocks.select(
        stated.alias("stated"),
        local.alias("local"),
        _moment(local, zone, "earliest").alias("early"),
        _moment(local, zone, "latest").alias("late"),
        _moment(local - pl.duration(hours=3), zone, "latest").alias("before"),
    )
    never = pl.col("local").is_not_null() & pl.col("early").is_null()
    twice = pl.col("early") != pl.col("late")
    first_pass = pl.coalesce("stated", "early", pl.when(never).then(pl.col("before") + pl.duration(hours=3)))
    rows = rows.with_columns(first_pass.alias("time"), never.alias("never"), twice.fill_null(False).alias("twice"))
    return ZonedTimes(_as_utc(_going_on(rows)), int(rows["twice"].sum()), int(rows["never"].sum()))


def _moment(local: pl.Expr, zone: str, which: str) -> pl.Expr:
    zoned = local.dt.replace_time_zone(zone, ambiguous=which, non_existent="null")  # type: ignore[arg-type]
    return zoned.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _as_utc(times: pl.Series) -> pl.Series:
    return times.cast(pl.Datetime("us")).dt.replace_time_zone("UTC").alias("time")


def _going_on(rows: pl.DataFrame) -> pl.Series:
    """The times, the second of the two equal hours from the row on where the clock went back."""
    if not rows["twice"].any():
        return rows["time"]
    row = pl.int_range(pl.len()).alias("row")
    clock = pl.coalesce("local", "stated")
    marked = rows.with_columns(row, clock.diff().alias("step"), pl.col("late").dt.date().alias("night"))
    falls = (clock.diff().drop_nulls() < pl.duration(hours=0)).mean()
    is_backwards = float(rows.select(falls).item() or 0.0) > 0.5
    if is_backwards:  # the newest row first, as many apps write
        marked = marked.reverse().with_columns(clock.diff().alias("step"))
    back = (pl.col("step") < pl.duration(minutes=-15)) & (pl.col("step") > pl.duration(minutes=-61))
    went_back = (back & pl.col("twice")).cum_sum().over("night") > 0
    # A log that begins after the change cannot go back: its rows tell nothing, so the first reading stays.
    chosen = pl.when(pl.col("twice") & went_back).then("late").otherwise("time").alias("time")
    return marked.with_columns(chosen).sort("row")["time"]
