"""Streets as a graph between junctions, and where points meet them: what every walk is computed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Snap", "WalkGraph"]

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Snap:
    """Where points meet the streets; arrays of shape (n,).

    Attributes:
        link: position of the nearest link in the network, -1 = off the network.
        along_m: metres from the link's ``link_u`` end (0 where off the network).
        snap_m: metres from the point to the link (inf where off the network).
    """

    link: IntArray
    along_m: FloatArray
    snap_m: FloatArray

    def __len__(self) -> int:
        return len(self.link)

    @property
    def is_on_network(self) -> npt.NDArray[np.bool_]:
        """True where a street is near enough."""
        return self.link >= 0

    def take(self, rows: npt.ArrayLike) -> Snap:
        """The same for some of the points, by position or mask."""
        rows = np.asarray(rows)
        return Snap(self.link[rows], self.along_m[rows], self.snap_m[rows])

    @classmethod
    def joined(cls, parts: Sequence[Snap]) -> Snap:
        """The points of several, one after the other."""
        return cls(
            np.concatenate([part.link for part in parts]),
            np.concatenate([part.along_m for part in parts]),
            np.concatenate([part.snap_m for part in parts]),
        )


@dataclass(frozen=True)
class WalkGraph:
    """Streets joined into edges between junctions, ready for shortest paths.

    Attributes:
        indptr, neighbour, metres: junctions and their neighbours (CSR); edges that lead nowhere else are left out,
            because no shortest path passes along them.
        edge_a, edge_b, edge_m: junctions at the ends of each edge, and its metres.
        link_edge, link_start, link_sign: the edge of each network link (-1: not walkable), and where it lies on it.
        is_dead_end: of each junction, whether one edge ends there and nothing else ever does: a street that is shut
            now may open.
    """

    indptr: npt.NDArray[np.int64]
    neighbour: IntArray
    metres: FloatArray
    edge_a: IntArray
    edge_b: IntArray
    edge_m: FloatArray
    link_edge: IntArray
    link_start: FloatArray
    link_sign: FloatArray
    is_dead_end: npt.NDArray[np.bool_]

    @property
    def junctions_n(self) -> int:
        """Number of junctions."""
        return len(self.indptr) - 1

    def locate(self, points: Snap) -> tuple[IntArray, FloatArray, FloatArray]:
        """Edge (-1 if off the network), metres along the edge, and metres to the edge, of each point."""
        is_on = points.link >= 0
        link = np.where(is_on, points.link, 0)
        if len(self.edge_m) == 0:
            return np.full(len(link), -1, np.int32), np.zeros(len(link)), np.zeros(len(link))
        edge = np.where(is_on, self.link_edge[link], -1).astype(np.int32)
        safe = np.where(edge >= 0, edge, 0)
        position = self.link_start[link] + self.link_sign[link] * points.along_m
        position = np.clip(np.where(edge >= 0, position, 0.0), 0.0, self.edge_m[safe])
        return edge, position, np.where(edge >= 0, points.snap_m, 0.0)
