"""Areas that people use: unions of the atlas's areas or of small ones, and drawn ones."""

from __future__ import annotations

from store.migrations.columns import flag, names, record, shape, text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    record("named_areas", text("name"), text("kind"), names("members"), shape("geometry"), text("text"),
           flag("is_removed"))  # fmt: skip
