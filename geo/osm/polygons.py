"""Areas from OpenStreetMap: closed ways and multipolygon relations as valid shapely polygons in degrees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.osm.elements import OsmFile, OsmRelation

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

    A relation of which something lies outside the file goes to ``broken`` by id. It is an area all the same if its
    outline closes without what is missing; a pond never becomes the park around it. Old-style relations without tags
    of their own are closed ways' business: the outer way has the tags.
    """
    areas = []
    for relation in osm.relations:
        if not wanted(relation.tags):
            continue
        shape, is_whole = _shape_of(osm, relation)
        if broken is not None and (shape.is_empty or not is_whole):
            broken.append(f"r{relation.id}")
        if not shape.is_empty:
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


def _shape_of(osm: OsmFile, relation: OsmRelation) -> tuple[BaseGeometry, bool]:
    """The area of a relation in degrees (empty if its outline does not close), and whether the file has all of it.

    Where every line closes, the lines themselves tell what is in and what is out: roles are often wrong or empty.
    Where something is missing they cannot tell, as a pond without the park around it looks like a park: then the roles
    count.
    """
    lines: dict[str, list[np.ndarray]] = {"outer": [], "inner": [], "": []}
    is_whole = True
    for way, role in relation.members:
        row = osm.row_of_way.get(way)
        line = np.empty((0, 2)) if row is None else osm.ways.lonlat(row)
        is_whole &= row is not None and len(line) == len(osm.ways.refs(row))
        if len(line) >= 2:
            lines[role if role in lines else ""].append(line)
    together = [line for of_role in lines.values() for line in of_role]
    if is_whole and _all_close(together):
        return _assemble(together), True
    return _assemble_by_role(lines["outer"], lines["inner"], lines[""]), is_whole


def _all_close(lines: list[np.ndarray]) -> bool:
    """Do the lines meet, two by two, at every end?"""
    if not lines:
        return False
    _, counts = np.unique(np.concatenate([line[[0, -1]] for line in lines]), axis=0, return_counts=True)
    return bool((counts % 2 == 0).all())


def _assemble_by_role(outer: list[np.ndarray], inner: list[np.ndarray], plain: list[np.ndarray]) -> BaseGeometry:
    """What closes of the outline, less the holes that close; empty if nothing of the outline closes.

    Lines without a role (``plain``) are of the outline, as in old mapping, but a hole if another of them is around it.
    """
    outline = _filled(outer + plain)
    holes = shapely.union_all([_filled(inner), shapely.difference(_filled(plain), _assemble(plain))])
    if outline.is_empty or holes.is_empty:
        return outline
    rings = shapely.get_parts(shapely.polygonize([shapely.LineString(line) for line in outer]))
    inside = [hole for hole in shapely.get_parts(holes) if shapely.covers(outline, hole)]
    islands = rings[shapely.covers(shapely.MultiPolygon(inside), rings)]
    return only_polygons(shapely.union_all([shapely.difference(outline, holes), *islands]))


def _filled(lines: list[np.ndarray]) -> BaseGeometry:
    """Everything inside any ring of the lines."""
    faces = shapely.get_parts(shapely.polygonize([shapely.LineString(line) for line in lines]))
    return only_polygons(shapely.union_all(shapely.make_valid(faces)))


def _assemble(lines: list[np.ndarray]) -> BaseGeometry:
    """Rings from pieces in any order and direction; nested rings are holes, islands in them areas again."""
    if not lines:
        return shapely.MultiPolygon()
    shape = shapely.build_area(shapely.MultiLineString(lines))
    return only_polygons(shape if shapely.is_valid(shape) else shapely.make_valid(shape))
