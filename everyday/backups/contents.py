"""What a back-up holds, and the list inside it by which it is checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from geo.errors import UsageError

__all__ = ["FORMAT", "LIST", "PLAN", "PRIVATE", "Entry", "Listing", "files_of", "read_listing", "said_of_rows"]

FORMAT = "everyday-atlas-backup/1"
LIST, PLAN, PRIVATE = "backup.json", "plan.gpkg", "private"
_MOST_ROWS = 50
_OF_THE_PLAN = re.compile(r"^plan\.gpkg($|-)")
_SHA256 = re.compile(r"^[0-9a-f]{64}$")


@dataclass(frozen=True)
class Entry:
    """One file of a back-up: its path in the atlas folder with ``/``, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Listing:
    """What stands in ``backup.json``.

    Attributes:
        name: of the town.
        made_at: UTC, of the moment that the plan in it is of.
        version: of the code that made it.
        plan_revision: number of the plan's last change; None where the atlas had no plan.
        plan_tables: version of the plan's tables.
        plan_was_in: ``file`` or ``postgresql``.
        has_private: what follows from GPS logs is in it.
        left_out_private: there was such, and it was not asked for.
        files: every file, ``backup.json`` aside.
        rows_left_out: rows of the plan that are not in it, as another program wrote what no plan may hold.
    """

    name: str
    made_at: str
    version: str
    plan_revision: int | None
    plan_tables: str
    plan_was_in: str
    has_private: bool
    left_out_private: bool
    files: tuple[Entry, ...]
    format: str = FORMAT
    rows_left_out: tuple[str, ...] = ()

    def to_text(self) -> str:
        """As JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @property
    def size(self) -> int:
        """Bytes that the files take unpacked."""
        return sum(entry.size for entry in self.files)


def files_of(folder: Path, *, has_private: bool) -> Iterator[tuple[str, Path]]:
    """Files of an atlas folder that belong into a back-up, by their path in it, the plan's aside.

    What begins with a dot is being written by somebody; links lead elsewhere. Neither is in a back-up.
    """
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if any(part.startswith(".") for part in inside.parts) or path.is_symlink() or not path.is_file():
            continue
        if _OF_THE_PLAN.match(inside.parts[0]) or (inside.parts[0] == PRIVATE and not has_private):
            continue
        yield inside.as_posix(), path


def read_listing(content: bytes) -> Listing:
    """What ``backup.json`` says.

    Raises:
        UsageError: it is no such list, or was written by a newer version.
    """
    try:
        found = json.loads(content.decode("utf-8"))
        kind = found["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("The file is no back-up of an atlas.", "Needed: a file that everyday backup made.") from error
    if kind != FORMAT:
        raise UsageError(
            f"The back-up is of the kind {str(kind)[:60]!r}; known here: {FORMAT}.",
            do="Install the newest version of Everyday Atlas.",
        )
    try:
        entries = tuple(_entry(one) for one in found.pop("files"))
        left_out = tuple(str(one) for one in found.pop("rows_left_out", ()))
        listing = Listing(files=entries, rows_left_out=left_out, **found)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"The list inside the back-up is damaged ({error}).", do="Take another back-up.") from error
    if len({entry.path.casefold() for entry in entries}) < len(entries):
        raise UsageError("The list inside the back-up names a file twice.", do="Take another back-up.")
    return listing


def _entry(found: Mapping[str, Any]) -> Entry:
    path, size, sha256 = str(found["path"]), int(found["size"]), str(found["sha256"])
    parts = PurePosixPath(path).parts
    is_inside = parts and not path.startswith("/") and not any(mark in path for mark in ("\\", ":", "\x00"))
    if not is_inside or any(part in ("", ".", "..") or part.startswith(".") for part in parts):
        raise ValueError(f"a path that leads elsewhere: {path[:80]!r}")
    if size < 0 or not _SHA256.match(sha256):
        raise ValueError(f"no size or hash for {path[:80]!r}")
    return Entry(path, size, sha256)


def said_of_rows(rows: Sequence[str]) -> list[str]:
    """Lines about rows of the plan that were left out; none where there are none."""
    if not rows:
        return []
    more = [f"    and {len(rows) - _MOST_ROWS:,} more"] if len(rows) > _MOST_ROWS else []
    return [
        f"  {len(rows):,} rows of the plan were left out, as another program wrote what no plan may hold:",
        *(f"    {one}" for one in rows[:_MOST_ROWS]), *more,
        "    Where the audit trail says what they were, everyday settle FOLDER --put-back brings them back.",
    ]  # fmt: skip
