"""Quantiles that are values of the table, and the town's median that pages and evidence set a value against.

:func:`analysis.areas.weighted_quantile` lies midway where a value ends exactly at a share; here the smaller value is
taken, so that a break of a map's classes or a median is always a number that some cell has
(docs/definitions.md#areas-and-town).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["town_median", "town_weights", "weighted_quantiles"]


def weighted_quantiles(values: np.ndarray, weights: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Smallest values below which at least each share of the weight lies; NaN values and zero weights are left out."""
    known = np.isfinite(values) & (weights > 0)
    if not known.any():
        return np.full(len(shares), np.nan)
    order = np.argsort(values[known], kind="stable")
    ordered, cumulative = values[known][order], np.cumsum(weights[known][order])
    positions = np.searchsorted(cumulative, np.asarray(shares) * cumulative[-1] * (1 - 1e-12), side="left")
    return ordered[np.minimum(positions, len(ordered) - 1)]


def town_weights(cells: pd.DataFrame) -> np.ndarray:
    """Weight of each cell in medians and shares, float (n,): its ``weight_n`` on the street network, 0 elsewhere."""
    weights: np.ndarray = cells["weight_n"].where(cells["on_network"], 0.0).fillna(0.0).to_numpy(dtype=float)
    return weights


def town_median(cells: pd.DataFrame, column: str) -> float:
    """Weighted median of a column over the cells on the network, NaN where nothing is known."""
    values = cells[column].to_numpy(dtype=float)
    return float(weighted_quantiles(values, town_weights(cells), np.array([0.5]))[0])
