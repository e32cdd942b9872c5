"""Runs a job for a date and keeps what came of it; runs whatever is due.

A JobRun row says what happened, and decides only what is still to be run. That nothing is done twice is held by the
keys of what a job writes, so a run may be cut off, repeated, or meet another of the same date.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain.timetable import Job, due_dates
from tracker.jobs.outcome import Outcome
from tracker.jobs.timetable import Work
from tracker.models.transactions import Transactions
from tracker.queries.jobs import newest_runs
from tracker.services.faults import in_words
from tracker.services.job_runs import begin_run, end_run
from tracker.services.leases import LeaseLost

log = logging.getLogger(__name__)
MOST_FAULTS_SHOWN = 20


@dataclass(frozen=True)
class Ran:
    """One run that ended. `fault` is None where all went well."""

    name: str
    on: date
    counts: Mapping[str, int]
    fault: str | None


def run_due(transactions: Transactions, *, now: Callable[[], datetime], work: Mapping[Job, Work]) -> list[Ran]:
    """Runs each job for each date that is due, and says what came of each. A job that fails stops no other."""
    done = []
    for job in work:
        at = now()
        with transactions.read() as session:
            dates = due_dates(job, newest_runs(session, job.name, until=job.business_date(at)), at)
        done += [run_job(transactions, job, on=on, now=now, work=work) for on in dates]
    return done


def run_job(
    transactions: Transactions,
    job: Job,
    *,
    on: date,
    now: Callable[[], datetime],
    work: Mapping[Job, Work],
) -> Ran:
    """Runs `job` for the date `on`. What it raises is kept as its fault; LeaseLost alone goes on upwards."""
    at = now()
    with transactions.write() as session:
        begin_run(session, job.name, on=on, at=at)
    try:
        outcome = work[job](transactions, today=on, at=at)
    except LeaseLost:
        raise
    except Exception as error:
        log.exception("the job %s failed for %s", job.name, on)
        outcome = Outcome({}, (in_words(error),))
    ran = Ran(job.name, on, dict(outcome.counts), _told(outcome.faults))
    with transactions.write() as session:
        end_run(session, job.name, on=on, counts=ran.counts, fault=ran.fault, at=now())
    return ran


def _told(faults: tuple[str, ...]) -> str | None:
    if not faults:
        return None
    more = len(faults) - MOST_FAULTS_SHOWN
    lines = [*faults[:MOST_FAULTS_SHOWN], *([f"and {more} more"] if more > 0 else [])]
    return "\n".join(lines)
