"""A walking network from a graph that somebody already has from osmnx. Only attributes of networkx are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geo.crs import to_degrees
from geo.errors import Report
from geo.network import WalkNetwork
from geo.osm.network import assemble_network
from geo.osm.rules import is_walkable, link_flags

__all__ = ["network_from_osmnx"]


def network_from_osmnx(graph: Any) -> WalkNetwork:
    """A walking network from an osmnx ``MultiDiGraph``, in degrees or projected, simplified or not.

    Edges are walked both ways. Those on which nobody may walk (a motorway in a driving graph) are left out by the same
    rules as for a file. An edge with a ``geometry`` becomes a chain of straight links along it, through new nodes with
    negative ids.

    Raises:
        InputError: if a node has no coordinates or no edge is left to walk on.
    """
    report = Report("osmnx graph", "walking network")
    nodes = list(graph.nodes(data=True))
    try:
        xy = np.array([(float(tags["x"]), float(tags["y"])) for _, tags in nodes], dtype=np.float64).reshape(-1, 2)
    except (KeyError, TypeError, ValueError):
        report.add(
            "refused",
            "no-coordinates",
            "Some nodes of the graph have no coordinates x and y.",
            needed="a graph as osmnx makes it.",
            action="Give the graph that osmnx returned.",
        )
        report.raise_if_refused()
    position = {node: row for row, (node, _) in enumerate(nodes)}
    builder = _Chains(xy)
    names: dict[str, int] = {}
    for u, v, tags in graph.edges(data=True):
        plain = {str(key): _first(value) for key, value in tags.items() if key != "geometry"}
        if "highway" in plain and not is_walkable(plain):
            continue
        name = names.setdefault(plain["name"], len(names)) if plain.get("name") else -1
        builder.add(position[u], position[v], _geometry(tags.get("geometry")), name, link_flags(plain))
    if not builder.link_u:
        report.add(
            "refused",
            "no-streets",
            "The graph has no street or path to walk on.",
            needed="edges that people may walk on.",
            action='Download with network_type="walk" or "all".',
        )
        report.raise_if_refused()
    lat, lon = _degrees(np.array(builder.points), graph.graph.get("crs", "EPSG:4326"))
    used, ends = np.unique(np.array(builder.link_u + builder.link_v), return_inverse=True)
    ids = np.array(list(_node_ids([node for node, _ in nodes], len(builder.points))), dtype=np.int64)
    return assemble_network(
        node_id=ids[used],
        lat=lat[used],
        lon=lon[used],
        link_u=ends[: len(builder.link_u)],
        link_v=ends[len(builder.link_u) :],
        link_name=np.array(builder.name, dtype=np.int32),
        link_flags=np.array(builder.flags, dtype=np.uint8),
        names=tuple(names),
        report=report,
    )


class _Chains:
    """Edges taken apart into straight links; an edge and its twin in the other direction are the same chain."""

    def __init__(self, xy: np.ndarray) -> None:
        self.points: list[tuple[float, float]] = [tuple(point) for point in xy]
        self.link_u: list[int] = []
        self.link_v: list[int] = []
        self.name: list[int] = []
        self.flags: list[int] = []
        self.seen: set[tuple[object, ...]] = set()

    def add(self, u: int, v: int, line: BaseGeometry | None, name: int, flags: int) -> None:
        inner = [] if line is None else [tuple(point) for point in shapely.get_coordinates(line)[1:-1]]
        if line is not None and self._is_backwards(u, v, line):
            inner.reverse()
        if u > v or (u == v and inner and inner[0] > inner[-1]):
            u, v, inner = v, u, inner[::-1]
        key = (u, v, *(tuple(np.round(point, 7)) for point in inner))
        if key in self.seen:
            return
        self.seen.add(key)
        chain = [u, *range(len(self.points), len(self.points) + len(inner)), v]
        self.points.extend(inner)
        self.link_u += chain[:-1]
        self.link_v += chain[1:]
        self.name += [name] * (len(chain) - 1)
        self.flags += [flags] * (len(chain) - 1)

    def _is_backwards(self, u: int, v: int, line: BaseGeometry) -> bool:
        first = np.array(line.coords[0])
        return bool(np.hypot(*(first - self.points[u])) > np.hypot(*(first - self.points[v])))


def _node_ids(nodes: list[object], count: int) -> Iterator[int]:
    whole = [node for node in nodes if isinstance(node, int | np.integer)]
    lowest = min([0, *map(int, whole)])
    for number in range(count):
        node = nodes[number] if number < len(nodes) else None
        yield int(node) if isinstance(node, int | np.integer) else lowest - 1 - number


def _degrees(points: np.ndarray, crs: object) -> tuple[np.ndarray, np.ndarray]:
    system = CRS.from_user_input(crs)
    if system.is_geographic:
        return points[:, 1], points[:, 0]
    return to_degrees(points[:, 0], points[:, 1], system.to_string())


def _geometry(value: object) -> BaseGeometry | None:
    if isinstance(value, str):  # a graph from GraphML keeps its geometries as text
        return shapely.from_wkt(value)
    return value if isinstance(value, BaseGeometry) else None


def _first(value: object) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return "" if value is None or value != value else str(value)
