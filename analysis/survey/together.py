"""Two things beside each other over the wards of a town: ranks that go together, by how much, and who is out of line.

Nothing here says that one thing brings about the other. Definitions: docs/definitions.md#two-things-beside-each-other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

import numpy as np
from scipy.stats import rankdata

__all__ = ["LEAST_WARDS", "Outlier", "Together", "adjusted", "beside", "out_of_line"]

LEAST_WARDS = 5
"""With four wards no order is rarer than 1 in 24 by chance."""
EXACT_UP_TO = 8
SHUFFLES_N = 9_999
SEED = 20240217
_SLACK = 1e-9
_AT_A_TIME = 512


@dataclass(frozen=True)
class Together:
    """Spearman's rank correlation over the wards that have both.

    Attributes:
        rho: −1 to 1; NaN with fewer than five wards, or where one of the two is the same everywhere.
        p: how often wards in any other order go together as much or more, two-sided.
        n: wards with both.
        is_exact: True if every order was looked at.
    """

    rho: float
    p: float
    n: int
    is_exact: bool


@dataclass(frozen=True)
class Outlier:
    """A ward out of line: ``row`` of the arrays; ``residual`` in places, above the line positive."""

    row: int
    residual: float


@lru_cache(maxsize=8)
def _orders(n: int) -> np.ndarray:
    """Orders of n things, (k, n): all of them for few, else 9,999 drawn with a fixed seed."""
    if n <= EXACT_UP_TO:
        return np.array(list(permutations(range(n))))
    draw = np.random.default_rng(SEED)
    return np.argsort(draw.random((SHUFFLES_N, n)), axis=1)


def _standard(values: np.ndarray) -> np.ndarray | None:
    """Mid-ranks round nothing and of length 1; None where all are the same."""
    ranks = rankdata(values)
    ranks = ranks - ranks.mean()
    length = float(np.sqrt((ranks**2).sum()))
    return ranks / length if length > 0 else None


def beside(one: np.ndarray, others: Sequence[np.ndarray]) -> list[Together]:
    """One thing beside each of several: Spearman's ρ with the p of its permutation test.

    Equal values share their mean rank. Up to eight wards every order is looked at, and ``p`` is the share of orders
    with ``|ρ|`` at least as large; above that 9,999 orders are drawn with a fixed seed and the order found counts as
    one more, ``(1 + k) / 10,000``, so that p is never 0 and the same each time.

    Args:
        one: (n,) over the wards, NaN where not known.
        others: each (n,).
    """
    one = np.asarray(one, dtype=float)
    found: list[Together] = [Together(np.nan, np.nan, 0, False)] * len(others)
    alike: dict[bytes, list[tuple[int, np.ndarray]]] = {}
    for place, other in enumerate(others):
        other = np.asarray(other, dtype=float)
        is_known = np.isfinite(one) & np.isfinite(other)
        n = int(is_known.sum())
        found[place] = Together(np.nan, np.nan, n, False)
        ranks = _standard(other[is_known]) if n >= LEAST_WARDS else None
        if ranks is not None:
            alike.setdefault(is_known.tobytes(), []).append((place, ranks))
    by_n: dict[int, list[_Group]] = {}
    for mask, pairs in alike.items():
        own = _standard(one[np.frombuffer(mask, dtype=bool)])
        if own is not None:
            ranks = np.array([ranks for _, ranks in pairs])
            by_n.setdefault(len(own), []).append(_Group([place for place, _ in pairs], own, ranks, ranks @ own))
    for n, groups in by_n.items():
        orders, is_exact = _orders(n), n <= EXACT_UP_TO
        for group, as_much in zip(groups, _as_much(groups, orders), strict=True):
            p = as_much / len(orders) if is_exact else (1 + as_much) / (1 + len(orders))
            for place, value, chance in zip(group.places, group.rho, p, strict=True):
                found[place] = Together(float(np.clip(value, -1, 1)), float(chance), n, is_exact)
    return found


@dataclass(frozen=True)
class _Group:
    """Things known in the same wards: their places, the ranks of the one there, and theirs, (k, n), and (k,) of ρ."""

    places: list[int]
    own: np.ndarray
    ranks: np.ndarray
    rho: np.ndarray


def _as_much(groups: list[_Group], orders: np.ndarray) -> list[np.ndarray]:
    """In how many orders each thing of each group goes together as much or more; a part of the orders at a time."""
    counts = [np.zeros(len(group.places), dtype=np.int64) for group in groups]
    drawn = np.empty((_AT_A_TIME, orders.shape[1]))
    for first in range(0, len(orders), _AT_A_TIME):
        part = orders[first : first + _AT_A_TIME]
        for group, count in zip(groups, counts, strict=True):
            shuffled = np.take(group.own, part, out=drawn[: len(part)], mode="clip")  # "raise" would copy it
            count += (np.abs(shuffled @ group.ranks.T) >= np.abs(group.rho) - _SLACK).sum(axis=0)
    return counts


def adjusted(p: np.ndarray) -> np.ndarray:
    """p of several tests adjusted for how many they are, after Benjamini and Hochberg (1995), (n,).

    Among those at most 0.05, at most one in twenty is expected to be there by chance. NaN stays NaN and is no test.
    """
    p = np.asarray(p, dtype=float)
    found = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    n = len(order)
    if n:
        raised = p[order] * n / np.arange(1, n + 1)
        found[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return found


def out_of_line(said: np.ndarray, possible: np.ndarray, *, most: int = 3) -> tuple[list[Outlier], list[Outlier]]:
    """Wards that say good where it is poor, and those that say poor where it is good; the furthest out first.

    Both are ranked so that more is better (whoever calls turns what is better when lower). A ward is out of line if one
    of its ranks lies above the middle and the other below it, and what is left of the rank said after the straight line
    of ranks through all wards is larger than one standard deviation of what is left.

    Args:
        said, possible: (n,), more is better, NaN where not known.
        most: of each kind.

    Returns:
        Those above the line where it is poor, and those below it where it is good; empty with fewer than five wards.
    """
    said, possible = np.asarray(said, dtype=float), np.asarray(possible, dtype=float)
    rows = np.flatnonzero(np.isfinite(said) & np.isfinite(possible))
    if len(rows) < LEAST_WARDS:
        return [], []
    up, along = (rankdata(one[rows]) - (len(rows) + 1) / 2 for one in (said, possible))
    length = float((along**2).sum())
    left = up - along * (float((along * up).sum()) / length if length else 0.0)
    limit = float(left.std())
    high = [
        Outlier(int(rows[i]), float(left[i])) for i in np.argsort(-left) if up[i] > 0 > along[i] and left[i] > limit
    ]
    low = [Outlier(int(rows[i]), float(left[i])) for i in np.argsort(left) if up[i] < 0 < along[i] and left[i] < -limit]
    return high[:most], low[:most]
