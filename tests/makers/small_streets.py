"""Small made-up street networks for tests, and walking distances computed the slow and obvious way."""

from __future__ import annotations

import numpy as np
import shapely
from scipy import sparse

from analysis.walking.streets import Snap
from geo.crs import to_degrees
from geo.network import WalkNetwork

CRS = "EPSG:27700"
EAST, NORTH = 360_000.0, 170_000.0


def streets(x: list[float], y: list[float], links: list[tuple[int, int]]) -> WalkNetwork:
    """A network from node positions (metres east and north of a corner) and links between them."""
    xs, ys = np.asarray(x, float) + EAST, np.asarray(y, float) + NORTH
    lat, lon = to_degrees(xs, ys, CRS)
    u, v = np.asarray(links, np.int32).reshape(-1, 2).T
    graph = sparse.coo_matrix((np.ones(len(u)), (u, v)), shape=(len(xs), len(xs)))
    _, component = sparse.csgraph.connected_components(graph, directed=False)
    return WalkNetwork(
        crs=CRS,
        node_id=np.arange(len(xs)),
        x=xs,
        y=ys,
        lat=lat,
        lon=lon,
        link_u=u,
        link_v=v,
        link_length_m=np.hypot(xs[u] - xs[v], ys[u] - ys[v]),
        link_name=np.full(len(u), -1, np.int32),
        link_flags=np.zeros(len(u), np.uint8),
        names=(),
        component=component.astype(np.int32),
        extent=shapely.box(lon.min(), lat.min(), lon.max(), lat.max()),
    )


def grid(columns: int, rows: int, step_m: float) -> WalkNetwork:
    """Streets on squared paper."""
    number = [(row, column) for row in range(rows) for column in range(columns)]
    links = [(row * columns + column, row * columns + column + 1) for row, column in number if column + 1 < columns]
    links += [(row * columns + column, (row + 1) * columns + column) for row, column in number if row + 1 < rows]
    return streets([column * step_m for _, column in number], [row * step_m for row, _ in number], links)


def degrees(x: list[float], y: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Latitude and longitude of points given like the nodes of :func:`streets`."""
    return to_degrees(np.asarray(x, float) + EAST, np.asarray(y, float) + NORTH, CRS)


def node_distances(network: WalkNetwork) -> np.ndarray:
    """Metres between all nodes, by scipy."""
    matrix = sparse.coo_matrix(
        (network.link_length_m, (network.link_u, network.link_v)), shape=(network.nodes_n, network.nodes_n)
    )
    return sparse.csgraph.shortest_path(matrix.tocsr(), directed=False)


def slow_metres(network: WalkNetwork, between: np.ndarray, a: Snap, i: int, b: Snap, j: int) -> float:
    """Metres from point i of ``a`` to point j of ``b``, both snaps included; inf off the network."""
    if a.link[i] < 0 or b.link[j] < 0:
        return np.inf
    best = abs(a.along_m[i] - b.along_m[j]) if a.link[i] == b.link[j] else np.inf
    for end_a, left_a in _ends(network, a, i):
        for end_b, left_b in _ends(network, b, j):
            best = min(best, left_a + between[end_a, end_b] + left_b)
    return float(best + a.snap_m[i] + b.snap_m[j])


def _ends(network: WalkNetwork, points: Snap, number: int) -> list[tuple[int, float]]:
    link, along = points.link[number], points.along_m[number]
    return [
        (int(network.link_u[link]), float(along)),
        (int(network.link_v[link]), float(network.link_length_m[link] - along)),
    ]
