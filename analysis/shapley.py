"""A change split among its causes: the mean over all orders in which they can be exchanged (the Shapley value).

Two editions differ in some inputs. Exchanging one after another leads from the first to the second, and each exchange
changes the value by something; how much depends on the order. The mean over all orders treats every input alike, and
its parts add up to the whole change (docs/definitions.md#why-a-value-changed).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.errors import UsageError

__all__ = ["MOST_INPUTS", "shapley_split", "subsets"]

MOST_INPUTS = 4
"""So many inputs at most are exchanged: sixteen combinations."""


def subsets(inputs: Sequence[str]) -> Iterator[frozenset[str]]:
    """Every set of inputs that can have been exchanged, from none to all."""
    for size in range(len(inputs) + 1):
        for chosen in combinations(inputs, size):
            yield frozenset(chosen)


def shapley_split(values: Mapping[frozenset[str], ArrayLike], inputs: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """The part of each input in the change from ``values[frozenset()]`` to ``values[frozenset(inputs)]``.

    ``part(i) = Σ |S|! (n - |S| - 1)! / n! · (v(S ∪ {i}) - v(S))`` over all S that do not hold i (Shapley, L. S. 1953, A
    value for n-person games, in Contributions to the Theory of Games II).

    Args:
        values: the value with these inputs exchanged, for every one of :func:`subsets`; numbers or arrays of one shape.
        inputs: what is exchanged, each once, at most ``MOST_INPUTS``.

    Returns:
        By input, float arrays of the shape of the values, in their unit. NaN where one of the values is no number: from
        "none" to a number there is nothing to split.

    Raises:
        UsageError: too many inputs, one twice, or a combination without a value.
    """
    if len(inputs) > MOST_INPUTS or len(set(inputs)) < len(inputs):
        raise UsageError(f"{len(inputs)} inputs: {', '.join(inputs)}.", f"Needed: at most {MOST_INPUTS}, each once.")
    lacking = [" and ".join(sorted(one)) or "nothing" for one in subsets(inputs) if one not in values]
    if lacking:
        raise UsageError(f"There is no value with {'; '.join(lacking)} exchanged.")
    known = {one: np.asarray(values[one], dtype=float) for one in subsets(inputs)}
    is_known = np.all([np.isfinite(value) for value in known.values()], axis=0)
    finite = {one: np.where(is_known, value, 0.0) for one, value in known.items()}
    n, parts = len(inputs), {}
    for name in inputs:
        part = np.zeros_like(finite[frozenset()])
        for before in subsets([other for other in inputs if other != name]):
            weight = factorial(len(before)) * factorial(n - len(before) - 1) / factorial(n)
            part = part + weight * (finite[before | {name}] - finite[before])
        parts[name] = np.where(is_known, part, np.nan)
    return parts
