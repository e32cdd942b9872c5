"""Fixtures: a migrated database of each kind for each test, and an application over one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import hypothesis
import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from config.settings import Environment, Settings
from tests.support.databases import Databases, database_url, databases
from tests.support.linting_client import LintingClient
from tracker.app import create_app
from tracker.extensions import db
from tracker.models.transactions import make_engine

__all__ = ["database_url", "databases"]

# how long one generated example takes says something of the machine and nothing of the code
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.load_profile("any machine")

SECRET = "a secret for tests that is long enough 0123456789"


def settings_for(url: str, folder: Path) -> Settings:
    return Settings(
        database_url=url, secret_key=SECRET, evidence_dir=folder, environment=Environment.TEST, hosts=("localhost",)
    )


@pytest.fixture(scope="session")
def migrate(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Brings the database at a URL up to date, by the same migrations that production runs."""

    def run(url: str) -> None:
        app = create_app(settings_for(url, tmp_path_factory.mktemp("evidence")))
        with app.app_context():
            flask_migrate.upgrade()
            db.engine.dispose()

    return run


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A session on a fresh database, for tests of models, queries and services: once on each kind."""
    engine = make_engine(database_url)
    with sessionmaker(engine)() as made:
        yield made
    engine.dispose()


@pytest.fixture
def app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """An application over a fresh SQLite database."""
    with databases.lent("sqlite") as url:
        made = create_app(settings_for(url, tmp_path))
        made.test_client_class = LintingClient
        yield made
        with made.app_context():
            db.session.remove()
            db.engine.dispose()
