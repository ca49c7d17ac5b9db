"""The walking network from OpenStreetMap ways: the plain arrays that follow from who may walk where (``rules``).

Nothing is simplified: every node of a walkable way is a node, every link one straight segment, ways meet only at
shared nodes (a bridge does not touch the road below it). What is open at some times only (``hours``) is in the network
with its hours, closed where it is closed by day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from geo.errors import Report
from geo.network import LINK_CLOSED, WalkNetwork
from geo.osm.elements import OsmFile, OsmNode, vocabulary
from geo.osm.hours import BY_DAY, day_of, hours_of, is_for_vehicles, open_at
from geo.osm.network import assemble_network, link_lengths_m
from geo.osm.rules import (
    CARRIAGEWAYS,
    WALKABLE,
    ferry_s,
    is_closed_barrier,
    is_crossing,
    is_ferry,
    is_walkable,
    link_flags,
)
from geo.osm.squares import crossings_of_squares

__all__ = ["crossing_audit", "walk_network"]

DUAL = vocabulary("motorway trunk primary secondary")


@dataclass
class _Chosen:
    """Walkable ways as they are found: rows of ``osm.ways``, and what holds on each."""

    rows: list[int] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    hours: list[int] = field(default_factory=list)
    ride_s: list[float] = field(default_factory=list)
    name_numbers: dict[str, int] = field(default_factory=dict)
    rules: dict[str, int] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    def rule(self, rule: str) -> int:
        """The number of a rule, -1 for none."""
        return self.rules.setdefault(rule, len(self.rules)) if rule else -1


@dataclass
class _Gates:
    """Nodes at which links are cut: for good, or by the hours of the gate (their rule's number)."""

    closed: list[OsmNode] = field(default_factory=list)
    by_hours: list[tuple[OsmNode, int]] = field(default_factory=list)


def walk_network(osm: OsmFile, report: Report, *, crs: str | None = None) -> WalkNetwork:
    """The walking network of an OSM file, as it is by day.

    Args:
        osm: what was read.
        report: facts and problems go here; a file without any walkable way is refused.
        crs: metric CRS; None for the one that suits the place.

    Raises:
        InputError: if there is nothing to walk on.
    """
    ways = osm.ways
    chosen = _choose(osm)
    report.facts["Walkable ways"] = f"{len(chosen.rows):,}"
    rows = np.array(chosen.rows, dtype=np.int64)
    pieces, across = _segments(osm, rows), crossings_of_squares(osm, rows)
    at_u = np.concatenate((pieces[0], across.at_u))
    at_v = np.concatenate((pieces[1], across.at_v))
    owner = np.concatenate((pieces[2], across.owner))
    if not len(at_u):
        report.add(
            "refused",
            "no-streets",
            "The file has no street or path to walk on.",
            needed="an OpenStreetMap extract with streets and footpaths.",
            action="Choose an extract that holds all streets of the town.",
        )
        report.raise_if_refused()
    lowest = min(0, int(ways.ref.min()))
    ref = np.concatenate((ways.ref, lowest - 1 - np.arange(len(across.lon))))
    all_lat, all_lon = np.concatenate((ways.lat, across.lat)), np.concatenate((ways.lon, across.lon))
    gates = _gates(osm, chosen)
    ends, cuts = _cut_at_barriers(np.concatenate((ref[at_u], ref[at_v])), gates.closed)
    report.facts["Closed gates and barriers"] = f"{cuts:,}"
    ends, gate_u, gate_v, gate_rows = _gates_between(ends, gates.by_hours)
    half = len(at_u)
    ids, numbers = np.unique(np.concatenate((ends, gate_u, gate_v)), return_inverse=True)
    lat, lon = np.empty(len(ids)), np.empty(len(ids))
    at = np.concatenate((at_u, at_v))
    for values, known, of_node in ((lat, all_lat, "lat"), (lon, all_lon, "lon")):
        values[numbers[: 2 * half]] = known[at]
        there = np.array([getattr(gates.by_hours[row][0], of_node) for row in gate_rows], dtype=np.float64)
        values[numbers[2 * half : 2 * half + len(gate_u)]] = there
    gates_n = len(gate_u)
    gate_hours = [gates.by_hours[row][1] for row in gate_rows]
    name, flags, hours = (
        np.concatenate((np.array(of_way, dtype=kind)[owner], np.array(of_gate, dtype=kind)))
        for of_way, of_gate, kind in (
            (chosen.names, [-1] * gates_n, np.int32),
            (chosen.flags, [0] * gates_n, np.uint8),
            (chosen.hours, gate_hours, np.int16),
        )
    )
    network = assemble_network(
        node_id=ids,
        lat=lat,
        lon=lon,
        link_u=np.concatenate((numbers[:half], numbers[2 * half : 2 * half + gates_n])),
        link_v=np.concatenate((numbers[half : 2 * half], numbers[2 * half + gates_n :])),
        link_name=name,
        link_flags=flags,
        names=tuple(chosen.name_numbers),
        report=report,
        crs=crs,
        hours=tuple(chosen.rules),
        link_hours=hours,
        link_ride_s=_ride_s(osm, chosen, at_u, at_v, owner, gates_n),
    )
    by_day = open_at(network, day_of(osm.extract_date), *BY_DAY)
    _say_what_is_open(osm, chosen, gates, network, by_day, report)
    return by_day


def _choose(osm: OsmFile) -> _Chosen:
    """The walkable ways, at least at some time, and ferries of which the time is known."""
    ring_tags = _area_rings(osm)
    chosen = _Chosen()
    for way, tags in enumerate(osm.ways.tags):
        ride_s = 0.0
        if is_ferry(tags):
            ride_s = ferry_s(tags)
            is_open = ride_s > 0
        elif way in ring_tags and not is_walkable(tags):
            tags = ring_tags[way]
            is_open = True
        else:
            is_open = is_walkable(tags)
        is_possible = is_open or (ride_s == 0 and _may_open(tags))
        if not is_possible:
            continue
        rule, unknown = hours_of(tags, is_open=is_open) if "highway" in tags or ride_s else ("", [])
        chosen.unknown += [f"way {osm.ways.id[way]}: {text}" for text in unknown]
        if not (is_open or rule):
            continue
        name = tags.get("name", "") or tags.get("ref", "")
        chosen.rows.append(way)
        chosen.flags.append(link_flags(tags))
        chosen.names.append(chosen.name_numbers.setdefault(name, len(chosen.name_numbers)) if name else -1)
        chosen.hours.append(chosen.rule(rule))
        chosen.ride_s.append(ride_s)
    return chosen


def _may_open(tags: Mapping[str, str]) -> bool:
    """Is a way that is closed by its tags one that a condition could open?"""
    has_condition = "access:conditional" in tags or "foot:conditional" in tags
    return has_condition and is_walkable({**tags, "foot": "yes"})


def _gates(osm: OsmFile, chosen: _Chosen) -> _Gates:
    gates = _Gates()
    for node in osm.nodes:
        if node.tags.get("barrier") is None:
            continue
        is_closed = is_closed_barrier(node.tags)
        rule, unknown = hours_of(node.tags, is_open=not is_closed)
        chosen.unknown += [f"node {node.id}: {text}" for text in unknown]
        if rule:
            gates.by_hours.append((node, chosen.rule(rule)))
        elif is_closed:
            gates.closed.append(node)
    return gates


def _ride_s(
    osm: OsmFile, chosen: _Chosen, at_u: np.ndarray, at_v: np.ndarray, owner: np.ndarray, gates_n: int
) -> np.ndarray:
    """Seconds on each link of a ferry: the time of its way spread over its length."""
    of_way = np.array(chosen.ride_s, dtype=np.float64)
    found = np.zeros(len(owner) + gates_n, dtype=np.float32)
    on_ferry = np.flatnonzero(of_way[owner] > 0)
    if len(on_ferry):
        lengths = link_lengths_m(osm.ways.lat, osm.ways.lon, at_u[on_ferry], at_v[on_ferry])
        whole = np.bincount(owner[on_ferry], weights=lengths, minlength=len(of_way))
        found[on_ferry] = of_way[owner[on_ferry]] * lengths / np.maximum(whole[owner[on_ferry]], 1e-9)
    return found


def _say_what_is_open(
    osm: OsmFile, chosen: _Chosen, gates: _Gates, network: WalkNetwork, by_day: WalkNetwork, report: Report
) -> None:
    """Facts of what is not open, dry or sailing at all times, with what was assumed."""
    ways_n = sum(number >= 0 for number in chosen.hours)
    if ways_n or gates.by_hours:
        changed = np.unique(network.link_hours[(by_day.link_flags & LINK_CLOSED) != 0])
        closed_n = sum(number in changed for number in chosen.hours)
        closed_n += sum(number in changed for _, number in gates.by_hours)
        report.facts["Open at some times only"] = (
            f"{ways_n:,} ways and {len(gates.by_hours):,} gates: each time of the week has those that are open for at "
            f"least half of it; near home goes by 10:00 to 16:00 of a weekday, when {closed_n:,} of them are closed"
        )
    walkable = [osm.ways.tags[row] for row in chosen.rows]
    vehicles_n = sum(is_for_vehicles(tags) for tags in walkable)
    if vehicles_n:
        report.facts["Streets closed at times"] = f"{vehicles_n:,}: taken as closed to vehicles, open to people on foot"
    tidal_n = sum(tags.get("tidal", "no") != "no" for tags in walkable)
    seasonal_n = sum(
        any(tags.get(key, "no") != "no" for key in ("seasonal", "winter_road", "ice_road", "intermittent"))
        for tags in walkable
    )
    if tidal_n or seasonal_n:
        report.facts["Tidal and seasonal ways"] = (
            f"{tidal_n:,} under water at high tide, {seasonal_n:,} of a season: taken as open all the time"
        )
    ferries = [tags for tags in osm.ways.tags if is_ferry(tags)]
    timed_n = sum(ferry_s(tags) > 0 for tags in ferries)
    if ferries:
        report.facts["Ferries for people on foot"] = (
            f"{timed_n:,} with a time of crossing, which is counted without waiting; {len(ferries) - timed_n:,} without"
            " one are not used"
        )
    if chosen.unknown:
        report.add(
            "warning",
            "hours-not-understood",
            f"{len(chosen.unknown):,} ways and gates have conditions that cannot be understood.",
            needed="times of day, days or months as OpenStreetMap writes them (07:00-21:00; Apr-Sep sunrise-sunset).",
            action="The condition is left out: the way or gate is taken as its other tags say.",
            where=chosen.unknown,
            count=len(chosen.unknown),
        )


def _area_rings(osm: OsmFile) -> dict[int, Mapping[str, str]]:
    """Ways that are the edge of a walkable multipolygon (a square, a platform), with its tags."""
    rings: dict[int, Mapping[str, str]] = {}
    for relation in osm.relations:
        if relation.tags.get("type") == "multipolygon" and is_walkable(relation.tags):
            for way, _ in relation.members:
                row = osm.row_of_way.get(way)
                if row is not None:
                    rings.setdefault(row, relation.tags)
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


def _cut_at_barriers(ends: np.ndarray, closed: list[OsmNode]) -> tuple[np.ndarray, int]:
    """Give every link that ends at a closed barrier its own copy of that node, with a negative id."""
    at_barrier = np.flatnonzero(np.isin(ends, np.array([node.id for node in closed], dtype=np.int64)))
    cuts = len(np.unique(ends[at_barrier]))
    ends = ends.copy()
    ends[at_barrier] = min(0, int(ends.min())) - 1 - np.arange(len(at_barrier))
    return ends, cuts


def _gates_between(
    ends: np.ndarray, gates: list[tuple[OsmNode, int]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[int]]:
    """Put a gate between the links that meet at its node: each gets its own copy, joined to the node by a link of no
    length, which has the hours of the gate. Gives the ends of all links, both ends of those, and their rows in gates.
    """
    row_of = {node.id: row for row, (node, _) in enumerate(gates)}
    at_gate = np.flatnonzero(np.isin(ends, np.array(list(row_of), dtype=np.int64)))
    middle = ends[at_gate]
    copies = min(0, int(ends.min())) - 1 - np.arange(len(at_gate))
    ends = ends.copy()
    ends[at_gate] = copies
    return ends, middle, copies, [row_of[int(node)] for node in middle]


def crossing_audit(osm: OsmFile, report: Report) -> None:
    """Facts a planner checks before believing in severance: crossings, footbridges, subways, dual carriageways."""
    nodes = sum(node.tags.get("highway") == "crossing" for node in osm.nodes)
    paths = WALKABLE - CARRIAGEWAYS
    walkable = [tags for tags in osm.ways.tags if "highway" in tags and is_walkable(tags)]
    ways = sum(is_crossing(tags) for tags in walkable)
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
