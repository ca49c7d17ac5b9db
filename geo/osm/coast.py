"""Sea from coastlines. OpenStreetMap draws them with land on the left and water on the right."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.osm.elements import OsmFile
from geo.osm.polygons import only_polygons

__all__ = ["sea_within"]

ASIDE_DEG = 2e-6  # how far beside a coastline a face is probed
CLEAN_SHARE = 0.9  # of the probes of a face must agree


def sea_within(osm: OsmFile, box: BaseGeometry) -> BaseGeometry:
    """Sea and tidal river inside ``box`` (WGS 84 rectangle); empty where there is no coastline.

    Coastlines that end inside the box are led on to its nearest side. A part of the box whose coastlines contradict
    each other is left as land.
    """
    rows = [row for row, tags in enumerate(osm.ways.tags) if tags.get("natural") == "coastline"]
    lines = [line for line in (osm.ways.lonlat(row) for row in rows) if len(line) >= 2]
    if not lines:
        return shapely.MultiPolygon()
    coast = shapely.intersection(shapely.line_merge(shapely.MultiLineString(lines), directed=True), box)
    pieces = [piece for piece in shapely.get_parts(coast) if piece.geom_type == "LineString" and piece.length > 0]
    if not pieces:
        return shapely.MultiPolygon()
    extensions = _led_to_side(pieces, box)
    edges = shapely.node(shapely.GeometryCollection([*pieces, *extensions, box.exterior]))
    faces = shapely.get_parts(shapely.polygonize([edges]))
    wet, dry = _probes(pieces)
    tree = shapely.STRtree(faces)
    wet_n = np.bincount(tree.query(wet, predicate="within")[1], minlength=len(faces))
    dry_n = np.bincount(tree.query(dry, predicate="within")[1], minlength=len(faces))
    is_sea = (wet_n > 0) & (wet_n >= CLEAN_SHARE * (wet_n + dry_n))
    return only_polygons(shapely.union_all(faces[is_sea]))


def _led_to_side(pieces: list[BaseGeometry], box: BaseGeometry) -> list[BaseGeometry]:
    """Straight lines from loose ends inside the box to the nearest point of its edge."""
    ends = np.array([point for piece in pieces for point in (piece.coords[0], piece.coords[-1])])
    _, first, counts = np.unique(np.round(ends, 9), axis=0, return_index=True, return_counts=True)
    loose = shapely.points(ends[first[counts == 1]])
    loose = loose[shapely.distance(loose, box.exterior) > 1e-9]
    return list(shapely.shortest_line(loose, box.exterior)) if len(loose) else []


def _probes(pieces: list[BaseGeometry]) -> tuple[np.ndarray, np.ndarray]:
    """Points just right (water) and just left (land) of every segment."""
    right, left = [], []
    for piece in pieces:
        points = shapely.get_coordinates(piece)
        step = np.diff(points, axis=0)
        length = np.hypot(step[:, 0], step[:, 1])
        step, middle = step[length > 0] / length[length > 0, None], (points[:-1] + points[1:])[length > 0] / 2
        aside = np.column_stack((step[:, 1], -step[:, 0])) * ASIDE_DEG
        right.append(middle + aside)
        left.append(middle - aside)
    return shapely.points(np.concatenate(right)), shapely.points(np.concatenate(left))
