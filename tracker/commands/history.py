"""`tracker history verify`."""

from __future__ import annotations

import click

from tracker.commands.common import with_transactions
from tracker.models.transactions import Transactions
from tracker.queries.history import head, verify


@click.group("history")
def history_commands() -> None:
    """The append-only history of every change."""


@history_commands.command("verify")
@with_transactions
def verify_history(transactions: Transactions) -> None:
    """Check every entry of the history against the one before it. Ends with 1 and names the first broken one.

    The hash it ends with, kept elsewhere, shows later whether the end was cut off or all of it written anew.
    """
    with transactions.read() as session:
        broken, (entries, last_hash) = verify(session), head(session)
    if broken is not None:
        click.echo(f"The history is broken at entry {broken.sequence}: {broken.reason}.", err=True)
        raise click.exceptions.Exit(1)
    click.echo(f"The history is whole: {entries} entries.")
    click.echo(f"It ends with {last_hash}")
