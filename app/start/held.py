"""Files that were put in, each in a folder of its own that goes away with it, and what was found in them."""

from __future__ import annotations

import io
import shutil
import tempfile
import weakref
import zipfile
from pathlib import Path
from typing import Any

from everyday.disk import safe_name
from everyday.starting import Given, examined
from geo.zips import ZIP_FAULTS

__all__ = ["Held", "is_log"]

_LOGS = (".gpx", ".fit", ".tcx", ".plt", ".rec")


def is_log(name: str, content: bytes) -> bool:
    """True for what looks like a log of where somebody went: it is not to touch a disk."""
    if name.lower().endswith(_LOGS):
        return True
    if not name.lower().endswith(".zip"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return any(one.lower().endswith(_LOGS) for one in archive.namelist())
    except ZIP_FAULTS:
        return False


class Held:
    """One file that was put in.

    Attributes:
        name: as its owner calls it.
        path: where it lies now.
        given: what it is and what was found; None before it was looked at.
    """

    def __init__(self, uploaded: Any) -> None:
        self.name = str(uploaded.name)
        folder = tempfile.mkdtemp(prefix="everyday-upload-")
        weakref.finalize(self, shutil.rmtree, folder, True)
        self.path = Path(folder) / safe_name(self.name)
        self.path.write_bytes(uploaded.getvalue())
        self.recognised = ""
        self._found: dict[tuple[str, tuple[tuple[str, str], ...]], Given] = {}

    def look(self, kind: str = "", **columns: str) -> Given:
        """What it is; as the kind and with the columns that somebody says, if they do. Each is read once."""
        named = tuple(sorted((key, value) for key, value in columns.items() if value))
        if (kind, named) not in self._found:
            self._found[kind, named] = examined(self.path, kind, dict(named))
            if not kind:
                self.recognised = self._found[kind, named].kind
                self._found[self.recognised, named] = self._found[kind, named]
        return self._found[kind, named]
