"""Withdrawal of a person or an upload, the end of retention, and which editions still hold what followed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from everyday.atlas import AtlasFolder, find_edition, gps_folder, has_plan
from everyday.movement.keeping import (
    Upload,
    kept_tables,
    kept_upload,
    remove_half_written,
    remove_upload,
    upload_ids,
    write_upload,
)
from geo.errors import BuildError, NotFoundError

__all__ = ["Withdrawn", "editions_with", "end_retention", "listed_uploads", "withdraw"]


@dataclass(frozen=True)
class Withdrawn:
    """What was deleted, and what still holds figures in which it is counted: editions, newest first, and findings."""

    upload_id: str
    people_n: int
    is_whole_upload: bool
    editions: tuple[str, ...]
    shown: str = ""
    findings: tuple[str, ...] = ()

    def to_text(self) -> str:
        """In words, with what is to be done."""
        what = f"Upload {self.upload_id} with {self.people_n:,} people" if self.is_whole_upload else (
            f"One person of upload {self.upload_id}")  # fmt: skip
        lines = [f"{what} is deleted. The next edition is built without."]
        if self.editions:
            lines.append(
                f"Figures that count {'them' if self.is_whole_upload else 'this person'} among at least ten others are "
                f"still in {len(self.editions)} edition{'s' if len(self.editions) > 1 else ''}, and in what was "
                f"exported from {'them' if len(self.editions) > 1 else 'it'}:"
            )
            lines += [f"  - {one}{' (shown)' if one == self.shown else ''}" for one in self.editions]
            if self.findings:
                lines.append(
                    f"They are frozen, too, in the evidence of {len(self.findings)} "
                    f"finding{'s' if len(self.findings) > 1 else ''}: {', '.join(self.findings)}."
                )
            lines.append("Next: everyday build, and delete these editions if people ask for it.")
        return "\n".join(lines)


def listed_uploads(atlas: AtlasFolder) -> list[tuple[Upload, int]]:
    """Every upload with its number of people, the oldest first."""
    found = [(kept_upload(atlas.folder, one), len(kept_tables(atlas.folder, one)["people"]))
             for one in upload_ids(atlas.folder)]  # fmt: skip
    return sorted(found, key=lambda pair: (pair[0].made_at, pair[0].id))


def editions_with(atlas: AtlasFolder, upload_id: str) -> list[str]:
    """Editions whose figures count an upload, newest first."""
    found = []
    for edition_id in reversed(atlas.editions()):
        observed = find_edition(atlas.folder, edition_id).manifest.get("observed") or {}
        if upload_id in {one["id"] for one in observed.get("uploads", [])}:
            found.append(edition_id)
    return found


def _findings_with(atlas: AtlasFolder, editions: Sequence[str]) -> tuple[str, ...]:
    """Findings in whose evidence figures of a sample were frozen, from any of these editions."""
    from analysis.suggestions import MOVEMENT_RULES
    from plan.records import Evidence

    if not editions or not has_plan(atlas.folder):
        return ()
    known = set(editions)
    return tuple(sorted({
        one.finding_id for one in atlas.plan().all(Evidence)
        if one.edition_id in known and ("observed" in one.content or one.content.get("rule") in MOVEMENT_RULES)
    }))  # fmt: skip


def withdraw(atlas: AtlasFolder, upload_id: str, person: str = "") -> Withdrawn:
    """Delete an upload, or one person of it with everything that was derived of them.

    Args:
        atlas: of the upload.
        upload_id: ``"GPS-…"``.
        person: the code that they were given; empty: the whole upload.

    Raises:
        NotFoundError: there is no such upload or person.
        BuildError: it could not be written; everything is as it was.
    """
    remove_half_written(atlas.folder)
    upload = kept_upload(atlas.folder, upload_id)
    tables = kept_tables(atlas.folder, upload_id)
    people = tables["people"]["person"].to_list()
    if person and person not in people:
        raise NotFoundError(
            f"Upload {upload_id} has no person {person[:20]!r}.",
            do="Look at the code that they were given at the import.",
        )
    editions = tuple(editions_with(atlas, upload_id))
    shown = atlas.edition().id if editions else ""
    findings = _findings_with(atlas, editions)
    try:
        if not person or people == [person]:
            remove_upload(atlas.folder, upload_id)
            return Withdrawn(upload_id, len(people), True, editions, shown, findings)
        left = {name: table.filter(pl.col("person") != person) for name, table in tables.items()}
        files = {sha256: [one for one in codes if one != person] for sha256, codes in upload.files.items()}
        files = {sha256: codes for sha256, codes in files.items() if codes}
        write_upload(atlas.folder, replace(upload, files=files, homes={}), left)
    except OSError as error:
        raise BuildError(
            f"It could not be deleted: {error.strerror or error}.",
            do=f"Check {gps_folder(atlas.folder)}; everything is as it was.",
        ) from error
    return Withdrawn(upload_id, 1, False, editions, shown, findings)


def end_retention(atlas: AtlasFolder, today: date | None = None) -> list[Withdrawn]:
    """Delete uploads whose time is over, and what a crash left half-written; to be called whenever an atlas is used.

    Raises:
        BuildError: one could not be deleted.
    """
    remove_half_written(atlas.folder)
    day = (today or date.today()).isoformat()
    due: Sequence[str] = [one for one in upload_ids(atlas.folder) if kept_upload(atlas.folder, one).keep_until <= day]
    return [withdraw(atlas, one) for one in due]
