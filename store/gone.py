"""Erased words leave the files too, or it is said that they have not yet and tried again until they have.

Words that were erased in the tables still stand in the write-ahead log, and in pages of the GeoPackage that the log has
not replaced yet, until the log is brought in and emptied. SQLite refuses that ("busy") while anybody reads the plan as
it was before, or brings the log in at the same moment. Which erasures are still waiting for it is kept in the plan
itself: the trail of an erasure ends with ``gone`` (or ``vacuumed``) once it is done. So no crash forgets it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select, text

from plan.records import Erasure, Person
from store.database import PATIENCE_S, SET_TO_WAIT_MS
from store.faults import StoreError
from store.later import Later
from store.schema import AUDIT, TABLE_NAMES, TABLES
from store.writing import Writing

__all__ = ["CLOSING_S", "GONE", "NOT_YET", "SAYS", "VACUUMED", "Erased", "Log", "Vanishing"]

GONE, VACUUMED, NOT_YET = "gone", "vacuumed", "not_yet"
SAYS = {
    GONE: "The words are gone from the files of the plan.",
    VACUUMED: (
        "The words are gone from the tables, which were vacuumed. The database server's own files, log and archives "
        "may hold old blocks for some time: ask who runs it."
    ),
    NOT_YET: (
        "Not yet gone from the files of the plan: somebody is still reading it as it was before, or the disk could not "
        "be written. It is tried again until they are gone, also after a restart."
    ),
}
"""What each state means, in a sentence."""

WAIT_S = 4.0
"""Whoever erases is kept waiting no longer than this; after that the store goes on trying by itself."""
CLOSING_S = 1.0
_TRY_S = 0.1  # writers wait while one try lasts, so that it is short
_PAUSE_S = 0.1
_AGAIN_S, _AGAIN_SERVER_S = 1.0, 30.0
_STORE = Person("the plan itself", "planner")


@dataclass(frozen=True)
class Erased:
    """What an erasure did: the record of it, and whether the words have left the files by now.

    ``state`` is ``gone``, ``vacuumed`` (PostgreSQL: gone from the tables; its server may hold old blocks) or
    ``not_yet``; what it is later, ``store.erasure_states()`` knows.
    """

    record: Erasure
    state: str

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Ids of the records that words were erased from."""
        return self.record.record_ids

    @property
    def says(self) -> str:
        """The state in a sentence."""
        return SAYS[self.state]


class Log:
    """The write-ahead log of a GeoPackage. One thread of this process works on it at a time."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, threading.Lock()

    def bring_in(self) -> bool:
        """Bring into the GeoPackage what nobody's reading is in the way of; True as there is nothing to repeat."""
        self._checkpoint("PASSIVE")
        return True

    def empty(self, *, within_s: float) -> bool:
        """Bring everything in and cut the log to nothing; False if somebody was in the way all the time."""
        until = time.monotonic() + within_s
        while not self._checkpoint("TRUNCATE"):
            if time.monotonic() >= until:
                return False
            time.sleep(_PAUSE_S)
        return True

    def _checkpoint(self, how: str) -> bool:
        """One try; False if SQLite says that it was busy, and a part or all of the log is left."""
        with self._lock:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(f"PRAGMA busy_timeout = {int(_TRY_S * 1000)}")
                try:
                    is_busy = bool(cursor.execute(f"PRAGMA wal_checkpoint({how})").fetchall()[0][0])
                finally:
                    connection.info[SET_TO_WAIT_MS] = patience_ms = int(PATIENCE_S * 1000)
                    cursor.execute(f"PRAGMA busy_timeout = {patience_ms}")
                    cursor.close()
            finally:
                connection.close()
            return not is_busy


class Vanishing:
    """Sees to it that what was erased leaves the files: at once, or by a thread of its own as soon as it can be.

    Args:
        engine: the database.
        log: of a GeoPackage; None for PostgreSQL.
        faults: what the database raises.
        writing: begins a transaction that may write.
    """

    def __init__(
        self,
        engine: Engine,
        log: Log | None,
        faults: tuple[type[Exception], ...],
        writing: Callable[[Person], AbstractContextManager[Writing]],
    ) -> None:
        self._engine, self._log, self._writing = engine, log, writing
        self._faults: tuple[type[Exception], ...] = (*faults, StoreError)
        self._lock = threading.Lock()
        self._is_waiting, self._told = False, ""
        again_s = _AGAIN_SERVER_S if log is None else _AGAIN_S
        self._again = Later(lambda: self._attempt(0), name="plan-erasures", after_s=again_s, faults=self._faults)

    def see_to_it(self, *, within_s: float | None = None) -> None:
        """Try for so long (:data:`WAIT_S` unless told); what is not gone then is tried again in the background."""
        if not self._attempt(WAIT_S if within_s is None else within_s):
            self._again.soon()

    def states(self) -> dict[str, str]:
        """Of each erasure by its id, whether its words have left the files."""
        with self._engine.connect() as connection:
            return _states(connection)

    def close(self) -> None:
        """Try once more if something waits; what still does then is seen to when the plan is next opened."""
        self._again.stop()
        if self._is_waiting:
            self._attempt(CLOSING_S)

    def _attempt(self, within_s: float) -> bool:
        """True if no erasure waits any more. A fault of the database counts as not yet, and is logged once."""
        try:
            with self._lock:
                is_done = self._vanish(within_s)
            self._told = ""
        except self._faults as error:
            is_done = False
            if str(error) != self._told:
                logging.getLogger(__name__).warning("Erased words could not leave the files yet.", exc_info=True)
            self._told = str(error)
        self._is_waiting = not is_done
        return is_done

    def _vanish(self, within_s: float) -> bool:
        waiting = [one for one, state in self.states().items() if state == NOT_YET]
        if not waiting:
            return True
        if self._log is None:
            self._vacuum()
        elif not self._log.empty(within_s=within_s):
            return False
        with self._writing(_STORE) as writing:
            for one in waiting:
                writing.note(VACUUMED if self._log is None else GONE, writing.get(Erasure, one), before=None)
        return True

    def _vacuum(self) -> None:
        """Let PostgreSQL give up old versions of rows."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in (*TABLE_NAMES.values(), AUDIT.name):
                connection.execute(text(f'VACUUM "{table}"'))


def _states(connection: Connection) -> dict[str, str]:
    """The last entry in the trail of an erasure tells; what was written after ``gone`` waits anew."""
    erasures = select(TABLES[Erasure].c.id)
    trail = select(AUDIT.c.record_id, AUDIT.c.change).where(AUDIT.c.record_id.in_(erasures)).order_by(AUDIT.c.seq)
    last = {row.record_id: row.change for row in connection.execute(trail)}
    return {one: change if change in (GONE, VACUUMED) else NOT_YET for one, change in last.items()}
