"""Cut OpenStreetMap extracts to a town with what lies round it, ways kept whole, and make one file of several.

A way with one node in the box is kept with all of its nodes and their tags (gates, crossings); an area (multipolygon)
with such a way is kept whole; boundaries come with the ways that are there. Of an object that two extracts have in two
versions the newer one is kept, and how many there were is said.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium

from geo.errors import InputError, Report

__all__ = ["CroppedOsm", "crop_osm"]

Box = tuple[float, float, float, float]
Progress = Callable[[str, float], None]

_TIMESTAMP = "osmosis_replication_timestamp"
_MOST_MEMBERS = 500
"""Areas of more ways than that (a sea, a national park) come with the ways that are there."""


@dataclass(frozen=True)
class CroppedOsm:
    """What was kept: ways and relations, how many objects stood in several extracts in different versions, the day."""

    path: Path
    ways_n: int
    relations_n: int
    differing_n: int
    date: str


def crop_osm(paths: Sequence[Path], box: Box, to: Path, *, progress: Progress | None = None) -> CroppedOsm:
    """Write what lies in ``box``, of one extract or several, to ``to`` (``.osm.pbf``), whole or not at all.

    Args:
        paths: the extracts.
        box: (west, south, east, north) in degrees.
        to: the file to write; what was there is replaced.
        progress: called with the name of a step and the share done (0–1).

    Raises:
        InputError: an extract cannot be read, or none has anything in the box.
    """
    tell = progress or (lambda _step, _share: None)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".cropping-") as folder:
        parts, stamps = [], []
        for number, path in enumerate(paths):
            tell(f"Cutting {path.name}", number / (len(paths) + 1))
            part = Path(folder) / f"{number}.osm.pbf"
            try:
                stamps.append(_crop_one(path, box, part))
            except (RuntimeError, OSError) as error:
                raise _unreadable(path, error) from error
            parts.append(part)
        tell("Making one file of them", len(paths) / (len(paths) + 1))
        stamp = min((one for one in stamps if one), default="")
        whole = Path(folder) / "whole.osm.pbf"
        differing_n = _merge(parts, whole, box, stamp)
        counts = _counts(whole)
        if not counts[0]:
            report = Report(", ".join(path.name for path in paths), "OpenStreetMap extract")
            report.add("refused", "nothing_in_box", "there is no way in the part asked for.",
                       needed="an extract of the town.", action="Choose the extract that holds the town.")  # fmt: skip
            report.raise_if_refused()
        whole.replace(to)
    tell("Cut", 1.0)
    return CroppedOsm(to, *counts, differing_n, stamp[:10])


def _unreadable(path: Path, error: Exception) -> InputError:
    report = Report(path.name, "OpenStreetMap extract")
    report.add("refused", "unreadable", f"the extract cannot be read ({error}).", action="Download it again.")
    return InputError(report)


def _crop_one(path: Path, box: Box, to: Path) -> str:
    """One extract, cut; returns the moment its header states, empty where it states none."""
    west, south, east, north = box
    kept = osmium.IdTracker()
    node: Any
    for node in osmium.FileProcessor(str(path), osmium.osm.NODE):
        if west <= node.lon <= east and south <= node.lat <= north:
            kept.add_node(node.id)
    for way in osmium.FileProcessor(str(path), osmium.osm.WAY):
        if kept.contains_any_references(way):
            kept.add_way(way.id)
    partly: list[int] = []
    relation: Any
    for relation in osmium.FileProcessor(str(path), osmium.osm.RELATION):
        if not kept.contains_any_references(relation):
            continue
        ways = [member.ref for member in relation.members if member.type == "w"]
        if relation.tags.get("type") == "multipolygon" and len(ways) <= _MOST_MEMBERS:
            for way_id in ways:
                kept.add_way(way_id)
        partly.append(relation.id)
    kept.complete_backward_references(str(path))
    for relation_id in partly:
        kept.add_relation(relation_id)
    stamp = str(osmium.FileProcessor(str(path)).header.get(_TIMESTAMP, ""))
    with osmium.SimpleWriter(str(to), header=_header(box, stamp)) as writer:
        osmium.apply(str(path), kept.id_filter(), writer)
    return stamp


def _header(box: Box, stamp: str) -> osmium.io.Header:
    header = osmium.io.Header()
    header.set("generator", "Everyday Atlas")
    if stamp:
        header.set(_TIMESTAMP, stamp)
    west, south, east, north = box
    header.add_box(osmium.osm.Box(west, south, east, north))
    return header


def _merge(parts: Sequence[Path], to: Path, box: Box, stamp: str) -> int:
    """One file of several, the newest version of each object; returns how many had several versions."""
    if len(parts) == 1:
        parts[0].replace(to)
        return 0
    seen: dict[tuple[str, int], int] = {}
    differing: set[tuple[str, int]] = set()
    merging = osmium.MergeInputReader()
    thing: Any
    for part in parts:
        for thing in osmium.FileProcessor(str(part)):
            key = (thing.type_str(), thing.id)
            if seen.setdefault(key, thing.version) != thing.version:
                differing.add(key)
        merging.add_file(str(part))
    with osmium.SimpleWriter(str(to), header=_header(box, stamp)) as writer:
        merging.apply(writer, simplify=True)
    return len(differing)


def _counts(path: Path) -> tuple[int, int]:
    """Ways and relations."""
    counted = {"w": 0, "r": 0}
    for thing in osmium.FileProcessor(str(path), osmium.osm.WAY | osmium.osm.RELATION):
        counted[thing.type_str()] += 1
    return counted["w"], counted["r"]
