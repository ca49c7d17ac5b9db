"""Neighbourhood level: what lies within a walk of home.

Every number is measured along streets and paths from the middle of the cell; the way from that point to the street, and
from the street to the place, is walked too. A limit of 15 minutes includes 15 minutes.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from analysis.parameters import Parameters
from analysis.registry import near_home_columns
from analysis.walking import Snap, WalkGraph, WalkMatrix, nearest_m, walk_matrix
from geo.errors import UsageError

__all__ = ["neighbourhood_level", "people_within", "places_within"]

# A walk that is longer than the limit by less than a thousandth of a millimetre is rounding, not walking.
_ROUNDING_M = 1e-6
_CELLS_AT_ONCE = 4096
"""Cells whose walks to other cells are held together."""


def neighbourhood_level(
    graph: WalkGraph,
    cell_snaps: Snap,
    *,
    population_n: ArrayLike,
    places: pd.DataFrame,
    place_access: pd.DataFrame,
    access_snaps: Snap,
    kinds: Sequence[str],
    amenity_kinds: Sequence[str],
    parameters: Parameters,
    workers: int = 1,
) -> pd.DataFrame:
    """The neighbourhood columns of the cell table.

    Args:
        graph: the streets.
        cell_snaps: centres of the cells (n,).
        population_n: people per cell (n,), NaN where not known.
        places: PLACES; those of a kind not in ``kinds`` count as bumping places only.
        place_access: PLACE_ACCESS (m,), one or more points per place.
        access_snaps: those points on the streets (m,).
        kinds: keys of every place kind, in the order of the columns.
        amenity_kinds: keys of the kinds that count as everyday amenities, whether or not the extract has any.
        parameters: walking speed and ``walk_shed_min``.
        workers: threads.

    Returns:
        n rows (0 … n-1) with the columns that :func:`analysis.registry.near_home_columns` declares, among them
        ``nearest_<kind>_min`` for every kind; all float. Cells off the network are NaN. A nearest
        place has no limit; it is NaN where no place of the kind can be walked to inside the extract (there may be one
        outside), and then counts as none within reach.

    Raises:
        UsageError: arrays of different lengths, or an access point of a place that is not in ``places``.
    """
    population = np.asarray(population_n, dtype=float)
    _check_lengths(cell_snaps, population, place_access, access_snaps)
    place_row = _place_rows(places, place_access)
    limit_m = parameters.walk_shed_min * 60 * parameters.walk_m_per_s + _ROUNDING_M
    metres = _nearest_by_kind(graph, cell_snaps, places, place_row, access_snaps, [*kinds, *amenity_kinds])
    near_n = np.sum([metres[kind] <= limit_m for kind in amenity_kinds], axis=0, dtype=float)
    is_bumping = places["is_bumping_place"].to_numpy(bool)[place_row]
    bumping = walk_matrix(graph, cell_snaps, access_snaps.take(is_bumping), limit_m, workers=workers)
    table: dict[str, NDArray[np.float64]] = {
        "bumping_places_15min_n": places_within(bumping, place_row[is_bumping]),
        "amenity_kinds_15min_n": np.broadcast_to(near_n, len(cell_snaps)),
        "amenity_completeness_share": np.broadcast_to(near_n / max(len(amenity_kinds), 1), len(cell_snaps)),
    }
    for kind in kinds:
        minutes = metres[kind] / parameters.walk_m_per_s / 60
        table[f"nearest_{kind}_min"] = np.where(np.isfinite(minutes), minutes, np.nan)
    table["people_15min_n"] = people_within(graph, cell_snaps, population, limit_m, workers=workers)
    columns = near_home_columns(kinds)
    if set(table) != set(columns):
        raise ValueError(f"Computed and declared columns differ: {sorted(set(table) ^ set(columns))}.")
    is_on = cell_snaps.is_on_network
    return pd.DataFrame({name: np.where(is_on, table[name], np.nan) for name in columns})


def places_within(reached: WalkMatrix, place: NDArray[np.integer]) -> NDArray[np.float64]:
    """Number of distinct places of each row of a walking matrix: a place with several entrances counts once.

    Args:
        reached: cells × access points.
        place: the place of each access point (columns of ``reached``).

    Returns:
        float (rows,).
    """
    places_n = int(place.max()) + 1 if len(place) else 1
    pairs = np.unique(reached.rows().astype(np.int64) * places_n + place[reached.indices])
    return np.bincount(pairs // places_n, minlength=reached.rows_n).astype(float)


def people_within(
    graph: WalkGraph, cell_snaps: Snap, population_n: NDArray[np.float64], limit_m: float, *, workers: int = 1
) -> NDArray[np.float64]:
    """People in cells whose centre is within ``limit_m`` metres on foot, one's own cell always included.

    Returns:
        float (n,); NaN where the people of a cell within reach are not known, and off the network.
    """
    cells_n = len(cell_snaps)
    if np.isnan(population_n).all():
        return np.full(cells_n, np.nan)
    others = np.zeros(cells_n)
    for first in range(0, cells_n, _CELLS_AT_ONCE):
        block = np.arange(first, min(first + _CELLS_AT_ONCE, cells_n))
        reached = walk_matrix(graph, cell_snaps.take(block), cell_snaps, limit_m, workers=workers)
        row, column = reached.rows(), reached.indices
        is_other = row + first != column
        row, column = row[is_other], column[is_other]
        others[block] = np.bincount(row, weights=population_n[column], minlength=len(block))
    return np.where(cell_snaps.is_on_network, population_n + others, np.nan)


def _nearest_by_kind(
    graph: WalkGraph,
    cell_snaps: Snap,
    places: pd.DataFrame,
    place_row: NDArray[np.intp],
    access_snaps: Snap,
    kinds: Sequence[str],
) -> dict[str, NDArray[np.float64]]:
    """Metres to the nearest access point of each kind, inf where there is none."""
    kind_of_access = places["kind"].astype(str).to_numpy()[place_row]
    found = {}
    for kind in dict.fromkeys(kinds):
        sources = access_snaps.take(np.flatnonzero(kind_of_access == kind))
        if sources.is_on_network.any():
            found[kind] = nearest_m(graph, sources, cell_snaps)[0]
        else:
            found[kind] = np.full(len(cell_snaps), np.inf)
    return found


def _place_rows(places: pd.DataFrame, place_access: pd.DataFrame) -> NDArray[np.intp]:
    row = np.asarray(pd.Index(places["place_id"]).get_indexer(pd.Index(place_access["place_id"])), dtype=np.intp)
    if (row < 0).any():
        strange = str(place_access["place_id"].to_numpy()[row < 0][0])
        raise UsageError(
            f"{int((row < 0).sum()):,} access points belong to unknown places, for example {strange}.",
            "Needed: places and access points of one extract.",
            "Read the extract again.",
        )
    return row


def _check_lengths(
    cell_snaps: Snap, population_n: NDArray[np.float64], place_access: pd.DataFrame, access_snaps: Snap
) -> None:
    if len(population_n) != len(cell_snaps) or len(place_access) != len(access_snaps):
        raise UsageError(
            f"{len(cell_snaps):,} cells with {len(population_n):,} numbers of people, {len(place_access):,} access "
            f"points with {len(access_snaps):,} positions on streets.",
            "Needed: one of each per row.",
            "Snap the same rows that are passed.",
        )
