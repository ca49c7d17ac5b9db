"""Plain arrays of a walking network put together: repeated links once, components by size, lengths, extent."""

from __future__ import annotations

import numpy as np
import scipy.sparse
import scipy.sparse.csgraph

from geo.crs import local_crs, to_local
from geo.errors import Report
from geo.network import LINK_FERRY, LINK_OFF_GROUND, LINK_STEPS, WalkNetwork
from geo.osm.extent import street_extent

__all__ = ["assemble_network", "link_lengths_m"]

FERRY_M_PER_S = 4.8 / 3.6  # a ferry is as long as a walk of its time
# WGS 84
SEMI_MAJOR_M = 6378137.0
ECCENTRICITY2 = 6.69437999014e-3


def link_lengths_m(lat: np.ndarray, lon: np.ndarray, link_u: np.ndarray, link_v: np.ndarray) -> np.ndarray:
    """Lengths on the WGS 84 ellipsoid, by the radii of curvature at mid-latitude (1e-6 for links under 10 km)."""
    middle = np.radians((lat[link_u] + lat[link_v]) / 2)
    east = np.radians((lon[link_v] - lon[link_u] + 180) % 360 - 180)
    north = np.radians(lat[link_v] - lat[link_u])
    curve = 1 - ECCENTRICITY2 * np.sin(middle) ** 2
    prime_vertical = SEMI_MAJOR_M / np.sqrt(curve)
    meridian = SEMI_MAJOR_M * (1 - ECCENTRICITY2) / curve**1.5
    return np.hypot(east * prime_vertical * np.cos(middle), north * meridian)


def assemble_network(
    *,
    node_id: np.ndarray,
    lat: np.ndarray,
    lon: np.ndarray,
    link_u: np.ndarray,
    link_v: np.ndarray,
    link_name: np.ndarray,
    link_flags: np.ndarray,
    names: tuple[str, ...],
    report: Report,
    crs: str | None = None,
    hours: tuple[str, ...] = (),
    link_hours: np.ndarray | None = None,
    link_ride_s: np.ndarray | None = None,
) -> WalkNetwork:
    """Put arrays together: repeated links once, components by size, lengths, extent.

    Links of length 0 stay, loops go.
    """
    if link_hours is None:
        link_hours = np.full(len(link_u), -1, dtype=np.int16)
    if link_ride_s is None:
        link_ride_s = np.zeros(len(link_u), dtype=np.float32)
    rows, link_flags, link_name, link_hours = _unique_links(link_u, link_v, link_flags, link_name, link_hours)
    link_ride_s = link_ride_s[rows]
    link_u, link_v = link_u[rows], link_v[rows]
    if crs is None:
        crs = local_crs(float(np.median(lat)), float(np.median(lon)))
    x, y = to_local(lat, lon, crs)
    component = _components(len(node_id), link_u, link_v)
    sizes = np.bincount(component)
    report.facts["Walk network"] = f"{len(node_id):,} nodes, {len(link_u):,} links"
    report.facts["Parts of the walk network"] = (
        f"{len(sizes):,}; {(len(node_id) - sizes[0]) / len(node_id):.1%} of the nodes lie outside the largest part"
    )
    if len(node_id) - sizes[0] > 0.1 * len(node_id):
        report.add(
            "warning",
            "parts",
            f"Only {sizes[0] / len(node_id):.0%} of the streets and paths hang together.",
            needed="one connected network for most of the town.",
            action="Used as it is: nobody can walk from one part to another. The extract may be cut badly.",
        )
    length_m = link_lengths_m(lat, lon, link_u, link_v)
    is_walked = (link_flags & LINK_FERRY) == 0
    extent = street_extent(x, y, link_u[is_walked], link_v[is_walked], length_m[is_walked], crs)
    return WalkNetwork(
        crs=crs,
        node_id=np.asarray(node_id, dtype=np.int64),
        x=np.asarray(x, dtype=np.float64),
        y=np.asarray(y, dtype=np.float64),
        lat=lat,
        lon=lon,
        link_u=link_u.astype(np.int32),
        link_v=link_v.astype(np.int32),
        link_length_m=np.where(link_ride_s > 0, link_ride_s * FERRY_M_PER_S, length_m),
        link_name=link_name.astype(np.int32),
        link_flags=link_flags.astype(np.uint8),
        names=names,
        component=component,
        extent=extent,
        hours=hours,
        link_hours=link_hours,
        link_ride_s=link_ride_s,
    )


def _unique_links(
    link_u: np.ndarray, link_v: np.ndarray, flags: np.ndarray, name: np.ndarray, hours: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows to keep of links that several ways share, with merged flags, the first name and the hours.

    A link is free of steps, on the ground or open at all times if one of the ways is; any other flag counts if one of
    the ways has it.
    """
    low, high = np.minimum(link_u, link_v).astype(np.int64), np.maximum(link_u, link_v).astype(np.int64)
    key = low * (int(high.max()) + 1) + high
    key[low == high] = -1
    _, first, group = np.unique(key, return_index=True, return_inverse=True)
    merged = np.zeros(len(first), dtype=np.uint8)
    np.bitwise_or.at(merged, group, flags & ~np.uint8(LINK_STEPS | LINK_OFF_GROUND))
    for flag in (LINK_STEPS, LINK_OFF_GROUND):
        is_without = np.zeros(len(first), dtype=bool)
        is_without[group[(flags & flag) == 0]] = True
        merged[~is_without] |= flag
    kept_hours = hours[first]
    kept_hours[group[hours < 0]] = -1
    named = np.full(len(first), len(name), dtype=np.int64)
    with_name = np.flatnonzero(name >= 0)
    np.minimum.at(named, group[with_name], with_name)
    names = np.where(named < len(name), name[np.minimum(named, len(name) - 1)], -1)
    order = np.argsort(first, kind="stable")
    order = order[key[first[order]] >= 0]
    return first[order], merged[order], names[order], kept_hours[order]


def _components(nodes_n: int, link_u: np.ndarray, link_v: np.ndarray) -> np.ndarray:
    """Connected component of each node; 0 is the one with most nodes, ties by lowest node."""
    links = scipy.sparse.coo_matrix((np.ones(len(link_u), dtype=np.int8), (link_u, link_v)), shape=(nodes_n, nodes_n))
    count, label = scipy.sparse.csgraph.connected_components(links, directed=False)
    rank = np.empty(count, dtype=np.int32)
    rank[np.argsort(-np.bincount(label), kind="stable")] = np.arange(count, dtype=np.int32)
    return rank[label]
