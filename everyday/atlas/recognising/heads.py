"""The first lines of a file, whatever it is: enough to tell what it is, never the whole of it."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from functools import lru_cache
from pathlib import Path

__all__ = ["head_of", "headings_of"]

HEAD_BYTES = 1 << 16
_LINES = 6


@lru_cache(maxsize=16)
def _head(path: Path, _mtime_ns: int) -> str:
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    try:
        with opened(path, "rb") as stream:
            raw = stream.read(HEAD_BYTES)
    except (OSError, EOFError, zlib.error):
        return ""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace") if b"\x00" not in raw[:4096] else ""


def head_of(path: Path) -> str:
    """The first 64 KB of a text file, gzipped or not; empty where it is none."""
    return _head(path, path.stat().st_mtime_ns) if path.is_file() else ""


def headings_of(path: Path) -> list[set[str]]:
    """The cells of each of the first lines, folded (lower case, underscores as spaces)."""
    found = []
    for line in head_of(path).splitlines()[:_LINES]:
        sign = max(",;\t|", key=line.count)
        try:
            cells = next(csv.reader([line], delimiter=sign), [])
        except csv.Error:
            continue
        found.append({re.sub(r"[\s_]+", " ", cell).strip().casefold() for cell in cells} - {""})
    return found
