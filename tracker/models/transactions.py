"""How transactions begin. A reader's is plain and read-only; a writer's takes the write lock at once on SQLite.

SQLite fails a read that turns into a write while another writes ("database is locked", whatever the time-out), and
its driver would begin no transaction for a SELECT. So the driver's own BEGIN is switched off and ours is sent:
BEGIN IMMEDIATE for a writer, BEGIN with `query_only` for a reader. On PostgreSQL a reader's transaction is READ ONLY.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from tracker.models.pools import IS_READING, QUERY_ONLY, options_for


@contextmanager
def reading() -> Iterator[None]:
    """Transactions that begin within are read-only."""
    token = IS_READING.set(True)
    try:
        yield
    finally:
        IS_READING.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Transactions that begin within may write (the default; needed inside `reading`)."""
    token = IS_READING.set(False)
    try:
        yield
    finally:
        IS_READING.reset(token)


def read_from_here() -> None:
    """The same as `reading` for the rest of this thread's request; `write_from_here` ends it."""
    IS_READING.set(True)


def write_from_here() -> None:
    """Transactions that begin from now on may write: the state in which every thread starts."""
    IS_READING.set(False)


def prepare(engine: Engine) -> Engine:
    """Gives `engine` the rules above. Once an engine; returns it."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "rollback", _keep_prepared_statements)
    return engine


def make_engine(url: str) -> Engine:
    """An engine by our rules, for commands, jobs and tests; the web's is made by Flask-SQLAlchemy."""
    return prepare(sa.create_engine(url, **options_for(url)))


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout=10000", "journal_mode=wal", "foreign_keys=on", "synchronous=full"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    is_reading = IS_READING.get()
    # sent only where it changes something: SQLite prepares every statement anew after it, which costs more than asking
    if connection.info.get(QUERY_ONLY) is not is_reading:
        connection.exec_driver_sql(f"PRAGMA query_only={'on' if is_reading else 'off'}")
        connection.info[QUERY_ONLY] = is_reading
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _begin_postgresql(connection: Connection) -> None:
    # psycopg sends it with its own BEGIN, at no round trip of its own
    connection.connection.driver_connection.read_only = IS_READING.get()  # type: ignore[union-attr]


def _keep_prepared_statements(connection: Connection) -> None:
    """Ends a reader's transaction by a commit: at a rollback psycopg forgets what PostgreSQL has prepared for it.

    Without, every request plans its statements anew, which costs the server several times what answering them does.
    """
    driver = connection.connection.driver_connection
    if driver is not None and driver.read_only:
        with suppress(connection.dialect.loaded_dbapi.Error):  # the rollback that follows tells what is wrong
            driver.commit()


class Transactions:
    """Short transactions outside a request's own: `with transactions.write() as session:` commits by itself."""

    def __init__(self, engine: Engine) -> None:
        self._sessions = sessionmaker(engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with reading(), self._sessions() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        with writing(), self._sessions.begin() as session:
            yield session
