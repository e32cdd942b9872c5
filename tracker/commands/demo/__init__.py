"""`tracker demo`: sample data for an empty database, made through the services in date order."""

from __future__ import annotations

from datetime import date, datetime

import click
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from config.settings import Settings
from tracker import clock
from tracker.adapters.report_reader import read_report
from tracker.commands.common import Refused, with_transactions
from tracker.commands.demo.known import Known
from tracker.commands.demo.one_transaction import OneTransaction
from tracker.commands.demo.people import PASSWORD, PEOPLE, SIGN_INS
from tracker.commands.demo.reports import report_files
from tracker.commands.demo.story import tell
from tracker.models import Event, Person, Region, ReportImport
from tracker.models.transactions import Transactions
from tracker.services.passwords import hash_password

__all__ = ["SIGN_INS", "demo_command"]

EARLIEST = date(2016, 1, 1)  # the story begins three years before, and bank holidays are known from 2012
NOT_EMPTY = "There is data here already, so no sample data was added. Use an empty database."


@click.command("demo")
@click.option("--if-empty", is_flag=True, help="Do nothing where there is data already, and say so by no error.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day the story ends on, such as 2026-03-17.")
@with_transactions
def demo_command(transactions: Transactions, if_empty: bool, today: datetime | None) -> None:
    """Fill an empty database with sample data. Not in production."""
    settings: Settings = current_app.config["SETTINGS"]
    if settings.is_production:
        raise Refused("Sample data has passwords that everybody knows, so it is never made in production.")
    day = today.date() if today else clock.today()
    if day < EARLIEST:
        raise Refused("Sample data can be made for days from 1 January 2016.")
    with transactions.read() as session:
        is_empty = _is_empty(session)
    if not is_empty:
        if if_empty:
            return
        raise Refused(NOT_EMPTY)
    click.echo("Making sample data.")
    click.echo(_make(transactions, day))


def _make(transactions: Transactions, today: date) -> str:
    """Makes it, all or nothing, and says in words what was made. Reads and hashes before the database is locked."""
    files = report_files(today)
    readings = {file.report: read_report(file.data, file.report.value) for file in files}
    hashes = {person: hash_password(PASSWORD) for person in PEOPLE}
    with transactions.write() as session:
        if not _is_empty(session):
            raise Refused(NOT_EMPTY)
        steps = OneTransaction(session.connection())
        known = Known(steps, current_app.extensions["storage"], today, hashes)
        tell(known, files, readings)
    return (
        f"Made {len(known.regions)} regions, {len(known.units)} units, {len(known.people)} people and "
        f"{len(known.inspections)} inspections. A report waits to be checked."
    )


def _is_empty(session: Session) -> bool:
    keys = (Event.sequence, Person.id, Region.id, ReportImport.id)
    return all(session.scalar(sa.select(key).limit(1)) is None for key in keys)
