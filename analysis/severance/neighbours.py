"""Severance: where the way on foot to a place next door is far longer than the way the crow flies.

Two cells that touch are *severed* if walking between their centres takes more than 1.5 times the crow-fly distance and
over 400 m more (docs/definitions.md#severance; ours, not published). Walks are those of :mod:`analysis.walking.graph`:
mapped crossings, cycleways, footbridges and steps are streets like any other, and the way from a centre to its street
counts.

Before a pair is called severed it is checked twice:

* **Gaps in the map.** If it is severed only because two parts of the street map that do not touch come within 15 m of
  each other (a path drawn a few metres short), it is a *likely mapping gap* and not counted. The check joins all such
  gaps, except across water, railways and main roads, and walks again. It is made only if those barriers are given:
  else a bridge that was taken away would look like a gap, and taking it away would seem to help.
* **Far from a street.** If the way is long only because the centres lie far from a street (fields), the streets
  themselves sever nobody. Such a pair still counts in ``severed_neighbours_n`` (the rule says so) but is not laid to
  the charge of a road, railway or river.

Nothing is said of pairs within 1.2 km of the edge of the street data, where the way round may lie outside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from analysis.parameters import Parameters
from analysis.walking import Snap, WalkGraph, build_graph, edge_metres, walk_matrix
from geo.crs import to_local
from geo.errors import UsageError
from geo.network import WalkNetwork

__all__ = ["FAR_FROM_STREET", "MAPPING_GAP", "SEVERED", "Severance", "SeveranceLimits", "severance"]

SEVERED = "severed"
MAPPING_GAP = "likely mapping gap"
FAR_FROM_STREET = "far from a street"
_ROUNDING_M = 1e-6
_ORIGINS_AT_ONCE = 1024
_AT_ONCE = 1 << 22
"""So many pairs of cells are looked at together; of a dense town in small cells there are sixteen million."""

FloatArray = NDArray[np.float64]
Rows = NDArray[np.int32]


@dataclass(frozen=True)
class SeveranceLimits:
    """Limits of docs/definitions.md#severance and docs/definitions.md#detour, metres and ratios.

    ``look_first_m`` changes no result: walks are looked for within it first.
    """

    ratio: float = 1.5
    extra_m: float = 400.0
    reach_m: float = 3000.0
    edge_m: float = 1200.0
    gap_m: float = 15.0
    detour_from_m: float = 400.0
    detour_to_m: float = 1200.0
    detour_cap: float = 5.0
    look_first_m: float = 2400.0


@dataclass(frozen=True)
class Severance:
    """What keeps neighbouring cells apart on foot.

    Attributes:
        cells: n rows, ``severed_neighbours_n`` (NaN off the network and within 1.2 km of the edge) and
            ``detour_ratio`` (NaN off the network, or if no other cell on it lies 400–1,200 m away).
        pairs: the pairs that meet the rule: ``cell_a`` < ``cell_b``, ``row_a``, ``row_b`` (positions of the cells),
            ``crow_m``, ``walk_m`` (inf if there is no way within 3 km), ``extra_min`` (at least, where there is none),
            ``people_n`` (of the side with fewer people; weight where people are not known), ``score`` (people × extra
            minutes) and ``check`` (``severed``, ``far from a street`` or ``likely mapping gap``).
    """

    cells: pd.DataFrame
    pairs: pd.DataFrame


def severance(
    network: WalkNetwork,
    graph: WalkGraph,
    cell_snaps: Snap,
    *,
    cell: Sequence[str],
    lat: ArrayLike,
    lon: ArrayLike,
    people_n: ArrayLike,
    parameters: Parameters,
    limits: SeveranceLimits | None = None,
    edge_m: ArrayLike | None = None,
    barriers: gpd.GeoDataFrame | None = None,
    workers: int = 1,
) -> Severance:
    """Severed pairs of cells, how many each cell has, and its mean detour.

    Args:
        network, graph: the streets; the graph was built with ``parameters.is_step_free``.
        cell_snaps: centres of the cells on the streets (n,).
        cell: H3 indexes (n,).
        lat, lon: centres, degrees (n,).
        people_n: people (or weight) of each cell (n,), NaN counts as 0 in scores.
        parameters: walking speed.
        limits: defaults as published.
        edge_m: metres from each centre to the edge of the street data (n,); by default
            :func:`analysis.walking.street_edge.edge_metres`.
        barriers: water, railways and main roads, WGS 84 (:func:`analysis.severance.lines.barriers_of`), for the check
            of gaps in the map; without them it is left out.
        workers: threads.

    Raises:
        UsageError: arrays of different lengths.
    """
    limits = limits or SeveranceLimits()
    names = np.asarray(cell, dtype=object)
    people = np.nan_to_num(np.asarray(people_n, float))
    x, y = to_local(lat, lon, network.crs)
    if not len(names) == len(x) == len(people) == len(cell_snaps):
        raise UsageError(
            f"{len(names):,} cells, {len(x):,} centres, {len(people):,} numbers of people and {len(cell_snaps):,} "
            "positions on streets.",
            "Needed: one of each for every cell.",
        )
    edge = edge_metres(network, lat, lon) if edge_m is None else np.asarray(edge_m, float)
    is_on = cell_snaps.is_on_network
    near = _near_pairs(x, y, is_on, limits)
    a, b = _touching_pairs(names, is_on)
    walk_m = _walks(graph, cell_snaps, np.concatenate([near[0], a]), np.concatenate([near[1], b]), limits, workers)
    detour = _detour(near, walk_m[: len(near[0])], x, y, len(names), limits)

    away_from_edge = edge > limits.edge_m
    known = away_from_edge[a] & away_from_edge[b]
    a, b, walk_m = a[known], b[known], walk_m[len(near[0]) :][known]
    crow_m = np.hypot(x[a] - x[b], y[a] - y[b])
    cut = _is_severed(walk_m, crow_m, limits)
    a, b, walk_m, crow_m = a[cut], b[cut], walk_m[cut], crow_m[cut]
    check = _far_from_street(network, cell_snaps, a, b, walk_m, limits)
    check[_is_gap(network, cell_snaps, a, b, crow_m, limits, parameters, barriers, workers)] = MAPPING_GAP
    counted = check != MAPPING_GAP
    count = np.bincount(np.concatenate([a[counted], b[counted]]), minlength=len(names)).astype(float)
    metres_a_min = parameters.walk_m_per_s * 60
    smaller = np.minimum(people[a], people[b])
    extra_min = (np.minimum(walk_m, limits.reach_m) - crow_m) / metres_a_min
    pairs = pd.DataFrame(
        {
            "cell_a": names[a], "cell_b": names[b], "row_a": a, "row_b": b, "crow_m": crow_m,
            "walk_m": np.where(walk_m <= limits.reach_m, walk_m, np.inf), "extra_min": extra_min,
            "people_n": smaller, "score": smaller * extra_min, "check": check,
        }
    )  # fmt: skip
    measured = pd.DataFrame(
        {
            "severed_neighbours_n": np.where(is_on & away_from_edge, count, np.nan),
            "detour_ratio": np.where(is_on, detour, np.nan),
        }
    )
    return Severance(measured, pairs)


def _near_pairs(x: FloatArray, y: FloatArray, is_on: NDArray[np.bool_], limits: SeveranceLimits) -> tuple[Rows, Rows]:
    """Rows (smaller first) of cells on the network whose centres lie 400–1,200 m apart, both included."""
    rows = np.flatnonzero(is_on).astype(np.int32)
    if len(rows) < 2:
        return np.zeros(0, np.int32), np.zeros(0, np.int32)
    tree = cKDTree(np.column_stack([x[rows], y[rows]]))
    near = tree.query_pairs(limits.detour_to_m + _ROUNDING_M, output_type="ndarray")
    first, second = [], []
    for part in _parts(len(near)):
        a, b = rows[near[part, 0]], rows[near[part, 1]]
        far = np.hypot(x[a] - x[b], y[a] - y[b]) >= limits.detour_from_m - _ROUNDING_M
        first.append(a[far])
        second.append(b[far])
    return np.concatenate(first), np.concatenate(second)


def _parts(pairs_n: int) -> Iterator[slice]:
    """Slices of so many pairs as are looked at together; one at least."""
    for start in range(0, max(pairs_n, 1), _AT_ONCE):
        yield slice(start, start + _AT_ONCE)


def _touching_pairs(names: NDArray, is_on: NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """Rows of neighbouring cells (H3 ring 1), both on the network, ordered by their names."""
    row_of = {str(names[row]): int(row) for row in np.flatnonzero(is_on)}
    found = [
        (row, row_of[other])
        for name, row in sorted(row_of.items())
        for other in sorted(h3.grid_disk(name, 1))
        if name < other and other in row_of
    ]
    pairs = np.asarray(found, dtype=np.int32).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _walks(
    graph: WalkGraph,
    snaps: Snap,
    a: Rows,
    b: Rows,
    limits: SeveranceLimits,
    workers: int,
) -> FloatArray:
    """Metres on foot of each pair of rows, inf if longer than anything that matters here.

    Nearly all neighbours are found nearby: only from the others' first cell one looks as far as it matters.
    """
    far_m = max(limits.reach_m, limits.detour_cap * limits.detour_to_m) + _ROUNDING_M
    near_m = min(limits.look_first_m, far_m)
    metres = _walks_within(graph, snaps, a, b, near_m, workers)
    left = np.flatnonzero(np.isinf(metres))
    if near_m < far_m and len(left):
        metres[left] = _walks_within(graph, snaps, a[left], b[left], far_m, workers)
    return metres


def _walks_within(graph: WalkGraph, snaps: Snap, a: Rows, b: Rows, limit_m: float, workers: int) -> FloatArray:
    """Metres on foot of each pair of rows, inf beyond the limit."""
    metres = np.full(len(a), np.inf)
    origins = np.unique(a)
    order = np.argsort(a, kind="stable")
    ends = np.cumsum(np.bincount(a, minlength=len(snaps)))
    # The place of a row among the origins and the columns of a block.
    origin_at, column_at = np.zeros((2, len(snaps)), dtype=np.int32)
    for start in range(0, len(origins), _ORIGINS_AT_ONCE):
        block = origins[start : start + _ORIGINS_AT_ONCE]
        mine = order[ends[block[0] - 1] if block[0] else 0 : ends[block[-1]]]
        is_wanted = np.zeros(len(snaps), dtype=bool)
        is_wanted[b[mine]] = True
        columns = np.flatnonzero(is_wanted)
        matrix = walk_matrix(graph, snaps.take(block), snaps.take(columns), limit_m, workers=workers)
        walked = np.full((len(block), len(columns)), np.inf)
        walked[matrix.rows(), matrix.indices] = matrix.metres
        origin_at[block] = np.arange(len(block), dtype=np.int32)
        column_at[columns] = np.arange(len(columns), dtype=np.int32)
        metres[mine] = walked[origin_at[a[mine]], column_at[b[mine]]]
    return metres


def _detour(
    pairs: tuple[Rows, Rows],
    walk_m: FloatArray,
    x: FloatArray,
    y: FloatArray,
    cells_n: int,
    limits: SeveranceLimits,
) -> FloatArray:
    total: FloatArray = np.zeros(cells_n)
    number = np.zeros(cells_n, dtype=np.int64)
    every = np.arange(cells_n)
    # Each cell's pairs are added one after the other, first those in which it is the first of the two.
    for ends in pairs:
        for part in _parts(len(ends)):
            a, b = (one[part] for one in pairs)
            ratio = np.minimum(walk_m[part] / np.hypot(x[a] - x[b], y[a] - y[b]), limits.detour_cap)
            rows = np.concatenate([every, ends[part]])
            total[:] = np.bincount(rows, weights=np.concatenate([total, ratio]), minlength=cells_n)
            number += np.bincount(ends[part], minlength=cells_n)
    return np.divide(total, number, out=np.full(cells_n, np.nan), where=number > 0)


def _is_severed(walk_m: FloatArray, crow_m: FloatArray, limits: SeveranceLimits) -> NDArray[np.bool_]:
    is_round = (walk_m > limits.ratio * crow_m + _ROUNDING_M) & (walk_m - crow_m > limits.extra_m + _ROUNDING_M)
    return is_round | (walk_m > limits.reach_m)


def _far_from_street(
    network: WalkNetwork,
    snaps: Snap,
    a: Rows,
    b: Rows,
    walk_m: FloatArray,
    limits: SeveranceLimits,
) -> NDArray[np.object_]:
    """``severed`` if the rule also holds between the points where the two centres meet their streets."""
    link = np.where(snaps.link >= 0, snaps.link, 0)
    u, v = network.link_u[link], network.link_v[link]
    share = np.divide(
        snaps.along_m, network.link_length_m[link], out=np.zeros(len(snaps)), where=network.link_length_m[link] > 0
    )
    foot_x = network.x[u] + share * (network.x[v] - network.x[u])
    foot_y = network.y[u] + share * (network.y[v] - network.y[u])
    crow_m = np.hypot(foot_x[a] - foot_x[b], foot_y[a] - foot_y[b])
    streets_m = walk_m - snaps.snap_m[a] - snaps.snap_m[b]
    return np.where(_is_severed(streets_m, crow_m, limits), SEVERED, FAR_FROM_STREET).astype(object)


def _is_gap(
    network: WalkNetwork,
    snaps: Snap,
    a: Rows,
    b: Rows,
    crow_m: FloatArray,
    limits: SeveranceLimits,
    parameters: Parameters,
    barriers: gpd.GeoDataFrame | None,
    workers: int,
) -> NDArray[np.bool_]:
    """Pairs on unconnected parts of the map that are no longer severed once gaps between such parts are closed."""
    is_gap = np.zeros(len(a), dtype=bool)
    part = network.component[network.link_u[np.where(snaps.link >= 0, snaps.link, 0)]]
    apart = np.flatnonzero(part[a] != part[b])
    if barriers is None or not len(apart):
        return is_gap
    gaps = _closed_gaps(network, limits, barriers)
    if len(gaps):
        joined = _joined_graph(network, gaps, parameters.is_step_free)
        again = _walks(joined, snaps, a[apart], b[apart], limits, workers)
        is_gap[apart] = ~_is_severed(again, crow_m[apart], limits)
    return is_gap


def _closed_gaps(network: WalkNetwork, limits: SeveranceLimits, barriers: gpd.GeoDataFrame) -> NDArray[np.intp]:
    """(g, 2) nodes of different unconnected parts at most 15 m apart, with no barrier between them."""
    _, size = np.unique(network.component, return_counts=True)
    if len(size) < 2:
        return np.zeros((0, 2), np.intp)
    tree = cKDTree(np.column_stack([network.x, network.y]))
    rows = np.flatnonzero(network.component != np.bincount(network.component).argmax())
    near = tree.query_ball_point(np.column_stack([network.x[rows], network.y[rows]]), limits.gap_m)
    pairs = np.array(
        [(row, other) for row, others in zip(rows, near, strict=True) for other in others], dtype=np.intp
    ).reshape(-1, 2)
    pairs = pairs[network.component[pairs[:, 0]] != network.component[pairs[:, 1]]]
    if not len(barriers) or not len(pairs):
        return pairs
    lines = shapely.linestrings(
        np.stack([np.column_stack([network.lon[end], network.lat[end]]) for end in pairs.T], axis=1)
    )
    crossing = np.unique(barriers.sindex.query(lines, predicate="intersects")[0])
    return np.delete(pairs, crossing, axis=0)


def _joined_graph(network: WalkNetwork, gaps: NDArray[np.intp], is_step_free: bool) -> WalkGraph:
    """The streets with the gaps closed; links keep their numbers, so that points stay where they were."""
    u, v = gaps.astype(np.int32).T
    more = len(u)
    whole = replace(
        network,
        link_u=np.concatenate([network.link_u, u]),
        link_v=np.concatenate([network.link_v, v]),
        link_length_m=np.concatenate(
            [network.link_length_m, np.hypot(network.x[u] - network.x[v], network.y[u] - network.y[v])]
        ),
        link_name=np.concatenate([network.link_name, np.full(more, -1, network.link_name.dtype)]),
        link_flags=np.concatenate([network.link_flags, np.zeros(more, network.link_flags.dtype)]),
    )
    return build_graph(whole, is_step_free=is_step_free)
