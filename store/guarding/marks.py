"""Guards: triggers that refuse every change of the plan but those of a transaction that has marked itself.

QGIS, ogr2ogr and SQL would else change a row that the audit trail, the revision and every open page know nothing of.
In a GeoPackage the mark is a row, set and taken back in the same transaction; in PostgreSQL it is a setting of the
transaction, which ends with it.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from store.schema import METADATA

__all__ = [
    "REFUSAL", "WHAT_TO_DO", "have_tables", "marked", "put_up", "refusals_of_view", "take_down", "unguarded_tables",
]  # fmt: skip

REFUSAL = "The plan is changed in Everyday Atlas, not here: nothing of this was kept."
WHAT_TO_DO = "Discard the edit, then change it on the app's pages, or export the rows, edit that file and import it."
_WORDS = f"{REFUSAL} {WHAT_TO_DO}".replace("'", "''")
_MARK = "everyday_mark"
_EVENTS = ("insert", "update", "delete")
_OPEN, _SHUT = (f"UPDATE {_MARK} SET is_open = {value}" for value in (1, 0))
_SET = "SELECT set_config('everyday.writing', 'yes', true)"


def _tables() -> list[str]:
    """Every table of the plan, and the one that says of which version they are."""
    return [*METADATA.tables, "alembic_version"]


@contextmanager
def marked(connection: Connection) -> Iterator[None]:
    """The part of a transaction that may change the plan; the mark is gone before it can be committed.

    Where it fails nothing is unmarked: the transaction has to be rolled back, and the mark goes with it.
    """
    is_file = connection.dialect.name == "sqlite"
    connection.exec_driver_sql(_OPEN if is_file else _SET + _waiting(connection))
    yield
    if is_file:  # in PostgreSQL the setting ends with the transaction
        connection.exec_driver_sql(_SHUT)


def _waiting(connection: Connection) -> str:
    """Of a writer that says how long it waits for others in PostgreSQL: that, asked for with its mark."""
    patience_s = connection.get_execution_options().get("patience_s")
    return "" if patience_s is None else f", set_config('lock_timeout', '{math.ceil(patience_s * 1000)}', true)"


def _triggers() -> dict[str, str]:
    """The guards of a GeoPackage by their names."""
    return {
        f"guard_{table}_{event}": (
            f'CREATE TRIGGER "guard_{table}_{event}" BEFORE {event.upper()} ON "{table}" '
            f"WHEN NOT EXISTS (SELECT 1 FROM {_MARK} WHERE is_open = 1) BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        )
        for table in _tables()
        for event in _EVENTS
    }


def refusals_of_view(view: str) -> list[str]:
    """Triggers of a view in a GeoPackage that say the same words to who edits it."""
    return [
        f'CREATE TRIGGER "guard_{view}_{event}" INSTEAD OF {event.upper()} ON "{view}" '
        f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for event in _EVENTS
    ]


def _found(connection: Connection) -> dict[str, str]:
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard\\_%' ESCAPE '\\'"
    return {str(name): str(sql) for name, sql in connection.execute(text(asked))}


_FUNCTION = f"""
CREATE OR REPLACE FUNCTION everyday_guard() RETURNS trigger LANGUAGE plpgsql AS $guard$
BEGIN RAISE EXCEPTION '{REFUSAL.replace("'", "''")}' USING HINT = '{WHAT_TO_DO.replace("'", "''")}'; END $guard$"""
_GUARD = """
CREATE TRIGGER everyday_guard BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" FOR EACH STATEMENT
WHEN (current_setting('everyday.writing', true) IS DISTINCT FROM 'yes') EXECUTE FUNCTION everyday_guard()"""
_GUARDED = """
SELECT relname, tgenabled IN ('O', 'A') FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname = 'everyday_guard' AND relnamespace = current_schema()::regnamespace"""
_LOOKS_AGAIN_S = 0.02


def _guarding(connection: Connection) -> dict[str, bool]:
    """Tables of PostgreSQL that have a guard, and whether it is switched on."""
    return {str(table): bool(is_on) for table, is_on in connection.execute(text(_GUARDED))}


def have_tables(connection: Connection, tables: Sequence[str], mode: str, *, within_s: float) -> None:
    """Lock tables of PostgreSQL, all of them or, while somebody else has one, none.

    Whoever locks one and waits for the next is waited for by those who have read the next and want the first, and the
    server ends one of the two ("deadlock detected"): so nothing is held here while something is waited for.

    Args:
        mode: ``SHARE ROW EXCLUSIVE`` keeps writers out, ``ACCESS EXCLUSIVE`` readers, too.

    Raises:
        sqlalchemy.exc.DBAPIError: others had one of them all the time.
    """
    if not tables:
        return
    names, until = ", ".join(f'"{name}"' for name in tables), time.monotonic() + within_s
    while True:
        try:
            with connection.begin_nested():
                connection.exec_driver_sql(f"LOCK TABLE {names} IN {mode} MODE NOWAIT")
                return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != "55P03" or time.monotonic() >= until:
                raise
        time.sleep(_LOOKS_AGAIN_S)


def unguarded_tables(connection: Connection) -> list[str]:
    """Names of tables whose guards are missing, switched off or others than ours; empty if all is as it should be."""
    if connection.dialect.name == "sqlite":
        found, wanted = _found(connection), _triggers()
        is_marked = connection.execute(
            text("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": _MARK}
        ).scalar()
        lacking = {
            table for table in _tables() for event in _EVENTS
            if not is_marked or found.get(name := f"guard_{table}_{event}") != wanted[name]
        }  # fmt: skip
        return [table for table in _tables() if table in lacking]
    fires = _guarding(connection)
    return [table for table in _tables() if not fires.get(table)]


def put_up(connection: Connection, *, within_s: float) -> None:
    """Put up the guards that are missing. Whoever writes meanwhile finds them all or none; nobody waits to read.

    Raises:
        sqlalchemy.exc.DBAPIError: in PostgreSQL others were writing to those tables for all of ``within_s`` seconds.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"CREATE TABLE IF NOT EXISTS {_MARK} (is_open INTEGER NOT NULL)"))
        if connection.execute(text(f"SELECT count(*) FROM {_MARK}")).scalar() != 1:
            connection.execute(text(f"DELETE FROM {_MARK}"))
            connection.execute(text(f"INSERT INTO {_MARK} VALUES (0)"))
        found = _found(connection)
        for name, sql in _triggers().items():
            if found.get(name) != sql:
                connection.execute(text(f'DROP TRIGGER IF EXISTS "{name}"'))
                connection.exec_driver_sql(sql)
        return
    there = _guarding(connection)
    lacking = [table for table in _tables() if not there.get(table)]
    have_tables(connection, lacking, "SHARE ROW EXCLUSIVE", within_s=within_s)  # all that what follows asks for
    connection.exec_driver_sql(_FUNCTION)
    for table in lacking:
        if table in there:
            connection.execute(text(f'ALTER TABLE "{table}" ENABLE TRIGGER everyday_guard'))
        else:
            connection.execute(text(_GUARD.format(table=table)))


def take_down(connection: Connection) -> None:
    """Take the guards away inside a transaction that changes the tables themselves and puts them up again."""
    if connection.dialect.name == "sqlite":
        for name in _found(connection):
            connection.execute(text(f'DROP TRIGGER "{name}"'))
        return
    for table in _guarding(connection):
        connection.execute(text(f'DROP TRIGGER everyday_guard ON "{table}"'))
