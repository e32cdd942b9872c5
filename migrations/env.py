"""Alembic's environment: the models' metadata, and one migrator at a time."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context
from flask import current_app

from tracker.models import Base
from tracker.models.transactions import writing

LOCK_TIMEOUT = "5s"  # a migration that waits for a lock makes every request behind it wait too


def _render(kind: str, item: Any, _autogen: Any) -> Any:
    """Our column types are written as the plain types they stand for, so that old revisions import nothing."""
    if kind == "type" and isinstance(item, sa.types.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with writing(), engine.connect() as connection:
        is_postgresql = connection.dialect.name == "postgresql"
        if not is_postgresql:
            # SQLite cannot alter a table: batch mode builds it anew, which foreign keys would forbid half-way
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys=off")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7261)")  # two migrators: one after the other
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=not is_postgresql,
            render_item=_render,
            compare_type=True,
            transactional_ddl=True,
        )
        context.run_migrations()
        connection.commit()
        if not is_postgresql:
            connection.exec_driver_sql("COMMIT") if connection.connection.in_transaction else None
            connection.exec_driver_sql("PRAGMA foreign_keys=on")


run()
