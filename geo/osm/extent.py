"""Where streets are known: the outline of a cut-out, derived from its walkable network and not from a header.

An extract is usually cut with complete ways: streets that cross the edge go on beyond it, as long dead ends without
side streets, for hundreds of metres and sometimes for kilometres. Little is known out there. So long dead ends are
shortened first; then gaps narrower than 2.4 km are closed (fields, water and hills between known streets belong to
the town), thin fingers are taken off again, holes are filled, and a collar is left around what remains.
"""

from __future__ import annotations

import numpy as np
import scipy.ndimage
import scipy.sparse
import scipy.sparse.csgraph
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import shapes_to_degrees

__all__ = ["street_extent"]

ROUNDS = 4  # a finger taken off leaves less to close at its root
NEAR_M = 150.0  # streets farther than this outside what is known do not count in the next round
STUB_M = 250.0  # so much of a dead end is kept
CLOSE_M = 1200.0  # half the widest gap that is closed
OPEN_M = (600.0, 300.0, 120.0)  # half the width of the widest finger that is taken off: the first that
KEEP_SHARE = 0.85  # leaves this share of the streets (a village is narrower than a town)
COLLAR_M = 300.0  # at most; a tenth of the side of a square of the same size where that is less
SMALLEST_PART_SHARE = 0.01  # parts with less of the streets are left out
VILLAGE_OPEN_M, VILLAGE_JUNCTIONS_N = 120.0, 15  # a place apart with so many junctions is known, though narrow
LEAST_COLLAR_M = 50.0
PIXEL_M = (10.0, 50.0)
USUAL_PIXELS, MOST_PIXELS = 150_000, 4_000_000


def street_extent(
    x: np.ndarray, y: np.ndarray, link_u: np.ndarray, link_v: np.ndarray, length_m: np.ndarray, crs: str
) -> BaseGeometry:
    """Outline of where streets are known.

    Args:
        x, y: metres in ``crs``, (n,) one per node.
        link_u, link_v: node positions at the ends of each link, (m,).
        length_m: (m,).
        crs: of ``x`` and ``y``.

    Returns:
        Polygon or MultiPolygon in degrees (WGS 84).
    """
    is_kept = ~_far_out_on_dead_ends(len(x), link_u, link_v, length_m)
    points = _along(x, y, link_u[is_kept], link_v[is_kept])
    margin = CLOSE_M + COLLAR_M + 200
    low, high = points.min(axis=0) - margin, points.max(axis=0) + margin
    area_m2 = float(np.prod(high - low))
    pixel = max(float(np.clip(np.sqrt(area_m2 / USUAL_PIXELS), *PIXEL_M)), float(np.sqrt(area_m2 / MOST_PIXELS)))
    shape = tuple(np.ceil((high - low) / pixel).astype(int)[::-1])
    column, row = ((points - low) / pixel).astype(int).T
    has_street = np.zeros(shape, dtype=bool)
    has_street[row, column] = True
    degree = np.bincount(np.concatenate((link_u, link_v)), minlength=len(x))
    at_junction = np.column_stack((x, y))[degree >= 3]
    inside = ((at_junction > low) & (at_junction < high)).all(axis=1)
    junctions = ((at_junction[inside] - low) / pixel).astype(int)[:, ::-1]
    for _ in range(ROUNDS):
        closed = _shrunk(_grown(has_street, CLOSE_M / pixel), CLOSE_M / pixel) | has_street
        closed = scipy.ndimage.binary_fill_holes(closed)
        known = _main_parts(_without_fingers(closed, row, column, pixel), row, column)
        known |= _villages(closed & ~known, junctions, pixel)
        is_near = has_street & _grown(known, NEAR_M / pixel)
        if is_near.sum() == has_street.sum():
            break  # nothing was taken off: each round from here on would find the same
        has_street = is_near
    collar = max(min(COLLAR_M / pixel, 0.1 * float(np.sqrt(known.sum()))), LEAST_COLLAR_M / pixel)
    known = scipy.ndimage.binary_fill_holes(_grown(known, collar))
    outline = _outline(known, low, pixel)
    return shapes_to_degrees(outline, crs)


def _far_out_on_dead_ends(nodes_n: int, link_u: np.ndarray, link_v: np.ndarray, length_m: np.ndarray) -> np.ndarray:
    """Mask of links on a chain that ends blindly, more than ``STUB_M`` beyond its last junction."""
    degree = np.bincount(np.concatenate((link_u, link_v)), minlength=nodes_n)
    is_inner = degree == 2
    # Chains: links that share a node of degree two are one chain.
    links = np.arange(len(link_u))
    ends, owner = np.concatenate((link_u, link_v)), np.concatenate((links, links))
    order = np.argsort(ends, kind="stable")
    ends, owner = ends[order], owner[order]
    pair = np.flatnonzero((ends[1:] == ends[:-1]) & is_inner[ends[1:]])
    joined = scipy.sparse.coo_matrix(
        (np.ones(len(pair), dtype=np.int8), (owner[pair], owner[pair + 1])), shape=(len(links), len(links))
    )
    _, chain = scipy.sparse.csgraph.connected_components(joined, directed=False)
    is_blind = np.zeros(chain.max() + 1, dtype=bool)
    is_blind[chain[(degree[link_u] == 1) | (degree[link_v] == 1)]] = True
    suspects = np.flatnonzero(is_blind[chain])
    total = np.bincount(chain[suspects], weights=length_m[suspects], minlength=len(is_blind))
    suspects = suspects[total[chain[suspects]] > STUB_M]
    mask = np.zeros(len(links), dtype=bool)
    if not len(suspects):
        return mask
    roots = np.unique(np.concatenate((link_u[suspects], link_v[suspects])))
    roots = roots[degree[roots] > 2]
    distance = np.full(nodes_n, np.inf)
    if len(roots):
        graph = scipy.sparse.coo_matrix(
            (np.maximum(length_m[suspects], 1e-3), (link_u[suspects], link_v[suspects])), shape=(nodes_n, nodes_n)
        ).tocsr()
        distance = scipy.sparse.csgraph.dijkstra(graph, directed=False, indices=roots, min_only=True)
    middle = np.minimum(distance[link_u[suspects]], distance[link_v[suspects]]) + length_m[suspects] / 2
    mask[suspects] = np.isfinite(middle) & (middle > STUB_M)
    return mask


def _along(x: np.ndarray, y: np.ndarray, link_u: np.ndarray, link_v: np.ndarray) -> np.ndarray:
    """Points (k, 2) on the links, at most 25 m apart."""
    length = np.hypot(x[link_v] - x[link_u], y[link_v] - y[link_u])
    count = np.maximum(np.ceil(length / 25).astype(int), 1) + 1
    link = np.repeat(np.arange(len(count)), count)
    share = (np.arange(len(link)) - np.repeat(np.cumsum(count) - count, count)) / (count[link] - 1)
    u, v = link_u[link], link_v[link]
    return np.column_stack((x[u] + share * (x[v] - x[u]), y[u] + share * (y[v] - y[u])))


def _grown(mask: np.ndarray, radius: float) -> np.ndarray:
    return scipy.ndimage.distance_transform_edt(~mask) <= radius if mask.any() else mask


def _shrunk(mask: np.ndarray, radius: float) -> np.ndarray:
    return scipy.ndimage.distance_transform_edt(mask) > radius


def _without_fingers(closed: np.ndarray, row: np.ndarray, column: np.ndarray, pixel: float) -> np.ndarray:
    for radius_m in OPEN_M:
        opened = _grown(_shrunk(closed, radius_m / pixel), radius_m / pixel) & closed
        if opened[row, column].mean() >= KEEP_SHARE:
            return opened
    return closed  # a hamlet, or a road and nothing else


def _villages(rest: np.ndarray, junctions: np.ndarray, pixel: float) -> np.ndarray:
    radius = VILLAGE_OPEN_M / pixel
    label, count = scipy.ndimage.label(_grown(_shrunk(rest, radius), radius) & rest)
    junctions_n = np.bincount(label[tuple(junctions.T)], minlength=count + 1)
    junctions_n[0] = 0
    return (junctions_n >= VILLAGE_JUNCTIONS_N)[label]


def _main_parts(mask: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
    label, count = scipy.ndimage.label(mask)
    if not count:
        return mask
    streets_n = np.bincount(label[row, column], minlength=count + 1)
    streets_n[0] = 0
    is_main = streets_n >= SMALLEST_PART_SHARE * len(row)
    return is_main[label]


def _outline(mask: np.ndarray, low: np.ndarray, pixel: float) -> BaseGeometry:
    """Polygons around the pixels of a mask, corners smoothed to about one pixel."""
    padded = np.pad(mask.astype(np.int8), ((0, 0), (1, 1)))
    step = np.diff(padded, axis=1)
    start_row, start = np.nonzero(step == 1)
    _, stop = np.nonzero(step == -1)
    blocks = shapely.union_all(shapely.box(start, start_row, stop, start_row + 1))  # whole pixels: edges meet exactly
    blocks = shapely.transform(blocks, lambda at: low + at * pixel)
    smooth = shapely.simplify(blocks, pixel)
    return smooth if smooth.is_valid and not smooth.is_empty else blocks
