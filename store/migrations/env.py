"""Alembic runs this: the connection is given by ``store.database``, the tables by ``store.schema``."""

from __future__ import annotations

from alembic import context

from store.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
context.run_migrations()
