"""Other programs at the plan: one that writes, one that reads and does not end; and waiting until words are gone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from store import gone
from store.plan_store import PlanStore

SOON_S = 60
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
