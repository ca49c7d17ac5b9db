"""Plans with the tables of an earlier version and rows in them, as a program of that time left them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, text

from store.database import _engine, _script, database_url
from store.geopackage import make_geopackage

__all__ = ["OLD_ACTION", "old_plan", "tables_of"]

OLD_ACTION = (
    "INSERT INTO actions (id, version, created_by, created_at, updated_at, title, interventions, finding_ids, level, "
    "status, status_reason, rag, rag_reason, responsible, contributes, benefits, policy_spheres, area_ids, measure, "
    "baseline, target, scenario, milestones, due_date) VALUES ('{id}', 3, 'Ada', '2026-01-01T00:00:00Z', "
    "'2026-01-02T00:00:00Z', 'A bus', 'More often; Fares', '', 'city', 'agreed', '', '', '', 'Council', '', '', "
    "'transport', '', '', NULL, 30.5, '', "
    "'2026-12-01 Timetable (Bus Ltd) [done 2026-11-30]; Talks; Spring: talks again', '2027-01-01')"
)
"""An action of version 0001, whose two interventions and three milestones are still words; ``{id}`` is its own."""


def tables_of(connection: Connection, version: str) -> None:
    """Bring the tables as far as a version."""
    config, _ = _script()
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def old_plan(folder: Path, version: str, rows: Iterable[str], url: str = "") -> None:
    """A new plan in a folder (or at an address) with the tables of a version, and rows put in by SQL."""
    engine = _engine(database_url(folder, url))
    with engine.connect().execution_options(is_writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        tables_of(connection, version)
        if connection.dialect.name == "sqlite":
            make_geopackage(connection)
        for statement in rows:
            connection.exec_driver_sql(statement)
    engine.dispose()
