"""`tracker organisations import`."""

from __future__ import annotations

from pathlib import Path

import click

from tracker import clock
from tracker.commands.common import OPERATOR, with_transactions
from tracker.commands.files import read_file
from tracker.domain.errors import RuleBroken
from tracker.domain.organisation_lists import read_list
from tracker.models.transactions import Transactions
from tracker.services.organisation_lists import take_in

LARGEST_LIST = 5 * 1024 * 1024


@click.group("organisations")
def organisation_commands() -> None:
    """Regions and the units in them."""


@organisation_commands.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="CSV")
@with_transactions
def import_organisations(transactions: Transactions, file: Path) -> None:
    """Take in a list of units: a CSV with the columns region and pdu, or with codes and several spellings.

    What is known stays as it is, so the same list can be taken in again.
    """
    data = read_file(file, LARGEST_LIST)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RuleBroken("file", "This file is not text in UTF-8. Save it as CSV UTF-8, and try that one.") from None
    listed = read_list(text)
    with transactions.write() as session:
        taken = take_in(session, listed, by=OPERATOR, at=clock.now())
    click.echo(
        f"Read {len(listed)} units. New: {taken.regions} regions, {taken.units} units, {taken.names} other names, "
        f"{taken.codes} codes."
    )
