"""Whether a column writes 45, 45 % or 0.45, decided once for the whole column and said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from geo.errors import Report

__all__ = ["MOST_SHARE", "Decided", "decide", "says_percent", "tell_shares"]

MOST_SHARE = 2.0
"""A share of 1 is hardly more; larger numbers of a column are percentages as they stand."""
_PERCENT = re.compile(r"%|(?<![a-z])(percent(age)?|per cent|pct|perc)(?![a-z])", re.IGNORECASE)
_SHARE = re.compile(r"(?<![a-z])(share|proportion|fraction)(?![a-z])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def says_percent(text: str) -> bool:
    """Whether words say that a number is a percentage or a share of one."""
    plain = text.replace("_", " ")
    return bool(_PERCENT.search(plain) or _SHARE.search(plain))


@dataclass(frozen=True)
class Decided:
    """What was decided of a column.

    Attributes:
        factor: what each value is to be multiplied by, so that percentages go from 0 to 100.
        is_scaled: any value is changed.
        is_percent: signs or formats show that they are percentages, whatever the words say.
        clashing: rows that are written otherwise than the rest; none where the column is of one kind.
    """

    factor: NDArray[np.float64]
    is_percent: bool = False
    clashing: tuple[int, ...] = ()
    is_scaled: bool = False


def decide(
    values: NDArray[np.float64], signs: NDArray[np.bool_] | None, may_be: NDArray[np.bool_], *, is_formatted: bool
) -> Decided:
    """Decide of one column.

    Args:
        values: as they are written.
        signs: cells with a percent sign; None where there is none.
        may_be: cells that the words say are percentages.
        is_formatted: the workbook shows the column's numbers as percentages.
    """
    has_signs = signs is not None and bool(signs.any())
    bare = np.isfinite(values) if signs is None else np.isfinite(values) & ~signs
    if is_formatted:
        return Decided(np.where(bare, 100.0, 1.0), True, is_scaled=True)
    bare &= may_be | has_signs
    if not _are_shares(values[bare]):
        return Decided(np.ones(len(values)), has_signs)
    if has_signs:
        return Decided(np.ones(len(values)), True, tuple(np.flatnonzero(bare).tolist()))
    return Decided(np.where(bare, 100.0, 1.0), is_scaled=True)


def _are_shares(known: NDArray[np.float64]) -> bool:
    """Whether percentages are written as 0.45: all from 0 to 1, and not only 0 and 1."""
    return bool(len(known) and known.min() >= 0 and known.max() <= 1 and ((known > 0) & (known < 1)).any())


def tell_shares(columns: list[str], clashing: list[str], report: Report) -> None:
    """Say which columns were written as shares of 1, and which cells clash with the rest of their column."""
    if columns:
        report.add(
            "note", "share_to_percent", f"{len(columns):,} column{'' if len(columns) == 1 else 's'} of percentages "
            "hold shares of 1.", action="0.45 was read as 45 % there.", where=columns,
        )  # fmt: skip
    if clashing:
        report.add(
            "refused", "percent_and_share",
            f"{len(clashing):,} cells are written from 0 to 1 in a column whose other cells have a percent sign.",
            needed="one way of writing in a column: 45, 45 % or 0.45.", action="Write these cells as the others.",
            where=clashing,
        )  # fmt: skip
