"""Reading an OpenStreetMap file into plain arrays: only what the walk network, places and background need.

Formats: ``.osm.pbf`` (``.pbf``), ``.osm``, ``.osm.gz``, ``.osm.bz2``. It is pyosmium that reads, and it
refuses XML entities. Ways are kept with every node reference and its coordinates; nodes only if their tags matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import osmium
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import Report

__all__ = ["OsmFile", "OsmNode", "OsmRelation", "OsmWays", "Progress", "keys_read", "read_osm_file", "vocabulary"]

Progress = Callable[[str, float], None]  # name of the step, share done
Box = tuple[int, int, int, int]  # west, south, east, north in units of SCALE
UNKNOWN = 2**31 - 1  # libosmium's mark of a missing coordinate
SCALE = 1e-7  # degrees per unit
CLIP_MARGIN_DEG = 0.03
SUFFIXES = {".osm.pbf": "pbf", ".pbf": "pbf", ".osm": "osm", ".osm.gz": "osm.gz", ".osm.bz2": "osm.bz2"}

NODE_KEYS = ("barrier", "entrance", "highway", "place", "railway")


def vocabulary(words: str) -> frozenset[str]:
    """Tag values or keys, separated by blanks."""
    return frozenset(words.split())


WAY_KEYS = vocabulary("highway railway public_transport man_made waterway natural landuse leisure place water route")
OPEN_BELOW = vocabulary("no roof canopy carport pergola")  # what one walks under
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
        span = slice(self.offset[way], self.offset[way + 1])
        points = np.column_stack((self.lon[span], self.lat[span]))
        return points[~np.isnan(points[:, 0])]

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
    """Gathers objects while the file streams by."""

    def __init__(self, kind: str, path: Path, place_keys: frozenset[str], box: Box | None) -> None:
        self.source = osmium.io.File(str(path), kind)
        self.box = box
        self.node_keys = tuple(sorted(place_keys.union(NODE_KEYS)))
        self.way_keys = place_keys | WAY_KEYS
        self.place_keys = place_keys
        self.nodes: list[OsmNode] = []
        self.relations: list[OsmRelation] = []
        self.member_ids: set[int] = set()
        self.way_id: list[int] = []
        self.way_tags: list[Mapping[str, str]] = []
        self.way_length: list[int] = []
        self.ref: list[int] = []
        self.buildings: list[np.ndarray] = []
        self.x: list[int] = []
        self.y: list[int] = []
        self.is_text = kind != "pbf"
        self.local_nodes: dict[int, tuple[int, int]] = {}  # negative ids, which libosmium's index does not keep
        self.counts = dict.fromkeys(("nodes with tags", "ways", "relations"), 0)
        self.newest = datetime(1970, 1, 1, tzinfo=UTC)
        self.header_time = ""

    def read_relations(self) -> None:
        for relation in osmium.FileProcessor(self.source, osmium.osm.RELATION):
            self.counts["relations"] += 1
            tags = dict(relation.tags)
            if (
                not isinstance(relation, osmium.osm.Relation)
                or tags.get("type") not in AREA_RELATIONS
                or not self.way_keys.intersection(tags)
            ):
                continue
            members = tuple((member.ref, member.role) for member in relation.members if member.type == "w")
            self.relations.append(OsmRelation(relation.id, tags, members))
            self.member_ids.update(way for way, _ in members)

    def read_nodes_and_ways(self) -> None:
        with_tags = osmium.filter.KeyFilter(*self.node_keys)
        with_tags.enable_for(osmium.osm.NODE)
        things = osmium.osm.NODE | osmium.osm.WAY
        processor = osmium.FileProcessor(self.source, things).with_locations().with_filter(with_tags)
        self.header_time = processor.header.get("osmosis_replication_timestamp", "")
        others = _PlainNodes(self.local_nodes)
        if not self.header_time or self.is_text:
            processor.handler_for_filtered(others)
        newest = datetime(1970, 1, 1, tzinfo=UTC)
        for thing in processor:
            if isinstance(thing, osmium.osm.Way):
                self._take_way(thing)
            elif isinstance(thing, osmium.osm.Node):
                self._take_node(thing)
            else:
                continue
            newest = max(newest, thing.timestamp)
        self.newest = max(newest, others.stamp)

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
        tags = dict(way.tags)
        if _is_building(tags):
            self._take_building(way)
        if not self.way_keys.intersection(tags) and way.id not in self.member_ids:
            return
        points = [(node.ref, node.x, node.y) for node in way.nodes]
        if self.local_nodes:
            points = [(ref, *self.local_nodes.get(ref, (x, y))) for ref, x, y in points]
        if self.box is not None and not _touches(self.box, points):
            return
        self.way_id.append(way.id)
        self.way_tags.append(tags)
        self.way_length.append(len(points))
        for ref, x, y in points:
            self.ref.append(ref)
            self.x.append(x)
            self.y.append(y)

    def _take_building(self, way: osmium.osm.Way) -> None:
        points = [(node.x, node.y) for node in way.nodes]
        if len(points) < 4 or points[0] != points[-1] or any(x == UNKNOWN for x, _ in points):
            return
        if self.box is None or _inside(self.box, *points[0]):
            self.buildings.append(np.array(points, dtype=np.int64))

    def finish(self, report: Report) -> OsmFile:
        x, y = np.array(self.x, dtype=np.int64), np.array(self.y, dtype=np.int64)
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
            buildings=self.buildings,
        )

    def _date(self) -> date | None:
        try:
            return datetime.fromisoformat(self.header_time.replace("Z", "+00:00")).date()
        except ValueError:
            return self.newest.date() if self.newest.year > 1970 else None  # 1970: objects without a time stamp


def _is_building(tags: Mapping[str, str]) -> bool:
    """Does a way with these tags stand in the way of people on the ground?"""
    if tags.get("building", "no") in OPEN_BELOW or tags.get("layer", "0") != "0":
        return False
    return all(tags.get(key, "0") == "0" for key in ("min_height", "building:min_level"))


class _PlainNodes:
    """Looks at nodes without tags that matter: time stamps, and places of nodes that an editor has just made."""

    def __init__(self, local_nodes: dict[int, tuple[int, int]]) -> None:
        self.stamp = datetime(1970, 1, 1, tzinfo=UTC)
        self.local_nodes = local_nodes

    def node(self, node: osmium.osm.Node) -> None:
        self.stamp = max(self.stamp, node.timestamp)
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


def _touches(box: Box, points: list[tuple[int, int, int]]) -> bool:
    west, south, east, north = box
    xs = [x for _, x, _ in points if x != UNKNOWN]
    ys = [y for _, _, y in points if y != UNKNOWN]
    return bool(xs) and min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south


def _tell(progress: Progress | None, text: str, share: float) -> None:
    if progress is not None:
        progress(text, share)
