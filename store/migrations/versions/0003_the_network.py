"""The network: what it performs, meetings of groups, answers from phones and what they lead to, whether it helped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.columns import json, record, text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _words(table: str, *names: str) -> None:
    """New columns of text of a table that may have rows: empty in them."""
    for name in names:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))


def upgrade() -> None:
    """Make the new tables and columns; answers that are there were shown to everybody, and pages asked nothing."""
    _words(
        "feedback",
        "verdict", "change", "change_of", "change_status", "decided_by", "decided_on", "decided_reason", "led_to",
        "session", "device_id",
    )  # fmt: skip
    shown = sa.CheckConstraint("moderation IN ('shown', 'waiting', 'refused')", name=op.f("ck_feedback_moderation"))
    op.add_column("feedback", sa.Column("moderation", sa.Text(), shown, nullable=False, server_default="shown"))
    _words("advocacy_groups", "next_meeting")
    op.add_column("share_keys", sa.Column("is_asking", sa.Boolean(), nullable=False, server_default=sa.false()))
    record(
        "networks",
        text("name"), text("convened_by"), text("text"), text("next_meeting"), json("performs"), text("agreed_on"),
    )  # fmt: skip
    one_each = sa.UniqueConstraint(
        "finding_id", "action_id", "device_id", name=op.f("uq_helped_finding_id_action_id_device_id")
    )
    record(
        "helped",
        text("finding_id"), text("action_id"), text("device_id"), text("verdict"),
        rules=(one_each,), is_of_finding=True,
    )  # fmt: skip
