"""From cells to areas to the town: weights, weighted means and medians, and what share of an area is known.

A *piece* is the part of a cell that lies in one area. Every combination weights the value of a cell by the weight of
that area's piece in it, so an area is never a mean of means and the areas together give exactly the town. See
docs/definitions.md#areas-and-town.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.registry import Measure
from geo.errors import UsageError

__all__ = [
    "cell_weights",
    "combine_all",
    "equal_weights",
    "is_absent",
    "roll_up",
    "town_summary",
    "weighted_centres",
    "weighted_mean",
    "weighted_median",
    "weighted_quantile",
]

_HALF_TOLERANCE = 1e-12
_WEIGHTS = ("weight_n", "population_n")


def equal_weights(pieces: pd.DataFrame, on_network: ArrayLike, cells: Sequence[str]) -> pd.DataFrame:
    """Weights of the pieces where the atlas has no population file: every cell on the street network weighs 1.

    A cell's 1 is split over its pieces by their size. ``population_n`` is not known.

    Args:
        pieces: PIECES (m rows).
        on_network: bool (n,), one per cell.
        cells: names of the cells (n,), in the order of ``on_network``.

    Returns:
        ``pieces`` with ``weight_n`` and ``population_n`` (NaN) added; rows in the same order.
    """
    row = _cell_rows(pieces, cells)
    size = pieces["piece_m2"].to_numpy(float)
    inside = np.bincount(row, weights=size, minlength=len(cells))
    whole = inside[row]
    share = np.divide(size, whole, out=np.zeros_like(size), where=whole > 0)
    weight = share * np.asarray(on_network, bool)[row]
    return pieces.assign(weight_n=weight, population_n=np.nan)


def cell_weights(pieces: pd.DataFrame, cells: Sequence[str]) -> pd.DataFrame:
    """``weight_n`` and ``population_n`` of each cell: sums over its pieces, NaN where every piece is NaN.

    Args:
        pieces: PIECES with ``weight_n`` and ``population_n``.
        cells: names of the cells (n,).

    Returns:
        Two float columns (n rows), in the order of ``cells``.
    """
    row = _cell_rows(pieces, cells)
    return pd.DataFrame({name: _sum_known(pieces[name].to_numpy(float), row, len(cells)) for name in _WEIGHTS})


def roll_up(cells: pd.DataFrame, pieces: pd.DataFrame, registry: Mapping[str, Measure]) -> pd.DataFrame:
    """Every measure per area, combined as the registry says.

    ``weighted_mean``: Σ w·v / Σ w over the area's pieces whose cell has a value, w being the piece's ``weight_n``; NaN
    where no weight has a value. ``sum``: of the pieces' own ``weight_n``, ``population_n`` or size.

    Args:
        cells: one row per cell with column ``cell`` and the measures (those missing are skipped).
        pieces: PIECES with ``weight_n`` and ``population_n``; each piece's cell is a row of ``cells``.
        registry: measures by name.

    Returns:
        One row per area, sorted by ``area_id``: ``area_id``, ``known_share`` (share of the area's weight in cells on
        the street network; NaN without weight) and the measures in the registry's order.

    Raises:
        UsageError: a piece belongs to a cell that is not in ``cells``.
    """
    names, area = np.unique(pieces["area_id"].astype(str).to_numpy(), return_inverse=True)
    row = _cell_rows(pieces, cells["cell"].tolist())
    table = {"area_id": names, "known_share": _known_on_network(cells, pieces, row, area, len(names))}
    return pd.DataFrame(table | _combine(cells, pieces, registry, row, area, len(names)))


def combine_all(cells: pd.DataFrame, pieces: pd.DataFrame, registry: Mapping[str, Measure]) -> dict[str, float]:
    """Every measure over all the pieces together, combined as in :func:`roll_up`: a part of the town that is no area.

    Returns:
        By measure, in the registry's order; NaN where no weight has a value.
    """
    row = _cell_rows(pieces, cells["cell"].tolist())
    combined = _combine(cells, pieces, registry, row, np.zeros(len(pieces), dtype=np.intp), 1)
    return {name: float(value[0]) for name, value in combined.items()}


def town_summary(cells: pd.DataFrame, pieces: pd.DataFrame, registry: Mapping[str, Measure]) -> pd.DataFrame:
    """The whole town, one row per measure that has numbers.

    In ``median``, ``low`` and ``high`` a cell with *none* (the centre out of reach, nothing leaves) counts as longer
    than any number; they are NaN where they fall on such a cell.

    Args:
        cells, pieces, registry: as in :func:`roll_up`.

    Returns:
        Indexed by ``measure``: ``value`` (combined as the registry says over all pieces), ``median``, ``low`` and
        ``high`` (weighted 50 %, 10 % and 90 % points of the cells), ``least`` and ``most`` (over cells with weight),
        ``known_share`` (share of the town's weight in cells where the measure is known) and ``absent_share`` (share in
        cells where it is known to be none).
    """
    combined = combine_all(cells, pieces, registry)
    weight = cell_weights(pieces, cells["cell"].tolist())["weight_n"].fillna(0).to_numpy(float)
    rows = []
    for name, value in combined.items():
        numbers = cells[name].to_numpy(float) if name in cells else np.full(len(cells), np.nan)
        absent = is_absent(cells, registry[name])
        spread = weighted_quantile(np.where(absent, np.inf, numbers), weight, [0.5, 0.1, 0.9])
        counted = numbers[np.isfinite(numbers) & (weight > 0)]
        ends = (counted.min(), counted.max()) if len(counted) else (np.nan, np.nan)
        shares = (_share(weight, absent | ~np.isnan(numbers)), _share(weight, absent))
        rows.append((name, value, *np.where(np.isfinite(spread), spread, np.nan), *ends, *shares))
    columns = ["measure", "value", "median", "low", "high", "least", "most", "known_share", "absent_share"]
    return pd.DataFrame(rows, columns=columns).set_index("measure")


def is_absent(cells: pd.DataFrame, measure: Measure) -> NDArray[np.bool_]:
    """Cells where the measure is empty because there is *none*: bool (cells,), all False where that cannot be told."""
    if not measure.known_by or measure.name not in cells or measure.known_by not in cells:
        return np.zeros(len(cells), dtype=bool)
    return (cells[measure.name].isna() & cells[measure.known_by].notna()).to_numpy(bool)


def _share(weight: NDArray[np.float64], chosen: NDArray[np.bool_]) -> float:
    total = weight.sum()
    return float(weight[chosen].sum() / total) if total > 0 else float("nan")


def weighted_centres(cells: pd.DataFrame, pieces: pd.DataFrame) -> pd.DataFrame:
    """Where the people of each area are on average: mean of cell centres, weighted by ``weight_n`` of the pieces.

    An area without any weight gets the mean weighted by the size of its pieces.

    Returns:
        ``area_id``, ``lat``, ``lon``, one row per area, sorted by ``area_id``.
    """
    names, area = np.unique(pieces["area_id"].astype(str).to_numpy(), return_inverse=True)
    row = _cell_rows(pieces, cells["cell"].tolist())
    weight = np.nan_to_num(pieces["weight_n"].to_numpy(float))
    size = pieces["piece_m2"].to_numpy(float)
    is_empty = np.bincount(area, weights=weight, minlength=len(names)) <= 0
    chosen = np.where(is_empty[area], size, weight)
    degrees = {name: _mean(cells[name].to_numpy(float)[row], chosen, area, len(names)) for name in ("lat", "lon")}
    return pd.DataFrame({"area_id": names} | degrees)


def weighted_mean(values: ArrayLike, weights: ArrayLike) -> float:
    """Σ w·v / Σ w over values that are known and weigh something; NaN if there is none."""
    number, weight = _known(values, weights)
    return float(np.dot(number, weight) / weight.sum()) if len(number) else float("nan")


def weighted_median(values: ArrayLike, weights: ArrayLike) -> float:
    """The value in the middle of the weight: half of it lies at or below, half at or above.

    Where a value ends exactly at half the weight, the median is midway between it and the next (the midpoint rule);
    with equal weights this is ``numpy.median``. NaN values and values without weight are left out; NaN if none remains.
    """
    return float(weighted_quantile(values, weights, [0.5])[0])


def weighted_quantile(values: ArrayLike, weights: ArrayLike, shares: ArrayLike) -> NDArray[np.float64]:
    """Values below which each share of the weight lies, by the midpoint rule of :func:`weighted_median`.

    With equal weights this is ``numpy.quantile(..., method="averaged_inverted_cdf")``.

    Args:
        values, weights: (n,); NaN values and weights that are NaN or not above 0 are left out.
        shares: (k,), 0–1.

    Returns:
        float (k,), NaN if no value is known.
    """
    wanted = np.atleast_1d(np.asarray(shares, float))
    number, weight = _known(values, weights)
    if not len(number):
        return np.full(len(wanted), np.nan)
    order = np.argsort(number, kind="stable")
    number, reached = number[order], np.cumsum(weight[order])
    target = wanted * reached[-1]
    slack = _HALF_TOLERANCE * reached[-1]
    last = len(number) - 1
    first = np.minimum(np.searchsorted(reached, target - slack, side="left"), last)
    second = np.minimum(np.searchsorted(reached, target + slack, side="right"), last)
    return (number[first] + number[second]) / 2


def _known(values: ArrayLike, weights: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    number, weight = np.asarray(values, float), np.asarray(weights, float)
    keep = ~np.isnan(number) & (weight > 0)
    return number[keep], weight[keep]


def _cell_rows(pieces: pd.DataFrame, cells: Sequence[str]) -> NDArray[np.intp]:
    row = pd.Index(cells).get_indexer(pd.Index(pieces["cell"]))
    if (row < 0).any():
        strange = str(pieces["cell"].to_numpy()[row < 0][0])
        raise UsageError(
            f"{int((row < 0).sum()):,} pieces belong to cells that are not in the cell table, for example {strange}.",
            "Needed: pieces and cells of one cover.",
            "Make both with cover_areas at the same resolution.",
        )
    return np.asarray(row, dtype=np.intp)


def _sum_known(values: NDArray[np.float64], group: NDArray[np.intp], groups_n: int) -> NDArray[np.float64]:
    is_known = ~np.isnan(values)
    total = np.bincount(group[is_known], weights=values[is_known], minlength=groups_n)
    return np.where(np.bincount(group[is_known], minlength=groups_n) > 0, total, np.nan)


def _mean(
    values: NDArray[np.float64], weight: NDArray[np.float64], group: NDArray[np.intp], groups_n: int
) -> NDArray[np.float64]:
    keep = ~np.isnan(values) & (weight > 0)
    top = np.bincount(group[keep], weights=(values * weight)[keep], minlength=groups_n)
    below = np.bincount(group[keep], weights=weight[keep], minlength=groups_n)
    return np.divide(top, below, out=np.full(groups_n, np.nan), where=below > 0)


def _known_on_network(
    cells: pd.DataFrame, pieces: pd.DataFrame, row: NDArray[np.intp], area: NDArray[np.intp], areas_n: int
) -> NDArray[np.float64]:
    return _mean(cells["on_network"].to_numpy(float)[row], pieces["weight_n"].to_numpy(float), area, areas_n)


def _combine(
    cells: pd.DataFrame,
    pieces: pd.DataFrame,
    registry: Mapping[str, Measure],
    row: NDArray[np.intp],
    group: NDArray[np.intp],
    groups_n: int,
) -> dict[str, NDArray[np.float64]]:
    weight = pieces["weight_n"].to_numpy(float)
    own = {"area_m2": "piece_m2", "weight_n": "weight_n", "population_n": "population_n"}
    combined: dict[str, NDArray[np.float64]] = {}
    for name, measure in registry.items():
        if measure.combine == "sum":
            combined[name] = _sum_known(pieces[own[name]].to_numpy(float), group, groups_n)
        elif measure.combine == "weighted_mean" and name in cells:
            combined[name] = _mean(cells[name].to_numpy(float)[row], weight, group, groups_n)
    return combined
