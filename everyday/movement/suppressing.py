"""Which rows of a table may be shown: those with enough people, and only where what is withheld stays hidden too."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

__all__ = ["Shown", "moved_number", "people_behind", "rounded_to", "shown_rows"]


@dataclass(frozen=True)
class Shown:
    """What became of the rows of a table.

    Attributes:
        rows: keys of those shown, sorted.
        few_n: rows with fewer than k people.
        beside_n: rows with enough people that are withheld so that nobody finds the others by subtraction.
    """

    rows: tuple[Hashable, ...]
    few_n: int
    beside_n: int


def shown_rows(
    people: Mapping[Hashable, frozenset[str]],
    k: int,
    *,
    has_total: bool,
    apart: frozenset[str] = frozenset(),
    enough: Collection[Hashable] | None = None,
) -> Shown:
    """Primary and complementary suppression of rows that people stand behind.

    A row is shown with at least k distinct people. Where a total of all rows is shown as well, it minus the rows shown
    tells of the people of the withheld ones together: they are nobody, or at least k, or one more row is withheld, the
    smallest first, until they are.

    Args:
        people: the people behind each row.
        k: fewest people.
        has_total: the sum over all rows can be seen somewhere.
        apart: people who are part of the total and of no row.
        enough: rows that have people enough by a stricter rule than k; default: all that have k.
    """
    shown = {row: who for row, who in people.items() if len(who) >= k and (enough is None or row in enough)}
    few_n = sum(len(who) > 0 for who in people.values()) - len(shown)
    beside_n = 0
    if has_total:
        hidden: set[str] = set(apart)
        for row, who in people.items():
            if row not in shown:
                hidden |= who
        for row in sorted(shown, key=lambda one: (len(shown[one]), str(one))):
            if not 0 < len(hidden) < k:
                break
            hidden |= shown.pop(row)
            beside_n += 1
    return Shown(tuple(sorted(shown, key=str)), few_n, beside_n)


def people_behind(table: pl.DataFrame, key: str, person: str = "person") -> dict[Hashable, frozenset[str]]:
    """The people behind each value of a column."""
    found: dict[Hashable, set[str]] = {}
    for row, who in zip(table[key].to_list(), table[person].to_list(), strict=True):
        found.setdefault(row, set()).add(who)
    return {row: frozenset(who) for row, who in found.items()}


def rounded_to(values: ArrayLike, step: float) -> NDArray[np.float64]:
    """Values as multiples of ``step``, halves upwards; NaN stays."""
    given = np.asarray(values, dtype=np.float64)
    whole: NDArray[np.float64] = np.floor(given / step + 0.5 + 1e-9) * step
    return np.round(whole, 6)


def moved_number(people: Iterable[str], most: float, secret: bytes) -> float:
    """How many people there are, moved by up to ``most``: whether one known person is among them cannot be told.

    The draw comes from the secret and from who they are, so the same people are moved alike in every row, table and
    edition, and there is nothing to average.
    """
    who = sorted(people)
    drawn = hmac.new(secret, b"moved:" + "\n".join(who).encode(), hashlib.sha256).digest()
    return len(who) + most * (2.0 * int.from_bytes(drawn[:8], "big") / 2**64 - 1.0)
