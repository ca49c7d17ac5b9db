"""Faults of SQLite and PostgreSQL as a person understands them, each with its own remedy.

They are told apart by the number that the database gives (SQLite's result code, PostgreSQL's SQLSTATE), never by its
words, which are in the server's language.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy.exc import TimeoutError as PoolTimeout

from geo.errors import AtlasError, BusyError

__all__ = ["StoreBusyError", "StoreError", "told_fault"]

_LEAST_FREE_BYTES = 1_000_000  # below that, what SQLite calls an input/output error is the full disk
_UNTOUCHED = "Nothing was half-written."


class StoreError(AtlasError, RuntimeError):
    """The store cannot be opened or written."""


class StoreBusyError(StoreError, BusyError):
    """Somebody else was writing to the plan, longer than one may be kept waiting. Sent again, it will do."""

    @classmethod
    def of_waiting(cls) -> StoreBusyError:
        """What is said to whoever has waited long enough."""
        return cls(
            "Others are writing to the plan just now.", _UNTOUCHED,
            "Please send it again in a moment. If it goes on: close what else has the plan open for editing (QGIS, a "
            "script).",
        )  # fmt: skip


def told_fault(cause: BaseException, *, path: Path | None) -> StoreError:
    """The fault that a driver raised, in words.

    Args:
        cause: what sqlite3 or psycopg raised, or SQLAlchemy where too many asked at once.
        path: the GeoPackage; None for a PostgreSQL.
    """
    if isinstance(cause, PoolTimeout):
        return StoreBusyError.of_waiting()
    kind = _kind_of_file(cause, path) if path is not None else _kind_of_server(cause)
    said = (str(cause).splitlines() or [type(cause).__name__])[0].rstrip(".")
    where = "the database" if path is None else path.name
    if kind == "busy":
        return StoreBusyError.of_waiting()
    found, do = _WORDS[kind]
    return StoreError(found.format(where=where, said=said), _UNTOUCHED, do)


_WORDS = {
    "full": (
        "The disk that the plan is on is full ({said}).",
        "Make room on it, then try again. What was kept before is still there.",
    ),
    "read_only": (
        "The plan cannot be written: {where} or its folder is read-only for this user ({said}).",
        "Give whoever runs the program the right to write to the folder and everything in it, or copy the whole atlas "
        "to a folder where they have it. The plan is not damaged.",
    ),
    "missing": (
        "The plan cannot be opened: the folder of {where} is not there any more ({said}).",
        "Was a drive pulled out, or the folder moved? Bring it back to its place, then try again.",
    ),
    "damaged": (
        "The plan cannot be opened or read: {where} is no GeoPackage, or is damaged ({said}).",
        "Bring back a back-up: everyday restore BACK-UP FOLDER --replace puts the damaged atlas aside.",
    ),
    "drive": (
        "The drive that the plan is on did not answer as it should ({said}).",
        "Is it still plugged in, or the network share still there? Look at the drive before you go on, and make a "
        "back-up (everyday backup) as soon as it answers.",
    ),
    "away": (
        "The database server cannot be reached ({said}).",
        "Is it running, and is EVERYDAY_DATABASE_URL right? Try again when it is back.",
    ),
    "not_let_in": (
        "The database server does not let this user in ({said}).",
        "Look at the user, the password and the database in EVERYDAY_DATABASE_URL, or ask who runs the server.",
    ),
    "other": ("The plan could not be read or written: {said}.", "Try again; if it stays, tell who runs the program."),
}


def _kind_of_file(cause: BaseException, path: Path) -> str:
    code = getattr(cause, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "busy"
    if primary == sqlite3.SQLITE_FULL:
        return "full"
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return "damaged"
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return "read_only" if path.parent.is_dir() else "missing"
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        if not path.parent.is_dir():
            return "missing"
        if shutil.disk_usage(path.parent).free < _LEAST_FREE_BYTES:
            return "full"
        if not _may_write(path):
            return "read_only"
        return "drive" if primary == sqlite3.SQLITE_IOERR else "other"
    return "other"


def _may_write(path: Path) -> bool:
    beside = [one for one in (path, path.with_name(f"{path.name}-wal")) if one.exists()]
    return all(os.access(one, os.W_OK) for one in (path.parent, *beside))


_STATES = {
    "55P03": "busy", "57014": "busy", "40001": "busy", "40P01": "busy", "53100": "full", "25006": "read_only",
    "42501": "read_only", "XX001": "damaged", "XX002": "damaged", "58030": "drive", "3D000": "not_let_in",
}  # fmt: skip
_CLASSES = {"08": "away", "57": "away", "28": "not_let_in", "53": "away"}


def _kind_of_server(cause: BaseException) -> str:
    state = getattr(cause, "sqlstate", None)
    if not state:  # the driver itself: there was no answer that could have had a state
        return "away"
    return _STATES.get(state) or _CLASSES.get(state[:2], "other")
