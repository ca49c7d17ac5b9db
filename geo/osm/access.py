"""Where places are entered on foot: gates and entrances, where a path meets the edge, never a park's middle."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from geo.crs import to_degrees, to_local
from geo.network import WalkNetwork
from geo.osm.elements import OsmFile
from geo.osm.places import Candidate
from geo.osm.walk import is_closed_barrier

__all__ = ["access_points"]

ENTRANCE_NEAR_M = 3.0  # an entrance node this near to the outline is on it
EDGE_EVERY_M = 50.0
MOST_EDGE_POINTS = 400
ENTRY_BARRIERS = frozenset(
    ("gate", "entrance", "kissing_gate", "stile", "turnstile", "lift_gate", "swing_gate", "cycle_barrier", "bollard")
)
NO_ENTRANCE = frozenset(("no", "emergency", "exit", "service", "garage", "private"))


def access_points(osm: OsmFile, candidates: list[Candidate], network: WalkNetwork) -> pd.DataFrame:
    """Points where each place is entered (``tables.PLACE_ACCESS``), at least one for each.

    A point is entered where it stands. A building: at its mapped entrances, else at a point on it. Grounds such as
    parks and schools: at mapped entrances and gates, and where a walkable link meets the outline; with neither, at
    walkable nodes inside; without any, every 50 m along the outline. Parts that were merged lend their points too.
    """
    shapes, owner, is_area = [], [], []
    for candidate in candidates:
        for part in (candidate, *candidate.parts):
            shapes.append(part.local)
            owner.append(candidate.place_id)
            is_area.append(part.is_area)
    if not shapes:
        return pd.DataFrame({"place_id": pd.Series([], dtype="str"), "lat": np.empty(0), "lon": np.empty(0)})
    local, area_mask = np.array(shapes, dtype=object), np.array(is_area, dtype=bool)
    is_point = shapely.get_type_id(local) == 0
    found: list[tuple[np.ndarray, np.ndarray]] = []  # rows of ``local``, points (n, 2)
    found.append((np.flatnonzero(is_point), shapely.get_coordinates(local[is_point])))
    found.append(_entrances(osm, local, ~is_point, network.crs))
    found.append(_crossings(local, area_mask, network))
    has_some = np.zeros(len(local), dtype=bool)
    for rows, _ in found:
        has_some[rows] = True
    found.append(_nodes_inside(local, area_mask & ~has_some, network))
    has_some[found[-1][0]] = True
    found.append(_along_edge(local, area_mask & ~has_some))
    building = np.flatnonzero(~is_point & ~area_mask & ~has_some)
    found.append((building, shapely.get_coordinates(shapely.point_on_surface(local[building]))))
    rows = np.concatenate([rows for rows, _ in found])
    points = np.concatenate([points for _, points in found])
    lat, lon = to_degrees(points[:, 0], points[:, 1], network.crs)
    table = pd.DataFrame(
        {"place_id": pd.Series(np.array(owner, dtype=object)[rows], dtype="str"), "lat": lat, "lon": lon}
    )
    rounded = table.assign(lat=table["lat"].round(5), lon=table["lon"].round(5))  # about a metre
    return table[~rounded.duplicated()].sort_values(["place_id", "lat", "lon"], ignore_index=True)


def _entrances(osm: OsmFile, local: np.ndarray, mask: np.ndarray, crs: str) -> tuple[np.ndarray, np.ndarray]:
    nodes = [
        node
        for node in osm.nodes
        if (node.tags.get("entrance", "no") not in NO_ENTRANCE or node.tags.get("barrier") in ENTRY_BARRIERS)
        and node.tags.get("access") not in ("private", "no")
        and not is_closed_barrier(node.tags)
    ]
    if not nodes or not mask.any():
        return _nothing()
    x, y = to_local(np.array([node.lat for node in nodes]), np.array([node.lon for node in nodes]), crs)
    points = shapely.points(x, y)
    rows = np.flatnonzero(mask)
    outlines = shapely.boundary(local[rows])
    which, hit = shapely.STRtree(points).query(outlines, predicate="dwithin", distance=ENTRANCE_NEAR_M)
    return rows[which], np.column_stack((x, y))[hit]


def _crossings(local: np.ndarray, mask: np.ndarray, network: WalkNetwork) -> tuple[np.ndarray, np.ndarray]:
    if not mask.any() or not network.links_n:
        return _nothing()
    ends = np.stack(
        (
            np.column_stack((network.x[network.link_u], network.y[network.link_u])),
            np.column_stack((network.x[network.link_v], network.y[network.link_v])),
        ),
        axis=1,
    )
    links = shapely.linestrings(ends)
    rows = np.flatnonzero(mask)
    outlines = shapely.boundary(local[rows])
    shapely.prepare(outlines)
    which, link = shapely.STRtree(links).query(outlines, predicate="intersects")
    meeting = shapely.intersection(outlines[which], links[link])
    points, at = shapely.get_coordinates(meeting, return_index=True)
    return rows[which[at]], points


def _nodes_inside(local: np.ndarray, mask: np.ndarray, network: WalkNetwork) -> tuple[np.ndarray, np.ndarray]:
    if not mask.any() or not network.nodes_n:
        return _nothing()
    rows = np.flatnonzero(mask)
    shapely.prepare(local[rows])
    which, node = shapely.STRtree(shapely.points(network.x, network.y)).query(local[rows], predicate="contains")
    return rows[which], np.column_stack((network.x, network.y))[node]


def _along_edge(local: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rows, points = [], []
    for row in np.flatnonzero(mask):
        for ring in shapely.get_rings(local[row]):
            count = int(np.clip(np.ceil(shapely.length(ring) / EDGE_EVERY_M), 1, MOST_EDGE_POINTS))
            spots = shapely.line_interpolate_point(ring, np.arange(count) / count, normalized=True)
            points.append(shapely.get_coordinates(spots))
            rows.append(np.full(count, row))
    return (np.concatenate(rows), np.concatenate(points)) if rows else _nothing()


def _nothing() -> tuple[np.ndarray, np.ndarray]:
    return np.empty(0, dtype=np.int64), np.empty((0, 2))
