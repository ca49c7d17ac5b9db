"""Numbers of small areas rolled up: counts added, scores averaged over people, deciles to people in the worst tenth.

A sum is only given where every part of it is known, an average where nine tenths of the people are. Where parts are
suppressed and it is known below which number, a sum lies between two numbers; no number stands in for it. See
docs/definitions.md#sums-over-suppressed-counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo.survey.carrying.weights import Weights

__all__ = ["LEAST_COVERED", "Rolled", "roll_count", "roll_mean", "roll_tenth"]

LEAST_COVERED = 0.9
_CRUMB = 0.001
"""A smaller part of a small area is an edge of two outlines, not people."""


@dataclass(frozen=True)
class Rolled:
    """Values by area, the town's last: (m + 1,), NaN where not known.

    ``covered`` is the share of people of whom it is known, ``sums`` what is known of a count, whole or not. ``low`` and
    ``high`` are what a count lies between, the same where all of it is known, NaN where a part has neither number nor
    limit; ``hidden`` where a part of it is suppressed.
    """

    values: NDArray[np.float64]
    covered: NDArray[np.float64]
    sums: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    hidden: NDArray[np.bool_]


def _parts(parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Parts by area and for the town as a whole: (m + 1, n)."""
    return np.vstack([parts, parts.sum(axis=0)])


def _covered(weights: Weights, known: NDArray[np.bool_]) -> NDArray[np.float64]:
    parts = _parts(weights.parts)
    total = parts.sum(axis=1)
    return np.divide(parts @ known, total, out=np.zeros(len(total)), where=total > 0)


def roll_count(
    weights: Weights, values: NDArray[np.float64], hidden: NDArray[np.bool_] | None = None, below: float = np.nan
) -> Rolled:
    """Counts shared out and added up; not known where any part is not.

    Args:
        weights: which part of each small area lies where.
        values: (n,), NaN where not known.
        hidden: (n,) those that are suppressed.
        below: a suppressed count is smaller than this; NaN where nobody has said.
    """
    known = np.isfinite(values)
    is_hidden = np.zeros(len(values), dtype=bool) if hidden is None else hidden & ~known
    shares = _parts(weights.shares)
    sums = shares @ np.where(known, values, 0.0)

    def holds(which: NDArray[np.bool_]) -> NDArray[np.bool_]:
        found = (shares[:-1] > _CRUMB) @ which.astype(float) > 0
        return np.append(found, found.any())

    lacking = holds(~known)
    without = holds(~known & ~(is_hidden & np.isfinite(below)))
    most = shares @ np.where(known, values, np.where(is_hidden & np.isfinite(below), np.nan_to_num(below) - 1, 0.0))
    return Rolled(
        np.where(lacking, np.nan, sums), _covered(weights, known), sums, np.where(without, np.nan, sums),
        np.where(without, np.nan, most), holds(is_hidden),
    )  # fmt: skip


def roll_mean(weights: Weights, values: NDArray[np.float64]) -> Rolled:
    """Averages over people (over small areas, each the same, where people are not known)."""
    known = np.isfinite(values)
    covered = _covered(weights, known)
    parts = _parts(weights.parts) * known
    total = parts.sum(axis=1)
    means = np.divide(parts @ np.where(known, values, 0.0), total, out=np.full(len(total), np.nan), where=total > 0)
    nothing = np.full(len(total), np.nan)
    return Rolled(np.where(covered >= LEAST_COVERED, means, np.nan), covered, means, nothing, nothing,
                  np.zeros(len(total), dtype=bool))  # fmt: skip


def roll_tenth(weights: Weights, deciles: NDArray[np.float64]) -> Rolled:
    """Percentage of people in small areas of the first decile, the most deprived tenth."""
    return roll_mean(weights, np.where(np.isfinite(deciles), np.where(deciles == 1, 100.0, 0.0), np.nan))
