"""The editions that can be compared: what they are called, and in what they differ beside their numbers."""

from __future__ import annotations

from typing import Any

from app.printed import date_words
from app.server import open_atlas
from app.words import beside as beside_words
from geo.errors import AtlasError

__all__ = ["edition_title", "edition_titles", "otherwise", "usual_pair"]


def edition_title(manifest: dict[str, Any]) -> str:
    """What an edition is called where it stands beside others."""
    built = str(manifest.get("built_at", ""))
    day, clock = date_words(built), built[11:16]
    if scenario := manifest.get("scenario"):
        return beside_words.SCENARIO.format(name=scenario["name"], day=day, clock=clock)
    weekday = manifest.get("weekday")
    dates = beside_words.EDITION_DATES.format(weekday=date_words(str(weekday))) if weekday else ""
    return beside_words.EDITION.format(day=day, clock=clock, dates=dates)


def edition_titles() -> dict[str, str]:
    """Editions of the atlas by id, the newest first, scenarios among them; those that cannot be read are left out."""
    atlas = open_atlas()
    found: dict[str, str] = {}
    for edition_id in reversed(atlas.editions()) if atlas else ():
        try:
            title = edition_title(atlas.edition(edition_id).manifest) if atlas else ""
        except (AtlasError, OSError, ValueError):
            continue
        found[edition_id] = title[:1].upper() + title[1:]
    return found


def usual_pair(ids: list[str], current: str) -> tuple[str, str]:
    """The edition that everybody sees and the newest of the others, the older one on the left."""
    others = [one for one in ids if one != current]
    if not others:
        return current, current
    return (current, others[0]) if others[0] > current else (others[0], current)


def _files(manifest: dict[str, Any], kind: str) -> set[str]:
    return {str(one.get("sha256")) for one in manifest.get("inputs", []) if one.get("kind") == kind}


def otherwise(left: dict[str, Any], right: dict[str, Any]) -> list[str]:
    """In what two editions differ beside their numbers, a sentence each, from their manifests."""
    words, found = beside_words.OTHERWISE, []
    if left.get("id") == right.get("id"):
        return [beside_words.SAME_EDITION]
    for one in (left, right):
        if scenario := one.get("scenario"):
            found.append(words["scenario"].format(name=scenario["name"]))
    if _files(left, "boundaries") != _files(right, "boundaries"):
        found.append(words["boundaries"])
    if left.get("resolution") != right.get("resolution"):
        found.append(words["resolution"])
    if left.get("extent") != right.get("extent"):
        found.append(words["extent"])
    nouns = [str((one.get("weight") or {}).get("noun", "")) for one in (left, right)]
    if nouns[0] != nouns[1]:
        found.append(words["weight"].format(left=nouns[0], right=nouns[1]))
    elif _files(left, "population") != _files(right, "population"):
        found.append(words["population"])
    found += _other_files(left, right, "osm", "map_date", "osm", "osm_file")
    found += _other_files(left, right, "gtfs", "weekday", "weekday", "gtfs")
    for name in ("parameters", "corrections", "code"):
        if left.get(name) != right.get(name):
            found.append(words[name])
    return found


def _other_files(
    left: dict[str, Any], right: dict[str, Any], kind: str, date_of: str, dated: str, plain: str
) -> list[str]:
    """A sentence with both dates where the dates differ, without them where only the files do."""
    days = [str(one.get(date_of) or "") for one in (left, right)]
    if all(days) and days[0] != days[1]:
        return [beside_words.OTHERWISE[dated].format(left=date_words(days[0]), right=date_words(days[1]))]
    return [beside_words.OTHERWISE[plain]] if _files(left, kind) != _files(right, kind) else []
