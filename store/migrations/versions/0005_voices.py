"""What people said outside a session: answers and interviews, photo diaries, reports and planned methods."""

from __future__ import annotations

from store.migrations.columns import content, flag, json, names, number, record, shape, text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the four tables."""
    record(
        "open_answers",
        text("kind"), text("title"), text("text"), text("question"), text("method"), text("sector"), text("area_id"),
        shape("geometry"), text("district"), text("given_on"), json("remarks"), text("respondent"), text("consent"),
        flag("is_quotable"), text("readers"), text("retention_until"), names("dimensions"), names("finding_ids"),
    )  # fmt: skip
    record(
        "diary_photos",
        text("answer_id"), number("number", is_known=True), text("alt"), text("text"), shape("geometry"),
        number("width_px", is_known=True), number("height_px", is_known=True), text("sha256"), content("content"),
    )  # fmt: skip
    record(
        "existing_reports",
        text("title"), text("publisher"), text("year"), text("pages"), names("area_ids"), text("link"), text("text"),
        names("action_ids"),
    )  # fmt: skip
    record("planned_methods", text("method"), text("planned_for"), text("text"), flag("is_dropped"))
