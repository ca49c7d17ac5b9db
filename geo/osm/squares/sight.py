"""Straight walks over open ground: which points see each other, and the corners that a walk turns at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

__all__ = ["Sight", "lines_of_sight"]

WIDEN_DEG = 1e-7  # so that a line along the edge counts as inside: about a centimetre
PAIRS_AT_ONCE = 50_000


@dataclass(frozen=True)
class Sight:
    """Pairs (k, 2) of points that see each other: rows of the points given, then of ``corners`` (c, 2)."""

    pairs: np.ndarray
    corners: np.ndarray


def lines_of_sight(ground: BaseGeometry, points: np.ndarray) -> Sight:
    """A visibility graph: the shortest way between two of the points over the ground runs along its lines.

    A shortest way among obstacles is a chain of straight lines that turns only at corners around which it bends
    (Lozano-Pérez and Wesley 1979). Kept are lines between points, and lines at a corner that touch it without running
    into what stands there: no other can be part of a shortest way.

    Args:
        ground: (Multi)Polygon.
        points: (n, 2), the same coordinates.
    """
    ring_points, before, after = _corners(ground)
    is_point = _same_as(ring_points, points)
    corners, before, after = ring_points[~is_point], before[~is_point], after[~is_point]
    everything = np.concatenate((points, corners))
    n, points_n = len(everything), len(points)
    wide = shapely.buffer(ground, WIDEN_DEG, quad_segs=1)
    shapely.prepare(wide)
    found = []
    u_all, v_all = np.triu_indices(n, k=1)
    for first in range(0, len(u_all), PAIRS_AT_ONCE):
        u, v = u_all[first : first + PAIRS_AT_ONCE], v_all[first : first + PAIRS_AT_ONCE]
        useful = np.ones(len(u), dtype=bool)
        for end, other in ((u, v), (v, u)):
            at = np.flatnonzero(end >= points_n)
            corner = end[at] - points_n
            useful[at] &= _touches(everything[end[at]], before[corner], after[corner], everything[other[at]])
        u, v = u[useful], v[useful]
        seen = shapely.covers(wide, shapely.linestrings(np.stack((everything[u], everything[v]), axis=1)))
        found.append(np.column_stack((u[seen], v[seen])))
    pairs = np.concatenate(found) if found else np.empty((0, 2), dtype=np.int64)
    used = np.unique(pairs[pairs >= points_n])
    number = np.arange(n)
    number[used] = points_n + np.arange(len(used))
    return Sight(number[pairs], everything[used])


def _corners(ground: BaseGeometry) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Corners that point into the ground, (c, 2), with the points before and after them on their ring."""
    rings = shapely.get_rings(shapely.orient_polygons(ground))
    found = [np.empty((3, 0, 2))]
    for ring in rings:
        line = shapely.get_coordinates(ring)[:-1]
        before, after = np.roll(line, 1, axis=0), np.roll(line, -1, axis=0)
        turn = _cross(line - before, after - line)
        found.append(np.stack((before[turn < 0], line[turn < 0], after[turn < 0])))
    before, corner, after = np.concatenate(found, axis=1)
    return corner, before, after


def _touches(corner: np.ndarray, before: np.ndarray, after: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Does the line from ``other`` leave both edges of the corner on one side (within rounding)?"""
    away = other - corner
    one, two = _cross(away, before - corner), _cross(away, after - corner)
    scale = np.hypot(*away.T)
    one, two = (side / (scale * np.hypot(*(edge - corner).T) + 1e-30) for side, edge in ((one, before), (two, after)))
    return ~(((one > 1e-6) & (two < -1e-6)) | ((one < -1e-6) & (two > 1e-6)))


def _same_as(corners: np.ndarray, points: np.ndarray) -> np.ndarray:
    if not len(corners) or not len(points):
        return np.zeros(len(corners), dtype=bool)
    tree = shapely.STRtree(shapely.points(points))
    near, _ = tree.query(shapely.points(corners), predicate="dwithin", distance=WIDEN_DEG)
    same = np.zeros(len(corners), dtype=bool)
    same[near] = True
    return same


def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
