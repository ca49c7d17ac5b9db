"""Whether a column writes 45, 45 % or 0.45, decided once for the whole column and said."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
from numpy.typing import NDArray

from geo.errors import Report

__all__ = ["as_percent", "is_share", "says_percent"]

_PERCENT = re.compile(r"%|(?<![a-z])(percent(age)?|per cent|pct|perc)(?![a-z])", re.IGNORECASE)
_SHARE = re.compile(r"(?<![a-z])(share|proportion|fraction)(?![a-z])", re.IGNORECASE)


def says_percent(text: str) -> bool:
    """Whether words say that a number is a percentage or a share of one."""
    plain = text.replace("_", " ")
    return bool(_PERCENT.search(plain) or _SHARE.search(plain))


def is_share(values: NDArray[np.float64]) -> bool:
    """Whether numbers that are percentages are written as 0.45: all from 0 to 1, and not only 0 and 1."""
    known = values[np.isfinite(values)]
    return bool(len(known) and known.min() >= 0 and known.max() <= 1 and ((known > 0) & (known < 1)).any())


def as_percent(
    frame: pl.DataFrame, is_percent: NDArray[np.bool_], signs: NDArray[np.bool_] | None, where: str, report: Report
) -> pl.DataFrame:
    """Rows of one column of values in percent (0 to 100) where they are percentages.

    Args:
        frame: :data:`geo.survey.observed.OBSERVED` rows of the column.
        is_percent: by ``asked``, whether it is a percentage.
        signs: by row, cells with a percent sign; None where no cell has one.
        where: the column, as it is told.
        report: told what was decided.
    """
    chosen = is_percent[frame["asked"].to_numpy()]
    values = frame["value"].to_numpy()
    if not chosen.any():
        return frame
    bare = chosen if signs is None else chosen & ~signs
    if not is_share(values[bare]):
        return frame
    if signs is not None and (signs & chosen).any():
        rows = frame["row"].to_numpy()[bare & np.isfinite(values)]
        report.add(
            "refused",
            "percent_and_share",
            f"{where} writes some cells with a percent sign and others from 0 to 1 without.",
            needed="one way of writing in a column: 45, 45 % or 0.45.",
            action="Write these cells as the others.",
            where=[f"row {row + 1}" for row in rows],
        )
        return frame
    report.add(
        "note", "share_to_percent", f"{where} writes percentages as shares of 1.",
        action="0.45 was read as 45 %.",
    )  # fmt: skip
    factor = pl.Series(np.where(chosen, 100.0, 1.0))
    return frame.with_columns(pl.col("value", "low", "high", "se") * factor)
