"""Write a back-up: one zip, whole or not at all, of an atlas that others may be using."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from everyday.atlas import AtlasFolder, code_version, has_plan
from everyday.backups.contents import LIST, PLAN, PRIVATE, Entry, Listing, files_of, read_listing, said_of_rows
from everyday.disk import written_whole
from geo.disk import build_fault
from geo.errors import BuildError, UsageError
from geo.zips import ZIP_FAULTS

__all__ = ["BackupMade", "back_up"]

Progress = Callable[[str, float], None]
_TRIES = 3
_PACKED = (".parquet", ".npz", ".zip", ".pbf", ".jpg", ".jpeg", ".png", ".xlsx", ".ods", ".docx", ".gz")
"""Files that do not get smaller."""


@dataclass(frozen=True)
class BackupMade:
    """A back-up that was written: the file, its bytes, and the list inside it."""

    path: Path
    bytes_n: int
    listing: Listing

    def to_text(self) -> str:
        """In words."""
        listing = self.listing
        plan = (
            "it has no plan" if listing.plan_revision is None else f"the plan after {listing.plan_revision:,} changes"
        )
        private = (
            "With what follows from GPS logs (private/): keep it where only those may read it who could read that."
            if listing.has_private
            else "Without what follows from GPS logs (private/): --with-private takes it along."
        )
        rows = "".join(f"\n{line}" for line in said_of_rows(listing.rows_left_out))
        return (
            f"Back-up of {listing.name}: {self.path} ({self.bytes_n / 1024**2:,.1f} MB, {len(listing.files):,} files, "
            f"{plan}).\n  {private}\n  Bring it back with: everyday restore {self.path} FOLDER{rows}"
        )


class _Changed(Exception):
    """The folder changed while it was read."""


def back_up(
    atlas: AtlasFolder, target: Path, *, has_private: bool = False, progress: Progress | None = None
) -> BackupMade:
    """Write everything an atlas holds to one zip, also while it is served.

    The plan in it is that of one moment; an edition is in it whole or not at all. The file is readable by this
    computer's user alone.

    Args:
        atlas: the atlas.
        target: the file to write; an older back-up there is replaced at the end.
        has_private: also what follows from GPS logs.
        progress: called with the name of a step and the share done (0–1).

    Raises:
        UsageError: the file lies in the atlas folder, or something else is there.
        BuildError: the folder changed all the time, or the disk is full.
        StoreError: the plan cannot be read.
    """
    tell = progress or (lambda _text, _share: None)
    _check_target(atlas.folder, target)
    for attempt in range(_TRIES):
        try:
            with written_whole(target) as beside:
                listing = _write(atlas, beside, has_private, tell)
            tell("back-up written", 1.0)
            return BackupMade(target, target.stat().st_size, listing)
        except _Changed as change:
            if attempt == _TRIES - 1:
                raise BuildError(
                    f"The atlas changed while it was copied ({change}).",
                    do="Wait until the build or the upload is over, and try again.",
                ) from change
        except OSError as error:
            raise build_fault("The back-up could not be written", error) from error
    raise AssertionError("unreachable")


def _check_target(folder: Path, target: Path) -> None:
    if target.resolve().is_relative_to(folder.resolve()):
        raise UsageError(
            f"{target} lies in the atlas folder.", "Needed: a file elsewhere, best on another disk.",
            "What happens to the folder would happen to the back-up.",
        )  # fmt: skip
    if target.is_file() and target.stat().st_size:
        try:
            with zipfile.ZipFile(target) as archive:
                read_listing(archive.read(LIST))
        except (*ZIP_FAULTS, KeyError, UsageError) as error:
            raise UsageError(
                f"{target} is there already and is no back-up.", do="Name another file; nothing was changed."
            ) from error


def _write(atlas: AtlasFolder, beside: Path, has_private: bool, tell: Progress) -> Listing:
    """Write the zip. The plan is copied first: it names editions, and editions stay."""
    settings = _settings(atlas.folder)
    made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entries: list[Entry] = []
    revision, tables, was_in = None, "", "file"
    rows: tuple[str, ...] = ()
    with zipfile.ZipFile(beside, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        os.chmod(beside, 0o600)
        if has_plan(atlas.folder):
            tell("copying the plan", 0.02)
            from store.copying import copy_plan

            store = atlas.plan()
            was_in = "file" if store.is_file else "postgresql"
            with tempfile.TemporaryDirectory(dir=beside.parent) as folder:
                copy = Path(folder) / PLAN
                made = copy_plan(store, copy)
                entries.append(_pack(archive, PLAN, copy))
            revision, tables, rows = made.revision, made.version, made.left_out
        files = list(files_of(atlas.folder, has_private=has_private))
        for number, (name, path) in enumerate(files):
            tell(f"copying {name.split('/')[0]}", 0.1 + 0.85 * number / len(files))
            try:
                entries.append(_pack(archive, name, path))
            except FileNotFoundError as gone:
                raise _Changed(f"{name} vanished") from gone
        if _settings(atlas.folder) != settings:
            raise _Changed("its settings or the edition shown changed")
        is_left_out = (atlas.folder / PRIVATE).is_dir() and not has_private
        listing = Listing(
            atlas.name,
            made_at,
            code_version(),
            revision,
            tables,
            was_in,
            has_private,
            is_left_out,
            tuple(entries),
            rows_left_out=rows,
        )
        archive.writestr(LIST, listing.to_text())
    return listing


def _settings(folder: Path) -> tuple[bytes, bytes]:
    """What says which inputs and which edition belong to the atlas at this moment."""
    shown = folder / "editions" / "CURRENT"
    return (folder / "atlas.toml").read_bytes(), shown.read_bytes() if shown.is_file() else b""


def _pack(archive: zipfile.ZipFile, name: str, path: Path) -> Entry:
    info = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    info.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    with open(path, "rb") as source, archive.open(info, "w", force_zip64=True) as sink:
        while block := source.read(1 << 20):
            digest.update(block)
            size += len(block)
            sink.write(block)
    return Entry(name, size, digest.hexdigest())
