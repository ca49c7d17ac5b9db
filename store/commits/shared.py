"""One transaction that writers of this process fill one after the other, each with a revision of its own."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from plan.records import Person, Record
from store.faults import StoreError
from store.guarding import marked
from store.writing import Writing, together

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from store.mirror import Mirror

__all__ = ["Shared"]

MOST_N = 12
"""Writings in one commit: another program that waits for its turn is not kept from it for longer."""


class Shared:
    """A transaction from its first writing to its commit. Everything but :meth:`wait_s` needs the turn to write.

    Args:
        engine: the database.
        patience_s: how long it may wait for other programs.
        who: does the first writing, ``first``, which a failure of it takes away with all the rest.

    Raises:
        sqlalchemy.exc.DBAPIError, psycopg.Error: others hold the database, or it cannot be written.
    """

    def __init__(self, engine: Engine, patience_s: float, who: Person) -> None:
        self._until_the_end = ExitStack()
        self._kept: list[tuple[int, dict[str, Record] | None, dict[str, int]]] = []
        self._is_over = threading.Event()
        self._saved_n = 0
        self.fault: BaseException | None = None
        """Why nothing of it was kept; None while that is not known, and where all was."""
        with ExitStack() as stack:
            options = {"is_writing": True, "patience_s": patience_s}
            self._connection = stack.enter_context(engine.connect().execution_options(**options))
            stack.enter_context(self._connection.begin())
            with together(self._connection):
                stack.enter_context(marked(self._connection))
                self.first = Writing(self._connection, who)
            self._until_the_end = stack.pop_all()

    @property
    def is_full(self) -> bool:
        """True where it has to be committed before anybody else writes."""
        return len(self._kept) >= MOST_N

    def next(self, who: Person) -> Writing:
        """The writing of whoever has the turn now; what fails of it is taken back by :meth:`take_back`."""
        self._saved_n += 1  # each a name of its own: one that was not made never stands for the one before
        with together(self._connection):
            self._connection.exec_driver_sql(f"SAVEPOINT everyday_{self._saved_n}")
            return Writing(self._connection, who)

    def known_by(self, writing: Writing, mirror: Mirror) -> None:
        """Let a writing use what was read before, with what was written in this transaction before it."""
        before: dict[type[Record], dict[str, Record]] = {}
        for _revision, written, _numbers in self._kept:
            if written is None:
                return
            for record in written.values():
                before.setdefault(type(record), {})[record.id] = record
        writing.know(mirror, self.first.revision - 1, before)

    def keep(self, writing: Writing) -> None:
        """A writing is done; it is kept when the whole is committed."""
        self._kept.append((writing.revision, writing.all_written(), writing.numbers))

    def take_back(self) -> None:
        """The last writing failed: those before it stay.

        Raises:
            sqlalchemy.exc.DBAPIError: they cannot: all of it has to be given up.
        """
        self._connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT everyday_{self._saved_n}")

    def commit(self, mirror: Mirror) -> int:
        """Put everything on the disk, and know it from now on; gives the revision.

        Raises:
            sqlalchemy.exc.DBAPIError: nothing of it was kept.
            StoreError: the database has taken all of it back before.
        """
        self._need_open()
        with mirror.being_told():
            self._until_the_end.close()
            for revision, written, numbers in self._kept:
                if written is not None:
                    mirror.take(revision, written, numbers)
        return self._kept[-1][0]

    def _need_open(self) -> None:
        """Both databases take a commit of what they have given up already, and say nothing."""
        driver: Any = self._connection.connection.driver_connection
        is_file = self._connection.dialect.name == "sqlite"
        is_open = driver.in_transaction if is_file else driver.info.transaction_status.name == "INTRANS"
        if not is_open:
            raise StoreError("The database has taken back what was being written.", do="Please send it again.")

    def give_up(self, fault: BaseException) -> None:
        """Nothing of it was kept."""
        self.fault = fault
        self._until_the_end.__exit__(type(fault), fault, fault.__traceback__)

    def end(self) -> None:
        """Let those who wait go on."""
        self._is_over.set()

    @property
    def has_ended(self) -> bool:
        """True when it is committed or given up."""
        return self._is_over.is_set()

    def wait_s(self, seconds: float) -> bool:
        """Wait for the end; True when it has come."""
        return self._is_over.wait(seconds)
