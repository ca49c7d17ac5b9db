"""Rows of tables to records and back. A row that no page could show is named and left out, not all with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import NoneType
from typing import Any, TypeVar

from shapely.errors import ShapelyError
from sqlalchemy import ColumnElement, Connection, Dialect, Row, Select, select
from sqlalchemy.types import TypeDecorator

from geo.errors import AtlasError
from plan.records import RECORDS, AuditEntry, Record, field_names
from plan.rules import problems_of_columns
from store.schema import TABLE_NAMES, TABLES

__all__ = [
    "UnreadableRow", "WrongRow", "as_read", "audit_entry", "problems_of_row", "record_of", "records_of",
    "shown_columns", "sound_records", "values_of",
]  # fmt: skip

_PLAIN: dict[str, tuple[type, ...]] = {
    "str": (str,), "int": (int,), "bool": (bool, int), "int | None": (int, NoneType),
    "float | None": (float, NoneType, int),
}  # fmt: skip
_MAY_BE = {kind: [(one.name, _PLAIN[str(one.type)]) for one in fields(kind) if one.type in _PLAIN] for kind in RECORDS}
"""Types that the plain fields of a kind may have: SQLite keeps whatever another program puts into a column."""
_UNREADABLE = (ValueError, TypeError, ShapelyError, RecursionError)
"""What reading a row raises whose geometry, lists or numbers are none."""


class UnreadableRow(AtlasError, ValueError):
    """A row that has to be read for what was asked holds something else than this program wrote."""


@dataclass(frozen=True)
class WrongRow:
    """A row that is left out everywhere: its table, its number, the id in it, and what is wrong."""

    table: str
    number: int
    record_id: str
    problems: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table}, row {self.number} ({self.record_id[:40] or 'no id'}): {' '.join(self.problems)}"


Kept = TypeVar("Kept", bound=Record)
_LARGE = {kind: frozenset(one.name for one in fields(kind) if one.type == "bytes") for kind in RECORDS}


def _is_large(kind: type[Record], name: str) -> bool:
    """True for the bytes of photos (the content of evidence is text)."""
    return name in _LARGE[kind]


def shown_columns(kind: type[Record]) -> list[ColumnElement[Any]]:
    """Columns of a kind of record without the bytes of photos."""
    table = TABLES[kind]
    return [table.c[name] for name in field_names(kind) if not _is_large(kind, name)]


def record_of(kind: type[Kept], row: Row[Any]) -> Kept:
    """A record from a row of :func:`shown_columns`."""
    values: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in row._mapping.items()}
    return kind(**values)


def values_of(record: Record, *, with_large: bool = True) -> dict[str, Any]:
    """Column values of a record."""
    kind = type(record)
    values = {name: getattr(record, name) for name in field_names(kind) if with_large or not _is_large(kind, name)}
    return {
        name: list(value) if isinstance(value, tuple) and value and isinstance(value[0], dict) else value
        for name, value in values.items()
    }


_TRANSLATED: dict[type[Record], list[tuple[str, TypeDecorator[Any]]]] = {
    kind: [(one.name, one.type) for one in table.columns if isinstance(one.type, TypeDecorator)]
    for kind, table in TABLES.items()
}
_NUMBERS = {kind: [one.name for one in fields(kind) if one.type == "float | None"] for kind in RECORDS}


def as_read(record: Kept, dialect: Dialect) -> Kept:
    """A record that was just written, as reading its row would give it."""
    kind, values = type(record), values_of(record)
    changed: dict[str, Any] = dict.fromkeys(_LARGE[kind], b"")
    for name, column in _TRANSLATED[kind]:
        value = column.process_result_value(column.process_bind_param(values[name], dialect), dialect)
        changed[name] = tuple(value) if isinstance(value, list) else value
    changed |= {name: None if values[name] is None else float(values[name]) for name in _NUMBERS[kind]}
    return replace(record, **changed) if changed else record


def _is_whole(record: Record) -> str:
    """What makes a record that could be read no record; empty if it is one."""
    if not isinstance(record.id, str) or not record.id:
        return "There is no id."
    values = vars(record)
    for name, types in _MAY_BE[type(record)]:
        if values[name].__class__ not in types:
            return f"The {name} holds something of another kind: {str(values[name])[:40]!r}."
    return ""


def problems_of_row(record: Record) -> list[str]:
    """Why a record is left out everywhere; empty if it is not."""
    whole = _is_whole(record)
    return [whole] if whole else problems_of_columns(record)


def _one_by_one(
    connection: Connection, kind: type[Kept], wanted: Select[Any], given: Mapping[str, Any] | None = None
) -> tuple[list[Kept], list[WrongRow]]:
    table = TABLES[kind]
    sound: list[Kept] = []
    wrong: list[WrongRow] = []
    for fid, record_id in connection.execute(wanted.with_only_columns(table.c.fid, table.c.id), given).all():
        try:
            row = connection.execute(select(*shown_columns(kind)).where(table.c.fid == fid)).one()
            sound.append(record_of(kind, row))
        except _UNREADABLE as error:
            wrong.append(WrongRow(table.name, int(fid), str(record_id), (f"It cannot be read: {error}.",)))
    return sound, wrong


def records_of(
    connection: Connection, kind: type[Kept], wanted: Select[Any], given: Mapping[str, Any] | None = None
) -> list[Kept]:
    """The records that a query of :func:`shown_columns` gives; ``given`` fills its parameters.

    Raises:
        UnreadableRow: names those that are none.
    """
    try:
        return [record_of(kind, row) for row in connection.execute(wanted, given)]
    except _UNREADABLE:
        sound, wrong = _one_by_one(connection, kind, wanted, given)
        if wrong:
            raise UnreadableRow(
                "Something in the plan cannot be read, and nothing was changed.",
                " ".join(str(one) for one in wrong[:5]),
                "It was changed outside Everyday Atlas: see Data, or everyday settle FOLDER.",
            ) from None
        return sound


def sound_records(
    connection: Connection, kind: type[Kept], ids: Sequence[str] | None = None
) -> tuple[dict[str, Kept], list[WrongRow]]:
    """Records of a kind by id, oldest first, and the rows that are left out as no page or file could show them."""
    table = TABLES[kind]
    wanted = select(*shown_columns(kind)).order_by(table.c.fid)
    if ids is not None:
        wanted = wanted.where(table.c.id.in_(ids))
    wrong: list[WrongRow] = []
    try:
        found = [record_of(kind, row) for row in connection.execute(wanted)]
    except _UNREADABLE:
        found, wrong = _one_by_one(connection, kind, wanted)
    kept: dict[str, Kept] = {}
    for record in found:
        problems = problems_of_row(record)
        if problems or record.id in kept:
            number = connection.execute(select(table.c.fid).where(table.c.id == record.id)).scalars().first()
            said = tuple(problems) or ("Another row has the same id.",)
            wrong.append(WrongRow(TABLE_NAMES[kind], int(number or 0), str(record.id or ""), said))
        else:
            kept[record.id] = record
    return kept, wrong


def audit_entry(row: Row[Any]) -> AuditEntry:
    """An entry of the audit trail from its row."""
    values = dict(row._mapping)
    values.pop("seq")
    return AuditEntry(**values)
