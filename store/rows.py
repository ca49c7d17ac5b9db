"""Rows of tables to records and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row

from plan.records import RECORDS, AuditEntry, Record, field_names
from store.schema import TABLES

__all__ = ["audit_entry", "record_of", "shown_columns", "values_of"]

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


def audit_entry(row: Row[Any]) -> AuditEntry:
    """An entry of the audit trail from its row."""
    values = dict(row._mapping)
    values.pop("seq")
    return AuditEntry(**values)
