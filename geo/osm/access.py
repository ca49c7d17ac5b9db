"""Where places are entered on foot: gates and entrances, where a path meets the edge, never a park's middle.

A path meets an edge on the ground: a viaduct over a park, a tunnel under it and a walkway on another level lead past.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse
import scipy.sparse.csgraph
import shapely

from geo.crs import to_degrees, to_local
from geo.network import LINK_OFF_GROUND, WalkNetwork
from geo.osm.elements import OsmFile
from geo.osm.places import Candidate
from geo.osm.rules import is_closed_barrier, is_off_ground

__all__ = ["access_points"]

ENTRANCE_NEAR_M = 3.0  # an entrance node this near to the outline is on it
EDGE_EVERY_M = 50.0
MOST_EDGE_POINTS = 400
ENTRY_BARRIERS = frozenset(
    ("gate", "entrance", "kissing_gate", "stile", "turnstile", "lift_gate", "swing_gate", "cycle_barrier", "bollard")
)
NO_ENTRANCE = frozenset(("no", "emergency", "exit", "service", "garage", "private"))

_Found = tuple[np.ndarray, np.ndarray]  # rows of places, points (n, 2)


def access_points(osm: OsmFile, candidates: list[Candidate], network: WalkNetwork) -> pd.DataFrame:
    """Points where each place is entered (``tables.PLACE_ACCESS``), at least one for each.

    A point is entered where it stands. A building: at its mapped entrances, else at a point on it. Grounds such as
    parks and schools: at mapped entrances and gates, where a walkable link meets the outline on the ground, and where a
    bridge or tunnel across it comes to the ground inside; with none, at walkable nodes inside that a way on the ground
    leads to; without any, every 50 m along the outline. Parts that were merged lend their points too.
    """
    shapes, owner, is_area, raised = [], [], [], []
    for candidate in candidates:
        for part in (candidate, *candidate.parts):
            shapes.append(part.local)
            owner.append(candidate.place_id)
            is_area.append(part.is_area)
            raised.append(is_off_ground(part.tags))
    if not shapes:
        return pd.DataFrame({"place_id": pd.Series([], dtype="str"), "lat": np.empty(0), "lon": np.empty(0)})
    local, area_mask = np.array(shapes, dtype=object), np.array(is_area, dtype=bool)
    is_raised = np.array(raised, dtype=bool)
    is_point = shapely.get_type_id(local) == 0
    found: list[_Found] = []
    found.append((np.flatnonzero(is_point), shapely.get_coordinates(local[is_point])))
    found.append(_entrances(osm, local, ~is_point, network.crs))
    found.append(_crossings(local, is_raised, area_mask, network))
    has_some = np.zeros(len(local), dtype=bool)
    for rows, _ in found:
        has_some[rows] = True
    found.append(_nodes_inside(local, is_raised, area_mask & ~has_some, network))
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


def _entrances(osm: OsmFile, local: np.ndarray, mask: np.ndarray, crs: str) -> _Found:
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


def _crossings(local: np.ndarray, is_raised: np.ndarray, mask: np.ndarray, network: WalkNetwork) -> _Found:
    """Where links meet the outline on the ground, and where a bridge or tunnel across it comes to the ground inside.

    What lies off the ground itself (a garden on a roof, ``is_raised``) is entered by whatever meets it.
    """
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
    passes = ((network.link_flags[link] & LINK_OFF_GROUND) != 0) & ~is_raised[rows[which]]
    landed = _landings(local, rows, which[passes], link[passes], network)
    which, link = which[~passes], link[~passes]
    meeting = shapely.intersection(outlines[which], links[link])
    points, at = shapely.get_coordinates(meeting, return_index=True)
    return np.concatenate((rows[which[at]], landed[0])), np.concatenate((points, landed[1]))


def _landings(local: np.ndarray, rows: np.ndarray, which: np.ndarray, link: np.ndarray, network: WalkNetwork) -> _Found:
    """Nodes inside a place at which a bridge or tunnel that crosses its outline (``which``, ``link``) ends."""
    if not len(link):
        return _nothing()
    is_off = (network.link_flags & LINK_OFF_GROUND) != 0
    off_u, off_v = network.link_u[is_off], network.link_v[is_off]
    shape = (network.nodes_n, network.nodes_n)
    joined = scipy.sparse.coo_matrix((np.ones(len(off_u), dtype=np.int8), (off_u, off_v)), shape=shape)
    _, part = scipy.sparse.csgraph.connected_components(joined, directed=False)
    ends = np.intersect1d(np.concatenate((off_u, off_v)), _on_ground(network))
    found_rows, found = [], []
    for place, bridge in sorted(set(zip(which.tolist(), part[network.link_u[link]].tolist(), strict=True))):
        nodes = ends[part[ends] == bridge]
        inside = shapely.intersects_xy(local[rows[place]], network.x[nodes], network.y[nodes])
        found_rows.append(np.full(int(inside.sum()), rows[place]))
        found.append(np.column_stack((network.x, network.y))[nodes[inside]])
    return np.concatenate(found_rows), np.concatenate(found)


def _on_ground(network: WalkNetwork) -> np.ndarray:
    """Nodes that a link on the ground leads to."""
    is_on = (network.link_flags & LINK_OFF_GROUND) == 0
    return np.unique(np.concatenate((network.link_u[is_on], network.link_v[is_on])))


def _nodes_inside(local: np.ndarray, is_raised: np.ndarray, mask: np.ndarray, network: WalkNetwork) -> _Found:
    if not mask.any() or not network.nodes_n:
        return _nothing()
    rows = np.flatnonzero(mask)
    shapely.prepare(local[rows])
    which, node = shapely.STRtree(shapely.points(network.x, network.y)).query(local[rows], predicate="contains")
    is_met = np.isin(node, _on_ground(network)) | is_raised[rows[which]]
    which, node = which[is_met], node[is_met]
    return rows[which], np.column_stack((network.x, network.y))[node]


def _along_edge(local: np.ndarray, mask: np.ndarray) -> _Found:
    rows, points = [], []
    for row in np.flatnonzero(mask):
        for ring in shapely.get_rings(local[row]):
            count = int(np.clip(np.ceil(shapely.length(ring) / EDGE_EVERY_M), 1, MOST_EDGE_POINTS))
            spots = shapely.line_interpolate_point(ring, np.arange(count) / count, normalized=True)
            points.append(shapely.get_coordinates(spots))
            rows.append(np.full(count, row))
    return (np.concatenate(rows), np.concatenate(points)) if rows else _nothing()


def _nothing() -> _Found:
    return np.empty(0, dtype=np.int64), np.empty((0, 2))
