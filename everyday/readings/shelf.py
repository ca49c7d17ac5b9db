"""Where readings are kept: a file for each input, found again only for the same input, code and question."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everyday.disk import fingerprint_of, replace_bytes

if TYPE_CHECKING:
    from geo.errors import Report

__all__ = ["FOLDER", "Shelf"]

FOLDER = ".readings"
KINDS = ("gtfs", "osm")
MOST_BYTES = 400_000_000
"""What takes more is not kept; with one reading an input this bounds all of it."""
_HEAD = b"everyday reading 1\n"
_SUFFIX = ".reading"


@dataclass(frozen=True)
class Shelf:
    """The readings of one atlas.

    Attributes:
        atlas_folder: they are kept in :data:`FOLDER` below it.
        code: version of the code that reads (``code_version``); what another one read is never found.
    """

    atlas_folder: Path
    code: str

    @property
    def folder(self) -> Path:
        """Where they are kept."""
        return self.atlas_folder / FOLDER

    def found(self, kind: str, sha256: str, asked: str, source: str) -> tuple[Any, Report] | None:
        """What was read of an input, and its report under the name ``source``.

        Args:
            kind: ``"gtfs"`` or ``"osm"``.
            sha256: of the input's file, which whoever asks has just checked.
            asked: all that was asked of the reader, as text.

        Returns:
            None where nothing was kept, or what was kept is damaged: then the input is to be read.
        """
        from everyday.readings.packing import Packed
        from everyday.readings.streets import streets_from
        from everyday.readings.timetables import timetable_from

        path = self._path(kind, sha256, asked)
        try:
            if path.stat().st_size > MOST_BYTES + 1000:
                return None
            content = path.read_bytes()
            head = self._head(kind, sha256, asked)
            begin = len(head) + 65
            if not content.startswith(head) or content[len(head) : begin] != _hash_line(memoryview(content)[begin:]):
                return None
            packed = Packed(content[begin:])
            return timetable_from(packed, source) if kind == "gtfs" else streets_from(packed, source)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):  # whatever is wrong in a file
            return None

    def keep(self, kind: str, sha256: str, asked: str, result: Any, report: Report) -> None:
        """Keep what was read, in the place of what was kept of the same input; a disk that will not take it is passed
        over, as nothing but time is lost."""
        from everyday.readings.streets import pack_streets
        from everyday.readings.timetables import pack_timetable

        content = pack_timetable(result, report) if kind == "gtfs" else pack_streets(result)
        path = self._path(kind, sha256, asked)
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, exist_ok=True)
            for other in self.folder.glob(f"{kind}-{sha256[:16]}-*{_SUFFIX}"):
                other.unlink(missing_ok=True)
            if len(content) <= MOST_BYTES:
                replace_bytes(path, self._head(kind, sha256, asked) + _hash_line(content) + content)

    def sweep(self, inputs: Iterable[str]) -> None:
        """Remove what was read by other code, or of inputs that are not among these (hashes)."""
        known = {sha256[:16] for sha256 in inputs}
        with contextlib.suppress(OSError):
            for path in self.folder.glob(f"*{_SUFFIX}"):
                _, sha256, code, *_ = [*path.name.split("-"), "", "", ""]
                if sha256 not in known or code != self.code:
                    path.unlink(missing_ok=True)

    def _path(self, kind: str, sha256: str, asked: str) -> Path:
        return self.folder / f"{kind}-{sha256[:16]}-{self.code}-{fingerprint_of(asked)}{_SUFFIX}"

    def _head(self, kind: str, sha256: str, asked: str) -> bytes:
        told = hashlib.sha256("|".join((kind, sha256, self.code, asked)).encode()).hexdigest()
        return _HEAD + told.encode() + b"\n"


def _hash_line(content: bytes | memoryview) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n"
