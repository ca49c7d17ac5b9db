"""An edition with some of its inputs exchanged for those of another: measured, kept beside the editions, never shown.

Of the two editions come streets, places and people as they stand in their tables, with their corrections; timetables
are read again from the files they were made from, which an atlas keeps (``everyday.atlas.adding``). A combination is
kept in ``why/FINGERPRINT`` and found again by the fingerprint of all that decides its numbers.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import Edition, Steps, code_version, filled, keep_table, kept_input
from everyday.disk import fingerprint_of, need_room, written_beside
from everyday.pipeline import corrected_before, corrections_in
from geo.disk import build_fault
from geo.errors import NotFoundError
from plan.corrections import PLACE_CORRECTION_KINDS, correction_essence

if TYPE_CHECKING:
    from everyday.atlas import AtlasConfig, AtlasFolder
    from everyday.pipeline import Material
    from plan.records import Correction

__all__ = ["INPUTS", "Sources", "corner_of", "differing", "is_as_built", "is_there"]

INPUTS = ("timetable", "map", "people", "parameters")
"""What an edition is made of and can be exchanged."""
FOLDER = "why"
FORMAT = 1
_TABLES = ("cells", "areas", "pieces")
_SHARES = {
    "Taking what is there": 2.0,
    "Preparing the engines": 1.0,
    "Measuring what is near home": 6.0,
    "Laying out the timetables": 6.0,
    "Measuring the weekday morning across town": 24.0,
    "Measuring the weekday evening across town": 20.0,
    "Measuring the Sunday across town": 18.0,
    "Choosing the usual journeys to the centre": 5.0,
    "Finding what holds places back": 16.0,
    "Adding up areas": 2.0,
}
Sources = Mapping[str, Edition]
"""Which edition each of ``INPUTS`` is taken from."""


@dataclass(frozen=True)
class _Told:
    """What an edition's manifest says of one input, as text: the same text, the same input."""

    edition: Edition

    def of(self, name: str) -> str:
        """The essence of an input."""
        return json.dumps({"timetable": self._timetable, "map": self._map, "people": self._people,
                           "parameters": self._parameters}[name](), sort_keys=True)  # fmt: skip

    def _hashes(self, kind: str) -> list[str]:
        return [str(one["sha256"]) for one in self.edition.manifest["inputs"] if one["kind"] == kind]

    def _corrections(self, *, of_places: bool) -> list[str]:
        found = [one for one in corrections_in(self.edition.manifest)
                 if (one.kind in PLACE_CORRECTION_KINDS) == of_places]  # fmt: skip
        return [correction_essence(one) for one in found]

    def _timetable(self) -> list[Any]:
        days = [self.edition.manifest[name] for name in ("weekday", "sunday")]
        return [self._hashes("gtfs"), days, self._corrections(of_places=False)]

    def _map(self) -> list[Any]:
        return [self._hashes("osm"), self._corrections(of_places=True)]

    def _people(self) -> list[Any]:
        held = self._hashes("population")
        weight = self.edition.manifest["weight"]
        return [held, weight["noun"], weight["total_n"] if held else None]

    def _parameters(self) -> list[Any]:
        manifest = self.edition.manifest
        return [manifest["parameters"], manifest.get("settings"), manifest.get("baseline")]


def differing(before: Edition, after: Edition) -> tuple[str, ...]:
    """Which of ``INPUTS`` two editions differ in. Settings that an older edition does not tell count as the same."""
    old, new = _Told(before), _Told(after)
    found = [name for name in INPUTS if old.of(name) != new.of(name)]
    if "parameters" in found and ("settings" in before.manifest) != ("settings" in after.manifest):
        same = all(before.manifest.get(name) == after.manifest.get(name) for name in ("parameters", "baseline"))
        found = [name for name in found if name != "parameters" or not same]
    return tuple(found)


def is_as_built(edition: Edition) -> bool:
    """True if building an edition again would give its numbers: the same program, and all settings are known."""
    return edition.manifest["code"] == code_version() and "settings" in edition.manifest


def corner_of(
    atlas: AtlasFolder,
    sources: Sources,
    *,
    workers: int | None = None,
    progress: Callable[[str, float], None] | None = None,
    cancel: threading.Event | None = None,
) -> Edition:
    """The edition that these inputs would give; one of the editions itself where all are its own.

    Raises:
        NotFoundError: a timetable that an edition was made from was not kept.
        CancelledError: somebody asked to stop; nothing half-made stays.
        BuildError: it could not be written.
    """
    first = sources["map"]
    if _is_whole(sources):
        return first
    config = _config_of(atlas.config, sources["parameters"])
    folder = _folder_of(atlas, sources, config)
    if not (folder / "manifest.json").is_file():
        _build(atlas, sources, config, folder, workers or os.cpu_count() or 1, Steps(_SHARES, progress, cancel))
    return Edition(folder)


def is_there(atlas: AtlasFolder, sources: Sources) -> bool:
    """True if :func:`corner_of` has nothing to measure."""
    if _is_whole(sources):
        return True
    config = _config_of(atlas.config, sources["parameters"])
    return (_folder_of(atlas, sources, config) / "manifest.json").is_file()


def _is_whole(sources: Sources) -> bool:
    return len({one.id for one in sources.values()}) == 1 and is_as_built(sources["map"])


def _folder_of(atlas: AtlasFolder, sources: Sources, config: AtlasConfig) -> Path:
    first = sources["map"]
    essence = {name: _Told(sources[name]).of(name) for name in INPUTS}
    boundaries = [one["sha256"] for one in first.manifest["inputs"] if one["kind"] == "boundaries"]
    decides = [FORMAT, essence, boundaries, first.manifest["resolution"], code_version(), config.name, config.timezone,
               _settings_of(config)]  # fmt: skip
    return atlas.folder / FOLDER / fingerprint_of(json.dumps(decides, sort_keys=True, default=str))


def _settings_of(config: AtlasConfig) -> dict[str, Any]:
    return {"scores": config.scores.to_dict(), "suggestions": asdict(config.suggestions),
            "is_complete": config.is_complete, "centre": config.centre}  # fmt: skip


def _config_of(config: AtlasConfig, edition: Edition) -> AtlasConfig:
    """The atlas's settings as they were for an edition, as far as its manifest tells them."""
    from analysis.score_rules import ScoreRules
    from analysis.suggestions import rules_from

    config = replace(config, parameters=edition.parameters, resolution=int(edition.manifest["resolution"]))
    settings = edition.manifest.get("settings")
    if settings is None:
        return config
    centre = settings["centre"]
    return replace(
        config,
        scores=ScoreRules.from_dict(settings["scores"]),
        suggestions=rules_from(settings["suggestions"]),
        is_complete=bool(settings["is_complete"]),
        centre=(float(centre[0]), float(centre[1])) if centre else None,
    )


def _build(atlas: AtlasFolder, sources: Sources, config: AtlasConfig, folder: Path, workers: int, steps: Steps) -> None:
    first = sources["map"]
    try:
        need_room(atlas.folder, sum((first.folder / f"{name}.parquet").stat().st_size for name in _TABLES))
    except OSError as error:
        raise build_fault("What is to be computed could not be kept", error) from error
    with steps.step("Taking what is there"):
        material = _material(atlas, sources, config)
    with steps.step("Preparing the engines") as tell:
        from analysis.prepare import prepare
        from everyday.pipeline import load_baseline, measure

        prepare(lambda name, share: tell(share))
        baseline_id = str(sources["parameters"].manifest["baseline"])
        baseline = load_baseline(atlas.edition(baseline_id).folder / "baseline.json", baseline_id)
    measured = measure(material, config, workers, steps, baseline=baseline)
    manifest = {
        "format": FORMAT,
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "code": code_version(),
        **{name: first.manifest[name] for name in ("name", "timezone", "crs", "map_date", "is_made_up")},
        "inputs_of": {name: sources[name].id for name in INPUTS},
        "weight": measured.facts["weight"],
        "resolution": config.resolution,
        "parameters": config.parameters.to_dict(),
        "settings": _settings_of(config),
    }
    try:
        with written_beside(folder) as beside:
            for name, table in zip(_TABLES, (measured.cells, measured.areas, measured.pieces), strict=True):
                keep_table(table, beside / f"{name}.parquet")
            text = json.dumps(manifest, indent=1, ensure_ascii=False, default=str)
            (beside / "manifest.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        if (folder / "manifest.json").is_file():  # somebody else was quicker with the very same
            return
        raise build_fault("What was computed could not be kept", error) from error


def _material(atlas: AtlasFolder, sources: Sources, config: AtlasConfig) -> Material:
    from analysis.registry import near_home_columns
    from everyday.pipeline import Material, extract_of
    from geo.cells import cover_areas

    mapped, people = sources["map"], sources["people"]
    areas = filled(mapped.areas())[["area_id", "area_name", "area_name_cy", "geometry"]]
    cells, pieces = cover_areas(areas, config.resolution)
    material = Material(areas, cells, pieces, mapped.place_kinds)
    if mapped.manifest["crs"]:
        material.extract = extract_of(mapped)
        material.corrected = corrected_before(mapped, PLACE_CORRECTION_KINDS)
    _with_timetable(atlas, material, sources["timetable"], config)
    _with_people(material, people)
    same = {sources[name].id for name in ("map", "people", "parameters")}
    if len(same) == 1 and is_as_built(mapped):
        material.near_home = mapped.cells()[near_home_columns(mapped.place_kinds.keys)]
    return material


def _with_timetable(atlas: AtlasFolder, material: Material, edition: Edition, config: AtlasConfig) -> None:
    """The timetable of an edition, on its days; the bands are those of the parameters."""
    from everyday.pipeline import apply_to_timetable, merged_timetable
    from geo.gtfs import choose_service_days, count_runs_once

    manifest = edition.manifest
    asked = _date(manifest["date_asked"])
    records = [kept_input(atlas, "gtfs", str(one["name"]), str(one["sha256"]))
               for one in manifest["inputs"] if one["kind"] == "gtfs"]  # fmt: skip
    merged = merged_timetable(atlas, records, day=asked)
    if merged is not None:
        material.feed = merged.feed
        material.days = choose_service_days(
            merged.feed, config.parameters.bands, weekday=asked, is_complete=config.is_complete
        )
        on = (_date(manifest["weekday"]), _date(manifest["sunday"]))
        material.feed = count_runs_once(merged.feed, on)[0]
    buses: list[Correction] = [one for one in corrections_in(manifest) if one.kind not in PLACE_CORRECTION_KINDS]
    apply_to_timetable(material, buses, config, asked)
    if material.days is not None:
        material.days = replace(material.days, weekday=_date(manifest["weekday"]), sunday=_date(manifest["sunday"]))


def _with_people(material: Material, edition: Edition) -> None:
    """People per piece as they stand in an edition; nothing where it knows none."""
    import geopandas as gpd

    from geo.errors import Report
    from geo.population import Population

    weight = edition.manifest["weight"]
    if not any(one["kind"] == "population" for one in edition.manifest["inputs"]):
        return
    pieces = edition.pieces()
    keys = ["cell", "area_id"]
    if pieces[keys].to_numpy().tolist() != material.pieces[keys].to_numpy().tolist():
        raise NotFoundError("The two editions have other cells or areas.", "Needed: the same boundaries.")
    material.pieces = pieces
    material.outside_n = float(weight["outside_n"])
    material.population = Population(
        gpd.GeoDataFrame(), bool(weight["is_counted"]), str(weight["noun"]), [], Report("population", "population")
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
