"""How far it is on foot: points on streets, walking matrices, the nearest of many.

A point is put on the nearest *link* (not node) of the walking network and the walk starts where the perpendicular
meets it. A length is always: metres from the origin to its link + along the streets + metres from the link to the
destination. Two points on one link may walk straight between their two feet on that link.

Lengths are exact: streets between two junctions are joined into one edge only to save time, and a point keeps its
position along that edge. Links are walked both ways. Results do not depend on the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import shapely
from scipy import sparse

from analysis.walking.arcs import Walks, arcs_from, nearest_over_graph
from analysis.walking.compact import CompactWalks, WalkBlock
from analysis.walking.contraction import contract_links
from analysis.walking.matrix import WalkMatrix
from analysis.walking.streets import Snap, WalkGraph
from geo.crs import to_local
from geo.errors import UsageError
from geo.network import LINK_CLOSED, LINK_FERRY, LINK_STEPS, WalkNetwork

__all__ = ["build_graph", "compact_walks", "nearest_m", "snap_again", "snap_points", "walk_matrix"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]
ORIGINS_PER_BLOCK = 256
FEW_POINTS = 50
"""For so many points it pays to look first which links can be the nearest of one."""


def _usable_links(network: WalkNetwork, is_step_free: bool) -> npt.NDArray[np.bool_]:
    return (network.link_flags & (LINK_CLOSED | (LINK_STEPS if is_step_free else 0))) == 0


def _component_size(network: WalkNetwork, usable: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Number of nodes in the component of each node, over usable links."""
    pairs = (np.ones(int(usable.sum()), np.int8), (network.link_u[usable], network.link_v[usable]))
    joined = sparse.coo_matrix(pairs, shape=(network.nodes_n, network.nodes_n))
    _, label = sparse.csgraph.connected_components(joined, directed=False)
    return np.bincount(label)[label]


def snap_points(
    network: WalkNetwork,
    lat: npt.ArrayLike,
    lon: npt.ArrayLike,
    *,
    max_m: float = 500.0,
    is_step_free: bool = False,
    min_component_nodes: int = 50,
) -> Snap:
    """Put points on the nearest link.

    Links in small unconnected pieces (fewer than ``min_component_nodes`` nodes, unless no piece is larger) are passed
    over: a point beside a stray path in a park would otherwise be cut off from the town.
    Nobody begins a walk on a ferry, nor where it is closed.

    Args:
        network: the streets.
        lat, lon: degrees, shape (n,).
        max_m: further away than this is off the network.
        is_step_free: use no link with steps.
        min_component_nodes: smallest connected piece to snap to.

    Returns:
        A :class:`Snap` of n points. Of several nearest links the first in the network is taken.
    """
    lat, lon = np.atleast_1d(np.asarray(lat, dtype=float)), np.atleast_1d(np.asarray(lon, dtype=float))
    if lat.shape != lon.shape:
        raise UsageError(f"{len(lat)} latitudes and {len(lon)} longitudes.", "Needed: one of each for every point.")
    result = _nowhere(len(lat))
    is_met = _links_met(network, is_step_free, min_component_nodes)
    if len(lat) == 0 or not is_met.any():
        return result
    local_x, local_y = to_local(lat, lon, network.crs)
    x, y = np.asarray(local_x, dtype=float), np.asarray(local_y, dtype=float)
    links = _links_near(network, np.flatnonzero(is_met).astype(np.int32), x, y, max_m)
    if len(links):
        _nearest_links(network, links, x, y, max_m, result)
    return result


def snap_again(
    network: WalkNetwork,
    before: WalkNetwork,
    snap: Snap,
    lat: npt.ArrayLike,
    lon: npt.ArrayLike,
    *,
    max_m: float = 500.0,
    is_step_free: bool = False,
    min_component_nodes: int = 50,
) -> Snap:
    """What :func:`snap_points` gives, where it is known on the same network with other links closed.

    Only points whose link is closed now, or to which one that is open now is as near, are looked at again.

    Args:
        network: the streets. before: the same links, with other flags.
        snap: what :func:`snap_points` gave for ``before`` and the same points and limits.
        lat, lon, max_m, is_step_free, min_component_nodes: as there.
    """
    lat, lon = np.atleast_1d(np.asarray(lat, dtype=float)), np.atleast_1d(np.asarray(lon, dtype=float))
    was, now = (_links_met(one, is_step_free, min_component_nodes) for one in (before, network))
    again = (snap.link >= 0) & ~now[snap.link] if now.any() else snap.link >= 0
    local_x, local_y = to_local(lat, lon, network.crs)
    x, y = np.asarray(local_x, dtype=float), np.asarray(local_y, dtype=float)
    if (opened := np.flatnonzero(now & ~was).astype(np.int32)).size:
        nearest = _nowhere(len(snap))
        _nearest_links(network, opened, x, y, max_m, nearest)
        again |= nearest.is_on_network & (nearest.snap_m <= snap.snap_m)
    rows = np.flatnonzero(again)
    if not len(rows):
        return snap
    found = _nowhere(len(rows))
    links = _links_near(network, np.flatnonzero(now).astype(np.int32), x[rows], y[rows], max_m)
    if len(links):
        _nearest_links(network, links, x[rows], y[rows], max_m, found)
    link, along_m, snap_m = snap.link.copy(), snap.along_m.copy(), snap.snap_m.copy()
    link[rows], along_m[rows], snap_m[rows] = found.link, found.along_m, found.snap_m
    return Snap(link, along_m, snap_m)


def _nowhere(points_n: int) -> Snap:
    return Snap(np.full(points_n, -1, np.int32), np.zeros(points_n), np.full(points_n, np.inf))


def _links_met(network: WalkNetwork, is_step_free: bool, min_component_nodes: int) -> npt.NDArray[np.bool_]:
    """Links on which a walk may begin."""
    usable = _usable_links(network, is_step_free)
    if usable.any():
        size = _component_size(network, usable)
        usable &= size[network.link_u] >= min(min_component_nodes, size.max())
    return usable & ((network.link_flags & LINK_FERRY) == 0)


def _links_near(network: WalkNetwork, links: IntArray, x: FloatArray, y: FloatArray, max_m: float) -> IntArray:
    """Those of ``links`` within ``max_m`` metres (and one more) of the box around the points."""
    u, v = network.link_u[links], network.link_v[links]
    west, east = np.minimum(network.x[u], network.x[v]), np.maximum(network.x[u], network.x[v])
    south, north = np.minimum(network.y[u], network.y[v]), np.maximum(network.y[u], network.y[v])
    finite = np.isfinite(x) & np.isfinite(y)
    x, y = x[finite], y[finite]
    if not len(x):
        return links[:0]
    near_x = (east >= x.min() - max_m - 1) & (west <= x.max() + max_m + 1)
    near_y = (north >= y.min() - max_m - 1) & (south <= y.max() + max_m + 1)
    near = near_x & near_y
    if len(x) <= FEW_POINTS:
        near &= _may_be_nearest(network, u, v, (west, south, east, north), x, y)
    return links[near]


def _may_be_nearest(
    network: WalkNetwork, u: IntArray, v: IntArray, boxes: tuple[FloatArray, ...], x: FloatArray, y: FloatArray
) -> npt.NDArray[np.bool_]:
    """Links whose box lies no further from some point than the nearest end of any link (and one metre)."""
    west, south, east, north = boxes
    may_be = np.zeros(len(u), dtype=bool)
    for at_x, at_y in zip(x.tolist(), y.tolist(), strict=True):
        reach = 1 + min(
            float(np.hypot(network.x[ends] - at_x, network.y[ends] - at_y).min(initial=np.inf)) for ends in (u, v)
        )
        may_be |= (west <= at_x + reach) & (east >= at_x - reach) & (south <= at_y + reach) & (north >= at_y - reach)
    return may_be


def _nearest_links(
    network: WalkNetwork, links: IntArray, x: FloatArray, y: FloatArray, max_m: float, result: Snap
) -> None:
    """Fill ``result`` with the nearest of ``links`` for points at ``x``, ``y`` (local metres)."""
    u, v = network.link_u[links], network.link_v[links]
    start = np.column_stack([network.x[u], network.y[u]])
    along = np.column_stack([network.x[v], network.y[v]]) - start
    tree = shapely.STRtree(shapely.linestrings(np.stack([start, start + along], axis=1)))
    finite = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    point, segment = tree.query_nearest(shapely.points(x[finite], y[finite]), max_distance=max_m * (1 + 1e-9) + 1e-6)
    point = finite[point]
    order = np.lexsort((segment, point))
    point, segment = point[order], segment[order]
    is_first = np.ones(len(point), dtype=bool)
    is_first[1:] = point[1:] != point[:-1]
    point, segment = point[is_first], segment[is_first]
    away = np.column_stack([x[point], y[point]]) - start[segment]
    square = np.einsum("ij,ij->i", along[segment], along[segment])
    share = np.einsum("ij,ij->i", away, along[segment]) / np.where(square > 0, square, 1.0)
    share = np.clip(np.where(square > 0, share, 0.0), 0.0, 1.0)
    distance = np.hypot(*(away - share[:, None] * along[segment]).T)
    near = distance <= max_m
    point, segment = point[near], segment[near]
    result.link[point] = links[segment]
    result.along_m[point] = share[near] * network.link_length_m[links[segment]]
    result.snap_m[point] = distance[near]


def build_graph(network: WalkNetwork, *, is_step_free: bool = False) -> WalkGraph:
    """Join the links into a graph for shortest paths; ``is_step_free`` leaves out links with steps, as closed ones
    are.

    A link that is open at some times only is an edge of its own, and a street that meets it is no dead end, so that
    the other links are joined and passed alike whether it is open or not, and lengths of walks that do not touch it are
    the same to the bit.
    """
    is_usable = _usable_links(network, is_step_free)
    links = np.flatnonzero(is_usable).astype(np.int32)
    ends = np.concatenate([network.link_u[links], network.link_v[links]])
    order = np.argsort(ends, kind="stable")
    incident = np.concatenate([links, links])[order].astype(np.int32)
    counts = np.bincount(ends, minlength=network.nodes_n)
    has_hours = network.link_hours >= 0
    joined = contract_links(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        incident,
        network.link_u.astype(np.int32),
        network.link_v.astype(np.int32),
        network.link_length_m.astype(np.float64),
        np.concatenate([network.link_u[has_hours], network.link_v[has_hours]]),
    )
    number = np.cumsum(joined.is_junction, dtype=np.int32) - np.int32(1)
    edge_a, edge_b, edge_m = number[joined.edge_a], number[joined.edge_b], joined.edge_m
    junctions_n = int(joined.is_junction.sum())
    shut = has_hours & ~is_usable
    met = np.concatenate([network.link_u[shut], network.link_v[shut]])
    met = number[met[joined.is_junction[met]]]
    degree = np.bincount(np.concatenate([edge_a, edge_b, met]), minlength=junctions_n)
    is_dead_end = degree == 1
    is_passed = (edge_a != edge_b) & ~is_dead_end[edge_a] & ~is_dead_end[edge_b]
    tail = np.concatenate([edge_a[is_passed], edge_b[is_passed]])
    head = np.concatenate([edge_b[is_passed], edge_a[is_passed]])
    order = np.argsort(tail, kind="stable")
    indptr = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=junctions_n))]).astype(np.int64)
    metres = np.concatenate([edge_m[is_passed], edge_m[is_passed]])[order]
    return WalkGraph(
        indptr,
        head[order].astype(np.int32),
        metres,
        edge_a,
        edge_b,
        edge_m,
        joined.link_edge,
        joined.link_start,
        joined.link_sign,
        is_dead_end,
    )


def _by_group(group: npt.NDArray, groups_n: int, metres: FloatArray) -> tuple[npt.NDArray, npt.NDArray]:
    """Order and CSR pointer that put entries into groups, by metres inside each."""
    order = np.lexsort((metres, group))
    indptr = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=groups_n))]).astype(np.int64)
    return order, indptr


def walk_matrix(
    graph: WalkGraph,
    origins: Snap,
    destinations: Snap,
    limit_m: float,
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> WalkMatrix:
    """Every pair whose walk, both snaps included, is at most ``limit_m`` metres.

    Args:
        graph: the streets.
        origins: rows.
        destinations: columns.
        limit_m: longest walk in metres; ``inf`` for all connected pairs.
        workers: threads; the result is the same for any number.
        progress: called with (rows done, rows).

    Returns:
        A :class:`WalkMatrix` of origins × destinations; rows of points off the network are empty.
    """
    walks = _walks_between(graph, origins, destinations, limit_m)
    counts: list[npt.NDArray[np.int64]] = []
    found: list[IntArray] = []
    metres: list[FloatArray] = []

    def one_block(first: int) -> tuple[npt.NDArray[np.int64], IntArray, FloatArray]:
        pairs_n, columns, block_m = walks.pairs(first, min(first + ORIGINS_PER_BLOCK, len(origins)))
        block_indptr = np.concatenate([[0], np.cumsum(pairs_n)])
        rows = sparse.csr_matrix((block_m, columns, block_indptr), shape=(len(pairs_n), len(destinations)))
        rows.sort_indices()
        return pairs_n, rows.indices.astype(np.int32, copy=False), rows.data

    with ThreadPoolExecutor(max(1, workers)) as pool:
        starts = range(0, len(origins), ORIGINS_PER_BLOCK)
        for done, block in enumerate(pool.map(one_block, starts), start=1):
            counts.append(block[0])
            found.append(block[1])
            metres.append(block[2])
            if progress is not None:
                progress(min(done * ORIGINS_PER_BLOCK, len(origins)), len(origins))
    if not counts:
        return WalkMatrix.empty(len(origins), len(destinations))
    indptr = np.concatenate([[0], np.cumsum(np.concatenate(counts))]).astype(np.int64)
    return WalkMatrix(indptr, _joined(found), _joined(metres), len(destinations))


def compact_walks(
    graph: WalkGraph, origins: Snap, destinations: Snap, limit_m: float, *, workers: int = 1
) -> CompactWalks:
    """The pairs of :func:`walk_matrix`, in half of its memory, or in a sixth where most points are near each other.

    Metres are rounded up a little (:meth:`CompactWalks.row`).

    Args:
        graph, origins, destinations, workers: as there.
        limit_m: longest walk in metres, finite.
    """
    walks = _walks_between(graph, origins, destinations, limit_m)

    def one_block(first: int) -> WalkBlock:
        pairs = walks.pairs(first, min(first + ORIGINS_PER_BLOCK, len(origins)))
        return WalkBlock.of(*pairs, len(destinations), limit_m)

    with ThreadPoolExecutor(max(1, workers)) as pool:
        blocks = tuple(pool.map(one_block, range(0, len(origins), ORIGINS_PER_BLOCK)))
    return CompactWalks.of(blocks, len(destinations), limit_m)


def _walks_between(graph: WalkGraph, origins: Snap, destinations: Snap, limit_m: float) -> Walks:
    """Origins as nodes, and the destinations beside every node."""
    origin_edge, origin_m, origin_snap = graph.locate(origins)
    edge, position, snap = graph.locate(destinations)
    on = np.flatnonzero(edge >= 0).astype(np.int32)
    node = np.concatenate([graph.edge_a[edge[on]], graph.edge_b[edge[on]]])
    left = np.concatenate([position[on], graph.edge_m[edge[on]] - position[on]]) + np.concatenate([snap[on], snap[on]])
    # A dead end is reached only along its own edge, so from its other end or from a point on the edge itself.
    useful = ~graph.is_dead_end[node]
    node, left, target = node[useful], left[useful], np.concatenate([on, on])[useful]
    # From a point on the same edge one walks straight: such destinations stand beside the origin itself.
    origin, beside = _on_one_edge(origin_edge, edge)
    straight = origin_snap[origin] + np.abs(origin_m[origin] - position[beside]) + snap[beside]
    node, left = np.concatenate([node, graph.junctions_n + origin]), np.concatenate([left, straight])
    order, at_indptr = _by_group(node, graph.junctions_n + len(origins), left)
    at = np.concatenate([target, beside])[order].astype(np.int32)
    return Walks(
        graph,
        arcs_from(graph, np.arange(len(origins)), len(origins), origin_edge, origin_m, origin_snap),
        (at_indptr, at, left[order]),
        float(limit_m),
        len(destinations),
    )


def _joined(parts: list[npt.NDArray]) -> npt.NDArray:
    """One array of many, each let go as soon as it is copied."""
    whole = np.empty(sum(map(len, parts)), dtype=parts[0].dtype)
    end = len(whole)
    while parts:
        part = parts.pop()
        whole[end - len(part) : end] = part
        end -= len(part)
    return whole


def nearest_m(
    graph: WalkGraph, sources: Snap, targets: Snap, *, limit_m: float = np.inf
) -> tuple[FloatArray, IntArray]:
    """Walk from each target to the nearest of all sources.

    Args:
        graph: the streets.
        sources: for example every pharmacy.
        targets: for example every cell's centre.
        limit_m: longest walk in metres.

    Returns:
        metres float64 (targets,), inf where no source is within the limit, and the position of that source, int32, -1
        where none. Of several equally near sources one is named, the same one each time.
    """
    source_edge, source_m, source_snap = graph.locate(sources)
    edge, position, snap = graph.locate(targets)
    reached, owner = nearest_over_graph(graph, source_edge, source_m, source_snap, float(limit_m))
    best, index = np.full(len(targets), np.inf), np.full(len(targets), -1, np.int32)
    on = np.flatnonzero(edge >= 0)
    for node, left in (
        (graph.edge_a[edge[on]], position[on]),
        (graph.edge_b[edge[on]], graph.edge_m[edge[on]] - position[on]),
    ):
        there = reached[node] + left + snap[on]
        better = there < best[on]
        best[on[better]], index[on[better]] = there[better], owner[node[better]]
    pair_target, pair_source = _on_one_edge(edge, source_edge)
    there = snap[pair_target] + np.abs(position[pair_target] - source_m[pair_source]) + source_snap[pair_source]
    order = np.lexsort((pair_source, there, pair_target))
    pair_target, pair_source, there = pair_target[order], pair_source[order], there[order]
    is_first = np.ones(len(pair_target), dtype=bool)
    is_first[1:] = pair_target[1:] != pair_target[:-1]
    is_first &= there < best[pair_target]
    best[pair_target[is_first]], index[pair_target[is_first]] = there[is_first], pair_source[is_first]
    is_far = best > limit_m
    best[is_far], index[is_far] = np.inf, -1
    return best, index


def _on_one_edge(edge: IntArray, source_edge: IntArray) -> tuple[npt.NDArray, npt.NDArray]:
    """All (target, source) pairs that lie on the same edge."""
    order = np.argsort(source_edge, kind="stable")
    ordered = source_edge[order]
    targets = np.flatnonzero(edge >= 0)
    first = np.searchsorted(ordered, edge[targets], "left")
    counts = np.searchsorted(ordered, edge[targets], "right") - first
    offset = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(targets, counts), order[np.repeat(first, counts) + offset]
