"""A fresh, migrated database for each test, of either kind, in a few hundredths of a second.

`tests/conftest.py` imports the fixtures `databases` and `database_url` and adds one of its own called `migrate`, which
returns a function that brings the empty database at a URL up to date.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, LiteralString, Protocol, get_args

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from tests.support import postgres
from tests.support.folders import new_folder
from tests.support.postgres import NoPostgres, PostgresServer

__all__ = ["KINDS", "Databases", "Kind", "Migrate", "NoPostgres", "database_url", "databases"]

Kind = Literal["sqlite", "postgresql"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Migrate = Callable[[str], None]


class _Maker(Protocol):
    def fresh(self) -> str: ...
    def drop(self, url: str) -> None: ...
    def close(self) -> None: ...


class Databases:
    """Makes databases and forgets them. One for each test process; what is not asked for is not started."""

    def __init__(self, migrate: Migrate) -> None:
        self._makers: dict[Kind, _Maker] = {"sqlite": _Sqlite(migrate), "postgresql": _Postgres(migrate)}
        self._lent: dict[str, Kind] = {}

    def fresh(self, kind: Kind) -> str:
        """The URL of a new database, migrated and empty. NoPostgres, each time, where there is no server to be had."""
        url = self._makers[kind].fresh()
        self._lent[url] = kind
        return url

    def drop(self, url: str) -> None:
        """Remove a database that `fresh` gave, whoever is still connected to it. KeyError for any other.

        Dispose of engines first: PostgreSQL takes a tenth of a second to throw somebody out.
        """
        self._makers[self._lent.pop(url)].drop(url)

    @contextmanager
    def lent(self, kind: Kind) -> Iterator[str]:
        """A fresh database for the length of a with block."""
        url = self.fresh(kind)
        try:
            yield url
        finally:
            self.drop(url)

    def close(self) -> None:
        """Drop what is left, and stop the server if it is ours."""
        for url in list(self._lent):
            self.drop(url)
        for maker in self._makers.values():
            maker.close()


class _Sqlite:
    """Copies of one migrated file."""

    def __init__(self, migrate: Migrate) -> None:
        self._migrate = migrate
        self._folder = new_folder("tracker-sqlite-")
        self._template: Path | None = None

    def fresh(self) -> str:
        if self._template is None:
            self._template = self._make_template()
        path = self._new_path()
        shutil.copyfile(self._template, path)
        return f"sqlite:///{path}"

    def _make_template(self) -> Path:
        migrated, template = self._new_path(), self._new_path()
        self._migrate(f"sqlite:///{migrated}")
        # Not a plain copy: what was migrated may still lie in the write-ahead log of a connection left open.
        with closing(sqlite3.connect(migrated)) as source, closing(sqlite3.connect(template)) as target:
            source.backup(target)
        return template

    def _new_path(self) -> Path:
        return Path(self._folder, f"{secrets.token_hex(6)}.db")

    def drop(self, url: str) -> None:
        path = Path(url.removeprefix("sqlite:///"))
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)

    def close(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


class _Postgres:
    """Copies of one migrated template database on one server."""

    def __init__(self, migrate: Migrate) -> None:
        self._migrate = migrate
        self._prefix = f"tracker_test_{os.getpid()}_{secrets.token_hex(3)}"
        self._server: PostgresServer | None = None
        self._refused: str | None = None
        self._template: str | None = None
        self._count = 0

    def fresh(self) -> str:
        if self._template is None:
            self._template = self._make_template()
        name = self._new_name()
        # A copy of files: with fsync off a third quicker than the default, which writes every page to the log.
        self._run("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, self._template)
        return self._url(name)

    def _make_template(self) -> str:
        name = self._new_name()
        self._run("CREATE DATABASE {}", name)
        try:
            self._migrate(self._url(name))
        except BaseException:
            self._drop(name)
            raise
        # A template with anyone connected cannot be copied, and the migration's pool may have kept a connection.
        self._run("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
        self._run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", values=(name,))
        return name

    def _new_name(self) -> str:
        self._count += 1
        return f"{self._prefix}_{self._count}"

    def _url(self, name: str) -> str:
        return make_url(self._started().url).set(database=name).render_as_string(hide_password=False)

    def _started(self) -> PostgresServer:
        if self._refused is not None:
            raise NoPostgres(self._refused)
        if self._server is None:
            try:
                self._server = postgres.start()
            except NoPostgres as refusal:
                self._refused = str(refusal)
                raise
        return self._server

    def _run(self, statement: LiteralString, *names: str, values: tuple[str, ...] | None = None) -> None:
        libpq = make_url(self._started().url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(libpq, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)), values)

    def _drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def drop(self, url: str) -> None:
        name = make_url(url).database
        assert name is not None
        self._drop(name)

    def close(self) -> None:
        if self._template is not None:
            self._drop(self._template)
        if self._server is not None:
            self._server.stop()
        self._template = self._server = None


@pytest.fixture(scope="session")
def databases(migrate: Migrate) -> Iterator[Databases]:
    """Every database of this test process. Needs a session fixture `migrate`."""
    with closing(Databases(migrate)) as made:
        yield made


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> Iterator[str]:
    """A fresh database, once of each kind; without a PostgreSQL its half is skipped with the reason."""
    try:
        with databases.lent(request.param) as url:
            yield url
    except NoPostgres as reason:
        pytest.skip(f"no PostgreSQL: {reason}")
