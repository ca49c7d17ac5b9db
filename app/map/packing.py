"""How the map's layers are packed: whole numbers of 0.00001 degree (about a metre), values to four digits.

A ring is its first point and then differences: ``[lon, lat, dlon, dlat, …]``.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
import shapely

__all__ = ["DIGITS", "numbers", "outline_of", "points_of", "ring", "rings_of"]

DIGITS = 5
_TINY = 1e-200  # smaller ones are 0
_SLACK = 1e-7  # a value that is short of its digits by less than this is rounding


def ring(points: np.ndarray) -> list[int]:
    """(n, 2) lon, lat -> first point and differences."""
    whole = np.rint(points * 10**DIGITS).astype(np.int64)
    return np.vstack([whole[:1], np.diff(whole, axis=0)]).ravel().tolist()


def rings_of(geometry: Any) -> list[list[int]]:
    """All rings or lines of a geometry."""
    parts = shapely.get_parts(geometry)
    polygons = parts[shapely.get_type_id(parts) == 3]
    if len(polygons):
        return [ring(shapely.get_coordinates(line)[:-1]) for line in shapely.get_rings(polygons)]
    return [ring(shapely.get_coordinates(part)) for part in parts]


def outline_of(geometry: Any) -> dict[str, Any]:
    """An outline as GeoJSON, as fine as a map shows it."""
    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.simplify(geometry, 0.00003)))
    return found


def points_of(frame: pd.DataFrame) -> list[int]:
    """Latitudes and longitudes, alternating."""
    return np.rint(frame[["lat", "lon"]].to_numpy(dtype=float) * 10**DIGITS).astype(np.int64).ravel().tolist()


def numbers(values: pd.Series) -> list[float | None]:
    """Four significant digits, None where not known.

    The others are cut off, not rounded: 30.4999 is sent as 30.49, which reads "30" as it does everywhere else, and no
    value moves into the next class.
    """
    number = values.to_numpy(dtype=float)
    known = np.isfinite(number)
    size = np.abs(np.where(known, number, 0.0))
    power = 3 - np.floor(np.log10(np.where(size > _TINY, size, 1.0))).astype(int)
    cut = np.copysign(np.floor(size * 10.0**power * (1 + _SLACK)), np.where(known, number, 0.0))
    pairs = zip(cut.tolist(), power.tolist(), known.tolist(), strict=True)
    return [float(f"{whole:.0f}e{-places}") if there else None for whole, places, there in pairs]
