"""`tracker jobs`: what the clock does, by hand."""

from __future__ import annotations

from datetime import datetime

import click

from tracker import clock
from tracker.commands.common import Refused, files_and_scanner, with_transactions
from tracker.domain.timetable import TIMETABLE, counted
from tracker.jobs.runner import Ran, run_job
from tracker.jobs.timetable import work_with
from tracker.models.transactions import Transactions
from tracker.queries.jobs import last_run_of_each

JOBS = {job.name: job for job in TIMETABLE}


@click.group("jobs")
def job_commands() -> None:
    """What the scheduler does, and when it last did."""


@job_commands.command("list")
@with_transactions
def list_jobs(transactions: Transactions) -> None:
    """Name the jobs, when each last ran, and when it is next due."""
    with transactions.read() as session:
        last = last_run_of_each(session)
        for job in TIMETABLE:
            click.echo(f"{job.name}: {job.what.lower()}")
            run = last.get(job.name)
            if run is None:
                click.echo("  has never run")
            else:
                state = "did not end" if run.ended_at is None else "failed" if run.fault else "ended well"
                click.echo(f"  last ran for {run.on}, began {run.began_at:%Y-%m-%d %H:%M} UTC, {state}")
            click.echo(f"  next due {job.next_at(clock.now()):%Y-%m-%d %H:%M} London time")


@job_commands.command("run")
@click.argument("name", type=click.Choice(sorted(JOBS)))
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The business date, as 2026-05-01. Today in London where left out."
)
@with_transactions
def run_one(transactions: Transactions, name: str, on: datetime | None) -> None:
    """Run one job for a date. Running it again for the same date changes nothing more."""
    job, today = JOBS[name], clock.today()
    day = on.date() if on else today
    if day < today and not job.every_date:
        raise Refused(f"{name} goes by how things stand today, so it cannot be run for a day that is over.")
    ran = run_job(
        transactions,
        job,
        on=day,
        now=clock.now,
        work=work_with(*files_and_scanner()),
    )
    click.echo(f"{ran.name} for {ran.on}: {in_words(ran)}")
    if ran.fault:
        raise Refused(ran.fault)


def in_words(ran: Ran) -> str:
    """ "2 milestones, 1 plan"."""
    return counted(ran.counts) or "nothing was counted"
