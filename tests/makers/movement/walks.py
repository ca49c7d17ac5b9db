"""Made-up walks: fixes of somebody who stays, goes and falls silent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import polars as pl

__all__ = ["METRE", "fixes_of", "in_place", "on_the_way"]

METRE = 1 / 111_194.93
"""A metre north, in degrees."""
START = datetime(2026, 6, 2, 8, tzinfo=UTC)  # a Tuesday, nine o'clock in London
LAT, LON = 51.45, -2.6

Fix = tuple[float, float, float]


def fixes_of(rows: Iterable[Fix], person: str = "a", start: datetime = START, **columns: object) -> pl.DataFrame:
    """FIXES of (seconds, metres north, metres east)."""
    found = list(rows)
    seconds = [round(one[0] * 1e6) for one in found]
    table = pl.DataFrame(
        {
            "person": [person] * len(found),
            "device": [""] * len(found),
            "time": pl.Series(seconds, dtype=pl.Int64).cast(pl.Duration("us")) + start if found else [],
            "lat": [LAT + one[1] * METRE for one in found],
            "lon": [LON + one[2] * METRE / 0.62320 for one in found],
            "accuracy": pl.Series([float("nan")] * len(found), dtype=pl.Float32),
            "segment": pl.Series([0] * len(found), dtype=pl.Int32),
            "file": ["walk.gpx"] * len(found),
        },
        schema_overrides={"time": pl.Datetime("us", "UTC")},
    )
    return table.with_columns(**{name: pl.lit(value) for name, value in columns.items()})


def in_place(begin: float, end: float, north: float = 0.0, east: float = 0.0, every: float = 60.0) -> list[Fix]:
    """Somebody who stays, a few metres about a place; fixes from ``begin`` to ``end`` seconds, both included."""
    return [
        (begin + step * every, north + (step % 3) * 4 - 4, east + (step % 2) * 5)
        for step in range(int((end - begin) // every) + 1)
    ]


def on_the_way(begin: float, end: float, start: float, stop: float, every: float = 60.0) -> list[Fix]:
    """Somebody who goes north from ``start`` to ``stop`` metres; fixes after ``begin`` and before ``end`` seconds."""
    count = int((end - begin) // every)
    return [(begin + step * every, start + (stop - start) * step / count, 0.0) for step in range(1, count)]
