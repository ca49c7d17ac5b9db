"""The town's median that pages, evidence and suggestions set a value against: one rule for all of them.

It is the weighted median of :func:`analysis.areas.weighted_median` over the cells on the street network, and a cell
with *none* (the centre out of reach, nothing leaves) counts as longer than any number
(docs/definitions.md#areas-and-town).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.areas import is_absent, weighted_median
from analysis.registry import Measure

__all__ = ["town_median", "town_weights", "with_none"]


def town_weights(cells: pd.DataFrame) -> np.ndarray:
    """Weight of each cell in medians and shares, float (n,): its ``weight_n`` on the street network, 0 elsewhere."""
    weights: np.ndarray = cells["weight_n"].where(cells["on_network"], 0.0).fillna(0.0).to_numpy(dtype=float)
    return weights


def with_none(cells: pd.DataFrame, measure: Measure) -> np.ndarray:
    """Values of a measure, float (n,): infinite where there is none, NaN where it is not known."""
    return np.where(is_absent(cells, measure), np.inf, cells[measure.name].to_numpy(dtype=float))


def town_median(cells: pd.DataFrame, measure: Measure, weights: np.ndarray | None = None) -> float:
    """Weighted median of a measure over the cells on the network, in its own unit.

    ``weights``: what :func:`town_weights` gives for these cells, where that is known already.

    NaN where nothing is known, infinite where at least half of the weight has none.
    """
    return weighted_median(with_none(cells, measure), town_weights(cells) if weights is None else weights)
