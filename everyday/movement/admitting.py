"""Logs that have been looked at and confirmed become an upload: counted in memory, and only the tables are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version

import polars as pl

from everyday.atlas import AtlasFolder
from everyday.movement.attacking import attack_on_homes
from everyday.movement.consent import Consent, checked_consent
from everyday.movement.counting import count
from everyday.movement.examining import Examined
from everyday.movement.gathering import sample_of
from everyday.movement.ground import ground_of_atlas
from everyday.movement.keeping import (
    Upload,
    kept_upload,
    new_upload_id,
    remove_half_written,
    secret_of,
    upload_ids,
    write_upload,
)
from everyday.movement.strikes import Strike, struck
from everyday.movement.tables import observe
from geo.errors import BuildError, InputError, Report, UsageError

__all__ = ["Admitted", "admit"]


@dataclass(frozen=True)
class Admitted:
    """An upload that was kept.

    Attributes:
        upload: what is said about it.
        codes: the code of each person by their label in the logs, for them to withdraw with. It is kept nowhere.
        people_n: people in it.
        struck_h: hours that were struck out.
        removed: fixes left out, by rule.
    """

    upload: Upload
    codes: dict[str, str]
    people_n: int
    struck_h: float
    removed: dict[str, int]


def admit(
    atlas: AtlasFolder,
    examined: Examined,
    consent: Consent,
    *,
    strikes: Sequence[Strike] = (),
    preset: str = "trackintel",
    today: date | None = None,
) -> Admitted:
    """Count logs that a planner has confirmed, and keep the tables of an upload; the fixes are kept nowhere.

    Args:
        atlas: to which they belong.
        examined: what was looked at.
        consent: what people agreed to.
        strikes: what they struck out; it is silence.
        preset: of the staypoints, ``trackintel`` or ``skmob``.
        today: default: the day it is.

    Raises:
        UsageError: a question is open, the consent is not whole, a strike cannot be, or a file was counted before.
        InputError: nothing is left to count.
        BuildError: it could not be written; nothing of it is left.
    """
    told = checked_consent(consent, today or date.today())
    if open_questions := [one.words for one in examined.questions if not one.default]:
        raise UsageError(f"Somebody has to decide first: {' '.join(open_questions)}", do="Nothing was kept.")
    if faults := [fault for one in strikes for fault in one.faults()]:
        raise UsageError(f"What is struck out is not clear: {'; '.join(faults)}.", do="Nothing was kept.")
    if again := _kept_before(atlas, examined):
        raise UsageError(
            f"{'; '.join(again)}: people would count twice.", "Needed: each log once.",
            "Leave these files out, or withdraw that upload first. Nothing was kept.",
        )  # fmt: skip
    left, struck_out = struck(examined.fixes, strikes, examined.timezone)
    if left.is_empty():
        report = Report("GPS logs", "GPS logs")
        report.add(
            "refused", "nothing", "there is no fix to count.", action="Look at the files and at what is struck out"
        )
        raise InputError(report)
    remove_half_written(atlas.folder)
    ground, rules = ground_of_atlas(atlas), atlas.config.observed
    try:
        secret = secret_of(atlas.folder)
        counted = count(left, ground, preset=preset, secret=secret, rules=rules, struck_out=struck_out)
        upload = Upload(
            new_upload_id(), told.label, told.purpose, told.keep_until, told.readers, told.chosen, preset,
            ground.resolution, ground.fingerprint, ground.edition,
            datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), _version(), _files(examined, counted.files),
        )  # fmt: skip
        sample = sample_of([(upload, counted.tables)], secret=secret)
        observed = observe(sample, ground.area_ids, ground.adjacent, ground.kinds, rules)
        homes = attack_on_homes(observed, counted.homes, ground)
        upload = replace(upload, homes=homes, is_safe=homes["found"] <= homes["by_chance_most"])
        write_upload(atlas.folder, upload, counted.tables)
    except OSError as error:
        raise BuildError(
            f"The logs could not be counted and kept: {error.strerror or error}.",
            do="Free some space or check the folder; nothing was kept.",
        ) from error
    removed = counted.tables["removed"].group_by("rule").agg(pl.col("n").sum()).sort("rule")
    return Admitted(
        upload, counted.codes, len(counted.tables["people"]), float(struck_out["struck_h"].sum()),
        {str(rule): int(n) for rule, n in removed.iter_rows()},
    )  # fmt: skip


def _kept_before(atlas: AtlasFolder, examined: Examined) -> list[str]:
    """Files, by their fingerprints, that an upload of this atlas has counted already: a sentence for each upload."""
    found = []
    for upload_id in upload_ids(atlas.folder):
        known = kept_upload(atlas.folder, upload_id)
        names = sorted(name for name, sha256 in examined.fingerprints.items() if sha256 in known.files)
        if names:
            more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
            is_are = "is" if len(names) == 1 else "are"
            found.append(
                f"{', '.join(names[:3])}{more} {is_are} counted already in upload {upload_id} of {known.made_at[:10]}"
            )
    return found


def _version() -> str:
    try:
        return version("everyday-atlas")
    except PackageNotFoundError:
        return "not installed as a package"


def _files(examined: Examined, people: dict[str, list[str]]) -> dict[str, list[str]]:
    """Fingerprints of the files, each with the pseudonyms in it; of a zip, those in its members."""
    found: dict[str, list[str]] = {}
    for name, sha256 in sorted(examined.fingerprints.items()):
        inside = {
            code for file, codes in people.items() if file == name or file.startswith(f"{name}/") for code in codes
        }
        whole = {code for codes in people.values() for code in codes} if len(examined.fingerprints) == 1 else set()
        found[sha256] = sorted(inside or whole)
    return found
