"""What Overpass gives, in JSON, checked to be the whole of it and written as the same kind of file as an extract."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.errors import FetchError

__all__ = ["check_overpass", "write_overpass"]

Box = tuple[float, float, float, float]

_LEAST_COVERED = 0.5
"""Share of a town's width and height that its streets reach over at the least; an answer of less is a part of one."""
_ORDER = ("node", "way", "relation")


def check_overpass(content: bytes, town: Box) -> dict[str, Any]:
    """An answer of Overpass, once it is known to be whole: no remark, streets with their nodes, all over the town.

    Args:
        content: the body of the answer.
        town: (west, south, east, north) of the town itself, in degrees.

    Raises:
        FetchError: it is no answer, was cut short, or has no streets over most of the town.
    """
    try:
        answer = json.loads(content)
    except ValueError as error:
        start = " ".join(content[:80].decode("utf-8", "replace").split())
        raise _refused(f"it begins “{start}” and is no JSON") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("elements"), list):
        raise _refused("it has no elements")
    if "remark" in answer:
        raise _refused(str(answer["remark"])[:160])
    lon: dict[int, float] = {}
    lat: dict[int, float] = {}
    for element in answer["elements"]:
        if element.get("type") == "node":
            lon[element["id"]], lat[element["id"]] = float(element["lon"]), float(element["lat"])
    ways = [one for one in answer["elements"] if one.get("type") == "way" and "highway" in one.get("tags", {})]
    used = [ref for way in ways for ref in way["nodes"]]
    if not used:
        raise FetchError("Overpass has no street there.", do="Nothing was kept of it.")
    if lacking := sum(ref not in lon for ref in used):
        raise _refused(f"{lacking:,} nodes of its streets are not there")
    west, south, east, north = town
    share = min(
        _shared(min(lon[ref] for ref in used), max(lon[ref] for ref in used), west, east),
        _shared(min(lat[ref] for ref in used), max(lat[ref] for ref in used), south, north),
    )
    if share < _LEAST_COVERED:
        raise _refused(f"its streets reach over {share:.0%} of the town")
    return answer


def write_overpass(answer: Mapping[str, Any], box: Box, to: Path) -> str:
    """Write an answer as an extract (``.osm.pbf``), sorted as one is; returns its moment, empty where it states none.

    Args:
        answer: of :func:`check_overpass`.
        box: (west, south, east, north) that was asked for.
        to: the file; what was there is replaced.
    """
    import osmium
    from osmium.osm import mutable

    things = {(one["type"], one["id"]): one for one in answer["elements"] if one.get("type") in _ORDER}
    header = osmium.io.Header()
    header.set("generator", "Everyday Atlas")
    stamp = str((answer.get("osm3s") or {}).get("timestamp_osm_base", ""))
    if stamp:
        header.set("osmosis_replication_timestamp", stamp)
    west, south, east, north = box
    header.add_box(osmium.osm.Box(west, south, east, north))
    with osmium.SimpleWriter(str(to), header=header, overwrite=True) as writer:
        for _, one in sorted(things.items(), key=lambda pair: (_ORDER.index(pair[0][0]), pair[0][1])):
            known = {"id": one["id"], "tags": one.get("tags", {}), "version": 1}
            if one["type"] == "node":
                writer.add_node(mutable.Node(location=(one["lon"], one["lat"]), **known))
            elif one["type"] == "way":
                writer.add_way(mutable.Way(nodes=one["nodes"], **known))
            else:
                members = [(member["type"][0], member["ref"], member["role"]) for member in one["members"]]
                writer.add_relation(mutable.Relation(members=members, **known))
    return stamp


def _shared(first: float, last: float, low: float, high: float) -> float:
    """Share of ``low`` to ``high`` that lies between ``first`` and ``last``."""
    both = min(last, high) - max(first, low)
    return max(0.0, both) / (high - low) if not math.isclose(high, low) else 1.0


def _refused(why: str) -> FetchError:
    return FetchError(f"Overpass did not give a whole answer: {why}.", do="Nothing was kept of it. Try again later.")
