"""Temporary files and folders beside what they become, each held by a lock while its process lives.

A killed process cannot tidy up. Its lock ends with it, though, on every system, so that whoever writes to the same
folder next can tell what was left behind from what somebody is still writing.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

__all__ = ["held_name", "sweep"]

_LOCK = ".held"
_LONGEST_STEM = 40


@contextmanager
def held_name(folder: Path, name: str) -> Iterator[Path]:
    """A free path in ``folder`` that begins with a dot and ``name``; whatever is made there is gone at the end.

    What killed processes left in the folder is removed first.
    """
    sweep(folder)
    handle = tempfile.NamedTemporaryFile(  # noqa: SIM115 - the name is wanted, and the lock opens it again
        dir=folder, prefix=f".{name[:_LONGEST_STEM]}-", suffix=_LOCK, delete=False
    )
    handle.close()
    mark = Path(handle.name)
    path = mark.with_name(mark.name.removesuffix(_LOCK))
    lock = FileLock(mark)
    lock.acquire(timeout=0)
    try:
        yield path
    finally:
        _remove(path)
        lock.release()
        _remove(mark)


def sweep(folder: Path) -> list[str]:
    """Remove what processes that are no more left half-written in a folder; returns the names of it.

    What cannot be removed (read-only, in use) stays for the next time.
    """
    swept = []
    for mark in folder.glob(f".*{_LOCK}"):
        lock = FileLock(mark)
        with contextlib.suppress(Timeout, OSError):
            with lock.acquire(timeout=0):
                path = mark.with_name(mark.name.removesuffix(_LOCK))
                _remove(path)
                swept.append(path.name)
            _remove(mark)
    return swept


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()
