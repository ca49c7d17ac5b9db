"""Published measures of how somebody moves: arrays in, a number out.

docs/definitions.md#movement-of-a-person and docs/definitions.md#home-areas-in-a-place.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from analysis.movement.kernel import sum_of_new
from geo.errors import UsageError

__all__ = [
    "ellipse_area",
    "exploration",
    "gyration_of_top",
    "home_area_mix",
    "hull_area",
    "person_mix",
    "radius_of_gyration",
    "random_entropy",
    "real_entropy",
    "uncorrelated_entropy",
]

SPHERE_KM = 6371.0
Array = NDArray[np.float64]


def _haversine_km(lat1: Array, lon1: Array, lat2: float, lon2: float) -> Array:
    """Great circle on a sphere of 6,371.0 km, as scikit-mobility and trackintel have it."""
    a, b, c, d = (np.radians(one) for one in (lat1, lon1, lat2, lon2))
    half = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * SPHERE_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def _euclid(x1: Array, y1: Array, x2: float, y2: float) -> Array:
    return np.hypot(x1 - x2, y1 - y2)


_METRICS: dict[str, Callable[[Array, Array, float, float], Array]] = {"haversine": _haversine_km, "flat": _euclid}


def radius_of_gyration(
    first: ArrayLike, second: ArrayLike, weights: ArrayLike | None = None, metric: str = "haversine"
) -> float:
    """√(Σ w d²/ Σ w) with d the distance to the weighted mean of the coordinates.

    Args:
        first, second: lat and lon in degrees ("haversine"), or x and y ("flat").
        weights: of each point, such as the seconds of a stay; None weighs each the same.
        metric: "haversine" gives km, "flat" the unit of the coordinates.

    Returns:
        NaN for no point, or no weight.
    """
    one, two, weight = _points(first, second, weights)
    if metric not in _METRICS:
        raise UsageError(f"There is no metric {metric!r}.", f"Needed: one of {', '.join(_METRICS)}.")
    total = weight.sum()
    if not len(one) or not total > 0:
        return math.nan
    apart = _METRICS[metric](one, two, float((one * weight).sum() / total), float((two * weight).sum() / total))
    return math.sqrt(float((apart**2 * weight).sum() / total))


def gyration_of_top(
    first: ArrayLike, second: ArrayLike, location: ArrayLike, k: int = 2, weights: ArrayLike | None = None,
    metric: str = "haversine",
) -> float:  # fmt: skip
    """The radius of gyration over the stays at the ``k`` locations visited most often, about their own mean.

    Of locations visited equally often the one seen first counts. Pappalardo et al. (2015): a *returner* if it is more
    than half of the whole radius.
    """
    one, two, weight = _points(first, second, weights)
    _, seen, index, visits = np.unique(np.asarray(location), return_index=True, return_inverse=True, return_counts=True)
    top = np.isin(index, np.lexsort((seen, -visits))[:k])
    return radius_of_gyration(one[top], two[top], weight[top], metric)


def _points(first: ArrayLike, second: ArrayLike, weights: ArrayLike | None) -> tuple[Array, Array, Array]:
    one, two = np.asarray(first, np.float64), np.asarray(second, np.float64)
    return one, two, np.ones(len(one)) if weights is None else np.asarray(weights, np.float64)


def random_entropy(location: ArrayLike) -> float:
    """log₂ of the number of locations; NaN for none."""
    found = len(np.unique(np.asarray(location)))
    return math.log2(found) if found else math.nan


def uncorrelated_entropy(location: ArrayLike, *, normalised: bool = False) -> float:
    """−Σ p log₂ p over the locations' shares of the visits; normalised by log₂ of their number (0 for one).

    Returns:
        NaN for no visit.
    """
    _, visits = np.unique(np.asarray(location), return_counts=True)
    if not len(visits):
        return math.nan
    shares = visits / visits.sum()
    entropy = abs(float((shares * np.log2(shares)).sum()))
    if normalised:
        return entropy / math.log2(len(visits)) if len(visits) > 1 else 0.0
    return entropy


def real_entropy(location: ArrayLike) -> float:
    """n log₂ n / Σ Λ of the sequence of visits (Song et al. 2010), by the conventions of scikit-mobility.

    Λ is the length of the shortest piece from a visit on that was not seen before; the first counts 1, the last 2.

    Returns:
        NaN for fewer than three visits, of which it says nothing.
    """
    _, symbols = np.unique(np.asarray(location), return_inverse=True)
    n = len(symbols)
    if n < 3:
        return math.nan
    total = sum_of_new(n, np.ascontiguousarray(symbols, np.int64), np.zeros(n + 1, np.int64))
    return n * math.log2(n) / total


def exploration(location: ArrayLike) -> float:
    """Locations ÷ visits: 1 for somebody who never comes back; NaN for no visit."""
    visits = np.asarray(location)
    return len(np.unique(visits)) / len(visits) if len(visits) else math.nan


def hull_area(x: ArrayLike, y: ArrayLike) -> float:
    """Area of the convex hull of points in metres, in m²; 0 for fewer than three."""
    points = np.column_stack([np.asarray(x, np.float64), np.asarray(y, np.float64)])
    return float(shapely.convex_hull(shapely.multipoints(points)).area) if len(points) > 2 else 0.0


def ellipse_area(x: ArrayLike, y: ArrayLike) -> float:
    """Area of the ellipse of one standard deviation along the main axes of the points, in m²; 0 for fewer than three.

    The angle is ½ atan2(2Σxy, Σx² − Σy²) of the deviations from the mean; deviations are divided by n − 2.
    """
    one, two = np.asarray(x, np.float64), np.asarray(y, np.float64)
    n = len(one)
    if n < 3:
        return 0.0
    one, two = one - one.mean(), two - two.mean()
    angle = 0.5 * math.atan2(2 * float((one * two).sum()), float((one**2).sum() - (two**2).sum()))
    along = one * math.cos(angle) + two * math.sin(angle)
    across = two * math.cos(angle) - one * math.sin(angle)
    return math.pi * math.sqrt(float((along**2).sum() / (n - 2) * (across**2).sum() / (n - 2)))


def home_area_mix(seconds: ArrayLike, reference: ArrayLike | None = None) -> Array:
    """How evenly people of different home areas are found at a place: 1 is as in the whole sample, 0 a single area.

    ``1 − Σ|τ_q − r_q| / (2 (1 − min r))``: τ the home areas' shares of the time at the place, r their shares of the
    sample. With equal r = 1/Q that is 1 − S of Moro et al. (2021), S = Q/(2(Q−1)) Σ|τ_q − 1/Q|. The divisor is the
    largest value that the reference allows: all the time by people of the smallest area.

    Args:
        seconds: (..., Q): time at each place by people of each home area (or shares of it).
        reference: (Q,) the home areas' parts of the sample, above 0; None is equal parts.

    Returns:
        (...): 0–1; NaN where there is no time, or only one home area in the reference.
    """
    time = np.asarray(seconds, np.float64)
    parts = np.ones(time.shape[-1]) if reference is None else np.asarray(reference, np.float64)
    if parts.shape != time.shape[-1:] or not (parts > 0).all():
        raise UsageError("The reference shares do not fit.", "Needed: a part above 0 for each home area of the sample.")
    shares = parts / parts.sum()
    total = time.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        apart = np.abs(time / total - shares).sum(axis=-1)
        return np.asarray(1 - apart / (2 * (1 - shares.min())))


def person_mix(share_of_time: ArrayLike, place_shares: ArrayLike, reference: ArrayLike | None = None) -> float:
    """How mixed the places are where somebody spends their time: the same formula on τ_iq = Σ_α τ_iα τ_qα.

    Args:
        share_of_time: (P,): the person's time at each place.
        place_shares: (P, Q): the home areas' shares of the time at each place.
        reference: as for home_area_mix.
    """
    time = np.asarray(share_of_time, np.float64)
    return float(home_area_mix(time @ np.asarray(place_shares, np.float64) / time.sum(), reference))
