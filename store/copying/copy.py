"""One file that holds the plan of one moment, and a database filled from such a file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from plan.records import RECORDS
from store.columns import WGS84
from store.database import database_url, open_engine
from store.faults import StoreError
from store.geopackage import INTERNAL
from store.guarding import marked
from store.rows import WrongRow, sound_records
from store.schema import AUDIT, METADATA, REVISION, TABLES

if TYPE_CHECKING:
    from store.plan_store import PlanStore

__all__ = ["PlanCopy", "check_copy", "copy_into_database", "copy_plan", "settle", "with_table_listed"]

_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class PlanCopy:
    """What a copy holds: ``revision`` counts the changes of the plan, ``version`` names its tables.

    ``left_out`` names rows that break a rule of the tables, which no other database would take.
    """

    revision: int
    version: str
    left_out: tuple[str, ...] = ()


def copy_plan(store: PlanStore, target: Path) -> PlanCopy:
    """Write the plan as it is at one moment to a file, whoever writes meanwhile.

    Args:
        store: the opened plan.
        target: a file that is not there yet; it becomes a GeoPackage without a log beside it.

    Raises:
        StoreError: the plan cannot be read, or the file cannot be written.
    """
    if target.exists():
        raise StoreError(f"{target} is there already.", do="Name a new file.")
    try:
        left_out: list[str] = []
        if store.is_file:
            _copy_file(store.engine, target)
        else:
            left_out = _copy_rows_out(store.engine, target)
        return replace(check_copy(target), left_out=tuple(left_out))
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"The plan could not be copied to {target}: {error}.", do="Is the disk full?") from error


def _copy_file(engine: Engine, target: Path) -> None:
    source = engine.raw_connection()
    try:
        with closing(sqlite3.connect(target)) as copy:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]
    finally:
        source.close()
    settle(target)


def _copy_rows_out(engine: Engine, target: Path) -> list[str]:
    copy = open_engine(f"sqlite:///{target.resolve().as_posix()}")
    try:
        with (
            engine.connect().execution_options(isolation_level="REPEATABLE READ") as source,
            copy.connect().execution_options(is_writing=True) as sink,
            sink.begin(),
        ):
            left_out = _copy_rows(source, sink)
        with copy.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        copy.dispose()
    settle(target)
    return left_out


def _copy_rows(source: Connection, sink: Connection) -> list[str]:
    """Every row of every table, with its own number; names those that cannot be copied, as another program wrote them.

    Their seals are copied: the plan that is made says that they are missing, and a planner may put them back from the
    trail.
    """
    kinds = {TABLES[kind]: kind for kind in RECORDS}
    left_out: list[str] = []
    with marked(sink):
        for table in METADATA.sorted_tables:
            sink.execute(delete(table))
            wanted = select(table)
            if table in kinds:
                wrong = sound_records(source, kinds[table])[1]
                left_out += [str(one) for one in wrong]
                wanted = wanted.where(table.c.fid.not_in([one.number for one in wrong]))
            rows = source.execution_options(yield_per=_ROWS_AT_ONCE).execute(wanted)
            for part in rows.partitions():
                found = [dict(row._mapping) for row in part]
                left_out += _put(sink, table, found, may_leave_out=table in kinds)
    return left_out


def _put(sink: Connection, table: Table, rows: list[dict[str, Any]], *, may_leave_out: bool) -> list[str]:
    """Write rows; of records, those that the database refuses (what they belong to is missing) are named."""
    try:
        with sink.begin_nested():
            sink.execute(insert(table), rows)
    except IntegrityError as error:
        if not may_leave_out:
            raise
        if len(rows) == 1:
            reason = str(error.orig).splitlines()[0]
            return [str(WrongRow(table.name, int(rows[0]["fid"]), str(rows[0]["id"]), (f"{reason}.",)))]
        return [said for row in rows for said in _put(sink, table, [row], may_leave_out=True)]
    return []


@contextmanager
def with_table_listed(path: Path, layer: str) -> Iterator[Path]:
    """The file itself, or for a plan a copy that offers a table of it whole as a layer, gone at the end.

    A plan offers views to look at, one a shape, without what only the app is to know; who imports from it wants all.

    Args:
        path: a GeoPackage that nobody is writing.
        layer: name of the table.
    """
    if not _is_internal(path, layer):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="plan-") as folder:
        copy = Path(folder) / path.name
        with closing(_read_only(path)) as source, closing(sqlite3.connect(copy)) as sink:
            source.backup(sink)
            kind = "features" if "geometry" in METADATA.tables[layer].columns else "attributes"
            srs = WGS84 if kind == "features" else None
            sink.execute("UPDATE gpkg_contents SET data_type = ?, srs_id = ? WHERE table_name = ?", (kind, srs, layer))
            if kind == "features":
                sink.execute(
                    "INSERT INTO gpkg_geometry_columns VALUES (?, 'geometry', 'GEOMETRY', ?, 0, 0)", (layer, srs)
                )
            sink.commit()
            sink.execute("PRAGMA journal_mode = DELETE")
        yield copy


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _is_internal(path: Path, table: str) -> bool:
    if table not in METADATA.tables or not path.is_file():
        return False
    try:
        with closing(_read_only(path)) as connection:
            asked = "SELECT count(*) FROM gpkg_contents WHERE table_name = ? AND data_type = ?"
            return bool(connection.execute(asked, (table, INTERNAL)).fetchone()[0])
    except sqlite3.Error:
        return False  # its reader says what it is


def settle(path: Path) -> None:
    """Make a plan that nobody has open one file, without a log beside it."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")


def check_copy(path: Path) -> PlanCopy:
    """Look whether a file holds a whole plan.

    Raises:
        StoreError: it does not, or it is damaged.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            # Rows that were wrong before there were CHECKs are named when the plan is opened; the file is whole.
            connection.execute("PRAGMA ignore_check_constraints = ON")
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
            if found != ["ok"]:
                raise StoreError(f"The plan in {path.name} is damaged ({'; '.join(found)[:200]}).")
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise StoreError(f"The plan in {path.name} is damaged: {len(broken):,} rows refer to others that "
                                 "are not there.")  # fmt: skip
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            revision = connection.execute("SELECT n FROM revision").fetchone()
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path.name} holds no plan ({error}).") from error
    return PlanCopy(int(revision[0]) if revision else 0, str(version[0]) if version else "")


def _is_empty(connection: Connection) -> bool:
    tables = [table for table in METADATA.sorted_tables if table is not REVISION]
    return not any(connection.execute(select(func.count()).select_from(table)).scalar() for table in tables)


def copy_into_database(path: Path, url: str) -> list[str]:
    """Fill the PostgreSQL at an address, which is empty, with the plan in a file; all of it or nothing.

    Args:
        path: a copy made by :func:`copy_plan`; tables of an older version are brought up to date in it first.
        url: address of the database.

    Returns:
        Rows that were left out as they break a rule of the tables, by table, number and id.

    Raises:
        StoreError: the database holds a plan already, or one of the two cannot be opened.
    """
    source = open_engine(f"sqlite:///{path.resolve().as_posix()}")
    try:
        sink = open_engine(database_url(path.parent, url))
        try:
            with source.connect() as reading, sink.connect() as writing, writing.begin():
                if not _is_empty(writing):
                    raise StoreError(
                        "The database that EVERYDAY_DATABASE_URL names holds a plan already.",
                        do="Name an empty database, or put that plan aside first. Nothing was changed.",
                    )
                left_out = _copy_rows(reading, writing)
                for table in METADATA.sorted_tables:
                    _count_on(writing, table)
                return left_out
        finally:
            sink.dispose()
    finally:
        source.dispose()


def _count_on(connection: Connection, table: Table) -> None:
    """Numbers of new rows follow those that were brought back."""
    key: Any = table.c.seq if table is AUDIT else table.c.get("fid")
    if key is None:
        return
    highest = connection.execute(select(func.max(key))).scalar()
    if highest is not None:
        connection.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
            {"table": table.name, "column": key.name, "highest": highest},
        )
