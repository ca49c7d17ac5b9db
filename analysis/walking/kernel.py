"""Compiled part of :mod:`analysis.walking`: bounded shortest paths.

It releases the interpreter lock and is given its scratch, so blocks of origins run in ordinary threads. Nothing here
knows about coordinates or edges: an origin is a node of its own, with an arc to each junction it can start to.
"""

from __future__ import annotations

import math

from geo.compiling import kernel

__all__ = ["spread", "spread_near"]

INFINITE = math.inf


def met_beside(node, here, limit_m, at_indptr, at, at_m, best, found, total):
    """Take the destinations beside a node that is ``here`` metres away; how many were found by then."""
    for k in range(at_indptr[node], at_indptr[node + 1]):
        there = here + at_m[k]
        if there > limit_m:
            break
        target = at[k]
        if there < best[target]:
            if best[target] == INFINITE:
                found[total] = target
                total += 1
            best[target] = there
    return total


def all_told(row, total, best, found, found_m):
    """Tell the metres to what an origin found, from ``row`` on, and make ``best`` ready for the next; how many."""
    for k in range(row, total):
        found_m[k] = best[found[k]]
        best[found[k]] = INFINITE
    return total - row


@kernel(
    "int64 int64 int64 int64 int64 float64 int64* int32* float64* int64* int32* float64* float64* int32* float64* "
    "int32* int32* float64* int32* float64* int64*"
)
def spread(
    first, last, junctions_n, destinations_n, room, limit_m, indptr, neighbour, metres, at_indptr, at, at_m,
    reached, arc, heap_keys, heap_nodes, touched, best, found, found_m, counts,
):  # fmt: skip
    """Walk from the origins ``first`` to ``last`` to everything within ``limit_m``, until ``found`` could be too short.

    Args:
        junctions_n: origin k is node ``junctions_n + k``. No arc leads to an origin.
        indptr, neighbour, metres: arcs out of each node.
        at_indptr, at, at_m: destinations (of ``destinations_n``) beside each node, metres left to them, ascending.
        reached: metres to each node, inf; afterwards those of the last origin.
        arc: by which arc each junction was reached, likewise.
        heap_keys, heap_nodes, touched: scratch, large enough for every arc.
        best: inf for each destination.
        found, found_m: (room,), filled with the destinations of one origin after the other and the metres to them.
        counts: filled with the number of destinations of each origin, ``counts[0]`` for the first.

    Returns:
        The origin to go on with; ``last`` when done.
    """
    total = 0
    touched_n = 0
    for origin in range(first, last):
        if total + destinations_n > room:
            return origin
        for k in range(touched_n):
            reached[touched[k]] = INFINITE
        touched_n = 0
        row = total
        reached[junctions_n + origin] = 0.0
        heap_keys[0] = 0.0
        heap_nodes[0] = junctions_n + origin
        size = 1
        while size > 0:
            here = heap_keys[0]
            node = heap_nodes[0]
            # Take the smallest entry off the heap, which has four children a node.
            size -= 1
            key = heap_keys[size]
            moved = heap_nodes[size]
            hole = 0
            while 4 * hole + 1 < size:
                child = 4 * hole + 1
                end = child + 4 if child + 4 < size else size
                smallest = child
                for other in range(child + 1, end):
                    if heap_keys[other] < heap_keys[smallest]:
                        smallest = other
                if heap_keys[smallest] >= key:
                    break
                heap_keys[hole] = heap_keys[smallest]
                heap_nodes[hole] = heap_nodes[smallest]
                hole = smallest
            heap_keys[hole] = key
            heap_nodes[hole] = moved
            if here > reached[node]:
                continue
            total = met_beside(node, here, limit_m, at_indptr, at, at_m, best, found, total)
            for k in range(indptr[node], indptr[node + 1]):
                there = here + metres[k]
                junction = neighbour[k]
                if there < reached[junction] and there <= limit_m:
                    if reached[junction] == INFINITE:
                        touched[touched_n] = junction
                        touched_n += 1
                    reached[junction] = there
                    arc[junction] = k
                    hole = size
                    size += 1
                    while hole > 0 and heap_keys[(hole - 1) >> 2] > there:
                        heap_keys[hole] = heap_keys[(hole - 1) >> 2]
                        heap_nodes[hole] = heap_nodes[(hole - 1) >> 2]
                        hole = (hole - 1) >> 2
                    heap_keys[hole] = there
                    heap_nodes[hole] = junction
        counts[origin - first] = all_told(row, total, best, found, found_m)
    return last


@kernel(
    "int64 int64 int64 int64 int64 float64 float64 int64* int32* float64* int64* int32* float64* float64* int32* "
    "int32* int32* int32* int32* float64* int32* float64* int64*"
)
def spread_near(
    first, last, junctions_n, destinations_n, room, limit_m, width_m, indptr, neighbour, metres, at_indptr, at, at_m,
    reached, heads, after, before, queued, touched, best, found, found_m, counts,
):  # fmt: skip
    """What :func:`spread` finds within a finite limit, by buckets of ``width_m`` metres instead of a heap.

    A node stands in the bucket of its length so far, and is taken again where a shorter way comes later from the same
    bucket: so every length is the smallest sum all the same, and of the very same parts.

    Args:
        first, last, junctions_n, destinations_n, room, limit_m, indptr, neighbour, metres, at_indptr, at, at_m, best,
            found, found_m, counts: as there.
        reached: metres to each node, inf; afterwards those of the last origin.
        heads: -1 for each bucket up to the limit; the first node of each.
        after, before: scratch, the neighbours of each node in its bucket. queued: -1 for each node, its bucket.
        touched: scratch for each node.

    Returns:
        The origin to go on with; ``last`` when done.
    """
    total = 0
    touched_n = 0
    for origin in range(first, last):
        if total + destinations_n > room:
            return origin
        for k in range(touched_n):
            reached[touched[k]] = INFINITE
        row = total
        start = junctions_n + origin
        reached[start] = 0.0
        touched[0] = start
        touched_n = 1
        heads[0] = start
        after[start] = -1
        before[start] = -1
        queued[start] = 0
        waiting = 1
        bucket = 0
        while waiting > 0:
            node = heads[bucket]
            if node < 0:
                bucket += 1
                continue
            heads[bucket] = after[node]
            if after[node] >= 0:
                before[after[node]] = -1
            queued[node] = -1
            waiting -= 1
            here = reached[node]
            total = met_beside(node, here, limit_m, at_indptr, at, at_m, best, found, total)
            for k in range(indptr[node], indptr[node + 1]):
                there = here + metres[k]
                junction = neighbour[k]
                if there < reached[junction] and there <= limit_m:
                    if reached[junction] == INFINITE:
                        touched[touched_n] = junction
                        touched_n += 1
                    reached[junction] = there
                    place = int(there / width_m)
                    held = queued[junction]
                    if held == place:
                        continue
                    if held >= 0:
                        ahead = before[junction]
                        behind = after[junction]
                        if ahead >= 0:
                            after[ahead] = behind
                        else:
                            heads[held] = behind
                        if behind >= 0:
                            before[behind] = ahead
                        waiting -= 1
                    queued[junction] = place
                    before[junction] = -1
                    after[junction] = heads[place]
                    if heads[place] >= 0:
                        before[heads[place]] = junction
                    heads[place] = junction
                    waiting += 1
        counts[origin - first] = all_told(row, total, best, found, found_m)
    return last
