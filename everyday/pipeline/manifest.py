"""What an edition says about itself: inputs, days, parameters, versions, corrections, notes."""

from __future__ import annotations

import platform
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from everyday.pipeline.corrected import corrections_record

if TYPE_CHECKING:
    from everyday.atlas import AtlasConfig
    from everyday.pipeline.material import Material
    from everyday.pipeline.measuring import Measured

__all__ = ["edition_manifest", "inputs_record"]


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in ("everyday-atlas", "geopandas", "h3", "llvmlite", "numpy", "osmium", "pandas", "polars", "shapely"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed as a package"
    return found


def _not_applied(material: Material) -> list[str]:
    return [f"A correction was not applied: {one.sentence} {one.note}" for one in material.corrected
            if not one.is_applied]  # fmt: skip


def edition_manifest(
    config: AtlasConfig,
    edition_id: str,
    fingerprint: str,
    day: date | None,
    material: Material,
    measured: Measured,
    rows: dict[str, int],
) -> dict[str, Any]:
    """What the manifest of an edition says of how it was made.

    Args:
        config: the atlas.
        edition_id, fingerprint: of the edition.
        day: the weekday asked for, None for a typical one.
        material: what was read and corrected.
        measured: what was computed of it.
        rows: number of rows by table.
    """
    from geo.crs import transformation_name

    days = material.days
    bands = {}
    if days is not None:
        for band in config.parameters.bands:
            bands[band.name] = {
                "title": band.title,
                "date": str(days.weekday if band.day == "weekday" else days.sunday),
                "reason": days.weekday_reason if band.day == "weekday" else days.sunday_reason,
                "start_s": band.start_s,
                "end_s": band.end_s,
                "is_known": band.name not in days.band_unknown,
                "why_unknown": days.band_unknown.get(band.name, ""),
            }
    extract = material.extract
    return {
        "format": 1,
        "id": edition_id,
        "fingerprint": fingerprint,
        "name": config.name,
        "built_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "is_made_up": config.is_made_up,
        "timezone": config.timezone,
        "resolution": config.resolution,
        "date_asked": str(day) if day else "",
        "weekday": str(days.weekday) if days else "",
        "sunday": str(days.sunday) if days and days.sunday else "",
        "map_date": str(extract.extract_date) if extract and extract.extract_date else "",
        "bands": bands,
        "centre": measured.facts["centre"],
        "weight": measured.facts["weight"],
        "on_network": measured.facts["on_network"],
        "town": measured.facts["town"],
        "extent": measured.facts["extent"],
        "crs": extract.network.crs if extract else "",
        "transformation": transformation_name(extract.network.crs) if extract else "",
        "parameters": config.parameters.to_dict(),
        "settings": {
            "scores": config.scores.to_dict(),
            "suggestions": asdict(config.suggestions),
            "is_complete": config.is_complete,
            "centre": list(config.centre) if config.centre else None,
        },
        "versions": _versions(),
        "rows": rows,
        "corrections": corrections_record(material.corrected),
        "notes": [*material.notes, *_not_applied(material), *measured.notes],
        "survey_notes": material.surveyed.notes if material.surveyed is not None else [],
        "inputs": inputs_record(config),
        "reports": [report.to_dict() for report in material.reports],
    }


def inputs_record(config: AtlasConfig) -> list[dict[str, Any]]:
    """What a manifest says of the inputs."""
    return [
        {
            "kind": record.kind,
            "name": record.name,
            "sha256": record.sha256,
            "added_at": record.added_at,
            "licence": record.licence,
            "attribution": record.attribution,
            "date": record.date,
            "problems": list(record.problems),
        }
        for record in config.inputs
    ]
