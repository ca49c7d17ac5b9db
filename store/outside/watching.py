"""Whether others have changed rows of a plan in PostgreSQL: asked by whoever asks for the revision.

Guards that were switched off tell nobody. Yet each row bears the number of the transaction that wrote it last, and this
program seals a record in the transaction in which it writes it: a row whose number is another than its seal's was
written by somebody else (or brought in with its seal by a copy, which stays as it is).
"""

from __future__ import annotations

import threading
import time
from typing import Any

from plan.records import RECORDS
from store.counter import Counter
from store.schema import TABLE_NAMES

__all__ = ["Watch"]

EVERY_S = 2.0

_NEXT = "SELECT txid_snapshot_xmax(txid_current_snapshot())"
"""The first transaction that is still to come: while it is the same, nobody has written anything on this server."""

_ROWS = " UNION ALL ".join(
    f"SELECT '{name}', (SELECT count(*) FROM {name}) - (SELECT count(*) FROM seals WHERE record_kind = '{name}'), "
    "count(*), coalesce(sum(hashtext(row_.id || ' ' || row_.xmin::text)), 0)::text "
    f"FROM {name} AS row_ LEFT JOIN seals ON seals.record_id = row_.id WHERE seals.xmin IS DISTINCT FROM row_.xmin"
    for name in (TABLE_NAMES[kind] for kind in RECORDS)
)
"""Of every table the rows without a seal (or the seals without a row), and those that others wrote."""


class Watch:
    """Asks at most every two seconds, and reads no table while nobody has written.

    Raises:
        psycopg.Error: the database cannot be read.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter, self._lock = counter, threading.Lock()
        self._next, self._rows = self._ask()
        self._asked_s = time.monotonic()

    def _ask(self) -> tuple[Any, Any]:
        following = self._counter.ask(_NEXT)  # before the rows: what comes between is looked at again
        return following, self._counter.ask(_ROWS)

    def is_disturbed(self) -> bool:
        """True if rows were written, added or removed by others since the last time this was asked.

        Raises:
            psycopg.Error: the database cannot be read.
        """
        if time.monotonic() - self._asked_s < EVERY_S or not self._lock.acquire(blocking=False):
            return False
        try:
            self._asked_s = time.monotonic()
            if self._counter.ask(_NEXT) == self._next:
                return False
            before = self._rows
            self._next, self._rows = self._ask()
            return bool(before != self._rows)
        finally:
            self._lock.release()
