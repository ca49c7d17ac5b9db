"""Places people go to, from OpenStreetMap nodes, closed ways and multipolygons; each counted once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import scipy.sparse
import scipy.sparse.csgraph
import shapely
from shapely.geometry.base import BaseGeometry

from geo.crs import shapes_to_local
from geo.errors import Report
from geo.osm.elements import OsmFile
from geo.osm.place_kinds import PlaceKind, PlaceKinds
from geo.osm.polygons import areas_where

__all__ = ["Candidate", "Places", "find_places", "is_out_of_use", "settlements"]

SAME_NAME_M = 100.0  # features of one kind and name this near are one place
SAME_GROUND_M = 30.0  # unnamed outdoor areas of one kind this near are one place
MOSTLY_INSIDE = 0.9
CLOSED_TO_PUBLIC = frozenset(("private", "no"))
LIFECYCLE = ("disused", "abandoned", "vacant", "construction", "demolished", "razed", "proposed", "ruins", "closed")
SETTLEMENT_PLACES = frozenset(("city", "town", "borough", "suburb", "quarter", "neighbourhood", "village", "hamlet"))


@dataclass
class Candidate:
    """A feature that may be a place. ``local`` is its geometry in metres."""

    place_id: str
    kind: PlaceKind
    name: str
    tags: Mapping[str, str]
    geometry: BaseGeometry
    local: BaseGeometry
    is_second_kind: bool = False
    parts: list[Candidate] = field(default_factory=list)

    @property
    def is_area(self) -> bool:
        """Is it mapped as an area that is not a building?"""
        return self.geometry.geom_type != "Point" and self.tags.get("building", "no") == "no"


@dataclass(frozen=True)
class Places:
    """``places`` conforms to ``tables.PLACES``; ``candidates`` are the same rows with all that was merged into them."""

    places: gpd.GeoDataFrame
    candidates: list[Candidate]


def find_places(osm: OsmFile, kinds: PlaceKinds, crs: str, report: Report) -> Places:
    """All places of an OSM file, sorted by kind and id.

    Left out: private, disused and unbuilt features, areas below their kind's ``min_area_m2``, features inside grounds
    that the kind's ``not_inside`` names. Merged: what lies inside a place of the same kind, equal names within 100 m,
    unnamed outdoor areas within 30 m. What was left out and merged is counted in the report.
    """
    broken: list[str] = []
    everything = _candidates(osm, kinds, crs, broken)
    left_out: Counter[str] = Counter()
    kept = []
    grounds = _grounds(everything, kinds)
    for candidate in everything:
        reason = _reason_against(candidate)
        if reason:
            left_out[reason] += 1
        else:
            kept.append(candidate)
    inside = _is_inside_grounds(kept, grounds)
    left_out["inside the grounds of a school or the like"] += int(inside.sum())
    kept = [candidate for candidate, is_inside in zip(kept, inside, strict=True) if not is_inside]
    merged = [place for kind in kinds for place in _merge([one for one in kept if one.kind is kind])]
    places = _table(merged)
    report.facts["Places"] = f"{len(places):,} of {places['kind'].nunique()} kinds"
    report.facts["Places left out"] = "; ".join(f"{n:,} {reason}" for reason, n in left_out.items() if n) or "none"
    report.facts["Features counted as part of another"] = f"{len(kept) - len(merged):,}"
    if broken:
        report.add(
            "warning",
            "incomplete-areas",
            f"{len(broken):,} {'area is' if len(broken) == 1 else 'areas are'} cut by the edge of the file.",
            needed="complete outlines.",
            action="Those that still close are used, the others are left out.",
            where=broken,
        )
    return Places(places, merged)


def is_out_of_use(tags: Mapping[str, str]) -> bool:
    """Is a feature disused, abandoned, vacant, or not yet built?"""
    if any(tags.get(key, "no") not in ("no", "minor") for key in LIFECYCLE):
        return True
    if "construction" in (tags.get("building"), tags.get("landuse")) or tags.get("building") == "ruins":
        return True
    return tags.get("opening_hours") in ("off", "closed") or tags.get("operational_status") in ("closed", "abandoned")


def settlements(osm: OsmFile) -> pd.DataFrame:
    """Named settlements and quarters (``tables.SETTLEMENTS``): place nodes, and areas where no node has the name."""
    rows = [
        (node.tags["name"], node.tags["place"], node.lat, node.lon)
        for node in osm.nodes
        if node.tags.get("place") in SETTLEMENT_PLACES and node.tags.get("name")
    ]
    known = {row[0] for row in rows}
    for area in areas_where(osm, lambda tags: tags.get("place") in SETTLEMENT_PLACES and "name" in tags):
        if area.tags["name"] not in known:
            known.add(area.tags["name"])
            point = shapely.point_on_surface(area.geometry)
            rows.append((area.tags["name"], area.tags["place"], point.y, point.x))
    table = pd.DataFrame(sorted(rows), columns=["name", "place", "lat", "lon"])
    return table.astype({"name": "str", "place": "str", "lat": "float64", "lon": "float64"})


def _candidates(osm: OsmFile, kinds: PlaceKinds, crs: str, broken: list[str]) -> list[Candidate]:
    found: list[tuple[str, Mapping[str, str], BaseGeometry]] = []
    found += [(f"n{n.id}", n.tags, shapely.Point(n.lon, n.lat)) for n in osm.nodes if kinds.kinds_of(n.tags)]
    areas = areas_where(osm, lambda tags: bool(kinds.kinds_of(tags)), broken)
    found += [(area.osm_id, area.tags, area.geometry) for area in areas]
    have = {osm_id for osm_id, _, _ in found}
    for row, tags in enumerate(osm.ways.tags):
        osm_id = f"w{osm.ways.id[row]}"
        if osm_id not in have and kinds.kinds_of(tags) and len(line := osm.ways.lonlat(row)):
            found.append((osm_id, tags, shapely.Point(line[len(line) // 2])))  # mapped as a line: its middle
    shapes = np.array([geometry for _, _, geometry in found], dtype=object)
    local = shapes_to_local(shapes, crs)
    result = []
    for (osm_id, tags, geometry), in_metres in zip(found, local, strict=True):
        for position, kind in enumerate(kinds.kinds_of(tags)):
            place_id = osm_id if position == 0 else f"{osm_id}-{kind.key}"
            name = tags.get("name", "") or tags.get("brand", "")
            result.append(Candidate(place_id, kind, name, tags, geometry, in_metres, position > 0))
    return result


def _reason_against(candidate: Candidate) -> str:
    tags = candidate.tags
    if is_out_of_use(tags):
        return "disused, vacant or under construction"
    if tags.get("access") in CLOSED_TO_PUBLIC:
        return "private"
    if candidate.geometry.geom_type != "Point" and candidate.local.area < candidate.kind.min_area_m2:
        return "smaller than their kind's least size"
    return ""


def _grounds(everything: list[Candidate], kinds: PlaceKinds) -> dict[str, list[BaseGeometry]]:
    hosts = {host for kind in kinds for host in kind.not_inside}
    grounds: dict[str, list[BaseGeometry]] = {host: [] for host in hosts}
    for candidate in everything:
        if candidate.kind.key in hosts and candidate.geometry.geom_type != "Point":
            grounds[candidate.kind.key].append(candidate.local)
    return grounds


def _is_inside_grounds(kept: list[Candidate], grounds: dict[str, list[BaseGeometry]]) -> np.ndarray:
    inside = np.zeros(len(kept), dtype=bool)
    points = shapely.point_on_surface(np.array([one.local for one in kept], dtype=object))
    for host, shapes in grounds.items():
        rows = np.array([row for row, one in enumerate(kept) if host in one.kind.not_inside], dtype=np.int64)
        if len(rows) and shapes:
            hits, _ = shapely.STRtree(shapes).query(points[rows], predicate="within")
            inside[rows[hits]] = True
    return inside


def _merge(same_kind: list[Candidate]) -> list[Candidate]:
    """One candidate for each place; the largest stands, lends its id, and takes a part's name if it has none."""
    if not same_kind:
        return []
    pairs = _same_place(same_kind)
    n = len(same_kind)
    links = scipy.sparse.coo_matrix((np.ones(len(pairs), dtype=np.int8), pairs.T), shape=(n, n))
    _, label = scipy.sparse.csgraph.connected_components(links, directed=False)
    groups: dict[int, list[Candidate]] = {}
    for one, group in zip(same_kind, label, strict=True):
        groups.setdefault(int(group), []).append(one)
    result = []
    for members in groups.values():
        members.sort(key=lambda one: (-one.local.area, one.name == "", one.place_id))
        first = members[0]
        first.parts = members[1:]
        first.name = first.name or next((one.name for one in members if one.name), "")
        result.append(first)
    return sorted(result, key=lambda one: one.place_id)


def _same_place(same_kind: list[Candidate]) -> np.ndarray:
    """Pairs (k, 2) of positions that are one place."""
    shapes = np.array([one.local for one in same_kind], dtype=object)
    tree = shapely.STRtree(shapes)
    near = tree.query(shapes, predicate="dwithin", distance=SAME_NAME_M).T
    near = near[near[:, 0] < near[:, 1]]
    if not len(near):
        return np.empty((0, 2), dtype=np.int64)
    gap_m = shapely.distance(shapes[near[:, 0]], shapes[near[:, 1]])
    areas = shapely.area(shapes)
    small = np.where(areas[near[:, 0]] <= areas[near[:, 1]], near[:, 0], near[:, 1])
    large = near.sum(axis=1) - small
    overlap = np.zeros(len(near))
    touching = gap_m == 0
    common = shapely.area(shapely.intersection(shapes[small[touching]], shapes[large[touching]]))
    overlap[touching] = np.where(areas[small[touching]] > 0, common / np.maximum(areas[small[touching]], 1e-9), 1.0)
    names = [_plain(one.name) for one in same_kind]
    keep = []
    for (a, b), gap, share in zip(near, gap_m, overlap, strict=True):
        is_agreed = names[a] == names[b] or not names[a] or not names[b]
        is_nested = share >= MOSTLY_INSIDE and (is_agreed or same_kind[a].kind.is_one_site)
        is_namesake = bool(names[a]) and names[a] == names[b]
        is_same_ground = (
            not (names[a] or names[b])
            and not same_kind[a].kind.is_indoors
            and gap <= SAME_GROUND_M
            and areas[a] > 0
            and areas[b] > 0
        )
        keep.append(is_nested or is_namesake or is_same_ground)
    return near[np.array(keep, dtype=bool)]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def _table(merged: list[Candidate]) -> gpd.GeoDataFrame:
    points = shapely.point_on_surface(np.array([one.geometry for one in merged], dtype=object))
    columns = {
        "place_id": pd.Series([one.place_id for one in merged], dtype="str"),
        "kind": pd.Series([one.kind.key for one in merged], dtype="str"),
        "name": pd.Series([one.name for one in merged], dtype="str"),
        "lat": shapely.get_y(points).astype(np.float64) if len(merged) else np.empty(0),
        "lon": shapely.get_x(points).astype(np.float64) if len(merged) else np.empty(0),
        "is_bumping_place": np.array([one.kind.is_bumping_place and not one.is_second_kind for one in merged], bool),
        "is_amenity": np.array([one.kind.is_amenity for one in merged], bool),
        "is_indoors": np.array([one.kind.is_indoors for one in merged], bool),
        "is_free": np.array([one.kind.is_free for one in merged], bool),
        "run_by": pd.Series([one.kind.run_by for one in merged], dtype="str"),
    }
    shapes = gpd.GeoSeries([one.geometry for one in merged], crs="EPSG:4326")
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")
