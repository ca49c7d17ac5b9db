"""The walking network from OpenStreetMap ways: who may walk where, and the plain arrays that follow from it.

Nothing is simplified: every node of a walkable way is a node, every link one straight segment, ways meet only at
shared nodes (a bridge does not touch the road below it). Rules after the OSM wiki, "OSM tags for routing/Access
restrictions": the tag ``foot`` goes before ``access``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from geo.errors import Report
from geo.network import LINK_CROSSING, LINK_PLATFORM, LINK_STEPS, WalkNetwork
from geo.osm.elements import OsmFile, OsmNode, vocabulary
from geo.osm.network import assemble_network, link_lengths_m
from geo.osm.squares import crossings_of_squares

__all__ = ["crossing_audit", "is_closed_barrier", "is_walkable", "link_flags", "walk_network"]

WALKABLE = vocabulary(
    "footway path pedestrian steps cycleway track bridleway corridor living_street residential service unclassified "
    "road tertiary tertiary_link secondary secondary_link primary primary_link trunk trunk_link platform elevator "
    "crossing"
)
CARRIAGEWAYS = vocabulary(
    "living_street residential service unclassified road tertiary tertiary_link secondary secondary_link primary "
    "primary_link trunk trunk_link"
)
DUAL = vocabulary("motorway trunk primary secondary")
ON_REQUEST = vocabulary("busway bus_guideway motorway motorway_link raceway")  # only if foot says yes
FOOT_YES = vocabulary("yes designated permissive destination official public customers limited")
FOOT_NO = vocabulary("no private use_sidepath none restricted prohibited")
ACCESS_NO = vocabulary("no private military emergency agricultural forestry employees staff permit restricted")
# Things in the way of a car, not of a person.
PASSABLE = vocabulary(
    "bollard block kerb cycle_barrier motorcycle_barrier kissing_gate stile turnstile height_restrictor jersey_barrier "
    "log rope chain bus_trap sump_buster planter cattle_grid horse_stile debris toll_booth border_control"
)


def is_walkable(tags: Mapping[str, str]) -> bool:
    """May people walk along a way with these tags?"""
    foot = tags.get("foot", "")
    highway = tags.get("highway", "")
    if highway in WALKABLE:
        pass
    elif highway in ON_REQUEST:
        if foot not in FOOT_YES:
            return False
    elif highway or not _is_platform_or_pier(tags):
        return False
    if foot in FOOT_NO or tags.get("abandoned") == "yes" or tags.get("proposed") == "yes" or tags.get("razed") == "yes":
        return False
    if foot in FOOT_YES:
        return True
    return tags.get("access") not in ACCESS_NO and tags.get("motorroad") != "yes"


def is_closed_barrier(tags: Mapping[str, str]) -> bool:
    """Does a node with these tags stop people on foot: a gate that is locked, private or closed?"""
    barrier = tags.get("barrier")
    if barrier is None or barrier == "entrance":
        return False
    foot = tags.get("foot", "")
    if foot in FOOT_NO and foot != "use_sidepath":
        return True
    if foot in FOOT_YES or barrier in PASSABLE:
        return False
    return tags.get("access") in ACCESS_NO or tags.get("locked") == "yes"


def link_flags(tags: Mapping[str, str]) -> int:
    """Bits of ``WalkNetwork.link_flags`` for a walkable way."""
    flags = 0
    is_ramped = tags.get("ramp:wheelchair") == "yes" or tags.get("wheelchair") == "yes"
    if (tags.get("highway") == "steps" and not is_ramped) or tags.get("wheelchair") == "no":
        flags |= LINK_STEPS
    if "crossing" in (tags.get("footway"), tags.get("cycleway"), tags.get("path"), tags.get("highway")):
        flags |= LINK_CROSSING
    if _is_platform_or_pier(tags) and tags.get("man_made") != "pier":
        flags |= LINK_PLATFORM
    return flags


def _is_platform_or_pier(tags: Mapping[str, str]) -> bool:
    return (
        "platform" in (tags.get("railway"), tags.get("public_transport"), tags.get("highway"))
        or tags.get("man_made") == "pier"
    )


def walk_network(osm: OsmFile, report: Report, *, crs: str | None = None) -> WalkNetwork:
    """The walking network of an OSM file.

    Args:
        osm: what was read.
        report: facts and problems go here; a file without any walkable way is refused.
        crs: metric CRS; None for the one that suits the place.

    Raises:
        InputError: if there is nothing to walk on.
    """
    ways = osm.ways
    ring_flags = _area_rings(osm)
    chosen, flags, names = [], [], []
    position: dict[str, int] = {}
    for way, tags in enumerate(ways.tags):
        if is_walkable(tags):
            flag = link_flags(tags)
        elif way in ring_flags:
            flag = ring_flags[way]
        else:
            continue
        name = tags.get("name", "") or tags.get("ref", "")
        chosen.append(way)
        flags.append(flag)
        names.append(position.setdefault(name, len(position)) if name else -1)
    report.facts["Walkable ways"] = f"{len(chosen):,}"
    rows = np.array(chosen, dtype=np.int64)
    pieces, across = _segments(osm, rows), crossings_of_squares(osm, rows)
    at_u, at_v, owner = (np.concatenate(pair) for pair in zip(pieces, across, strict=True))
    ref_u, ref_v = ways.ref[at_u], ways.ref[at_v]
    if not len(ref_u):
        report.add(
            "refused",
            "no-streets",
            "The file has no street or path to walk on.",
            needed="an OpenStreetMap extract with streets and footpaths.",
            action="Choose an extract that holds all streets of the town.",
        )
        report.raise_if_refused()
    ref_u, ref_v, cuts = _cut_at_barriers(ref_u, ref_v, osm.nodes)
    report.facts["Closed gates and barriers"] = f"{cuts:,}"
    ids, ends = np.unique(np.concatenate((ref_u, ref_v)), return_inverse=True)
    lat, lon = np.empty(len(ids)), np.empty(len(ids))
    lat[ends], lon[ends] = (np.concatenate((values[at_u], values[at_v])) for values in (ways.lat, ways.lon))
    link_u, link_v = ends[: len(ref_u)], ends[len(ref_u) :]
    return assemble_network(
        node_id=ids,
        lat=lat,
        lon=lon,
        link_u=link_u,
        link_v=link_v,
        link_name=np.array(names, dtype=np.int32)[owner],
        link_flags=np.array(flags, dtype=np.uint8)[owner],
        names=tuple(position),
        report=report,
        crs=crs,
    )


def _area_rings(osm: OsmFile) -> dict[int, int]:
    """Ways that are the edge of a walkable multipolygon (a square, a platform), with their flags."""
    rings: dict[int, int] = {}
    for relation in osm.relations:
        if relation.tags.get("type") == "multipolygon" and is_walkable(relation.tags):
            for way, _ in relation.members:
                row = osm.row_of_way.get(way)
                if row is not None:
                    rings.setdefault(row, link_flags(relation.tags))
    return rings


def _segments(osm: OsmFile, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Straight pieces of the chosen ways: positions of both ends in ``osm.ways.ref``, and of the way in ``chosen``.

    A node that the file lacks interrupts its way.
    """
    ways = osm.ways
    counts = np.maximum(ways.offset[chosen + 1] - ways.offset[chosen] - 1, 0)
    owner = np.repeat(np.arange(len(chosen)), counts)
    first = np.repeat(ways.offset[chosen] - (np.cumsum(counts) - counts), counts)
    at_u = first + np.arange(len(owner))
    at_v = at_u + 1
    is_whole = ~np.isnan(ways.lat[at_u]) & ~np.isnan(ways.lat[at_v])
    return at_u[is_whole], at_v[is_whole], owner[is_whole]


def _cut_at_barriers(ref_u: np.ndarray, ref_v: np.ndarray, nodes: list[OsmNode]) -> tuple[np.ndarray, np.ndarray, int]:
    """Give every link that ends at a closed barrier its own copy of that node, with a negative id."""
    closed = np.array([node.id for node in nodes if is_closed_barrier(node.tags)], dtype=np.int64)
    ends = np.concatenate((ref_u, ref_v))
    at_barrier = np.flatnonzero(np.isin(ends, closed))
    cuts = len(np.unique(ends[at_barrier]))
    lowest = min(0, int(ends.min()))
    ends[at_barrier] = lowest - 1 - np.arange(len(at_barrier))
    return ends[: len(ref_u)], ends[len(ref_u) :], cuts


def crossing_audit(osm: OsmFile, report: Report) -> None:
    """Facts a planner checks before believing in severance: crossings, footbridges, subways, dual carriageways."""
    nodes = sum(node.tags.get("highway") == "crossing" for node in osm.nodes)
    paths = WALKABLE - CARRIAGEWAYS
    walkable = [tags for tags in osm.ways.tags if "highway" in tags and is_walkable(tags)]
    ways = sum(bool(link_flags(tags) & LINK_CROSSING) for tags in walkable)
    bridges = sum(tags["highway"] in paths and tags.get("bridge", "no") != "no" for tags in walkable)
    subways = sum(tags["highway"] in paths and tags.get("tunnel", "no") != "no" for tags in walkable)
    dual_km = sum(
        _length_km(osm.ways.lonlat(way))
        for way, tags in enumerate(osm.ways.tags)
        if tags.get("highway") in DUAL and tags.get("oneway") == "yes" and tags.get("junction") is None
    )
    report.facts["Crossings on foot"] = (
        f"{nodes:,} crossing points and {ways:,} crossing ways are mapped, {bridges:,} foot or cycle bridges, "
        f"{subways:,} subways; {dual_km:,.0f} km of one-way main carriageway"
    )


def _length_km(lonlat: np.ndarray) -> float:
    rows = np.arange(len(lonlat) - 1)
    return float(link_lengths_m(lonlat[:, 1], lonlat[:, 0], rows, rows + 1).sum() / 1000)
