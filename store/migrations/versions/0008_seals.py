"""A seal for every record: what it said when this program wrote it last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.migrations.columns import number, text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table; ``store.database`` seals what is there already."""
    op.create_table(
        "seals",
        text("record_id"),
        text("record_kind"),
        number("row_number", is_known=True),
        text("digest"),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_seals")),
    )
    op.create_index(op.f("ix_seals_record_kind"), "seals", ["record_kind"])
