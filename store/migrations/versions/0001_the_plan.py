"""The plan: findings, actions, sessions and what belongs to them; the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import Json
from store.migrations.columns import content, flag, json, measure, names, number, record, shape, text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    record(
        "findings",
        text("kind"), text("title"), text("text"), text("status"), text("level"), names("dimensions"),
        names("policy_spheres"), names("sectors"), names("themes"), names("groups"), text("method"),
        text("session"), text("area_id"), shape("geometry"), text("suggestion_key"), text("merged_into"),
        text("status_reason"), text("moderation"), text("device_id"),
        rules=(sa.CheckConstraint("kind IN ('barrier', 'enabler')", name=op.f("ck_findings_kind")),),
    )  # fmt: skip
    record(
        "actions",
        text("title"), names("interventions"), names("finding_ids"), text("level"), text("status"),
        text("status_reason"), text("rag"), text("rag_reason"), names("responsible"),
        names("contributes"), names("benefits"), names("policy_spheres"), names("area_ids"),
        shape("geometry"), text("measure"), measure("baseline"), measure("target"), text("scenario"),
        names("milestones"), text("due_date"),
    )  # fmt: skip
    record(
        "updates",
        text("action_id"), text("text"), text("status"), text("rag"), text("rag_reason"),
    )  # fmt: skip
    record(
        "feedback",
        text("action_id"), text("group"), text("question"), text("answer"), text("given_on"),
    )  # fmt: skip
    record(
        "outcomes",
        text("action_id"), text("measure"), text("edition_id"), measure("value"), text("text"),
    )  # fmt: skip
    record(
        "organisations",
        text("name"), text("kind"),
    )  # fmt: skip
    record(
        "sessions",
        text("name"), text("date"), text("venue"), text("forum"), text("stage"), json("agenda"),
        json("groups"), text("step"), number("attendance_n"), text("attendance"), text("join_code"),
        text("expires_at"), text("closed_at"), flag("is_moderated"), flag("is_voting"),
        text("retention_until"), text("notice"),
    )  # fmt: skip
    record(
        "devices",
        text("session"), text("device_id"), text("name"), flag("is_blocked"),
        rules=(sa.UniqueConstraint("session", "device_id", name=op.f("uq_devices_session")),),
    )  # fmt: skip
    record(
        "comments",
        text("finding_id"), text("session"), text("text"), text("moderation"), text("device_id"),
        is_of_finding=True,
    )  # fmt: skip
    record(
        "votes",
        text("finding_id"), text("session"), text("device_id"), number("importance"),
        number("amenability"),
        is_of_finding=True,
        rules=(
            sa.UniqueConstraint("finding_id", "device_id", name=op.f("uq_votes_finding_id")),
            *(
                sa.CheckConstraint(f"{name} IS NULL OR {name} BETWEEN 1 AND 10", name=op.f(f"ck_votes_{name}"))
                for name in ("importance", "amenability")
            ),
        ),
    )  # fmt: skip
    record(
        "evidence",
        text("finding_id"), text("kind"), text("title"), text("edition_id"), json("content"),
        is_of_finding=True,
    )  # fmt: skip
    record(
        "photos",
        text("finding_id"), text("session"), text("alt"), text("moderation"), text("device_id"),
        number("width_px", is_known=True), number("height_px", is_known=True), text("sha256"), content("content"),
        is_of_finding=True,
    )  # fmt: skip
    record(
        "corrections",
        text("kind"), text("name"), text("text"), text("place_id"), text("place_kind"),
        shape("geometry"), json("details"), text("status"), text("status_reason"), text("decided_by"),
        text("decided_at"), text("session"), text("moderation"), text("device_id"),
    )  # fmt: skip
    record(
        "dismissals",
        text("suggestion_key"), text("title"), text("reason"), text("session"), flag("is_withdrawn"),
    )  # fmt: skip
    record(
        "erasures",
        names("record_ids"), text("reason"), text("requested_on"),
    )  # fmt: skip

    op.create_index("ix_findings_session", "findings", ["session"])
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        number("revision", is_known=True),
        text("at"), text("actor"), text("role"), text("change"), text("record_kind"), text("record_id"),
        number("version", is_known=True),
        sa.Column("before", Json(), nullable=True),
        sa.Column("after", Json(), nullable=True),
        text("reason"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )  # fmt: skip
    op.create_index("ix_audit_revision", "audit", ["revision"])
    op.create_index("ix_audit_record_id", "audit", ["record_id"])
    counter = op.create_table(
        "revision",
        sa.Column("one", sa.Integer(), nullable=False),
        number("n", is_known=True),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_revision")),
    )
    op.bulk_insert(counter, [{"one": 1, "n": 0}])
