"""A fingerprint of every record as this program wrote it last: a row that says something else was changed outside.

Fields that have their default do not count, so that a field which comes with a later version breaks no seal.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Select, select, text
from sqlalchemy.dialects import postgresql

from plan.exchange import record_to_json
from plan.records import RECORDS, Record
from store.rows import sound_records
from store.schema import SEALS, TABLE_NAMES

__all__ = ["all_seals", "digest_of", "is_sealed", "seal", "seal_all", "sealing", "unseal"]

_DEFAULTS = {kind: record_to_json(kind()) for kind in RECORDS}
_NUMBERS = {kind: frozenset(one.name for one in fields(kind) if one.type == "float | None") for kind in RECORDS}
_ALL = select(SEALS.c.record_kind, SEALS.c.record_id, SEALS.c.row_number, SEALS.c.digest)
_SEAL = {
    kind: text(
        f"INSERT INTO seals (record_id, record_kind, row_number, digest) SELECT id, '{name}', fid, :digest "
        f"FROM {name} WHERE id = :id "
        "ON CONFLICT (record_id) DO UPDATE SET digest = excluded.digest, row_number = excluded.row_number"
    )
    for kind, name in TABLE_NAMES.items()
}


def digest_of(record: Record, content: dict[str, Any] | None = None) -> str:
    """What a record says, as 32 hexadecimal signs. ``content`` is it as JSON, where it is there already."""
    kind = type(record)
    defaults, numbers = _DEFAULTS[kind], _NUMBERS[kind]
    said = {
        name: float(value) if name in numbers else value
        for name, value in (content or record_to_json(record)).items()
        if value != defaults[name] and value is not None
    }
    words = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def seal(connection: Connection, record: Record, content: dict[str, Any] | None = None) -> None:
    """Seal a record that was written in this transaction."""
    connection.execute(_SEAL[type(record)], {"id": record.id, "digest": digest_of(record, content)})


def sealing(found: Select[Any]) -> postgresql.Insert:
    """In PostgreSQL, as a part of another statement: seals for what a query gives as id, kind, number and digest."""
    made = postgresql.insert(SEALS).from_select(["record_id", "record_kind", "row_number", "digest"], found)
    fresh = {"digest": made.excluded.digest, "row_number": made.excluded.row_number}
    return made.on_conflict_do_update(index_elements=[SEALS.c.record_id], set_=fresh)


def seal_all(connection: Connection) -> None:
    """Seal everything as it is now: after the tables themselves have changed. What cannot be read gets no seal."""
    connection.execute(SEALS.delete())
    for kind in RECORDS:
        for record in sound_records(connection, kind)[0].values():
            seal(connection, record)


def is_sealed(connection: Connection, record: Record) -> bool:
    """True if a record that was just read says what this program wrote."""
    known = connection.execute(select(SEALS.c.digest).where(SEALS.c.record_id == record.id)).scalar()
    return known == digest_of(record)


def unseal(connection: Connection, record_id: str) -> None:
    """Forget a record that nobody added here."""
    connection.execute(SEALS.delete().where(SEALS.c.record_id == record_id))


def all_seals(connection: Connection) -> dict[str, dict[str, tuple[int, str]]]:
    """Number of the row and seal of every record by its id, by the name of its table."""
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for table, record_id, number, digest in connection.execute(_ALL):
        found.setdefault(table, {})[record_id] = (number, digest)
    return found
