"""What if: an edition with a changed timetable or changed streets, beside the one it starts from."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.atlas import Edition, code_version, edition_ids, kept_input, open_folder
from everyday.disk import fingerprint_of
from everyday.pipeline import Variant, corrections_in, extract_of, take_streets
from everyday.scenario.edits import Edit, edits_essence, plain_edits, read_edits
from everyday.scenario.kinds import EDIT_KINDS
from geo.errors import BuildError, NotFoundError, Problem, Report, UsageError

if TYPE_CHECKING:
    from everyday.atlas import AtlasFolder
    from everyday.pipeline import Material
    from geo.feed import Feed
    from geo.osm import Extract

__all__ = ["base_edition", "check_edits", "export_gtfs", "run_scenario", "scenario_feed", "scenarios"]

EditSource = str | Path | Iterable[Mapping[str, Any]]
MOST_NAME = 100
_STREETS = ("new_footpath",)


def run_scenario(
    atlas: AtlasFolder,
    edits: EditSource,
    *,
    name: str = "",
    progress: Callable[[str, float], None] | None = None,
    cancel: threading.Event | None = None,
    workers: int | None = None,
) -> Edition:
    """Compute a named edition from the inputs of the shown one and some edits; the edition shown stays the same.

    The dates are those of the edition it starts from, so that the two can be compared. The same edits under the same
    name are recognised and cost a second. Its manifest has ``"scenario"``: name, base, edits, notes, costs.

    Args:
        atlas: an atlas with an edition.
        edits: an ``EDITS.toml``, or the tables of one.
        name: what to call it; default: the name in the file, else the file's name, else the edits in words.
        progress, cancel, workers: as in :meth:`everyday.facade.Atlas.build`.

    Raises:
        InputError: faults of the edits, all of them.
        NotFoundError: the atlas has no edition.
        BuildError: its inputs or settings have changed since its edition was built.
        UsageError: the name is too long.
        CancelledError: somebody asked to stop.
    """
    from everyday.pipeline import build_edition

    base = base_edition(atlas)
    wanted, report = read_edits(edits)
    if not report.is_usable:
        _check_against(atlas, base, wanted, report)
        report.raise_if_refused()
    chosen = name.strip() or _name_of(edits, wanted)
    if len(chosen) > MOST_NAME:
        raise UsageError(f"The name has {len(chosen)} letters.", f"Needed: at most {MOST_NAME}.")
    record = {"name": chosen, "base": base.id, "edits": plain_edits(wanted), "notes": [], "costs": []}
    variant = Variant(
        essence=f"{base.manifest['fingerprint']}|{chosen}|{edits_essence(wanted)}",
        record=record,
        streets=lambda material: take_streets(material, base, with_near_home=_is_timetable_only(wanted)),
        change=lambda material: _change(material, base, wanted, report, record),
        corrections=corrections_in(base.manifest),
    )
    return build_edition(
        atlas, day=_day_asked(base), workers=workers, progress=progress, cancel=cancel, variant=variant
    )


def base_edition(atlas: AtlasFolder) -> Edition:
    """The edition that scenarios start from: the one shown, or the one that a shown scenario starts from.

    Corrections accepted since it was built make no difference: a scenario has those of its base. Nor do GPS logs, of
    which a scenario says nothing.

    Raises:
        NotFoundError: there is none.
        BuildError: the atlas has changed since it was built.
    """
    from everyday.pipeline import edition_essence

    shown = atlas.edition()
    scenario = shown.manifest.get("scenario")
    base = atlas.edition(scenario["base"]) if scenario else shown
    corrections = corrections_in(base.manifest)
    essence = edition_essence(atlas.config, _day_asked(base), base.manifest["code"], corrections)
    if base.manifest.get("of_inputs", base.manifest["fingerprint"]) != fingerprint_of(essence):
        raise BuildError(
            f"The inputs or settings of the atlas have changed since its edition {base.id} was built.",
            "Needed: an edition of what the atlas holds now, to compare the scenario with.",
            f"Build one first: everyday build {atlas.folder}",
        )
    return base


def check_edits(atlas: AtlasFolder, edits: EditSource) -> Report:
    """All faults of some edits, for a form: nothing is computed or written.

    Raises:
        InputError: the file cannot be read at all. NotFoundError, BuildError: as :func:`base_edition`.
    """
    wanted, report = read_edits(edits)
    _check_against(atlas, base_edition(atlas), wanted, report)
    return report


def scenarios(atlas: AtlasFolder) -> list[dict[str, str]]:
    """All scenarios, the newest first: ``id``, ``name``, ``base`` (an edition's id), ``built_at``."""
    found = []
    for edition_id in reversed(edition_ids(atlas.folder)):
        manifest = atlas.edition(edition_id).manifest
        if "scenario" in manifest:
            record = manifest["scenario"]
            found.append(
                {"id": edition_id, "name": record["name"], "base": record["base"], "built_at": manifest["built_at"]}
            )
    return found


def scenario_feed(edition: Edition) -> Feed:
    """The timetable of an edition, with the edits if it is a scenario; read from the inputs of the atlas.

    Raises:
        NotFoundError: the edition has no timetable, or the atlas no longer holds it.
    """
    from everyday.scenario.feed import change_feed

    feed = _feed_of(open_folder(edition.atlas_folder), edition)
    if feed is None:
        raise NotFoundError(f"No timetable went into the edition {edition.id}.")
    scenario = edition.manifest.get("scenario")
    if not scenario:
        return feed
    edits, report = read_edits(scenario["edits"])
    days = {name: _date(edition.manifest[name]) for name in ("weekday", "sunday")}
    bounds = edition.network.extent.bounds if edition.manifest["crs"] else None
    changed = change_feed(feed, edits, report, bounds=bounds, **days)
    report.raise_if_refused()
    return changed.feed


def export_gtfs(source: Edition | Feed, path: str | Path) -> Path:
    """Write the timetable of an edition (with the edits, if it is a scenario), or a timetable, as a GTFS zip.

    Raises:
        NotFoundError: as :func:`scenario_feed`.
        UsageError: the timetable has no trips.
    """
    from geo.gtfs import write_gtfs

    if not isinstance(source, Edition):
        return write_gtfs(source, path)
    scenario = source.manifest.get("scenario")
    return write_gtfs(
        scenario_feed(source),
        path,
        feed_version=scenario["name"] if scenario else source.id,
        timezone=source.manifest["timezone"],
    )


def _name_of(source: EditSource, edits: Sequence[Edit]) -> str:
    import tomllib

    if isinstance(source, (str, Path)):
        path = Path(source)
        given = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("name", "")
        return str(given).strip() or path.stem
    words = [f"{EDIT_KINDS[edit.kind].title} {_subject(edit)}".strip() for edit in edits]
    text = ", ".join(words)
    return text if len(text) <= MOST_NAME else f"{text[: MOST_NAME - 1]}…"


def _subject(edit: Edit) -> str:
    return next((str(edit.fields[field]) for field in ("name", "line", "stop") if field in edit.fields), "")


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _day_asked(edition: Edition) -> date | None:
    return _date(edition.manifest["date_asked"])


def _is_timetable_only(edits: Sequence[Edit]) -> bool:
    return all(edit.kind not in _STREETS for edit in edits)


def _change(material: Material, base: Edition, edits: Sequence[Edit], report: Report, record: dict[str, Any]) -> None:
    from everyday.scenario.costs import cost_drivers

    before = material.feed
    if material.days is not None:
        material.days = replace(
            material.days, weekday=_date(base.manifest["weekday"]), sunday=_date(base.manifest["sunday"])
        )
    record["notes"] = _apply(material, edits, report)
    report.raise_if_refused()
    if material.days is not None and any(edit.kind not in _STREETS for edit in edits):
        record["notes"] += [
            f"{base.manifest['bands'][band]['title']}: not known from this timetable, so what the edits change there "
            "cannot be shown."
            for band in material.days.band_unknown
        ]
    if before is not None and material.feed is not None and material.days is not None:
        record["costs"] = cost_drivers(before, material.feed, material.days).to_dict("records")
    if base.manifest["code"] != code_version():
        record["notes"].append(
            f"The edition {base.id} was computed by an older version of the program: build it again before comparing."
        )


def _apply(material: Material, edits: Sequence[Edit], report: Report) -> list[str]:
    """Make all edits on what was read; faults go into ``report``."""
    from everyday.scenario.feed import TIMETABLE_KINDS, change_feed
    from everyday.scenario.network import change_network

    notes: list[str] = []
    extract = material.extract
    if material.feed is not None and material.days is not None:
        bounds = extract.network.extent.bounds if extract is not None else None
        changed = change_feed(
            material.feed, edits, report, weekday=material.days.weekday, sunday=material.days.sunday, bounds=bounds
        )
        material.feed = changed.feed
        notes += changed.notes
    else:
        _refuse(report, edits, TIMETABLE_KINDS, "the atlas has no timetable.", "Add a GTFS timetable.")
    if extract is not None:
        streets = change_network(extract.network, edits, report)
        material.extract = replace(extract, network=streets.network)
        notes += streets.notes
    else:
        _refuse(report, edits, _STREETS, "the atlas has no streets.", "Add an OpenStreetMap extract.")
    return notes


def _refuse(report: Report, edits: Sequence[Edit], kinds: Sequence[str], found: str, action: str) -> None:
    for edit in edits:
        if edit.kind in kinds:
            report.add("refused", "nothing_to_edit", f"{edit.title}: {found}", action=action)


def _check_against(atlas: AtlasFolder, base: Edition, edits: Sequence[Edit], report: Report) -> None:
    """Check edits against the timetable and the streets of an edition, without building anything."""
    from geo.gtfs import ServiceDays

    days = ServiceDays(_date(base.manifest["weekday"]), _date(base.manifest["sunday"]), "", "")
    material = _Checked(_feed_of(atlas, base), days, extract_of(base) if base.manifest["crs"] else None)
    _apply(material, edits, report)  # type: ignore[arg-type]
    report.problems.sort(key=_number_of)


def _number_of(problem: Problem) -> int:
    """Number of the edit that a fault is about; faults of the whole file come first."""
    match = re.match(r"Edit (\d+)", problem.found)
    return int(match[1]) if match else 0


class _Checked:
    """The part of the material that edits look at."""

    def __init__(self, feed: Feed | None, days: Any, extract: Extract | None) -> None:
        self.feed, self.days, self.extract = feed, days, extract


def _feed_of(atlas: AtlasFolder, edition: Edition) -> Feed | None:
    """The timetable that went into an edition, with its corrections and without edits; None if none did."""
    from everyday.pipeline import merged_timetable
    from everyday.pipeline.corrections import correct_feed

    records = []
    for entry in edition.manifest["inputs"]:
        if entry["kind"] != "gtfs":
            continue
        records.append(kept_input(atlas, "gtfs", str(entry["name"]), str(entry["sha256"])))
    merged = merged_timetable(atlas, records)
    west, south, east, north = edition.areas().total_bounds
    first = _date(edition.manifest["weekday"] or edition.manifest["sunday"]) or date.today()
    return correct_feed(
        merged.feed if merged is not None else None,
        corrections_in(edition.manifest),
        bounds=(west, south, east, north),
        near=first,
        timezone=edition.manifest["timezone"],
    ).feed
