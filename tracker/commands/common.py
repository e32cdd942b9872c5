"""What the commands share: who acts, the transactions they act in, and one sentence for what a person can mend."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import click
from flask import current_app
from flask.cli import ScriptInfo
from sqlalchemy.exc import OperationalError, ProgrammingError

from tracker.adapters.storage import Storage
from tracker.adapters.virus_scan import Scanner
from tracker.domain.errors import TrackerError
from tracker.domain.permissions import Actor
from tracker.models.transactions import Transactions

OPERATOR = Actor(None, "Command line")

P = ParamSpec("P")
Result = TypeVar("Result")


class Refused(click.ClickException):
    """One sentence on standard error, exit code 2."""

    exit_code = 2


def with_transactions(command: Callable[Concatenate[Transactions, P], Result]) -> Callable[P, Result]:
    """Gives a command the application's Transactions as its first argument, inside an application context.

    Goes below the click decorators. A broken rule, or a database that was never migrated, becomes Refused.
    """

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> Result:
        app = click.get_current_context().ensure_object(ScriptInfo).load_app()
        with app.app_context():
            transactions: Transactions = app.extensions["transactions"]
            try:
                return command(transactions, *args, **kwargs)
            except TrackerError as error:
                raise Refused(str(error)) from None
            except (OperationalError, ProgrammingError) as error:
                raise Refused(_why_no_database(error)) from None

    return run


def files_and_scanner() -> tuple[Storage, Scanner]:
    """The application's store of evidence and its virus scanner."""
    return current_app.extensions["storage"], current_app.extensions["scanner"]


def _why_no_database(error: OperationalError | ProgrammingError) -> str:
    words = str(error.orig).lower()
    if "no such table" in words or "no such column" in words or "does not exist" in words:
        return "The database is not up to date. Run: tracker db upgrade"
    return "The database cannot be reached or is busy. Check TRACKER_DATABASE_URL and try again."
