"""How evenly something is shared: Gini, Palma, concentration, Theil, FGT, over people, areas or groups of areas.

Values are of places (cells, areas), weights are their people. A value that is not known, or that nobody has, is left
out. Groups are groups of *places* (deprivation tenths of areas, wards), never of persons.

Sources: the accessibility package of Ipea (Pereira and others); pysal segregation; docs/definitions.md#inequality.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.areas import weighted_mean
from geo.errors import UsageError

__all__ = [
    "Segregation",
    "concentration_index",
    "fgt",
    "gini",
    "inequality_by_group",
    "palma",
    "segregation",
    "theil",
    "theil_between",
]

FloatArray = NDArray[np.float64]
POOREST_SHARE, RICHEST_SHARE = 0.4, 0.1


def gini(values: ArrayLike, weights: ArrayLike) -> float:
    """Σ_i Σ_j w_i w_j |x_i - x_j| / (2 W² μ): 0 all alike, towards 1 one has everything.

    Args:
        values: (n,), 0 or more.
        weights: (n,), people.

    Returns:
        0–1; NaN without weight or where all values are 0.
    """
    value, weight = _known(values, weights)
    return _concentration(value, weight, value)


def concentration_index(values: ArrayLike, weights: ArrayLike, by: ArrayLike) -> float:
    """2 cov(x, r) / μ, r the rank of people by ``by`` (0–1, the middle of those alike): who has more, rich or poor?

    Args:
        values: (n,), for example what is reached.
        weights: (n,), people.
        by: (n,), for example income or a deprivation rank; higher is better off. Unknown ones are left out.

    Returns:
        -1 (all with the worst off) to 1 (all with the best off), 0 no slope; NaN without weight or where all are 0.
    """
    value, weight, order = _known(values, weights, by)
    return _concentration(value, weight, order)


def palma(values: ArrayLike, weights: ArrayLike, by: ArrayLike | None = None) -> float:
    """Mean of the best-off 10 % of people over the mean of the worst-off 40 %.

    The mean is taken, as in the Ipea package, not the share of the total (which is a quarter of it). The place in which
    the 40 or 90 % falls is split, and people alike in ``by`` are not told apart, so that neither the order nor the size
    of places matters.

    Args:
        values, weights: (n,).
        by: (n,), what makes people better off, for example income; the values themselves if None.

    Returns:
        1 where both have the same; NaN without weight or where the worst off have 0.
    """
    value, weight, order = _known(values, weights, values if by is None else by)
    if not len(value):
        return float("nan")
    value, weight, _ = _alike_together(value, weight, order)
    share = weight / weight.sum()
    reached = np.cumsum(share)
    poorest = np.clip(POOREST_SHARE - (reached - share), 0, share)
    richest = np.clip(reached - (1 - RICHEST_SHARE), 0, share)
    below = np.dot(value, poorest) / poorest.sum()
    return float(np.dot(value, richest) / richest.sum() / below) if below > 0 else float("nan")


def theil(values: ArrayLike, weights: ArrayLike) -> float:
    """Theil T: Σ (w/W) (x/μ) ln(x/μ), a value of 0 adding 0.

    Returns:
        0 all alike, ln(W / w) at most; NaN without weight or where all values are 0.
    """
    value, weight = _known(values, weights)
    mean = weighted_mean(value, weight)
    if not mean > 0:
        return float("nan")
    ratio = value / mean
    logs = np.log(ratio, out=np.zeros_like(ratio), where=ratio > 0)
    return float(np.dot(weight, ratio * logs) / weight.sum())


def theil_between(values: ArrayLike, weights: ArrayLike, groups: ArrayLike) -> float:
    """The part of :func:`theil` that lies between groups: Theil T with everybody at the mean of their group."""
    value, weight, group = _known_with_groups(values, weights, groups)
    if not len(value):
        return float("nan")
    _, row = np.unique(group, return_inverse=True)
    people = np.bincount(row, weights=weight)
    return theil(np.bincount(row, weights=weight * value) / people, people)


def fgt(values: ArrayLike, weights: ArrayLike, line: float) -> tuple[float, float, float]:
    """Foster–Greer–Thorbecke: Σ (w/W) ((z - x)/z)^α over the x strictly below z, for α = 0, 1, 2.

    Args:
        values, weights: (n,).
        line: z, what is enough; a value equal to it is enough.

    Returns:
        Share of people below, how far below on average over all people, and the same squared (weighs the worst off
        more); NaN without weight.
    """
    if not line > 0:
        raise UsageError(f"The line of sufficiency is {line}.", "Needed: a number above 0.")
    value, weight = _known(values, weights)
    if not len(value):
        return (float("nan"),) * 3
    is_below = value < line
    gap = np.where(is_below, (line - value) / line, 0.0)
    share = weight / weight.sum()
    return float(share[is_below].sum()), float(np.dot(share, gap)), float(np.dot(share, gap**2))


def inequality_by_group(
    values: ArrayLike, weights: ArrayLike, groups: ArrayLike, *, line: float | None = None
) -> pd.DataFrame:
    """Every index inside each group of places, and over all of them in the last row.

    Args:
        values, weights: (n,).
        groups: (n,), text; places with ``""`` or None are in no group, but count in the last row.
        line: z of :func:`fgt`; without it those columns are NaN.

    Returns:
        ``group`` (``"all"`` last), ``weight_n`` (people with a known value), ``mean``, ``gini``, ``palma``, ``theil``,
        ``below_share``, ``gap``, ``gap_squared``; sorted by group.
    """
    value, weight = np.asarray(values, float), np.asarray(weights, float)
    name = np.array(["" if group is None else str(group) for group in np.asarray(groups, dtype=object)], dtype=object)
    parts = [(group, name == group) for group in sorted(set(name)) if group]
    rows = [(group, *_row(value[own], weight[own], line)) for group, own in parts]
    rows.append(("all", *_row(value, weight, line)))
    columns = ["group", "weight_n", "mean", "gini", "palma", "theil", "below_share", "gap", "gap_squared"]
    return pd.DataFrame(rows, columns=columns)


class Segregation(NamedTuple):
    """How apart a group lives from the others (:func:`segregation`)."""

    dissimilarity: float
    isolation: float
    interaction: float
    correlation_ratio: float


def segregation(group_n: ArrayLike, total_n: ArrayLike) -> Segregation:
    """Residential segregation of a group of homes from published counts (docs/definitions.md#segregation).

    With t_i people in area i, x_i of them of the group, p_i = x_i / t_i, X, T and P over all: dissimilarity D =
    Σ t_i |p_i - P| / (2 T P (1 - P)); isolation xPx = Σ (x_i / X)(x_i / t_i); interaction xPy = 1 - xPx; correlation
    ratio η² = (xPx - P) / (1 - P).

    Args:
        group_n, total_n: (areas,); areas without people are left out.

    Returns:
        Four numbers 0–1; NaN where nobody or everybody is of the group.
    """
    group, total = np.asarray(group_n, float), np.asarray(total_n, float)
    keep = (total > 0) & ~np.isnan(group)
    group, total = group[keep], total[keep]
    share = group.sum() / total.sum() if len(total) else 0.0
    if not 0 < share < 1:
        return Segregation(*(float("nan"),) * 4)
    apart = np.dot(total, np.abs(group / total - share)) / (2 * total.sum() * share * (1 - share))
    own = float(np.dot(group / group.sum(), group / total))
    return Segregation(float(apart), own, 1 - own, float((own - share) / (1 - share)))


def _row(value: FloatArray, weight: FloatArray, line: float | None) -> tuple[float, ...]:
    people = float(_known(value, weight)[1].sum())
    below = fgt(value, weight, line) if line is not None else (float("nan"),) * 3
    mean = weighted_mean(value, weight)
    return (people, mean, gini(value, weight), palma(value, weight), theil(value, weight), *below)


def _concentration(value: FloatArray, weight: FloatArray, order: FloatArray) -> float:
    mean = weighted_mean(value, weight)
    if not mean > 0:
        return float("nan")
    value, weight, _ = _alike_together(value, weight, order)
    share = weight / weight.sum()
    rank = np.cumsum(share) - share / 2
    return float(2 * np.dot(share, (value / mean - 1) * (rank - 0.5)))


def _alike_together(value: FloatArray, weight: FloatArray, order: FloatArray) -> tuple[FloatArray, ...]:
    """Ascending in ``order``, those alike as one with their mean."""
    levels, row = np.unique(order, return_inverse=True)
    people = np.bincount(row, weights=weight).astype(float)
    return np.bincount(row, weights=weight * value) / people, people, levels


def _known(values: ArrayLike, weights: ArrayLike, *others: ArrayLike) -> tuple[FloatArray, ...]:
    """Places where everything is known and somebody lives."""
    columns = [np.asarray(column, float) for column in (values, weights, *others)]
    if len({len(column) for column in columns}) > 1:
        raise UsageError(
            f"Columns of {', '.join(str(len(column)) for column in columns)} numbers.",
            "Needed: the same number of each.",
        )
    keep = (columns[1] > 0) & ~np.any([np.isnan(column) for column in columns], axis=0)
    if (columns[0][keep] < 0).any():
        raise UsageError(
            f"{int((columns[0][keep] < 0).sum()):,} values are below 0.",
            "Needed: 0 or more, as these indices compare with the mean.",
        )
    return tuple(column[keep] for column in columns)


def _known_with_groups(
    values: ArrayLike, weights: ArrayLike, groups: ArrayLike
) -> tuple[FloatArray, FloatArray, NDArray]:
    value, weight = np.asarray(values, float), np.asarray(weights, float)
    keep = ~np.isnan(value) & (weight > 0)
    return value[keep], weight[keep], np.asarray(groups).astype(str)[keep]
