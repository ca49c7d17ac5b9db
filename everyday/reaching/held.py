"""What an edition's folder holds for searching from its cells, and a search from one of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
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

BY_DAY_S = (10 * 3600, 16 * 3600)  # of which the streets of an edition are

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
    network: WalkNetwork
    folder: Path
    is_kept: bool
    in_bands: dict[str, Held] = field(default_factory=dict)

    def at(self, band: str) -> Held:
        """The same with the ways that are open in a band: itself, where those are the ones that are open by day."""
        path = self.folder / f"links_{band}.npz"
        if band not in self.in_bands and path.is_file():
            with np.load(path, allow_pickle=False) as stored:
                network = replace(self.network, link_flags=stored["flags"])
            days = {of_band.name: of_band.day for of_band in self.parameters.bands}
            day = days[band]
            timetable = {day: self.timetables[day].with_changes(self.folder / f"changes_{band}.npz")}
            snaps, graph = _cells_on(self.cells, network, self.parameters)
            access = _access(self.folder, network, graph, snaps, self.parameters, self.is_kept, f"access_{band}.npz")
            self.in_bands[band] = replace(
                self, graph=graph, snaps=snaps, access=access, timetables=timetable, network=network, in_bands={}
            )
        return self.in_bands.get(band, self)

    def at_time(self, day: str, minute: int) -> Held:
        """The same with the ways that are open in the band of a day (``weekday``, ``sunday``) nearest to a minute."""
        of_day = [band for band in self.parameters.bands if band.day == day]
        if not of_day:
            return self
        at_s = minute * 60
        nearest = min(of_day, key=lambda band: max(band.start_s - at_s, at_s - band.end_s, 0))
        is_by_day = BY_DAY_S[0] <= at_s < BY_DAY_S[1] and not nearest.start_s <= at_s < nearest.end_s
        return self if is_by_day else self.at(nearest.name)

    def snapped(self, lat: np.ndarray, lon: np.ndarray) -> Snap:
        """Points (degrees) on the streets."""
        return _snapped(self.network, self.parameters, lat, lon)

    @cached_property
    def stops(self) -> Snap:
        """The stops of the edition on its streets."""
        with np.load(self.folder / "stop_points.npz", allow_pickle=False) as stops:
            return self.snapped(stops["lat"], stops["lon"])

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
    cells = filled(pd.read_parquet(folder / "cells.parquet"))
    network = WalkNetwork.load(folder / "network.npz").at_speed(parameters.walk_m_per_s)
    snaps, graph = _cells_on(cells, network, parameters)
    places = pd.read_parquet(folder / "places.parquet", columns=["lat", "lon", "is_bumping_place"])
    bumping = places[places["is_bumping_place"].to_numpy(bool)]
    where = cell_of(bumping["lat"].to_numpy(), bumping["lon"].to_numpy(), resolution)
    row = pd.Index(cells["cell"]).get_indexer(pd.Index(where))
    places_n = np.bincount(row[row >= 0], minlength=len(cells))
    timetables = _timetables(folder)
    access = None
    if timetables:
        access = _access(folder, network, graph, snaps, parameters, is_kept, "access.npz")
    return Held(cells, graph, snaps, access, timetables, places_n, parameters, network, folder, is_kept)


def _timetables(folder: Path) -> dict[str, Timetable]:
    from analysis.transit.timetable import Timetable

    paths = {day: folder / f"timetable_{day}.npz" for day in ("weekday", "sunday")}
    return {day: Timetable.load(path) for day, path in paths.items() if path.is_file()}


def _snapped(network: WalkNetwork, parameters: Parameters, lat: np.ndarray, lon: np.ndarray) -> Snap:
    return snap_points(network, lat, lon, max_m=parameters.snap_max_m, is_step_free=parameters.is_step_free)


def _cells_on(cells: pd.DataFrame, network: WalkNetwork, parameters: Parameters) -> tuple[Snap, WalkGraph]:
    """The cells that are on the network, and the streets as a graph."""
    snap = _snapped(network, parameters, cells["lat"].to_numpy(), cells["lon"].to_numpy())
    on = cells["on_network"].to_numpy(bool) & snap.is_on_network
    snaps = Snap(
        np.where(on, snap.link, -1).astype(np.int32), np.where(on, snap.along_m, 0.0), np.where(on, snap.snap_m, np.inf)
    )
    return snaps, build_graph(network, is_step_free=parameters.is_step_free)


def _access(
    folder: Path,
    network: WalkNetwork,
    graph: WalkGraph,
    snaps: Snap,
    parameters: Parameters,
    is_kept: bool,
    kept: str,
) -> WalkMatrix:
    """Walks from cells to stops: those that the edition keeps where they are of these parameters."""
    if is_kept:
        return WalkMatrix.load(folder / kept)
    with np.load(folder / "stop_points.npz", allow_pickle=False) as stops:
        limit_m = parameters.access_walk_min * 60 * parameters.walk_m_per_s
        return walk_matrix(graph, snaps, _snapped(network, parameters, stops["lat"], stops["lon"]), limit_m)


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
    """Minutes from one cell to every other on a typical departure of a band, NaN beyond the limit.

    ``direct`` are the walks by day (:func:`on_foot`); where other ways are open in the band they are sought anew.
    """
    then = held.at(band.name)
    if then is not held:
        held = replace(then, parameters=held.parameters)
        _, direct = on_foot(held, origin, limit_min)
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
