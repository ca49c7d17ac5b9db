"""Edits of the streets: new footpaths and crossings. A network goes in, a new one comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import scipy.sparse
import scipy.sparse.csgraph
from numpy.typing import NDArray

from analysis.walking import snap_points
from everyday.scenario.edits import Edit, EditPoint
from everyday.scenario.names import EditFault
from geo.crs import haversine_m, to_degrees, to_local
from geo.errors import Report
from geo.network import LINK_CROSSING, LINK_STEPS, WalkNetwork
from geo.osm import link_lengths_m

__all__ = ["JOIN_M", "ChangedNetwork", "add_footpath", "change_network"]

JOIN_M = 60.0
_LONGEST_M = 20_000.0
_SAME_M = 0.01
_LOOK_M = 2000.0


@dataclass
class ChangedNetwork:
    """A changed network, and what a planner should know about it."""

    network: WalkNetwork
    notes: list[str] = field(default_factory=list)


def change_network(network: WalkNetwork, edits: Sequence[Edit], report: Report) -> ChangedNetwork:
    """Make the footpath edits, in order; edits of the timetable are passed over.

    An edit that cannot be made is added to ``report`` as a refusal and left out: call ``report.raise_if_refused``.
    """
    changed = ChangedNetwork(network)
    for edit in edits:
        if edit.kind != "new_footpath":
            continue
        given = edit.fields
        points = given["points"] if "points" in given else (given["from"], given["to"])
        try:
            after, metres = add_footpath(
                changed.network,
                points,
                name=given.get("name", ""),
                is_crossing=given.get("is_crossing", False),
                has_steps=given.get("steps", False),
            )
        except EditFault as fault:
            report.add(
                "refused",
                fault.code,
                f"{edit.title}: {fault.found}",
                needed=fault.needed,
                action="Correct it and try again; nothing was computed.",
            )
            continue
        changed.network = after
        word = "crossing" if given.get("is_crossing", False) else "footpath"
        changed.notes.append(f"{edit.title}: a new {word} of {metres:,.0f} m.")
    return changed


def add_footpath(
    network: WalkNetwork,
    points: Sequence[EditPoint],
    *,
    name: str = "",
    is_crossing: bool = False,
    has_steps: bool = False,
) -> tuple[WalkNetwork, float]:
    """The network with a new way to walk; also its length in metres.

    Both ends are joined to the nearest point of a street or path, which is split exactly there: its two parts
    together are as long as it was. In between the new way touches nothing. The extent of the streets stays, so that
    the cells known before are the cells known after.

    Args:
        network: the streets.
        points: two or more, in order.
        name: of the new way.
        is_crossing: it crosses a road, a railway or a river.
        has_steps: not step-free.

    Raises:
        EditFault: an end lies more than 60 m from every street, or the way has no length or is over 20 km long.
    """
    ends = (points[0], points[-1])
    far = [(word, _snapped(network, point)[2]) for word, point in zip(("begins", "ends"), ends, strict=True)]
    faults = [f"it {word} {_away_text(metres)}" for word, metres in far if metres > JOIN_M]
    if faults:
        raise EditFault("far_from_streets", f"{' and '.join(faults)}.", f"ends within {JOIN_M:.0f} m of a street.")
    network, first = _joined(network, ends[0])
    network, last = _joined(network, ends[1])
    lat, lon = _course(network, first, points, last)
    if first == last or len(lat) < 2:
        raise EditFault("no_length", "it begins and ends at the same point of the streets.", "two different places.")
    steps = np.arange(len(lat) - 1)
    lengths = link_lengths_m(lat, lon, steps, steps + 1)
    if lengths.sum() > _LONGEST_M:
        raise EditFault("too_long", f"it is {lengths.sum() / 1000:,.0f} km long.",
                        "at most 20 km; perhaps latitude and longitude are exchanged.")  # fmt: skip
    inner = np.arange(network.nodes_n, network.nodes_n + len(lat) - 2)
    nodes = np.concatenate([[first], inner, [last]])
    network = _with_nodes(network, lat[1:-1], lon[1:-1])
    names = network.names
    number = -1
    if name:
        number = names.index(name) if name in names else len(names)
        names = names if name in names else (*names, name)
    flags = (LINK_CROSSING if is_crossing else 0) | (LINK_STEPS if has_steps else 0)
    links_n = len(lengths)
    network = replace(
        network,
        link_u=np.append(network.link_u, nodes[:-1]).astype(np.int32),
        link_v=np.append(network.link_v, nodes[1:]).astype(np.int32),
        link_length_m=np.append(network.link_length_m, lengths),
        link_name=np.append(network.link_name, np.full(links_n, number)).astype(np.int32),
        link_flags=np.append(network.link_flags, np.full(links_n, flags)).astype(np.uint8),
        names=names,
    )
    return replace(network, component=_components(network)), float(lengths.sum())


def _course(
    network: WalkNetwork, first: int, points: Sequence[EditPoint], last: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Latitudes and longitudes from node to node through the points, without steps of under a centimetre."""
    course = [(float(network.lat[first]), float(network.lon[first]))]
    for point in points:
        if haversine_m(*course[-1], point.lat, point.lon) > _SAME_M:
            course.append((point.lat, point.lon))
    end = (float(network.lat[last]), float(network.lon[last]))
    while len(course) > 1 and haversine_m(*course[-1], *end) <= _SAME_M:
        course.pop()
    if haversine_m(*course[-1], *end) > _SAME_M:
        course.append(end)
    lat, lon = np.array(course).T
    return lat, lon


def _snapped(network: WalkNetwork, point: EditPoint) -> tuple[int, float, float]:
    """Link, metres along it, and metres to it: the nearest within 60 m that hangs together with the town, else the
    nearest of all (-1 where none is within 2 km)."""
    for least, within_m in ((50, JOIN_M), (1, _LOOK_M)):
        snap = snap_points(network, [point.lat], [point.lon], max_m=within_m, min_component_nodes=least)
        if snap.is_on_network[0]:
            break
    return int(snap.link[0]), float(snap.along_m[0]), float(snap.snap_m[0])


def _away_text(metres: float) -> str:
    return f"{metres:,.0f} m from the nearest street" if np.isfinite(metres) else "over 2 km from every street"


def _joined(network: WalkNetwork, point: EditPoint) -> tuple[WalkNetwork, int]:
    """A node at the nearest point of the streets: one that is there, or a new one that splits its link."""
    link, along, _ = _snapped(network, point)
    length = float(network.link_length_m[link])
    u, v = int(network.link_u[link]), int(network.link_v[link])
    if along <= _SAME_M or length - along <= _SAME_M:
        return network, u if along <= length / 2 else v
    share = along / length
    x, y = (one[u] + share * (one[v] - one[u]) for one in (network.x, network.y))
    lat, lon = to_degrees(np.array([x]), np.array([y]), network.crs)
    node = network.nodes_n
    network = _with_nodes(network, np.asarray(lat), np.asarray(lon))
    link_v, link_length = network.link_v.copy(), network.link_length_m.copy()
    link_v[link], link_length[link] = node, along
    return replace(
        network,
        link_u=np.append(network.link_u, np.int32(node)).astype(np.int32),
        link_v=np.append(link_v, np.int32(v)).astype(np.int32),
        link_length_m=np.append(link_length, length - along),
        link_name=np.append(network.link_name, network.link_name[link]).astype(np.int32),
        link_flags=np.append(network.link_flags, network.link_flags[link]).astype(np.uint8),
        link_hours=np.append(network.link_hours, network.link_hours[link]).astype(np.int16),
    ), node


def _with_nodes(network: WalkNetwork, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> WalkNetwork:
    """The network with more nodes at its end; they get ids below all that are there."""
    nodes_n = len(lat)
    x, y = to_local(lat, lon, network.crs)
    lowest = min(int(network.node_id.min()), 0)
    return replace(
        network,
        node_id=np.append(network.node_id, lowest - 1 - np.arange(nodes_n)).astype(np.int64),
        x=np.append(network.x, np.asarray(x, dtype=np.float64)),
        y=np.append(network.y, np.asarray(y, dtype=np.float64)),
        lat=np.append(network.lat, lat),
        lon=np.append(network.lon, lon),
        component=np.append(network.component, np.zeros(nodes_n)).astype(np.int32),
    )


def _components(network: WalkNetwork) -> NDArray[np.int32]:
    """Connected part of each node, 0 the one with most nodes."""
    ends = (network.link_u, network.link_v)
    shape = (network.nodes_n, network.nodes_n)
    links = scipy.sparse.coo_matrix((np.ones(network.links_n, dtype=np.int8), ends), shape=shape)
    count, label = scipy.sparse.csgraph.connected_components(links, directed=False)
    rank = np.empty(count, dtype=np.int32)
    rank[np.argsort(-np.bincount(label), kind="stable")] = np.arange(count, dtype=np.int32)
    return rank[label]
