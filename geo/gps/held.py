"""A file that somebody handed in through a page: held in memory, so that no fix of it touches a disk."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

__all__ = ["HeldFile"]


class HeldFile:
    """Bytes with a name that readers take where they take a path.

    Args:
        name: as people see it; folders before it are cut off.
        content: of the file.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name.replace("\\", "/").rpartition("/")[2]
        self._content = content

    def exists(self) -> bool:
        """It is there."""
        return True

    def is_file(self) -> bool:
        """It is one."""
        return True

    def is_dir(self) -> bool:
        """It is no folder."""
        return False

    def stat(self) -> Any:
        """Its size alone."""
        return SimpleNamespace(st_size=len(self._content))

    def open(self, mode: str = "rb") -> io.BytesIO:
        """A stream of its bytes, from the beginning."""
        if mode != "rb":
            raise ValueError(f"A file in memory is read as bytes, not as {mode!r}.")
        return io.BytesIO(self._content)
