"""Origins as nodes of the street graph, with arcs to where they can start: what the kernel of walking works on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analysis.walking.kernel import spread, spread_near

if TYPE_CHECKING:
    from analysis.walking.streets import WalkGraph

__all__ = ["Walks", "arcs_from", "nearest_over_graph"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]
FOUND_ROOM = 65_536
BUCKET_M = 20.0
MOST_BUCKETS = 100_000
"""Beyond, and without a limit, walks are spread by a heap."""


@dataclass(frozen=True)
class Walks:
    """Walks from origins over the graph, as the kernel wants them: each origin is a node after the junctions.

    Attributes:
        arcs: pointer, neighbour and metres of the arcs out of all nodes.
        at: pointer, number and metres of the destinations beside each node, the nearest first.
    """

    graph: WalkGraph
    arcs: tuple[npt.NDArray[np.int64], IntArray, FloatArray]
    at: tuple[npt.NDArray[np.int64], IntArray, FloatArray]
    limit_m: float
    destinations_n: int

    def pairs(self, first: int, last: int) -> tuple[npt.NDArray[np.int64], IntArray, FloatArray]:
        """Number of destinations of each origin from ``first`` to ``last``, and all of them one after the other."""
        counts = np.zeros(last - first, dtype=np.int64)
        found = np.empty(max(FOUND_ROOM, 2 * self.destinations_n), dtype=np.int32)
        found_m = np.empty(len(found))
        parts, parts_m, at = [], [], first
        is_near = self.limit_m <= MOST_BUCKETS * BUCKET_M
        while at < last:
            if is_near:
                until = spread_near(
                    at, last, self.graph.junctions_n, self.destinations_n, len(found), self.limit_m, BUCKET_M,
                    *self.arcs, *self.at, *self.buckets(), found, found_m, counts[at - first :],
                )  # fmt: skip
            else:
                until = spread(
                    at, last, self.graph.junctions_n, self.destinations_n, len(found), self.limit_m, *self.arcs,
                    *self.at, *self.scratch(), found, found_m, counts[at - first :],
                )  # fmt: skip
            total = int(counts[at - first : until - first].sum())
            parts.append(found[:total].copy())
            parts_m.append(found_m[:total].copy())
            at = until
        return counts, np.concatenate(parts), np.concatenate(parts_m)

    def buckets(self) -> tuple[npt.NDArray, ...]:
        """``reached, heads, after, before, queued, touched, best`` for one thread."""
        nodes_n = len(self.arcs[0]) - 1
        heads = np.full(int(max(self.limit_m, 0.0) / BUCKET_M) + 1, -1, np.int32)
        return (
            np.full(nodes_n, np.inf), heads, np.empty(nodes_n, np.int32), np.empty(nodes_n, np.int32),
            np.full(nodes_n, -1, np.int32), np.empty(nodes_n, np.int32), np.full(self.destinations_n, np.inf),
        )  # fmt: skip

    def scratch(self) -> tuple[npt.NDArray, ...]:
        """``reached, arc, heap_keys, heap_nodes, touched, best`` for one thread."""
        nodes_n = len(self.arcs[0]) - 1
        arcs_n = len(self.graph.neighbour) + int(np.diff(self.arcs[0][self.graph.junctions_n :]).max(initial=0)) + 4
        return (
            np.full(nodes_n, np.inf), np.empty(nodes_n, np.int32), np.empty(arcs_n), np.empty(arcs_n, np.int32),
            np.empty(nodes_n, np.int32), np.full(self.destinations_n, np.inf),
        )  # fmt: skip


def arcs_from(
    graph: WalkGraph, origin: npt.NDArray, origins_n: int, edge: IntArray, position: FloatArray, snap: FloatArray
) -> tuple[npt.NDArray[np.int64], IntArray, FloatArray]:
    """Arcs of the graph and, after them, two of each point on an edge: from its origin (ascending) to both ends."""
    on = np.flatnonzero(edge >= 0)
    ends = np.stack([graph.edge_a[edge[on]], graph.edge_b[edge[on]]], axis=1)
    metres = np.stack([position[on], graph.edge_m[edge[on]] - position[on]], axis=1) + snap[on, None]
    counts = 2 * np.bincount(origin[on], minlength=origins_n)
    return (
        np.concatenate([graph.indptr, graph.indptr[-1] + np.cumsum(counts)]).astype(np.int64),
        np.concatenate([graph.neighbour, ends.ravel()]).astype(np.int32),
        np.concatenate([graph.metres, metres.ravel()]),
    )


def nearest_over_graph(
    graph: WalkGraph, edge: IntArray, position: FloatArray, snap: FloatArray, limit_m: float
) -> tuple[FloatArray, IntArray]:
    """Metres from each junction to its nearest source (inf beyond the limit), and which that is (-1 if none)."""
    arcs = arcs_from(graph, np.zeros(len(edge), np.int64), 1, edge, position, snap)
    nowhere = np.zeros(graph.junctions_n + 2, np.int64), np.zeros(0, np.int32), np.zeros(0)
    walks = Walks(graph, arcs, nowhere, limit_m, 0)
    reached, arc, *scratch = walks.scratch()
    room = np.empty(0, np.int32), np.empty(0), np.zeros(1, np.int64)
    spread(0, 1, graph.junctions_n, 0, 0, limit_m, *arcs, *nowhere, reached, arc, *scratch, *room)
    reached, arc = reached[:-1], arc[:-1]
    owner = np.full(graph.junctions_n, -1, dtype=np.int32)
    got = np.flatnonzero(np.isfinite(reached))
    arcs_n = len(graph.neighbour)
    is_first = arc[got] >= arcs_n
    tail = np.repeat(np.arange(graph.junctions_n), np.diff(graph.indptr))
    before = np.arange(graph.junctions_n)
    before[got[~is_first]] = tail[arc[got[~is_first]]]
    # Each turn doubles the number of arcs that are looked back along.
    while not np.array_equal(before, further := before[before]):
        before = further
    source = np.full(graph.junctions_n, -1, dtype=np.int32)
    source[got[is_first]] = np.flatnonzero(edge >= 0)[(arc[got[is_first]] - arcs_n) // 2]
    owner[got] = source[before[got]]
    return reached, owner
