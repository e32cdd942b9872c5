"""`tracker evidence check`: whether the bytes of every file are those that were uploaded."""

from __future__ import annotations

import click

from tracker.commands.common import Refused, files_and_scanner, with_transactions
from tracker.models.transactions import Transactions
from tracker.services.evidence_sweep import damaged

MOST_SHOWN = 20


@click.group("evidence")
def evidence_commands() -> None:
    """The files of evidence."""


@evidence_commands.command("check")
@with_transactions
def check(transactions: Transactions) -> None:
    """Read every file of evidence and name the versions whose bytes are missing or changed."""
    storage, _ = files_and_scanner()
    wrong = damaged(transactions, storage)
    if wrong:
        shown = ", ".join(str(version_id) for version_id in wrong[:MOST_SHOWN])
        more = f" and {len(wrong) - MOST_SHOWN} more" if len(wrong) > MOST_SHOWN else ""
        raise Refused(f"Missing or damaged: evidence version {shown}{more}. Restore these files from a backup.")
    click.echo("Every file of evidence is there and whole.")
