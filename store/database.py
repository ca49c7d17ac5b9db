"""Opening the store: which database, its settings, its tables brought up to date."""

from __future__ import annotations

import contextlib
import functools
import math
import os
import random
import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InvalidatePoolError

from geo.errors import UsageError
from store.faults import WRITE_S, StoreError, told_fault
from store.geopackage import are_listed, drop_views, make_geopackage, make_views
from store.guarding import have_tables, hold, marked, put_up, seal_all, take_down, unguarded_tables
from store.schema import METADATA

__all__ = [
    "FILE_NAME", "PATIENCE_S", "SERVER_OPTIONS", "SET_TO_WAIT_MS", "database_url", "driver_faults", "guard_again",
    "newest_version", "open_engine", "open_guarded",
]  # fmt: skip

FILE_NAME = "plan.gpkg"
PATIENCE_S = WRITE_S
"""A reader waits so long as well, for the moments in which a file cannot be read either."""
SERVER_OPTIONS = f"-c lock_timeout={int(PATIENCE_S * 1000)}"
SET_TO_WAIT_MS = "everyday_waits_ms"
"""For how long a connection of SQLite has been told to wait for others, in its own notes."""
RESTED_S = 0.5
_RESTS_SINCE = "everyday_rests_since_s"
_HERE = Path(__file__).resolve().parent
_LOCK = 0x45564552  # the number of the advisory lock that whoever changes tables or guards in PostgreSQL takes


def database_url(folder: Path, given: str = "") -> str:
    """Address of the store of an atlas folder: ``given`` (a PostgreSQL) or the GeoPackage in the folder.

    Raises:
        UsageError: ``given`` is not the address of a PostgreSQL.
    """
    if not given:
        return f"sqlite:///{(folder / FILE_NAME).resolve().as_posix()}"
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise UsageError(
            "EVERYDAY_DATABASE_URL is not an address of a database.", "Needed: postgresql://user:password@host/database"
        ) from error
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(f"EVERYDAY_DATABASE_URL names {url.get_backend_name()}; PostgreSQL with PostGIS is needed.")
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _set_up_sqlite(engine: Engine) -> None:
    """Write-ahead log, every commit on the disk, foreign keys, and freed space overwritten with zeros."""

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        try:
            for setting in (
                f"busy_timeout = {int(PATIENCE_S * 1000)}", "journal_mode = WAL", "synchronous = FULL",
                "foreign_keys = ON", "secure_delete = ON",
            ):  # fmt: skip
                _set(connection, setting)
        except sqlite3.Error:
            connection.close()  # nobody else would: it is no connection of the pool yet
            raise

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        patience_ms = _whole_ms(options.get("patience_s", PATIENCE_S))
        if connection.info.get(SET_TO_WAIT_MS) != patience_ms:  # it is used again, by readers and writers
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience_ms}")
            connection.info[SET_TO_WAIT_MS] = patience_ms
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("is_writing", False) else "BEGIN")


def _set(connection: sqlite3.Connection, setting: str) -> None:
    """Set it, and try again while others are in the way.

    Where several open a new file at once and turn it to a write-ahead log, SQLite tells one of them that it is busy
    without waiting, whatever patience it was told: it would wait for ever, as both have begun to read.
    """
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            connection.execute(f"PRAGMA {setting}").close()
        except sqlite3.OperationalError as error:
            if not _is_busy(error) or time.monotonic() > deadline:
                raise
            time.sleep(random.uniform(0.005, 0.02))
        else:
            return


def _is_busy(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _whole_ms(patience_s: float) -> int:
    """Rounded up to a tenth of a second, so that one setting serves most of the time."""
    return math.ceil(patience_s * 10) * 100


def _set_up_server(engine: Engine) -> None:
    """A connection that has rested is asked whether its server still knows it. (``pool_pre_ping`` asks each time.)"""

    @event.listens_for(engine, "checkin")
    def _rests(_connection: Any, record: Any) -> None:
        record.info[_RESTS_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def _is_there(connection: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get(_RESTS_SINCE, math.inf) < RESTED_S:
            return
        try:
            engine.dialect.do_ping(connection)
        except driver_faults(engine) as error:
            raise InvalidatePoolError from error


def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(
            url, pool_size=16, max_overflow=96, pool_timeout=PATIENCE_S,
            connect_args={"timeout": PATIENCE_S, "check_same_thread": False},
        )  # fmt: skip
        _set_up_sqlite(engine)
        return engine
    try:
        engine = create_engine(
            url, pool_size=16, max_overflow=32, pool_timeout=PATIENCE_S,
            connect_args={"connect_timeout": int(PATIENCE_S), "options": SERVER_OPTIONS},
        )  # fmt: skip
    except ModuleNotFoundError as error:
        raise UsageError(
            "EVERYDAY_DATABASE_URL names a PostgreSQL, and its driver is not installed.",
            do='Install it: pip install "everyday-atlas[postgis]"',
        ) from error
    _set_up_server(engine)
    return engine


def _script() -> Any:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", (_HERE / "migrations").as_posix())
    return config, ScriptDirectory.from_config(config)


@functools.cache
def newest_version() -> str:
    """The version of the tables that this program works with."""
    return str(_script()[1].get_current_head())


def _version(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _migrate(connection: Connection) -> None:
    """Bring the tables up to date, in one transaction."""
    from alembic import command

    config, script = _script()
    head = script.get_current_head()
    found = _version(connection)
    if found == head:
        return
    if found and found not in {revision.revision for revision in script.walk_revisions()}:
        raise StoreError(
            f"The plan was written by a newer version of Everyday Atlas (tables {found}; known here: up to {head}).",
            do="Install the newest version. Nothing was changed.",
        )
    config.attributes["connection"] = connection
    if found and connection.dialect.name == "postgresql":
        ours = {*METADATA.tables, "alembic_version"}  # those of PostGIS stand among them, and may be another user's
        there = [name for name in inspect(connection).get_table_names() if name in ours]
        have_tables(connection, there, "ACCESS EXCLUSIVE", within_s=PATIENCE_S)
    take_down(connection)
    drop_views(connection)
    command.upgrade(config, "head")
    if not _lacks_tables(connection):
        hold(connection)
    _guard(connection)
    if connection.dialect.name != "sqlite":
        make_views(connection)
    if not unguarded_tables(connection):
        with marked(connection):
            seal_all(connection)


def _lacks_tables(connection: Connection) -> bool:
    return bool(set(METADATA.tables) - set(inspect(connection).get_table_names()))


def _guard(connection: Connection) -> list[str]:
    """Put up what is missing of guards and layers; gives the tables whose guards were gone."""
    if _lacks_tables(connection):
        return []  # a kind of record without its migration: the tests of the tables say so
    lacking = unguarded_tables(connection)
    if lacking:
        put_up(connection, within_s=PATIENCE_S)
    if not are_listed(connection):
        make_geopackage(connection)
    return lacking


_COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'",
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ),
}


def _be_the_one(connection: Connection) -> None:
    """Whoever changes tables or guards does it alone: in a file by its lock, in PostgreSQL by a number."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def guard_again(engine: Engine) -> list[str]:
    """Put up again what another program has taken away while the plan was open; gives the tables that lacked it."""
    with engine.connect() as connection:
        if not unguarded_tables(connection) and are_listed(connection):
            return []
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        _be_the_one(connection)
        return _guard(connection)


def _need_columns(connection: Connection) -> None:
    """Refuse a plan one of whose tables another program has written over: nothing could be read of it."""
    there: dict[str, set[str]] = {}
    for name, column in connection.execute(text(_COLUMNS[connection.dialect.name])):
        there.setdefault(str(name), set()).add(str(column))
    for name, table in METADATA.tables.items():
        found = there.get(name)
        lacking = ["the whole table"] if found is None else [one.name for one in table.columns if one.name not in found]
        if lacking:
            raise StoreError(
                f"The table {name} of the plan was removed or written over by another program: "
                f"{', '.join(lacking[:5])} is not there any more.",
                do="Bring back a back-up (everyday restore FILE FOLDER). Nothing was changed.",
            )


def _is_ready(engine: Engine) -> bool:
    """True if tables and guards are as they should be: then nothing is written, and nobody who writes is waited for."""
    with engine.connect() as connection, connection.begin():
        if _version(connection) != newest_version():
            return False
        _need_columns(connection)
        return not unguarded_tables(connection) and are_listed(connection)


def _prepare(engine: Engine) -> list[str]:
    """Bring the tables up to date and put up what guards them; gives the tables whose guards were gone."""
    if _is_ready(engine):
        return []
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        _be_the_one(connection)
        if connection.dialect.name == "postgresql":
            _need_postgis(connection)
        is_new = _version(connection) != newest_version()
        if not is_new:
            _need_columns(connection)
        _migrate(connection)
        lacking = _guard(connection)
        return [] if is_new else lacking


def _tables(path: Path, mode: str) -> list[str]:
    with contextlib.closing(
        sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE_S)
    ) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]


def _refuse_foreign(path: Path) -> None:
    """Look into a file before any setting of it is touched: another program's is left as it is."""
    if not path.is_file() or path.stat().st_size == 0:
        return
    try:
        names = _tables(path, "ro")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        # Whoever wrote last was ended before the file had its log: what is half-written goes as with any opening of it.
        names = _tables(path, "rw")
    if names and "alembic_version" not in names:
        raise StoreError(
            f"{path.name} is a database of another program (it holds {', '.join(names[:3])}).",
            do="Put it elsewhere; the plan is kept in a file of its own.",
        )


def _make_private(path: Path) -> bool:
    """A new plan is for this computer's user alone, and the log beside it follows; True if it was begun here."""
    if path.exists() or not path.parent.is_dir():
        return False
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:  # what is wrong is said when it is opened
        return False
    return True


def _take_away_empty(path: Path) -> None:
    """Of a plan that could not be begun nothing stays, unless there is something in it: then another has begun it."""
    tables_n = 0
    with contextlib.suppress(OSError):
        try:
            with contextlib.closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as file:
                tables_n = file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
                file.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if _is_busy(error):
                return  # another is beginning it just now
        if not tables_n:
            for end in ("", "-wal", "-shm"):
                path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def _need_postgis(connection: Connection) -> None:
    if connection.execute(text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")).scalar():
        return
    try:
        with connection.begin_nested():
            connection.execute(text("CREATE EXTENSION postgis"))
    except DBAPIError as error:
        raise StoreError(
            "The PostgreSQL database has no PostGIS, and it could not be switched on.",
            f"The server said: {str(error).splitlines()[0]}",
            "Ask its administrator for: CREATE EXTENSION postgis",
        ) from error


def open_engine(url: str) -> Engine:
    """The database at an address, with its tables up to date and guarded; raises what :func:`open_guarded` does."""
    return open_guarded(url)[0]


def open_guarded(url: str) -> tuple[Engine, list[str]]:
    """The database at an address, with its tables up to date, and the tables whose guards were gone and are back.

    Raises:
        StoreError: it cannot be opened, is no plan, or was written by a newer version.
    """
    engine = _engine(url)
    path = Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
    is_new = False
    try:
        if path is not None:
            _refuse_foreign(path)
            is_new = not path.exists()
            _make_private(path)
        unguarded = _prepare(engine)
    except (StoreError, DBAPIError, driver_faults(engine)) as error:
        engine.dispose()
        if path is not None and is_new:
            _take_away_empty(path)
        if isinstance(error, StoreError):
            raise
        raise told_fault(error.orig or error if isinstance(error, DBAPIError) else error, path=path) from error
    return engine, unguarded


def driver_faults(engine: Engine) -> type[Exception]:
    """What the driver itself raises, where it is asked without SQLAlchemy."""
    found: type[Exception] = engine.dialect.loaded_dbapi.Error
    return found
