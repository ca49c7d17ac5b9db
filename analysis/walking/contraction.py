"""Streets between two junctions joined into one edge, all chains of links at the same time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

__all__ = ["Contracted", "contract_links"]

IntArray = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Contracted:
    """Edges between junctions.

    Attributes:
        is_junction: bool per node.
        edge_a, edge_b, edge_m: nodes at the ends of each edge, and its metres.
        link_edge, link_start, link_sign: for each link its edge (-1 if left out), and where it lies: a point ``along``
            metres from ``link_u`` is at ``link_start + link_sign * along`` metres from ``edge_a``.
    """

    is_junction: npt.NDArray[np.bool_]
    edge_a: IntArray
    edge_b: IntArray
    edge_m: FloatArray
    link_edge: IntArray
    link_start: FloatArray
    link_sign: FloatArray


def contract_links(
    indptr: npt.NDArray[np.int64],
    incident: IntArray,
    link_u: IntArray,
    link_v: IntArray,
    link_m: FloatArray,
    pinned: IntArray | None = None,
) -> Contracted:
    """Join links between junctions into edges.

    A junction is a node where the number of link ends is not two, and each of ``pinned``. A ring without a junction
    gets its first node as one.

    Args:
        indptr, incident: links that end at each node (a link from a node to itself stands twice).
        link_u, link_v, link_m: ends and metres of the links; links that appear in no ``incident`` are left out.
        pinned: nodes that are junctions however many links end there (where any does).
    """
    ends = np.diff(indptr)
    is_junction = ends != 2
    if pinned is not None:
        is_junction[pinned] = True
    is_junction &= ends != 0
    node_of = np.repeat(np.arange(len(ends)), ends)
    pairs = np.argsort(incident, kind="stable").reshape(-1, 2)
    mate = np.empty(len(incident), dtype=np.int64)
    mate[pairs[:, 0]], mate[pairs[:, 1]] = pairs[:, 1], pairs[:, 0]
    walk = _Walk(indptr, incident, node_of, mate, is_junction, link_u, link_m)
    walk.follow(np.flatnonzero(is_junction[node_of]))
    walk.follow(_ring_starts(walk, link_v))
    return walk.edges()


def _ring_starts(walk: _Walk, link_v: IntArray) -> npt.NDArray[np.int64]:
    """One end of a link at the first node of each ring that no junction touches; that node becomes a junction."""
    is_left = np.zeros(len(walk.link_u), dtype=bool)
    is_left[walk.incident] = True
    is_left[walk.incident[walk.edge >= 0]] = False
    links = np.flatnonzero(is_left)
    nodes_n = len(walk.is_junction)
    joined = sparse.coo_matrix(
        (np.ones(len(links), np.int8), (walk.link_u[links], link_v[links])), shape=(nodes_n, nodes_n)
    )
    _, label = sparse.csgraph.connected_components(joined, directed=False)
    on_ring = np.unique(walk.link_u[links])
    _, at = np.unique(label[on_ring], return_index=True)
    first = np.sort(on_ring[at])
    walk.is_junction[first] = True
    return walk.indptr[first]


class _Walk:
    """Follows chains from junction to junction. A *slot* is one end of a link at a node: a place in ``incident``."""

    def __init__(
        self,
        indptr: npt.NDArray[np.int64],
        incident: IntArray,
        node_of: npt.NDArray[np.int64],
        mate: npt.NDArray[np.int64],
        is_junction: npt.NDArray[np.bool_],
        link_u: IntArray,
        link_m: FloatArray,
    ) -> None:
        self.indptr, self.incident, self.node_of, self.mate = indptr, incident, node_of, mate
        self.is_junction, self.link_u, self.link_m = is_junction, link_u, link_m
        self.edge = np.full(len(incident), -1, dtype=np.int32)  # of each slot, if the chain leaves by it
        self.before_m = np.zeros(len(incident))
        self._ends: list[npt.NDArray[np.int64]] = []
        self._metres: list[FloatArray] = []
        self._edges_n = 0

    def follow(self, starts: npt.NDArray[np.int64]) -> None:
        """Make an edge of each chain that leaves by one of ``starts``; of its two directions the first start counts."""
        last = np.empty(len(starts), dtype=np.int64)
        metres = np.zeros(len(starts))
        slots, at_m = [], []
        chain, slot, position = np.arange(len(starts)), starts, np.zeros(len(starts))
        chains = []
        while len(slot):
            chains.append(chain)
            slots.append(slot)
            at_m.append(position)
            position = position + self.link_m[self.incident[slot]]
            arrival = self.mate[slot]
            node = self.node_of[arrival]
            is_over = self.is_junction[node]
            last[chain[is_over]], metres[chain[is_over]] = arrival[is_over], position[is_over]
            go_on = ~is_over
            # A node inside a chain has two slots: it is left by the other one.
            slot = 2 * self.indptr[node[go_on]] + 1 - arrival[go_on]
            chain, position = chain[go_on], position[go_on]
        is_start = np.zeros(len(self.incident), dtype=bool)
        is_start[starts] = True
        is_kept = (starts < last) | ~is_start[last]
        number = np.where(is_kept, np.cumsum(is_kept) - 1 + self._edges_n, -1).astype(np.int32)
        if len(starts):
            every = np.concatenate(slots)
            self.edge[every] = number[np.concatenate(chains)]
            self.before_m[every] = np.concatenate(at_m)
        self._ends.append(np.stack([starts[is_kept], last[is_kept]]))
        self._metres.append(metres[is_kept])
        self._edges_n += int(is_kept.sum())

    def edges(self) -> Contracted:
        """Everything found."""
        links_n = len(self.link_u)
        link_edge = np.full(links_n, -1, dtype=np.int32)
        link_start, link_sign = np.zeros(links_n), np.ones(links_n)
        slot = np.flatnonzero(self.edge >= 0)
        link = self.incident[slot]
        is_forward = self.link_u[link] == self.node_of[slot]
        link_edge[link] = self.edge[slot]
        link_start[link] = np.where(is_forward, self.before_m[slot], self.before_m[slot] + self.link_m[link])
        link_sign[link] = np.where(is_forward, 1.0, -1.0)
        start, end = self.node_of[np.concatenate(self._ends, axis=1)].astype(np.int32)
        return Contracted(self.is_junction, start, end, np.concatenate(self._metres), link_edge, link_start, link_sign)
