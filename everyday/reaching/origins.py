"""The cell that stands for an area, and what is reached from it at any known time of the week."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.areas import weighted_centres
from everyday.reaching.held import Held, by_transit, on_foot
from geo.crs import haversine_m

__all__ = ["Middle", "middles_of", "minutes_from"]


@dataclass(frozen=True)
class Middle:
    """The cell nearest to the middle of an area's people: its row in the cell table and its centre, degrees."""

    row: int
    lat: float
    lon: float


def middles_of(held: Held, pieces: pd.DataFrame, area_ids: Sequence[str]) -> dict[str, Middle]:
    """The cell on the streets that stands for each area; an area without one is left out."""
    cells = held.cells
    found = {}
    for area in area_ids:
        mine = pieces[pieces["area_id"].astype(str) == area]
        rows = np.flatnonzero(cells["cell"].isin(mine["cell"]).to_numpy() & held.snaps.is_on_network)
        if not len(rows):
            continue
        centre = weighted_centres(cells, mine).iloc[0]
        lat, lon = cells["lat"].to_numpy()[rows], cells["lon"].to_numpy()[rows]
        nearest = int(np.argmin(haversine_m(lat, lon, float(centre["lat"]), float(centre["lon"]))))
        found[area] = Middle(int(rows[nearest]), float(lat[nearest]), float(lon[nearest]))
    return found


def minutes_from(held: Held, origin: int, limit_min: float, unknown: Collection[str] = ()) -> np.ndarray:
    """Fewest minutes from a cell to every other, on foot or in any band that is known; NaN beyond the limit."""
    best, direct = on_foot(held, origin, limit_min)
    for band in held.parameters.bands:
        if band.name not in unknown and band.day in held.timetables:
            best = np.fmin(best, by_transit(held, band, origin, direct, limit_min))
    return best
