"""Write the town as an OpenStreetMap extract: nodes, ways and relations with ordinary tags."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Relation, Way
from shapely.geometry import Polygon

from everyday.demo.ground import XY, to_degrees
from everyday.demo.people import Area, Spot
from everyday.demo.streets import Street
from everyday.demo.town import NOTE, PUBLISHER

__all__ = ["EXTRACT_TIME", "write_extract"]

EXTRACT_TIME = "2026-06-01T00:00:00Z"
"""Date of the made-up extract."""

_FIRST_NODE, _FIRST_WAY, _FIRST_RELATION = 990_000_001, 99_000_001, 9_900_001


class _Sheet:
    """Numbers nodes, ways and relations in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[XY, int] = {}
        self.node_tags: dict[int, dict[str, str]] = {}
        self.loose: list[tuple[XY, dict[str, str]]] = []
        self.ways: list[tuple[list[int], dict[str, str]]] = []
        self.relations: list[tuple[list[tuple[int, str]], dict[str, str]]] = []

    def node(self, point: XY) -> int:
        """Number of the node at a point shared by ways."""
        return self.numbers.setdefault(point, _FIRST_NODE + len(self.numbers))

    def way(self, points: Sequence[XY], tags: dict[str, str]) -> int:
        """Add a way; its number."""
        refs = [self.node(point) for point in points]
        kept = [ref for position, ref in enumerate(refs) if position == 0 or ref != refs[position - 1]]
        self.ways.append((kept, tags))
        return _FIRST_WAY + len(self.ways) - 1

    def area(self, polygon: Polygon, tags: dict[str, str]) -> None:
        """Add a closed way, or a multipolygon where there are holes."""
        rings = [_ring(polygon.exterior.coords), *[_ring(hole.coords) for hole in polygon.interiors]]
        if len(rings) == 1:
            self.way(rings[0], tags)
            return
        members = [(self.way(ring, {}), "outer" if position == 0 else "inner") for position, ring in enumerate(rings)]
        self.relations.append((members, {"type": "multipolygon", **tags}))


def _ring(coordinates: Sequence[tuple[float, ...]]) -> list[XY]:
    points = [(round(point[0], 1), round(point[1], 1)) for point in coordinates]
    kept = [point for position, point in enumerate(points) if position == 0 or point != points[position - 1]]
    if kept[0] != kept[-1]:
        kept.append(kept[0])
    return [(x + 0.004, y + 0.004) for x, y in kept]  # never the node of a street


def write_extract(
    path: Path,
    *,
    walkable: Sequence[Street],
    others: Sequence[Street],
    crossings: Sequence[XY],
    spots: Sequence[Spot],
    areas: Sequence[Area],
    stops: Sequence[Spot],
) -> None:
    """Write ``.osm.pbf`` to ``path``, replacing what is there. Objects are sorted by type and number."""
    sheet = _Sheet()
    for street in [*walkable, *others]:
        sheet.way(street.points, street.tags)
    for point in crossings:
        sheet.node_tags[sheet.node(point)] = {"highway": "crossing", "crossing": "zebra"}
    for area in areas:
        sheet.area(area.polygon, dict(area.tags))
    for spot in [*spots, *stops]:
        sheet.loose.append((spot.point, dict(spot.tags)))
    path.unlink(missing_ok=True)
    header = osmium.io.Header()
    header.set("generator", PUBLISHER)
    header.set("osmosis_replication_timestamp", EXTRACT_TIME)
    places = list(sheet.numbers)
    degrees = to_degrees([*places, *[point for point, _ in sheet.loose]])
    west, east = min(lon for lon, _ in degrees), max(lon for lon, _ in degrees)
    south, north = min(lat for _, lat in degrees), max(lat for _, lat in degrees)
    header.add_box(osmium.osm.Box(west, south, east, north))
    with osmium.SimpleWriter(str(path), header=header) as writer:
        for offset, position in enumerate(degrees):
            number = _FIRST_NODE + offset
            loose = offset - len(places)
            tags = sheet.loose[loose][1] if loose >= 0 else sheet.node_tags.get(number, {})
            writer.add_node(
                Node(id=number, location=position, tags=tags, version=1, timestamp=EXTRACT_TIME, visible=True)
            )
        for offset, (refs, tags) in enumerate(sheet.ways):
            note = {"note": NOTE} if tags.get("name") in ("River Wren", "Wren Estuary") else {}
            writer.add_way(
                Way(id=_FIRST_WAY + offset, nodes=refs, tags={**tags, **note}, version=1, timestamp=EXTRACT_TIME)
            )
        for offset, (members, tags) in enumerate(sheet.relations):
            typed = [("w", ref, role) for ref, role in members]
            writer.add_relation(
                Relation(id=_FIRST_RELATION + offset, members=typed, tags=tags, version=1, timestamp=EXTRACT_TIME)
            )
