"""From inputs to an edition: read, check, index into cells, measure, roll up, write.

The order of the steps is the order of the functions in this file; each takes what the one before gave.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.corrections import (
    Corrected,
    accepted_in_order,
    correction_ids,
    corrections_essence,
    corrections_table,
)
from everyday.editions import Edition, code_version, edition_ids, find_edition, new_edition_id, set_current
from everyday.files import fingerprint_of, written_beside
from everyday.inputs import read_input
from everyday.manifest import edition_manifest
from everyday.progress import Steps, projected_s, projected_words
from geo.errors import BuildError, Report

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from everyday.atlas import Atlas
    from everyday.config import AtlasConfig, InputRecord
    from everyday.depth import Baseline
    from everyday.measuring import Measured
    from everyday.variant import Variant
    from geo.gtfs_feed import Feed
    from geo.osm import Extract
    from geo.population import Population
    from geo.service_days import ServiceDays
    from plan.records import Correction

__all__ = ["build_edition", "edition_essence"]

CLIP_MARGIN_M = 5000.0
_SHARES = {
    "Checking what is there": 1.0,
    "Reading boundaries": 2.0,
    "Reading streets and places": 12.0,
    "Reading timetables": 8.0,
    "Placing the population": 2.0,
    "Preparing the engines": 1.0,
    "Measuring what is near home": 6.0,
    "Laying out the timetables": 6.0,
    "Measuring the weekday morning across town": 24.0,
    "Measuring the weekday evening across town": 20.0,
    "Measuring the Sunday across town": 18.0,
    "Choosing the usual journeys to the centre": 5.0,
    "Finding what holds places back": 16.0,
    "Adding up areas": 2.0,
    "Writing the edition": 6.0,
}


@dataclass
class Material:
    """What the readers gave, and what was said about it.

    ``near_home`` holds columns of the cell table that are known already and need not be measured again; ``corrected``
    says what became of each correction that was applied to it.
    """

    areas: gpd.GeoDataFrame
    cells: pd.DataFrame
    pieces: pd.DataFrame
    extract: Extract | None = None
    feed: Feed | None = None
    days: ServiceDays | None = None
    population: Population | None = None
    outside_n: float = 0.0
    near_home: pd.DataFrame | None = None
    reports: list[Report] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    corrected: list[Corrected] = field(default_factory=list)


def edition_essence(config: AtlasConfig, day: date | None, code: str, corrections: Sequence[Correction]) -> str:
    """What decides the numbers of an edition that is not a scenario, as text; its fingerprint is made of it."""
    essence, corrected = f"{config.essence()}|{day}|{code}", corrections_essence(corrections)
    return f"{essence}|{corrected}" if corrected else essence


def build_edition(
    atlas: Atlas,
    *,
    day: date | None = None,
    workers: int | None = None,
    progress: Callable[[str, float], None] | None = None,
    cancel: threading.Event | None = None,
    variant: Variant | None = None,
) -> Edition:
    """Compute an edition of ``atlas``; see :meth:`everyday.atlas.Atlas.build`.

    With a ``variant`` it is a scenario (:mod:`everyday.scenario`), and the edition shown stays the same; it has the
    corrections of the edition it starts from, any other those that are accepted now.
    """
    started = time.perf_counter()
    steps = Steps(_SHARES, progress, cancel)
    with steps.step("Checking what is there"):
        code = code_version()
        corrections = accepted_in_order(atlas.accepted_corrections() if variant is None else variant.corrections)
        essence = edition_essence(atlas.config, day, code, corrections)
        fingerprint = fingerprint_of(essence if variant is None else f"{essence}|{variant.essence}")
        baseline_id = _baseline_id(atlas)
        same = _recognised(atlas, fingerprint, baseline_id)
    if same is not None:
        if variant is None:
            set_current(atlas.folder, same.id)
        return same
    threads = workers or os.cpu_count() or 1
    material = _read_everything(atlas, day, steps, variant, threads, corrections)
    with steps.step("Preparing the engines") as tell:
        from analysis.prepare import prepare
        from everyday.measuring import measure

        prepare(lambda name, share: tell(share))
        baseline, earlier = _before(atlas, baseline_id)
    measured = measure(material, atlas.config, threads, steps, baseline=baseline, earlier=earlier)
    edition_id = new_edition_id(fingerprint)
    target = atlas.folder / "editions" / edition_id
    try:
        with written_beside(target) as beside:
            with steps.step("Writing the edition") as tell:
                rows = _write_tables(beside, material, measured, atlas.config.resolution, tell)
                manifest = edition_manifest(atlas.config, edition_id, fingerprint, day, material, measured, rows)
            manifest["code"] = code
            manifest["seconds"] = steps.seconds | {"whole": round(time.perf_counter() - started, 3)}
            manifest["workers"] = threads
            manifest["baseline"] = baseline.edition_id if baseline else edition_id
            if variant is not None:
                manifest["scenario"] = variant.record
            text = json.dumps(manifest, indent=1, ensure_ascii=False, default=str)
            (beside / "manifest.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise BuildError(
            f"The edition could not be written: {error}.",
            do="Free some space or check the folder; nothing was changed.",
        ) from error
    if variant is None:
        set_current(atlas.folder, edition_id)
    return find_edition(atlas.folder, edition_id)


def _baseline_id(atlas: Atlas) -> str:
    """The edition that scores are measured against: as chosen, else the first; empty if there is none yet.

    A scenario is never the baseline.
    """
    known = [name for name in edition_ids(atlas.folder) if "scenario" not in find_edition(atlas.folder, name).manifest]
    if atlas.config.baseline and atlas.config.baseline not in known:
        raise BuildError(
            f"atlas.toml names the baseline {atlas.config.baseline}, and there is no such edition.",
            do=f"Choose one of: {', '.join(known) or 'none yet'}.",
        )
    return atlas.config.baseline or (known[0] if known else "")


def _recognised(atlas: Atlas, fingerprint: str, baseline_id: str) -> Edition | None:
    """An edition of the same inputs, parameters, code and baseline; the inputs are checked to be unchanged."""
    for known in edition_ids(atlas.folder):
        if known.endswith(fingerprint):
            edition = find_edition(atlas.folder, known)
            if edition.manifest.get("baseline") == baseline_id:
                for record in atlas.config.inputs:
                    atlas.input_path(record)
                return edition
    return None


def _before(atlas: Atlas, baseline_id: str) -> tuple[Baseline | None, pd.DataFrame | None]:
    """The baseline, and the suggestions of the edition shown, whose keys are carried on."""
    from everyday.depth import load_baseline

    if not baseline_id:
        return None, None
    baseline = load_baseline(find_edition(atlas.folder, baseline_id).folder / "baseline.json", baseline_id)
    shown = find_edition(atlas.folder)
    return baseline, shown.suggestions() if shown.has_suggestions() else None


def _named(report: Report, record: InputRecord) -> Report:
    """The report under the file name a person knows, not the one it is kept under."""
    return replace(report, source=record.name)


def _read_everything(
    atlas: Atlas,
    day: date | None,
    steps: Steps,
    variant: Variant | None,
    workers: int,
    corrections: Sequence[Correction],
) -> Material:
    with steps.step("Reading boundaries"):
        from everyday.corrections_apply import apply_to_places, apply_to_timetable

        material = _read_areas(atlas)
    bands_n = len(atlas.config.parameters.bands) if atlas.config.inputs_of("gtfs") else 0
    expected = projected_words(projected_s(len(material.cells), bands_n, workers))
    steps.announce(f"This takes {expected}: {len(material.cells):,} cells")
    with steps.step("Reading streets and places"):
        if variant is None or not variant.streets(material):
            _read_streets(atlas, material)
        apply_to_places(material, corrections)
    with steps.step("Reading timetables"):
        _read_timetables(atlas, material, day)
        apply_to_timetable(material, corrections, atlas.config, day)
        if material.feed is None:
            material.notes.append(
                "No timetable was added, so the city level is not known. Add a GTFS timetable to see where people can "
                "reach the rest of the town."
            )
    with steps.step("Placing the population"):
        _place_population(atlas, material)
        if variant is not None:
            variant.change(material)
    return material


def _read_areas(atlas: Atlas) -> Material:
    from geo.cells import cover_areas

    records = atlas.config.inputs_of("boundaries")
    if not records:
        raise BuildError(f"The atlas of {atlas.name} has no boundaries.", do="everyday add FOLDER boundaries FILE")
    boundaries, report = read_input("boundaries", atlas.input_path(records[-1]), atlas.input_options(records[-1]))
    cells, pieces = cover_areas(boundaries.areas, atlas.config.resolution)
    return Material(boundaries.areas, cells, pieces, reports=[_named(report, records[-1])])


def _read_streets(atlas: Atlas, material: Material) -> None:
    import shapely

    from geo.crs import local_crs

    records = atlas.config.inputs_of("osm")
    if not records:
        material.notes.append(
            "No streets were added, so nothing that depends on walking is known. Add an OpenStreetMap extract."
        )
        return
    west, south, east, north = material.areas.total_bounds
    degrees = CLIP_MARGIN_M / 111_000
    clip = shapely.box(west - degrees * 2, south - degrees, east + degrees * 2, north + degrees)
    crs = local_crs((south + north) / 2, (west + east) / 2)
    extract, report = read_input("osm", atlas.input_path(records[-1]), clip=clip, crs=crs)
    material.extract = extract
    material.reports.append(_named(report, records[-1]))


def _read_timetables(atlas: Atlas, material: Material, day: date | None) -> None:
    from geo.gtfs import duplicate_trips, keep_trips, merge_feeds
    from geo.service_days import choose_service_days

    records = atlas.config.inputs_of("gtfs")
    if not records:
        return
    feeds = []
    for record in records:
        feed, report = read_input("gtfs", atlas.input_path(record), with_shapes=True)
        feeds.append(replace(feed, names=(record.name,)))
        material.reports.append(_named(report, record))
    merged = merge_feeds(feeds)
    repeated = duplicate_trips(merged)
    if repeated.any():
        material.notes.append(
            f"{repeated.sum():,} trips stand in the timetable twice (same line, stops, times and days) and count once."
        )
        merged = keep_trips(merged, ~repeated)
    material.feed = merged
    material.days = choose_service_days(
        material.feed, atlas.config.parameters.bands, weekday=day, is_complete=atlas.config.is_complete
    )
    material.notes += material.days.notes
    for band, reason in material.days.band_unknown.items():
        titles = {item.name: item.title for item in atlas.config.parameters.bands}
        material.notes.append(f"{titles[band]} is not known: {reason}")


def _place_population(atlas: Atlas, material: Material) -> None:
    from geo.population import population_per_piece

    records = atlas.config.inputs_of("population")
    if not records:
        material.notes.append("No population was added: every cell on the network weighs the same, and shares say so.")
        return
    population, report = read_input("population", atlas.input_path(records[-1]), atlas.input_options(records[-1]))
    placed = population_per_piece(population, material.areas, material.pieces, atlas.config.resolution)
    material.population, material.pieces, material.outside_n = population, placed.pieces, placed.outside_n
    material.reports += [_named(report, records[-1]), _named(placed.report, records[-1])]
    if placed.outside_n:
        material.notes.append(f"{placed.outside_n:,.0f} {population.noun} lie outside the study area and are left out.")


def _write_tables(
    folder: Path,
    material: Material,
    measured: Measured,
    resolution: int,
    tell: Callable[[float], None],
) -> dict[str, int]:
    """Write every table of the edition; returns their numbers of rows."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from everyday.depth import save_baseline
    from everyday.measuring import save_walks
    from everyday.naming import street_table
    from everyday.timetable_tables import LINES_COLUMNS, STOPS_COLUMNS, departures_table, lines_table, stops_table
    from geo.tables import PLACE_ACCESS, PLACES, SETTLEMENTS

    extract, feed, days = material.extract, material.feed, material.days
    tables: dict[str, pd.DataFrame] = {"cells": measured.cells, "areas": measured.areas, "pieces": measured.pieces}
    if extract is not None:
        tables["places"] = extract.places.assign(correction_id=correction_ids(extract.places))
        tables["place_access"] = extract.place_access
        tables["settlements"] = extract.settlements
        tables["streets"] = street_table(extract.network, material.areas, resolution)
        extract.network.save(folder / "network.npz")
        background = extract.background
    else:
        empty = [*PLACES.names, "correction_id"]
        tables["places"] = gpd.GeoDataFrame({name: [] for name in empty}, geometry="geometry", crs="EPSG:4326")
        tables["place_access"] = pd.DataFrame({name: [] for name in PLACE_ACCESS.names})
        tables["settlements"] = pd.DataFrame({name: [] for name in SETTLEMENTS.names})
        tables["streets"] = pd.DataFrame({name: [] for name in ("name", "lat", "lon", "cell", "area_id", "area_name")})
        background = {"type": "FeatureCollection", "features": []}
    tell(0.4)
    if feed is not None and days is not None:
        chosen = {"weekday": days.weekday, "sunday": days.sunday}
        is_near = measured.across.is_near_stop
        tables["stops"] = stops_table(feed, chosen, is_near)
        tables["lines"] = lines_table(feed, chosen, is_near)
        tables["departures"] = departures_table(feed, chosen, is_near)
        for name, timetable in measured.across.timetables.items():
            timetable.save(folder / f"timetable_{name}.npz")
        if measured.across.access is not None:
            save_walks(measured.across.access, folder / "access.npz")
            np.savez_compressed(folder / "stop_points.npz", lat=feed.stops["lat"], lon=feed.stops["lon"])
    else:
        empty = list(STOPS_COLUMNS)
        tables["stops"] = gpd.GeoDataFrame({name: [] for name in empty}, geometry="geometry", crs="EPSG:4326")
        empty = list(LINES_COLUMNS)
        tables["lines"] = gpd.GeoDataFrame({name: [] for name in empty}, geometry="geometry", crs="EPSG:4326")
        tables["departures"] = pd.DataFrame({name: [] for name in ("stop_id", "day", "hour", "line", "departures_n")})
    tell(0.8)
    save_baseline(measured.own_baseline, folder / "baseline.json")
    tables["corrections"] = corrections_table(material.corrected)
    tables["journeys"] = measured.across.legs
    tables["ranks"] = measured.scores.ranks.assign(cell=measured.cells["cell"].to_numpy())
    if measured.suggested is not None:
        tables["suggestions"] = measured.suggested.suggestions
        tables["severance"] = measured.suggested.lines.assign(
            cells=["; ".join(cells) for cells in measured.suggested.lines["cells"]]
        )
    for name, table in tables.items():
        table.reset_index(drop=True).to_parquet(folder / f"{name}.parquet", index=False)
    text = json.dumps(background, ensure_ascii=False, separators=(",", ":"))
    (folder / "background.geojson").write_text(text, encoding="utf-8")
    return {name: len(table) for name, table in tables.items()}
