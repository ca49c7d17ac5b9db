"""Finding a spot by typing: areas, streets, stops, places, coordinates and cells. The keyboard's way to the map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from app.choices import place_kinds
from app.library import Shown
from app.view import Chosen
from geo.cells import assign_areas

__all__ = ["Find", "find", "finds"]

MOST_OPTIONS = 15_000
_POINT = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
_CELL = re.compile(r"^[0-9a-f]{15}$")


@dataclass(frozen=True)
class Find:
    """One thing that can be found: how the list names it, and what it chooses on the map."""

    label: str
    chosen: Chosen


def _cells_of(shown: Shown, frame: pd.DataFrame) -> list[str | None]:
    return [shown.cell_at(float(lat), float(lon)) for lat, lon in zip(frame["lat"], frame["lon"], strict=True)]


def _spots(shown: Shown, frame: pd.DataFrame, names: pd.Series, what: pd.Series) -> list[Find]:
    """Finds of point tables: "Kingsway (stop, Stow Hill)", one per name, kind and area."""
    rows = assign_areas(frame["lat"].to_numpy(), frame["lon"].to_numpy(), shown.areas)
    area = shown.areas["area_name"].to_numpy(dtype=object)
    table = pd.DataFrame({"name": names.to_numpy(), "what": what.to_numpy(), "cell": _cells_of(shown, frame)})
    table["area"] = np.where(rows >= 0, area[np.maximum(rows, 0)], "")
    table = table[(table["name"].str.strip() != "") & table["cell"].notna()]
    table = table.drop_duplicates(["name", "what", "area"]).sort_values(["name", "area"])
    return [
        Find(f"{row.name_} ({row.what}{', ' + row.area if row.area else ''})", Chosen("cells", row.cell))
        for row in table.rename(columns={"name": "name_"}).itertuples(index=False)
    ]


@lru_cache(maxsize=4)
def finds(shown: Shown) -> dict[str, Find]:
    """Everything that can be found, by label: areas, places, stops, streets."""
    found = [
        Find(f"{name} (area)", Chosen("areas", area_id))
        for name, area_id in zip(shown.areas["area_name"], shown.areas["area_id"], strict=True)
    ]
    found.sort(key=lambda entry: entry.label)
    places, stops, streets = shown.places, shown.stops, shown.streets
    kinds = {kind.key: kind.singular for kind in place_kinds()}
    if len(places):
        found += _spots(
            shown, places, places["name"].fillna(""), places["kind"].map(lambda kind: kinds.get(kind, kind))
        )
    if len(stops):
        found += _spots(shown, stops, stops["stop_name"].fillna(""), pd.Series("stop", index=stops.index))
    if len(streets):
        found += _spots(shown, streets, streets["name"].fillna(""), pd.Series("street", index=streets.index))
    by_label: dict[str, Find] = {}
    for entry in found[:MOST_OPTIONS]:
        by_label.setdefault(entry.label, entry)
    return by_label


def find(shown: Shown, typed: str) -> Chosen | str | None:
    """What somebody typed or picked, as something chosen.

    Returns:
        The chosen cell or area; ``"outside"`` for a point outside the town; None where nothing is called so.
    """
    wanted = typed.strip()[:200]
    known = finds(shown)
    if wanted in known:
        return known[wanted].chosen
    if match := _POINT.match(wanted):
        lat, lon = float(match[1]), float(match[2])
        cell = shown.cell_at(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
        return Chosen("cells", cell) if cell else "outside"
    if _CELL.match(wanted.lower()):
        return Chosen("cells", wanted.lower()) if wanted.lower() in shown.cell_row else "outside"
    folded = wanted.casefold()
    if not folded:
        return None
    starting = [entry for label, entry in known.items() if label.casefold().startswith(folded)]
    containing = starting or [entry for label, entry in known.items() if folded in label.casefold()]
    return containing[0].chosen if containing else None
