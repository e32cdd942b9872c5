"""What the clock did: its jobs once a week at first, and every day for the last weeks, as a scheduler catches up."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tracker.commands.demo.days import at
from tracker.commands.demo.known import Known, Steps
from tracker.domain.timetable import OVERDUE, RESCORE
from tracker.jobs import overdue, rescore
from tracker.jobs.runner import run_job

WEEKS, DAYS = 52, 15


def ticks(known: Known) -> Steps:
    for ago in sorted({7 * week for week in range(1, WEEKS + 1)} | set(range(1, DAYS + 1)), reverse=True):
        day = known.today - timedelta(days=ago)
        yield at(day, 4), lambda instant, day=day: _tick(known, day, instant)  # type: ignore[misc]


def _tick(known: Known, day: date, instant: datetime) -> None:
    for job, does in {OVERDUE: overdue.run, RESCORE: rescore.run}.items():
        ran = run_job(known.transactions, job, on=day, now=lambda: instant, work={job: does})
        if ran.fault:
            raise RuntimeError(f"{job.name} for {day}: {ran.fault}")
