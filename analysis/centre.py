"""Where the middle of a town is taken to be, unless somebody moves it: docs/definitions.md#town-centre."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import haversine_m

__all__ = ["default_centre"]

_CLASSES = ("city", "town")
_NAMED_CLASSES = ("city", "town", "borough", "suburb", "village")
_CLUSTER_M = 400.0


def default_centre(
    settlements: pd.DataFrame,
    places: pd.DataFrame,
    outline: BaseGeometry,
    town_name: str,
) -> tuple[float, float, str]:
    """The town centre: the OpenStreetMap place node of the town, else the densest cluster of bumping places.

    Inside the study area, in this order: the city, town, borough, suburb or village with the atlas's name; the city or
    town whose name is part of the atlas's name; the largest class of city or town (of several the one nearest to the
    middle of the study area); where most bumping places lie within 400 m of one; the middle of the study area.

    Args:
        settlements: SETTLEMENTS.
        places: PLACES.
        outline: study area, WGS 84.
        town_name: name of the atlas.

    Returns:
        Latitude, longitude, and a sentence that says how they were found.
    """
    middle = outline.centroid
    inside = settlements[_within(outline, settlements)]
    named = _named(inside, town_name)
    if named is not None:
        row, kind = named
        return (*_position(row), f"The town centre is where OpenStreetMap puts the {kind} of {row['name']}.")
    biggest = _biggest(inside, middle)
    if biggest is not None:
        row, kind = biggest
        return (
            *_position(row),
            f"OpenStreetMap has no place called {town_name} here, so the town centre is where it puts the {kind} of "
            f"{row['name']}. Please check, and move it if needed.",
        )
    cluster = _densest(places[places["is_bumping_place"].to_numpy(bool) & _within(outline, places)])
    if cluster is not None:
        lat, lon, number = cluster
        return (
            lat,
            lon,
            "OpenStreetMap names no city or town inside the study area, so the town centre is where most places to "
            f"meet lie together ({number:,} within {_CLUSTER_M:.0f} m). Please check, and move it if needed.",
        )
    return (
        float(middle.y),
        float(middle.x),
        "The map data has neither a city or town nor places to meet inside the study area, so the town centre is the "
        "middle of the study area. Please move it to where it belongs.",
    )


def _within(outline: BaseGeometry, table: pd.DataFrame) -> NDArray[np.bool_]:
    shapely.prepare(outline)
    return np.asarray(shapely.intersects_xy(outline, table["lon"].to_numpy(float), table["lat"].to_numpy(float)), bool)


def _position(row: pd.Series) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


def _words(name: object) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().casefold()
    return tuple(re.findall(r"[a-z0-9]+", plain))


def _named(inside: pd.DataFrame, town_name: str) -> tuple[pd.Series, str] | None:
    """Equal names first, then city and town names that are part of the atlas's name; the larger class first."""
    wanted = _words(town_name)
    if not wanted or not len(inside):
        return None
    names = [_words(name) for name in inside["name"]]
    kinds = inside["place"].astype(str).tolist()
    found = []
    for position, (name, kind) in enumerate(zip(names, kinds, strict=True)):
        if kind not in _NAMED_CLASSES or not name:
            continue
        if name == wanted:
            found.append((0, _NAMED_CLASSES.index(kind), 0, name, position))
        elif kind in _CLASSES and _is_part(name, wanted):
            found.append((1, _NAMED_CLASSES.index(kind), -len(name), name, position))
    if not found:
        return None
    row = min(found)[-1]
    return inside.iloc[row], kinds[row]


def _is_part(name: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return any(wanted[start : start + len(name)] == name for start in range(len(wanted) - len(name) + 1))


def _biggest(inside: pd.DataFrame, middle: shapely.Point) -> tuple[pd.Series, str] | None:
    for kind in _CLASSES:
        candidates = inside[inside["place"].astype(str) == kind]
        if len(candidates):
            away = haversine_m(candidates["lat"].to_numpy(float), candidates["lon"].to_numpy(float), middle.y, middle.x)
            order = np.lexsort((candidates["name"].astype(str).to_numpy(), away))
            return candidates.iloc[order[0]], kind
    return None


def _densest(bumping: pd.DataFrame) -> tuple[float, float, int] | None:
    """Mean position of the places within 400 m of the place that has most; ties: the closest together, then its id."""
    if not len(bumping):
        return None
    ordered = bumping.sort_values("place_id", kind="stable")
    lat, lon = ordered["lat"].to_numpy(float), ordered["lon"].to_numpy(float)
    best: tuple[int, float] = (0, 0.0)
    chosen = np.zeros(len(lat), bool)
    for row in range(len(lat)):
        away = haversine_m(lat, lon, lat[row], lon[row])
        near = np.asarray(away <= _CLUSTER_M)
        rank = (int(near.sum()), -float(np.asarray(away)[near].sum()))
        if rank > best:
            best, chosen = rank, near
    return float(lat[chosen].mean()), float(lon[chosen].mean()), best[0]
