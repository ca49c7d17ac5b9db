"""Whether a point, line or area can be the place of a pin: sound, in the town, and not with latitude for longitude."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from everyday.atlas import OpenEdition
from geo.crs import haversine_m, local_crs, shapes_to_local
from geo.errors import UsageError

__all__ = [
    "MOST_CORNERS", "area_names_of", "area_of_shape", "check_shape", "distance_words", "metres_outside", "outside",
    "size_words", "town_outline",
]  # fmt: skip

MOST_CORNERS = 500
_KINDS = {"Point": "point", "LineString": "line", "MultiLineString": "line", "Polygon": "area", "MultiPolygon": "area"}
_PAIR = re.compile(r"\[(-?[\d.]+(?:e-?\d+)?) (-?[\d.]+(?:e-?\d+)?)")
_LEAST = {"line": 2, "area": 3}


@lru_cache(maxsize=6)
def town_outline(opened: OpenEdition) -> BaseGeometry:
    """The areas of an edition as one outline (WGS 84), prepared for many questions."""
    outline = shapely.union_all(opened.areas.geometry.to_numpy())
    shapely.prepare(outline)
    return outline


def is_in_town(opened: OpenEdition, geometry: BaseGeometry) -> bool:
    """True for a point in one of the town's cells, and for a line or an area that touches the town."""
    if isinstance(geometry, shapely.Point):
        return _is_on_earth(geometry) and opened.cell_at(geometry.y, geometry.x) is not None
    return bool(town_outline(opened).intersects(geometry))


def _is_on_earth(geometry: BaseGeometry) -> bool:
    west, south, east, north = geometry.bounds
    return west >= -180 and south >= -90 and east <= 180 and north <= 90


def metres_outside(opened: OpenEdition, geometry: BaseGeometry) -> float:
    """About how far a geometry lies from the town, 0 inside: exact to a few per cent near by."""
    outline = town_outline(opened)
    scale = math.cos(math.radians(outline.centroid.y))
    town, other = (shapely.transform(one, lambda at: at * [scale, 1.0]) for one in (outline, geometry))
    first, second = shapely.get_coordinates(shapely.shortest_line(town, other))
    return float(haversine_m(first[1], first[0] / scale, second[1], second[0] / scale))


def distance_words(metres: float) -> str:
    """ "80 m", "1.4 km", "5,700 km"."""
    if metres < 950:
        return f"{max(10 * round(metres / 10), 10)} m"
    return f"{metres / 1000:.1f} km" if metres < 9_950 else f"{metres / 1000:,.0f} km"


def check_shape(opened: OpenEdition, geometry: BaseGeometry) -> BaseGeometry:
    """The geometry without heights, once it is known to be a sound point, line or area that is in or touches the town.

    Raises:
        UsageError: what is wrong with it; coordinates that look swapped are named.
    """
    what = _KINDS.get(geometry.geom_type)
    if what is None or geometry.is_empty:
        kind = "empty" if geometry.is_empty else f"a {geometry.geom_type}"
        raise UsageError(f"The place is {kind}.", "Needed: one point, line or area.")
    flat = shapely.force_2d(geometry)
    corners = shapely.get_coordinates(flat)
    _check_corners(corners, what)
    if what == "area" and (not flat.is_valid or flat.area == 0):
        raise _crossed(flat)
    _check_on_town(opened, flat, what)
    return flat


def _check_corners(corners: np.ndarray, what: str) -> None:
    if not np.isfinite(corners).all():
        raise UsageError("A coordinate is not a number.", "Needed: latitude and longitude in degrees.")
    if len(corners) > MOST_CORNERS:
        raise UsageError(
            f"The {what} has {len(corners):,} points.", f"Needed: at most {MOST_CORNERS}.", "Draw it more simply."
        )
    distinct = len(np.unique(corners, axis=0))
    if distinct < _LEAST.get(what, 1):
        raise UsageError(
            f"The {what} has {distinct} different point{'' if distinct == 1 else 's'}.",
            f"Needed: at least {_LEAST[what]}.",
        )


def _check_on_town(opened: OpenEdition, geometry: BaseGeometry, what: str) -> None:
    if is_in_town(opened, geometry):
        return
    lon, lat = shapely.get_coordinates(geometry)[0].tolist()
    if is_in_town(opened, shapely.transform(geometry, lambda at: at[:, ::-1])):
        raise UsageError(
            f"Latitude and longitude look swapped: with latitude {lat:g} and longitude {lon:g} the {what} is not in "
            "the town, the other way round it is.",
            f"Needed: latitude {lon:g} and longitude {lat:g}.",
            "Give the two the other way round.",
        )
    if is_in_town(opened, shapely.transform(geometry, lambda at: at * [-1.0, 1.0])):
        raise UsageError(
            f"A minus sign looks {'missing' if lon > 0 else 'wrong'}: with longitude {lon:g} the {what} is not in the "
            f"town, with {-lon:g} it is.",
            "Needed: a longitude below 0 west of Greenwich, above 0 east of it.",
        )
    if not _is_on_earth(geometry):
        raise UsageError(
            f"Latitude {lat:g} and longitude {lon:g} are not on the Earth.",
            "Needed: a latitude from -90 to 90 and a longitude from -180 to 180, in degrees.",
        )
    raise outside(opened, geometry, what)


def outside(opened: OpenEdition, geometry: BaseGeometry, what: str) -> UsageError:
    """The fault that something lies outside the town, and how far."""
    far = distance_words(metres_outside(opened, geometry))
    town = str(opened.manifest.get("name") or "the town")
    return UsageError(
        f"The {what} lies outside {town}, about {far} from its nearest edge.", "Needed: a place inside the town."
    )


def _crossed(geometry: BaseGeometry) -> UsageError:
    at = _PAIR.search(shapely.is_valid_reason(geometry))
    where = f" near {float(at[2]):.5f}, {float(at[1]):.5f}" if at else ""
    return UsageError(
        f"The outline of the area crosses or touches itself{where}.",
        "Needed: an outline that goes round once.",
        "Give the points in the order in which one would walk round the area.",
    )


def _size_in(outlines: np.ndarray, geometry: BaseGeometry) -> np.ndarray:
    """How much of a line or an area lies in each outline, in square degrees or degrees: enough to compare."""
    parts = shapely.intersection(outlines, geometry)
    return shapely.area(parts) if geometry.geom_type.endswith("Polygon") else shapely.length(parts)


def area_of_shape(opened: OpenEdition, geometry: BaseGeometry) -> str:
    """Code of the area a point lies in, or that has most of a line or an area; empty outside all areas."""
    if isinstance(geometry, shapely.Point):
        return opened.area_at(geometry.y, geometry.x) or ""
    outlines = opened.areas.geometry.to_numpy()
    rows = np.flatnonzero(shapely.intersects(outlines, geometry))
    if not len(rows):
        return ""
    return str(opened.areas["area_id"].iloc[rows[int(np.argmax(_size_in(outlines[rows], geometry)))]])


def area_names_of(opened: OpenEdition, geometry: BaseGeometry) -> list[str]:
    """Names of the areas that a line or an area lies in (more than a hundredth of it), the largest part first."""
    outlines = opened.areas.geometry.to_numpy()
    rows = np.flatnonzero(shapely.intersects(outlines, geometry))
    size = _size_in(outlines[rows], geometry)
    order = np.argsort(-size, kind="stable")
    kept = [rows[place] for place in order if size[place] > 0.01 * size.sum()]
    return [str(opened.areas["area_name"].iloc[row]) for row in kept]


def size_words(geometry: BaseGeometry) -> str:
    """ "850 m" of a line, "0.4 km²" or "8,000 m²" of an area."""
    middle = geometry.centroid
    crs = local_crs(middle.y, middle.x)
    local = shapes_to_local(geometry, crs)
    if not geometry.geom_type.endswith("Polygon"):
        return distance_words(local.length)
    if local.area < 50_000:
        rounded = 10 ** max(math.floor(math.log10(max(local.area, 1.0))) - 1, 0)
        return f"{round(local.area / rounded) * rounded:,} m²"
    return f"{local.area / 1e6:.1f} km²"
