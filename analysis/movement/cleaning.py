"""Fixes in order, without those that cannot be: what is left out is counted by person and rule.

Every rule looks at all fixes of a person together. docs/definitions.md#cleaning-of-fixes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from analysis.movement.devices import other_devices
from analysis.movement.frames import walks_of
from analysis.movement.kernel import find_spikes

__all__ = ["RULES", "CleaningRules", "clean"]

RULES = ("no_time", "no_position", "unsorted", "same_walk", "equal_time", "two_devices", "spike")
"""In the order in which they are applied. "unsorted" is the only one that leaves nothing out: it counts fixes earlier
than the one before them."""


@dataclass(frozen=True)
class CleaningRules:
    """What cannot be.

    Attributes:
        limit_km_h: nobody goes faster on the ground. A spike is faster there and back; a train or an aeroplane does
            not come back, and stays.
        spike_fixes, spike_min: a spike is no longer than that.
    """

    limit_km_h: float = 400.0
    spike_fixes: int = 60
    spike_min: float = 10.0


def clean(fixes: pl.DataFrame, rules: CleaningRules | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put fixes in order, and leave out those that cannot be.

    - ``no_time``, ``no_position``: null; not finite, outside the globe, or 0/0, which loggers write for "no fix";
    - ``unsorted``: counted, and put in order;
    - ``same_walk``: the same time and place once more, as in a copy of the walk under another name;
    - ``equal_time``: the same time at another place: the most accurate is kept, else the first;
    - ``two_devices``: of two devices that report at once the one that moves is kept;
    - ``spike``: impossibly far away, and back.

    Args:
        fixes: FIXES in any order (device, accuracy, segment and file may be missing).
        rules: limits.

    Returns:
        ``(fixes, removed)``: the fixes by person and time, with all their columns; person, rule, n.
    """
    limits = rules or CleaningRules()
    counts: list[pl.DataFrame] = []

    def keep(table: pl.DataFrame, is_kept: pl.Expr | pl.Series, rule: str) -> pl.DataFrame:
        marked = table.with_columns(_kept=is_kept)
        counts.append(_counted(marked.filter(~pl.col("_kept")), rule))
        return marked.filter("_kept").drop("_kept")

    table = keep(fixes, pl.col("time").is_not_null(), "no_time")
    table = keep(table, _has_position(), "no_position")
    is_back = (pl.col("time").diff() < pl.duration(seconds=0)).over("person").fill_null(False)
    counts.append(_counted(table.filter(is_back), "unsorted"))
    table = table.sort("person", "time", maintain_order=True)
    by_device = [name for name in ("person", "device") if name in table.columns]
    table = keep(table, pl.struct("person", "time", "lat", "lon").is_first_distinct(), "same_walk")
    table = keep(table, _is_best_of(table, [*by_device, "time"]), "equal_time")
    if "device" in table.columns:
        table = keep(table, ~other_devices(table), "two_devices")
        table = keep(table, _is_best_of(table, ["person", "time"]), "equal_time")
    table = keep(table, ~_spikes(table, limits), "spike")
    removed = pl.concat(counts).group_by("person", "rule").agg(pl.col("n").sum())
    order = pl.col("rule").replace_strict({rule: place for place, rule in enumerate(RULES)}, return_dtype=pl.Int8)
    return table, removed.sort("person", order)


def _counted(rows: pl.DataFrame, rule: str) -> pl.DataFrame:
    return rows.group_by("person").agg(n=pl.len().cast(pl.UInt32)).select(
        pl.col("person").cast(pl.String), pl.lit(rule).alias("rule"), "n"
    )  # fmt: skip


def _has_position() -> pl.Expr:
    lat, lon = pl.col("lat"), pl.col("lon")
    is_known = lat.is_finite() & lon.is_finite() & (lat.abs() <= 90) & (lon.abs() <= 180)
    return (is_known & ~((lat == 0) & (lon == 0))).fill_null(False)


def _is_best_of(table: pl.DataFrame, keys: list[str]) -> pl.Series:
    """The most accurate of the rows with equal keys, of equally accurate ones the first."""
    numbered = table.select(*keys, _row=pl.int_range(pl.len()), _accuracy=_accuracy_of(table))
    best = numbered.sort("_accuracy", maintain_order=True).unique(keys, keep="first", maintain_order=True)
    is_best = np.zeros(len(table), bool)
    is_best[best["_row"].to_numpy()] = True
    return pl.Series(is_best)


def _accuracy_of(table: pl.DataFrame) -> pl.Expr:
    if "accuracy" not in table.columns:
        return pl.lit(float("inf"))
    return pl.col("accuracy").cast(pl.Float64).fill_nan(None).fill_null(float("inf"))


def _spikes(table: pl.DataFrame, limits: CleaningRules) -> pl.Series:
    if table.is_empty():
        return pl.Series([], dtype=pl.Boolean)
    walks = walks_of(table)
    is_spike = np.zeros(len(walks.time), np.uint8)
    find_spikes(
        len(walks.people), float(limits.limit_km_h / 3.6), int(limits.spike_fixes), int(limits.spike_min * 60e6),
        walks.at, walks.time, walks.lat, walks.lon, is_spike,
    )  # fmt: skip
    return pl.Series(is_spike > 0)
