"""Where a bus goes round: the stops farthest from the straight way between getting on and getting off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.crs import haversine_m

__all__ = ["ROUND_FROM_M", "ROUND_FROM_RATIO", "goes_round_by"]

ROUND_FROM_M = 400.0
ROUND_FROM_RATIO = 1.3
_SECOND_SHARE = 0.5
_METRES_PER_DEGREE = 111_195.0


def goes_round_by(names: Sequence[str], lat: NDArray[np.float64], lon: NDArray[np.float64]) -> list[str]:
    """Name the one or two stops by which a ride goes round, in the order in which it calls at them.

    The first is the stop farthest from the straight line between the ends, if that is at least 400 m away and the ride
    at least 1.3 times as long as the line. The second is the farthest of those that are at least half as far from the
    line and 400 m from the first. Stops named like one of the ends are passed over.

    Args:
        names, lat, lon: stops of the ride (n,), the ends included; degrees.

    Returns:
        No, one or two names.
    """
    if len(names) < 3:
        return []
    ridden_m = float(haversine_m(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum())
    crow_m = float(haversine_m(lat[0], lon[0], lat[-1], lon[-1]))
    if ridden_m < ROUND_FROM_RATIO * crow_m:
        return []
    away_m = _metres_from_line(lat, lon)
    away_m[[name in (names[0], names[-1]) for name in names]] = -1.0
    first = int(np.argmax(away_m))
    if away_m[first] < ROUND_FROM_M:
        return []
    apart_m = haversine_m(lat, lon, lat[first], lon[first])
    is_other = (apart_m >= ROUND_FROM_M) & np.asarray([name != names[first] for name in names])
    is_other &= away_m >= max(ROUND_FROM_M, _SECOND_SHARE * away_m[first])
    if not is_other.any():
        return [names[first]]
    second = int(np.argmax(np.where(is_other, away_m, -1.0)))
    return [names[place] for place in sorted((first, second))]


def _metres_from_line(lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from each point to the straight line between the first and the last, not drawn on beyond them."""
    y = (lat - lat[0]) * _METRES_PER_DEGREE
    x = (lon - lon[0]) * _METRES_PER_DEGREE * np.cos(np.radians(lat[0]))
    square = x[-1] ** 2 + y[-1] ** 2
    share = np.clip((x * x[-1] + y * y[-1]) / square, 0.0, 1.0) if square > 0 else np.zeros(len(x))
    return np.hypot(x - share * x[-1], y - share * y[-1])
