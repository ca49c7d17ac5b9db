"""The action plan: interventions and milestones as records, organisations over time, the network, answers, reports."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from plan.ids import id_from
from store.migrations.columns import content, flag, json, measure, names, number, record, text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DAY = r"\d{4}-\d{2}-\d{2}"
_MILESTONE = re.compile(
    rf"^(?:(?P<date>{_DAY}) )?(?P<text>.*?)(?: \((?P<owner>[^()]+)\))?(?: \[done (?P<done>{_DAY})\])?$"
)


def _with(table: str, *columns: sa.Column[Any]) -> None:
    """New columns of a table that may have rows: empty in them, unless the column says what."""
    for column in columns:
        if not column.nullable and column.server_default is None:
            is_number = isinstance(column.type, sa.Integer | sa.Boolean)
            column.server_default = sa.DefaultClause(sa.text("0" if is_number else "''"))
            if isinstance(column.type, sa.Boolean):
                column.server_default = sa.DefaultClause(sa.false())
        op.add_column(table, column)


def _text(name: str, before: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False, server_default=before)


def upgrade() -> None:
    """Make the new tables and columns, and records of the interventions and milestones that were words."""
    _with(
        "actions",
        text("lead"), names("sectors"), names("themes"), _text("visibility", "everybody"), text("team_note"),
        _text("measure_kind", "measure"), text("own_measure"), flag("is_lower_better"), text("baseline_edition"),
        text("baseline_on"), text("target_by"), text("next_value_on"), flag("is_ongoing"), text("next_look"),
        text("carried_out"), text("helped"), text("result"), text("unasked_reason"), text("reference"),
        names("other_plans"), measure("cost_low"), measure("cost_high"), text("cost_per"), text("cost_source"),
        text("is_funded"), names("waits_for"), text("freed_by"),
    )  # fmt: skip
    _with("updates", _text("kind", "news"), text("happened_on"), _text("visibility", "everybody"))
    _with("outcomes", text("measured_on"))
    _with("feedback", text("intervention_id"))
    _with(
        "organisations",
        sa.Column("former_names", json("").type, nullable=False, server_default="[]"), text("ceased_on"),
        names("successor_ids"),
    )  # fmt: skip
    record(
        "interventions",
        text("action_id"), number("number", is_known=True), text("text"), text("level"), text("lead"), text("status"),
        text("due_date"),
    )  # fmt: skip
    record(
        "milestones",
        text("action_id"), text("intervention_id"), number("number", is_known=True), text("text"), text("date"),
        text("owner"), text("done_on"), names("earlier_dates"), text("dropped_on"), text("dropped_reason"),
    )  # fmt: skip
    record(
        "attachments",
        text("action_id"), text("update_id"), text("kind"), text("title"), text("address"), text("alt"),
        text("visibility"), number("width_px", is_known=True), number("height_px", is_known=True), text("sha256"),
        content("content"),
    )  # fmt: skip
    record(
        "proposals",
        text("finding_id"), text("session"), text("text"), text("lever"), text("level"), text("action_id"),
        text("moderation"), text("device_id"),
        is_of_finding=True,
    )  # fmt: skip
    record(
        "asks",
        text("action_id"), text("organisation"), text("asked_on"), text("text"), text("answered_on"), text("answer"),
        text("answer_text"), text("source"),
    )  # fmt: skip
    record(
        "reports", text("kind"), text("name"), text("date"), text("round"), json("filters"), json("content"),
    )  # fmt: skip
    record(
        "share_keys", text("opens"), text("key"), text("name"), text("only_session"), text("withdrawn_at"),
    )  # fmt: skip
    record(
        "memberships",
        text("organisation_id"), names("functions"), text("post"), text("joined_on"), text("left_on"),
    )  # fmt: skip
    record(
        "advocacy_groups",
        text("name"), text("text"), names("action_ids"), names("organisation_ids"), text("ended_on"),
    )  # fmt: skip
    for table in ("interventions", "milestones", "asks"):
        op.create_index(f"ix_{table}_action_id", table, ["action_id"])
    _parts_of_words()


def _parts_of_words() -> None:
    """Interventions and milestones were words in the row of their action; they stay there, and become records too."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT id, interventions, milestones, created_by, created_at, updated_at FROM actions")
    ).all()
    for row in rows:
        own = {name: getattr(row, name) for name in ("created_by", "created_at", "updated_at")}
        for place, words in enumerate(_items(row.interventions), 1):
            _insert(
                "interventions", id=id_from("I", row.id, str(place)), version=1, action_id=row.id, number=place,
                text=words, level="", lead="", status="proposed", due_date="", **own,
            )  # fmt: skip
        for place, words in enumerate(_items(row.milestones), 1):
            _insert(
                "milestones", id=id_from("M", row.id, str(place)), version=1, action_id=row.id, intervention_id="",
                number=place, earlier_dates="", dropped_on="", dropped_reason="", **_milestone(words), **own,
            )  # fmt: skip


def _items(words: str) -> list[str]:
    return words.split("; ") if words else []


def _milestone(words: str) -> dict[str, str]:
    """Day, text, owner and the day it was done; all text where it has not that form."""
    found = _MILESTONE.match(words)
    if not found or not found["text"].strip() or not all(_is_day(found[name]) for name in ("date", "done")):
        return {"text": words, "date": "", "owner": "", "done_on": ""}
    return {"text": found["text"], "date": found["date"] or "", "owner": found["owner"] or "",
            "done_on": found["done"] or ""}  # fmt: skip


def _is_day(words: str | None) -> bool:
    try:
        return words is None or bool(date.fromisoformat(words))
    except ValueError:
        return False


def _insert(table: str, **values: object) -> None:
    names_of = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f":{name}" for name in values)
    op.get_bind().execute(sa.text(f"INSERT INTO {table} ({names_of}) VALUES ({places})"), values)
