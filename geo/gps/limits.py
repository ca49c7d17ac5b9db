"""How much is taken in at once: an upload may come from anywhere."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits", "RefusedFileError"]


class RefusedFileError(Exception):
    """A file cannot be read (further): what was found, what was needed, what to do; caught inside ``geo.gps``.

    Where ``keeps`` is true, the rows before that place are good and stay.
    """

    def __init__(self, code: str, found: str, needed: str, do: str, *, keeps: bool = False) -> None:
        super().__init__(found)
        self.code, self.found, self.needed, self.do, self.keeps = code, found, needed, do, keeps


@dataclass(frozen=True)
class Limits:
    """Most of what one import takes.

    Args:
        unpacked_bytes: of all files together, after unpacking.
        memory_bytes: of one file that has to be read whole (a zip in a zip, a packed table).
        ratio: unpacked size of a member as a multiple of its packed size.
        members: files in a folder or zip.
        nesting: zips inside zips.
        fixes: of all files together.
    """

    unpacked_bytes: int = 8_000_000_000
    memory_bytes: int = 1_000_000_000
    ratio: int = 400
    members: int = 20_000
    nesting: int = 2
    fixes: int = 30_000_000
