"""Reading an OpenStreetMap file into plain arrays: only what the walk network, places and background need.

Formats: ``.osm.pbf`` (``.pbf``), ``.osm``, ``.osm.gz``, ``.osm.bz2``. It is pyosmium that reads, and it
refuses XML entities. Ways are kept with every node reference and its coordinates; nodes only if their tags matter.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import numpy as np
import osmium
import shapely
from osmium.replication import newest_change_from_file
from shapely.geometry.base import BaseGeometry

from geo.errors import Report

__all__ = ["OsmFile", "OsmNode", "OsmRelation", "OsmWays", "Progress", "keys_read", "read_osm_file", "vocabulary"]

Progress = Callable[[str, float], None]  # name of the step, share done
Box = tuple[int, int, int, int]  # west, south, east, north in units of SCALE
Places = Mapping[int, tuple[int, int]]  # of nodes by id, longitude and latitude in units of SCALE
UNKNOWN = 2**31 - 1  # libosmium's mark of a missing coordinate
SCALE = 1e-7  # degrees per unit
CLIP_MARGIN_DEG = 0.03
WKB_HEAD, POINT_DIGITS = 18, 32  # hexadecimal digits before the first point, and of each
SUFFIXES = {".osm.pbf": "pbf", ".pbf": "pbf", ".osm": "osm", ".osm.gz": "osm.gz", ".osm.bz2": "osm.bz2"}

NODE_KEYS = ("barrier", "entrance", "highway", "place", "railway")


def vocabulary(words: str) -> frozenset[str]:
    """Tag values or keys, separated by blanks."""
    return frozenset(words.split())


WAY_KEYS = vocabulary("highway railway public_transport man_made waterway natural landuse leisure place water route")
OPEN_BELOW = vocabulary("no roof canopy carport pergola")  # what one walks under
ABOVE_GROUND = ("layer", "min_height", "building:min_level")
AREA_RELATIONS = vocabulary("multipolygon boundary")


def keys_read(place_keys: frozenset[str]) -> tuple[str, ...]:
    """Every OSM key that makes a node, way or relation count for a town: what has none of them is passed over."""
    return tuple(sorted(place_keys.union(NODE_KEYS, WAY_KEYS)))


@dataclass(frozen=True)
class OsmNode:
    """A node whose tags matter."""

    id: int
    lat: float
    lon: float
    tags: Mapping[str, str]


@dataclass(frozen=True)
class OsmRelation:
    """A multipolygon: way members as (way id, role)."""

    id: int
    tags: Mapping[str, str]
    members: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class OsmWays:
    """Ways in file order: way i has the references ``ref[offset[i]:offset[i + 1]]``.

    ``lon``/``lat`` are degrees, NaN where the file lacks the node.
    """

    id: np.ndarray
    tags: list[Mapping[str, str]]
    offset: np.ndarray
    ref: np.ndarray
    lon: np.ndarray
    lat: np.ndarray

    def __len__(self) -> int:
        return len(self.tags)

    def refs(self, way: int) -> np.ndarray:
        """Node ids of way number ``way``."""
        return self.ref[self.offset[way] : self.offset[way + 1]]

    def lonlat(self, way: int) -> np.ndarray:
        """(n, 2) longitude, latitude of the nodes that the file has."""
        points = self._points[self.offset[way] : self.offset[way + 1]]
        return points[~np.isnan(points[:, 0])]

    @cached_property
    def _points(self) -> np.ndarray:
        return np.column_stack((self.lon, self.lat))

    def is_closed(self, way: int) -> bool:
        """Do the first and last reference agree, with at least three different nodes between?"""
        start, end = self.offset[way], self.offset[way + 1]
        return bool(end - start >= 4 and self.ref[start] == self.ref[end - 1])


@dataclass
class OsmFile:
    """What was read. ``row_of_way`` gives the row in ``ways`` by OSM id.

    ``buildings`` are the outlines (n, 2) of those that stand on the ground and are closed ways, in whole units of
    ``SCALE``: longitude, latitude.
    """

    nodes: list[OsmNode]
    ways: OsmWays
    relations: list[OsmRelation]
    row_of_way: dict[int, int]
    extract_date: date | None
    counts: dict[str, int] = field(default_factory=dict)
    buildings: list[np.ndarray] = field(default_factory=list)


def read_osm_file(
    path: Path,
    report: Report,
    *,
    place_keys: frozenset[str],
    clip: BaseGeometry | None = None,
    progress: Progress | None = None,
) -> OsmFile:
    """Read the parts of an OSM file that matter.

    Args:
        path: the file.
        report: what is wrong goes here.
        place_keys: OSM keys that can make a place.
        clip: WGS 84; only ways that touch its bounding box plus about 3 km are kept.
        progress: called with the name of a step and the share done (0–1).

    Raises:
        InputError: if the file is missing, of another format, cut off or not OSM.
    """
    kind = _format(path, report)
    report.raise_if_refused()
    reader = _Reader(kind, path, place_keys, _box(clip))
    try:
        _tell(progress, "Reading relations", 0.02)
        reader.read_relations()
        _tell(progress, "Reading streets and places", 0.1)
        reader.read_nodes_and_ways()
    except (RuntimeError, ValueError, OSError, osmium.InvalidLocationError) as error:
        _refuse_broken(report, path, error)
    report.raise_if_refused()
    return reader.finish(report)


class _Reader:
    """Gathers objects while the file streams by; what has no tags that matter is passed over in the library."""

    def __init__(self, kind: str, path: Path, place_keys: frozenset[str], box: Box | None) -> None:
        self.source = osmium.io.File(str(path), kind)
        self.box = box
        self.node_keys = tuple(sorted(place_keys.union(NODE_KEYS)))
        self.way_keys = tuple(sorted(place_keys | WAY_KEYS))
        self.locations: osmium.index.LocationTable | None = None
        self.nodes: list[OsmNode] = []
        self.relations: list[OsmRelation] = []
        self.member_ids: set[int] = set()
        self.way_id: list[int] = []
        self.way_tags: list[Mapping[str, str]] = []
        self.way_length: list[int] = []
        self.ref: list[int] = []
        self.line = _Lines()
        self.building = _Lines()
        self.is_text = kind != "pbf"
        self.local_nodes: dict[int, tuple[int, int]] = {}  # negative ids, which libosmium's index does not keep
        self.counts = dict.fromkeys(("nodes with tags", "ways", "relations"), 0)
        self.header_time = ""

    def read_relations(self) -> None:
        """Areas of several ways, which name the ways that they need."""
        areas = osmium.filter.TagFilter(*(("type", name) for name in sorted(AREA_RELATIONS)))
        things = osmium.FileProcessor(self.source, osmium.osm.RELATION)
        for relation in things.with_filter(areas).with_filter(osmium.filter.KeyFilter(*self.way_keys)):
            if not isinstance(relation, osmium.osm.Relation):
                continue
            self.counts["relations"] += 1
            members = tuple((member.ref, member.role) for member in relation.members if member.type == "w")
            self.relations.append(OsmRelation(relation.id, dict(relation.tags), members))
            self.member_ids.update(way for way, _ in members)

    def read_nodes_and_ways(self) -> None:
        """Nodes and ways with tags that matter; after them buildings and members of areas that have no such tags."""
        nodes = osmium.filter.KeyFilter(*self.node_keys)
        nodes.enable_for(osmium.osm.NODE)
        ways = osmium.filter.KeyFilter(*self.way_keys)
        ways.enable_for(osmium.osm.WAY)
        processor = osmium.FileProcessor(self.source, osmium.osm.NODE | osmium.osm.WAY)
        processor = processor.with_locations().with_filter(nodes).with_filter(ways)
        self.locations = processor.node_location_storage
        self.header_time = processor.header.get("osmosis_replication_timestamp", "")
        if self.is_text:
            processor.handler_for_filtered(_LocalNodes(self.local_nodes))
        for thing in processor:
            if isinstance(thing, osmium.osm.Way):
                self._take_way(thing)
            elif isinstance(thing, osmium.osm.Node):
                self._take_node(thing)
        for way in self._ways(osmium.filter.KeyFilter("building")):
            if _is_building(way.tags):
                self._take_building(way)
        if others := self.member_ids.difference(self.way_id):
            for way in self._ways(osmium.filter.IdFilter(others)):
                self._take_way(way)

    def _ways(self, wanted: osmium.BaseHandler) -> Iterator[osmium.osm.Way]:
        """Ways that pass a filter, with the places of nodes that were read before."""
        if self.locations is None:
            return
        places = osmium.NodeLocationsForWays(self.locations)
        places.ignore_errors()
        for way in osmium.FileProcessor(self.source, osmium.osm.WAY).with_filter(wanted).with_filter(places):
            if isinstance(way, osmium.osm.Way):
                yield way

    def _take_node(self, node: osmium.osm.Node) -> None:
        self.counts["nodes with tags"] += 1
        location = node.location
        if node.id < 0:
            self.local_nodes[node.id] = (location.x, location.y)
        if not location.valid() or (self.box is not None and not _inside(self.box, location.x, location.y)):
            return
        self.nodes.append(OsmNode(node.id, location.y * SCALE, location.x * SCALE, dict(node.tags)))

    def _take_way(self, way: osmium.osm.Way) -> None:
        self.counts["ways"] += 1
        if not self.line.add(way, self.box, self.local_nodes):
            return
        nodes = way.nodes
        refs = [nodes[row].ref for row in range(len(nodes))]
        self.way_id.append(way.id)
        self.way_tags.append(dict(way.tags))
        self.way_length.append(len(refs))
        self.ref += refs

    def _take_building(self, way: osmium.osm.Way) -> None:
        if self.box is not None:
            first = way.nodes[0] if len(way.nodes) else None
            if first is None or not _inside(self.box, first.x, first.y):
                return
        self.building.add(way)

    def finish(self, report: Report) -> OsmFile:
        x, y = self.line.units()
        is_known = (np.abs(x) <= 1_800_000_000) & (np.abs(y) <= 900_000_000)
        ref = np.array(self.ref, dtype=np.int64)
        ways = OsmWays(
            id=np.array(self.way_id, dtype=np.int64),
            tags=self.way_tags,
            offset=np.concatenate(([0], np.cumsum(np.array(self.way_length, dtype=np.int64)))),
            ref=ref,
            lon=np.where(is_known, x * SCALE, np.nan),
            lat=np.where(is_known, y * SCALE, np.nan),
        )
        lacking = np.unique(ref[~is_known])
        if len(ref) and not is_known.any():
            report.add(
                "refused",
                "no-nodes",
                "Not one street has a position: the file has no nodes, or they come after the ways.",
                needed="nodes first, then ways, then relations.",
                action="Sort the file (osmium sort) or download the extract again.",
            )
            report.raise_if_refused()
        elif len(lacking):
            report.add(
                "repaired",
                "missing-nodes",
                f"{len(lacking):,} nodes that ways refer to are not in the file.",
                needed="Extracts are best cut with complete ways.",
                action="These ways end or are interrupted where the file ends.",
                where=[f"node {node}" for node in lacking[:5]],
                count=len(lacking),
            )
        return OsmFile(
            nodes=self.nodes,
            ways=ways,
            relations=self.relations,
            row_of_way={way: row for row, way in enumerate(self.way_id)},
            extract_date=self._date(),
            counts=self.counts,
            buildings=self.building.rings(),
        )

    def _date(self) -> date | None:
        try:
            return datetime.fromisoformat(self.header_time.replace("Z", "+00:00")).date()
        except ValueError:
            newest = newest_change_from_file(self.source)
            return newest.date() if newest.year > 1970 else None  # 1970: objects without a time stamp


class _Lines:
    """Coordinates of many ways, written by the library and laid out at once: a call for each node costs far more."""

    def __init__(self) -> None:
        self.factory = osmium.geom.WKBFactory()
        self.texts: list[str] = []  # pairs of float64 in hexadecimal digits

    def add(self, way: osmium.osm.Way, box: Box | None = None, local: Places | None = None) -> bool:
        """Take a way if it touches the box; without ``local`` (places of nodes) only if it has all of its nodes."""
        try:
            text = self.factory.create_linestring(way, osmium.geom.use_nodes.ALL)[WKB_HEAD:]
        except (RuntimeError, osmium.InvalidLocationError):  # a node is not in the file, or the way is but a point
            if local is None:
                return False
            places = [local.get(node.ref, (node.x, node.y)) for node in way.nodes]
            text = (np.array(places, dtype="<f8") * SCALE).tobytes().hex()
        if box is not None and not (_begins_inside(box, text) or _touches(box, *_units(text))):
            return False
        self.texts.append(text)
        return True

    def units(self) -> tuple[np.ndarray, np.ndarray]:
        """x and y of all nodes in whole units of :data:`SCALE`."""
        return _units("".join(self.texts))

    def rings(self) -> list[np.ndarray]:
        """Those that close, (n, 2) each, in whole units of :data:`SCALE`."""
        points = np.column_stack(self.units())
        lengths = np.array([len(text) // POINT_DIGITS for text in self.texts], dtype=np.int64)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        closes = (points[starts] == points[ends - 1]).all(axis=1) & (lengths >= 4)
        return [points[start:end] for start, end in zip(starts[closes].tolist(), ends[closes].tolist(), strict=True)]


def _units(text: str) -> tuple[np.ndarray, np.ndarray]:
    """x and y in whole units of :data:`SCALE` from pairs of degrees in hexadecimal digits."""
    points = np.rint(np.frombuffer(bytes.fromhex(text), dtype="<f8") / SCALE).astype(np.int64)
    return points[0::2], points[1::2]


def _is_building(tags: Mapping[str, str] | osmium.osm.TagList) -> bool:
    """Does a way with these tags stand in the way of people on the ground?"""
    if tags.get("building", "no") in OPEN_BELOW:
        return False
    return len(tags) == 1 or all(tags.get(key, "0") == "0" for key in ABOVE_GROUND)


class _LocalNodes:
    """Looks at nodes without tags that matter for those that an editor has just made."""

    def __init__(self, local_nodes: dict[int, tuple[int, int]]) -> None:
        self.local_nodes = local_nodes

    def node(self, node: osmium.osm.Node) -> None:
        if node.id < 0:
            self.local_nodes[node.id] = (node.location.x, node.location.y)


def _format(path: Path, report: Report) -> str:
    name = path.name.lower()
    kind = next((kind for suffix, kind in SUFFIXES.items() if name.endswith(suffix)), "")
    if not path.is_file():
        report.add("refused", "no-file", f"There is no file {path.name}.", action="Check the name and the folder.")
    elif not kind:
        report.add(
            "refused",
            "format",
            f"{path.name} does not look like an OpenStreetMap extract by its name.",
            needed="a file ending in .osm.pbf, .osm, .osm.gz or .osm.bz2.",
            action="Download an extract in one of these formats, for example from download.geofabrik.de.",
        )
    else:
        _check_head(path, kind, report)
    return kind


def _check_head(path: Path, kind: str, report: Report) -> None:
    with path.open("rb") as file:
        head = file.read(400)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    looks = {
        "pbf": b"OSMHeader" in head[:40],
        "osm.gz": head.startswith(b"\x1f\x8b"),
        "osm.bz2": head.startswith(b"BZh"),
        "osm": text.startswith(b"<"),
    }
    if not head:
        report.add("refused", "empty", f"{path.name} is empty.", action="Download the extract again.")
    elif not looks[kind]:
        what = "a web page" if text[:300].lower().startswith((b"<!doctype", b"<html")) else "something else"
        report.add(
            "refused",
            "not-osm",
            f"{path.name} is named like an OpenStreetMap extract, but holds {what}.",
            needed="an OpenStreetMap extract.",
            action="Download the extract again; if it came compressed in another way, unpack it first.",
        )


def _refuse_broken(report: Report, path: Path, error: Exception) -> None:
    detail = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    report.add(
        "refused",
        "broken",
        f"{path.name} cannot be read to its end: {detail}.",
        needed="a whole OpenStreetMap extract (nodes, then ways, then relations).",
        action="It may be cut off or damaged: download it again.",
    )


def _box(clip: BaseGeometry | None) -> Box | None:
    if clip is None:
        return None
    west, south, east, north = shapely.bounds(clip)
    margin = CLIP_MARGIN_DEG
    wide = margin / max(0.2, float(np.cos(np.radians((south + north) / 2))))
    low, high = (west - wide, south - margin), (east + wide, north + margin)
    return (round(low[0] / SCALE), round(low[1] / SCALE), round(high[0] / SCALE), round(high[1] / SCALE))


def _inside(box: Box, x: int, y: int) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _begins_inside(box: Box, text: str) -> bool:
    """Does the first point lie in the box? Most ways do, and need not be looked at whole."""
    x, y = struct.unpack("<dd", bytes.fromhex(text[:POINT_DIGITS]))
    return _inside(box, round(x / SCALE), round(y / SCALE))


def _touches(box: Box, x: np.ndarray, y: np.ndarray) -> bool:
    west, south, east, north = box
    x, y = x[x != UNKNOWN], y[y != UNKNOWN]
    return bool(len(x)) and bool(x.min() <= east and x.max() >= west and y.min() <= north and y.max() >= south)


def _tell(progress: Progress | None, text: str, share: float) -> None:
    if progress is not None:
        progress(text, share)
