"""A plan written by an earlier version, with everything in it, as this version reads it."""

from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from plan.records import (
    Action,
    AdvocacyGroup,
    Feedback,
    Helped,
    Intervention,
    Milestone,
    Network,
    Organisation,
    Person,
    ShareKey,
    Update,
)
from store.database import _engine, newest_version
from store.database import database_url as address_of
from store.geopackage import make_geopackage
from store.guarding import marked
from store.plan_store import PlanStore
from tests.makers.plans.old_plans import OLD_ACTION, old_plan, tables_of


@pytest.fixture
def plan_of_0001(database_url: str, tmp_path: Path) -> tuple[Path, str]:
    """A folder and an address whose plan has the tables of version 0001 and rows in them."""
    own = "1, 'Ada', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'"
    rows = [
        OLD_ACTION.format(id="A-OLD"),
        "INSERT INTO updates (id, version, created_by, created_at, updated_at, action_id, text, status, rag, "
        f"rag_reason) VALUES ('U-OLD', {own}, 'A-OLD', 'Begun', 'agreed', 'green', '')",
        "INSERT INTO organisations (id, version, created_by, created_at, updated_at, name, kind) "
        f"VALUES ('O-OLD', {own}, 'Council', 'local_authority')",
    ]
    old_plan(tmp_path, "0001", rows, database_url)
    return tmp_path, database_url


def test_what_was_words_becomes_records_and_nothing_else_changes(plan_of_0001: tuple[Path, str]) -> None:
    folder, address = plan_of_0001
    store = PlanStore(folder, url=address)
    try:
        with store.reading() as connection:
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == newest_version()
        action = store.get(Action, "A-OLD")
        assert (action.version, action.title, action.target) == (3, "A bus", 30.5)
        assert (action.visibility, action.measure_kind, action.is_ongoing) == ("everybody", "measure", False)
        assert (action.goes_on_in, action.goes_on_as) == ((), "")
        assert [(one.number, one.text) for one in store.all(Intervention)] == [(1, "More often"), (2, "Fares")]
        assert [(one.date, one.text, one.owner, one.done_on) for one in store.all(Milestone)] == [
            ("2026-12-01", "Timetable", "Bus Ltd", "2026-11-30"), ("", "Talks", "", ""),
            ("", "Spring: talks again", "", ""),
        ]  # fmt: skip
        assert (store.all(Update)[0].kind, store.all(Organisation)[0].former_names) == ("news", ())
        changed = store.save(replace(action, title="A tram"), Person("Ada", "planner"))
        assert changed.version == 4
        assert len(store.all(Milestone)) == 3, "the same words are the same milestones"
    finally:
        store.close()


def test_tables_are_changed_once_nobody_reads_them(postgres_url: str, tmp_path: Path) -> None:
    """Whoever reads on, table after table, is never ended for the sake of a newer version that is started."""
    old_plan(tmp_path, "0001", [OLD_ACTION.format(id="A-OLD")], postgres_url)
    address = make_url(address_of(tmp_path, postgres_url)).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as reader, ThreadPoolExecutor(1) as pool:
        reader.execute("SET lock_timeout = 1000")
        reader.execute("SELECT * FROM revision")
        opening = pool.submit(PlanStore, tmp_path, url=postgres_url)
        for table in ("actions", "updates", "findings", "audit", "votes"):
            time.sleep(0.3)
            reader.execute(f"SELECT * FROM {table}")
        assert not opening.done()
        reader.commit()
        store = opening.result(timeout=60)
    assert store.get(Action, "A-OLD").title == "A bus"
    store.close()


def test_a_plan_of_the_tables_before_keeps_what_it_says_when_actions_can_go_on(plan_of_0001: tuple[Path, str]) -> None:
    """From version 0002, the last that was given out, with rows in it."""
    folder, address = plan_of_0001
    engine = _engine(address_of(folder, address))
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        tables_of(connection, "0002")
    engine.dispose()
    store = PlanStore(folder, url=address)
    try:
        action = store.get(Action, "A-OLD")
        assert (action.version, action.title, action.status, action.goes_on_in) == (3, "A bus", "agreed", ())
        tram = store.add(Action(title="A tram"), Person("Ada", "planner"))
        store.save(
            replace(action, status="dropped", status_reason="One for both", goes_on_in=(tram.id,), goes_on_as="merged"),
            Person("Ada", "planner"),
        )
        assert store.get(Action, "A-OLD").goes_on_in == (tram.id,)
    finally:
        store.close()


def test_the_layers_of_an_old_file_are_listed_for_qgis(tmp_path: Path) -> None:
    engine = _engine(address_of(tmp_path))
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        tables_of(connection, "0001")
        make_geopackage(connection)
        connection.execute(text("DELETE FROM gpkg_contents WHERE table_name IN ('milestones', 'interventions')"))
    engine.dispose()
    PlanStore(tmp_path).close()
    with sqlite3.connect(tmp_path / "plan.gpkg") as connection:
        listed = {row[0] for row in connection.execute("SELECT identifier FROM gpkg_contents")}
    assert {f"{one} (to look at)" for one in ("Actions: points", "Milestones", "Interventions")} <= listed


@pytest.fixture
def plan_of_0002(database_url: str, tmp_path: Path) -> tuple[Path, str]:
    """A plan with the tables of version 0002: an answer, a group, a page that was given out."""
    own = "1, 'Ada', '2026-10-20T00:00:00Z', '2026-10-20T00:00:00Z'"
    columns = "id, version, created_by, created_at, updated_at"
    rows = [
        f"INSERT INTO {table} ({columns}, {more}) VALUES ({values.format(own=own)})"
        for table, more, values in (
            ("feedback", 'action_id, intervention_id, "group", question, answer, given_on',
             "'K-OLD', {own}, 'A-1', '', 'Riders', 'effective', 'Not yet', '2026-10-19'"),
            ("advocacy_groups", "name, text, action_ids, organisation_ids, ended_on",
             "'G-OLD', {own}, 'Riders', 'Saturdays', 'A-1', '', ''"),
            ("share_keys", 'opens, "key", name, only_session, withdrawn_at',
             "'J-OLD', {own}, 'said', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'Poster', '', ''"),
        )
    ]  # fmt: skip
    old_plan(tmp_path, "0002", rows, database_url)
    return tmp_path, database_url


def test_what_was_said_stays_and_nothing_new_is_asked_of_an_old_page(plan_of_0002: tuple[Path, str]) -> None:
    folder, address = plan_of_0002
    store = PlanStore(folder, url=address)
    try:
        answer = store.get(Feedback, "K-OLD")
        assert (answer.answer, answer.given_on, answer.moderation) == ("Not yet", "2026-10-19", "shown")
        assert (answer.verdict, answer.change_status, answer.device_id) == ("", "", "")
        assert store.get(AdvocacyGroup, "G-OLD").next_meeting == ""
        assert store.get(ShareKey, "J-OLD").is_asking is False, "it was given out as a page to read"
        assert (store.all(Network), store.all(Helped)) == ([], [])
        with store.reading() as connection, pytest.raises(Exception, match="moderation"), marked(connection):
            connection.execute(text("UPDATE feedback SET moderation = 'loud'"))
        changed = store.save(replace(answer, verdict="no"), Person("Ada", "planner"))
        assert (changed.version, changed.verdict) == (2, "no")
    finally:
        store.close()
