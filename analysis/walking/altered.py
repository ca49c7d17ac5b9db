"""Walking matrices on streets that differ little from others: what no changed street touches is taken over.

Between two bands of a week some gates shut. A walk is another one only where it passed a street that is shut now, or
where one that is open now is at least as short; all others are the same to the bit, because streets whose hours are
known are edges of their own in every graph (:func:`analysis.walking.graph.build_graph`), so that the others are joined
alike. Which rows have such a walk is found by bounded searches from the gates; these rows are searched again, the
others copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from analysis.walking.compact import CompactWalks
from analysis.walking.graph import compact_walks, walk_matrix
from analysis.walking.matrix import WalkMatrix
from analysis.walking.streets import Snap, WalkGraph

__all__ = ["KnownWalks"]

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
LIMIT_DIFFERENT = 0.8  # of the rows: with more it is quicker to walk them all
ROUNDING_M = 1e-6
Kept = TypeVar("Kept", WalkMatrix, CompactWalks)


@dataclass(frozen=True)
class _Known(Generic[Kept]):
    """A matrix that was asked for, and what it was asked with."""

    origins: Snap
    destinations: Snap
    limit_m: float
    walks: Kept


class KnownWalks:
    """Walking matrices on one ground, each kept by a name, so that other grounds can take over what is the same.

    Args:
        graph: the streets.
        others: what is known on streets that may be nearly the same.
    """

    def __init__(self, graph: WalkGraph, others: Sequence[KnownWalks] = ()) -> None:
        self.graph = graph
        self._others = tuple(others)
        self._pairs: dict[str, _Known[WalkMatrix]] = {}
        self._near: dict[str, _Known[CompactWalks]] = {}

    def matrix(self, name: str, origins: Snap, destinations: Snap, limit_m: float, *, workers: int = 1) -> WalkMatrix:
        """What :func:`analysis.walking.graph.walk_matrix` gives, to the bit.

        Args:
            name: what the matrix is of, the same word on every ground.
            origins, destinations, limit_m, workers: as there.
        """
        kept = [each._pairs for each in (self, *self._others)]
        return self._asked(walk_matrix, kept, name, origins, destinations, limit_m, workers)

    def near(self, name: str, origins: Snap, destinations: Snap, limit_m: float, *, workers: int = 1) -> CompactWalks:
        """The pairs that :func:`analysis.walking.graph.compact_walks` gives.

        Args:
            name, origins, destinations, limit_m, workers: as in :meth:`matrix`.
        """
        kept = [each._near for each in (self, *self._others)]
        return self._asked(compact_walks, kept, name, origins, destinations, limit_m, workers)

    def _asked(
        self,
        walk: Callable[..., Kept],
        kept: Sequence[dict[str, _Known[Kept]]],
        name: str,
        origins: Snap,
        destinations: Snap,
        limit_m: float,
        workers: int,
    ) -> Kept:
        """What ``walk`` gives. ``kept``: what was asked for before by this way of walking, here and on the others."""
        known = kept[0].get(name)
        if known is None or not _asks_the_same(known, origins, destinations, limit_m):
            of_others: list[tuple[WalkGraph, _Known[Kept] | None]] = [
                (other.graph, there.get(name)) for other, there in zip(self._others, kept[1:], strict=True)
            ]
            walks = _walked(walk, self.graph, of_others, origins, destinations, limit_m, workers)
            known = kept[0][name] = _Known(origins, destinations, limit_m, walks)
        return known.walks


def _walked(
    walk: Callable[..., Kept],
    graph: WalkGraph,
    of_others: Sequence[tuple[WalkGraph, _Known[Kept] | None]],
    origins: Snap,
    destinations: Snap,
    limit_m: float,
    workers: int,
) -> Kept:
    """What ``walk`` gives on ``graph``; of what is known on the first of the others that fits, only what differs is
    walked again."""
    for other, known in of_others:
        if (
            known is None
            or known.limit_m != limit_m
            or len(known.origins) != len(origins)
            or len(known.destinations) != len(destinations)
            or not _joined_alike(other, graph)
        ):
            continue
        is_other = _rows_that_differ(other, graph, known, origins, destinations, workers)
        if is_other.mean() > LIMIT_DIFFERENT:
            continue
        again = np.flatnonzero(is_other)
        return known.walks.with_rows(again, walk(graph, origins.take(again), destinations, limit_m, workers=workers))
    return walk(graph, origins, destinations, limit_m, workers=workers)


def _asks_the_same(known: _Known[Kept], origins: Snap, destinations: Snap, limit_m: float) -> bool:
    return (
        known.limit_m == limit_m
        and not _moved(known.origins, origins).any()
        and not _moved(known.destinations, destinations).any()
    )


def _moved(before: Snap, after: Snap) -> BoolArray:
    """Which points meet the streets elsewhere; all, where they are not the same number."""
    if len(before) != len(after):
        return np.ones(max(len(before), len(after), 1), dtype=bool)
    return (before.link != after.link) | (before.along_m != after.along_m) | (before.snap_m != after.snap_m)


def _joined_alike(before: WalkGraph, after: WalkGraph) -> bool:
    """Do the links that both have lie alike on edges of the same lengths, and are the others edges of their own?"""
    if len(before.link_edge) != len(after.link_edge):
        return False
    both = (before.link_edge >= 0) & (after.link_edge >= 0)
    then, now = before.link_edge[both], after.link_edge[both]
    return (
        np.array_equal(before.edge_m[then], after.edge_m[now])
        and np.array_equal(before.link_start[both], after.link_start[both])
        and np.array_equal(before.link_sign[both], after.link_sign[both])
        and all(_alone(one, (one.link_edge >= 0) & ~both) for one in (before, after))
    )


def _alone(graph: WalkGraph, links: BoolArray) -> bool:
    on_edge = np.bincount(graph.link_edge[graph.link_edge >= 0], minlength=len(graph.edge_m))
    return bool((on_edge[graph.link_edge[links]] == 1).all())


def _rows_that_differ(
    before: WalkGraph, after: WalkGraph, known: _Known[Kept], origins: Snap, destinations: Snap, workers: int
) -> BoolArray:
    """Origins from which a walk within the limit passes what is shut now or open now, or whose point has moved, or
    that reach a destination that has."""
    limit_m = known.limit_m
    differs = _moved(known.origins, origins)
    away = np.flatnonzero(_moved(known.destinations, destinations))
    if len(away):
        was = np.zeros(len(destinations), dtype=bool)
        was[away] = True
        differs |= known.walks.rows_to(was)
        reach = walk_matrix(after, destinations.take(away), origins, limit_m + ROUNDING_M, workers=workers)
        differs[reach.indices] = True
    shut = (before.link_edge >= 0) & (after.link_edge < 0)
    opened = (after.link_edge >= 0) & (before.link_edge < 0)
    for graph, links, start, goal in (
        (before, shut, known.origins, known.destinations),
        (after, opened, origins, destinations),
    ):
        gates = _gates(graph, links)
        if len(gates):
            differs |= _rows_over(graph, gates, start, goal, known, ~differs, workers)
    return differs


def _gates(graph: WalkGraph, links: BoolArray) -> Snap:
    """Points such that every walk which enters ``links`` from other streets passes one of them, as few as is easy.

    Of each link that touches another street the end that touches none, if there is one: the middle of a gate. A walk
    may pass by the other ends without entering; then a row is walked again for nothing.
    """
    edges = graph.link_edge[links]
    other = np.ones(len(graph.edge_m), dtype=bool)
    other[edges] = False
    is_way_in = np.zeros(graph.junctions_n, dtype=bool)
    is_way_in[graph.edge_a[other]] = True
    is_way_in[graph.edge_b[other]] = True
    start, end = graph.edge_a[edges], graph.edge_b[edges]
    is_entered = is_way_in[start] | is_way_in[end]
    is_at_end = is_way_in[start] & ~is_way_in[end]
    node = np.where(is_at_end, end, start)[is_entered]
    _, first = np.unique(node, return_index=True)
    link, at_end = np.flatnonzero(links)[is_entered][first], is_at_end[is_entered][first]
    # ``along_m`` is told from the link's own beginning, which lies at the edge's end where the sign is negative.
    is_far = at_end == (graph.link_sign[link] > 0)
    along_m = np.where(is_far, graph.edge_m[graph.link_edge[link]], 0.0)
    return Snap(link.astype(np.int32), along_m, np.zeros(len(link)))


def _rows_over(
    graph: WalkGraph,
    gates: Snap,
    origins: Snap,
    destinations: Snap,
    known: _Known[Kept],
    asked: BoolArray,
    workers: int,
) -> BoolArray:
    """Which of the rows ``asked`` about have a walk past one of ``gates`` that is no longer than the one known."""
    limit_m = known.limit_m + ROUNDING_M
    to_origin = _dense(walk_matrix(graph, gates, origins, limit_m, workers=workers))
    if destinations is origins:
        to_goal = to_origin
    else:
        to_goal = _dense(walk_matrix(graph, gates, destinations, limit_m, workers=workers))
    nearest = to_goal.min(axis=1, initial=np.inf)
    differs = np.zeros(len(origins), dtype=bool)
    for row in np.flatnonzero(asked & (to_origin + nearest[:, None] <= limit_m).any(axis=0)):
        best = np.full(len(destinations), limit_m)
        columns, walk_m = known.walks.row(int(row))
        best[columns] = walk_m + ROUNDING_M
        near = np.flatnonzero(to_origin[:, row] + nearest <= limit_m)
        differs[row] = bool((to_origin[near, row, None] + to_goal[near] <= best).any())
    return differs


def _dense(walks: WalkMatrix) -> FloatArray:
    full = np.full((walks.rows_n, walks.columns_n), np.inf)
    full[walks.rows(), walks.indices] = walks.metres
    return full
