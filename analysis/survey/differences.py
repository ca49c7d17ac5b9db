"""One ward against the rest of the town, one year against another, and the town where no table gives it.

Definitions: docs/definitions.md#a-ward-against-the-rest-of-the-town.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from analysis.survey.intervals import Z95

__all__ = ["OVERLAP_P", "Difference", "Town", "against_rest", "between", "is_apart", "weighted_town"]

LEAST_SHARE = 0.999
"""Of a ward that is nearly the whole town there is no rest to set it against."""
OVERLAP_P = 0.0056
"""What two intervals of equal errors that do not overlap stand for: a difference of 2.77 errors."""


@dataclass(frozen=True)
class Difference:
    """Differences with their 95 % limits, (n,) each and in the unit of the values.

    Attributes:
        rest: what each is set against.
        value: ward minus rest, or later minus earlier.
        low, high: of the difference.
        p: two-sided, by the normal distribution; NaN where an error is not known.
    """

    rest: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    p: np.ndarray


@dataclass(frozen=True)
class Town:
    """The town as the wards give it: a mean weighted by people.

    Attributes:
        value: NaN where nothing is known.
        error: its standard error; NaN unless every ward that counts has one.
        known_share: how much of the weight has a value, 0–1.
    """

    value: float
    error: float
    known_share: float


def weighted_town(values: np.ndarray, errors: np.ndarray, weights: np.ndarray) -> Town:
    """An estimate of the town from its wards, for tables that do not give it: ``Σ w x / Σ w`` over the wards known.

    Args:
        values, errors: (n,) of the wards, NaN where not known.
        weights: (n,) people of each.
    """
    values, errors, weights = (np.asarray(one, dtype=float) for one in (values, errors, weights))
    weights = np.where(np.isfinite(weights) & (weights > 0), weights, 0.0)
    is_known = np.isfinite(values) & (weights > 0)
    whole = float(weights.sum())
    if not is_known.any():
        return Town(np.nan, np.nan, 0.0)
    shares = weights[is_known] / weights[is_known].sum()
    error = float(np.sqrt((shares**2 * errors[is_known] ** 2).sum()))
    return Town(float((shares * values[is_known]).sum()), error, float(weights[is_known].sum()) / whole)


def against_rest(
    values: np.ndarray, errors: np.ndarray, weights: np.ndarray, *, town: float = np.nan, town_error: float = np.nan
) -> Difference:
    """Each ward against the rest of the town, by the standard error of the difference.

    A ward's answers are part of the town's figure, so ward and town are not independent: ``d = (x − T) / (1 − w)``
    with the variance ``(s² + S² − 2 w s²) / (1 − w)²``, where ``w`` is the ward's share of the people. Adding the two
    variances as if they were independent gives, with eight wards alike, an error 13 % too large. Without a town given
    the rest is the weighted mean of the other wards; with a town but no error of its own, that of the wards is taken.

    Args:
        values, errors: (n,) of the wards; NaN where not known.
        weights: (n,) people; wards without a value count in the town's figure that a table gives, and in no other.
        town, town_error: as the table gives them.
    """
    values, errors, weights = (np.asarray(one, dtype=float) for one in (values, errors, weights))
    weights = np.where(np.isfinite(weights) & (weights > 0), weights, 0.0)
    estimate = weighted_town(values, errors, weights)
    is_given = np.isfinite(town)
    middle = float(town) if is_given else estimate.value
    spread = float(town_error) if is_given and np.isfinite(town_error) else estimate.error
    counted = weights if is_given else np.where(np.isfinite(values), weights, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = counted / counted.sum()
        share = np.where(share < LEAST_SHARE, share, np.nan)
        value = (values - middle) / (1 - share)
        # A rest cannot be surer than sure: at least the ward's own error remains.
        variance = np.maximum((errors**2 * (1 - 2 * share) + spread**2) / (1 - share) ** 2, errors**2)
    return _difference(values - value, value, np.sqrt(variance))


def between(before: np.ndarray, before_error: np.ndarray, after: np.ndarray, after_error: np.ndarray) -> Difference:
    """Later minus earlier, for two samples that are independent of each other; ``rest`` is the earlier."""
    before, before_error, after, after_error = (
        np.asarray(one, dtype=float) for one in (before, before_error, after, after_error)
    )
    return _difference(before, after - before, np.sqrt(before_error**2 + after_error**2))


def _difference(rest: np.ndarray, value: np.ndarray, error: np.ndarray) -> Difference:
    with np.errstate(divide="ignore", invalid="ignore"):
        distance = np.where(error > 0, np.abs(value) / error, np.nan)
    return Difference(rest, value, value - Z95 * error, value + Z95 * error, 2 * ndtr(-distance))


def is_apart(low: np.ndarray, high: np.ndarray, other_low: float, other_high: float) -> np.ndarray:
    """The cautious rule, where a table gives limits alone: two 95 % intervals that do not overlap, bool (n,).

    With equal errors that asks for p < 0.006 (:data:`OVERLAP_P`) and not for 0.05. Limits that touch overlap; where one
    is not known the answer is no.
    """
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    is_known = np.isfinite(low) & np.isfinite(high)
    return is_known & ((high < other_low) | (low > other_high))
