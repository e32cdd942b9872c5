"""One new server for the tests of this folder, also where TEST_DATABASE_URL names another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import postgres
from tests.support.postgres import NoPostgres, PostgresServer


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    try:
        running = postgres.start(environ={})
    except NoPostgres as reason:
        pytest.skip(f"no PostgreSQL: {reason}")
    with running:
        yield running
