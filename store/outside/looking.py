"""Looks whether the rows of the plan say what this program wrote, and whether the trail goes as far as the revision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from plan.exchange import record_to_json
from plan.kinds import one_of_many
from plan.records import RECORDS, Record
from store.guarding import all_seals, digest_of
from store.mirror import Mirror
from store.rows import WrongRow
from store.schema import AUDIT, REVISION, TABLE_NAMES, TABLES

__all__ = ["ADDED", "CHANGED", "REMOVED", "WRONG", "Outside", "OutsideChange", "Words", "last_said", "look"]

ADDED, CHANGED, REMOVED, WRONG = "added", "changed", "removed", "wrong"
_SAYS = {
    ADDED: "was added",
    CHANGED: "was changed ({fields})",
    REMOVED: "was removed",
    WRONG: "holds what cannot be shown and is left out: {fields}",
}
_MOST_NAMED, _LONGEST = 20, 200
_SECRETS, _UNSHOWN = ("device_id", "key", "join_code"), "(not shown)"
"""What opens something, or tells one phone from another, is shown to nobody."""


@dataclass(frozen=True)
class Words:
    """What one field said before, and what it says now, no longer than can be read."""

    field: str
    before: str
    now: str

    def __str__(self) -> str:
        return f"{self.field}: before “{self.before}”, now “{self.now}”"


@dataclass(frozen=True)
class OutsideChange:
    """One record that was changed outside this program.

    Attributes:
        kind: of the record.
        number: of its row.
        what: ``added``, ``changed``, ``removed`` or ``wrong`` (it cannot be shown and is left out).
        fields: those that say something else than the trail, or what is wrong.
        is_sealed: this program has written it before, so that it can be put back.
        words: of those fields, what they said before and say now; people's words, for who may settle them.
    """

    kind: type[Record]
    record_id: str
    number: int
    what: str
    fields: tuple[str, ...] = ()
    is_sealed: bool = True
    words: tuple[Words, ...] = ()

    def __str__(self) -> str:
        fields = ", ".join(one.rstrip(".") for one in self.fields) or "no field that is shown"
        told = _SAYS[self.what].format(fields=fields)
        return (
            f"The {one_of_many(TABLE_NAMES[self.kind])} {self.record_id[:40] or '(no id)'} (row {self.number}) {told}."
        )


@dataclass(frozen=True)
class Outside:
    """What was found: records that were changed, tables whose guards were gone, and what is wrong with the trail."""

    changes: tuple[OutsideChange, ...] = ()
    unguarded: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes or self.unguarded or self.trail)

    @property
    def sentences(self) -> list[str]:
        """What was found, for a page or a terminal; no more than can be read, and nobody's words."""
        return self.told(with_words=False)

    def told(self, *, with_words: bool) -> list[str]:
        """The sentences, with what each field said before and says now under that of its record."""
        said = []
        if self.unguarded:
            said.append(
                f"The guards of some tables ({len(self.unguarded)}) were gone ({', '.join(self.unguarded[:5])}"
                f"{', …' if len(self.unguarded) > 5 else ''}); they are back."
            )
        for one in self.changes[:_MOST_NAMED]:
            said += [str(one), *(f"  {words}" for words in one.words if with_words)]
        if len(self.changes) > _MOST_NAMED:
            said.append(f"And {len(self.changes) - _MOST_NAMED:,} more.")
        return said + list(self.trail)


def last_said(connection: Connection, record_id: str) -> dict[str, Any] | None:
    """What the trail says of a record last; None if it says nothing."""
    wanted = (
        select(AUDIT.c.after)
        .where(AUDIT.c.record_id == record_id, AUDIT.c.change != "not_saved", AUDIT.c.after.is_not(None))
        .order_by(AUDIT.c.seq.desc())
        .limit(1)
    )
    found: dict[str, Any] | None = connection.execute(wanted).scalar()
    return found


def look(connection: Connection, mirror: Mirror | None = None, unguarded: Sequence[str] = ()) -> Outside:
    """Compare every row with its seal. It writes nothing.

    Args:
        mirror: what is in the plan as of now; without it the whole plan is read.
        unguarded: tables whose guards were gone.
    """
    if mirror is None:
        mirror = Mirror()
        mirror.refresh(connection)
    changes: list[OutsideChange] = []
    known = all_seals(connection)
    for kind in RECORDS:
        wrong = [one for one in mirror.wrong() if one.table == TABLE_NAMES[kind]]
        changes += _changes(connection, kind, mirror.all(kind), wrong, known.get(TABLE_NAMES[kind], {}))
    return Outside(tuple(changes), tuple(unguarded), tuple(_of_trail(connection)))


def _changes(
    connection: Connection,
    kind: type[Record],
    records: Mapping[str, Record],
    wrong: Sequence[WrongRow],
    known: Mapping[str, tuple[int, str]],
) -> list[OutsideChange]:
    if not known and not records and not wrong:
        return []
    found = [_wrong(kind, one, known) for one in wrong]
    left_out = {one.record_id for one in wrong}
    odd = []
    for record_id, record in records.items():
        number, digest = known.get(record_id, (0, ""))
        if digest != digest_of(record):
            odd.append((record, number))
    numbers = _numbers(connection, kind, [record.id for record, _ in odd])
    for record, number in odd:
        if not number:
            words = _words(kind, {}, record_to_json(record))
            row = numbers.get(record.id, 0)
            found.append(OutsideChange(kind, record.id, row, ADDED, is_sealed=False, words=words))
            continue
        said, before = record_to_json(record), last_said(connection, record.id) or {}
        words = _words(kind, before, {name: value for name, value in said.items() if name in before})
        found.append(OutsideChange(kind, record.id, number, CHANGED, tuple(one.field for one in words), words=words))
    gone = [one for one in known if one not in records and one not in left_out]
    for one in gone:
        words = _words(kind, last_said(connection, one) or {}, {}) if len(found) < _MOST_NAMED else ()
        found.append(OutsideChange(kind, one, known[one][0], REMOVED, words=words))
    return found


def _words(kind: type[Record], before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Words, ...]:
    """Of the fields that say something else now; of one that is not in a row, what a new record says there."""
    default = record_to_json(kind())
    found = []
    for name in default:
        said, says = before.get(name, default[name]), now.get(name, default[name])
        if said != says:
            found.append(Words(name, *(_UNSHOWN if name in _SECRETS else _short(one) for one in (said, says))))
    return tuple(found)


def _short(value: Any) -> str:
    words = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"


def _wrong(kind: type[Record], row: WrongRow, known: Mapping[str, tuple[int, str]]) -> OutsideChange:
    return OutsideChange(kind, row.record_id, row.number, WRONG, row.problems, row.record_id in known)


def _numbers(connection: Connection, kind: type[Record], ids: Sequence[str]) -> dict[str, int]:
    table = TABLES[kind]
    found: dict[str, int] = {}
    for start in range(0, len(ids), 400):
        wanted = select(table.c.id, table.c.fid).where(table.c.id.in_(ids[start : start + 400]))
        found |= {row.id: int(row.fid) for row in connection.execute(wanted)}
    return found


def _of_trail(connection: Connection) -> list[str]:
    """A trail that goes further than the revision, or less far, was changed outside."""
    now = int(connection.execute(select(REVISION.c.n)).scalar() or 0)
    last = int(connection.execute(select(func.max(AUDIT.c.revision))).scalar() or 0)
    if last > now:
        return [f"The audit trail goes to revision {last:,}, and the plan says that it is at {now:,}."]
    return []
