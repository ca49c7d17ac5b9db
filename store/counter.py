"""The revision of the plan, asked for so often that it is asked for directly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Engine

from store.database import PATIENCE_S, SERVER_OPTIONS, driver_faults

__all__ = ["Counter", "at_one_moment", "know_here", "known_here"]

_ASK = "SELECT n FROM revision"
_KNOWN: ContextVar[dict[Any, int] | None] = ContextVar("everyday_known_revisions", default=None)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Everything read inside is as of its first reading, or later: whether others have written is asked once a plan.

    For one answer to one phone, which reads a dozen times. What this process itself has written since, in any thread,
    is seen all the same.
    """
    token = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(token)


def known_here(store: Any) -> int | None:
    """The revision that was asked for at this moment; None where none was, or no moment was begun."""
    known = _KNOWN.get()
    return None if known is None else known.get(store)


def know_here(store: Any, revision: int) -> None:
    """Remember the revision for the rest of this moment."""
    known = _KNOWN.get()
    if known is not None:
        known[store] = revision


class Counter:
    """Reads the revision by connections of its own, which stay open between questions: a tenth of the usual cost.

    As many are open as threads have ever asked at the same moment.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_file = engine.dialect.name == "sqlite"
        self._idle: SimpleQueue[Any] = SimpleQueue()
        self._lost: type[Exception] = driver_faults(engine)

    def now(self) -> int:
        """The revision as of now, whoever has written.

        Raises:
            sqlite3.Error, psycopg.Error: the database cannot be read.
        """
        ((found,),) = self.ask(_ASK)
        return int(found)

    def ask(self, sql: str) -> list[Any]:
        """The rows of another question that is asked as often.

        Raises:
            sqlite3.Error, psycopg.Error: the database cannot be read.
        """
        try:
            return self._ask(self._idle.get_nowait(), sql)
        except Empty:
            return self._ask(self._open(), sql)
        except self._lost:
            self.close()  # the server was started anew and knows none of them any more
            return self._ask(self._open(), sql)

    def _ask(self, connection: Any, sql: str) -> list[Any]:
        try:
            # Read to the end: a question left half-answered would go on reading, and keep erased words in the files.
            found: list[Any] = connection.execute(sql).fetchall()
        except self._lost:
            connection.close()
            raise
        self._idle.put(connection)
        return found

    def _open(self) -> Any:
        url = self._engine.url
        if self._is_file:
            return sqlite3.connect(str(url.database), timeout=PATIENCE_S, isolation_level=None, check_same_thread=False)
        import psycopg

        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(address, autocommit=True, connect_timeout=int(PATIENCE_S), options=SERVER_OPTIONS)

    def close(self) -> None:
        """Close every connection that is not in use."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return
