"""Suggestions from how a sample moves: what home areas could reach and hardly visited, and what is near and cut off.

Nothing here is measured from cells: the table of what was and was not visited has passed k and the comparison of hours
already (docs/definitions.md#observed). One suggestion a home area and rule; its key never depends on what was before.
"""

from __future__ import annotations

import json
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from analysis.registry import value_words
from analysis.suggestions.keys import new_key
from analysis.suggestions.rules import Rule
from geo.cells import cell_polygons
from geo.crs import DEGREES

__all__ = ["MOVEMENT_RULES", "suggest_of_movement"]

MOVEMENT_RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        Rule("reachable_never", "barrier", "neighbourhood", "Within reach, and hardly anybody of the sample goes"),
        Rule("near_never", "barrier", "neighbourhood", "Near, hard to reach, and hardly anybody of the sample goes"),
    )
}
_MOST_NAMED = 3
_REACH_MIN = 20
# What a person of the area counts in the order of suggestions, in minutes: little, since a sample is no measurement.
_EXCESS = {"reachable_never": 2.0, "near_never": 4.0}


def suggest_of_movement(
    potential: pd.DataFrame,
    visited: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    kind_words: dict[str, str],
) -> gpd.GeoDataFrame:
    """Suggestions of what was never visited, in the columns of :func:`analysis.suggestions.suggest`.

    Args:
        potential: ``observed_potential`` (``everyday.movement``).
        visited: ``observed_places``: places that others of the sample go to, with ``people_n``.
        cells: the cell table, for outline and people of a home area.
        kind_words: what places of each kind are called, in the plural.
    """
    others = dict(zip(visited["place_id"].astype(str), visited["people_n"].astype(float), strict=True))
    rows = []
    for area, part in potential.groupby("home_area", sort=True):
        here = cells[(cells["area_id"].astype(str) == str(area)) & cells["on_network"] & (cells["weight_n"] > 0)]
        if not len(here):
            continue
        rows += [row for row in (_reachable(here, part, others, kind_words), _near(here, part, others)) if row]
    columns = ["key", "rule", "kind", "level", "title", "sentence", "people_n", "score", "area_ids", "cells",
               "evidence_json", "geometry"]  # fmt: skip
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=DEGREES)


def _hours(part: pd.DataFrame) -> str:
    first = part.iloc[0]
    return f"in {first['tracked_h']:,.0f} tracked daytime hours of at least {first['sample_n']:,.0f} people"


def _reachable(
    here: pd.DataFrame, part: pd.DataFrame, others: dict[str, float], kind_words: dict[str, str]
) -> dict[str, Any] | None:
    never = part[part["status"] == "reachable_never"]
    kinds = [kind_words.get(kind, kind) for kind in never.loc[never["what"] == "kind", "kind"]]
    places = never[(never["what"] == "place") & never["place_id"].isin(list(others))]
    names = [str(one["name"]) for one in places.sort_values(["minutes", "name"]).to_dict("records") if one["name"]]
    if not kinds and not names:
        return None
    area = str(here["area_name"].iloc[0])
    told = [f"any of the {_and(kinds, len(kinds))}" if kinds else "",
            f"{_and(names, _MOST_NAMED)}, where others of the sample go" if names else ""]  # fmt: skip
    sentence = (
        f"Within {_REACH_MIN} minutes of {area}, and nobody or hardly anybody of the sample was there {_hours(never)}: "
        f"{'; '.join(one for one in told if one)}."
    )
    numbers = {"kinds_never": "; ".join(kinds), "places_never": "; ".join(names), "within_min": _REACH_MIN}
    return _row(
        "reachable_never",
        here,
        never,
        f"Within reach, and hardly anybody of the sample goes, {area}",
        sentence,
        numbers,
    )


def _near(here: pd.DataFrame, part: pd.DataFrame, others: dict[str, float]) -> dict[str, Any] | None:
    never = part[(part["status"] == "near_never") & part["place_id"].isin(list(others)) & (part["name"] != "")]
    if not len(never):
        return None
    never = never.assign(others_n=[others[one] for one in never["place_id"]])
    never = never.sort_values(["others_n", "crow_km", "name"], ascending=[False, True, True])
    area, first = str(here["area_name"].iloc[0]), never.iloc[0]
    far = "more than an hour" if np.isnan(first["minutes"]) else f"about {value_words(first['minutes'], 'minutes')}"
    more = [str(one) for one in never["name"].iloc[1:]]
    others_said = f" The same holds of {_and(more, _MOST_NAMED)}." if more else ""
    over = [one for one in str(first.get("across", "")).split("; ") if one]
    across = f", across {_and(over, _MOST_NAMED)}," if over else ""
    sentence = (
        f"{first['name']} is {first['crow_km']:.1f} km from {area} as the crow flies{across} and {far} away on foot or "
        f"by public transport; nobody or hardly anybody of the sample who lives in {area} was there {_hours(never)}, "
        f"while others go there.{others_said}"
    )
    numbers = {
        "places_never": "; ".join([str(first["name"]), *more]), "near_km": float(first["crow_km"]),
        "away_min": float(first["minutes"]), "across": "; ".join(over),
    }  # fmt: skip
    return _row(
        "near_never", here, never, f"Near, cut off, and hardly anybody of the sample goes, {area}", sentence, numbers
    )


def _row(
    rule: str, here: pd.DataFrame, never: pd.DataFrame, title: str, sentence: str, numbers: dict[str, object]
) -> dict[str, Any]:
    names = here["cell"].astype(str).tolist()
    weight = float(here["weight_n"].sum())
    evidence = {
        "rule": rule, "place": f"in {here['area_name'].iloc[0]}", "cells_n": len(here), "weight_n": weight,
        "sample_n": float(never["sample_n"].iloc[0]), "tracked_h": float(never["tracked_h"].iloc[0]), **numbers,
    }  # fmt: skip
    known = {name: None if isinstance(value, float) and np.isnan(value) else value for name, value in evidence.items()}
    area = str(here["area_id"].iloc[0])
    return {
        "key": new_key(rule, [area]), "rule": rule, "kind": MOVEMENT_RULES[rule].kind,
        "level": MOVEMENT_RULES[rule].level, "title": title, "sentence": sentence,
        "people_n": float(here["population_n"].sum(min_count=1)), "score": weight * _EXCESS[rule], "area_ids": area,
        "cells": "; ".join(sorted(names)), "evidence_json": json.dumps(known, ensure_ascii=False, sort_keys=True),
        "geometry": shapely.union_all(np.asarray(cell_polygons(names).array, dtype=object)),
    }  # fmt: skip


def _and(names: list[str], most: int) -> str:
    shown = names[:most] if len(names) <= most else [*names[: most - 1], f"{len(names) - most + 1} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
