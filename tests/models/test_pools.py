"""Readers and writers of SQLite keep connections of their own, so that what is prepared stays prepared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.support.databases import Databases
from tracker.models.pools import options_for
from tracker.models.transactions import make_engine, prepare, reading, writing


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    with databases.lent("sqlite") as lent:
        yield lent


@contextmanager
def settings_sent(engine: Engine) -> Iterator[list[str]]:
    """What is set on connections within the with block."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("PRAGMA"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent


def read(engine: Engine) -> None:
    with reading(), engine.connect() as connection:
        connection.execute(sa.text("SELECT count(*) FROM person"))


def write(engine: Engine) -> None:
    with writing(), engine.begin() as connection:
        connection.execute(sa.text("UPDATE history_head SET sequence = sequence"))


def test_each_kind_of_transaction_sets_its_connection_once(url: str) -> None:
    engine = make_engine(url)
    with settings_sent(engine) as sent:
        for _ in range(5):
            read(engine)
            write(engine)
    assert sorted(sent) == ["PRAGMA query_only=off", "PRAGMA query_only=on"]
    engine.dispose()


def test_where_no_more_may_be_opened_one_connection_serves_both_by_turns(url: str) -> None:
    engine = prepare(sa.create_engine(url, **options_for(url) | {"pool_size": 1, "max_overflow": 0, "pool_timeout": 5}))
    for _ in range(3):
        read(engine)
        write(engine)
    with reading(), engine.connect() as connection, pytest.raises(sa.exc.OperationalError, match="readonly"):
        connection.execute(sa.text("UPDATE history_head SET sequence = sequence"))
    engine.dispose()


def test_connections_of_the_other_kind_are_there_for_the_next(url: str) -> None:
    engine = make_engine(url)
    write(engine)
    with reading(), engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            connection.execute(sa.text("SELECT count(*) FROM person"))
    assert engine.pool.checkedin() == 3  # type: ignore[attr-defined]  # a pool that counts
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    engine.dispose()
