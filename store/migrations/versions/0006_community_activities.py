"""Community activities: what people can go to, where and when."""

from __future__ import annotations

from store.migrations.columns import flag, json, names, record, shape, text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    record(
        "activities",
        text("title"), text("text"), text("kind"), text("venue"), text("area_id"), shape("geometry"),
        flag("is_ward_only"), text("when"), text("valid_from"), text("valid_to"), text("organiser"), text("cost"),
        text("cost_words"), text("language_support"), text("contact"), names("outcome_themes"),
        names("participation_areas"), names("playbook_activities"), names("individual_outcomes"),
        names("community_benefits"), text("benefit_told"), names("playbook_barriers"), text("last_confirmed"),
        flag("is_kept"), flag("is_unlisted"), text("unlisted_reason"), text("source"), text("source_id"),
        json("given"),
    )  # fmt: skip
