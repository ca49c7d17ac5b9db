"""What somebody looks at, as a value that fits into an address and comes back from it.

Addresses are shared, edited and attacked: everything read from one is checked against what exists, and what is not
known is left out without a word.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.parts.choices import BAND_NAMES, DEFAULT_FAMILY, LEVELS, Family, both_names, families, has_types
from app.server import Shown
from everyday.atlas import has_plan

__all__ = [
    "ADDRESS",
    "OVERLAYS",
    "REACH_WAYS",
    "UNITS",
    "Chosen",
    "View",
    "offered_overlays",
    "read_view",
    "shown_families",
    "view_parameters",
    "write_parameters",
]

UNITS = ("areas", "cells")
ADDRESS = ("level", "measure", "band", "by", "at", "reach", "show", "suggestion")
"""What the page writes into its address. ``map`` and ``layers`` belong to the map, which writes them by itself."""
OVERLAYS = ("places", "stops", "lines", "corrections", "activities", "named")
REACH_WAYS = ("bus", "foot")
_CELL = re.compile(r"^[0-9a-f]{15}$")
_SUGGESTION = re.compile(r"^[a-z0-9_-]{1,80}$")


@dataclass(frozen=True)
class Chosen:
    """The chosen cell or area: ``unit`` is ``"cells"`` or ``"areas"``."""

    unit: str
    id: str


@dataclass(frozen=True)
class View:
    """What is on the page.

    ``reach`` is ``"bus"`` or ``"foot"`` while reach from the chosen spot is shown, else empty. ``map`` is latitude,
    longitude and zoom, or None for the whole town. ``is_types`` shows the four types of place instead of the two levels
    in one map; ``suggestion`` is the key of the chosen one.
    """

    level: str = "near"
    family: str = DEFAULT_FAMILY["near"]
    band: str = "am"
    unit: str = "areas"
    chosen: Chosen | None = None
    overlays: tuple[str, ...] = ()
    reach: str = ""
    map: tuple[float, float, float] | None = None
    is_types: bool = False
    suggestion: str = ""

    def with_level(self, level: str, shown: Shown) -> View:
        """The same view on another level, with that level's first measure."""
        if level == self.level:
            return self
        return replace(self, level=level, family=_family(level, "", shown), suggestion="", is_types=False)


def _family(level: str, wanted: str, shown: Shown) -> str:
    """The wanted measure if the level has it, else the level's usual one, else its first."""
    known = families(shown, level)
    for name in (wanted, DEFAULT_FAMILY.get(level, "")):
        if name in known:
            return name
    return next(iter(known), "")


def _one_of(value: str | None, allowed: tuple[str, ...], default: str) -> str:
    return value if value in allowed else default


def _read_chosen(value: str | None, shown: Shown) -> Chosen | None:
    if not value or len(value) > 80:
        return None
    if _CELL.match(value) and value in shown.cell_row:
        return Chosen("cells", value)
    return Chosen("areas", value) if value in shown.area_row else None


def _read_suggestion(value: str | None, shown: Shown) -> str:
    if not value or not _SUGGESTION.match(value) or not shown.has_suggestions:
        return ""
    return value if value in set(shown.suggestions["key"]) else ""


def _read_map(value: str | None) -> tuple[float, float, float] | None:
    if not value or len(value) > 60:
        return None
    try:
        lat, lon, zoom = (float(part) for part in value.split(","))
    except ValueError:
        return None
    if not all(math.isfinite(part) for part in (lat, lon, zoom)) or abs(lat) > 85 or abs(lon) > 180:
        return None
    return lat, lon, min(max(zoom, 9.0), 18.0)


def offered_overlays(shown: Shown) -> tuple[str, ...]:
    """Layers that can be shown over the map: corrections only where the edition has some, activities and areas
    that people use where there is a plan that may hold some."""
    is_offered = {"corrections": bool(shown.manifest.get("corrections")),
                  **dict.fromkeys(("activities", "named"), has_plan(shown.edition.atlas_folder))}  # fmt: skip
    return tuple(name for name in OVERLAYS if is_offered.get(name, True))


def read_view(parameters: Mapping[str, str], shown: Shown) -> View:
    """The view of an address; whatever is unknown or malformed becomes the default."""
    level = _one_of(parameters.get("level"), LEVELS, "near")
    family = _family(level, parameters.get("measure") or "", shown)
    chosen = _read_chosen(parameters.get("at"), shown)
    wanted = set((parameters.get("layers") or "")[:80].split(","))
    return View(
        level=level,
        family=family,
        band=_one_of(parameters.get("band"), BAND_NAMES, "am"),
        unit=_one_of(parameters.get("by"), UNITS, "areas"),
        chosen=chosen,
        overlays=tuple(name for name in offered_overlays(shown) if name in wanted),
        reach=_one_of(parameters.get("reach"), REACH_WAYS, "") if chosen else "",
        map=_read_map(parameters.get("map")),
        is_types=level == "both" and parameters.get("show") == "types" and has_types(shown),
        suggestion=_read_suggestion(parameters.get("suggestion"), shown) if level == "suggested" else "",
    )


def view_parameters(view: View) -> dict[str, str]:
    """The view as an address carries it. ``map`` and ``layers`` are left to the browser, which knows them best."""
    found = {"level": view.level, "measure": view.family, "band": view.band, "by": view.unit}
    if view.chosen:
        found["at"] = view.chosen.id
    if view.reach:
        found["reach"] = view.reach
    if view.is_types:
        found["show"] = "types"
    if view.suggestion:
        found["suggestion"] = view.suggestion
    return {name: value for name, value in found.items() if value}


def write_parameters(names: tuple[str, ...], wanted: Mapping[str, str]) -> None:
    """Put a page's part into the address; what else stands there (``map``, ``layers``, ``edition``) is left alone.

    Args:
        names: parameters that belong to the page.
        wanted: those that are to stand there, with their values.
    """
    import streamlit as st

    for name in names:
        if name in wanted:
            if st.query_params.get(name) != wanted[name]:
                st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]


def shown_families(shown: Shown, view: View) -> list[Family]:
    """The measure on the map, or the two of the map of both levels."""
    if view.level != "both":
        family = families(shown, view.level).get(view.family)
        return [family] if family else []
    both = [families(shown, level).get(name) for level, name in zip(("near", "across"), both_names(shown), strict=True)]
    return [family for family in both if family]
