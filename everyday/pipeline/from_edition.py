"""What an edition knows of the map, from its tables instead of the input, for builds that change something else.

An edition says on which *ground* it stands (``ground_of``): all that decides what is known of streets, places and
people near home. Where an earlier edition stands on the same, a new timetable is measured on its streets.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from analysis.registry import near_home_columns
from everyday.atlas import code_version, edition_ids, filled, find_edition
from everyday.disk import fingerprint_of
from everyday.pipeline.corrected import corrected_before
from geo.errors import Problem, Report
from plan.corrections import PLACE_CORRECTION_KINDS, correction_essence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from everyday.atlas import AtlasConfig, AtlasFolder, Edition
    from everyday.pipeline.material import Material
    from geo.osm import Extract
    from plan.records import Correction

__all__ = ["extract_of", "ground_of", "on_same_ground", "take_streets"]


def ground_of(config: AtlasConfig, corrections: Sequence[Correction]) -> str:
    """A fingerprint of all that decides what is known of streets, places and people near home."""
    kinds = ("boundaries", "osm", "population")
    content = {
        "resolution": config.resolution,
        "parameters": config.parameters.to_dict(),
        "inputs": [[one.kind, one.sha256, one.options] for one in config.inputs if one.kind in kinds],
        "corrections": [correction_essence(one) for one in corrections if one.kind in PLACE_CORRECTION_KINDS],
        "code": code_version(),
    }
    if config.own_kinds:
        content["place_kinds"] = config.own_kinds
    return fingerprint_of(json.dumps(content, sort_keys=True))


def on_same_ground(atlas: AtlasFolder, ground: str) -> Edition | None:
    """The newest edition on this ground, if there is one; a scenario stands on none."""
    for edition_id in reversed(edition_ids(atlas.folder)):
        edition = find_edition(atlas.folder, edition_id)
        if edition.manifest.get("ground") == ground:
            return edition
    return None


def take_streets(material: Material, edition: Edition, *, with_near_home: bool) -> bool:
    """Put streets and places of an edition into the material, and what is near home where that stays as it is.

    Returns:
        False, and the material stays as it is, where the edition was computed by another version of the program, has
        no streets or other cells.
    """
    if edition.manifest["code"] != code_version() or not (edition.folder / "network.npz").is_file():
        return False
    cells = filled(edition.cells())
    if not edition.manifest["crs"] or cells["cell"].tolist() != material.cells["cell"].tolist():
        return False
    material.extract = extract_of(edition)
    material.corrected = corrected_before(edition, PLACE_CORRECTION_KINDS)
    material.reports.append(material.extract.report)
    if with_near_home:
        material.near_home = cells[near_home_columns(edition.place_kinds.keys)]
    return True


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
        places=filled(edition.places()),
        place_access=edition.place_access(),
        settlements=filled(edition.settlements()),
        background=json.loads(edition.background_path.read_text(encoding="utf-8")),
        extract_date=date.fromisoformat(mapped) if mapped else None,
        report=report,
    )
