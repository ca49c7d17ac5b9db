"""Makes small OpenStreetMap files for tests: a town of a few streets, written by osmium in any of its formats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import osmium
from osmium.osm.mutable import Node, Relation, Way

from geo.crs import local_crs, to_degrees, to_local

NO_TAGS: Mapping[str, str] = {}


class OsmMaker:
    """A town in metres east and north of a corner; nodes, ways and relations get ids in the order of making."""

    def __init__(self, *, lat: float = 51.55, lon: float = -3.0, timestamp: str = "2024-05-06T07:08:09Z") -> None:
        self.crs = local_crs(lat, lon)
        self.corner = to_local(lat, lon, self.crs)
        self.timestamp = datetime.fromisoformat(timestamp.replace("Z", "+00:00")).astimezone(UTC)
        self.nodes: list[tuple[int, float, float, Mapping[str, str]]] = []
        self.ways: list[tuple[int, list[int], Mapping[str, str]]] = []
        self.relations: list[tuple[int, list[tuple[str, int, str]], Mapping[str, str]]] = []

    def degrees(self, east: float, north: float) -> tuple[float, float]:
        """Latitude and longitude of a point in metres from the corner."""
        lat, lon = to_degrees(np.array([self.corner[0] + east]), np.array([self.corner[1] + north]), self.crs)
        return float(lat[0]), float(lon[0])

    def node(self, east: float, north: float, tags: Mapping[str, str] = NO_TAGS) -> int:
        lat, lon = self.degrees(east, north)
        self.nodes.append((len(self.nodes) + 1, lat, lon, tags))
        return len(self.nodes)

    def way(self, nodes: Iterable[int], tags: Mapping[str, str] = NO_TAGS) -> int:
        self.ways.append((len(self.ways) + 1, list(nodes), tags))
        return len(self.ways)

    def line(self, points: Iterable[tuple[float, float]], tags: Mapping[str, str] = NO_TAGS) -> int:
        """A way through new nodes."""
        return self.way([self.node(*point) for point in points], tags)

    def box(self, west: float, south: float, east: float, north: float, tags: Mapping[str, str] = NO_TAGS) -> int:
        """A closed way round a rectangle, through new nodes."""
        corners = [self.node(*point) for point in ((west, south), (east, south), (east, north), (west, north))]
        return self.way([*corners, corners[0]], tags)

    def relation(self, members: Iterable[tuple[str, int, str]], tags: Mapping[str, str]) -> int:
        self.relations.append((len(self.relations) + 1, list(members), tags))
        return len(self.relations)

    def grid(self, columns: int, rows: int, spacing: float, tags: Mapping[str, str] | None = None) -> list[list[int]]:
        """A grid of streets from the corner; returns the node ids by row and column."""
        tags = tags or {"highway": "residential"}
        nodes = [[self.node(column * spacing, row * spacing) for column in range(columns)] for row in range(rows)]
        for line in nodes:
            self.way(line, tags)
        for column in range(columns):
            self.way([line[column] for line in nodes], tags)
        return nodes

    def write(self, path: Path, *, without_nodes: Iterable[int] = ()) -> Path:
        """Write the file; ``without_nodes`` leaves nodes out that ways still refer to."""
        absent = set(without_nodes)
        common = {"version": 1, "timestamp": self.timestamp}
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for number, lat, lon, tags in self.nodes:
                if number not in absent:
                    writer.add_node(Node(id=number, location=(lon, lat), tags=dict(tags), **common))
            for number, refs, tags in self.ways:
                writer.add_way(Way(id=number, nodes=refs, tags=dict(tags), **common))
            for number, members, tags in self.relations:
                writer.add_relation(Relation(id=number, members=members, tags=dict(tags), **common))
        return path
