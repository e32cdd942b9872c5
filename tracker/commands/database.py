"""`tracker db`: what an operator needs of the migrations. New ones are written with `flask --app wsgi db revision`."""

from __future__ import annotations

import click
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from flask import current_app

from tracker.commands.common import Refused, with_transactions
from tracker.models.transactions import Transactions


@click.group("db")
def database_commands() -> None:
    """The database: bring it up to date, or see whether it is."""


@database_commands.command()
@with_transactions
def upgrade(_transactions: Transactions) -> None:
    """Bring the database up to date. Two at once wait for each other."""
    command.upgrade(_config(), "head")
    click.echo("The database is up to date.")


@database_commands.command()
@with_transactions
def check(_transactions: Transactions) -> None:
    """See whether the database is as this version needs it."""
    try:
        command.check(_config())
    except CommandError as error:
        raise Refused(f"{str(error).rstrip('.')}. Run: tracker db upgrade") from None
    click.echo("The database is up to date.")


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
