"""Coordinate systems: which metric grid suits a town, and the way there and back.

Everything that is stored or drawn is in degrees (WGS 84); everything that is measured in metres is measured in
one local grid per atlas. Coordinates are never guessed from a bare pair: arguments are named ``lat`` and ``lon``.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.database import query_crs_info
from pyproj.enums import PJType
from pyproj.exceptions import ProjError
from pyproj.transformer import TransformerGroup

from geo.errors import UsageError

__all__ = [
    "BRITISH_NATIONAL_GRID",
    "DEGREES",
    "EARTH_RADIUS_M",
    "IRISH_GRID",
    "IRISH_TRANSVERSE_MERCATOR",
    "ballpark_size_m",
    "haversine_m",
    "is_ballpark",
    "known_grid",
    "local_crs",
    "shapes_to_degrees",
    "shapes_to_local",
    "to_degrees",
    "to_local",
    "transformation_name",
]

DEGREES = "EPSG:4326"
BRITISH_NATIONAL_GRID = "EPSG:27700"
IRISH_TRANSVERSE_MERCATOR = "EPSG:2157"
IRISH_GRID = "EPSG:29902"
EARTH_RADIUS_M = 6_371_008.8

# Coarse outlines (lon, lat) drawn through the sea, so that no land lies within some kilometres of a line.
_IRELAND = shapely.Polygon(
    [
        (-11.5, 51.2), (-5.9, 51.2), (-5.8, 52.6), (-5.35, 54.0), (-5.3, 54.8), (-5.6, 55.0),
        (-5.95, 55.25), (-6.1, 55.36), (-6.6, 55.45), (-8.0, 55.6), (-11.5, 55.6),
    ]
)  # fmt: skip
_BRITAIN = shapely.Polygon(
    [
        (-9.0, 49.8), (0.0, 49.8), (0.9, 50.3), (1.3, 50.8), (1.48, 51.0), (2.2, 51.3),
        (2.2, 61.0), (-9.0, 61.0),
    ]
)  # fmt: skip


def local_crs(lat: float, lon: float) -> str:
    """Metric coordinate system for a town around a point.

    British National Grid in Great Britain and the Isle of Man, Irish Transverse Mercator on the island of Ireland,
    else the UTM zone of WGS 84.

    Args:
        lat, lon: degrees.

    Returns:
        An EPSG code such as ``"EPSG:27700"``.

    Raises:
        UsageError: the point is not on the Earth, or so near a pole that no zone serves.
    """
    if not (np.isfinite(lat) and np.isfinite(lon) and -80 <= lat <= 84 and -180 <= lon <= 180):
        raise UsageError(
            f"The point lat {lat}, lon {lon} cannot be mapped.",
            "Needed: a latitude from -80 to 84 and a longitude from -180 to 180, in degrees.",
            "Check that latitude and longitude are not swapped.",
        )
    point = shapely.Point(lon, lat)
    if _IRELAND.covers(point):
        return IRISH_TRANSVERSE_MERCATOR
    if _BRITAIN.covers(point):
        return BRITISH_NATIONAL_GRID
    zone = min(int((lon + 180) // 6) + 1, 60)
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> Transformer:
    """The way from one system to another.

    Where none of PROJ's transformations is meant for a point, it takes the datums for one and the same ("ballpark").
    For the National Grid (east of 1.92°, north of 60.94°, in the sea beyond a town's shore) that is 100 to 150 m off
    and not even the same in both directions; so there that of the land is used. Other systems are as PROJ has them.
    """
    is_guessed = BRITISH_NATIONAL_GRID not in (source, target)
    try:
        return Transformer.from_crs(
            CRS.from_user_input(source), CRS.from_user_input(target), always_xy=True, allow_ballpark=is_guessed
        )
    except ProjError as error:
        raise UsageError(
            f"The coordinate system {source if target == DEGREES else target!r} is not known.",
            "Needed: a code such as EPSG:27700.",
        ) from error


def _pair(first: ArrayLike, second: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)


def to_local(lat: ArrayLike, lon: ArrayLike, crs: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees to metres: arrays of any one shape in, ``(x, y)`` of that shape out (easting, northing in ``crs``)."""
    lat_array, lon_array = _pair(lat, lon)
    x, y = _transformer(DEGREES, crs).transform(lon_array, lat_array)
    return _pair(x, y)


def to_degrees(x: ArrayLike, y: ArrayLike, crs: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Metres to degrees: arrays of any one shape in, ``(lat, lon)`` of that shape out."""
    x_array, y_array = _pair(x, y)
    lon, lat = _transformer(crs, DEGREES).transform(x_array, y_array)
    return _pair(lat, lon)


def shapes_to_local(shapes: Any, crs: str) -> Any:
    """Geometries in degrees (lon, lat) to metres in ``crs``: one, or an array of any shape, in 2D."""
    return shapely.transform(shapes, lambda at: np.column_stack(to_local(at[:, 1], at[:, 0], crs)))


def shapes_to_degrees(shapes: Any, crs: str) -> Any:
    """Geometries in metres in ``crs`` to degrees (lon, lat): one, or an array of any shape, in 2D."""
    return shapely.transform(shapes, lambda at: np.column_stack(to_degrees(at[:, 0], at[:, 1], crs)[::-1]))


@lru_cache(maxsize=64)
def transformation_name(crs: str) -> str:
    """Name of the transformation between ``crs`` and WGS 84 that is used on this machine, for the provenance.

    British National Grid goes by OSTN15 where its grid file is installed (decimetres), else by a seven-parameter
    Helmert transformation (a few metres), which the name then says.
    """
    source = CRS.from_user_input(crs)
    if source == CRS.from_user_input(DEGREES):
        return "none, the coordinates are WGS 84 already"
    with warnings.catch_warnings():  # pyproj warns where a better grid is not installed; the name says it
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(source, CRS.from_user_input(DEGREES), always_xy=True)
    if not group.transformers:
        return "unknown"
    best = group.transformers[0]
    accuracy = "" if best.accuracy is None or best.accuracy < 0 else f" (within about {best.accuracy:g} m)"
    kind = _kind_of_transformation(best.definition)
    return f"{best.description}{', ' + kind if kind else ''}{accuracy}"


@lru_cache(maxsize=64)
def known_grid(crs: str) -> str | None:
    """The national grid of these islands whose parameters ``crs`` has, by whatever name; None if it is another system.

    A projection with the National Grid's origin, scale, offsets and ellipsoid is the National Grid, also where its
    datum has a name that is not known: the datum would else be guessed, and everything lie some 100 m off.
    """
    mine = _parameters(crs)
    if mine is None:
        return None
    for grid in (BRITISH_NATIONAL_GRID, IRISH_TRANSVERSE_MERCATOR, IRISH_GRID):
        theirs = _parameters(grid) or {}
        if mine.keys() == theirs.keys() and all(abs(mine[n] - theirs[n]) <= _SAME.get(n, 1e-6) for n in mine):
            return grid
    return None


_SAME = {"scale factor at natural origin": 1e-7, "false easting": 0.01, "false northing": 0.01, "axis": 1.0}


def _parameters(crs: str) -> dict[str, float] | None:
    """Numbers that make up a Transverse Mercator grid in metres, None for any other system."""
    system = CRS.from_user_input(crs)
    operation, ellipsoid = system.coordinate_operation, system.ellipsoid
    if not system.is_projected or operation is None or ellipsoid is None:
        return None
    if operation.method_name.lower() != "transverse mercator":
        return None
    if any(abs(axis.unit_conversion_factor - 1) > 1e-9 for axis in system.axis_info):
        return None
    found = {param.name.lower(): float(param.value) for param in operation.params}
    return {**found, "axis": ellipsoid.semi_major_metre, "flattening": ellipsoid.inverse_flattening}


@lru_cache(maxsize=64)
def is_ballpark(crs: str) -> bool:
    """Does PROJ only guess how ``crs`` lies to WGS 84 ("ballpark": the datums are taken for one and the same)?"""
    return "ballpark" in transformation_name(crs).lower()


def ballpark_size_m(crs: str, lat: float, lon: float) -> float | None:
    """How far off a place may lie whose transformation is a guess, in metres; None where nothing tells.

    The largest shift of the known datums on the same ellipsoid that are used around the place.

    Args:
        crs: the system whose datum is not known.
        lat, lon: the place as guessed, in degrees.
    """
    ellipsoid = CRS.from_user_input(crs).ellipsoid
    if ellipsoid is None:
        return None
    near = AreaOfInterest(lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)
    shifts = []
    for info in query_crs_info(pj_types=PJType.GEOGRAPHIC_2D_CRS, area_of_interest=near):
        code = f"{info.auth_name}:{info.code}"
        other = CRS.from_user_input(code).ellipsoid
        if other is None or abs(other.semi_major_metre - ellipsoid.semi_major_metre) > 1:
            continue
        if abs(other.inverse_flattening - ellipsoid.inverse_flattening) > 1e-3 or is_ballpark(code):
            continue
        there = to_degrees(lon, lat, code)
        shifts.append(float(haversine_m(lat, lon, *there)))
    found = [shift for shift in shifts if np.isfinite(shift)]
    return max(found) if found else None


def _kind_of_transformation(definition: str) -> str:
    if "OSTN15" in definition:
        return "by OSTN15"
    if "hgridshift" in definition or "gridshift" in definition:
        return "by a grid of shifts"
    if "helmert" in definition:
        return "by Helmert parameters"
    return ""


def haversine_m(lat1: ArrayLike, lon1: ArrayLike, lat2: ArrayLike, lon2: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distance in metres on a sphere of radius 6,371,008.8 m; arguments broadcast together."""
    lat1_rad, lon1_rad, lat2_rad, lon2_rad = (
        np.radians(np.asarray(a, dtype=np.float64)) for a in (lat1, lon1, lat2, lon2)
    )
    half = (
        np.sin((lat2_rad - lat1_rad) / 2) ** 2
        + np.cos(lat1_rad) * np.cos(lat2_rad) * np.sin((lon2_rad - lon1_rad) / 2) ** 2
    )
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0))))
