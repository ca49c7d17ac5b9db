"""Files found in what was handed in: single ones, folders, zips, zips in zips, files packed by gzip.

Nothing is unpacked to disk. Members are read as streams within limits on their number, size and ratio, so that a zip
which would fill the disk costs no more than the bytes until the limit.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from geo.gps.held import HeldFile
from geo.gps.limits import Limits, RefusedFileError
from geo.zips import ZIP_FAULTS

__all__ = ["Source", "Unpacked", "sources_in"]

_NO_LOGS = ("__MACOSX", ".git")
_SMALL = 20_000_000


@dataclass
class Unpacked:
    """Bytes that were unpacked so far, of all files together."""

    limits: Limits
    bytes_n: int = 0

    def took(self, count: int) -> None:
        """Note some bytes.

        Raises:
            RefusedFileError: the limit is passed.
        """
        self.bytes_n += count
        if self.bytes_n > self.limits.unpacked_bytes:
            raise RefusedFileError(
                "too_large",
                f"the files unpack to more than {self.limits.unpacked_bytes / 1e9:,.3g} GB.",
                "logs of a sample of people.",
                "Do not use it before you know where it came from; hand in large samples as several uploads.",
            )


class _Watched(io.RawIOBase):
    """A stream that counts what it gives, and stops where a small file becomes a huge one."""

    def __init__(self, inner: IO[bytes], unpacked: Unpacked, most: int, label: str) -> None:
        self._inner, self._unpacked, self._left, self._most, self._label = inner, unpacked, most, most, label

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def,override]
        try:
            block = self._inner.read1(len(buffer))  # type: ignore[attr-defined]  # what is there before a fault counts
        except RefusedFileError:
            raise
        except ZIP_FAULTS as error:
            raise RefusedFileError(
                "packed_broken", f"it cannot be unpacked to its end ({str(error)[:80]}).", "a complete file.",
                "Copy or download it again.", keeps=True,
            ) from error  # fmt: skip
        self._left -= len(block)
        self._unpacked.took(len(block))
        if self._left < 0:
            raise RefusedFileError(
                "zip_bomb",
                f"{self._label[-60:]} unpacks to more than {self._most / 1e6:,.0f} MB, far more than its packed size.",
                "logs as a device or an app wrote them.",
                "Do not use it: ask where it came from.",
            )
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._inner.close()
        super().close()


@dataclass(frozen=True)
class Source:
    """One file: its name as people see it, the folders above it, and a way to open it.

    ``path`` is there for a file of the disk that is not packed; ``unpack`` gives its bytes from the beginning.
    """

    label: str
    folders: tuple[str, ...]
    unpack: Callable[[], io.BufferedReader]
    path: Path | None = None
    most_bytes: int = field(default=1_000_000_000)

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.label).name

    @property
    def stem(self) -> str:
        """The name without its endings."""
        name = self.name
        for ending in (".gz", PurePosixPath(name.removesuffix(".gz")).suffix):
            name = name[: -len(ending)] if ending and name.lower().endswith(ending.lower()) else name
        return name or self.name

    def open(self) -> io.BufferedReader:
        """The file's content, unpacked where it is packed by gzip.

        Raises:
            RefusedFileError: it cannot be opened.
        """
        try:
            return self.unpack()
        except ZIP_FAULTS as error:
            raise RefusedFileError(
                "not_open",
                f"it cannot be opened ({str(error)[:80]}).",
                "a file that can be read.",
                "Copy or download it again.",
            ) from error

    def whole(self) -> bytes:
        """All of it in memory.

        Raises:
            RefusedFileError: it is too large for that.
        """
        with self.open() as stream:
            content = stream.read(self.most_bytes + 1)
        if len(content) > self.most_bytes:
            raise RefusedFileError(
                "too_large", f"it holds more than {self.most_bytes / 1e6:,.0f} MB, more than can be read at once.",
                "a smaller file, or one that is not packed.", "Unpack it, or hand it in in parts.",
            )  # fmt: skip
        return content


Refuse = Callable[[str, RefusedFileError], None]


def sources_in(paths: list[Path | HeldFile], unpacked: Unpacked, refuse: Refuse) -> Iterator[Source]:
    """All files of what was handed in, in the order of their names; ``refuse`` is told what cannot be opened."""
    for path in paths:
        if isinstance(path, Path) and path.is_dir():
            yield from _in_folder(path, unpacked, refuse)
        else:
            yield from _in_file(path.name, (), path, unpacked, refuse)


def _in_folder(folder: Path, unpacked: Unpacked, refuse: Refuse) -> Iterator[Source]:
    found, linked = [], 0
    for path in folder.rglob("*"):
        below = path.relative_to(folder)
        if any(part.startswith(".") or part in _NO_LOGS for part in below.parts):
            continue
        if path.is_symlink():
            linked += 1
        elif path.is_file() and not any((folder / parent).is_symlink() for parent in below.parents):
            found.append(below)
        if len(found) > unpacked.limits.members:
            raise _too_many(unpacked.limits)
    if linked:
        refuse(
            folder.name,
            RefusedFileError(
                "links",
                f"{linked:,} entries of the folder only point elsewhere.",
                "the files themselves.",
                "Copy them into the folder.",
            ),
        )
    for below in sorted(found):
        yield from _in_file(below.as_posix(), below.parts[:-1], folder / below, unpacked, refuse)


def _too_many(limits: Limits) -> RefusedFileError:
    return RefusedFileError(
        "too_many_files", f"there are more than {limits.members:,} files.", f"at most {limits.members:,} at a time.",
        "Hand them in as several uploads.",
    )  # fmt: skip


def _in_file(
    label: str, folders: tuple[str, ...], path: Path | HeldFile, unpacked: Unpacked, refuse: Refuse
) -> Iterator[Source]:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        refuse(
            label,
            RefusedFileError(
                "not_open",
                f"it cannot be opened ({error.strerror}).",
                "a file that may be read.",
                "Copy it to this computer.",
            ),
        )
        return
    on_disk = path if isinstance(path, Path) else None
    yield from _by_start(label, folders, start, size, lambda: path.open("rb"), on_disk, unpacked, refuse, 0)


def _by_start(
    label: str, folders: tuple[str, ...], start: bytes, size: int, opened: Callable[[], IO[bytes]], path: Path | None,
    unpacked: Unpacked, refuse: Refuse, depth: int,
) -> Iterator[Source]:  # fmt: skip
    """One file by its first bytes: a zip is gone through, a file packed by gzip unpacked as it is read."""
    limits = unpacked.limits
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06") and not label.lower().endswith((".xlsx", ".ods", ".docx")):
        yield from _in_zip(label, folders, opened, path, unpacked, refuse, depth)
        return
    is_packed = start[:2] == b"\x1f\x8b"
    most = max(size * limits.ratio, _SMALL) if is_packed else limits.unpacked_bytes

    def unpack() -> io.BufferedReader:
        inner = opened()
        raw: IO[bytes] = gzip.GzipFile(fileobj=inner) if is_packed else inner  # type: ignore[assignment]
        return io.BufferedReader(_Watched(raw, unpacked, most, label), 1 << 16)

    yield Source(label, folders, unpack, None if is_packed else path, limits.memory_bytes)


def _in_zip(
    label: str, folders: tuple[str, ...], opened: Callable[[], IO[bytes]], path: Path | None, unpacked: Unpacked,
    refuse: Refuse, depth: int,
) -> Iterator[Source]:  # fmt: skip
    limits = unpacked.limits
    if depth >= limits.nesting:
        refuse(
            label,
            RefusedFileError(
                "zip_nested",
                "zips stand in zips in zips.",
                f"zips at most {limits.nesting} deep.",
                "Unpack the outer ones.",
            ),
        )
        return
    try:
        if path is not None:
            archive = zipfile.ZipFile(path)
        else:
            with opened() as stream:
                content = stream.read(limits.memory_bytes + 1)
            unpacked.took(len(content))
            if len(content) > limits.memory_bytes:
                raise ValueError("too large for a zip in a zip")
            archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_FAULTS as error:
        refuse(
            label,
            RefusedFileError(
                "zip_broken",
                f"the zip file cannot be unpacked ({str(error)[:80]}).",
                "a complete zip file.",
                "Copy or download it again.",
            ),
        )
        return
    with archive:
        members = [one for one in archive.infolist() if not one.is_dir() and _may_be_log(one.filename)]
        fault = _fault_of(members, limits)
        if fault is not None:
            refuse(label, fault)
            return
        # A map of Google (KMZ) is a zip of one log and its pictures: its name is the zip's.
        is_kmz = [one for one in members if one.filename.lower().endswith(".kml")] and label.lower().endswith(".kmz")
        for member in sorted(members, key=lambda one: one.filename):
            inside = PurePosixPath(_plain(member.filename))
            if is_kmz and inside.suffix.lower() != ".kml":
                continue
            name = f"{label}/{inside}" if depth or not is_kmz else label
            above = (*folders, PurePosixPath(label).name, *inside.parts[:-1]) if not is_kmz else folders
            yield from _in_member(archive, member, name, above, unpacked, refuse, depth)


def _in_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str, folders: tuple[str, ...], unpacked: Unpacked,
    refuse: Refuse, depth: int,
) -> Iterator[Source]:  # fmt: skip
    most = max(member.compress_size * unpacked.limits.ratio, _SMALL)
    try:
        with archive.open(member) as stream:
            start = stream.read(4)
    except ZIP_FAULTS as error:
        refuse(
            label,
            RefusedFileError(
                "zip_broken",
                f"it cannot be unpacked ({str(error)[:80]}).",
                "a complete zip file.",
                "Copy or download it again.",
            ),
        )
        return

    def opened() -> IO[bytes]:
        free = Unpacked(unpacked.limits)  # bytes are counted once, by the outermost stream
        return io.BufferedReader(_Watched(archive.open(member), free, most, label), 1 << 16)

    yield from _by_start(label, folders, start, member.file_size, opened, None, unpacked, refuse, depth + 1)


def _may_be_log(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return bool(parts) and not any(part in _NO_LOGS or (part.startswith(".") and part != "..") for part in parts)


def _fault_of(members: list[zipfile.ZipInfo], limits: Limits) -> RefusedFileError | None:
    unsafe = [one.filename for one in members if _is_unsafe(one.filename)]
    if unsafe:
        return RefusedFileError(
            "zip_unsafe", f"the zip file has members that point outside it ({_plain(unsafe[0])[:60]}).",
            "a zip file with plain names.", "Do not use it: ask where it came from.",
        )  # fmt: skip
    if len(members) > limits.members:
        return _too_many(limits)
    if any(one.flag_bits & 1 for one in members):
        return RefusedFileError(
            "zip_password", "the zip file is locked with a password.", "an open zip file.",
            "Unlock it, or ask for it without a password.",
        )  # fmt: skip
    total = sum(one.file_size for one in members)
    if total > limits.unpacked_bytes:
        return RefusedFileError(
            "zip_bomb", f"the zip file unpacks to {total / 1e9:,.1f} GB.",
            f"at most {limits.unpacked_bytes / 1e9:,.3g} GB at a time.",
            "Do not use it before you know where it came from; hand in large samples as several uploads.",
        )  # fmt: skip
    if not members:
        return RefusedFileError("zip_empty", "the zip file is empty.", "logs in it.", "Zip the files again.")
    return None


def _is_unsafe(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/"))
    return parts.is_absolute() or ".." in parts.parts or ":" in name.split("/")[0]


def _plain(name: str) -> str:
    """A member's name without signs that would change how it is shown."""
    return "".join(sign if sign.isprintable() else "?" for sign in name.replace("\\", "/"))[:240]
