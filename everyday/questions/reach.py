"""Where one can get to from a cell: on foot and by public transport, at the three times of the week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.parameters import Band, Parameters
from analysis.transit.search import travel_times
from analysis.walking import Snap, WalkGraph, WalkMatrix, build_graph, snap_points, walk_matrix
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from analysis.transit.timetable import Timetable
    from everyday.atlas import Edition

__all__ = ["LIMITS_MIN", "Held", "Reach", "held_of", "reach_from"]

LIMITS_MIN = (15, 30, 45, 60)
ON_FOOT = "walk"


@dataclass(frozen=True)
class Reach:
    """What can be reached from one cell.

    Attributes:
        cell: the origin.
        minutes: one row per cell of the edition, columns ``cell``, ``walk`` and one per known band: minutes on a
            typical departure, NaN beyond 60 minutes or unknown.
        summary: one row per way (``walk`` or a band) and limit: ``way, limit_min, weight_n, weight_share,
            bumping_places_n, areas_n``.
        unknown: band name → why it is not known.
    """

    cell: str
    minutes: pd.DataFrame
    summary: pd.DataFrame
    unknown: dict[str, str]


@dataclass(frozen=True)
class Held:
    """What reaches from any cell of one edition share; read once."""

    cells: pd.DataFrame
    graph: WalkGraph
    snaps: Snap
    access: WalkMatrix | None
    timetables: dict[str, Timetable]
    places_n: np.ndarray
    parameters: Parameters

    @cached_property
    def backward(self) -> dict[str, Timetable]:
        """The timetables run backwards."""
        from analysis.transit.timetable import backwards

        return {day: backwards(timetable) for day, timetable in self.timetables.items()}


@lru_cache(maxsize=4)
def held_of(folder: Path, is_step_free: bool) -> Held:
    """What searches from any cell of an edition share, read once."""
    from everyday.atlas import Edition
    from geo.cells import cell_of

    edition = Edition(folder)
    parameters = replace(edition.parameters, is_step_free=is_step_free)
    cells = edition.cells()
    network = edition.network
    graph = build_graph(network, is_step_free=is_step_free)

    def snapped(lat: np.ndarray, lon: np.ndarray) -> Snap:
        return snap_points(network, lat, lon, max_m=parameters.snap_max_m, is_step_free=is_step_free)

    snap = snapped(cells["lat"].to_numpy(), cells["lon"].to_numpy())
    on = cells["on_network"].to_numpy(bool) & snap.is_on_network
    snaps = Snap(
        np.where(on, snap.link, -1).astype(np.int32), np.where(on, snap.along_m, 0.0), np.where(on, snap.snap_m, np.inf)
    )
    places = edition.places()
    bumping = places[places["is_bumping_place"].to_numpy(bool)]
    resolution = int(edition.manifest["resolution"])
    where = cell_of(bumping["lat"].to_numpy(), bumping["lon"].to_numpy(), resolution)
    row = pd.Index(cells["cell"]).get_indexer(pd.Index(where))
    places_n = np.bincount(row[row >= 0], minlength=len(cells))
    timetables = {}
    for day in ("weekday", "sunday"):
        timetable = edition.timetable(day)
        if timetable is not None:
            timetables[day] = timetable
    access = None
    if timetables and is_step_free == edition.parameters.is_step_free:
        access = WalkMatrix.load(folder / "access.npz")
    elif timetables:
        with np.load(folder / "stop_points.npz", allow_pickle=False) as stops:
            limit_m = parameters.access_walk_min * 60 * parameters.walk_m_per_s
            access = walk_matrix(graph, snaps, snapped(stops["lat"], stops["lon"]), limit_m)
    return Held(cells, graph, snaps, access, timetables, places_n, parameters)


def reach_from(
    edition: Edition, cell: str, *, walk_kmh: float | None = None, is_step_free: bool | None = None
) -> Reach:
    """Travel times from a cell's centre to every other, and what lies within 15, 30, 45 and 60 minutes.

    Args:
        edition: an edition with streets; without a timetable only walking is known.
        cell: a cell of the edition on the street network.
        walk_kmh: another walking speed, not quicker than the edition's; walks between two rides keep the edition's.
        is_step_free: use no steps on the way to and from stops and on foot; default: as the edition.

    Raises:
        NotFoundError: the edition has no such cell, or it is off the network.
        UsageError: a speed that is quicker than the edition's.
    """
    usual = edition.parameters
    if walk_kmh is not None and not 0.5 <= walk_kmh <= usual.walk_kmh:
        raise UsageError(f"A walking speed of {walk_kmh} km/h.", f"Needed: between 0.5 and {usual.walk_kmh:g} km/h.")
    held = held_of(edition.folder, usual.is_step_free if is_step_free is None else is_step_free)
    if walk_kmh is not None:
        held = replace(held, parameters=replace(held.parameters, walk_kmh=walk_kmh))
    rows = np.flatnonzero(held.cells["cell"].to_numpy() == cell)
    if not len(rows) or not held.snaps.is_on_network[rows[0]]:
        raise NotFoundError(f"Nothing can be reached from {cell}: it is not on the street network of this edition.")
    origin = int(rows[0])
    limit_m = max(LIMITS_MIN) * 60 * held.parameters.walk_m_per_s
    direct = walk_matrix(held.graph, held.snaps.take([origin]), held.snaps, limit_m)
    minutes = pd.DataFrame({"cell": held.cells["cell"].to_numpy()})
    on_foot = np.full(len(minutes), np.nan)
    columns, metres = direct.row(0)
    on_foot[columns] = metres / held.parameters.walk_m_per_s / 60
    on_foot[origin] = 0.0
    minutes[ON_FOOT] = on_foot
    unknown = {}
    for band in held.parameters.bands:
        facts = edition.manifest["bands"].get(band.name)
        if facts is None or not facts["is_known"] or band.day not in held.timetables or held.access is None:
            unknown[band.name] = facts["why_unknown"] if facts else "the atlas has no timetable"
            continue
        minutes[band.name] = _by_transit(held, band, origin, direct)
    return Reach(cell, minutes, _summary(held, minutes), unknown)


def _by_transit(held: Held, band: Band, origin: int, direct: WalkMatrix) -> np.ndarray:
    if held.access is None:
        return np.full(len(held.cells), np.nan)
    limit = float(max(LIMITS_MIN))
    parameters = replace(held.parameters, max_trip_min=limit)
    blocks = travel_times(
        held.timetables[band.day],
        held.access.slice_rows(slice(origin, origin + 1)),
        held.access,
        direct,
        start_s=band.start_s,
        end_s=band.end_s,
        parameters=parameters,
        percentiles=(50,),
    )
    seconds = np.concatenate([block[:, :, 0] for _, block in blocks])[0]
    minutes = np.where(seconds >= 0, seconds / 60, np.nan)
    minutes[origin] = 0.0
    return minutes


def _summary(held: Held, minutes: pd.DataFrame) -> pd.DataFrame:
    weight = held.cells["weight_n"].fillna(0.0).to_numpy()
    on = held.cells["on_network"].to_numpy(bool)
    total = weight[on].sum()
    areas = held.cells["area_id"].to_numpy()
    rows = []
    for way in minutes.columns[1:]:
        values = minutes[way].to_numpy()
        for limit in LIMITS_MIN:
            within = values <= limit
            reached = float(weight[within & on].sum())
            rows.append(
                {
                    "way": way,
                    "limit_min": limit,
                    "weight_n": reached,
                    "weight_share": reached / total if total > 0 else np.nan,
                    "bumping_places_n": int(held.places_n[within].sum()),
                    "areas_n": len(np.unique(areas[within & on])),
                }
            )
    return pd.DataFrame(rows)
