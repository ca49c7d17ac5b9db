"""Reach from one cell, computed once and shared by the page and the map's own requests."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from app.server import Shown
from geo.errors import NotFoundError

if TYPE_CHECKING:
    from everyday.questions import Reach

__all__ = ["LIMITS", "ON_FOOT", "USUAL", "WALKS", "origin_of", "reach_minutes", "reach_of", "walks_of"]

LIMITS = (15, 30, 45, 60)
ON_FOOT = "walk"
USUAL = "usual"
# How somebody walks: as the edition, slower, or without steps. Keys stand in addresses of layers.
WALKS: dict[str, dict[str, Any]] = {
    USUAL: {},
    "w36": {"walk_kmh": 3.6},
    "w29": {"walk_kmh": 2.9},
    "stepfree": {"is_step_free": True},
}


@lru_cache(maxsize=64)
def reach_of(shown: Shown, cell: str, walk: str = USUAL) -> Reach | None:
    """Where one can get to from a cell, or None where that is not known; ``walk`` is a key of :data:`WALKS`."""
    if cell not in shown.cell_row or walk not in walks_of(shown):
        return None
    from everyday.questions import reach_from  # the routing engine takes most of a second to import

    try:
        return reach_from(shown.edition, cell, **WALKS[walk])
    except NotFoundError:
        return None


def walks_of(shown: Shown) -> list[str]:
    """Ways of walking that an edition can show: those no quicker than it was computed for."""
    usual = shown.manifest["parameters"]
    slower = [key for key, change in WALKS.items() if change.get("walk_kmh", 0.0) <= usual["walk_kmh"]]
    has_stops = not shown.manifest["bands"] or (shown.edition.folder / "stop_points.npz").is_file()
    return [key for key in slower if key != "stepfree" or (has_stops and not usual["is_step_free"])]


def reach_minutes(shown: Shown, cell: str, way: str, walk: str = USUAL) -> np.ndarray | None:
    """Minutes from ``cell`` to every cell, on foot (``"walk"``) or in a band; None where not known."""
    found = reach_of(shown, cell, walk)
    if found is None or way == "cell" or way not in found.minutes.columns:
        return None
    return found.minutes[way].to_numpy(dtype=float)


def origin_of(shown: Shown, unit: str, chosen_id: str) -> str | None:
    """The cell to start from: the chosen one, or the one where most people of a chosen area live."""
    if unit == "cells":
        row = shown.cell_row.get(chosen_id)
        return chosen_id if row is not None and shown.cells["on_network"].iloc[row] else None
    inside = shown.cells[(shown.cells["area_id"] == chosen_id) & shown.cells["on_network"]]
    if inside.empty:
        return None
    weight = inside["weight_n"].fillna(0.0).to_numpy()
    if weight.sum() <= 0:
        weight = np.ones(len(inside))
    lat = float(np.average(inside["lat"], weights=weight))
    lon = float(np.average(inside["lon"], weights=weight))
    far = (inside["lat"] - lat) ** 2 + ((inside["lon"] - lon) * np.cos(np.radians(lat))) ** 2
    return str(inside.loc[far.idxmin(), "cell"])
