"""From the coordinates of a file to degrees: the declared system where it fits, else the one the numbers show."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from pyproj.exceptions import CRSError, ProjError

from geo.crs import (
    BRITISH_NATIONAL_GRID,
    DEGREES,
    IRISH_GRID,
    IRISH_TRANSVERSE_MERCATOR,
    ballpark_size_m,
    is_ballpark,
    known_grid,
    to_degrees,
    transformation_name,
)
from geo.errors import Report, UsageError

__all__ = ["geometry_to_degrees", "recognise_crs"]

_WEB_MERCATOR = "EPSG:3857"
_GSS = re.compile(r"^[ENSWK]\d{8}$")


def geometry_to_degrees(
    geometry: NDArray[np.object_], declared: str | None, report: Report, *, codes: Sequence[str] = ()
) -> NDArray[np.object_] | None:
    """Geometries in WGS 84 degrees, or None after a refusal in the report. Facts get the system and transformation.

    Args:
        geometry: object (n,), shapely geometries or None.
        declared: the coordinate system the file declares, if any.
        report: gets what was found and done.
        codes: the areas' codes; official ones help to tell Northern Ireland and swapped coordinates.
    """
    points = shapely.get_coordinates(geometry)
    if not len(points):
        return geometry
    system = recognise_crs(points, declared, report, codes=codes)
    if system is None:
        return None
    report.facts["Coordinate system"] = _title(system)
    if _is_degrees(system):
        report.facts["Transformation"] = "none needed"
        return _swapped_back(geometry, points, report, codes)

    def transform(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        lat, lon = to_degrees(xy[:, 0], xy[:, 1], system)
        return np.column_stack([lon, lat])

    try:
        report.facts["Transformation"] = f"to longitude and latitude ({transformation_name(system)})"
        moved = np.asarray(shapely.transform(geometry, transform), dtype=object)
    except (UsageError, ProjError):
        moved = np.array([shapely.Point(np.nan, np.nan)], dtype=object)
    lonlat = shapely.get_coordinates(moved)
    if not np.isfinite(lonlat).all() or np.abs(lonlat[:, 1]).max() > 90:
        report.add(
            "refused",
            "crs_does_not_fit",
            f"the coordinates ({_span(points)}) do not fit {_title(system)}.",
            needed="coordinates in the system that the file declares.",
            action="Open the file in QGIS, set the right coordinate system and export it as GeoJSON.",
        )
        return None
    if is_ballpark(system):
        _tell_guessed(system, lonlat, report)
    return moved


def _tell_guessed(system: str, lonlat: NDArray[np.float64], report: Report) -> None:
    lon, lat = np.median(lonlat, axis=0)
    size = ballpark_size_m(system, float(lat), float(lon))
    off = "by an unknown amount, often 100 m or more" if size is None else f"by up to about {max(size, 1):,.0f} m"
    report.add(
        "warning",
        "transformation_guessed",
        f"how {_title(system)} lies to longitude and latitude is not known; it was guessed, "
        f"and places may lie off {off}.",
        needed="a coordinate system with a known datum, such as British National Grid (EPSG:27700).",
        action="Used as it is. Open the file in QGIS, set the right coordinate system and export it as GeoJSON.",
    )


def _span(points: NDArray[np.float64]) -> str:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    return f"x {west:,.6g} to {east:,.6g}, y {south:,.6g} to {north:,.6g}"


def _title(system: str) -> str:
    if _is_degrees(system):
        return "longitude and latitude (WGS 84)"
    crs = CRS.from_user_input(system)
    authority = crs.to_authority(min_confidence=25)
    code = f" ({':'.join(authority)})" if authority and not is_ballpark(system) else ""
    name = crs.name.split(" / ")[-1] if "Grid" in crs.name else crs.name
    return f"{name}{code}"


def _is_degrees(system: str) -> bool:
    crs = CRS.from_user_input(system)
    return crs.to_authority(min_confidence=70) in (("EPSG", "4326"), ("OGC", "CRS84"), ("EPSG", "4979")) or (
        crs.is_geographic and "WGS 84" in crs.name
    )


def recognise_crs(
    points: NDArray[np.float64], declared: str | None, report: Report, *, codes: Sequence[str] = ()
) -> str | None:
    """Coordinate system of points (n, 2), None after a refusal.

    What the file declares is taken if the numbers fit it. Undeclared or plainly wrong, the numbers decide: degrees,
    British National Grid, the Irish grids where the codes are Northern Irish, or Web Mercator around the UK.
    """
    crs = None
    if declared:
        try:
            crs = CRS.from_user_input(declared)
        except CRSError:
            report.add(
                "warning",
                "crs_unknown",
                f"the file declares a coordinate system that is not known ({declared[:60]}).",
                action="It is recognised from the numbers instead.",
            )
    if crs is not None and not (crs.is_geographic or crs.is_projected):
        crs = None
    fits_degrees = bool(np.abs(points[:, 0]).max() <= 180 and np.abs(points[:, 1]).max() <= 90)
    if crs is not None and crs.is_geographic == fits_degrees:
        written = crs.to_string() if crs.to_authority() else crs.to_wkt()
        return known_grid(written) or written
    if fits_degrees:
        if crs is not None:
            report.add(
                "repaired",
                "crs_wrong",
                f"the file declares {_title(crs.to_wkt())}, in metres, but its numbers are degrees ({_span(points)}).",
                action="Read as longitude and latitude.",
            )
        return DEGREES
    guess = _grid_of(points, codes)
    said = (
        f"declares {_title(crs.to_wkt())}, in degrees, but" if crs is not None else "declares no coordinate system and"
    )
    if guess is None:
        report.add(
            "refused",
            "crs_undeclared",
            f"the file {said} its numbers are not degrees ({_span(points)}).",
            needed="longitude and latitude in degrees, or a declared coordinate system such as EPSG:27700.",
            action="Open the file in QGIS, set its coordinate system and export it as GeoJSON.",
        )
        return None
    report.add(
        "repaired",
        "crs_recognised",
        f"the file {said} its numbers are not degrees ({_span(points)}).",
        needed="longitude and latitude in degrees, or a declared coordinate system.",
        action=f"Recognised as {_title(guess)} from the range of the numbers.",
    )
    return guess


def _grid_of(points: NDArray[np.float64], codes: Sequence[str]) -> str | None:
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    official = [code for code in codes if _GSS.match(code)]
    if official and sum(code.startswith("N") for code in official) > len(official) / 2:
        if west > 550_000 and east < 780_000 and south > 780_000 and north < 970_000:
            return IRISH_TRANSVERSE_MERCATOR
        if west > 170_000 and east < 380_000 and south > 290_000 and north < 470_000:
            return IRISH_GRID
    if west >= 0 and south >= 0 and east <= 700_000 and north <= 1_300_000:
        return BRITISH_NATIONAL_GRID
    if west > -1_000_000 and east < 300_000 and south > 6_300_000 and north < 8_800_000:
        return _WEB_MERCATOR
    return None


def _swapped_back(
    geometry: NDArray[np.object_], points: NDArray[np.float64], report: Report, codes: Sequence[str]
) -> NDArray[np.object_]:
    """Latitude first is put right where the codes are British and the place would be in the Indian Ocean."""
    x, y = points[:, 0], points[:, 1]
    looks_swapped = x.min() > 49 and x.max() < 61.5 and y.min() > -9.5 and y.max() < 2.5
    if not looks_swapped or not codes or sum(bool(_GSS.match(code)) for code in codes) < len(codes) / 2:
        return geometry
    report.add(
        "repaired",
        "coordinates_swapped",
        f"latitude and longitude are swapped ({_span(points)}): the official codes "
        "are British, the coordinates lie in the Indian Ocean.",
        action="Swapped back.",
    )
    return np.asarray(shapely.transform(geometry, lambda xy: xy[:, ::-1]), dtype=object)
