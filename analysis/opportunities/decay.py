"""How much an opportunity counts with distance: decay functions, see docs/definitions.md#decay.

Each function here makes a :data:`Decay`: minutes in, weights 0–1 out, of the same shape. Whether a limit itself still
counts is said at each; published packages differ.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.errors import UsageError

__all__ = [
    "E2SFCA_STEPS",
    "E2SFCA_WIDE_STEPS",
    "THREE_SFCA_STEPS",
    "Decay",
    "binary",
    "exponential",
    "half_life",
    "linear",
    "logistic",
    "modified_gaussian",
    "power",
    "stepped",
    "steps_up_to",
    "up_to",
]

Decay = Callable[[ArrayLike], NDArray[np.float64]]

GOAT_SENSITIVITY_MAX = 1_000_000.0
R5_ZERO = 0.001

# Minutes up to and including which a weight holds; nothing beyond the last (Luo and Qi 2009; Wan and others 2012).
E2SFCA_STEPS: Mapping[float, float] = {10: 1.0, 20: 0.68, 30: 0.22}
E2SFCA_WIDE_STEPS: Mapping[float, float] = {20: 1.0, 40: 0.68, 60: 0.22}
THREE_SFCA_STEPS: Mapping[float, float] = {10: 0.962, 20: 0.704, 30: 0.377, 60: 0.042}


def binary(limit: float, *, inclusive: bool = True) -> Decay:
    """1 within ``limit`` minutes, else 0; the limit counts (Ipea, pysal, GOAT) unless ``inclusive`` is False (R5)."""
    if inclusive:
        return lambda minutes: (_array(minutes) <= limit).astype(float)
    return lambda minutes: (_array(minutes) < limit).astype(float)


def exponential(rate: float) -> Decay:
    """exp(-β t), β per minute. GOAT's exponential is this with β = s / (s_max t_max)."""
    _need_positive(rate, "rate")
    return lambda minutes: np.exp(-rate * _array(minutes))


def power(exponent: float) -> Decay:
    """t^-β, at most 1 (so 1 for all up to one minute)."""
    _need_positive(exponent, "exponent")
    return lambda minutes: np.maximum(_array(minutes), 1.0) ** -exponent


def linear(limit: float) -> Decay:
    """max(0, 1 - t / c): from 1 at once to 0 at the limit."""
    _need_positive(limit, "limit")
    return lambda minutes: np.maximum(0.0, 1.0 - _array(minutes) / limit)


def stepped(steps: Sequence[float], weights: Sequence[float]) -> Decay:
    """1 before the first step; at exactly a step its own weight begins (open on the right, as in the Ipea package).

    Args:
        steps: minutes, ascending.
        weights: weight from each step on; normally 0 at the last.
    """
    bounds = _ascending(steps)
    if len(weights) != len(bounds):
        raise UsageError(f"{len(bounds)} steps and {len(weights)} weights.", "Needed: one weight per step.")
    levels = np.array([1.0, *weights], dtype=float)
    return lambda minutes: levels[np.searchsorted(bounds, _array(minutes), side="right")]


def steps_up_to(steps: Mapping[float, float]) -> Decay:
    """Weights by longest time: {10: 1, 20: .68} is 1 up to *and including* 10 minutes, .68 to 20, 0 beyond (pysal)."""
    bounds = _ascending(list(steps))
    levels = np.array([*steps.values(), 0.0], dtype=float)
    return lambda minutes: levels[np.searchsorted(bounds, _array(minutes), side="left")]


def half_life(minutes_to_half: float) -> Decay:
    """R5's exponential: 0.5^(t / c). (R5 itself stops looking where a weight falls below 0.001.)"""
    _need_positive(minutes_to_half, "half-life")
    return lambda minutes: 0.5 ** (_array(minutes) / minutes_to_half)


def logistic(middle: float, spread: float, *, zero_below: float = R5_ZERO) -> Decay:
    """R5's logistic: g(0) / g(t) with g(t) = 1 + exp((t - m) π / (sd √3)); weights below 0.001 are 0.

    Args:
        middle: m, minutes at which about half counts.
        spread: sd, standard deviation in minutes.
        zero_below: smaller weights are 0.
    """
    _need_positive(spread, "spread")
    scale = np.pi / (spread * np.sqrt(3))

    def weigh(minutes: ArrayLike) -> NDArray[np.float64]:
        # logaddexp(0, z) is log(1 + e^z) without overflow.
        weight = np.exp(np.logaddexp(0, -middle * scale) - np.logaddexp(0, (_array(minutes) - middle) * scale))
        return np.where(weight < zero_below, 0.0, weight)

    return weigh


def modified_gaussian(longest: float, sensitivity: float) -> Decay:
    """GOAT's gravity: exp(-(t / t_max)² / (s / s_max)), s_max = 1,000,000.

    The formula does not end at t_max, as GOAT has only times up to it: put it in :func:`up_to`.
    """
    _need_positive(longest, "longest time")
    _need_positive(sensitivity, "sensitivity")
    return lambda minutes: np.exp(-((_array(minutes) / longest) ** 2) / (sensitivity / GOAT_SENSITIVITY_MAX))


def up_to(limit: float, decay: Decay, *, inclusive: bool = True) -> Decay:
    """Another decay, but 0 beyond ``limit`` minutes, or from the limit on if it is not ``inclusive``."""
    within = binary(limit, inclusive=inclusive)
    return lambda minutes: decay(minutes) * within(minutes)


def _array(minutes: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(minutes, dtype=float)


def _ascending(steps: Sequence[float]) -> NDArray[np.float64]:
    bounds = np.asarray(steps, dtype=float)
    if not len(bounds) or (np.diff(bounds) <= 0).any():
        raise UsageError(f"The steps {list(steps)} do not ascend.", "Needed: one or more times in minutes, ascending.")
    return bounds


def _need_positive(value: float, name: str) -> None:
    if not value > 0:
        raise UsageError(f"The {name} is {value}.", "Needed: a number above 0.")
