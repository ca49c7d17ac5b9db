"""Percentiles of travel time over a departure window, as R5 counts them (but in seconds, not whole minutes).

Of n departures sorted by travel time, percentile p is the one at index ``ceil(p / 100 * n) - 1``: no interpolation.
Departures without a journey sort last, so the median is missing when more than half of them fail. See
docs/definitions.md#percentiles.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from geo.errors import UsageError

__all__ = ["UNREACHABLE", "percentile_indices", "percentiles_of"]

UNREACHABLE = -1


def percentile_indices(percentiles: Sequence[float], departures_n: int) -> npt.NDArray[np.int64]:
    """Position of each percentile among ``departures_n`` sorted values.

    Computed with fractions, because 0.07 * 100 is more than 7 in binary. Percentile 0 is the smallest value.
    """
    if departures_n < 1:
        raise UsageError("There is no departure in the window.", "Needed: a window of at least one step.")
    wrong = [p for p in percentiles if not 0 <= p <= 100]
    if wrong or not len(percentiles):
        raise UsageError(f"Percentiles {list(percentiles)} cannot be used.", "Needed: one or more, from 0 to 100.")
    ranks = [math.ceil(Fraction(str(p)) * departures_n / 100) for p in percentiles]
    return np.maximum(np.array(ranks, dtype=np.int64) - 1, 0)


def percentiles_of(seconds: npt.ArrayLike, percentiles: Sequence[float]) -> npt.NDArray[np.int64]:
    """Percentiles of travel times along the last axis; -1 stands for unreachable, in and out."""
    values = np.asarray(seconds, dtype=np.int64)
    index = percentile_indices(percentiles, values.shape[-1])
    last = np.iinfo(np.int64).max
    ordered = np.sort(np.where(values == UNREACHABLE, last, values), axis=-1)
    chosen = ordered[..., index]
    return np.where(chosen == last, UNREACHABLE, chosen)
