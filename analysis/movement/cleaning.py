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

RULES = ("no_time", "unsorted", "no_position", "same_walk", "equal_time", "two_devices", "spike")
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

    - ``no_time``: null;
    - ``unsorted``: counted, and put in order;
    - ``no_position``: null, not finite, outside the globe, or 0/0, which loggers write for "no fix";
    - ``same_walk``: the same time and place once more, as in a copy of the walk under another name;
    - ``equal_time``: the same time at another place: the most accurate is kept, else the first;
    - ``two_devices``: of two devices that report at once the one that moves is kept;
    - ``spike``: impossibly far away, and back.

    What is known of silences stays: where a fix with ``after_silence`` goes, the next one has it.

    Args:
        fixes: FIXES in any order (device, accuracy, segment and file may be missing).
        rules: limits.

    Returns:
        ``(fixes, removed)``: the fixes by person and time, with all their columns; person, rule, n.
    """
    limits = rules or CleaningRules()
    counts: list[pl.DataFrame] = []

    def without(table: pl.DataFrame, is_out: pl.Series, rule: str) -> pl.DataFrame:
        if not is_out.any():
            return table
        counts.append(_counted(table.filter(is_out), rule))
        return _kept(table, is_out)

    table = without(fixes, fixes["time"].is_null(), "no_time")
    if not _is_sorted(table):
        is_back = (pl.col("time").diff() < pl.duration(seconds=0)).over("person").fill_null(False)
        counts.append(_counted(table.filter(is_back), "unsorted"))
        table = table.sort("person", "time", maintain_order=True)
    table = without(table, ~table.select(_has_position()).to_series(), "no_position")
    table = without(table, _copies(table), "same_walk")
    if "device" in table.columns:
        table = without(table, _worse(table, ["person", "device", "time"]), "equal_time")
        table = without(table, other_devices(table), "two_devices")
    table = without(table, _worse(table, ["person", "time"]), "equal_time")
    table = without(table, _spikes(table, limits), "spike")
    if not counts:
        return table, pl.DataFrame(schema={"person": pl.String, "rule": pl.String, "n": pl.UInt32})
    removed = pl.concat(counts).group_by("person", "rule").agg(pl.col("n").sum())
    order = pl.col("rule").replace_strict({rule: place for place, rule in enumerate(RULES)}, return_dtype=pl.Int8)
    return table, removed.sort("person", order)


def _is_sorted(table: pl.DataFrame) -> bool:
    person, time = pl.col("person"), pl.col("time")
    is_next = (person == person.shift()) & (time >= time.shift()) | (person > person.shift())
    return bool(table.select(is_next.fill_null(True).all()).item())


def _at_equal_times(table: pl.DataFrame) -> pl.Series:
    """Rows that have another of the same person and time beside them; the table is sorted."""
    is_same = (pl.col("time") == pl.col("time").shift()) & (pl.col("person") == pl.col("person").shift())
    same = table.select(is_same.fill_null(False)).to_series()
    return same | same.shift(-1, fill_value=False)


def _copies(table: pl.DataFrame) -> pl.Series:
    """Rows with the time and place of one before them."""
    out = np.zeros(len(table), bool)
    rows = _at_equal_times(table).arg_true()
    first = table[rows].select(pl.struct("person", "time", "lat", "lon").is_first_distinct()).to_series()
    out[rows.to_numpy()] = ~first.to_numpy()
    return pl.Series(out)


def _worse(table: pl.DataFrame, keys: list[str]) -> pl.Series:
    """Of the rows with equal keys all but the most accurate; of equally accurate ones all but the first."""
    out = np.zeros(len(table), bool)
    rows = _at_equal_times(table).arg_true()
    tied = table[rows].select(*keys, _row=rows, _accuracy=_accuracy_of(table))
    best = tied.sort("_accuracy", maintain_order=True).unique(keys, keep="first", maintain_order=True)
    out[rows.to_numpy()] = True
    out[best["_row"].to_numpy()] = False
    return pl.Series(out)


def _kept(table: pl.DataFrame, is_out: pl.Series) -> pl.DataFrame:
    """The other rows; a silence before one that goes is before the next of the same person."""
    if "after_silence" not in table.columns:
        return table.filter(~is_out)
    silences = table["after_silence"].cum_sum()
    left = table.with_columns(_silences=silences).filter(~is_out)
    has_more = (pl.col("_silences") > pl.col("_silences").shift()) & (pl.col("person") == pl.col("person").shift())
    is_silent = pl.col("after_silence") | has_more.fill_null(False)
    return left.with_columns(after_silence=is_silent).drop("_silences")


def _counted(rows: pl.DataFrame, rule: str) -> pl.DataFrame:
    return rows.group_by("person").agg(n=pl.len().cast(pl.UInt32)).select(
        pl.col("person").cast(pl.String), pl.lit(rule).alias("rule"), "n"
    )  # fmt: skip


def _has_position() -> pl.Expr:
    lat, lon = pl.col("lat"), pl.col("lon")
    is_known = lat.is_finite() & lon.is_finite() & (lat.abs() <= 90) & (lon.abs() <= 180)
    return (is_known & ~((lat == 0) & (lon == 0))).fill_null(False)


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
