"""Outlines that the map hatches: suggestions, and areas of equal type."""

from __future__ import annotations

from typing import Any

import h3
import numpy as np
import shapely
from shapely.geometry import shape

from app.map.packing import DIGITS, rings_of
from app.parts import has_types, suggestions
from app.printed import date_words
from app.server import Shown
from app.words import corrections as corrections_words
from app.words import map as map_words
from everyday.pipeline import edition_corrections

__all__ = ["shape_layer"]


def _at(geometry: Any) -> list[int]:
    point = geometry.representative_point()
    return [round(point.y * 10**DIGITS), round(point.x * 10**DIGITS)]


def _suggestions(shown: Shown) -> dict[str, Any]:
    found = suggestions(shown)
    outlines = [shown.suggestions.geometry.iloc[one.row] for one in found]
    return {
        "keys": [one.key for one in found],
        "codes": [one.code for one in found],
        "titles": [one.title for one in found],
        "kinds": [one.kind for one in found],
        "is_line": [int(outline.geom_type.endswith("LineString")) for outline in outlines],
        "rings": [rings_of(outline) for outline in outlines],
        "at": [number for outline in outlines for number in _at(outline)],
    }


def _types(shown: Shown) -> dict[str, Any]:
    """Cells of each type dissolved into one outline, without what lies outside the town."""
    town = shapely.union_all(shown.areas.geometry.simplify(0.00003).make_valid().to_numpy())
    kind = shown.cells["typology"].to_numpy(dtype=object)
    keys, outlines = [], []
    for name in map_words.TYPES:
        cells = shown.cells["cell"].to_numpy(dtype=object)[kind == name]
        if len(cells):
            keys.append(name)
            outlines.append(shapely.intersection(shape(h3.cells_to_geo(list(cells))), town))
    return {
        "keys": keys,
        "titles": [map_words.TYPES[name] for name in keys],
        "rings": [rings_of(outline) for outline in np.asarray(outlines, dtype=object)],
    }


def _corrections(shown: Shown) -> dict[str, Any]:
    """Applied corrections: a mark and a sentence each, also for what is no longer there, and the ways of buses."""
    table = edition_corrections(shown.edition)
    table = table[table["is_applied"] & table["lat"].notna()]
    is_line = table.geometry.geom_type == "LineString"
    return {
        "names": table["sentence"].tolist(),
        "notes": [corrections_words.BY_FORUM.format(day=date_words(day)) for day in table["accepted_at"]],
        "marks": [corrections_words.MARKS[kind] for kind in table["kind"]],
        "at": [number for outline in table.geometry for number in _at(outline)],
        "rings": [rings_of(outline) for outline in table.geometry[is_line]],
    }


def shape_layer(shown: Shown, layer: str) -> dict[str, Any] | None:
    """``"suggestions"``, ``"types"`` or ``"corrections"``; None where the edition has none."""
    if layer == "corrections":
        return _corrections(shown) if shown.manifest.get("corrections") else None
    if layer == "suggestions":
        return _suggestions(shown) if shown.has_suggestions else None
    return _types(shown) if has_types(shown) else None
