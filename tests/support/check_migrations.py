"""Every migration up, no difference to the models, all down, up again: on both databases. `python -m` this module."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from alembic.util.exc import CommandError

from config.settings import Environment, Settings
from tests.support import postgres
from tests.support.postgres import NoPostgres
from tracker.app import create_app
from tracker.extensions import db

KEPT = {"alembic_version"}


def check(url: str) -> list[str]:
    """What is wrong with the migrations on the empty database at `url`, in words."""
    settings = Settings(
        database_url=url,
        secret_key="only for the migrations 0123456789 abcdef",
        evidence_dir=Path(tempfile.gettempdir()),
        environment=Environment.TEST,
        hosts=("localhost",),
    )
    with create_app(settings).app_context():
        try:
            flask_migrate.upgrade()
            flask_migrate.check()
            flask_migrate.downgrade(revision="base")
            left = set(sa.inspect(db.engine).get_table_names()) - KEPT
            flask_migrate.upgrade()
        except CommandError as error:
            return [str(error)]
        finally:
            db.engine.dispose()
    return [f"downgrade left {', '.join(sorted(left))}"] if left else []


def main() -> int:
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        faults += [f"SQLite: {fault}" for fault in check(f"sqlite:///{folder}/migrations.sqlite3")]
    try:
        server = postgres.start()
    except NoPostgres as reason:
        print(f"PostgreSQL was not checked: {reason}")
    else:
        with server:
            faults += [f"PostgreSQL: {fault}" for fault in check(server.url)]
    print("\n".join(faults) or "Migrations: up, no difference to the models, down and up again.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
