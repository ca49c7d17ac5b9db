"""From inputs to an edition: read everything, measure it, write it; a build that exists already is recognised."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from everyday.atlas import (
    SURVEY_KINDS,
    Edition,
    Steps,
    code_version,
    edition_ids,
    filled,
    find_edition,
    new_edition_id,
    set_current,
)
from everyday.collecting import seldom_collected
from everyday.disk import fingerprint_of, need_room, one_at_a_time, written_beside
from everyday.movement import end_retention
from everyday.pipeline.beside import (
    copied_tables,
    measured_the_same,
    observed_essence,
    read_surveys,
    with_observed,
    with_surveys,
    without_surveys,
    write_observed,
    write_surveys,
)
from everyday.pipeline.corrected import corrections_essence
from everyday.pipeline.from_edition import ground_of, on_same_ground
from everyday.pipeline.holding import losses
from everyday.pipeline.manifest import edition_manifest, inputs_record
from everyday.pipeline.reading import read_everything
from everyday.pipeline.variant import CHANGE_STEP, Variant
from everyday.pipeline.writing import write_tables
from geo.disk import build_fault
from geo.errors import BuildError, CancelledError, NotFoundError
from plan.corrections import accepted_in_order

if TYPE_CHECKING:
    import pandas as pd

    from everyday.atlas import AtlasConfig, AtlasFolder
    from everyday.pipeline.depth import Baseline
    from plan.records import Correction

__all__ = ["build_edition", "edition_essence", "held_back"]

OBSERVED_STEP = "Counting how people of the sample move"
_SHARES = {
    "Checking what is there": 1.0,
    "Reading boundaries": 2.0,
    "Reading streets and places": 12.0,
    "Reading timetables": 8.0,
    "Placing the population": 2.0,
    "Reading surveys": 0.5,
    CHANGE_STEP: 1.0,
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
    OBSERVED_STEP: 4.0,
}


_PATIENCE_S = 1800.0
"""Whoever waits for another build longer than this is told so: no build of a town takes so long."""


def edition_essence(config: AtlasConfig, day: date | None, code: str, corrections: Sequence[Correction]) -> str:
    """What decides the numbers of an edition that is not a scenario, as text; its fingerprint is made of it."""
    essence, corrected = f"{config.essence()}|{day}|{code}", corrections_essence(corrections)
    return f"{essence}|{corrected}" if corrected else essence


def build_edition(
    atlas: AtlasFolder,
    *,
    day: date | None = None,
    workers: int | None = None,
    progress: Callable[[str, float], None] | None = None,
    cancel: threading.Event | None = None,
    variant: Variant | None = None,
    is_shown: bool = False,
) -> Edition:
    """Compute an edition of ``atlas``; see :meth:`everyday.facade.Atlas.build`.

    It is shown from then on, unless it lost much against the one shown (``holding.losses``) and ``is_shown`` is False.

    Where only the timetable is new, streets, places and what is near home come from the edition before; where only
    surveys or GPS logs are new, everything else does. Logs whose time is over are deleted first.

    One build of an atlas runs at a time, whichever program began it: another waits for it, and recognises what it made.

    With a ``variant`` it is a scenario (:mod:`everyday.scenario.running`), and the edition shown stays the same; it has
    the corrections of the edition it starts from, any other those that are accepted now.
    """

    def waiting(_waited_s: float) -> None:
        if progress is not None:
            progress("Waiting for another build of this atlas", 0.0)
        if cancel is not None and cancel.is_set():
            raise CancelledError("Stopped before it began.", do="Nothing was changed.")

    with one_at_a_time(atlas.folder, "build", wait_s=_PATIENCE_S, tell=waiting), seldom_collected():
        return _build(atlas, day, workers, progress, cancel, variant, is_shown=is_shown)


def _build(
    atlas: AtlasFolder,
    day: date | None,
    workers: int | None,
    progress: Callable[[str, float], None] | None,
    cancel: threading.Event | None,
    variant: Variant | None,
    *,
    is_shown: bool,
) -> Edition:
    """An edition, or the one of the same inputs that is there."""
    started = time.perf_counter()
    left_out = OBSERVED_STEP if variant is not None else CHANGE_STEP
    shares = {title: share for title, share in _SHARES.items() if title != left_out}
    steps = Steps(shares, progress, cancel)
    with steps.step("Checking what is there"):
        code = code_version()
        corrections = accepted_in_order(atlas.accepted_corrections() if variant is None else variant.corrections)
        essence = edition_essence(atlas.config, day, code, corrections)
        of_inputs = fingerprint_of(essence)
        if variant is not None:
            essence = f"{essence}|{variant.essence}"
        else:
            end_retention(atlas)
            if seen := observed_essence(atlas):
                essence = f"{essence}|{seen}"
        fingerprint = fingerprint_of(essence)
        baseline_id = _baseline_id(atlas)
        same = _recognised(atlas, fingerprint, baseline_id)
    if same is not None:
        if variant is None:
            _show(atlas, same, is_shown=is_shown)
        return same
    measures = fingerprint_of(edition_essence(without_surveys(atlas.config), day, code, corrections))
    if variant is None and (before := measured_the_same(atlas, measures, baseline_id)) is not None:
        edition = _with_surveys(atlas, before, fingerprint, of_inputs, started, progress)
        _show(atlas, edition, is_shown=is_shown)
        return edition
    _need_room(atlas)
    threads = workers or os.cpu_count() or 1
    ground = ground_of(atlas.config, corrections)
    known = on_same_ground(atlas, ground) if variant is None else None
    material = read_everything(atlas, day, steps, variant, threads, corrections, known)
    with steps.step("Preparing the engines") as tell:
        from analysis.prepare import prepare
        from everyday.pipeline.measuring import measure

        prepare(lambda name, share: tell(share))
        baseline, earlier = _before(atlas, baseline_id)
    measured = measure(material, atlas.config, threads, steps, baseline=baseline, earlier=earlier)
    edition_id = new_edition_id(atlas.folder, fingerprint)
    target = atlas.folder / "editions" / edition_id
    try:
        with written_beside(target) as beside:
            with steps.step("Writing the edition") as tell:
                rows, indexes = write_tables(beside, material, measured, atlas.config.resolution, tell)
                manifest = edition_manifest(atlas.config, edition_id, fingerprint, day, material, measured, rows)
                manifest["evidence"] = indexes
            manifest["code"] = code
            if variant is None:
                with steps.step(OBSERVED_STEP):
                    counted, record = write_observed(atlas, beside, unknown_bands=_unknown_bands(manifest))
                    manifest = with_observed(manifest, record, counted)
            manifest["seconds"] = steps.seconds | {"whole": round(time.perf_counter() - started, 3)}
            manifest["workers"] = threads
            manifest["baseline"] = baseline.edition_id if baseline else edition_id
            if variant is None:
                manifest["ground"], manifest["measured"], manifest["of_inputs"] = ground, measures, of_inputs
            else:
                manifest["scenario"] = variant.record
            text = json.dumps(manifest, indent=1, ensure_ascii=False, default=str)
            (beside / "manifest.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise build_fault("The edition could not be written", error) from error
    edition = find_edition(atlas.folder, edition_id)
    if variant is None:
        _show(atlas, edition, is_shown=is_shown)
    return edition


def held_back(atlas: AtlasFolder, edition: Edition) -> tuple[str, ...]:
    """Why an edition that was built is not shown: what it lost against the one that is; none if it is shown."""
    shown = atlas.edition() if atlas.editions() else None
    return losses(shown.manifest, edition.manifest) if shown is not None and shown.id != edition.id else ()


def _show(atlas: AtlasFolder, edition: Edition, *, is_shown: bool) -> None:
    """Show an edition, unless it lost much against the one shown and nobody has said to show it all the same."""
    if is_shown or not held_back(atlas, edition):
        set_current(atlas.folder, edition.id)


def _need_room(atlas: AtlasFolder) -> None:
    """Nobody waits for a build that cannot be kept: an edition takes about as much as the one shown."""
    try:
        files = atlas.edition().folder.iterdir()
        size = sum(one.stat().st_size for one in files)
    except NotFoundError:
        size = 0  # the first: how large it will be is not known
    try:
        need_room(atlas.folder, size)
    except OSError as error:
        raise build_fault("The edition could not be written", error) from error


def _with_surveys(
    atlas: AtlasFolder,
    before: Edition,
    fingerprint: str,
    of_inputs: str,
    started: float,
    progress: Callable[[str, float], None] | None,
) -> Edition:
    """An edition with the measures of one before and the surveys and logs of now: nothing is measured again."""
    from everyday.atlas import open_edition

    if progress is not None:
        progress("Reading surveys", 0.0)
    for record in atlas.config.inputs:
        atlas.input_path(record)
    has_weights = any("boundaries" in one.options for kind in SURVEY_KINDS for one in atlas.config.inputs_of(kind))
    surveyed = read_surveys(atlas, open_edition(before).areas, atlas.own_people() if has_weights else None)
    edition_id = new_edition_id(atlas.folder, fingerprint)
    manifest = with_surveys(before.manifest, surveyed)
    manifest |= {
        "id": edition_id, "fingerprint": fingerprint, "built_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "inputs": inputs_record(atlas.config), "baseline": before.manifest["baseline"], "measured_in": before.id,
        "of_inputs": of_inputs,
    }  # fmt: skip
    try:
        with written_beside(atlas.folder / "editions" / edition_id) as beside:
            copied_tables(before, beside)
            manifest["rows"] = manifest["rows"] | write_surveys(beside, surveyed)
            counted, seen = write_observed(atlas, beside, unknown_bands=_unknown_bands(manifest))
            manifest = with_observed(manifest, seen, counted)
            manifest["seconds"] = {"whole": round(time.perf_counter() - started, 3)}
            text = json.dumps(manifest, indent=1, ensure_ascii=False, default=str)
            (beside / "manifest.json").write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise build_fault("The edition could not be written", error) from error
    if progress is not None:
        progress("Writing the edition", 1.0)
    return find_edition(atlas.folder, edition_id)


def _unknown_bands(manifest: dict[str, Any]) -> list[str]:
    """Times of the week of which the timetable of an edition cannot tell."""
    return [name for name, facts in manifest["bands"].items() if not facts["is_known"]]


def _baseline_id(atlas: AtlasFolder) -> str:
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


def _recognised(atlas: AtlasFolder, fingerprint: str, baseline_id: str) -> Edition | None:
    """An edition of the same inputs, parameters, code and baseline; the inputs are checked to be unchanged."""
    for known in edition_ids(atlas.folder):
        if known.endswith(fingerprint):
            edition = find_edition(atlas.folder, known)
            if edition.manifest.get("baseline") == baseline_id:
                for record in atlas.config.inputs:
                    atlas.input_path(record)
                return edition
    return None


def _before(atlas: AtlasFolder, baseline_id: str) -> tuple[Baseline | None, pd.DataFrame | None]:
    """The baseline, and the suggestions of the edition shown, whose keys are carried on."""
    from everyday.pipeline.depth import load_baseline

    if not baseline_id:
        return None, None
    baseline = load_baseline(find_edition(atlas.folder, baseline_id).folder / "baseline.json", baseline_id)
    shown = find_edition(atlas.folder)
    return baseline, filled(shown.suggestions()) if shown.has_suggestions() else None
