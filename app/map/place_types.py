"""The four types of place: their legend with the people in each, and a place's type in a sentence."""

from __future__ import annotations

import pandas as pd

from analysis.registry import share_words
from app.map.legend import class_people
from app.parts import Chosen, noun_of
from app.printed import text
from app.server import Shown
from app.words import map as map_words

__all__ = ["type_sentence", "types_legend", "weight_by_type"]


def weight_by_type(shown: Shown, cells: pd.DataFrame | None = None) -> dict[str, float]:
    """Weight of the cells (of the town, if none are given) of each type; ``""`` for those without."""
    table = shown.cells if cells is None else cells
    sums = table["weight_n"].fillna(0.0).groupby(table["typology"].astype(str)).sum()
    return {name: float(sums.get(name, 0.0)) for name in (*map_words.TYPES, "")}


def types_legend(shown: Shown) -> str:
    """Hatch, name, meaning in words and people of each type."""
    weights, noun = weight_by_type(shown), noun_of(shown)
    whole = sum(weights.values())
    items = [
        _item(f' class="ea-type-{name}"', title, map_words.TYPE_SHORT[name], class_people(weights[name], noun, whole))
        for name, title in map_words.TYPES.items()
    ]
    items.append(_item("", map_words.TYPES_NONE, "", class_people(weights[""], noun, whole)))
    title = text(map_words.TYPES_TITLE.format(noun=noun))
    return (
        f'<div class="ea-legend ea-legend-shapes"><p class="ea-legend-title">{title}</p><ul>{"".join(items)}</ul></div>'
    )


def _item(kind: str, title: str, meaning: str, count: str) -> str:
    said = f"<em>{text(meaning)}</em>" if meaning else ""
    return f"<li{kind}><i></i><strong>{text(title)}</strong>{said}<span>{text(count)}</span></li>"


def type_sentence(shown: Shown, chosen: Chosen) -> str:
    """A cell's type as HTML ("*Self-contained*: much within a walk …"), the shares of an area's people by type."""
    if chosen.unit == "cells":
        name = str(shown.cells["typology"].iloc[shown.cell_row[chosen.id]])
        if name not in map_words.TYPES:
            return ""
        return f"<p><em>{text(map_words.TYPES[name])}</em>: {text(map_words.TYPE_SENTENCES[name])}</p>"
    weights = weight_by_type(shown, shown.cells[shown.cells["area_id"] == chosen.id])
    known = {name: weight for name, weight in weights.items() if name and weight > 0}
    if not known:
        return ""
    whole = sum(known.values())
    parts = sorted(known, key=lambda name: -known[name])
    shares = ", ".join(f"{share_words(known[name], whole)} {map_words.TYPES[name].lower()}" for name in parts)
    return f"<p>{text(map_words.TYPES_OF_AREA.format(noun=noun_of(shown), shares=shares))}</p>"
