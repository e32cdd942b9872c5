"""What the clock does and when: each job's business dates in London, which are missing, and when to try again.

A date is due from an hour of the morning at which no clock is ever put forward or back, and stays due until its run
has ended well, so that a dead night, or a dead week, is caught up. Nothing here is ever "now minus an interval".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from tracker.domain.london import LONDON, london_date

# The wait after the first, second … failed try of one date; after the last, the date is left and the fault stands.
RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=6))
MOST_TRIES = len(RETRY_AFTER) + 1


@dataclass(frozen=True)
class Job:
    """`due_from`: the London time of day from which a date is due.

    `every_date`: whether each missed date is run in its turn. Otherwise only the latest is, because what the earlier
    ones would find is worked out from the rows as they are now, and would be untrue of that day.
    """

    name: str
    what: str
    due_from: time
    every_date: bool

    def business_date(self, at: datetime) -> date:
        """The latest date that is due at an instant."""
        local = at.astimezone(LONDON)
        return local.date() if local.time() >= self.due_from else local.date() - timedelta(days=1)

    def next_at(self, at: datetime) -> datetime:
        """The instant at which the date after the latest becomes due."""
        return datetime.combine(self.business_date(at) + timedelta(days=1), self.due_from, LONDON)


class Run(Protocol):
    """What is known of one run; `runs` counts the tries for its date."""

    @property
    def on(self) -> date: ...
    @property
    def began_at(self) -> datetime: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def runs(self) -> int: ...
    @property
    def fault(self) -> str | None: ...


SCHEDULER_LEASE = "scheduler"

OVERDUE = Job("overdue", "Records what has become overdue", due_from=time(4), every_date=True)
RESCORE = Job("rescore", "Works out the scores that the date has changed", due_from=time(4), every_date=False)
EVIDENCE = Job(
    "evidence", "Scans the files that wait and puts right what uploads left", due_from=time(4), every_date=False
)
TIMETABLE = (OVERDUE, RESCORE, EVIDENCE)


def counted(counts: Mapping[str, int]) -> str:
    """ "2 milestones, 1 plan": what a run did, in words. The first word of what is counted is a plural."""
    return ", ".join(f"{count} {_of(count, *what.partition(' '))}" for what, count in counts.items())


def _of(count: int, many: str, space: str, rest: str) -> str:
    return f"{many.removesuffix('s') if count == 1 else many}{space}{rest}"


def due_dates(job: Job, runs: Sequence[Run], at: datetime) -> list[date]:
    """The dates for which `job` is to run at `at`, the earliest first; `runs` are its runs, in any order.

    A run that began before its own date was somebody's trial ahead of time and does not stand for the day. Where
    there is none, the first date is the latest: nothing was missed before the service began.
    """
    latest = job.business_date(at)
    known = [run for run in runs if run.on <= latest and london_date(run.began_at) >= run.on]
    newest = max(known, key=lambda run: run.on, default=None)
    if newest is None:
        return [latest]
    again = [newest.on] if may_try_again(newest, at) else []
    missed = [newest.on + timedelta(days=days) for days in range(1, (latest - newest.on).days + 1)]
    dates = again + missed
    return dates if job.every_date else dates[-1:]


def may_try_again(run: Run, at: datetime) -> bool:
    """Whether a run that failed, or was cut off in the middle, is to be repeated now."""
    if run.runs >= MOST_TRIES:
        return False
    if run.ended_at is None:
        return True
    return run.fault is not None and at >= run.ended_at + RETRY_AFTER[run.runs - 1]
