"""Who travels across town and where to: the points of a town, put on its streets once for all that is measured."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.walking import Snap

__all__ = ["CityPoints"]


@dataclass(frozen=True)
class CityPoints:
    """Who travels, and where to.

    Attributes:
        cells: centres of all cells on the streets (n,).
        lat, lon: centres of the cells, degrees (n,).
        weight_n: weight of each cell (n,), NaN counts as 0.
        area_centres: where the people of each area are on average, on the streets (a,).
        centre: the town centre on the streets (1,).
        stops: all stops of the feed on the streets, in the order of its rows (s,).
    """

    cells: Snap
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    weight_n: NDArray[np.float64]
    area_centres: Snap
    centre: Snap
    stops: Snap
