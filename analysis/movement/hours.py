"""Times as people live them: local days that end at 03:00, hours, bands of the week; what of them was tracked.

Silence is not absence: whoever says "never" says over how many tracked hours. docs/definitions.md#tracked-hours.
"""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from analysis.movement.frames import MOMENT, starts_of
from geo.errors import UsageError

__all__ = [
    "BANDS",
    "DAY_STARTS_AT",
    "band_of",
    "day_of",
    "hour_pieces",
    "tracked",
    "tracked_spells",
    "tracking_quality",
]

DAY_STARTS_AT = 3
"""A day goes from 03:00 to 03:00 of the next: whoever comes home at one has come home in the evening."""
BANDS = ("weekday_morning", "weekday_day", "weekday_evening", "weekend_day", "night")
"""Bands of the week: 07–10, 10–16 and 16–22 from Monday to Friday, 07–22 at the weekend, 22–07."""
MORNING, DAY, EVENING, NIGHT = 7, 10, 16, 22
# Every zone of today differs from UTC by whole quarters of an hour.
STEP_S = 900


@lru_cache(maxsize=8)
def _zone(timezone: str) -> str:
    try:
        return ZoneInfo(timezone).key
    except (LookupError, ValueError, OSError) as error:
        raise UsageError(f"There is no time zone {timezone!r}.", "Needed: a name such as Europe/London.") from error


def day_of(moment: pl.Expr, timezone: str) -> pl.Expr:
    """The local day that a moment belongs to, with its cut at 03:00."""
    wall = moment.dt.convert_time_zone(_zone(timezone)).dt.replace_time_zone(None)
    return (wall - pl.duration(hours=DAY_STARTS_AT)).dt.date()


def band_of(day: pl.Expr, hour: pl.Expr) -> pl.Expr:
    """The band of the week of a day and an hour of the clock (0–23)."""
    is_weekend = day.dt.weekday() > 5
    return (
        pl.when((hour >= NIGHT) | (hour < MORNING)).then(pl.lit("night"))
        .when(is_weekend).then(pl.lit("weekend_day"))
        .when(hour < DAY).then(pl.lit("weekday_morning"))
        .when(hour < EVENING).then(pl.lit("weekday_day"))
        .otherwise(pl.lit("weekday_evening"))
    )  # fmt: skip


def hour_pieces(spells: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Spells of time cut at the hours of the clock.

    Args:
        spells: with ``started_at`` and ``finished_at``, and what else goes along.
        timezone: a name such as Europe/London.

    Returns:
        The same rows, once for each hour that they touch, with ``day`` (date, cut at 03:00), ``hour`` (0–23) and
        ``seconds`` instead of their ends. In the hour that comes twice when clocks go back there are up to 7,200.
    """
    kept = [name for name in spells.columns if name not in ("started_at", "finished_at")]
    begin, end = (pl.col(name).cast(MOMENT).dt.epoch("us") for name in ("started_at", "finished_at"))
    pieces = (
        spells.with_row_index("_row")
        .with_columns(
            _begin=begin, _end=end, _step=pl.int_ranges(begin // (STEP_S * 10**6), -(-end // (STEP_S * 10**6)))
        )
        .filter(pl.col("_end") > pl.col("_begin"))
        .explode("_step")
    )
    quarter = pl.col("_step") * STEP_S * 10**6
    moment = quarter.cast(MOMENT)
    seconds = pl.min_horizontal("_end", quarter + STEP_S * 10**6) - pl.max_horizontal("_begin", quarter)
    return (
        pieces.with_columns(
            day=day_of(moment, timezone),
            hour=moment.dt.convert_time_zone(_zone(timezone)).dt.hour(),
            seconds=seconds / 1e6,
        )
        .group_by("_row", *kept, "day", "hour", maintain_order=True)
        .agg(pl.col("seconds").sum())
        .drop("_row")
    )


def tracked_spells(fixes: pl.DataFrame, gap_min: float = 15.0) -> pl.DataFrame:
    """When somebody was tracked: from fix to fix, without the silences between fixes more than ``gap_min`` apart.

    Returns:
        person, started_at, finished_at: one row a spell. A single fix between silences is a spell of no length.
    """
    if fixes.is_empty():
        return pl.DataFrame(schema={"person": pl.String, "started_at": MOMENT, "finished_at": MOMENT})
    people, at = starts_of(fixes["person"])
    time = fixes["time"].cast(MOMENT).to_physical().to_numpy()
    is_start = np.zeros(len(time), bool)
    is_start[at[:-1]] = True
    is_start[1:] |= np.diff(time) > int(gap_min * 60e6)
    if "after_silence" in fixes.columns:
        is_start |= fixes["after_silence"].to_numpy()
    first = np.flatnonzero(is_start)
    last = np.append(first[1:], len(time)) - 1
    owner = np.searchsorted(at, first, side="right") - 1
    return pl.DataFrame(
        {
            "person": pl.Series(people, dtype=pl.String).gather(owner),
            "started_at": pl.Series(time[first]).cast(MOMENT),
            "finished_at": pl.Series(time[last]).cast(MOMENT),
        }
    )


def tracked(fixes: pl.DataFrame, timezone: str = "Europe/London", gap_min: float = 15.0) -> pl.DataFrame:
    """Seconds tracked by person, day and hour of the clock. What is not there was silent, or struck out.

    Args:
        fixes: FIXES, sorted by person and time.
        timezone: of the town.
        gap_min: a longer wait for the next fix is silence.

    Returns:
        person, day (date, cut at 03:00), hour (0–23), seconds; in the order of time.
    """
    pieces = hour_pieces(tracked_spells(fixes, gap_min), timezone)
    in_order = (pl.col("hour").cast(pl.Int32) - DAY_STARTS_AT) % 24
    return pieces.group_by("person", "day", "hour").agg(pl.col("seconds").sum()).sort("person", "day", in_order)


def tracking_quality(fixes: pl.DataFrame, gap_min: float = 15.0) -> pl.DataFrame:
    """Tracked time ÷ time from the first fix to the last, by person.

    Returns:
        person, tracked_s, elapsed_s, quality (0–1; NaN for one fix).
    """
    length = (pl.col("finished_at") - pl.col("started_at")).dt.total_microseconds().sum() / 1e6
    whole = (pl.col("finished_at").max() - pl.col("started_at").min()).dt.total_microseconds() / 1e6
    spells = tracked_spells(fixes, gap_min).group_by("person", maintain_order=True)
    return spells.agg(tracked_s=length, elapsed_s=whole).with_columns(
        quality=pl.when(pl.col("elapsed_s") > 0).then(pl.col("tracked_s") / pl.col("elapsed_s")).otherwise(float("nan"))
    )
