"""Street networks of any shape for tests: free lengths, steps, islands, parallel links."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import sparse

from geo.crs import to_degrees
from geo.network import WalkNetwork

CRS = "EPSG:32630"
EAST, NORTH = 500_000.0, 5_700_000.0


def make_network(x, y, links, length_m=None, flags=None) -> WalkNetwork:
    """A network from local coordinates (metres east and north of a fixed corner) and (u, v) pairs."""
    x, y = np.asarray(x, float) + EAST, np.asarray(y, float) + NORTH
    pairs = np.asarray(links, np.int32).reshape(-1, 2)
    u, v = pairs[:, 0], pairs[:, 1]
    lat, lon = to_degrees(x, y, CRS)
    ones = np.ones(len(u), np.int8)
    _, label = sparse.csgraph.connected_components(sparse.coo_matrix((ones, (u, v)), shape=(len(x), len(x))))
    return WalkNetwork(
        crs=CRS, node_id=np.arange(len(x)), x=x, y=y, lat=np.asarray(lat), lon=np.asarray(lon), link_u=u, link_v=v,
        link_length_m=np.hypot(x[u] - x[v], y[u] - y[v]) if length_m is None else np.asarray(length_m, float),
        link_name=np.full(len(u), -1, np.int32),
        link_flags=np.zeros(len(u), np.uint8) if flags is None else np.asarray(flags, np.uint8),
        names=(), component=label.astype(np.int32), extent=shapely.box(-4, 50, -2, 53),
    )  # fmt: skip


def points_at(x, y):
    """Latitude and longitude of points given like the nodes of :func:`make_network`."""
    return to_degrees(np.asarray(x, float) + EAST, np.asarray(y, float) + NORTH, CRS)
