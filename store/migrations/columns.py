"""Columns and tables as the migrations write them down."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.columns import Geometry, Json, NamesText

__all__ = ["content", "flag", "json", "measure", "names", "number", "record", "shape", "text"]

_MODERATED = "moderation IN ('shown', 'waiting', 'refused')"


def text(name: str) -> sa.Column[Any]:
    """Words, empty where there are none."""
    return sa.Column(name, sa.Text(), nullable=False)


def names(name: str) -> sa.Column[Any]:
    """Names separated by semicolons."""
    return sa.Column(name, NamesText(), nullable=False)


def json(name: str) -> sa.Column[Any]:
    """Lists and dicts."""
    return sa.Column(name, Json(), nullable=False)


def shape(name: str) -> sa.Column[Any]:
    """A geometry in WGS 84, or NULL."""
    return sa.Column(name, Geometry(), nullable=True)


def flag(name: str) -> sa.Column[Any]:
    """True or false."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def content(name: str) -> sa.Column[Any]:
    """Bytes."""
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def number(name: str, *, is_known: bool = False) -> sa.Column[Any]:
    """A whole number; NULL unless it ``is_known``."""
    return sa.Column(name, sa.Integer(), nullable=not is_known)


def measure(name: str) -> sa.Column[Any]:
    """A number, or NULL."""
    return sa.Column(name, sa.Float(), nullable=True)


def record(name: str, *columns: sa.Column[Any], rules: tuple[Any, ...] = (), is_of_finding: bool = False) -> None:
    """A table with what all records have; ``is_of_finding``: its column ``finding_id`` names one that exists."""
    keys = [sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f(f"fk_{name}_finding_id"))]
    moderated = [sa.CheckConstraint(_MODERATED, name=op.f(f"ck_{name}_moderation"))]
    op.create_table(
        name,
        sa.Column("fid", sa.Integer(), autoincrement=True, nullable=False),
        text("id"),
        number("version", is_known=True),
        *columns,
        text("created_by"),
        text("created_at"),
        text("updated_at"),
        sa.PrimaryKeyConstraint("fid", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{name}_version")),
        *(moderated if any(column.name == "moderation" for column in columns) else ()),
        *(keys if is_of_finding else ()),
        *rules,
        sqlite_autoincrement=True,
    )
