"""A database with the sample data, made once for all tests that look at it and change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.commands.running import run_demo
from tests.conftest import settings_for
from tests.support.databases import KINDS, Databases, NoPostgres
from tracker.app import create_app
from tracker.models.transactions import make_engine

TODAY = date(2026, 3, 17)


@pytest.fixture(scope="session", params=KINDS)
def told(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The URL of a database that `tracker demo` has filled; not to be changed."""
    try:
        with databases.lent(request.param) as url:
            app = create_app(settings_for(url, tmp_path_factory.mktemp("evidence")))
            result = run_demo(app, "--today", TODAY.isoformat())
            assert result.exit_code == 0, result.output
            yield url
    except NoPostgres as reason:
        pytest.skip(f"no PostgreSQL: {reason}")


@pytest.fixture
def sample(told: str) -> Iterator[Session]:
    """A session over the sample data."""
    engine = make_engine(told)
    with sessionmaker(engine)() as made:
        yield made
    engine.dispose()
