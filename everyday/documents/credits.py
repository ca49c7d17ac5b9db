"""Whose data a document shows and of which day, in lines that every document shares."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from everyday.language import Language

__all__ = ["attribution_lines", "edition_words"]


def edition_words(_: Language, manifest: Mapping[str, Any]) -> str:
    """In words: "Timetable of 5 March 2024 · Map of 13 June 2023 · Edition 2026…", without what it has not."""
    parts = []
    if manifest.get("weekday"):
        parts.append(_("Timetable of {day}", day=_.date(str(manifest["weekday"]))))
    if manifest.get("map_date"):
        parts.append(_("Map of {day}", day=_.date(str(manifest["map_date"]))))
    parts.append(_("Edition {id}", id=manifest["id"]))
    return " · ".join(parts)


def attribution_lines(_: Language, manifest: Mapping[str, Any]) -> list[str]:
    """Credits of the inputs with their licences, each once."""
    lines = []
    for entry in manifest.get("inputs", []):
        attribution, licence = (str(entry.get(key) or "").strip() for key in ("attribution", "licence"))
        if attribution or licence:
            lines.append(_("{credit}. Licence: {licence}", credit=attribution.rstrip("."), licence=licence)
                         if attribution and licence else attribution or licence)  # fmt: skip
    return list(dict.fromkeys(lines))
