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
_DRAWN_FOR = 64
_MANY_ALIKE = 4
_WHOLE_IN_FLOAT32 = 360
"""Up to so many wards no sum of products of ranks has more digits than float32 keeps: n (n² − 1) / 3 < 2²⁴."""
_ROUNDED_OFF = 2.0**-23
"""At most, of each sum on the way, as a share of the sum of absolute products."""


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


@lru_cache(maxsize=4)
def _drawn(n: int) -> np.ndarray:
    draw = np.random.default_rng(SEED)
    return draw.permuted(np.tile(np.arange(n, dtype=np.int16), (SHUFFLES_N, 1)), axis=1)


@lru_cache(maxsize=16)
def _orders(n: int) -> np.ndarray:
    """Orders of n things, (k, n): all of them for few, else 9,999 drawn with a fixed seed.

    Those of fewer things are those of more with what is too many left out, which leaves every order as likely.
    """
    if n <= EXACT_UP_TO:
        return np.array(list(permutations(range(n))), dtype=np.int16)
    drawn = _drawn(-(-n // _DRAWN_FOR) * _DRAWN_FOR)
    return drawn[drawn < n].reshape(len(drawn), n)


def _ranks(values: np.ndarray, is_known: np.ndarray) -> np.ndarray:
    """Twice the mid-ranks of what is known in each row, from their mean: whole numbers; 0 for what is not known."""
    ranks = 2 * rankdata(np.where(is_known, values, np.inf), axis=1) - (is_known.sum(axis=1, keepdims=True) + 1)
    return np.where(is_known, ranks, 0.0)


def beside(one: np.ndarray, others: Sequence[np.ndarray]) -> list[Together]:
    """One thing beside each of several: Spearman's ρ with the p of its permutation test.

    Equal values share their mean rank. Up to eight wards every order is looked at, and ``p`` is the share of orders
    with ``|ρ|`` at least as large; above that 9,999 orders are drawn with a fixed seed and the order found counts as
    one more, ``(1 + k) / 10,000``, so that p is never 0 and the same each time, however the wards are sorted.

    Args:
        one: (n,) over the wards, NaN where not known.
        others: each (n,).
    """
    one = np.asarray(one, dtype=float)
    values = np.array(others, dtype=float).reshape(len(others), len(one))
    is_known = np.isfinite(one) & np.isfinite(values)
    n = is_known.sum(axis=1)
    own, other = _ranks(np.broadcast_to(one, values.shape), is_known), _ranks(values, is_known)
    squares = (own**2).sum(axis=1), (other**2).sum(axis=1)
    length, product = np.sqrt(squares[0] * squares[1]), (own * other).sum(axis=1)
    can = (n >= LEAST_WARDS) & (length > 0)
    rho, p = np.full(len(values), np.nan), np.full(len(values), np.nan)
    rho[can] = np.clip(product[can] / length[can], -1, 1)
    # What ``one`` has is shuffled: it is the same for all pairs, but for what the other one lacks.
    order = np.lexsort((other, np.where(is_known, own, np.inf)), axis=-1)
    first, second = np.take_along_axis(own, order, axis=1), np.take_along_axis(other, order, axis=1)
    for rows, base in _alike(first, n, can):
        size = len(base)
        orders = _orders(size)
        as_much = _as_much(first[rows, :size], second[rows, :size], orders, base)
        p[rows] = as_much / len(orders) if size <= EXACT_UP_TO else (1 + as_much) / (1 + len(orders))
    return [
        Together(float(value), float(chance), int(count), bool(known) and int(count) <= EXACT_UP_TO)
        for value, chance, count, known in zip(rho, p, n, can, strict=True)
    ]


def _alike(first: np.ndarray, n: np.ndarray, can: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Rows of pairs by what their sums are told from: where several have the same ranks in order, from these; the
    others of a size from the ranks without equal values."""
    found: dict[tuple[int, bytes], list[int]] = {}
    for row in np.flatnonzero(can).tolist():
        found.setdefault((int(n[row]), first[row].tobytes()), []).append(row)
    groups, single = [], dict[int, list[int]]()
    for (size, _), rows in found.items():
        if len(rows) >= _MANY_ALIKE:
            groups.append((np.array(rows), first[rows[0], :size]))
        else:
            single.setdefault(size, []).extend(rows)
    return groups + [(np.array(rows), 2.0 * np.arange(size) - (size - 1)) for size, rows in single.items()]


def _as_much(first: np.ndarray, second: np.ndarray, orders: np.ndarray, base: np.ndarray) -> np.ndarray:
    """In how many orders each pair goes together as much or more, (k,).

    Sums with the base tell all pairs whose ``first`` is the base. Other ranks change a sum by little, and so does what
    sums of very many wards round off: only where that could decide is the sum worked out in whole numbers.

    Args:
        first: ranks in order, (k, n), which are shuffled; ``second`` those beside them.
        orders: (m, n).
        base: ranks near all of ``first``, (n,).
    """
    from analysis.survey.kernel import ORDERS_AT_A_TIME, count_as_much

    n = len(base)
    least = np.abs((first * second).sum(axis=1))
    room = (np.sort(np.abs(first - base), axis=1) * np.sort(np.abs(second), axis=1)).sum(axis=1)
    if n > _WHOLE_IN_FLOAT32:
        room += n * _ROUNDED_OFF * (np.sort(np.abs(base)) * np.sort(np.abs(second), axis=1)).sum(axis=1)
    found = np.zeros(len(first), dtype=np.int64)
    count_as_much(
        len(first), len(orders), n, base.astype(np.float32), second.astype(np.float32), least + room, least - room,
        first.astype(np.int32), second.astype(np.int32), orders, least.astype(np.int64),
        np.zeros((n, ORDERS_AT_A_TIME), dtype=np.float32), np.zeros(ORDERS_AT_A_TIME, dtype=np.float32), found,
    )  # fmt: skip
    return found


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
