"""Starting an atlas, and adding inputs to it and taking them out: what is accepted is kept as it was given."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from everyday.atlas.answers import are_answers, counted
from everyday.atlas.config import AtlasConfig, InputRecord, check_timezone, load_config, save_config, save_setting
from everyday.atlas.folder import OWN_AREAS, AtlasFolder, asked_of_streets, open_folder, shelf_of
from everyday.atlas.inputs import FILE_OPTIONS, KINDS, SURVEY_KINDS, read_input
from everyday.collecting import seldom_collected
from everyday.disk import copy_input, one_at_a_time, sha256_of, written_beside
from geo.crs import haversine_m
from geo.errors import InputError, NotFoundError, Report, UsageError

if TYPE_CHECKING:
    from geo.feed import Feed

__all__ = ["add_input", "check_survey", "kept_input", "remove_input", "rename_atlas", "start_atlas", "tell_numbers"]

MOST_PROBLEMS_KEPT = 40
NEAR_M = 20_000.0
"""A timetable has a stop so near to the town, or is of another place."""
_PATIENCE_S = 120.0
"""Whoever waits for another import longer than this is told so: what is waited for is copying a file."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Kept files that belong to another begin with what they are.
_BESIDE = {"boundaries": "population-areas", "lookup": "look-up", "published": "published-people"}


def start_atlas(
    target: Path, config: AtlasConfig, boundaries: Path, *, options: dict[str, str], licence: str, attribution: str
) -> Report:
    """Make an atlas folder from area boundaries; returns their report. Nothing is left behind where it fails.

    Raises:
        UsageError: a setting is wrong, or the folder is taken.
        InputError: the boundaries cannot be used.
    """
    faults: list[str] = []
    if not config.name.strip():
        faults.append("the name is empty")
    if not 7 <= config.resolution <= 11:
        faults.append(f"the resolution is {config.resolution}, needed 7 to 11")
    if config.centre and not (abs(config.centre[0]) <= 90 and abs(config.centre[1]) <= 180):
        faults.append(f"the centre {config.centre} is not latitude,longitude in degrees")
    check_timezone(config.timezone, faults)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        faults.append(f"{target} is already there and not empty: choose another folder")
    if faults:
        raise UsageError(f"The atlas was not started: {'; '.join(faults)}.")
    with written_beside(target) as beside:
        save_config(beside, config)
        report = add_input(
            open_folder(beside), "boundaries", boundaries, options=options, licence=licence, attribution=attribution
        )
    return report


@seldom_collected()
def add_input(
    atlas: AtlasFolder,
    kind: str,
    source: Path,
    *,
    options: dict[str, str] | None = None,
    licence: str = "",
    attribution: str = "",
    is_replacing: bool = False,
) -> Report:
    """Check one input and keep it: see :meth:`everyday.Atlas.add`."""
    given = {key: str(value) for key, value in (options or {}).items() if value}
    if kind == "survey" and are_answers(source):
        with counted(atlas, source, given, is_replacing=is_replacing) as (table, told, found):
            report = add_input(
                atlas, kind, table, options=told, licence=licence, attribution=attribution, is_replacing=is_replacing
            )
        report.facts = {**found.facts, **report.facts}
        report.problems = [*found.problems, *report.problems]
        return report
    extras, asked = _asked_as_in_a_build(atlas, kind)
    read_sha256 = sha256_of(source) if extras and source.is_file() else ""
    result, report, is_joined = _read(atlas, kind, source, given, extras)
    with one_at_a_time(atlas.folder, "inputs", wait_s=_PATIENCE_S):
        if is_joined:
            given["boundaries"] = OWN_AREAS
        else:
            for name in FILE_OPTIONS.get(kind, ()):
                if name in given:
                    beside, _ = copy_input(Path(given[name]), atlas.inputs_folder(), _BESIDE.get(name, name))
                    given[name] = beside.name
        kept, sha256 = copy_input(source, atlas.inputs_folder(), kind)
        record = InputRecord(
            kind=kind,
            file=kept.name,
            name=source.name,
            sha256=sha256,
            added_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            licence=licence or KINDS[kind].licence,
            attribution=attribution or _attribution(kind, result),
            date=_input_date(kind, result),
            options=given,
            problems=tuple(
                str(problem) for problem in report.sorted_problems() if problem.severity in ("repaired", "warning")
            )[:MOST_PROBLEMS_KEPT],
        )
        if read_sha256 == sha256:  # else it was a folder, or somebody wrote to the file meanwhile
            shelf_of(atlas).keep(kind, sha256, asked, result, report)
        _keep(atlas, record, is_replacing or not KINDS[kind].is_many)
    return report


def _asked_as_in_a_build(atlas: AtlasFolder, kind: str) -> tuple[dict[str, Any], str]:
    """What a build will ask of the reader of this kind, so that it need not read again, and the same as text."""
    if kind == "gtfs":
        return {"with_shapes": True}, ""
    if kind == "osm" and atlas.config.inputs_of("boundaries"):
        return asked_of_streets(atlas.own_areas(), atlas.config.place_kinds)
    return {}, ""


def check_survey(
    atlas: AtlasFolder, kind: str, source: Path, options: dict[str, str]
) -> tuple[Path, dict[str, str], Report]:
    """What would be found in a survey or statistics for this atlas, of which ``source`` is a copy for a while.

    A file of single answers is counted at once: a table of the counts takes its place, and the answers are gone.

    Returns:
        The file and the options with which it can be added, and what was found; no fault of the file raises.
    """
    given = {key: value for key, value in options.items() if value}
    try:
        if kind != "survey" or not are_answers(source):
            return source, given, _read(atlas, kind, source, given)[1]
        with counted(atlas, source, given, is_replacing=False) as (table, told, report):
            kept = source.with_name(table.name)
            shutil.copyfile(table, kept)
            read = _read(atlas, kind, kept, told)[1]
            report.problems += read.problems
            return kept, told, report
    except InputError as error:
        return source, given, error.report
    finally:
        if source.is_file() and kind == "survey" and are_answers(source):
            source.unlink()


def remove_input(atlas: AtlasFolder, sha256: str) -> None:
    """Take one input out of the atlas. Editions built from it stay.

    Raises:
        NotFoundError: no input has that fingerprint.
    """

    def without_it(inputs: tuple[InputRecord, ...]) -> tuple[InputRecord, ...]:
        kept = tuple(record for record in inputs if record.sha256 != sha256)
        if len(kept) == len(inputs):
            raise NotFoundError(f"There is no input with the fingerprint {sha256[:12]}.")
        return kept

    with one_at_a_time(atlas.folder, "inputs", wait_s=_PATIENCE_S):
        _save(atlas, without_it)


def tell_numbers(atlas: AtlasFolder, *, is_on: bool) -> None:
    """Say whether rows of a sample tell numbers (``[gps] numbers``), from the next build on.

    Raises:
        BuildError: the folder cannot be written, or somebody else is at work on it.
        UsageError: ``atlas.toml`` has faults.
    """
    with one_at_a_time(atlas.folder, "inputs", wait_s=_PATIENCE_S):
        if load_config(atlas.folder).observed.numbers != is_on:
            save_setting(atlas.folder, "gps", "numbers", is_on)
        atlas.config = load_config(atlas.folder)


def rename_atlas(folder: Path, name: str) -> None:
    """Give an atlas another name, and leave all else as it stands in ``atlas.toml``.

    Raises:
        BuildError: the folder cannot be written, or somebody else is at work on it.
        UsageError: there is no name, or ``atlas.toml`` has faults.
    """
    words = " ".join(name.split())
    if not words:
        raise UsageError("The atlas has no name.", needed="the name of the town.", do="Type it.")
    with one_at_a_time(folder, "inputs", wait_s=_PATIENCE_S):
        config = load_config(folder)
        if config.name != words:
            save_config(folder, replace(config, name=words))


def _read(
    atlas: AtlasFolder, kind: str, source: Path, given: dict[str, str], extras: dict[str, Any] | None = None
) -> tuple[Any, Report, bool]:
    """Read an input. A population table without coordinates is joined by code to the atlas's own areas (True)."""
    if kind in SURVEY_KINDS:
        people = atlas.own_people() if "boundaries" in given else None
        return (*read_input(kind, source, given, areas=atlas.own_areas(), town=atlas.name, people=people), False)
    try:
        result, report = read_input(kind, source, given, **(extras or {}))
        if kind == "gtfs":
            _check_timetable(atlas, result, report)
        return result, report, False
    except InputError as error:
        is_placeless = any(problem.code == "no_coordinates" for problem in error.report.problems)
        if kind != "population" or "boundaries" in given or not is_placeless:
            raise
    return (*read_input(kind, source, given | atlas.own_areas_options()), True)


def _check_timetable(atlas: AtlasFolder, feed: Feed, report: Report) -> None:
    """Refuse a timetable of another part of the world; warn of one that shares no day with those already there.

    Raises:
        InputError: none of its stops lies near the town.
    """
    west, south, east, north = (float(edge) for edge in atlas.own_areas().total_bounds)
    lat, lon = feed.stops["lat"].to_numpy(float), feed.stops["lon"].to_numpy(float)
    away_m = haversine_m(lat, lon, lat.clip(south, north), lon.clip(west, east))
    if len(away_m) and away_m.min() > NEAR_M:
        around = f"latitude {float(np.median(lat)):.2f}, longitude {float(np.median(lon)):.2f}"
        report.add(
            "refused",
            "timetable_far_away",
            f"the timetable is of another place: its stops lie around {around}, and the nearest is "
            f"{away_m.min() / 1000:,.0f} km from {atlas.name}.",
            needed=f"a timetable with a stop within {NEAR_M / 1000:.0f} km of the town.",
            action="Choose the timetable of the town's region.",
        )
        raise InputError(report)
    others = [record for record in atlas.config.inputs if record.kind == "gtfs"]
    days, spans = feed.service_by_day(), [_DAY.findall(record.date) for record in others]
    if not len(days) or not any(len(span) > 1 for span in spans):
        return
    first, last = (stamp.date().isoformat() for stamp in days["date"].iloc[[0, -1]])
    if not any(len(span) > 1 and span[0] <= last and first <= span[-1] for span in spans):
        held = "; ".join(f"{record.name}: {record.date}" for record in others)
        report.add(
            "warning",
            "no_common_day",
            f"the timetable runs from {first} to {last} and shares no day with those that are there ({held}).",
            needed="timetables of the same weeks.",
            action="It was added. The map is made for a day of most trips, and says which timetable is silent then.",
        )


def _keep(atlas: AtlasFolder, record: InputRecord, is_replacing: bool) -> None:
    """Add a record to those in ``atlas.toml``. Whoever calls it holds the folder's lock for inputs."""

    def with_it(inputs: tuple[InputRecord, ...]) -> tuple[InputRecord, ...]:
        others = [
            other
            for other in inputs
            if not (other.kind == record.kind and (is_replacing or other.sha256 == record.sha256))
        ]
        return (*others, record)

    _save(atlas, with_it)


def _save(atlas: AtlasFolder, change: Callable[[tuple[InputRecord, ...]], tuple[InputRecord, ...]]) -> None:
    """Change the inputs in ``atlas.toml`` as they are there now, which another program may have changed since it was
    opened, and remove files that neither it nor an edition was made from."""
    now = load_config(atlas.folder)
    inputs = change(now.inputs)
    atlas.config = replace(now, inputs=inputs)
    save_config(atlas.folder, atlas.config)
    shelf_of(atlas).sweep(record.sha256 for record in inputs)
    named = {record.file for record in inputs}
    named |= {record.options.get(name, "") for record in inputs for name in FILE_OPTIONS.get(record.kind, ())}
    named |= {path.name for path in _files_of_editions(atlas)}
    for entry in atlas.inputs_folder().iterdir():
        if entry.name not in named and not entry.name.startswith("."):
            entry.unlink(missing_ok=True)


def _files_of_editions(atlas: AtlasFolder) -> list[Path]:
    """Kept files that editions were made from: with them one can say why two editions differ."""
    entries = [one for name in atlas.editions() for one in atlas.edition(name).manifest["inputs"]]
    found = (_kept_file(atlas, str(one["kind"]), str(one["sha256"])) for one in entries)
    return [path for path in found if path is not None]


def _kept_file(atlas: AtlasFolder, kind: str, sha256: str) -> Path | None:
    """The file by its name, which begins with its kind and fingerprint (``files.copy_input``)."""
    return next(iter(sorted(atlas.inputs_folder().glob(f"{kind}-{sha256[:8]}-*"))), None)


def kept_input(atlas: AtlasFolder, kind: str, name: str, sha256: str) -> InputRecord:
    """An input that an edition was made from, as its manifest names it, whether or not the atlas still uses it.

    Raises:
        NotFoundError: the file was not kept.
    """
    path = _kept_file(atlas, kind, sha256)
    if path is None:
        raise NotFoundError(
            f"The file {name} that an edition was made from is no longer in {atlas.inputs_folder()}.",
            do="Add the very same file again, then the one of today: what editions were made from stays.",
        )
    return InputRecord(kind=kind, file=path.name, name=name, sha256=sha256, added_at="")


def _attribution(kind: str, result: Any) -> str:
    if kind == "gtfs":
        operators = sorted({str(name) for name in result.agencies["agency_name"] if str(name).strip()})
        shown = ", ".join(operators[:8]) + (f" and {len(operators) - 8} more" if len(operators) > 8 else "")
        return f"Timetable of {shown}" if operators else "Timetable, operator not stated"
    return KINDS[kind].attribution


def _input_date(kind: str, result: Any) -> str:
    if kind == "osm" and result.extract_date:
        return str(result.extract_date)
    if kind == "gtfs" and result.services.first_date is not None:
        return f"{result.services.first_date} to {result.services.last_date}"
    if kind in SURVEY_KINDS:
        years = result.values["year"].unique().sort().to_list()
        return " to ".join(dict.fromkeys((years[0], years[-1]))) if years else ""
    return ""
