"""Areas from OpenStreetMap: closed ways and multipolygon relations as valid shapely polygons in degrees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.osm.elements import OsmFile

__all__ = ["OsmArea", "areas_where", "only_polygons"]


@dataclass(frozen=True)
class OsmArea:
    """A closed way (``w…``) or multipolygon (``r…``) with its valid (Multi)Polygon, longitude and latitude."""

    osm_id: str
    tags: Mapping[str, str]
    geometry: BaseGeometry


def areas_where(
    osm: OsmFile, wanted: Callable[[Mapping[str, str]], bool], broken: list[str] | None = None
) -> list[OsmArea]:
    """Areas whose tags are wanted.

    A relation whose outline cannot be closed, because members lie outside the file, goes to ``broken`` by id.
    Old-style relations without tags of their own are closed ways' business: the outer way has the tags.
    """
    areas = []
    for relation in osm.relations:
        if not wanted(relation.tags):
            continue
        rows = [osm.row_of_way[way] for way, _ in relation.members if way in osm.row_of_way]
        lines = [line for line in (osm.ways.lonlat(row) for row in rows) if len(line) >= 2]
        shape = _assemble(lines)
        if shape.is_empty:
            if broken is not None:
                broken.append(f"r{relation.id}")
            continue
        if len(rows) < len(relation.members) and broken is not None:
            broken.append(f"r{relation.id}")
        areas.append(OsmArea(f"r{relation.id}", relation.tags, shape))
    rows = [row for row, tags in enumerate(osm.ways.tags) if tags and wanted(tags) and osm.ways.is_closed(row)]
    rings = [(row, osm.ways.lonlat(row)) for row in rows]
    if broken is not None:
        broken += [f"w{osm.ways.id[row]}" for row, ring in rings if len(ring) <= len(osm.ways.refs(row)) - 1]
    rings = [(row, ring) for row, ring in rings if len(ring) >= 4 and (ring[0] == ring[-1]).all()]
    shapes = np.array([shapely.Polygon(ring) for _, ring in rings], dtype=object)
    invalid = ~shapely.is_valid(shapes) if len(shapes) else np.zeros(0, dtype=bool)
    shapes[invalid] = [only_polygons(shape) for shape in shapely.make_valid(shapes[invalid])]
    areas += [
        OsmArea(f"w{osm.ways.id[row]}", osm.ways.tags[row], shape)
        for (row, _), shape in zip(rings, shapes, strict=True)
        if not shape.is_empty
    ]
    return areas


def only_polygons(shape: BaseGeometry) -> BaseGeometry:
    """The polygons in any geometry, as one (Multi)Polygon (empty if there are none)."""
    parts = [part for part in shapely.get_parts(shapely.get_parts([shape])) if part.geom_type == "Polygon"]
    if not parts:
        return shapely.MultiPolygon()
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _assemble(lines: list[np.ndarray]) -> BaseGeometry:
    """Rings from pieces in any order and direction; nested rings are holes, islands in them areas again."""
    if not lines:
        return shapely.MultiPolygon()
    shape = shapely.build_area(shapely.MultiLineString(lines))
    return only_polygons(shape if shapely.is_valid(shape) else shapely.make_valid(shape))
