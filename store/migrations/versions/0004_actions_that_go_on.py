"""Actions that were merged into another or superseded by others say which ones go on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import NamesText

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two columns, empty for the actions that there are."""
    op.add_column("actions", sa.Column("goes_on_in", NamesText(), nullable=False, server_default=""))
    op.add_column("actions", sa.Column("goes_on_as", sa.Text(), nullable=False, server_default=""))
