"""Editions in the order of what they measure, and which of them cannot be set beside another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition

__all__ = ["Dated", "dated_editions", "measured_day", "why_not_comparable"]

MOST_APART = 0.02
"""Extents of street data that differ by a larger share of both together are two extents: less is a new way along the
edge."""


@dataclass(frozen=True)
class Dated:
    """An edition with the day that its numbers are of (``2026-03-05``)."""

    edition: Edition
    day: str


def measured_day(manifest: Mapping[str, Any], level: str = "") -> str:
    """The day that the numbers of an edition are of: of its timetable; near home of its map; else when it was built."""
    timetable, mapped = str(manifest.get("weekday") or ""), str(manifest.get("map_date") or "")
    first, second = (mapped, timetable) if level == "neighbourhood" else (timetable, mapped)
    return first or second or str(manifest.get("built_at") or "")[:10]


def dated_editions(atlas: AtlasFolder, level: str = "") -> list[Dated]:
    """All editions but scenarios, by the day that they measure and then by when they were built.

    Args:
        level: of the measure: near home (``neighbourhood``) the map's day decides, else the timetable's.
    """
    found = [atlas.edition(name) for name in atlas.editions()]
    kept = [Dated(one, measured_day(one.manifest, level)) for one in found if "scenario" not in one.manifest]
    return sorted(kept, key=lambda one: (one.day, str(one.edition.manifest.get("built_at") or ""), one.edition.id))


def why_not_comparable(before: Edition, after: Edition) -> list[str]:
    """Why the values of two editions cannot be compared, a sentence each; empty where they can.

    They can where at most timetable and map differ: those are what a plan changes.
    """
    old, new = before.manifest, after.manifest
    found = []
    if old["resolution"] != new["resolution"]:
        found.append(f"Its cells are of H3 resolution {new['resolution']}, not {old['resolution']}.")
    if _hashes(old, "boundaries") != _hashes(new, "boundaries"):
        found.append("It has other areas.")
    if _extents_apart(old.get("extent"), new.get("extent")):
        found.append("Its street data covers another extent.")
    if _people(old) != _people(new):
        found.append("It counts another population.")
    if names := _other_parameters(old, new):
        found.append(f"It was computed with other parameters: {', '.join(names)}.")
    return found


def _hashes(manifest: Mapping[str, Any], kind: str) -> list[str]:
    return sorted(str(one["sha256"]) for one in manifest["inputs"] if one["kind"] == kind)


def _people(manifest: Mapping[str, Any]) -> tuple[object, ...]:
    weight = manifest["weight"]
    total = weight["total_n"] if _hashes(manifest, "population") else None
    return (*_hashes(manifest, "population"), weight["noun"], total)


def _other_parameters(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Names of what differs; settings that an older edition does not tell are taken to be the same."""
    before, after = dict(old["parameters"]), dict(new["parameters"])
    if "settings" in old and "settings" in new:
        before |= {name: old["settings"].get(name) for name in ("scores", "is_complete", "centre")}
        after |= {name: new["settings"].get(name) for name in ("scores", "is_complete", "centre")}
    return [name for name in sorted(before | after) if before.get(name) != after.get(name)]


def _extents_apart(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> bool:
    if not old or not new or old == new:
        return bool(old) != bool(new)
    from shapely.geometry import shape

    one, other = shape(old).buffer(0), shape(new).buffer(0)
    whole = one.union(other).area
    return bool(whole and one.symmetric_difference(other).area / whole > MOST_APART)
