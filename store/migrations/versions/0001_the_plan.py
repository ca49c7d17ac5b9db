"""The plan: findings, actions, sessions and what belongs to them; the audit trail."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from store.columns import Geometry, Json, NamesText

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MODERATED = "moderation IN ('shown', 'waiting', 'refused')"


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _names(name: str) -> sa.Column[Any]:
    return sa.Column(name, NamesText(), nullable=False)


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, Json(), nullable=False)


def _shape(name: str) -> sa.Column[Any]:
    return sa.Column(name, Geometry(), nullable=True)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _content(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _number(name: str, *, is_known: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=not is_known)


def _measure(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Float(), nullable=True)


def _record(name: str, *columns: sa.Column[Any], rules: tuple[Any, ...] = (), is_of_finding: bool = False) -> None:
    """A table with what all records have; ``is_of_finding``: its column ``finding_id`` names one that exists."""
    keys = [sa.ForeignKeyConstraint(["finding_id"], ["findings.id"], name=op.f(f"fk_{name}_finding_id"))]
    moderated = [sa.CheckConstraint(_MODERATED, name=op.f(f"ck_{name}_moderation"))]
    op.create_table(
        name,
        sa.Column("fid", sa.Integer(), autoincrement=True, nullable=False),
        _text("id"),
        _number("version", is_known=True),
        *columns,
        _text("created_by"),
        _text("created_at"),
        _text("updated_at"),
        sa.PrimaryKeyConstraint("fid", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{name}_id")),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{name}_version")),
        *(moderated if any(column.name == "moderation" for column in columns) else ()),
        *(keys if is_of_finding else ()),
        *rules,
        sqlite_autoincrement=True,
    )


def upgrade() -> None:
    """Make all tables."""
    _record(
        "findings",
        _text("kind"), _text("title"), _text("text"), _text("status"), _text("level"), _names("dimensions"),
        _names("policy_spheres"), _names("sectors"), _names("themes"), _names("groups"), _text("method"),
        _text("session"), _text("area_id"), _shape("geometry"), _text("suggestion_key"), _text("merged_into"),
        _text("status_reason"), _text("moderation"), _text("device_id"),
        rules=(sa.CheckConstraint("kind IN ('barrier', 'enabler')", name=op.f("ck_findings_kind")),),
    )  # fmt: skip
    _record(
        "actions",
        _text("title"), _names("interventions"), _names("finding_ids"), _text("level"), _text("status"),
        _text("status_reason"), _text("rag"), _text("rag_reason"), _names("responsible"),
        _names("contributes"), _names("benefits"), _names("policy_spheres"), _names("area_ids"),
        _shape("geometry"), _text("measure"), _measure("baseline"), _measure("target"), _text("scenario"),
        _names("milestones"), _text("due_date"),
    )  # fmt: skip
    _record(
        "updates",
        _text("action_id"), _text("text"), _text("status"), _text("rag"), _text("rag_reason"),
    )  # fmt: skip
    _record(
        "feedback",
        _text("action_id"), _text("group"), _text("question"), _text("answer"), _text("given_on"),
    )  # fmt: skip
    _record(
        "outcomes",
        _text("action_id"), _text("measure"), _text("edition_id"), _measure("value"), _text("text"),
    )  # fmt: skip
    _record(
        "organisations",
        _text("name"), _text("kind"),
    )  # fmt: skip
    _record(
        "sessions",
        _text("name"), _text("date"), _text("venue"), _text("forum"), _text("stage"), _json("agenda"),
        _json("groups"), _text("step"), _number("attendance_n"), _text("attendance"), _text("join_code"),
        _text("expires_at"), _text("closed_at"), _flag("is_moderated"), _flag("is_voting"),
        _text("retention_until"), _text("notice"),
    )  # fmt: skip
    _record(
        "devices",
        _text("session"), _text("device_id"), _text("name"), _flag("is_blocked"),
        rules=(sa.UniqueConstraint("session", "device_id", name=op.f("uq_devices_session")),),
    )  # fmt: skip
    _record(
        "comments",
        _text("finding_id"), _text("session"), _text("text"), _text("moderation"), _text("device_id"),
        is_of_finding=True,
    )  # fmt: skip
    _record(
        "votes",
        _text("finding_id"), _text("session"), _text("device_id"), _number("importance"),
        _number("amenability"),
        is_of_finding=True,
        rules=(
            sa.UniqueConstraint("finding_id", "device_id", name=op.f("uq_votes_finding_id")),
            *(
                sa.CheckConstraint(f"{name} IS NULL OR {name} BETWEEN 1 AND 10", name=op.f(f"ck_votes_{name}"))
                for name in ("importance", "amenability")
            ),
        ),
    )  # fmt: skip
    _record(
        "evidence",
        _text("finding_id"), _text("kind"), _text("title"), _text("edition_id"), _json("content"),
        is_of_finding=True,
    )  # fmt: skip
    _record(
        "photos",
        _text("finding_id"), _text("session"), _text("alt"), _text("moderation"), _text("device_id"),
        _number("width_px", is_known=True), _number("height_px", is_known=True), _text("sha256"), _content("content"),
        is_of_finding=True,
    )  # fmt: skip
    _record(
        "corrections",
        _text("kind"), _text("name"), _text("text"), _text("place_id"), _text("place_kind"),
        _shape("geometry"), _json("details"), _text("status"), _text("status_reason"), _text("decided_by"),
        _text("decided_at"), _text("session"), _text("moderation"), _text("device_id"),
    )  # fmt: skip
    _record(
        "dismissals",
        _text("suggestion_key"), _text("title"), _text("reason"), _text("session"), _flag("is_withdrawn"),
    )  # fmt: skip
    _record(
        "erasures",
        _names("record_ids"), _text("reason"), _text("requested_on"),
    )  # fmt: skip

    op.create_index("ix_findings_session", "findings", ["session"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        _number("revision", is_known=True),
        _text("at"), _text("actor"), _text("role"), _text("change"), _text("record_kind"), _text("record_id"),
        _number("version", is_known=True),
        sa.Column("before", Json(), nullable=True),
        sa.Column("after", Json(), nullable=True),
        _text("reason"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_audit_revision", "audit", ["revision"])
    op.create_index("ix_audit_record_id", "audit", ["record_id"])
    counter = op.create_table(
        "revision",
        sa.Column("one", sa.Integer(), nullable=False),
        _number("n", is_known=True),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_revision")),
    )
    op.bulk_insert(counter, [{"one": 1, "n": 0}])
