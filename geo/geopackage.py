"""GeoPackages at rest: what may be read byte by byte, or by GDAL, without disturbing those who have the file open.

GDAL brings a SQLite of its own. The locks of a file belong to the whole process, and two copies of SQLite in one
process do not know of each other: when GDAL closes a GeoPackage that Python's ``sqlite3`` has open here, the locks of
``sqlite3`` are gone, and GDAL removes the write-ahead log (``-wal``) under it. The same happens to the locks when such
a file is opened and closed as plain bytes. So a file that may be in use is copied through ``sqlite3``, and the copy is
read. ``findings/two_sqlites_in_one_process.sh`` shows it.

A layer may be a view: a query that runs whenever GDAL looks at it, for as long as whoever wrote it likes. A file of
somebody else is read without its views, from a copy as well.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

__all__ = ["is_in_use", "settled", "views_of"]

_MAGIC = b"SQLite format 3\x00"
_WAL = 2  # versions for writing and reading, in bytes 18 and 19 of a file with a write-ahead log
_PATIENCE_S = 10.0


def is_in_use(path: Path) -> bool:
    """Does a database with a write-ahead log lie beside that log? Then somebody has it open, or has left it so.

    Tells by names alone: even a look into the file would drop the locks that this process has on it.
    """
    at = path.resolve()
    return at.is_file() and at.with_name(f"{at.name}-wal").exists()


@contextlib.contextmanager
def settled(path: Path) -> Iterator[Path]:
    """The file itself, or for a database with a write-ahead log or views a copy of what it holds now, gone at the end.

    The copy has every change that is complete, is in no other process's way, and has no write-ahead log and no views
    itself. A file that ``sqlite3`` cannot read is given as it is: its reader says what is wrong with it.
    """
    if not is_in_use(path) and not _has_log(path) and not views_of(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="geopackage-") as folder:
        copy = Path(folder) / path.name
        yield copy if _copied(path.resolve(), copy) else path


def views_of(path: Path) -> list[str]:
    """Names of the views in a GeoPackage, which :func:`settled` leaves out; empty for a file that is none."""
    import sqlite3

    if not is_in_use(path) and not _head(path).startswith(_MAGIC):
        return []
    try:
        with contextlib.closing(sqlite3.connect(_address(path.resolve()), uri=True, timeout=_PATIENCE_S)) as connection:
            return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    except sqlite3.Error:
        return []


def _head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as stream:
        return stream.read(20)


def _has_log(path: Path) -> bool:
    """Says the head of the file that it is a database with a write-ahead log?"""
    head = _head(path)
    return head.startswith(_MAGIC) and _WAL in head[18:20]


def _address(path: Path) -> str:
    """For reading. "immutable" lays no files beside one that nobody has open, and needs no right to write there."""
    return f"{path.as_uri()}?mode=ro" + ("" if is_in_use(path) else "&immutable=1")


def _copied(path: Path, copy: Path) -> bool:
    """Copy a database through ``sqlite3``; False if it is none, or cannot be read."""
    if not is_in_use(path):
        is_done = _backed_up(_address(path), copy)
        if not is_in_use(path):
            return is_done
    return _backed_up(f"{path.as_uri()}?mode=ro", copy)


def _backed_up(address: str, copy: Path) -> bool:
    import sqlite3

    try:
        with (
            contextlib.closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE_S)) as here,
            contextlib.closing(sqlite3.connect(copy)) as there,
        ):
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")
            _drop_views(there)
    except sqlite3.Error:
        return False
    return True


def _drop_views(copy: sqlite3.Connection) -> None:
    """Take the views out of a copy, and out of the lists of its layers."""
    tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for (view,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        copy.execute(f'DROP VIEW "{view.replace(chr(34), chr(34) * 2)}"')
        for listed in ("gpkg_extensions", "gpkg_geometry_columns", "gpkg_contents"):
            if listed in tables:
                copy.execute(f"DELETE FROM {listed} WHERE table_name = ?", (view,))
    copy.commit()
