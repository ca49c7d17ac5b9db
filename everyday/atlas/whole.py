"""A file that appears whole or not at all, whatever writes it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import UsageError

__all__ = ["free_name", "written_whole"]


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """A path beside ``target`` with its name, that becomes ``target`` at the end and vanishes if something goes wrong.

    Raises:
        UsageError: there is a folder of that name, or no folder can be made for it.
    """
    if target.is_dir():
        raise UsageError(f"{target} is a folder.", "Needed: the name of a file.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"The folder {target.parent} cannot be made ({error.strerror}).") from error
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.stem[:40]}-") as folder:
        beside = Path(folder) / target.name
        yield beside
        os.replace(beside, target)


def free_name(path: Path) -> Path:
    """The path itself, or with a number behind its name where that is taken."""
    found, number = path, 2
    while found.exists():
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return found
