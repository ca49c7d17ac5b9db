"""Files written whole or not at all, and their fingerprints."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from everyday.disk.held import held_name
from geo.disk import disk_fault
from geo.errors import AtlasError, UsageError
from geo.geopackage import settled

__all__ = [
    "changed_at", "copy_input", "fingerprint_of", "free_name", "need_room", "replace_bytes", "replace_text",
    "safe_name", "sha256_of", "written_beside", "written_whole",
]  # fmt: skip

_SHAPEFILE_MEMBERS = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix")
_LEAST_FREE_BYTES = 100_000
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def changed_at(path: Path) -> int:
    """When a file was changed last, or a folder got or lost an entry, nanoseconds; 0 where there is neither."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def fingerprint_of(text: str) -> str:
    """Twelve hex digits that stand for ``text``."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def safe_name(name: str) -> str:
    """A file name that every system takes: letters, digits, dot, dash and underscore, at most 80 long."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "file"
    return stem[-80:]


def replace_text(path: Path, text: str) -> None:
    """Write ``text`` so that a reader sees the old file or the new one, never half of either."""
    replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` so that a reader sees the old file or the new one, never half of either."""
    with held_name(path.parent, path.name) as beside:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with open(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(beside, path)


@contextmanager
def written_beside(target: Path, *, put_aside: Path | None = None) -> Iterator[Path]:
    """A new folder beside ``target`` that becomes ``target`` at the end, and vanishes if something goes wrong.

    A folder that was made for it goes again too. An empty folder at ``target`` gives way; one that is not becomes
    ``put_aside``, where a name for it is given, and is back in its place if something goes wrong.
    """
    is_begun = not target.parent.exists()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with held_name(target.parent, target.name) as beside:
            beside.mkdir(mode=0o700)
            yield beside
            beside.chmod(0o755)
            _put_in_place(beside, target, put_aside)
    except BaseException:
        if is_begun:
            with contextlib.suppress(OSError):  # something is in it after all
                target.parent.rmdir()
        raise


def _put_in_place(beside: Path, target: Path, put_aside: Path | None) -> None:
    if put_aside is None:
        if target.is_dir():
            target.rmdir()
        os.replace(beside, target)
        return
    os.replace(target, put_aside)
    try:
        os.replace(beside, target)
    except BaseException:
        os.replace(put_aside, target)
        raise


def _zip_members(members: list[tuple[Path, str]], target: Path) -> None:
    """Pack files, the same bytes each time."""
    with zipfile.ZipFile(target, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for path, name in members:
            info = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            with open(path, "rb") as source, archive.open(info, "w", force_zip64=True) as sink:
                shutil.copyfileobj(source, sink)


def copy_input(source: Path, folder: Path, kind: str) -> tuple[Path, str]:
    """Keep an input in ``folder``, unchanged; a folder or a bare Shapefile is packed into one zip.

    Of a GeoPackage with a write-ahead log, which somebody may be changing, what it holds now is kept.

    Returns:
        The kept file and its SHA-256. Its name begins with the kind and the first digits of the hash.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = source.name
    with held_name(folder, "incoming") as kept:
        if source.is_dir():
            files = sorted(path for path in source.rglob("*") if path.is_file())
            _zip_members([(path, path.relative_to(source).as_posix()) for path in files], kept)
            name += ".zip"
        elif source.suffix.lower() == ".shp":
            files = sorted(
                path
                for path in source.parent.iterdir()
                if path.stem == source.stem and path.suffix.lower() in _SHAPEFILE_MEMBERS
            )
            _zip_members([(path, path.name) for path in files], kept)
            name = f"{source.stem}.zip"
        else:
            with settled(source) as at_rest:
                shutil.copyfile(at_rest, kept)
        sha256 = sha256_of(kept)
        target = folder / f"{kind}-{sha256[:8]}-{safe_name(name)}"
        kept.chmod(0o644)
        os.replace(kept, target)
    return target, sha256


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path beside ``target`` with its name, that becomes ``target`` at the end and vanishes if something goes wrong.

    Raises:
        UsageError: there is a folder of that name, or no folder can be made for it.
        DiskError: the disk is full.
    """
    if target.is_dir():
        raise UsageError(f"{target} is a folder.", "Needed: the name of a file.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {target.parent} cannot be made ({error.strerror}).") from error
    with held_name(target.parent, target.stem) as folder:
        folder.mkdir(mode=0o700)
        beside = folder / target.name
        try:
            yield beside
        except RuntimeError as error:  # GDAL has its own errors, and says of a full disk only what SQLite said
            if isinstance(error, AtlasError) or not _is_full(target.parent, error):
                raise
            raise disk_fault(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))) from error
        os.replace(beside, target)


def _is_full(folder: Path, error: Exception) -> bool:
    return "disk is full" in str(error) or shutil.disk_usage(folder).free < _LEAST_FREE_BYTES


def need_room(folder: Path, least_bytes: int = 0) -> None:
    """Look whether something so large can be written to a folder that is there, before anybody waits for it.

    Raises:
        OSError: the disk is read-only or full, or this user may not write there.
    """
    fault = 0
    if not os.access(folder, os.W_OK):  # a read-only disk often has no space free either: that is not the reason
        is_read_only = hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY
        fault = errno.EROFS if is_read_only else errno.EACCES
    elif shutil.disk_usage(folder).free < least_bytes:
        fault = errno.ENOSPC
    if fault:
        raise OSError(fault, os.strerror(fault), str(folder))


def free_name(path: Path) -> Path:
    """The path itself, or with a number behind its name where that is taken."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found
