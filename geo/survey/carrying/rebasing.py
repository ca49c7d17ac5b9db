"""A survey of other areas carried to the atlas's: counts are shared out, anything else stays whole or is not known.

A percentage belongs to the people who answered. It is carried only to an area of whose people nine tenths come from
one old area, and is marked so.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from geo.errors import Report
from geo.survey.carrying.rolling import LEAST_COVERED, Rolled, roll_count
from geo.survey.carrying.weights import Weights

__all__ = ["carried"]

_FACTS = ("value", "low", "high", "se", "n")


def carried(
    values: pl.DataFrame, units: dict[str, str], weights: Weights, source: str, report: Report, *,
    below: float = np.nan,
) -> pl.DataFrame:  # fmt: skip
    """Values of the other areas brought to the areas.

    Args:
        values: :data:`geo.tables.SURVEY` by the other areas; rows of the town stay as they are.
        units: by indicator.
        weights: which part of each other area lies in which area.
        source: what the weights are taken from, in words.
        report: told what was carried and what could not be.
        below: a suppressed count is smaller than this; NaN where nobody has said.
    """
    origin, share = _origins(weights)
    town = values.filter(pl.col("area_id") == "")
    own = values.filter(pl.col("area_id") != "")
    is_count = own["indicator"].replace_strict(units, return_dtype=pl.String) == "count"
    parts = [town, _kept_whole(own.filter(~is_count), origin, weights.areas)]
    counts = own.filter(is_count)
    for (indicator, year), rows in counts.group_by(["indicator", "year"], maintain_order=True):
        known = dict(zip(rows["area_id"], rows["value"], strict=True))
        hidden = set(rows["area_id"].filter(rows["mark"] == "c"))
        is_hidden = np.array([code in hidden for code in weights.codes])
        rolled = roll_count(weights, np.array([known.get(code, np.nan) for code in weights.codes]), is_hidden, below)
        parts.append(_frame(str(indicator), str(year), weights.areas, rolled))
    _tell(weights, origin, share, source, report)
    return pl.concat([part.select(values.columns) for part in parts]).sort("indicator", "year", "area_id")


def _origins(weights: Weights) -> tuple[list[str], np.ndarray]:
    """For each area the old one from which nine tenths of its people come (empty: none), and the largest share."""
    held = weights.held
    total = held.sum(axis=1)
    share = np.divide(held, total[:, None], out=np.zeros_like(held), where=total[:, None] > 0)
    best = share.argmax(axis=1)
    most = share.max(axis=1)
    found = [weights.codes[row] if part >= LEAST_COVERED else "" for row, part in zip(best, most, strict=True)]
    return found, most


def _kept_whole(own: pl.DataFrame, origin: list[str], areas: tuple[str, ...]) -> pl.DataFrame:
    """Everything but counts: as the old area has it, marked, or not available."""
    pairs = pl.DataFrame({"new": areas, "area_id": origin}, schema={"new": pl.String, "area_id": pl.String})
    kept = own.join(pairs.filter(pl.col("area_id") != ""), on="area_id", how="inner", maintain_order="left")
    kept = kept.with_columns(
        pl.col("new").alias("area_id"),
        pl.when(pl.col("value").is_nan()).then(pl.col("mark")).otherwise(pl.lit("carried")).alias("mark"),
    )
    lost = pairs.filter(pl.col("area_id") == "").select(pl.col("new").alias("area_id"))
    asked = own.select("indicator", "year").unique(maintain_order=True)
    nothing = asked.join(lost, how="cross").with_columns(
        *(pl.lit(float("nan")).alias(name) for name in _FACTS), pl.lit("x").alias("mark")
    )
    return pl.concat([kept.select(own.columns), nothing.select(own.columns)])


def _frame(indicator: str, year: str, areas: tuple[str, ...], rolled: Rolled) -> pl.DataFrame:
    nothing, values = np.full(len(areas), np.nan), rolled.values[:-1]
    low, high = rolled.low[:-1], rolled.high[:-1]
    is_range = np.isnan(values) & rolled.hidden[:-1] & np.isfinite(low) & np.isfinite(high)
    return pl.DataFrame(
        {
            "indicator": [indicator] * len(areas),
            "area_id": areas,
            "year": [year] * len(areas),
            "value": values,
            "low": np.where(is_range, low, np.nan),
            "high": np.where(is_range, high, np.nan),
            **dict.fromkeys(_FACTS[3:], nothing),
            "mark": np.where(is_range, "range", np.where(np.isnan(values), "x", "carried")),
        }
    )


def _tell(weights: Weights, origin: list[str], share: np.ndarray, source: str, report: Report) -> None:
    kept = [f"{area} from {old}" for area, old in zip(weights.areas, origin, strict=True) if old]
    lost = [
        f"{area} ({part:.0%} from one)" for area, old, part in zip(weights.areas, origin, share, strict=True) if not old
    ]
    away = float((weights.outside * weights.people).sum() / max(weights.people.sum(), 1e-9))
    report.add(
        "warning", "carried",
        f"the table is of other areas; its numbers are brought to {len(weights.areas):,} areas by {source}, "
        f"{weights.method}.",
        needed="a table of the atlas's own areas.",
        action=f"Counts are shared out ({away:.1%} lies outside the atlas's areas). Percentages and scores are carried "
        f"to {len(kept):,} areas of which nine tenths come from one old area, and are not available in {len(lost):,}: "
        "boundaries changed.",
        where=lost, count=max(len(lost), 1),
    )  # fmt: skip
    report.facts["Carried"] = ", ".join(kept[:60]) or "nothing"
