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
_ORDERS_AT_A_TIME = {True: 2048, False: 256}
"""Of many pairs, of few: what is worked on stays in the fast memory."""
_MANY = 8
_NEAR, _MOST_BASES = 0.1, 24
"""How far the ranks of pairs that share a base may move a sum, in standard deviations of it over all orders; after so
many bases each pair has its own."""
_WHOLE_IN_FLOAT32 = 360
"""Up to so many wards no sum of products of ranks has more digits than float32 keeps: n (n² − 1) / 3 < 2²⁴."""


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
    return draw.permuted(np.tile(np.arange(n, dtype=np.uint16), (SHUFFLES_N, 1)), axis=1)


@lru_cache(maxsize=16)
def _orders(n: int) -> np.ndarray:
    """Orders of n things, (k, n): all of them for few, else 9,999 drawn with a fixed seed.

    Those of fewer things are those of more with what is too many left out, which leaves every order as likely.
    """
    if n <= EXACT_UP_TO:
        return np.array(list(permutations(range(n))), dtype=np.uint16)
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
    for size in np.unique(n[can]):
        rows, orders = np.flatnonzero(can & (n == size)), _orders(int(size))
        as_much = _as_much(first[rows, :size], second[rows, :size], orders)
        p[rows] = as_much / len(orders) if size <= EXACT_UP_TO else (1 + as_much) / (1 + len(orders))
    return [
        Together(float(value), float(chance), int(count), bool(known) and int(count) <= EXACT_UP_TO)
        for value, chance, count, known in zip(rho, p, n, can, strict=True)
    ]


def _as_much(first: np.ndarray, second: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """In how many orders each pair goes together as much or more, (k,).

    Pairs whose ``first`` are near each other share one product of matrices: that of a row of theirs, the base. A sum
    with the own ranks can differ from the base's by ``room`` at most, and is worked out only where that could decide.
    All sums are whole numbers that the type holds exactly.

    Args:
        first: ranks in order, (k, n), which are shuffled; ``second`` those beside them.
        orders: (m, n).
    """
    least, sizes = np.abs((first * second).sum(axis=1)), np.sort(np.abs(second), axis=1)
    spread = np.sqrt((first**2).sum(axis=1) * (second**2).sum(axis=1) / (first.shape[1] - 1))
    found, left, bases_n = np.zeros(len(first), dtype=np.int64), np.arange(len(first)), 0
    while len(left):
        base, others = first[left[0]], left if bases_n < _MOST_BASES else left[:1]
        differing = first[others] - base
        differing -= np.median(differing, axis=1, keepdims=True)  # the same for all changes no sum: ranks add up to 0
        room = (np.sort(np.abs(differing), axis=1) * sizes[others]).sum(axis=1)
        is_near = room <= _NEAR * spread[others]
        rows = others[is_near]
        found[rows] = _counted(base, first[rows], second[rows], (least[rows], room[is_near]), orders)
        left, bases_n = np.setdiff1d(left, rows, assume_unique=True), bases_n + 1
    return found


def _counted(
    base: np.ndarray, first: np.ndarray, second: np.ndarray, limits: tuple[np.ndarray, np.ndarray], orders: np.ndarray
) -> np.ndarray:
    """The orders of pairs that share a base; ``limits`` are the least sum that counts, and the room of each."""
    kind = np.float32 if len(base) <= _WHOLE_IN_FLOAT32 else np.float64
    shuffled, own, beside_it = base.astype(kind), first.astype(kind), second.astype(kind)
    least, room = limits
    step = _ORDERS_AT_A_TIME[len(first) >= _MANY]
    found, drawn = np.zeros(len(first), dtype=np.int64), np.empty((step, len(base)), dtype=kind)
    for start in range(0, len(orders), step):
        part = orders[start : start + step].astype(np.intp)
        some = np.take(shuffled, part, out=drawn[: len(part)], mode="clip")  # "raise" would copy it
        sums = np.abs(beside_it @ some.T)
        is_sure = sums >= (least + room)[:, None]
        found += np.count_nonzero(is_sure, axis=1)
        for row in np.flatnonzero(room):
            is_open = (sums[row] >= least[row] - room[row]) & ~is_sure[row]
            exact = np.take(own[row], part[is_open], mode="clip") @ beside_it[row]
            found[row] += np.count_nonzero(np.abs(exact) >= least[row])
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
