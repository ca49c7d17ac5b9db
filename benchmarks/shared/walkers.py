"""Generated fixes of people who stay, walk, ride and fall silent, written to Parquet part by part."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

DAY_S = 86_400
TOWN_M, PLACES = 6_000.0, 25
METRE = 1 / 111_194.93
LAT, LON, COSINE = 51.45, -2.6, 0.6232
START = 1_780_300_800  # Monday 1 June 2026, 08:00 UTC


def waypoints(dice: np.random.Generator, home: np.ndarray, seconds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times and places of one person: stays of 3 to 120 minutes, then on foot, by bicycle, by bus or by train."""
    places = np.vstack([home, home + dice.normal(0, TOWN_M / 3, (PLACES, 2))])
    times, points, now, here = [0.0], [places[0]], 0.0, places[0]
    while now < seconds:
        now += float(dice.choice([180, 420, 900, 2400, 7200]) * dice.uniform(0.7, 1.4))
        times.append(now)
        points.append(here)
        there = places[int(dice.integers(PLACES + 1)) if dice.random() < 0.7 else 0]
        now += float(np.hypot(*(there - here)) / dice.choice([1.4, 4.5, 9.0, 25.0])) + 1
        here = there
        times.append(now)
        points.append(here)
    found = np.array(points)
    return np.array(times), found[:, 0], found[:, 1]


def fixes_of(number: int, fixes_n: int, every_s: int) -> pl.DataFrame:
    """Fixes of one person: 8.2 hours a day, a silence of up to two hours now and then, 4 m of noise."""
    dice = np.random.default_rng([number, every_s])
    a_day = int(8.2 * 3600) // every_s
    step = np.arange(fixes_n)
    seconds = (step // a_day) * DAY_S + (step % a_day) * every_s
    silences = np.cumsum(np.where(dice.random(fixes_n) < every_s / 20_000, dice.integers(1200, 7200, fixes_n), 0))
    seconds = seconds + np.minimum(silences, DAY_S // 2 * (1 + step // a_day))
    seconds = np.maximum.accumulate(seconds) + np.cumsum(np.concatenate([[0], np.diff(seconds) <= 0])) * every_s
    times, north, east = waypoints(dice, dice.uniform(-TOWN_M, TOWN_M, 2), int(seconds[-1]) + 1)
    noise = dice.normal(0, 4, (2, fixes_n))
    return pl.DataFrame(
        {
            "person": [f"P{number:06d}"],
        }
    ).select(pl.col("person").repeat_by(fixes_n).explode()).with_columns(
        time=pl.Series((START + seconds) * 10**6).cast(pl.Datetime("us", "UTC")),
        lat=pl.Series(LAT + (np.interp(seconds, times, north) + noise[0]) * METRE),
        lon=pl.Series(LON + (np.interp(seconds, times, east) + noise[1]) * METRE / COSINE),
    )  # fmt: skip


def write_fixes(path: Path, fixes_n: int, every_s: int, a_person: int) -> None:
    """Write ``fixes_n`` fixes, ``a_person`` of each, a million a row group; memory is that of one group."""
    writer = None
    waiting: list[pl.DataFrame] = []
    for number in range(fixes_n // a_person):
        waiting.append(fixes_of(number, a_person, every_s))
        if len(waiting) * a_person >= 1_000_000 or number + 1 == fixes_n // a_person:
            table: pa.Table = pl.concat(waiting).to_arrow(compat_level=pl.CompatLevel.oldest())
            writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
            writer.write_table(table)
            waiting = []
    if writer is not None:
        writer.close()
