"""Which places of a ranking can be told apart. Definitions: docs/definitions.md#ranking."""

from __future__ import annotations

import numpy as np

from analysis.survey.intervals import Z95

__all__ = ["rank_ranges"]


def rank_ranges(values: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best and the worst place that each may have, 1 for the highest value; (n,) each, NaN where not known.

    The best place is one more than the number of those that are higher by more than 1.96 errors of the difference, the
    worst counts in the same way from below. What has no error is taken to be exact. Pairs are not corrected for how
    many there are: among many, some places seem better told apart than they are.
    """
    values = np.asarray(values, dtype=float)
    errors = np.nan_to_num(np.asarray(errors, dtype=float))
    is_known = np.isfinite(values)
    with np.errstate(invalid="ignore"):
        apart = values[None, :] - values[:, None]
        limit = Z95 * np.hypot(errors[None, :], errors[:, None])
        above, below = (apart > limit).sum(axis=1), (apart < -limit).sum(axis=1)
    best, worst = 1.0 + above, float(is_known.sum()) - below
    return np.where(is_known, best, np.nan), np.where(is_known, worst, np.nan)
