"""`tracker scheduler`: the clock, in a process of its own.

APScheduler only wakes us, once a minute, in UTC: it keeps nothing. What is due is worked out from our own tables, so a
wake that comes late, twice or never changes nothing but when the work is done.
"""

from __future__ import annotations

import logging
import signal
import sys
from datetime import UTC

import click
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.blocking import BlockingScheduler

from tracker import clock
from tracker.commands.common import files_and_scanner, with_transactions
from tracker.jobs.leader import Leader
from tracker.jobs.timetable import work_of_each_tick, work_with
from tracker.models.transactions import Transactions
from tracker.services.leases import RENEW_EVERY

TICK_SECONDS = 60


@click.command("scheduler")
@with_transactions
def scheduler_command(transactions: Transactions) -> None:
    """Keep time until stopped: run what is due, where no other scheduler does."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(asctime)s scheduler %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    needs = files_and_scanner()
    leader = Leader(
        transactions,
        now=clock.now,
        steady=clock.steady,
        work=work_with(*needs),
        each_tick=work_of_each_tick(*needs),
    )
    scheduler = _scheduler(leader)
    # a stop is an exception in the main thread, which only waits: its handlers could not safely call the scheduler
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.default_int_handler)
    click.echo("The scheduler is running. Stop it with Ctrl-C.")
    sys.stdout.flush()
    try:
        scheduler.start()
    except KeyboardInterrupt:
        click.echo("The scheduler is stopping.")
    finally:
        leader.stop()
        if scheduler.running:
            scheduler.shutdown()  # waits for what is under way
        leader.let_go()


def _scheduler(leader: Leader) -> BlockingScheduler:
    made = BlockingScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(4)},
        # a wake that comes late is one wake, however late
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone=UTC,
    )

    def keep() -> None:
        if leader.keep():
            made.modify_job("sweep", next_run_time=clock.now())

    made.add_job(leader.sweep, "interval", seconds=TICK_SECONDS, id="sweep")
    made.add_job(keep, "interval", seconds=RENEW_EVERY.total_seconds(), id="lease", next_run_time=clock.now())
    return made
