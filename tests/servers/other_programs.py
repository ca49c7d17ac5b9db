"""Other programs at the plan: one that writes, one that reads and does not end, one with SQL of its own."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from shapely.geometry import Point
from sqlalchemy.engine import make_url

from plan.records import Finding, Person, Session
from store import gone
from store.columns import encode_geopackage
from store.plan_store import PlanStore
from tests.makers.one_of_each import one_of_each

SOON_S = 60
WHO = Person("Ann", "planner")
BEGIN_WRITING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0.2)
try:
    connection.execute("BEGIN IMMEDIATE")
    print("let in")
except sqlite3.OperationalError as error:
    print("kept out:", error)
"""


def another_writer(path: Path) -> str:
    """What another program gets to hear that begins to write."""
    command = [sys.executable, "-c", BEGIN_WRITING, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def reader(folder: Path) -> Iterator[sqlite3.Connection]:
    """Another program that began to read the plan and has not ended: it sees the plan as it was."""
    with closing(sqlite3.connect(folder / "plan.gpkg", isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT title FROM findings").fetchall()
        yield connection


def wait_until_gone(store: PlanStore, erasure_id: str) -> None:
    until = time.monotonic() + SOON_S
    while store.erasure_states()[erasure_id] != gone.GONE:
        assert time.monotonic() < until, f"not gone within {SOON_S} seconds"
        time.sleep(0.05)


class Outsider:
    """Another program with SQL of its own, on either database."""

    def __init__(self, store: PlanStore) -> None:
        self.is_file = store.is_file
        url = store.engine.url
        if self.is_file:
            self.connection: Any = sqlite3.connect(str(url.database), isolation_level=None)
        else:
            import psycopg

            address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
            self.connection = psycopg.connect(address, autocommit=True)

    def run(self, sql: str, *values: object) -> int:
        return int(
            self.connection.execute(sql if self.is_file else sql.replace("?", "%s"), values or None or ()).rowcount
        )

    def run_unguarded(self, table: str, sql: str, *values: object) -> int:
        """As a table that lost its guards and checks to a program that wrote over it."""
        if self.is_file:
            for (name,) in self.connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
            ).fetchall():
                self.connection.execute(f"DROP TRIGGER {name}")
            self.connection.execute("PRAGMA ignore_check_constraints = ON")
        else:
            self.connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER everyday_guard")
            for (name,) in self.connection.execute(
                "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
                (table,),
            ).fetchall():
                self.connection.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        return self.run(sql, *values)


def filled(store: PlanStore) -> Finding:
    """A plan with a record of every kind that can be added; gives its first finding."""
    session = store.add(Session(name="One", date="2026-05-17"), WHO)
    finding = store.add(Finding(title="The bus", geometry=Point(-3, 51.5)), WHO)
    for record in one_of_each(finding.id, session.id):
        store.add(record, WHO)
    return finding


def as_stored(store: PlanStore, value: object) -> object:
    """A value as another program would write it."""
    if not isinstance(value, Point):
        return value
    return encode_geopackage(value) if store.is_file else f"SRID=4326;{value.wkt}"
