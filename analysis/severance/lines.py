"""What severs: the road, railway or water between two cells that are cut off from each other on foot.

A feature can sever a pair if the straight line between the two centres crosses it. Of those crossed, the one that one
has to go round farthest is named: for each, the metres from where the straight line crosses it to the nearest place
where a street or path crosses it (a *way across*), looked for within 600 m. A feature with a way across within 100 m
is no cause. Distances that fall in the same 100 m count as equal; then water goes before railways, these before
motorways, and these before other main roads; then the feature that severs more pairs. Pairs with no such feature
between them have an unknown cause (long cul-de-sacs, walls, fenced land, unmapped paths): that is an answer too.

Which streets cross: for water and railways a link that meets the line (for an outline of water: that goes deeper than
4 m into it); for a road also a street that ends on it. A dual carriageway is crossed only where a link crosses the
middle between its two sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from scipy import sparse

from analysis.severance.neighbours import SEVERED
from geo.cells import cell_polygons
from geo.crs import DEGREES, shapes_to_local, to_local
from geo.network import LINK_CLOSED, LINK_STEPS, WalkNetwork

__all__ = ["UNKNOWN_CAUSE", "barriers_of", "name_causes", "severance_lines"]

UNKNOWN_CAUSE = "unknown cause"
_SEARCH_M = 600.0
_STEP_M = 100.0
_BANK_M = 4.0
_KERB_M = 8.0
_DUAL_M = 60.0
_ORDER = {"water": 0, "rail": 1, "motorway": 2, "road": 3}
_LAYERS = {"water": "water", "rail": "rail", "road_major": "road"}
_UNNAMED = {"water": "a stretch of water", "rail": "the railway", "motorway": "the motorway", "road": "a main road"}


def barriers_of(background: dict) -> gpd.GeoDataFrame:
    """Candidates from an edition's background: ``geometry`` (WGS 84), ``kind`` and ``name``.

    Args:
        background: GeoJSON FeatureCollection with ``layer`` and ``name``; water, railways and main roads are taken.

    Returns:
        One row per feature; ``kind`` is ``water``, ``rail``, ``motorway`` or ``road`` (a road whose number is that of
        a motorway, such as M4 or A48(M), is one).
    """
    kept = [feature for feature in background["features"] if feature["properties"].get("layer") in _LAYERS]
    names = [str(feature["properties"].get("name") or "") for feature in kept]
    kinds = [_LAYERS[feature["properties"]["layer"]] for feature in kept]
    return gpd.GeoDataFrame(
        {
            "kind": [
                "motorway" if kind == "road" and _is_motorway(name) else kind
                for kind, name in zip(kinds, names, strict=True)
            ],
            "name": names,
        },
        geometry=[shapely.geometry.shape(feature["geometry"]) for feature in kept],
        crs=DEGREES,
    )


def _is_motorway(name: str) -> bool:
    number = name.split(" ")[0]
    is_m = number[:1] == "M" and number[1:].isdigit()
    return is_m or (number.endswith("(M)") and number[:1] == "A")


def name_causes(
    pairs: pd.DataFrame,
    network: WalkNetwork,
    barriers: gpd.GeoDataFrame,
    cells: pd.DataFrame,
    *,
    is_step_free: bool = False,
) -> pd.DataFrame:
    """What lies between the cells of each pair.

    Args:
        pairs: from :func:`analysis.severance.neighbours.severance`, with ``row_a`` and ``row_b``.
        network: the streets.
        barriers: candidates, WGS 84: ``kind`` (``water``, ``rail``, ``motorway``, ``road``) and ``name``.
        cells: ``lat`` and ``lon`` of every cell, in the order of the rows.
        is_step_free: steps are no way across.

    Returns:
        ``pairs`` with ``cause_kind`` and ``cause_name`` ("the railway (South Wales Main Line)", "River Usk", "A48";
        both ``unknown cause`` where nothing is found), ``cause_row`` (row of ``barriers``, -1) and ``way_across_m``
        (metres from the straight line to the nearest way across, NaN without a cause, inf if over 600 m).
    """
    shapes = shapes_to_local(barriers.geometry.array, network.crs)
    x, y = to_local(cells["lat"], cells["lon"], network.crs)
    a, b = pairs["row_a"].to_numpy(), pairs["row_b"].to_numpy()
    ends = np.stack([np.column_stack([x[a], y[a]]), np.column_stack([x[b], y[b]])], axis=1)
    straight = shapely.linestrings(ends)
    streets = _Streets.of(network, is_step_free)
    pair, feature = shapely.STRtree(shapes).query(straight, predicate="intersects")
    kinds, names = barriers["kind"].to_numpy(dtype=object), barriers["name"].fillna("").to_numpy(dtype=object)
    away = np.array(
        [streets.way_across_m(straight[p], shapes[f], str(kinds[f])) for p, f in zip(pair, feature, strict=True)]
    )
    found = pd.DataFrame({"pair": pair, "feature": feature, "kind": kinds[feature], "name": names[feature]})
    found["name"] = _named_water(found, straight, shapes)
    found["away"] = away.astype(float)
    found["label"] = [_label(kind, name) for kind, name in zip(found["kind"], found["name"], strict=True)]
    found = found[found["away"] >= _STEP_M]
    found["far"] = -(np.minimum(found["away"], _SEARCH_M) // _STEP_M)
    found["order"] = found["kind"].map(_ORDER).fillna(len(_ORDER))
    found["unnamed"] = found["name"] == ""
    found["pairs_n"] = -found.groupby(["kind", "label"])["pair"].transform("nunique")
    by = ["pair", "far", "order", "unnamed", "pairs_n", "label", "feature"]
    best = found.sort_values(by).drop_duplicates("pair")
    named = pairs.assign(cause_kind=UNKNOWN_CAUSE, cause_name=UNKNOWN_CAUSE, cause_row=-1, way_across_m=np.nan)
    rows = named.index[best["pair"].to_numpy(dtype=np.intp)]
    named.loc[rows, "cause_kind"] = best["kind"].to_numpy()
    named.loc[rows, "cause_name"] = best["label"].to_numpy()
    named.loc[rows, "cause_row"] = best["feature"].to_numpy()
    named.loc[rows, "way_across_m"] = best["away"].to_numpy()
    return named


def _named_water(
    found: pd.DataFrame, straight: NDArray[np.object_], shapes: NDArray[np.object_]
) -> NDArray[np.object_]:
    """Names of the candidates; an outline of water without a name has that of the river drawn through it."""
    names = np.array([str(name).strip() for name in found["name"]], dtype=object)
    is_water = (found["kind"] == "water").to_numpy(bool)
    pair, feature = found["pair"].to_numpy(), found["feature"].to_numpy()
    for row in np.flatnonzero(is_water & (names == "")):
        for other in np.flatnonzero(is_water & (names != "") & (pair == pair[row])):
            if shapely.intersects(
                shapely.intersection(straight[pair[row]], shapes[feature[other]]), shapes[feature[row]]
            ):
                names[row] = names[other]
                break
    return names


def _label(kind: str, name: str) -> str:
    if kind == "rail" and name:
        return f"the railway ({name})"
    return name or _UNNAMED.get(kind, kind)


@dataclass(frozen=True)
class _Streets:
    """The links of the network as lines, found by where they are."""

    links: NDArray[np.object_]
    tree: shapely.STRtree

    @classmethod
    def of(cls, network: WalkNetwork, is_step_free: bool) -> _Streets:
        ends = [np.column_stack([network.x[end], network.y[end]]) for end in (network.link_u, network.link_v)]
        links = shapely.linestrings(np.stack(ends, axis=1))
        links = links[(network.link_flags & (LINK_CLOSED | (LINK_STEPS if is_step_free else 0))) == 0]
        return cls(links, shapely.STRtree(links))

    def way_across_m(self, straight: shapely.Geometry, shape: shapely.Geometry, kind: str) -> float:
        """Metres from where ``straight`` crosses ``shape`` to the nearest street across it, inf if over 600 m."""
        crossed = shapely.intersection(straight, shape)
        here = shapely.centroid(crossed)
        around = shapely.buffer(here, _SEARCH_M, quad_segs=8)
        near = shapely.intersection(shape, around)
        if kind in ("road", "motorway"):
            near = _middle_of_dual(crossed, near)
        links = self.links[self.tree.query(around, predicate="intersects")]
        if shapely.get_dimensions(near) == 2:
            inner = shapely.buffer(near, -_BANK_M)
            near = inner if not inner.is_empty else near
        elif kind == "road":
            links = _longer(links, _KERB_M)
        shapely.prepare(near)
        links = links[shapely.intersects(near, links)]
        if not len(links):
            return float("inf")
        metres = float(shapely.distance(here, shapely.intersection(links, near)).min())
        return metres if metres <= _SEARCH_M else float("inf")


def _middle_of_dual(crossed: shapely.Geometry, road: shapely.Geometry) -> shapely.Geometry:
    """The middle between the two sides of a road whose sides lie within 60 m of each other, else the road itself."""
    points = shapely.get_parts(crossed)
    points = points[shapely.get_type_id(points) == 0]
    if len(points) < 2:
        return road
    x_y = shapely.get_coordinates(points)
    order = np.lexsort((x_y[:, 1], x_y[:, 0]))
    first, last = order[0], order[-1]
    parts = shapely.get_parts(road)
    side = parts[np.argmin(shapely.distance(parts, points[first]))]
    if not 1 < shapely.distance(side, points[last]) <= _DUAL_M:
        return road
    shift = (x_y[last] - x_y[first]) / 2
    return shapely.transform(side, lambda xy: xy + shift)


def _longer(links: NDArray[np.object_], metres: float) -> NDArray[np.object_]:
    """Links led on at both ends."""
    ends = shapely.get_coordinates(links).reshape(-1, 2, 2)
    along = ends[:, 1] - ends[:, 0]
    length = np.hypot(along[:, 0], along[:, 1])[:, None]
    step = np.divide(along, length, out=np.zeros_like(along), where=length > 0) * metres
    return shapely.linestrings(np.stack([ends[:, 0] - step, ends[:, 1] + step], axis=1))


def severance_lines(
    pairs: pd.DataFrame, barriers: gpd.GeoDataFrame, cells: pd.DataFrame, *, min_people_n: float = 0.0
) -> gpd.GeoDataFrame:
    """Severed pairs that share a road, railway or water as one line, named after it.

    What has no name of its own, the unknown cause included, is split into stretches whose pairs have cells in common.

    Args:
        pairs: from :func:`name_causes`; those checked as ``severed`` with more than ``min_people_n`` people (or weight)
            on the side with fewer are used.
        barriers: as there.
        cells: ``cell``, ``population_n`` and ``weight_n``, in the order of the rows.
        min_people_n: see ``pairs``.

    Returns:
        WGS 84 lines, most severe first: ``kind``, ``name``, ``pairs_n``, ``people_n`` (living in the cells of its
        pairs, NaN where not known), ``weight_n``, ``score`` (Σ people × extra minutes), ``extra_min`` (mean over the
        pairs, by the people of the smaller side), ``unreachable_n`` (pairs with no way round within 3 km), ``cells``
        (list). Lines run along the feature through the cells of its pairs; of an unknown cause along the edges that
        the cells have in common.
    """
    used = pairs[(pairs["check"] == SEVERED) & (pairs["people_n"] > min_people_n)]
    rows = []
    for (kind, name), group in used.groupby(["cause_kind", "cause_name"], sort=True):
        is_split = kind == UNKNOWN_CAUSE or name in _UNNAMED.values()
        labels = _stretches(group) if is_split else np.zeros(len(group), dtype=int)
        for stretch in np.unique(labels):
            rows.append(_line(str(kind), str(name), group[labels == stretch], barriers, cells))
    columns = ["kind", "name", "pairs_n", "people_n", "weight_n", "score", "extra_min", "unreachable_n", "cells"]
    made = gpd.GeoDataFrame(rows, columns=[*columns, "geometry"], geometry="geometry", crs=DEGREES)
    return made.sort_values(["score", "name"], ascending=[False, True], kind="stable", ignore_index=True)


def _stretches(pairs: pd.DataFrame) -> NDArray[np.integer]:
    """Number of the stretch of each pair: pairs with a cell in common are of one stretch."""
    names, rows = np.unique(pairs[["cell_a", "cell_b"]].to_numpy(dtype=object).astype(str), return_inverse=True)
    a, b = rows.reshape(-1, 2).T
    joined = sparse.coo_matrix((np.ones(len(a)), (a, b)), shape=(len(names), len(names)))
    _, label = sparse.csgraph.connected_components(joined, directed=False)
    return label[a]


def _line(
    kind: str, name: str, pairs: pd.DataFrame, barriers: gpd.GeoDataFrame, cells: pd.DataFrame
) -> dict[str, object]:
    inside = np.unique(pairs[["row_a", "row_b"]].to_numpy())
    names = cells["cell"].to_numpy(dtype=object)[inside]
    people = cells["population_n"].to_numpy(float)[inside]
    weight = np.nan_to_num(cells["weight_n"].to_numpy(float)[inside])
    return {
        "kind": kind,
        "name": name,
        "pairs_n": len(pairs),
        "people_n": float(np.nansum(people)) if np.isfinite(people).any() else float("nan"),
        "weight_n": float(weight.sum()),
        "score": float(pairs["score"].sum()),
        "extra_min": float(np.average(pairs["extra_min"], weights=pairs["people_n"])),
        "unreachable_n": int(np.isinf(pairs["walk_m"]).sum()),
        "cells": sorted(str(cell) for cell in names),
        "geometry": _shape(pairs, barriers),
    }


def _shape(pairs: pd.DataFrame, barriers: gpd.GeoDataFrame) -> shapely.Geometry:
    first = np.asarray(cell_polygons(pairs["cell_a"]).array, dtype=object)
    second = np.asarray(cell_polygons(pairs["cell_b"]).array, dtype=object)
    row = pairs["cause_row"].to_numpy()
    parts = list(shapely.intersection(shapely.boundary(first[row < 0]), shapely.boundary(second[row < 0])))
    shapes = np.asarray(barriers.geometry.array, dtype=object)
    for feature in np.unique(row[row >= 0]):
        both = shapely.union_all(np.concatenate([first[row == feature], second[row == feature]]))
        shape = shapes[feature]
        parts.append(
            shapely.intersection(shapely.boundary(shape) if shapely.get_dimensions(shape) == 2 else shape, both)
        )
    whole = shapely.union_all(np.asarray(parts, dtype=object))
    lines = [part for part in shapely.get_parts([whole]) if shapely.get_dimensions(part) == 1]
    lines = [piece for part in lines for piece in shapely.get_parts(part)]
    return shapely.line_merge(shapely.MultiLineString(lines)) if lines else shapely.boundary(first[0])
