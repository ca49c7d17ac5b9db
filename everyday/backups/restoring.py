"""Bring a back-up into a folder: checked by its hashes first, put in its place whole, erasures repeated."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from everyday.atlas import DATABASE_VARIABLE, close_plan, has_plan, load_config, open_folder
from everyday.backups.contents import LIST, PLAN, PRIVATE, Listing, read_listing, said_of_rows
from everyday.disk import need_room, written_beside
from geo.disk import build_fault
from geo.errors import BuildError, UsageError
from geo.zips import ZIP_FAULTS

if TYPE_CHECKING:
    from plan.records import Erasure

__all__ = ["Restored", "restore"]

Progress = Callable[[str, float], None]
_LARGEST_LIST = 64 * 1024**2
_SPARE_BYTES = 64 * 1024**2


@dataclass(frozen=True)
class Restored:
    """What was brought back.

    Attributes:
        folder: where it is now.
        listing: what the back-up holds.
        put_aside: where the folder that stood there is now; None if there was none.
        erased_again: how many records were erased again, since somebody asked for it after the back-up was made.
        knows_erasures: a plan that stood there told which erasures came after the back-up.
        kept_private: what follows from GPS logs was kept as it was here, withdrawals included.
        is_in_database: the plan is in the database that the environment names.
        rows_left_out: rows of the plan that the back-up has and the database does not take.
    """

    folder: Path
    listing: Listing
    put_aside: Path | None
    erased_again: int
    knows_erasures: bool
    kept_private: bool
    is_in_database: bool
    rows_left_out: tuple[str, ...] = ()

    def to_text(self) -> str:
        """In words."""
        listing = self.listing
        lines = [f"{listing.name} is back in {self.folder}, as it was at {listing.made_at} (UTC)."]
        if self.is_in_database:
            lines.append(f"  The plan is in the database that {DATABASE_VARIABLE} names.")
        if self.erased_again:
            lines.append(
                f"  {self.erased_again:,} records that were erased after this back-up was made are erased again."
            )
        if self.kept_private:
            lines.append("  What follows from GPS logs is as it was here, withdrawals included, not as in the back-up.")
        elif listing.left_out_private:
            lines.append("  GPS logs are not in this back-up: a new edition is built without them.")
        lines += said_of_rows([*listing.rows_left_out, *self.rows_left_out])
        if self.put_aside is not None:
            lines.append(f"  What stood there is in {self.put_aside}: delete it when you no longer need it.")
        if not self.knows_erasures and listing.plan_revision is not None:
            lines.append(
                "  Words that were erased after the back-up was made are in it again, as no plan here knows of those "
                "erasures: erase them anew."
            )
        lines.append(f"Next: everyday serve {self.folder}")
        return "\n".join(lines)


def restore(file: Path, folder: Path, *, is_replacing: bool = False, progress: Progress | None = None) -> Restored:
    """Bring a back-up into a folder. It is checked whole before anything is changed.

    Where an atlas stands in the folder and is to be replaced, it is put aside beside it; erasures that its plan knows
    of and the back-up does not are repeated, and what follows from GPS logs stays as it is there.

    Args:
        file: a file that :func:`everyday.backups.back_up` made.
        folder: where the atlas is to be; it may be there, but empty.
        is_replacing: put aside an atlas that stands there.
        progress: called with the name of a step and the share done (0–1).

    Raises:
        UsageError: the file is no back-up, or the folder is taken.
        BuildError: the back-up is damaged, or the disk is full; nothing was changed.
        StoreError: the plan in it is damaged or newer than this program, or the database holds a plan already.
    """
    tell = progress or (lambda _text, _share: None)
    target = Path(os.path.abspath(folder))
    is_taken = _check_folder(target, is_replacing)
    url = os.environ.get(DATABASE_VARIABLE, "").strip()
    try:
        with zipfile.ZipFile(file) as archive:
            listing = _listing(archive, file)
            _check_space(target, listing)
            known = _erasures(target) if is_taken else None
            put_aside = _free_place(target) if is_taken else None
            with written_beside(target, put_aside=put_aside) as beside:
                _unpack(archive, listing, beside, tell)
                kept_private = _keep_private(target, beside) if is_taken else False
                erased_n, is_in_database, rows = _prepare_plan(beside, known or [], url)
                if is_taken:
                    close_plan(target)
    except FileNotFoundError as error:
        raise UsageError(f"There is no file {file}.", do="Check the name and try again.") from error
    except zipfile.BadZipFile as error:
        raise UsageError(
            f"{file} is no back-up of an atlas, or is cut short ({error}).", "Needed: a file that everyday backup made."
        ) from error
    except OSError as error:
        raise build_fault("The back-up could not be brought back", error) from error
    tell("brought back", 1.0)
    return Restored(folder, listing, put_aside, erased_n, known is not None, kept_private, is_in_database,
                    tuple(rows))  # fmt: skip


def _check_folder(target: Path, is_replacing: bool) -> bool:
    """True where an atlas stands there that is to be put aside."""
    if not target.exists():
        return False
    if not target.is_dir():
        raise UsageError(f"{target} is a file.", "Needed: the name of a folder.")
    if not any(target.iterdir()):
        return False
    if not (target / "atlas.toml").is_file():
        raise UsageError(f"{target} holds other files.", "Needed: a new name, or an empty folder.")
    if not is_replacing:
        raise UsageError(
            f"{target} holds an atlas.",
            do="Name a new folder, or put that atlas aside with --replace (stop its server first).",
        )
    return True


def _free_place(target: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    found, number = target.with_name(f"{target.name}-before-{stamp}"), 2
    while found.exists():
        found, number = target.with_name(f"{target.name}-before-{stamp}-{number}"), number + 1
    return found


def _listing(archive: zipfile.ZipFile, file: Path) -> Listing:
    """The list inside, and that the zip holds these files and no others."""
    infos = {info.filename: info for info in archive.infolist() if info.filename != LIST}
    try:
        info = archive.getinfo(LIST)
    except KeyError as error:
        raise UsageError(f"{file} is no back-up of an atlas.", "Needed: a file that everyday backup made.") from error
    if info.file_size > _LARGEST_LIST:
        raise UsageError(f"{file} is no back-up of an atlas: its list is too large.")
    try:
        content = archive.read(info)
    except ZIP_FAULTS as error:
        raise _damaged(LIST) from error
    listing = read_listing(content)
    listed = {entry.path: entry.size for entry in listing.files}
    found = {name: one.file_size for name, one in infos.items()}
    if listed != found:
        wrong = sorted({name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name)})
        raise _damaged(wrong[0])
    if "atlas.toml" not in listed:
        raise _damaged("atlas.toml")
    return listing


def _damaged(name: str) -> BuildError:
    return BuildError(
        f"The back-up is damaged: {name} is not what was written.",
        do="Take another back-up, or copy this one again from where it was kept. Nothing was changed.",
    )


def _check_space(target: Path, listing: Listing) -> None:
    there = next(folder for folder in target.parents if folder.exists())
    need_room(there)
    free = shutil.disk_usage(there).free
    if free < listing.size + _SPARE_BYTES:
        raise BuildError(
            f"The back-up takes {listing.size / 1024**3:,.2f} GB unpacked, and {free / 1024**3:,.2f} GB are free.",
            do="Make room, or name a folder on another disk. Nothing was changed.",
        )


def _unpack(archive: zipfile.ZipFile, listing: Listing, beside: Path, tell: Progress) -> None:
    for number, entry in enumerate(listing.files):
        tell(f"bringing back {entry.path.split('/')[0]}", 0.9 * number / len(listing.files))
        path = beside / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        is_own = entry.path in ("atlas.toml", PLAN) or entry.path.startswith(f"{PRIVATE}/")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
                         0o600 if is_own else 0o644)  # fmt: skip
        try:
            with os.fdopen(handle, "wb") as sink, archive.open(entry.path) as source:
                while block := source.read(1 << 20):
                    digest.update(block)
                    sink.write(block)
                sink.flush()
                os.fsync(sink.fileno())
        except OSError:
            raise
        except ZIP_FAULTS as error:
            raise _damaged(entry.path) from error
        if digest.hexdigest() != entry.sha256:
            raise _damaged(entry.path)
    if (private := beside / PRIVATE).is_dir():
        for one in [private, *(path for path in private.rglob("*") if path.is_dir())]:
            one.chmod(0o700)
    load_config(beside)


def _keep_private(target: Path, beside: Path) -> bool:
    """What follows from GPS logs stays as it is here: a withdrawal after the back-up must not come undone."""
    if not (target / PRIVATE).is_dir():
        return False
    shutil.rmtree(beside / PRIVATE, ignore_errors=True)
    shutil.copytree(target / PRIVATE, beside / PRIVATE)
    return True


def _erasures(folder: Path) -> list[Erasure] | None:
    """Erasures that the plan in the folder knows of; None where it has none, or none that can be read any more."""
    from plan.records import Erasure
    from store.plan_store import StoreError

    if not has_plan(folder):
        return None
    try:
        return open_folder(folder).plan().all(Erasure)
    except StoreError:
        return None  # a damaged plan is what back-ups are for; the report says that nothing is known of erasures


def _prepare_plan(beside: Path, known: Sequence[Erasure], url: str) -> tuple[int, bool, list[str]]:
    """The plan whole and up to date, without what was erased since; in the database where one is named."""
    from plan.records import Erasure, Person
    from store.copying import check_copy, copy_into_database, settle
    from store.plan_store import PlanStore

    plan = beside / PLAN
    if not plan.is_file():
        return 0, False, []
    check_copy(plan)
    store = PlanStore(beside)
    try:
        done = {one.id for one in store.all(Erasure)}
        missed = [one for one in known if one.id not in done]
        again = store.repeat_erasures(missed, Person("restore", "planner")) if missed else None
    finally:
        store.close()
    settle(plan)
    rows: list[str] = []
    if url:
        rows = copy_into_database(plan, url)
        for one in beside.glob(f"{PLAN}*"):
            one.unlink()
    return (0 if again is None else len(again.record_ids)), bool(url), rows
