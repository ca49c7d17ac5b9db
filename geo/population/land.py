"""Small areas that reach into water: their people live on the land.

Census areas are often drawn to the low-water line or to the border in the middle of an estuary, while wards end at the
coast. Shared out by ground, a seaside village of such an area would lose most of its people to the sea.
Rules: docs/definitions.md#people-of-small-areas.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.cells import polygon_size

__all__ = ["Water", "on_land"]

LEAST_WATER_SHARE = 0.001  # of an area; less is how finely two maps draw one bank
TOUCHING_DEG = 1e-4  # about ten metres: water is drawn without its finest bends
COAST_SHARE = 0.05  # land of such an area outside the study area, at most, that is two maps' coasts disagreeing


@dataclass(frozen=True)
class Water:
    """Sea, lakes and wide rivers, as polygons (WGS 84), and the ground on which they are known."""

    shapes: NDArray[np.object_]
    known: BaseGeometry


def on_land(
    shapes: NDArray[np.object_], areas: gpd.GeoDataFrame, water: Water
) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """The land of small areas, (n,), and which of them reached into water.

    An area that runs out of the streets map into water ends with the map: nobody knows the coast beyond. What little of
    an area's land lies outside the study area, where both draw one coast, goes too. An area without any land stays
    whole.

    Args:
        shapes: polygons, WGS 84.
        areas: AREAS of the study area.
        water: from the streets map.
    """
    made = shapes.copy()
    is_wet = np.zeros(len(shapes), dtype=bool)
    if not len(shapes) or not len(water.shapes):
        return made, is_wet
    rows, hits = shapely.STRtree(water.shapes).query(shapes, predicate="intersects")
    study = shapely.union_all(np.asarray(areas.geometry.array, dtype=object))
    edge = shapely.boundary(water.known)
    for row in np.unique(rows):
        wet = shapely.union_all(water.shapes[hits[rows == row]])
        leaves = shapely.intersection(edge, shapes[row])
        into_water = shapely.length(shapely.intersection(leaves, shapely.buffer(wet, TOUCHING_DEG)))
        is_at_sea = into_water > 0.5 * shapely.length(leaves)
        land = shapely.difference(shapely.intersection(shapes[row], water.known) if is_at_sea else shapes[row], wet)
        whole, dry = polygon_size(np.array([shapes[row], land], dtype=object))
        if dry <= 0 or whole - dry < LEAST_WATER_SHARE * whole:
            continue
        inside = shapely.intersection(land, study)
        (within,) = polygon_size(np.array([inside], dtype=object))
        made[row] = inside if within > 0 and dry - within <= COAST_SHARE * dry else land
        is_wet[row] = True
    return made, is_wet
