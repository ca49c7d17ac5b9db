"""Outlines put right, and what a planner should know about how areas lie to each other: overlaps and gaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import to_degrees

__all__ = ["Gap", "Overlap", "find_gaps", "find_overlaps", "only_polygons", "repair"]


@dataclass(frozen=True)
class Overlap:
    """Two areas (row positions, the smaller row first) that share ``m2`` of ground, ``share`` of the smaller one."""

    first: int
    second: int
    m2: float
    share: float


@dataclass(frozen=True)
class Gap:
    """Ground of ``m2`` that areas enclose but none contains, around ``lat``, ``lon``; ``rows`` are those areas."""

    m2: float
    lat: float
    lon: float
    rows: tuple[int, ...]


def only_polygons(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """The polygons of a geometry, as one Polygon or MultiPolygon; None if it has none with an inside."""
    if geometry is None or geometry.is_empty:
        return None
    parts = [geometry]
    while any(part.geom_type in ("GeometryCollection", "MultiPolygon") for part in parts):
        parts = [member for part in parts for member in getattr(part, "geoms", [part])]
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def repair(geometry: BaseGeometry) -> BaseGeometry | None:
    """A valid (Multi)Polygon of the same ground; None if nothing with an inside is left."""
    if not geometry.is_valid:
        geometry = shapely.make_valid(geometry, method="structure", keep_collapsed=False)
    made = only_polygons(geometry)
    if made is not None and not made.is_valid:
        made = only_polygons(shapely.make_valid(made))
    return made if made is not None and made.area > 0 else None


def find_overlaps(outlines_local: NDArray[np.object_], *, least_m2: float = 1.0) -> list[Overlap]:
    """Pairs of areas that share at least ``least_m2``, the largest first. Outlines in metres, valid."""
    first, second = shapely.STRtree(outlines_local).query(outlines_local, predicate="intersects")
    is_pair = first < second
    first, second = first[is_pair], second[is_pair]
    touches = shapely.touches(outlines_local[first], outlines_local[second])
    first, second = first[~touches], second[~touches]
    size = shapely.area(outlines_local)
    shared = shapely.area(shapely.intersection(outlines_local[first], outlines_local[second]))
    made = [
        Overlap(int(a), int(b), float(m2), float(m2 / min(size[a], size[b])))
        for a, b, m2 in zip(first, second, shared, strict=True)
        if m2 >= least_m2
    ]
    return sorted(made, key=lambda overlap: (-overlap.m2, overlap.first, overlap.second))


def find_gaps(outlines_local: NDArray[np.object_], crs: str, *, least_m2: float = 1.0) -> list[Gap]:
    """Holes in the union of all areas of at least ``least_m2`` (smaller ones are rounding), the largest first.

    Args:
        outlines_local: the areas in metres, valid.
        crs: their coordinate system.
        least_m2: in square metres.
    """
    parts = shapely.get_parts(shapely.union_all(outlines_local))
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    areas_tree, parts_tree = shapely.STRtree(outlines_local), shapely.STRtree(parts)
    made = []
    for hole in holes:
        if hole.area < least_m2:
            continue
        islands = parts[parts_tree.query(hole, predicate="contains")]
        ground = shapely.difference(hole, shapely.union_all(islands)) if len(islands) else hole
        if ground.area >= least_m2:
            point = ground.representative_point()
            lat, lon = to_degrees(point.x, point.y, crs)
            rows = areas_tree.query(ground, predicate="dwithin", distance=0.01)
            made.append(Gap(float(ground.area), float(lat), float(lon), tuple(sorted(int(row) for row in rows))))
    return sorted(made, key=lambda gap: (-gap.m2, gap.lat, gap.lon))
