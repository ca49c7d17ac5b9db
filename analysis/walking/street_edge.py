"""Where the street data ends, and which cells are so near that nothing can be said of what lies beyond.

An extract is cut somewhere. Near the cut the shortest way round may lie outside, and so may the nearest shop: what is
not found there is not known, which is something else than not there.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from analysis.parameters import Parameters
from analysis.walking.graph import nearest_m
from analysis.walking.streets import Snap, WalkGraph
from geo.crs import shapes_to_local, to_local
from geo.network import WalkNetwork

__all__ = ["edge_metres", "edge_walk_minutes"]

_COAST_M = 60.0
# The extent has a collar of up to 300 m around the streets and keeps 250 m of a street that was cut off.
_CUT_WITHIN_M = 350.0


def edge_metres(
    network: WalkNetwork, lat: ArrayLike, lon: ArrayLike, *, water: gpd.GeoSeries | None = None
) -> NDArray[np.float64]:
    """Metres, as the crow flies, from points to the edge of the street data; 0 outside it.

    Args:
        network: its ``extent``.
        lat, lon: degrees (n,).
        water: outlines of water, WGS 84. Where the edge runs over water or along its bank nothing is cut off, so that
            stretch is no edge (a town by the sea has all its coast).

    Returns:
        float (n,), inf where the streets have no edge at all.
    """
    extent, edge = _extent_and_edge(network, water)
    points = shapely.points(*to_local(lat, lon, network.crs))
    shapely.prepare(extent)
    away = shapely.distance(edge, points) if not edge.is_empty else np.full(len(points), np.inf)
    return np.where(shapely.intersects(extent, points), away, 0.0)


def edge_walk_minutes(
    network: WalkNetwork,
    graph: WalkGraph,
    cell_snaps: Snap,
    *,
    parameters: Parameters,
    water: gpd.GeoSeries | None = None,
) -> NDArray[np.float64]:
    """Minutes on foot to the nearest place where a street leaves the street data.

    Streets that end blindly within 350 m of the edge, or lie outside it, are taken to go on. A cul-de-sac near the edge
    is taken for one of them: then we say nothing where we might have.

    Args:
        network, graph: the streets.
        cell_snaps: points on them (n,).
        parameters: walking speed.
        water: as in :func:`edge_metres`.

    Returns:
        float (n,), inf where no such street can be walked to, NaN off the network.
    """
    extent, edge = _extent_and_edge(network, water)
    ends = np.concatenate([network.link_u, network.link_v])
    degree = np.bincount(ends, minlength=network.nodes_n)
    x_y = shapely.points(network.x, network.y)
    shapely.prepare(extent)
    is_near = shapely.dwithin(edge, x_y, _CUT_WITHIN_M) if not edge.is_empty else np.zeros(len(x_y), bool)
    is_cut = (~shapely.intersects(extent, x_y)) | ((degree == 1) & is_near)
    nodes = np.flatnonzero(is_cut & (degree > 0))
    link = np.full(network.nodes_n, -1, np.int32)
    link[ends] = np.tile(np.arange(network.links_n, dtype=np.int32), 2)
    at_u = network.link_u[link[nodes]] == nodes
    along = np.where(at_u, 0.0, network.link_length_m[link[nodes]])
    metres, _ = nearest_m(graph, Snap(link[nodes], along, np.zeros(len(nodes))), cell_snaps)
    return np.where(cell_snaps.is_on_network, metres / parameters.walk_m_per_s / 60, np.nan)


def _extent_and_edge(network: WalkNetwork, water: gpd.GeoSeries | None) -> tuple[shapely.Geometry, shapely.Geometry]:
    extent = shapes_to_local(network.extent, network.crs)
    edge = shapely.boundary(extent)
    if water is not None and len(water):
        wet = shapely.union_all(shapes_to_local(water.array, network.crs))
        edge = shapely.difference(edge, shapely.buffer(wet, _COAST_M))
    return extent, edge
