"""Where one can get to from a cell: on foot and by public transport, at the three times of the week."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from everyday.reaching import Held, by_transit, held_in, on_foot
from geo.errors import NotFoundError, UsageError

if TYPE_CHECKING:
    from everyday.atlas import Edition

__all__ = ["LIMITS_MIN", "Reach", "held_of", "reach_from"]

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


@lru_cache(maxsize=4)
def held_of(folder: Path, is_step_free: bool) -> Held:
    """What searches from any cell of an edition share, read once."""
    from everyday.atlas import Edition

    edition = Edition(folder)
    parameters = replace(edition.parameters, is_step_free=is_step_free)
    is_kept = is_step_free == edition.parameters.is_step_free
    return held_in(folder, parameters, int(edition.manifest["resolution"]), is_kept=is_kept)


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
    longest = float(max(LIMITS_MIN))
    minutes = pd.DataFrame({"cell": held.cells["cell"].to_numpy()})
    minutes[ON_FOOT], direct = on_foot(held, origin, longest)
    unknown = {}
    for band in held.parameters.bands:
        facts = edition.manifest["bands"].get(band.name)
        if facts is None or not facts["is_known"] or band.day not in held.timetables or held.access is None:
            unknown[band.name] = facts["why_unknown"] if facts else "the atlas has no timetable"
            continue
        minutes[band.name] = by_transit(held, band, origin, direct, longest)
    return Reach(cell, minutes, _summary(held, minutes), unknown)


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
