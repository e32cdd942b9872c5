"""`tracker scores check`: whether what is stored is what the facts make."""

from __future__ import annotations

import click

from tracker import clock
from tracker.commands.common import Refused, with_transactions
from tracker.models.transactions import Transactions
from tracker.services.rescoring import check_all

MOST_SHOWN = 20


@click.group("scores")
def score_commands() -> None:
    """The progress scores of plans."""


@score_commands.command("check")
@click.option("--mend", is_flag=True, help="Keep the scores worked out in place of those that differ.")
@with_transactions
def check(transactions: Transactions, mend: bool) -> None:
    """Work out every plan's score anew and name the plans whose stored score says something else."""
    wrong = check_all(transactions, today=clock.today(), mend=mend)
    if not wrong:
        click.echo("Every stored score is what the facts of its plan make.")
        return
    shown = ", ".join(str(plan_id) for plan_id in wrong[:MOST_SHOWN])
    more = f" and {len(wrong) - MOST_SHOWN} more" if len(wrong) > MOST_SHOWN else ""
    said = f"The stored score is not what the facts make, of plan {shown}{more}."
    if not mend:
        raise Refused(f"{said} To put them right, run: tracker scores check --mend")
    click.echo(f"{said} They are right now.")
