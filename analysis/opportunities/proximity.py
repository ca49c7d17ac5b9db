"""How near everyday places are, and how far round one walks: proximity time, detour, circuity.

Sources: Bruno and others 2024 (docs/definitions.md#proximity-time); Stangl 2012 (detour falls with distance, so it is
reported at fixed bands of distance) and osmnx (circuity): docs/definitions.md#detour, docs/definitions.md#circuity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from analysis.areas import weighted_mean, weighted_median
from analysis.opportunities.access import TravelTimes
from analysis.walking import WalkGraph, WalkMatrix
from geo.errors import UsageError
from geo.network import WalkNetwork

__all__ = [
    "DETOUR_BANDS_M",
    "circuity",
    "detour_by_band",
    "detour_ratio",
    "mean_to_nearest",
    "network_circuity",
    "proximity_time",
    "worst_category",
]

FloatArray = NDArray[np.float64]
NEAREST_N = 20
DETOUR_BANDS_M: tuple[tuple[float, float], ...] = ((0, 400), (400, 800), (800, 1200), (1200, 2000))
DETOUR_CAP = 5.0
MANY_DETOUR = 1.5


def mean_to_nearest(
    times: TravelTimes | ArrayLike, number: int = NEAREST_N, *, beyond_min: float | None = None
) -> FloatArray:
    """Mean minutes to the nearest ``number`` places.

    Args:
        times: minutes to places (a place with several entrances once: :meth:`TravelTimes.grouped`).
        number: how many; where fewer places exist, all of them.
        beyond_min: minutes at which a place that cannot be reached counts; without it a mean that needs such a place is
            not known.

    Returns:
        float (origins,), NaN where not known or where there is no place at all.
    """
    if number < 1:
        raise UsageError(f"The nearest {number} places.", "Needed: 1 or more.")
    pairs = TravelTimes.of(times)
    wanted_n = min(number, pairs.destinations_n)
    if wanted_n == 0:
        return np.full(pairs.origins_n, np.nan)
    order = np.lexsort((pairs.minutes, pairs.origin))
    origin, minutes = pairs.origin[order], pairs.minutes[order]
    place = np.arange(len(origin)) - np.searchsorted(origin, origin)
    is_near = place < wanted_n
    total = np.bincount(origin[is_near], weights=minutes[is_near], minlength=pairs.origins_n)
    missing_n = wanted_n - np.bincount(origin[is_near], minlength=pairs.origins_n)
    if beyond_min is not None:
        return (total + missing_n * beyond_min) / wanted_n
    return np.where(missing_n == 0, total / wanted_n, np.nan)


def proximity_time(
    by_category: Mapping[str, TravelTimes | ArrayLike], number: int = NEAREST_N, *, beyond_min: float | None = None
) -> pd.DataFrame:
    """Proximity time: mean minutes to the nearest 20 places of each category, then the mean over categories.

    Args:
        by_category: minutes to the places of each category, all from the same origins. A category without any place is
            left out of the mean, and its column is NaN.
        number, beyond_min: as in :func:`mean_to_nearest`.

    Returns:
        One row per origin: a column per category, minutes, and ``proximity_min`` (NaN where a category that has places
        is not known).
    """
    if not by_category:
        raise UsageError("There is no category of places.", "Needed: at least one.")
    tables = {name: TravelTimes.of(times) for name, times in by_category.items()}
    if len({pairs.origins_n for pairs in tables.values()}) > 1:
        raise UsageError("The categories are measured from different origins.", "Needed: the same cells for each.")
    found = pd.DataFrame(
        {name: mean_to_nearest(pairs, number, beyond_min=beyond_min) for name, pairs in tables.items()}
    )
    present = [name for name, pairs in tables.items() if pairs.destinations_n]
    mean = found[present].mean(axis=1, skipna=False) if present else np.nan
    return found.assign(proximity_min=mean)


def worst_category(minutes: pd.DataFrame) -> NDArray[np.object_]:
    """The category furthest away, or that cannot be reached at all, in each row.

    Args:
        minutes: one column per category; NaN means none was found, which is worse than any time.

    Returns:
        Column names (rows,); of several the first.
    """
    matrix = np.where(np.isnan(minutes.to_numpy(float)), np.inf, minutes.to_numpy(float))
    return np.array(minutes.columns.astype(str), dtype=object)[matrix.argmax(axis=1)]


def detour_by_band(
    network_m: ArrayLike,
    crow_m: ArrayLike,
    bands: Sequence[tuple[float, float]] = DETOUR_BANDS_M,
    *,
    weights: ArrayLike | None = None,
    cap: float = DETOUR_CAP,
) -> pd.DataFrame:
    """How far round one walks, by straight-line distance: network over crow-fly metres of each pair.

    A pair that cannot be walked counts as ``cap``, and no pair counts as more. Two points at one place are left out.

    Args:
        network_m: metres on foot (pairs,), the ways to the streets included; inf or NaN where there is no way.
        crow_m: metres in a straight line (pairs,).
        bands: from (included) and to (not included, but of the last band) in straight-line metres.
        weights: how much each pair counts; the same if None.
        cap: largest ratio.

    Returns:
        One row per band: ``from_m``, ``to_m``, ``pairs_n``, ``unreachable_n``, ``detour_ratio`` (weighted mean),
        ``median_ratio`` and ``over_share`` (share of the weight above 1.5); NaN without pairs.
    """
    network, crow = np.asarray(network_m, float), np.asarray(crow_m, float)
    weight = np.ones(len(crow)) if weights is None else np.asarray(weights, float)
    if not len(network) == len(crow) == len(weight):
        raise UsageError(
            f"{len(network):,} walks, {len(crow):,} straight lines, {len(weight):,} weights.",
            "Needed: as many of each.",
        )
    ratio = _ratio(network, crow, cap)
    rows = []
    for number, (from_m, to_m) in enumerate(bands):
        is_last = number == len(bands) - 1
        inside = (crow >= from_m) & ((crow < to_m) | (is_last & (crow == to_m))) & (crow > 0)
        value, share = ratio[inside], weight[inside]
        is_over = (value > MANY_DETOUR).astype(float)
        counts = (int(inside.sum()), int((~np.isfinite(network[inside])).sum()))
        means = (weighted_mean(value, share), weighted_median(value, share), weighted_mean(is_over, share))
        rows.append((float(from_m), float(to_m), *counts, *means))
    columns = ["from_m", "to_m", "pairs_n", "unreachable_n", "detour_ratio", "median_ratio", "over_share"]
    return pd.DataFrame(rows, columns=columns)


def detour_ratio(
    walks: WalkMatrix,
    x: ArrayLike,
    y: ArrayLike,
    *,
    on_network: ArrayLike,
    from_m: float = 400.0,
    to_m: float = 1200.0,
    cap: float = DETOUR_CAP,
) -> FloatArray:
    """Mean detour from each cell to the cells 400–1,200 m away, both ends included (docs/definitions.md#detour).

    Args:
        walks: cells × cells, up to at least ``cap`` × ``to_m`` metres; a pair it lacks counts as ``cap``.
        x, y: centres in the local grid, metres (cells,).
        on_network: bool (cells,); cells off the streets are neither origins nor destinations.
        from_m, to_m: straight-line distance.
        cap: largest ratio.

    Returns:
        float (cells,), NaN off the streets and where no cell lies at that distance.
    """
    is_on = np.flatnonzero(np.asarray(on_network, bool))
    points = np.column_stack([np.asarray(x, float), np.asarray(y, float)])
    result = np.full(len(points), np.nan)
    if len(is_on) < 2:
        return result
    pairs = is_on[cKDTree(points[is_on]).query_pairs(to_m * (1 + 1e-12), output_type="ndarray")]
    one, other = np.concatenate([pairs, pairs[:, ::-1]]).T
    crow = np.hypot(*(points[one] - points[other]).T)
    inside = (crow >= from_m) & (crow <= to_m)
    one, other, crow = one[inside], other[inside], crow[inside]
    ratio = _ratio(_walked(walks, one, other), crow, cap)
    counts = np.bincount(one, minlength=len(points))
    total = np.bincount(one, weights=ratio, minlength=len(points))
    return np.divide(total, counts, out=result, where=counts > 0)


def circuity(length_m: ArrayLike, x_from: ArrayLike, y_from: ArrayLike, x_to: ArrayLike, y_to: ArrayLike) -> float:
    """Σ length of edges / Σ straight lines between their ends, each street once (osmnx ``circuity_avg``).

    Edges are streets from junction to junction: on a network of straight segments the answer is always 1. Loops that
    end where they begin have no straight line and are left out.

    Args:
        length_m: metres of each undirected edge (edges,).
        x_from, y_from, x_to, y_to: its ends in the local grid, metres (edges,).

    Returns:
        1 or more; NaN without edges.
    """
    length = np.asarray(length_m, float)
    straight = np.hypot(np.subtract(x_to, x_from, dtype=float), np.subtract(y_to, y_from, dtype=float))
    is_open = straight > 0
    total = straight[is_open].sum()
    return float(length[is_open].sum() / total) if total > 0 else float("nan")


def network_circuity(network: WalkNetwork, graph: WalkGraph) -> float:
    """:func:`circuity` of all streets and paths from junction to junction, dead ends included.

    Args:
        network: the streets.
        graph: from :func:`analysis.walking.graph.build_graph` of them; links it leaves out (steps) do not count.
    """
    links = np.flatnonzero(graph.link_edge >= 0)
    edge = np.concatenate([graph.link_edge[links]] * 2)
    node = np.concatenate([network.link_u[links], network.link_v[links]])
    start = graph.link_start[links]
    position = np.concatenate([start, start + graph.link_sign[links] * network.link_length_m[links]])
    order = np.lexsort((position, edge))
    bounds = np.append(np.flatnonzero(np.diff(edge[order], prepend=-1)), len(order))
    first, last = node[order[bounds[:-1]]], node[order[bounds[1:] - 1]]
    length = graph.edge_m[edge[order[bounds[:-1]]]]
    return circuity(length, network.x[first], network.y[first], network.x[last], network.y[last])


def _ratio(network_m: FloatArray, crow_m: FloatArray, cap: float) -> FloatArray:
    walked = np.where(np.isfinite(network_m), network_m, np.inf)
    ratio = np.divide(walked, crow_m, out=np.full(len(crow_m), np.nan), where=crow_m > 0)
    return np.minimum(ratio, cap)


def _walked(walks: WalkMatrix, rows: NDArray[np.integer], columns: NDArray[np.integer]) -> FloatArray:
    """Metres of given pairs, inf where the matrix has none."""
    if not walks.pairs_n:
        return np.full(len(rows), np.inf)
    stored = walks.rows().astype(np.int64) * walks.columns_n + walks.indices
    wanted = rows.astype(np.int64) * walks.columns_n + columns
    place = np.minimum(np.searchsorted(stored, wanted), len(stored) - 1)
    return np.where(stored[place] == wanted, walks.metres[place], np.inf)
