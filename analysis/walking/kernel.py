"""Compiled parts of :mod:`analysis.walking.graph`: contraction of streets, bounded shortest paths, nearest source.

Every kernel releases the interpreter lock and keeps its own scratch, so blocks of origins run in ordinary threads.
Nothing here knows about coordinates: points are (edge, position along the edge, metres to the edge).
"""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["contract_links", "nearest_over_graph", "pairs_within"]


@njit(cache=True, nogil=True)
def _trace(start_node, start_link, edge, indptr, incident, link_u, link_v, link_m, is_junction, link_edge, link_start,
           link_sign):  # fmt: skip
    """Follow one chain of links from a junction to the next junction; returns (last node, metres)."""
    node, link, position = start_node, start_link, 0.0
    while True:
        link_edge[link] = edge
        if link_u[link] == node:
            link_start[link] = position
            link_sign[link] = 1.0
            node = link_v[link]
        else:
            link_start[link] = position + link_m[link]
            link_sign[link] = -1.0
            node = link_u[link]
        position += link_m[link]
        if is_junction[node]:
            return node, position
        first = incident[indptr[node]]
        link = incident[indptr[node] + 1] if first == link else first


@njit(cache=True, nogil=True)
def contract_links(nodes_n, indptr, incident, link_u, link_v, link_m):
    """Join links between junctions into edges.

    A junction is a node where the number of link ends is not two. A ring without a junction gets its first node as one.

    Args:
        nodes_n: number of nodes.
        indptr, incident: links that end at each node (a link from a node to itself stands twice).
        link_u, link_v, link_m: ends and metres of the links; links that appear in no ``incident`` are left out.

    Returns:
        ``is_junction`` (n,), ``edge_a``, ``edge_b`` (nodes), ``edge_m``, and for each link ``link_edge`` (-1 if left
        out), ``link_start``, ``link_sign``: a point ``along`` metres from ``link_u`` lies at
        ``link_start + link_sign * along`` metres from ``edge_a``.
    """
    links_n = len(link_u)
    is_junction = np.zeros(nodes_n, dtype=np.bool_)
    for node in range(nodes_n):
        ends = indptr[node + 1] - indptr[node]
        is_junction[node] = ends != 2 and ends != 0
    link_edge = np.full(links_n, -1, dtype=np.int32)
    link_start = np.zeros(links_n)
    link_sign = np.ones(links_n)
    edge_a = np.empty(links_n, dtype=np.int32)
    edge_b = np.empty(links_n, dtype=np.int32)
    edge_m = np.empty(links_n)
    edges_n = 0
    for turn in range(2):  # the second turn finds rings that no junction touches
        for node in range(nodes_n):
            if turn == 0 and not is_junction[node]:
                continue
            for k in range(indptr[node], indptr[node + 1]):
                link = incident[k]
                if link_edge[link] >= 0:
                    continue
                is_junction[node] = True
                last, metres = _trace(node, link, edges_n, indptr, incident, link_u, link_v, link_m, is_junction,
                                      link_edge, link_start, link_sign)  # fmt: skip
                edge_a[edges_n] = node
                edge_b[edges_n] = last
                edge_m[edges_n] = metres
                edges_n += 1
    return is_junction, edge_a[:edges_n], edge_b[:edges_n], edge_m[:edges_n], link_edge, link_start, link_sign


@njit(cache=True, nogil=True)
def _push(keys, values, size, key, value):
    """Add to a heap with four children a node; returns the new size. The arrays are large enough."""
    hole = size
    while hole > 0:
        parent = (hole - 1) >> 2
        if keys[parent] <= key:
            break
        keys[hole] = keys[parent]
        values[hole] = values[parent]
        hole = parent
    keys[hole] = key
    values[hole] = value
    return size + 1


@njit(cache=True, nogil=True)
def _drop_first(keys, values, size):
    """Take the smallest entry off the heap (read it before); returns the new size."""
    size -= 1
    key = keys[size]
    value = values[size]
    hole = 0
    while True:
        child = 4 * hole + 1
        if child >= size:
            break
        best = child
        for other in range(child + 1, min(child + 4, size)):
            if keys[other] < keys[best]:
                best = other
        if keys[best] >= key:
            break
        keys[hole] = keys[best]
        values[hole] = values[best]
        hole = best
    keys[hole] = key
    values[hole] = value
    return size


@njit(cache=True, nogil=True)
def pairs_within(
    first, last, limit_m, indptr, neighbour, metres, edge_a, edge_b, edge_m,
    origin_edge, origin_m, origin_snap, at_node_indptr, at_node, at_node_m,
    on_edge_indptr, on_edge, on_edge_m, on_edge_snap, destinations_n,
):  # fmt: skip
    """Origins ``first`` to ``last``: every destination within ``limit_m``.

    ``at_node*`` lists, for each junction, the destinations on its edges with the metres left to walk (sorted by them);
    ``on_edge*`` lists the destinations on each edge.

    Returns:
        ``counts`` (last - first,), and ``found`` (destination) and ``found_m`` of all rows in order, each row's
        destinations in the order in which they were found.
    """
    nodes_n = len(indptr) - 1
    reached = np.full(nodes_n, np.inf)
    touched = np.empty(nodes_n, dtype=np.int32)
    heap_keys = np.empty(len(neighbour) + 4)
    heap_nodes = np.empty(len(neighbour) + 4, dtype=np.int32)
    best = np.full(destinations_n, np.inf)
    counts = np.zeros(last - first, dtype=np.int64)
    found = np.empty(1024, dtype=np.int32)
    found_m = np.empty(1024)
    total = 0
    for origin in range(first, last):
        edge = origin_edge[origin]
        if edge < 0:
            continue
        row = total
        if total + destinations_n > len(found) and destinations_n > 0:
            # Room for the fullest possible row, so that the inner loops need no check.
            size = max(2 * len(found), total + destinations_n)
            longer = np.empty(size, dtype=np.int32)
            longer_m = np.empty(size)
            for k in range(total):
                longer[k] = found[k]
                longer_m[k] = found_m[k]
            found = longer
            found_m = longer_m
        touched_n = 0
        size = 0
        snap = origin_snap[origin]
        position = origin_m[origin]
        for side in range(2):
            node = edge_a[edge] if side == 0 else edge_b[edge]
            start = snap + (position if side == 0 else edge_m[edge] - position)
            if start <= limit_m and start < reached[node]:
                if reached[node] == np.inf:
                    touched[touched_n] = node
                    touched_n += 1
                reached[node] = start
                size = _push(heap_keys, heap_nodes, size, start, node)
        while size > 0:
            here = heap_keys[0]
            node = heap_nodes[0]
            size = _drop_first(heap_keys, heap_nodes, size)
            if here > reached[node]:
                continue
            for k in range(at_node_indptr[node], at_node_indptr[node + 1]):
                there = here + at_node_m[k]
                if there > limit_m:
                    break
                target = at_node[k]
                if there < best[target]:
                    if best[target] == np.inf:
                        found[total] = target
                        total += 1
                    best[target] = there
            for k in range(indptr[node], indptr[node + 1]):
                there = here + metres[k]
                other = neighbour[k]
                if there < reached[other] and there <= limit_m:
                    if reached[other] == np.inf:
                        touched[touched_n] = other
                        touched_n += 1
                    reached[other] = there
                    size = _push(heap_keys, heap_nodes, size, there, other)
        for k in range(on_edge_indptr[edge], on_edge_indptr[edge + 1]):
            there = snap + abs(position - on_edge_m[k]) + on_edge_snap[k]
            target = on_edge[k]
            if there <= limit_m and there < best[target]:
                if best[target] == np.inf:
                    found[total] = target
                    total += 1
                best[target] = there
        for k in range(row, total):
            found_m[k] = best[found[k]]
            best[found[k]] = np.inf
        for k in range(touched_n):
            reached[touched[k]] = np.inf
        counts[origin - first] = total - row
    return counts, found[:total].copy(), found_m[:total].copy()


@njit(cache=True, nogil=True)
def nearest_over_graph(limit_m, indptr, neighbour, metres, edge_a, edge_b, edge_m, source_edge, source_m, source_snap):
    """Metres from each junction to its nearest source (inf beyond the limit), and which source that is (-1 if none)."""
    nodes_n = len(indptr) - 1
    reached = np.full(nodes_n, np.inf)
    owner = np.full(nodes_n, -1, dtype=np.int32)
    room = len(neighbour) + 2 * len(source_edge) + 4
    heap_keys = np.empty(room)
    heap_nodes = np.empty(room, dtype=np.int32)
    size = 0
    for source in range(len(source_edge)):
        edge = source_edge[source]
        if edge < 0:
            continue
        for side in range(2):
            node = edge_a[edge] if side == 0 else edge_b[edge]
            start = source_snap[source] + (source_m[source] if side == 0 else edge_m[edge] - source_m[source])
            if start <= limit_m and start < reached[node]:
                reached[node] = start
                owner[node] = source
                size = _push(heap_keys, heap_nodes, size, start, node)
    while size > 0:
        here = heap_keys[0]
        node = heap_nodes[0]
        size = _drop_first(heap_keys, heap_nodes, size)
        if here > reached[node]:
            continue
        for k in range(indptr[node], indptr[node + 1]):
            there = here + metres[k]
            other = neighbour[k]
            if there <= limit_m and there < reached[other]:
                reached[other] = there
                owner[other] = owner[node]
                size = _push(heap_keys, heap_nodes, size, there, other)
    return reached, owner
