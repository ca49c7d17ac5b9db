"""What was read once is kept, and only what has changed since is read again: sixty phones ask every two seconds."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping
from contextlib import AbstractContextManager
from operator import attrgetter
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from plan.records import Finding, Record
from store.rows import WrongRow, problems_of_row, sound_records
from store.schema import AUDIT, REVISION, TABLE_NAMES, TABLES

__all__ = ["SEEN_OUTSIDE", "Mirror"]

Kept = TypeVar("Kept", bound=Record)
_KINDS = {name: kind for kind, name in TABLE_NAMES.items()}
_AT_ONCE = 400
_MOST_CHANGES_N = 500
"""Kept for those who look every few seconds."""
SEEN_OUTSIDE = "seen_outside"
"""What the trail says where another program's change was seen: nothing that was read before then is to be believed."""
_INDEXED = ("finding_id", "device_id", "status", "session")
"""Fields by whose values records are found without looking at all of them, the one that leaves fewest first."""
_FILLED = " UNION ALL ".join(
    f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {TABLES[kind].name})" for name, kind in _KINDS.items()
)
"""The kinds of which there is a record. A new store would else spend most of its first reading on empty tables."""


class Mirror:
    """Every record but the bytes of photos, as of one revision. Safe to use from threads and beside other processes."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._revision = -1
        self._records: dict[type[Record], dict[str, Record]] = {}
        self._by_value: dict[tuple[type[Record], str], dict[Any, dict[str, Record]]] = {}
        """Records by the value of a field and by id, for the fields that were asked for."""
        self._numbers: dict[str, int] = {}
        self._wrong: dict[type[Record], list[WrongRow]] = {}
        self._is_told = False
        self._changes: deque[tuple[int, int, list[Record]]] = deque(maxlen=_MOST_CHANGES_N)

    def is_at(self, revision: int) -> bool:
        """True if what is kept is of this revision."""
        return revision == self._revision

    def reaches(self, revision: int) -> bool:
        """True if what is kept is of this revision, or a later one. Who sees that a writing of this process has been
        committed waits the moment until that is known here, instead of reading it."""
        if self._revision == revision:
            return True
        with self._lock:
            return self._revision >= revision

    def being_told(self) -> AbstractContextManager[bool]:
        """While a writing of this process is committed, until it is taken over (:meth:`take`)."""
        return self._lock

    def refresh(self, connection: Connection) -> int:
        """Read what has changed since the last time; gives the revision."""
        now = int(connection.execute(select(REVISION.c.n)).scalar_one())
        if now == self._revision:
            return now
        with self._lock:
            if now > self._revision:
                self._catch_up(connection, now)
            return self._revision

    def numbers(self) -> dict[str, int]:
        """Number of each finding by its id. Not to be changed."""
        return self._numbers

    def _catch_up(self, connection: Connection, now: int) -> None:
        changed = self._changed(connection) if self._revision >= 0 else []
        is_told = any(change == SEEN_OUTSIDE for _, _, change in changed)
        self._is_told = self._is_told or is_told
        if self._revision < 0 or is_told:
            filled = {_KINDS[name] for name in connection.exec_driver_sql(_FILLED).scalars()}
            self._wrong = {}
            self._records = {kind: self._read(connection, kind) if kind in filled else {} for kind in TABLES}
            self._by_value = {}
            self._changes.clear()
        else:
            before = self._revision
            seen: list[Record] = []
            for name, kind in _KINDS.items():
                ids = list(dict.fromkeys(record_id for table, record_id, _ in changed if table == name))
                fresh: dict[str, Record] = {}
                for start in range(0, len(ids), _AT_ONCE):
                    fresh |= self._read(connection, kind, ids[start : start + _AT_ONCE])
                if fresh:
                    self._put(kind, fresh)
                    seen += fresh.values()
            self._changes.append((before, now, seen))
        count = len(self._records[Finding])
        if count != len(self._numbers):
            table = TABLES[Finding]
            rows = connection.execute(select(table.c.id, table.c.fid))
            self._numbers = {row.id: int(row.fid) for row in rows}
        self._revision = now

    def _changed(self, connection: Connection) -> list[tuple[str, str, str]]:
        """Of what the trail says since the last time: table, id and what was done."""
        asked = select(AUDIT.c.record_kind, AUDIT.c.record_id, AUDIT.c.change)
        wanted = asked.where(AUDIT.c.revision > self._revision).distinct()
        return [(table, record_id, change) for table, record_id, change in connection.execute(wanted)]

    def _read(self, connection: Connection, kind: type[Record], ids: list[str] | None = None) -> dict[str, Record]:
        found, wrong = sound_records(connection, kind, ids)
        others = [] if ids is None else [one for one in self._wrong.get(kind, []) if one.record_id not in set(ids)]
        self._wrong[kind] = others + wrong
        return found

    def wrong(self) -> list[WrongRow]:
        """Rows that are left out, as no page or file could show them."""
        return [one for rows in self._wrong.values() for one in rows]

    def was_told(self) -> bool:
        """True once after the trail said that another program changed the plan."""
        found, self._is_told = self._is_told, False
        return found

    def forget(self) -> None:
        """Read everything anew the next time: the plan was changed by somebody who does not say what."""
        with self._lock:
            self._revision = -1

    def all(self, kind: type[Kept]) -> dict[str, Kept]:
        """Records of a kind by id, oldest first. Not to be changed."""
        return self._records.get(kind, {})  # type: ignore[return-value]

    def find(self, kind: type[Kept], where: Mapping[str, Any]) -> list[Kept]:
        """Records of a kind whose fields have these values, oldest first."""
        everything = self.all(kind)
        name = "id" if "id" in where else next((one for one in _INDEXED if one in where), "")
        if name == "id":
            known = everything.get(where["id"])
            found = [] if known is None else [known]
        elif name:
            found = list(self._with(kind, name).get(where[name], {}).values())
        else:
            found = list(everything.values())
        left = {one: value for one, value in where.items() if one != name}
        if not left or not found:
            return found
        values, wanted = attrgetter(*left), tuple(left.values())
        asked = wanted if len(wanted) > 1 else wanted[0]
        return [one for one in found if values(one) == asked]

    def _with(self, kind: type[Kept], name: str) -> dict[Any, dict[str, Kept]]:
        """Records of a kind by the value of a field and by id, oldest first. Not to be changed."""
        found = self._by_value.get((kind, name))
        if found is None:
            with self._lock:
                found = {}
                for record in self.all(kind).values():
                    found.setdefault(getattr(record, name), {})[record.id] = record
                self._by_value[kind, name] = found  # type: ignore[assignment]
        return found  # type: ignore[return-value]

    def _put(self, kind: type[Record], fresh: dict[str, Record]) -> None:
        """Take in records that were added or changed. New dicts: whoever is reading the old ones goes on with them."""
        known = self._records.get(kind, {})
        for name in _INDEXED:
            found = self._by_value.get((kind, name))
            if found is None:
                continue
            if any(record.id in known and getattr(record, name) != getattr(known[record.id], name)
                   for record in fresh.values()):  # fmt: skip
                del self._by_value[kind, name]  # it goes to its place among others: made anew when it is asked for
                continue
            for record in fresh.values():
                value = getattr(record, name)
                found[value] = found.get(value, {}) | {record.id: record}
        self._records[kind] = known | fresh

    def recently_changed(self, revision: int) -> list[Record] | None:
        """Records that were added or changed after a revision, as they were then; None where that is not known.

        There may be more among them, and one may come several times.
        """
        with self._lock:
            if revision > self._revision:
                return None
            found: list[Record] = []
            reached = self._revision
            for before, _, records in reversed(self._changes):
                if reached <= revision:
                    break
                found += records
                reached = before
            return found if reached <= revision else None

    def take(self, revision: int, written: Mapping[str, Record], numbers: dict[str, int]) -> None:
        """Know what this process has just written, instead of reading it again.

        Args:
            revision: it was committed under; what is kept has to be of the one before, else it is read as ever.
            written: every record that it changed, by id, as reading it would give it; those added in their order.
            numbers: of the findings among those that were added.
        """
        fresh: dict[type[Record], dict[str, Record]] = {}
        for record in written.values():
            fresh.setdefault(type(record), {})[record.id] = record
        with self._lock:
            left_out = {one.record_id for kind in fresh for one in self._wrong.get(kind, ())}
            if revision != self._revision + 1 or self._revision < 0 or not left_out.isdisjoint(written):
                return
            if any(problems_of_row(record) for record in written.values()):
                return
            for kind, records in fresh.items():
                self._put(kind, records)
            if numbers:
                self._numbers = self._numbers | numbers
            self._changes.append((self._revision, revision, list(written.values())))
            self._revision = revision
