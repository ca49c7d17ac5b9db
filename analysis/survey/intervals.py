"""How sure a survey's value is: standard errors and 95 % limits from whatever its table gives.

Shares are 0–1 here; whoever holds per cent divides first. Definitions: docs/definitions.md#survey-estimates.
"""

from __future__ import annotations

import numpy as np

__all__ = ["Z95", "design_effect", "error_from_limits", "limits_from_error", "wilson_error", "wilson_interval"]

Z95 = 1.959963984540054
"""How many standard errors a 95 % interval reaches to each side."""


def wilson_interval(share: np.ndarray, answers_n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits of a share in a simple random sample, after Wilson (1927).

    ``(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)``: unlike ``p ± 1.96 √(p(1−p)/n)`` it stays within 0–1 and has a
    width where nobody or everybody said so. It knows nothing of weights or clusters: for a weighted survey it is too
    narrow.

    Args:
        share: (n,) 0–1.
        answers_n: (n,) how many answered.

    Returns:
        Lower and upper limits, (n,); NaN where the share is not known or nobody answered.
    """
    share, count = np.asarray(share, dtype=float), np.asarray(answers_n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        count = np.where(count > 0, count, np.nan)
        square = Z95**2 / count
        middle = (share + square / 2) / (1 + square)
        half = Z95 * np.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)
    low, high = np.clip(middle - half, 0.0, 1.0), np.clip(middle + half, 0.0, 1.0)
    # At the ends of the scale the formula gives the share itself, but for the last bit.
    return np.where(share == 0, 0.0, low) + 0 * middle, np.where(share == 1, 1.0, high) + 0 * middle


def wilson_error(share: np.ndarray, answers_n: np.ndarray) -> np.ndarray:
    """A standard error from share and number alone: half the Wilson interval over 1.96, (n,); never 0 for a sample."""
    share, count = np.asarray(share, dtype=float), np.asarray(answers_n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        count = np.where(count > 0, count, np.nan)
        square = Z95**2 / count
        return np.sqrt(share * (1 - share) / count + square / (4 * count)) / (1 + square)


def error_from_limits(
    value: np.ndarray, low: np.ndarray, high: np.ndarray, *, floor: float = -np.inf, ceiling: float = np.inf
) -> np.ndarray:
    """The standard error that 95 % limits stand for, (n,): their width over twice 1.96.

    A limit that was cut off at the end of the scale says nothing of the error: there the other half counts alone.

    Args:
        value, low, high: (n,) in one unit.
        floor, ceiling: the ends of the scale (0 and 100 for per cent).

    Returns:
        NaN where a limit is not known, or both were cut off.
    """
    value, low, high = (np.asarray(one, dtype=float) for one in (value, low, high))
    is_low_cut, is_high_cut = low <= floor, high >= ceiling
    with np.errstate(invalid="ignore"):
        found = (high - low) / (2 * Z95)
        found = np.where(is_low_cut, (high - value) / Z95, found)
        found = np.where(is_high_cut, (value - low) / Z95, found)
    found = np.where(is_low_cut & is_high_cut, np.nan, found)
    return np.where(np.isfinite(low) & np.isfinite(high) & (found >= 0), found, np.nan)


def limits_from_error(
    value: np.ndarray, error: np.ndarray, *, floor: float = -np.inf, ceiling: float = np.inf
) -> tuple[np.ndarray, np.ndarray]:
    """95 % limits, ``value ± 1.96 error``, cut off at the ends of the scale; (n,) each."""
    value, error = np.asarray(value, dtype=float), np.asarray(error, dtype=float)
    return np.clip(value - Z95 * error, floor, ceiling), np.clip(value + Z95 * error, floor, ceiling)


def design_effect(share: np.ndarray, error: np.ndarray, answers_n: np.ndarray) -> np.ndarray:
    """How many times the variance of a simple random sample of the same size the variance is (Kish 1965), (n,).

    ``se² n / (p (1 − p))``: 1 says that the sample is worth its number, 2 that it is worth half of it. NaN where
    something is not known, and for shares of 0 and 1.
    """
    share, error, count = (np.asarray(one, dtype=float) for one in (share, error, answers_n))
    with np.errstate(divide="ignore", invalid="ignore"):
        found = error**2 * count / (share * (1 - share))
    return np.where((share > 0) & (share < 1) & (count > 0), found, np.nan)
