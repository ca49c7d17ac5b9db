"""What an edition knows of the map, from its tables instead of the input, for builds that change something else."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from geo.errors import Problem, Report

if TYPE_CHECKING:
    from everyday.atlas import Edition
    from geo.osm import Extract

__all__ = ["extract_of"]


def extract_of(edition: Edition) -> Extract:
    """Streets and places of an edition, with its corrections; the same numbers follow from them as from the input."""
    from geo.osm import Extract

    kind = "OpenStreetMap extract"
    stored = next((one for one in edition.manifest["reports"] if one["kind"] == kind), None)
    report = Report("streets", kind)
    if stored is not None:
        problems = [Problem(**{**one, "where": tuple(one["where"])}) for one in stored["problems"]]
        report = Report(stored["source"], kind, problems, stored["facts"])
    mapped = edition.manifest["map_date"]
    return Extract(
        network=edition.network,
        places=edition.places(),
        place_access=edition.place_access(),
        settlements=edition.settlements(),
        background=json.loads(edition.background_path.read_text(encoding="utf-8")),
        extract_date=date.fromisoformat(mapped) if mapped else None,
        report=report,
    )
