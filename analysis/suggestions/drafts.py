"""Suggested barriers and enablers: measures turned into drafts that a planner accepts, edits or dismisses.

Cells for which a rule holds and that touch are one suggestion; it has a sentence, the people it is about, the town's
numbers beside its own, and a key that stays from edition to edition. Rules: docs/definitions.md#suggestions and
:mod:`analysis.suggestions.rules`; severed pairs: :mod:`analysis.severance.neighbours`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy import sparse

from analysis.areas import weighted_median
from analysis.neighbourhood import places_within
from analysis.parameters import Parameters
from analysis.suggestions.keys import carry_keys
from analysis.suggestions.limits import SuggestionRules
from analysis.suggestions.rules import RULES, Found, Town, find
from analysis.suggestions.wording import Cells, Group, describe, describe_severance
from analysis.walking import Snap, WalkGraph, walk_matrix
from geo.cells import cell_polygons
from geo.crs import DEGREES

__all__ = ["COLUMNS", "TOWN_MEASURES", "bumping_nearby", "suggest", "touching_groups", "town_medians"]

COLUMNS = (
    "key", "rule", "kind", "level", "title", "sentence", "people_n", "score", "area_ids", "cells", "evidence_json",
    "geometry",
)  # fmt: skip
TOWN_MEASURES = (
    "centre_min_am", "city_reach_45min_share_am", "city_reach_45min_share_evening", "city_reach_45min_share_sunday",
    "bumping_places_15min_n", "amenity_completeness_share",
)  # fmt: skip
_ROUNDING_M = 1e-6


def suggest(
    cells: pd.DataFrame,
    town: Town,
    *,
    bumping_kinds: Collection[str],
    rules: SuggestionRules | None = None,
    severed: gpd.GeoDataFrame | None = None,
    earlier: pd.DataFrame | None = None,
) -> gpd.GeoDataFrame:
    """Every suggestion of an edition, barriers first, the weightiest first.

    Args:
        cells: the cell table with ``cell``, ``cell_name``, ``area_id``, ``area_name``, ``population_n``, ``weight_n``,
            ``on_network``, the measures, scores and typology, and the columns named by
            :func:`analysis.suggestions.rules.find`. Columns that are not there are not known.
        town: medians of the baseline edition, centre and bands.
        bumping_kinds: keys of the kinds that are bumping places, to say how far the nearest is.
        rules: thresholds.
        severed: from :func:`analysis.severance.lines.severance_lines`; None says nothing about severance.
        earlier: suggestions of the edition(s) before, whose keys are carried on.

    Returns:
        WGS 84 rows with :data:`COLUMNS`: ``people_n`` is NaN where people are not known; ``score`` is Σ people ×
        excess (weight where people are not known); ``area_ids`` and ``cells`` are lists with ``; ``; ``geometry`` is
        the dissolved cells, or the severing line.
    """
    rules = rules or SuggestionRules()
    table = cells.reset_index(drop=True)
    names, town_cells = table["cell"].to_numpy(dtype=object), Cells(table, town.noun)
    rows = []
    for found in find(table, town, rules, bumping_kinds=bumping_kinds).values():
        for members in touching_groups(names, found.holds):
            if _is_big_enough(town_cells.people[members], rules):
                rows.append(_row(names, Group.of(town_cells, members), town, rules, found))
    for line in severed.to_dict("records") if severed is not None else ():
        members = np.flatnonzero(table["cell"].isin(list(line["cells"])).to_numpy())
        if _is_big_enough(town_cells.people[members], rules):
            rows.append(_severed_row(Group.of(town_cells, members), line))
    keys = carry_keys(
        [row["rule"] for row in rows],
        [row["cells"].split("; ") for row in rows],
        earlier,
        least_jaccard=rules.same_jaccard_share,
    )
    made = gpd.GeoDataFrame(rows, columns=list(COLUMNS), geometry="geometry", crs=DEGREES)
    made["key"] = pd.Series(keys, index=made.index, dtype=object)
    return made.sort_values(["kind", "score", "key"], ascending=[True, False, True], kind="stable", ignore_index=True)


def town_medians(
    cells: pd.DataFrame, *, measures: Iterable[str] = TOWN_MEASURES, unknown_bands: Collection[str] = ()
) -> dict[str, float]:
    """T: the weighted median of each measure over cells with weight on the street network, NaN where not known.

    A centre out of reach counts as longer than any number, so the median may be ``inf``.

    Args:
        cells: cell table of the baseline edition.
        measures: names of columns.
        unknown_bands: columns that end in one of these are not known.
    """
    weight = np.where(cells["on_network"].to_numpy(bool), cells["weight_n"].fillna(0).to_numpy(float), 0.0)
    medians = {}
    for name in measures:
        values = cells[name].to_numpy(float) if name in cells else np.full(len(cells), np.nan)
        if name.rsplit("_", 1)[-1] in unknown_bands:
            values = np.full(len(cells), np.nan)
        reach = name.replace("centre_min", "city_reach_45min_share")
        if name.startswith("centre_min") and np.isfinite(values).any() and reach in cells:
            values = np.where(np.isnan(values) & cells[reach].notna().to_numpy(), np.inf, values)
        medians[name] = weighted_median(values, weight)
    return medians


def bumping_nearby(
    graph: WalkGraph,
    cell_snaps: Snap,
    places: pd.DataFrame,
    place_access: pd.DataFrame,
    access_snaps: Snap,
    *,
    parameters: Parameters,
    walk_min: float = 5.0,
    workers: int = 1,
) -> pd.DataFrame:
    """Bumping places, and kinds of them, within a short walk of each cell's centre.

    Args:
        graph, cell_snaps: streets and cells (n).
        places: PLACES.
        place_access, access_snaps: PLACE_ACCESS (m) and its points on the streets.
        parameters: walking speed.
        walk_min: minutes, included.

    Returns:
        n rows: ``bumping_places_5min_n`` and ``bumping_kinds_5min_n``, float, NaN off the network.
    """
    row = np.asarray(pd.Index(places["place_id"]).get_indexer(pd.Index(place_access["place_id"])), dtype=np.intp)
    is_bumping = places["is_bumping_place"].to_numpy(bool)[row] & (row >= 0)
    limit_m = walk_min * 60 * parameters.walk_m_per_s + _ROUNDING_M
    near = walk_matrix(graph, cell_snaps, access_snaps.take(is_bumping), limit_m, workers=workers)
    kind = np.unique(places["kind"].astype(str).to_numpy(), return_inverse=True)[1]
    is_on = cell_snaps.is_on_network
    return pd.DataFrame(
        {
            "bumping_places_5min_n": np.where(is_on, places_within(near, row[is_bumping]), np.nan),
            "bumping_kinds_5min_n": np.where(is_on, places_within(near, kind[row[is_bumping]]), np.nan),
        }
    )


def touching_groups(cell: Iterable[str], chosen: NDArray[np.bool_]) -> list[NDArray[np.intp]]:
    """Rows of the chosen cells, in groups that touch (H3 ring 1); groups in the order of their first cell's name."""
    names = np.asarray(list(cell), dtype=object)
    rows = np.flatnonzero(chosen)
    rows = rows[np.argsort(names[rows].astype(str), kind="stable")]
    if not len(rows):
        return []
    place = {str(names[row]): number for number, row in enumerate(rows)}
    pairs = np.array(
        [(number, place[other]) for name, number in place.items() for other in h3.grid_disk(name, 1) if other in place]
    )
    joined = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(rows), len(rows)))
    count, label = sparse.csgraph.connected_components(joined, directed=False)
    together = rows[np.argsort(label, kind="stable")]
    groups = np.split(together, np.cumsum(np.bincount(label, minlength=count))[:-1])
    return sorted(groups, key=lambda members: str(names[members[0]]))


def _row(names: NDArray[np.object_], group: Group, town: Town, rules: SuggestionRules, found: Found) -> dict[str, Any]:
    rule, members = RULES[found.rule], group.rows
    title, sentence, numbers = describe(found, group, town, rules)
    weights = group.people if group.is_counted else group.weight
    score = float(np.dot(np.nan_to_num(weights), found.excess[members]))
    outlines = np.asarray(cell_polygons(names[members]).array, dtype=object)
    return {
        "key": "", "rule": rule.name, "kind": rule.kind, "level": rule.level, "title": title, "sentence": sentence,
        "people_n": group.people_n, "score": score, "area_ids": group.area_ids,
        "cells": "; ".join(sorted(map(str, names[members]))),
        "evidence_json": _evidence(group, numbers), "geometry": shapely.union_all(outlines),
    }  # fmt: skip


def _severed_row(group: Group, line: Mapping[str, Any]) -> dict[str, Any]:
    rule = RULES["severed_on_foot"]
    title, sentence, numbers = describe_severance(line, group)
    return {
        "key": "", "rule": rule.name, "kind": rule.kind, "level": rule.level, "title": title, "sentence": sentence,
        "people_n": group.people_n, "score": float(line["score"]), "area_ids": group.area_ids,
        "cells": "; ".join(sorted(line["cells"])), "evidence_json": _evidence(group, numbers),
        "geometry": line["geometry"],
    }  # fmt: skip


def _is_big_enough(people: NDArray[np.float64], rules: SuggestionRules) -> bool:
    """Whether a group of cells is worth saying something of; ``people`` of each cell, NaN where not known."""
    if not np.isfinite(people).any():
        return len(people) >= rules.least_cells_n
    return float(np.nansum(people)) >= rules.least_people_n


def _evidence(group: Group, numbers: Mapping[str, object]) -> str:
    content = {"place": group.place, "cells_n": len(group.rows), "weight_n": float(group.weight.sum()), **numbers}
    return json.dumps({name: _plain(value) for name, value in content.items()}, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    """JSON has no NaN and no infinity."""
    if isinstance(value, float | np.floating):
        return round(float(value), 4) if math.isfinite(value) else None
    if isinstance(value, np.integer):
        return int(value)
    return value
