"""Whether the GeoPackage that was opened still stands where it was, with the write-ahead log that belongs to it."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from store.database import PATIENCE_S

__all__ = ["Place"]

_AGAIN = "Stop everything that has it open, see which file is the right one (or bring back a back-up), and start again."

_ASK = "SELECT n, (SELECT data_version FROM pragma_data_version) FROM revision"
"""Both of one moment: the second changes for a connection with every commit of another, whoever it is."""


class Place:
    """Told by names and numbers of the files alone: opening a file that is in use here would drop the locks on it.

    A connection of its own is kept open all the time, so that SQLite never takes the log away and makes it anew: a log
    with another number is another log.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
        self._connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
        self._file, self._log = self._ids()
        self._lock, self._last, self._asked_s = threading.Lock(), (0, 0), -1.0
        self.is_ours = False
        """From the last look before a writing of this process, made with the right to write, to the first after it."""
        self.look()

    def _ids(self) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        return _id(self.path), _id(self.path.with_name(f"{self.path.name}-wal"))

    def problem(self) -> tuple[str, str] | None:
        """What was found and what to do, where nothing may be written any more; None if all is in place."""
        file, log = self._ids()
        name = self.path.name
        if file is None:
            return f"{name} was removed or renamed while it was open.", _AGAIN
        if file != self._file:
            return f"{name} was replaced by another file while it was open.", _AGAIN
        if log != self._log:
            return f"The log of {name} ({name}-wal) was removed or replaced while it was open.", _AGAIN
        return None

    def look(self) -> tuple[int, bool]:
        """The revision as of now, whoever has written, and whether the plan was disturbed.

        It was where somebody has committed since the last look and left the revision as it was. Nobody else can while
        this process holds the right to write (``is_ours``), yet the counter changes then as well: SQLite begins its log
        anew in the middle of a commit, and everything was read again for it. Looked before and after each writing of
        this process, so that no writing of its own hides another's. Threads that come while another is about to look
        take what that one sees: sixty phones would else stand in a row for it.

        Raises:
            sqlite3.Error: the file cannot be read.
        """
        came_s = time.monotonic()
        with self._lock:
            if self._asked_s > came_s:
                return self._last[0], False
            asked_s = time.monotonic()
            ((version,),) = self._connection.execute("PRAGMA data_version").fetchall()
            before, is_disturbed = self._last, False
            if version != before[1]:
                ((revision, version),) = self._connection.execute(_ASK).fetchall()
                self._last = (int(revision), int(version))
                is_disturbed = before[0] == revision and before[1] != version and not self.is_ours
            self._asked_s = asked_s
            return self._last[0], is_disturbed

    def close(self) -> None:
        """Give the file up."""
        self._connection.close()


def _id(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
