"""Squares are crossed freely: straight links between the places where streets and paths meet a pedestrian area."""

from __future__ import annotations

import itertools

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.osm.elements import OsmFile, vocabulary
from geo.osm.polygons import areas_where

__all__ = ["crossings_of_squares"]

SQUARES = vocabulary("pedestrian footway path living_street service corridor")
MOST_ENTRIES = 60
WIDEN_DEG = 1e-7  # so that a line along the edge counts as inside


def crossings_of_squares(osm: OsmFile, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Links across walkable areas, as positions in ``osm.ways.ref`` (both ends) and in ``chosen`` (whose tags hold).

    Args:
        osm: what was read.
        chosen: rows of the walkable ways, the outlines of areas among them.
    """
    ways = osm.ways
    rank = {int(row): position for position, row in enumerate(chosen)}
    is_meeting = _is_meeting(osm, chosen)
    at_u, at_v, owner = [], [], []
    wanted = areas_where(osm, lambda tags: tags.get("highway") in SQUARES and _is_area(tags))
    for area in wanted:
        rows = _outline_rows(osm, area.osm_id, rank)
        spots = np.concatenate(
            [np.arange(ways.offset[row], ways.offset[row + 1]) for row in rows] or [np.empty(0, int)]
        )
        spots = spots[is_meeting[spots] & ~np.isnan(ways.lat[spots])]
        _, first = np.unique(ways.ref[spots], return_index=True)
        spots = spots[first]
        if not 2 <= len(spots) <= MOST_ENTRIES:
            continue
        for u, v in _visible_pairs(area.geometry, np.column_stack((ways.lon[spots], ways.lat[spots]))):
            at_u.append(spots[u])
            at_v.append(spots[v])
            owner.append(rank[rows[0]])
    return np.array(at_u, dtype=np.int64), np.array(at_v, dtype=np.int64), np.array(owner, dtype=np.int64)


def _is_meeting(osm: OsmFile, chosen: np.ndarray) -> np.ndarray:
    """Mask of ``osm.ways.ref``: nodes that two or more of the chosen ways share."""
    ways = osm.ways
    owner = np.repeat(np.arange(len(ways)), np.diff(ways.offset))
    spots = np.flatnonzero(np.isin(owner, chosen))
    order = spots[np.lexsort((owner[spots], ways.ref[spots]))]
    ref, way = ways.ref[order], owner[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (ref[1:] != ref[:-1]) | (way[1:] != way[:-1])
    ids, counts = np.unique(ref[is_new], return_counts=True)
    return np.isin(ways.ref, ids[counts >= 2])


def _is_area(tags: object) -> bool:
    return isinstance(tags, dict) and (tags.get("area") == "yes" or tags.get("type") == "multipolygon")


def _outline_rows(osm: OsmFile, osm_id: str, rank: dict[int, int]) -> list[int]:
    number = int(osm_id[1:])
    if osm_id[0] == "w":
        members = [number]
    else:
        members = [way for relation in osm.relations if relation.id == number for way, _ in relation.members]
    rows = [osm.row_of_way[way] for way in members if way in osm.row_of_way]
    return [row for row in rows if row in rank]


def _visible_pairs(area: BaseGeometry, points: np.ndarray) -> list[tuple[int, int]]:
    pairs = np.array(list(itertools.combinations(range(len(points)), 2)))
    lines = shapely.linestrings(points[pairs])
    wide = shapely.buffer(area, WIDEN_DEG, quad_segs=1)
    shapely.prepare(wide)
    return [(int(u), int(v)) for u, v in pairs[shapely.covers(wide, lines)]]
