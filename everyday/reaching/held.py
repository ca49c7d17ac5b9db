"""What an edition's folder holds for searching from its cells, and a search from one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.parameters import Band, Parameters
from analysis.transit.search import travel_times
from analysis.walking import Snap, WalkGraph, WalkMatrix, build_graph, snap_points, walk_matrix
from everyday.atlas import filled
from geo.cells import cell_of
from geo.network import WalkNetwork

if TYPE_CHECKING:
    from analysis.transit.timetable import Timetable

__all__ = ["Held", "by_transit", "held_in", "on_foot"]


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


def held_in(folder: Path, parameters: Parameters, resolution: int, *, is_kept: bool = True) -> Held:
    """What searches from any cell share.

    Args:
        folder: of the tables of an edition.
        parameters: with which to search.
        resolution: of the cells.
        is_kept: True where the walks to stops that the edition keeps are those of these parameters.
    """
    from analysis.transit.timetable import Timetable

    cells = filled(pd.read_parquet(folder / "cells.parquet"))
    network = WalkNetwork.load(folder / "network.npz")
    graph = build_graph(network, is_step_free=parameters.is_step_free)

    def snapped(lat: np.ndarray, lon: np.ndarray) -> Snap:
        return snap_points(
            network, lat, lon, max_m=parameters.snap_max_m, is_step_free=parameters.is_step_free
        )  # fmt: skip

    snap = snapped(cells["lat"].to_numpy(), cells["lon"].to_numpy())
    on = cells["on_network"].to_numpy(bool) & snap.is_on_network
    snaps = Snap(
        np.where(on, snap.link, -1).astype(np.int32), np.where(on, snap.along_m, 0.0), np.where(on, snap.snap_m, np.inf)
    )
    places = pd.read_parquet(folder / "places.parquet", columns=["lat", "lon", "is_bumping_place"])
    bumping = places[places["is_bumping_place"].to_numpy(bool)]
    where = cell_of(bumping["lat"].to_numpy(), bumping["lon"].to_numpy(), resolution)
    row = pd.Index(cells["cell"]).get_indexer(pd.Index(where))
    places_n = np.bincount(row[row >= 0], minlength=len(cells))
    paths = {day: folder / f"timetable_{day}.npz" for day in ("weekday", "sunday")}
    timetables = {day: Timetable.load(path) for day, path in paths.items() if path.is_file()}
    access = None
    if timetables and is_kept:
        access = WalkMatrix.load(folder / "access.npz")
    elif timetables:
        with np.load(folder / "stop_points.npz", allow_pickle=False) as stops:
            limit_m = parameters.access_walk_min * 60 * parameters.walk_m_per_s
            access = walk_matrix(graph, snaps, snapped(stops["lat"], stops["lon"]), limit_m)
    return Held(cells, graph, snaps, access, timetables, places_n, parameters)


def on_foot(held: Held, origin: int, limit_min: float) -> tuple[np.ndarray, WalkMatrix]:
    """Minutes on foot from one cell to every other, NaN beyond the limit; and the walks themselves."""
    limit_m = limit_min * 60 * held.parameters.walk_m_per_s
    direct = walk_matrix(held.graph, held.snaps.take([origin]), held.snaps, limit_m)
    minutes = np.full(len(held.cells), np.nan)
    columns, metres = direct.row(0)
    minutes[columns] = metres / held.parameters.walk_m_per_s / 60
    minutes[origin] = 0.0
    return minutes, direct


def by_transit(held: Held, band: Band, origin: int, direct: WalkMatrix, limit_min: float) -> np.ndarray:
    """Minutes from one cell to every other on a typical departure of a band, NaN beyond the limit."""
    if held.access is None:
        return np.full(len(held.cells), np.nan)
    parameters = replace(held.parameters, max_trip_min=float(limit_min))
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
