"""Finding a spot by typing: areas, streets, stops, places, coordinates and cells. The keyboard's way to the map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.parts.view import Chosen
from app.server import Shown
from everyday.locate import Spot, names_of, read_point

__all__ = ["Find", "find", "finds"]

MOST_OPTIONS = 15_000
_CELL = re.compile(r"^[0-9a-f]{15}$")


@dataclass(frozen=True)
class Find:
    """One thing that can be found: how the list names it, and what it chooses on the map."""

    label: str
    chosen: Chosen


def _chosen(spot: Spot) -> Chosen:
    return Chosen("areas", spot.area_id) if spot.kind == "area" else Chosen("cells", spot.cell)


@lru_cache(maxsize=4)
def finds(shown: Shown) -> dict[str, Find]:
    """Everything that can be found, by label: areas, places, stops, streets."""
    spots = list(names_of(shown).spots.items())[:MOST_OPTIONS]
    return {label: Find(label, _chosen(spot)) for label, spot in spots}


def find(shown: Shown, typed: str) -> Chosen | str | None:
    """What somebody typed or picked, as something chosen; of several with one name the first of the list.

    Returns:
        The chosen cell or area; ``"outside"`` for a point outside the town; None where nothing is called so.
    """
    wanted = typed.strip()[:200]
    if (point := read_point(wanted)) is not None:
        lat, lon = point
        cell = shown.cell_at(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
        return Chosen("cells", cell) if cell else "outside"
    if _CELL.match(wanted.lower()):
        return Chosen("cells", wanted.lower()) if wanted.lower() in shown.cell_row else "outside"
    names = names_of(shown)
    spot = next(iter(names.match(wanted)), None) or names.beginning(wanted)
    return None if spot is None else _chosen(spot)
