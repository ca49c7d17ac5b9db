"""The inputs of an atlas read again, in the order in which a build needs them: areas, streets, timetables, people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from everyday.atlas import Steps, read_input, streets_of
from everyday.pipeline.beside import observed_essence, read_surveys
from everyday.pipeline.forecast import Forecast, work_of
from everyday.pipeline.from_edition import take_streets
from everyday.pipeline.material import Material
from everyday.pipeline.merged import merged_timetable
from everyday.pipeline.variant import CHANGE_STEP, Variant
from geo.errors import BuildError, Report

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder, Edition, InputRecord
    from geo.population import Water
    from plan.records import Correction

__all__ = ["read_everything"]


def read_everything(
    atlas: AtlasFolder,
    day: date | None,
    steps: Steps,
    variant: Variant | None,
    workers: int,
    corrections: Sequence[Correction],
    ground: Edition | None = None,
) -> Material:
    """Read all inputs of an atlas, apply corrections and what a scenario changes; all of it in named steps.

    Args:
        atlas: what is read.
        day: the weekday of the morning and evening bands, None for a typical one.
        steps: told what is being done.
        variant: of a scenario, None for an ordinary build.
        workers: threads, for the time that is announced.
        corrections: accepted ones.
        ground: an edition whose streets, places and what is near home are those of the inputs, if there is one.

    Raises:
        BuildError: the atlas has no boundaries.
        InputError: an input cannot be read.
    """
    with steps.step("Reading boundaries"):
        from everyday.pipeline.corrections import apply_to_places, apply_to_timetable

        material = _read_areas(atlas)
    with steps.step("Reading streets and places"):
        if not _take_known(atlas, material, variant, ground):
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
    with steps.step("Reading surveys"):
        counted = material.population if material.population is not None and material.population.is_counted else None
        material.surveyed = read_surveys(atlas, material.areas, counted.points if counted is not None else None)
        material.reports += material.surveyed.reports
        material.notes += material.surveyed.notes
    if variant is not None:
        with steps.step(CHANGE_STEP):
            variant.change(material)
    if steps.is_heard:
        has_logs = variant is None and bool(observed_essence(atlas))
        work = work_of(
            material.cells, material.extract, material.feed, material.days, atlas.config.parameters, has_logs=has_logs
        )
        material.forecast = Forecast(work, workers, steps.announce)
        material.forecast.begin()
    return material


def _take_known(atlas: AtlasFolder, material: Material, variant: Variant | None, ground: Edition | None) -> bool:
    """Take streets from an edition; True where they need not be read. The inputs are checked to be there, unchanged."""
    if variant is not None:
        return variant.streets(material)
    if ground is None:
        return False
    for record in atlas.config.inputs_of("osm"):
        atlas.input_path(record)
    return take_streets(material, ground, with_near_home=True)


def _named(report: Report, record: InputRecord) -> Report:
    """The report under the file name a person knows, not the one it is kept under."""
    return replace(report, source=record.name)


def _read_areas(atlas: AtlasFolder) -> Material:
    from geo.cells import cover_areas

    records = atlas.config.inputs_of("boundaries")
    if not records:
        raise BuildError(f"The atlas of {atlas.name} has no boundaries.", do="everyday add FOLDER boundaries FILE")
    boundaries, report = read_input("boundaries", atlas.input_path(records[-1]), atlas.input_options(records[-1]))
    cells, pieces = cover_areas(boundaries.areas, atlas.config.resolution)
    return Material(boundaries.areas, cells, pieces, atlas.config.place_kinds, reports=[_named(report, records[-1])])


def _read_streets(atlas: AtlasFolder, material: Material) -> None:
    records = atlas.config.inputs_of("osm")
    if not records:
        material.notes.append(
            "No streets were added, so nothing that depends on walking is known. Add an OpenStreetMap extract."
        )
        return
    extract, report = streets_of(atlas, records[-1], material.areas, material.kinds)
    material.extract = extract
    material.reports.append(_named(report, records[-1]))


def _read_timetables(atlas: AtlasFolder, material: Material, day: date | None) -> None:
    from geo.gtfs import choose_service_days, count_runs_once, staying_words

    merged = merged_timetable(atlas, atlas.config.inputs_of("gtfs"), day=day)
    if merged is None:
        return
    material.reports += merged.reports
    if merged.repeated_n:
        material.notes.append(
            f"{merged.repeated_n:,} trips stand in the timetable twice (same line, stops, times and days) and count "
            "once."
        )
    material.notes += merged.notes
    material.feed = merged.feed
    material.days = choose_service_days(
        material.feed, atlas.config.parameters.bands, weekday=day, is_complete=atlas.config.is_complete
    )
    material.feed, copies_n = count_runs_once(material.feed, (material.days.weekday, material.days.sunday))
    if copies_n:
        material.notes.append(
            f"{copies_n:,} trips run at the same times as another on the days of this build, under another service or "
            "in another timetable; each run counts once."
        )
    material.notes += staying_words(material.feed, (material.days.weekday, material.days.sunday))
    material.notes += material.days.notes
    for band, reason in material.days.band_unknown.items():
        titles = {item.name: item.title for item in atlas.config.parameters.bands}
        material.notes.append(f"{titles[band]} is not known: {reason}")


def _place_population(atlas: AtlasFolder, material: Material) -> None:
    from geo.population import population_per_piece

    records = atlas.config.inputs_of("population")
    if not records:
        material.notes.append("No population was added: every cell on the network weighs the same, and shares say so.")
        return
    population, report = read_input("population", atlas.input_path(records[-1]), atlas.input_options(records[-1]))
    placed = population_per_piece(
        population, material.areas, material.pieces, atlas.config.resolution, _water_of(material)
    )
    material.population, material.pieces, material.outside_n = population, placed.pieces, placed.outside_n
    material.reports += [_named(report, records[-1]), _named(placed.report, records[-1])]
    if placed.outside_n:
        material.notes.append(f"{placed.outside_n:,.0f} {population.noun} lie outside the study area and are left out.")


def _water_of(material: Material) -> Water | None:
    """Water of the streets map, as the background draws it; None without a map."""
    import numpy as np
    import shapely

    from geo.osm import sea_box
    from geo.population import Water

    if material.extract is None:
        return None
    features = material.extract.background["features"]
    shapes = [shapely.geometry.shape(one["geometry"]) for one in features if one["properties"]["layer"] == "water"]
    water = shapely.get_parts(
        np.array([shape for shape in shapes if shape.geom_type.endswith("Polygon")], dtype=object)
    )
    return Water(shapely.make_valid(water), sea_box(material.extract.network.extent))
