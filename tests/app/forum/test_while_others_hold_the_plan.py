"""A page opens while another program holds the right to write: it asks for nothing but to read."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import event

from everyday import Atlas
from everyday.atlas import DATABASE_VARIABLE
from plan.records import Comment
from tests.makers.forum_room import forum_room
from tests.makers.pages import words

pytestmark = pytest.mark.slow  # draws whole pages


def test_a_page_of_the_forum_opens_without_asking_for_a_lock(
    demo_atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv(DATABASE_VARIABLE, database_url)
    asked: list[str] = []
    with ExitStack() as until_the_end:
        room = until_the_end.enter_context(forum_room(demo_atlas, tmp_path, monkeypatch))
        store = room.atlas.plan()
        finding = room.pin("The bus is late")
        waiting = Comment(finding_id=finding.id, session=room.session.id, text="So it is", moderation="waiting")
        store.add(waiting, room.who)
        if database_url:
            import psycopg

            other = until_the_end.enter_context(psycopg.connect(database_url))
            other.execute("LOCK TABLE revision IN EXCLUSIVE MODE")
        else:
            other = until_the_end.enter_context(
                closing(sqlite3.connect(room.atlas.folder / "plan.gpkg", isolation_level=None))
            )
            other.execute("BEGIN IMMEDIATE")
        event.listen(store.engine, "before_cursor_execute", lambda _c, _u, statement, *_more: asked.append(statement))
        page = room.page("whole")
        read = words(page)
        other.rollback()
    assert any("The bus is late" in button.label for button in page.button)
    assert "1 entry waits for your nod" in read
    assert "So it is" in read
    assert not page.exception
    assert [one for one in asked if not one.startswith(("SELECT", "BEGIN", "PRAGMA")) or "FOR UPDATE" in one] == []
    assert "BEGIN IMMEDIATE" not in asked
