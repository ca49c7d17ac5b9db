"""Tables of the store as they are now, one a kind of record; the migrations lead here and a test compares."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from plan.records import RECORDS, Ask, Device, Finding, Helped, Intervention, Milestone, Record, Vote, field_names
from store.columns import Geometry, Json, NamesText

__all__ = ["AUDIT", "LAYERS", "METADATA", "REVISION", "SEALS", "TABLES", "TABLE_NAMES"]

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ix": "ix_%(column_0_label)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)  # fmt: skip

TABLE_NAMES: dict[type[Record], str] = {kind: kind.table for kind in RECORDS}

LAYERS = {
    kind.table: ("features" if "geometry" in field_names(kind) else "attributes", kind.layer)
    for kind in sorted(RECORDS, key=lambda one: "geometry" not in field_names(one))
    if kind.layer
}
"""Tables that QGIS lists, as what, and under which title. Phones, codes, photos and the audit trail are not listed."""

_TYPES: dict[str, TypeEngine[object] | type] = {
    "str": Text, "int": Integer, "int | None": Integer, "float | None": Float, "bool": Boolean, "bytes": LargeBinary,
    "Names": NamesText, "dict[str, Any]": Json, "tuple[dict[str, Any], ...]": Json, "BaseGeometry | None": Geometry,
}  # fmt: skip
_MAY_BE_NULL = ("int | None", "float | None", "BaseGeometry | None")
_MODERATED = "moderation IN ('shown', 'waiting', 'refused')"
_LAST = ("created_by", "created_at", "updated_at")


def _column(one: Field[object]) -> Column[object]:
    """The column of a dataclass field."""
    kind = str(one.type)
    return Column(one.name, _TYPES[kind](), nullable=kind in _MAY_BE_NULL)  # type: ignore[operator]


def _of_finding() -> ForeignKey:
    return ForeignKey("findings.id")


def _rules(kind: type[Record]) -> list[SchemaItem]:
    """What the database itself holds a table to."""
    names = {one.name for one in fields(kind)}
    rules: list[SchemaItem] = [UniqueConstraint("id"), CheckConstraint("version >= 1", name="version")]
    if "moderation" in names:
        rules.append(CheckConstraint(_MODERATED, name="moderation"))
    if kind is Finding:
        rules.append(CheckConstraint("kind IN ('barrier', 'enabler')", name="kind"))
        rules.append(Index("ix_findings_session", "session"))
    if kind in (Intervention, Milestone, Ask):
        rules.append(Index(f"ix_{kind.table}_action_id", "action_id"))
    if kind is Vote:
        rules.append(UniqueConstraint("finding_id", "device_id"))
        rules += [
            CheckConstraint(f"{name} IS NULL OR {name} BETWEEN 1 AND 10", name=name)
            for name in ("importance", "amenability")
        ]
    if kind is Helped:
        one_each = ("finding_id", "action_id", "device_id")
        rules.append(UniqueConstraint(*one_each, name=f"uq_{kind.table}_{'_'.join(one_each)}"))
    if kind is Device:
        rules.append(UniqueConstraint("session", "device_id"))
    return rules


def _table(kind: type[Record]) -> Table:
    """Columns in the order of the fields, with what belongs to the store first and last."""
    found = {one.name: one for one in fields(kind)}
    order = ["id", "version", *(name for name in found if name not in ("id", "version", *_LAST)), *_LAST]
    columns = [_column(found[name]) for name in order]
    for column in columns:
        if column.name == "finding_id":
            column.append_foreign_key(_of_finding())
    key: Column[int] = Column("fid", Integer, primary_key=True, autoincrement=True)
    return Table(TABLE_NAMES[kind], METADATA, key, *columns, *_rules(kind), sqlite_autoincrement=True)


TABLES: dict[type[Record], Table] = {kind: _table(kind) for kind in RECORDS}

AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("revision", Integer, nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("record_kind", Text, nullable=False),
    Column("record_id", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("before", Json, nullable=True),
    Column("after", Json, nullable=True),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)
SEALS = Table(
    "seals",
    METADATA,
    Column("record_id", Text, primary_key=True),
    Column("record_kind", Text, nullable=False, index=True),
    Column("row_number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
)
REVISION = Table("revision", METADATA, Column("one", Integer, primary_key=True), Column("n", Integer, nullable=False))

# Every field has a default, so that old rows can be read when a field is added.
if any(one.default is MISSING and one.default_factory is MISSING for kind in RECORDS for one in fields(kind)):
    raise TypeError("every field of a record needs a default")
